"""Python's own functions of numbers: `math` and the builtins. Partials stay in Python floats: they are fast there."""

import math

from tangentlike.rules.kinds import elementwise


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


@elementwise(math.sqrt)
def sqrt(out, x):
    return 0.5 / out if out else math.inf


@elementwise(math.sin)
def sin(out, x):
    return math.cos(x)


@elementwise(math.cos)
def cos(out, x):
    return -math.sin(x)


@elementwise(math.tan)
def tan(out, x):
    return 1.0 + out * out


@elementwise(math.sinh)
def sinh(out, x):
    return math.cosh(x)


@elementwise(math.cosh)
def cosh(out, x):
    return math.sinh(x)


@elementwise(math.tanh)
def tanh(out, x):
    return 1.0 - out * out
