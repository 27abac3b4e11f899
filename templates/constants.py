"""Functions through which no derivative flows: shapes, positions, comparisons, whole numbers."""

import operator

import numpy as np

from tangentlike.rules.kinds import constant

constant(len, range, isinstance, np.shape, np.size, np.ndim, np.ndarray.shape, np.ndarray.ndim, np.ndarray.size)
constant(np.ndarray.dtype, operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne)
