"""Python's own complex numbers, and `cmath`. Bars pair with tangents without a conjugate: that of `a + 1j * b` is one number."""

import builtins
import cmath

from tangentlike.rules.kinds import constant, elementwise, general, linear
from tangentlike.runtime.arrays import conform

constant(cmath.isfinite, cmath.isinf, cmath.isnan, cmath.isclose, builtins.float.imag)


@linear(builtins.complex, "real", "imag")
def complex(out_bar, real, imag=0.0):
    return conform(out_bar, real), conform(1j * out_bar, imag)


@general(cmath.phase)
class phase:                                    # the imaginary part of log(z)
    def tangent(out, z, z_dot):
        return (z_dot / z).imag

    def adjoint(out_bar, out, z):
        return conform(-1j * out_bar / z, z)


@general(cmath.polar)
class polar:                                    # the logarithm of z has the parts log(r) and phi
    def tangent(out, z, z_dot):
        return out[0] * (z_dot / z).real, (z_dot / z).imag

    def adjoint(out_bar, out, z):
        return conform((out_bar[0] * out[0] - 1j * out_bar[1]) / z, z)


@elementwise(cmath.rect)
def rect(out, r, phi):
    return cmath.rect(1.0, phi), 1j * out


@elementwise(cmath.exp)
def exp(out, z):
    return out


@elementwise(cmath.log)
def log(out, z):
    return 1.0 / z


@elementwise(cmath.log10)
def log10(out, z):
    return 0.4342944819032518 / z               # 1 / log(10)


@elementwise(cmath.sqrt)
def sqrt(out, z):
    return 0.5 / out if out else cmath.inf


@elementwise(cmath.sin)
def sin(out, z):
    return cmath.cos(z)


@elementwise(cmath.cos)
def cos(out, z):
    return -cmath.sin(z)


@elementwise(cmath.tan)
def tan(out, z):
    return 1.0 + out * out


@elementwise(cmath.sinh)
def sinh(out, z):
    return cmath.cosh(z)


@elementwise(cmath.cosh)
def cosh(out, z):
    return cmath.sinh(z)


@elementwise(cmath.tanh)
def tanh(out, z):
    return 1.0 - out * out


@elementwise(cmath.asin)
def asin(out, z):
    return 1.0 / cmath.sqrt(1.0 - z * z)


@elementwise(cmath.acos)
def acos(out, z):
    return -1.0 / cmath.sqrt(1.0 - z * z)


@elementwise(cmath.atan)
def atan(out, z):
    return 1.0 / (1.0 + z * z)


@elementwise(cmath.asinh)
def asinh(out, z):
    return 1.0 / cmath.sqrt(1.0 + z * z)


@elementwise(cmath.acosh)
def acosh(out, z):
    return 1.0 / (cmath.sqrt(z - 1.0) * cmath.sqrt(z + 1.0))


@elementwise(cmath.atanh)
def atanh(out, z):
    return 1.0 / (1.0 - z * z)
