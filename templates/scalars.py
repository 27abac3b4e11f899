"""Python's own functions of numbers: `math` and builtins. Partials stay in Python floats, which are fast there.

A partial must not raise where the function did not: its limits at the edges are written out.
"""

import builtins
import math

from tangentlike.rules.kinds import bilinear, elementwise, general, linear
from tangentlike.runtime.arrays import repeat_like
from tangentlike.runtime.scalars import digamma, power_by_base, power_by_exponent, trigamma
from tangentlike.runtime.sequences import (
    dist_adjoint,
    dist_tangent,
    extreme_adjoint,
    extreme_tangent,
    hypot_adjoint,
    hypot_tangent,
    prod_adjoint,
    prod_tangent,
    scale_like,
    sorted_adjoint,
    sorted_tangent,
)

# Powers and logarithms


@elementwise(math.sqrt)
def sqrt(out, x):
    return 0.5 / out if out else math.inf


@elementwise(getattr(math, "cbrt", None))       # Python 3.11
def cbrt(out, x):
    return 1.0 / (3.0 * out * out) if out else math.inf


@elementwise(math.pow)
def pow(out, x, y):
    return power_by_base(x, y), power_by_exponent(out, x, y)


@pow.case(lambda y: y >= 1.0)
def pow(out, x, y):
    return y * math.pow(x, y - 1.0), None


@elementwise(math.exp)
def exp(out, x):
    return out


@elementwise(getattr(math, "exp2", None))       # Python 3.11
def exp2(out, x):
    return 0.6931471805599453 * out             # log(2)


@elementwise(math.expm1)
def expm1(out, x):
    return out + 1.0


@elementwise(math.log, "x", "base")
def log(out, x, base=math.e):
    return 1.0 / (x * math.log(base)), -out / (base * math.log(base))


@log.case()
def log(out, x):
    return 1.0 / x


@elementwise(math.log2)
def log2(out, x):
    return 1.4426950408889634 / x               # 1 / log(2)


@elementwise(math.log10)
def log10(out, x):
    return 0.4342944819032518 / x               # 1 / log(10)


@elementwise(math.log1p)
def log1p(out, x):
    return 1.0 / (1.0 + x)


# Trigonometric and hyperbolic functions


@elementwise(math.sin)
def sin(out, x):
    return math.cos(x)


@elementwise(math.cos)
def cos(out, x):
    return -math.sin(x)


@elementwise(math.tan)
def tan(out, x):
    return 1.0 + out * out


@elementwise(math.asin)
def asin(out, x):
    return 1.0 / math.sqrt(1.0 - x * x) if x * x < 1.0 else math.inf


@elementwise(math.acos)
def acos(out, x):
    return -1.0 / math.sqrt(1.0 - x * x) if x * x < 1.0 else -math.inf


@elementwise(math.atan)
def atan(out, x):
    return 1.0 / (1.0 + x * x)


@elementwise(math.atan2)
def atan2(out, y, x):
    square = x * x + y * y
    return x / square if square else math.nan, -y / square if square else math.nan


@elementwise(math.sinh)
def sinh(out, x):
    return math.cosh(x)


@elementwise(math.cosh)
def cosh(out, x):
    return math.sinh(x)


@elementwise(math.tanh)
def tanh(out, x):
    return 1.0 - out * out


@elementwise(math.asinh)
def asinh(out, x):
    return 1.0 / math.sqrt(x * x + 1.0)


@elementwise(math.acosh)
def acosh(out, x):
    return 1.0 / math.sqrt((x - 1.0) * (x + 1.0)) if x > 1.0 else math.inf


@elementwise(math.atanh)
def atanh(out, x):
    return 1.0 / (1.0 - x * x)


@elementwise(math.degrees)
def degrees(out, x):
    return 57.29577951308232                    # 180 / pi


@elementwise(math.radians)
def radians(out, x):
    return 0.017453292519943295                 # pi / 180


# Special functions


@elementwise(math.erf)
def erf(out, x):
    return 1.1283791670955126 * math.exp(-x * x)    # 2 / sqrt(pi)


@elementwise(math.erfc)
def erfc(out, x):
    return -1.1283791670955126 * math.exp(-x * x)


@elementwise(math.gamma)
def gamma(out, x):
    return out * digamma(x)


@elementwise(math.lgamma)
def lgamma(out, x):
    return digamma(x)


@elementwise(digamma)
def psi(out, x):
    return trigamma(x)


# Signs, remainders, parts


@elementwise(math.fabs)
def fabs(out, x):
    return math.copysign(1.0, x) if x else 0.0


@elementwise(math.copysign)
def copysign(out, x, y):
    return math.copysign(1.0, x) * math.copysign(1.0, y) if x else 0.0, None


@elementwise(getattr(math, "nextafter", None))  # Python 3.9
def nextafter(out, x, y):
    return 1.0, None


@elementwise(math.fmod)
def fmod(out, x, y):
    return 1.0, (out - x) / y


@elementwise(math.remainder)
def remainder(out, x, y):
    return 1.0, (out - x) / y


@elementwise(math.ldexp, "x")
def ldexp(out, x, i):
    return math.ldexp(1.0, i)


@general(math.frexp)
class frexp:                                    # x = mantissa * 2 ** exponent
    def tangent(out, x, x_dot):
        return math.ldexp(x_dot, -out[1]), 0

    def adjoint(out_bar, out, x):
        return math.ldexp(out_bar[0], -out[1])


@general(math.modf)
class modf:
    def tangent(out, x, x_dot):
        return x_dot, 0.0

    def adjoint(out_bar, out, x):
        return out_bar[0]


@elementwise(getattr(math, "fma", None))        # Python 3.13
def fma(out, x, y, z):
    return y, x, 1.0


# Functions of several numbers


@general(builtins.max, "x", "rest")
class max:                                      # the first of equal values is the one that is taken
    def tangent(out, x, rest, x_dot, rest_dot):
        return extreme_tangent(out, x, rest, x_dot, rest_dot), None

    def adjoint(out_bar, out, x, *rest):
        bars = extreme_adjoint(out_bar, out, x, rest)
        return bars[0], bars[1]


@max.case(kind="elementwise")
def max(out, x, y):
    return 0.0 if y > x else 1.0, 1.0 if y > x else 0.0


@max.written_out
def max(x, y):
    return y if y > x else x


@general(builtins.min, "x", "rest")
class min:
    def tangent(out, x, rest, x_dot, rest_dot):
        return extreme_tangent(out, x, rest, x_dot, rest_dot), None

    def adjoint(out_bar, out, x, *rest):
        bars = extreme_adjoint(out_bar, out, x, rest)
        return bars[0], bars[1]


@min.case(kind="elementwise")
def min(out, x, y):
    return 0.0 if y < x else 1.0, 1.0 if y < x else 0.0


@min.written_out
def min(x, y):
    return y if y < x else x


@general(builtins.sorted)
class sorted:
    def tangent(out, x, reverse, x_dot):
        return sorted_tangent(x, x_dot, reverse)

    def adjoint(out_bar, out, x, *, reverse=False):
        return sorted_adjoint(out_bar, x, reverse)


@general(math.hypot, "coordinates")
class hypot:                                    # 0 at the origin
    def tangent(out, coordinates, coordinates_dot):
        return hypot_tangent(out, coordinates, coordinates_dot)

    def adjoint(out_bar, out, *coordinates):
        return hypot_adjoint(out_bar, out, coordinates)


@hypot.case(kind="elementwise")
def hypot(out, x, y):
    return x / out if out else 0.0, y / out if out else 0.0


@general(math.dist)
class dist:
    def tangent(out, p, q, p_dot, q_dot):
        return dist_tangent(out, p, q, p_dot), dist_tangent(out, q, p, q_dot)

    def adjoint(out_bar, out, p, q):
        return dist_adjoint(out_bar, out, p, q), dist_adjoint(out_bar, out, q, p)


@general(math.prod, "x", "start")
class prod:
    def tangent(out, x, start, x_dot, start_dot):
        return start * prod_tangent(x, x_dot), math.prod(x) * start_dot

    def adjoint(out_bar, out, x, *, start=1):
        return prod_adjoint(out_bar * start, x), out_bar * math.prod(x)


@linear(math.fsum)
def fsum(out_bar, x):
    return repeat_like(out_bar, x)


@bilinear(getattr(math, "sumprod", None))       # Python 3.12
def sumprod(out_bar, p, q):
    return scale_like(out_bar, q, p), scale_like(out_bar, p, q)


# The rules of the helpers


@general(extreme_adjoint)
class extreme_adjoint_rule:                     # which value is taken does not change
    def tangent(out, bar, best, x, rest, bar_dot, best_dot, x_dot, rest_dot):
        return extreme_adjoint(bar_dot, best, x, rest), None, None, None

    def adjoint(out_bar, out, bar, best, x, rest):
        return extreme_tangent(best, x, rest, out_bar[0], out_bar[1]), None, None, None


@general(sorted_adjoint, "bar", "x")
class sorted_adjoint_rule:                      # the order does not change
    def tangent(out, bar, x, reverse, bar_dot, x_dot):
        return sorted_adjoint(bar_dot, x, reverse), None

    def adjoint(out_bar, out, bar, x, reverse=False):
        return sorted_tangent(x, out_bar, reverse), None
