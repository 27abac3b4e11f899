"""Products: linear in each operand while the other one is fixed."""

import operator

import numpy as np

from tangentlike.rules.kinds import bilinear
from tangentlike.runtime.arrays import dot_left, dot_right, matmul_left, matmul_right


@bilinear(np.matmul, operator.matmul, operator.imatmul)
def matmul(out_bar, a, b):
    return matmul_left(out_bar, a, b), matmul_right(out_bar, a, b)


@bilinear(np.dot, np.ndarray.dot)
def dot(out_bar, a, b):
    return dot_left(out_bar, a, b), dot_right(out_bar, a, b)
