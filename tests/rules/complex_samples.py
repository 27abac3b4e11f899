"""Python's complex numbers and `cmath`; the results of functions that are called for each element."""

import builtins
import cmath

import numpy as np

from tangentlike.runtime.by_elements import array_as_first, only_of_floats
from tests.rules.sampling import S, numbers

z, w = 0.7 + 0.4j, -0.3 + 1.2j
v3 = numbers(3)

FUNCTIONS = [cmath.exp, cmath.log, cmath.log10, cmath.sqrt, cmath.sin, cmath.cos, cmath.tan, cmath.sinh, cmath.cosh, cmath.tanh]
FUNCTIONS += [cmath.asin, cmath.acos, cmath.atan, cmath.asinh, cmath.acosh, cmath.atanh]
COMPLEX = [S(f, x) for f in FUNCTIONS for x in (z, w)]
COMPLEX += [S(cmath.phase, z), S(cmath.phase, w), S(cmath.polar, z), S(cmath.polar, w), S(cmath.rect, 1.3, 0.4)]
COMPLEX += [S(builtins.complex, 0.3, 0.7), S(builtins.complex, 0.3), S(builtins.complex.conjugate, z)]
COMPLEX += [S(array_as_first, [0.3, 0.7]), S(array_as_first, [v3, 2.0 * v3])]
COMPLEX += [S(only_of_floats, v3, v3), S(only_of_floats, v3, np.arange(3), wrt="bar")]
