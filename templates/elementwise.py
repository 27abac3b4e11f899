"""Functions of one element: each rule gives the partial of `out` for each argument."""

import builtins
import operator

import numpy as np

from tangentlike.rules.kinds import elementwise
from tangentlike.runtime.scalars import (
    beats,
    erf,
    lowered,
    power_by_base,
    power_by_exponent,
    raised,
    ratio,
    scaled_square,
    sigmoid,
    sinc_slope,
    taken,
    unit,
    within,
)

# Arithmetic


@elementwise(np.add, operator.add, operator.iadd)
def add(out, x, y):
    return 1.0, 1.0


@elementwise(np.subtract, operator.sub, operator.isub)
def subtract(out, x, y):
    return 1.0, -1.0


@elementwise(np.multiply, operator.mul, operator.imul)
def multiply(out, x, y):
    return y, x


@elementwise(scaled_square)                     # one operation: two products would need a name for the first
def scaled_square_rule(out, k, x):
    return x * x, 2.0 * k * x


@elementwise(np.divide, operator.truediv, operator.itruediv)
def divide(out, x, y):
    return 1.0 / y, -out / y


@elementwise(np.negative, operator.neg)
def negative(out, x):
    return -1.0


@elementwise(np.positive, operator.pos)
def positive(out, x):
    return 1.0


@elementwise(np.power, np.float_power, operator.pow, operator.ipow, builtins.pow)
def power(out, x, y):
    return power_by_base(x, y), power_by_exponent(out, x, y)


@power.case(lambda y: y >= 1)
def power(out, x, y):
    return y * x ** (y - 1.0), None


@power.case(lambda y: y > 0, numbers="float")   # 0.0 ** -0.5 raises
def power(out, x, y):
    return y * out / x if x else power_by_base(x, y), None


@power.case(numbers="float")
def power(out, x, y):
    return power_by_base(x, y), power_by_exponent(out, x, y)


@power.case(lambda y: y != 0, numbers="array")
def power(out, x, y):
    return y * x ** (y - 1.0), None


@elementwise(np.remainder, operator.mod, operator.imod)
def remainder(out, x, y):
    return 1.0, -(x // y)


@elementwise(np.fmod)
def fmod(out, x, y):
    return 1.0, (out - x) / y


@elementwise(np.absolute, operator.abs, builtins.abs)
def absolute(out, x):
    return np.conj(unit(x))


@absolute.case(numbers="float")
def absolute(out, x):
    return (1.0 if x > 0.0 else -1.0) if x else 0.0


@absolute.case(numbers="real")
def absolute(out, x):
    return np.sign(x)


@elementwise(np.fabs)
def fabs(out, x):
    return np.sign(x)


@elementwise(np.square)
def square(out, x):
    return 2.0 * x


@elementwise(erf)
def erf_rule(out, x):
    return 1.1283791670955126 * np.exp(-x * x)


@elementwise(np.sqrt)
def sqrt(out, x):
    return 0.5 / out


@elementwise(np.cbrt)
def cbrt(out, x):
    return 1.0 / (3.0 * out ** 2)


@elementwise(np.reciprocal)
def reciprocal(out, x):
    return -out * out


# Exponentials and logarithms: NumPy's log(0.0) does not raise, so its partial must not either


@elementwise(np.exp)
def exp(out, x):
    return out


@elementwise(np.exp2)
def exp2(out, x):
    return 0.6931471805599453 * out             # log(2)


@elementwise(np.expm1)
def expm1(out, x):
    return out + 1.0


@elementwise(np.log)
def log(out, x):
    return 1.0 / x


@log.case(numbers="float")
def log(out, x):
    return 1.0 / x if x else np.inf


@elementwise(np.log2)
def log2(out, x):
    return 1.4426950408889634 / x               # 1 / log(2)


@log2.case(numbers="float")
def log2(out, x):
    return 1.4426950408889634 / x if x else np.inf


@elementwise(np.log10)
def log10(out, x):
    return 0.4342944819032518 / x               # 1 / log(10)


@log10.case(numbers="float")
def log10(out, x):
    return 0.4342944819032518 / x if x else np.inf


@elementwise(np.log1p)
def log1p(out, x):
    return 1.0 / (1.0 + x)


@log1p.case(numbers="float")
def log1p(out, x):
    return 1.0 / (1.0 + x) if x != -1.0 else np.inf


# Trigonometric and hyperbolic functions


@elementwise(np.sin)
def sin(out, x):
    return np.cos(x)


@elementwise(np.cos)
def cos(out, x):
    return -np.sin(x)


@elementwise(np.tan)
def tan(out, x):
    return 1.0 + out ** 2


@elementwise(np.arcsin)
def arcsin(out, x):
    return 1.0 / np.sqrt(1.0 - x ** 2)


@elementwise(np.arccos)
def arccos(out, x):
    return -1.0 / np.sqrt(1.0 - x ** 2)


@elementwise(np.arctan)
def arctan(out, x):
    return 1.0 / (1.0 + x ** 2)


@elementwise(np.sinh)
def sinh(out, x):
    return np.cosh(x)


@elementwise(np.cosh)
def cosh(out, x):
    return np.sinh(x)


@elementwise(np.tanh)
def tanh(out, x):
    return 1.0 - out ** 2


@elementwise(np.arcsinh)
def arcsinh(out, x):
    return 1.0 / np.sqrt(x ** 2 + 1.0)


@elementwise(np.arccosh)
def arccosh(out, x):
    return 1.0 / np.sqrt((x - 1.0) * (x + 1.0))     # x ** 2 - 1 would cancel near 1


@elementwise(np.arctanh)
def arctanh(out, x):
    return 1.0 / (1.0 - x ** 2)


@arctanh.case(numbers="float")
def arctanh(out, x):
    return 1.0 / (1.0 - x ** 2) if x * x != 1.0 else np.inf


@elementwise(np.arctan2)
def arctan2(out, y, x):
    square = x ** 2 + y ** 2
    return x / square, -y / square


@arctan2.case(numbers="float")
def arctan2(out, y, x):
    square = x * x + y * y
    return x / square if square else np.nan, -y / square if square else np.nan


@elementwise(np.hypot)
def hypot(out, x, y):
    return ratio(x, out), ratio(y, out)         # 0 at the origin


@elementwise(np.sinc)
def sinc(out, x):
    return sinc_slope(x)


@elementwise(np.deg2rad, np.radians)
def deg2rad(out, x):
    return 0.017453292519943295                 # pi / 180


@elementwise(np.rad2deg, np.degrees)
def rad2deg(out, x):
    return 57.29577951308232                    # 180 / pi


@elementwise(np.logaddexp)
def logaddexp(out, x, y):
    return sigmoid(x - y), sigmoid(y - x)       # does not read out: often nothing else does


@elementwise(np.logaddexp2)
def logaddexp2(out, x, y):
    return sigmoid(0.6931471805599453 * (x - y)), sigmoid(0.6931471805599453 * (y - x))


# Choices between values


@elementwise(np.maximum)
def maximum(out, x, y):
    return beats(x, y), beats(y, x)             # equal values share the derivative


@elementwise(np.minimum)
def minimum(out, x, y):
    return beats(y, x), beats(x, y)


@elementwise(np.fmax)
def fmax(out, x, y):
    return taken(out, x, y), taken(out, y, x)


@elementwise(np.fmin)
def fmin(out, x, y):
    return taken(out, x, y), taken(out, y, x)


@elementwise(np.clip, np.ndarray.clip, "x", "low", "high")
def clip(out, x, low=None, high=None):
    return within(x, low, high), raised(x, low, high), lowered(x, low, high)


@clip.case(lambda low, high: low is not None and high is not None and low <= high)
def clip(out, x, low, high):
    return (x >= low) & (x <= high), None, None     # 1 at the bounds


@elementwise(np.copysign)
def copysign(out, x, y):
    return np.sign(x) * np.sign(out), None


@elementwise(np.nextafter)
def nextafter(out, x, y):
    return np.ones_like(out), None


@elementwise(np.ldexp, "x")
def ldexp(out, x, exponent):
    return np.ldexp(np.ones_like(x), exponent)


@elementwise(np.nan_to_num, "x")
def nan_to_num(out, x, copy=True, nan=0.0, posinf=None, neginf=None):
    return np.isfinite(x)


@elementwise(np.unwrap, "x")
def unwrap(out, x, discont=None, axis=-1, *, period=6.283185307179586):
    return 1.0                                  # it adds multiples of the period
