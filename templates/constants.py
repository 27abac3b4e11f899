"""Functions through which no derivative flows: shapes, positions, tests, whole numbers, new arrays, draws."""

import builtins
import math
import operator

import numpy as np

from tangentlike.rules.kinds import constant
from tangentlike.runtime.attempts import try_catches, try_exception, try_needs, try_runs, try_settled
from tangentlike.runtime.by_elements import in_memory_order
from tangentlike.runtime.contexts import enter_context, leave_context
from tangentlike.runtime.indexing import first_places
from tangentlike.runtime.sequences import place_of, sorted_places

# What an array is

constant(np.shape, np.size, np.ndim, np.result_type, np.can_cast, np.iscomplexobj, np.isrealobj, np.isscalar)
constant(np.ndarray.shape, np.ndarray.size, np.ndarray.ndim, np.ndarray.dtype, np.ndarray.itemsize, np.ndarray.nbytes)
constant(np.ndarray.strides, np.ndarray.flags, np.shares_memory, np.may_share_memory, np.broadcast_shapes, np.iterable)
constant(builtins.len, builtins.isinstance, builtins.issubclass, builtins.type, builtins.callable, builtins.id)
constant(builtins.hasattr, builtins.range, builtins.repr, builtins.str, builtins.print, builtins.format)

# Positions

constant(np.argmax, np.argmin, np.argsort, np.argpartition, np.nanargmax, np.nanargmin, np.argwhere, np.nonzero)
constant(np.flatnonzero, np.searchsorted, np.digitize, np.lexsort, np.count_nonzero, np.indices)
constant(np.unravel_index, np.ravel_multi_index, np.tril_indices, np.triu_indices, np.diag_indices)
constant(np.diag_indices_from, np.tril_indices_from, np.triu_indices_from, np.array_equiv, np.issubdtype)
constant(np.array2string, in_memory_order, place_of, sorted_places, first_places)
constant(np.ndarray.argmax, np.ndarray.argmin, np.ndarray.argsort, np.ndarray.argpartition, np.ndarray.nonzero)
constant(np.ndarray.searchsorted)

# Tests

constant(np.less, np.less_equal, np.greater, np.greater_equal, np.equal, np.not_equal, np.isclose, np.allclose)
constant(np.array_equal, np.isnan, np.isfinite, np.isinf, np.signbit, np.all, np.any, np.isin, np.logical_and)
constant(np.logical_or, np.logical_not, np.logical_xor, np.ndarray.all, np.ndarray.any, np.isreal, np.iscomplex)
constant(np.bitwise_and, np.bitwise_or, np.bitwise_xor, np.invert, np.left_shift, np.right_shift, np.isposinf)
constant(np.isneginf, np.isfortran, np.isnat, np.linalg.matrix_rank, np.common_type, np.promote_types)
constant(np.min_scalar_type, np.einsum_path, np.mask_indices)
constant(operator.lt, operator.le, operator.gt, operator.ge, operator.eq, operator.ne, operator.not_, operator.truth)
constant(operator.is_, operator.is_not, operator.contains, operator.and_, operator.or_, operator.xor, operator.invert)
constant(operator.lshift, operator.rshift)
constant(operator.lshift, operator.rshift, operator.index, builtins.bool, builtins.all, builtins.any)
constant(math.isnan, math.isfinite, math.isinf, math.isclose, float.is_integer)

# Whole numbers: the derivative is zero between the jumps

constant(np.sign, np.floor, np.ceil, np.rint, np.trunc, np.fix, np.round, np.around, np.ndarray.round, np.floor_divide)
constant(np.heaviside, np.spacing, np.gcd, np.lcm, operator.floordiv, operator.ifloordiv)
constant(builtins.int, builtins.round, math.floor, math.ceil, math.trunc, math.ulp, math.factorial)
constant(math.comb, math.perm, math.gcd, math.lcm, math.isqrt, np.int64, np.int32, np.int16, np.int8, np.intp)
constant(np.uint8, np.uint16, np.uint32, np.uint64, np.bool_)

# New arrays

constant(np.zeros, np.ones, np.empty, np.zeros_like, np.ones_like, np.empty_like, np.eye, np.identity, np.tri)
constant(np.bartlett, np.blackman, np.hamming, np.hanning)

# The two ends of a `with` statement

constant(enter_context, leave_context)

# The parts of a `try` statement

constant(try_runs, try_catches, try_exception, try_needs, try_settled)
