"""Imports inside of functions: modules, members, data, and modules that nobody has imported before."""


def modules(x):
    """Modules by their own name, by another one, and parts of packages.

    args: 1.5
    order: 2
    """
    import math

    import numpy as numeric
    import numpy.linalg as la

    return math.sin(x) * numeric.exp(x) + la.norm(numeric.array([x, 2.0])) ** 2


def members(x):
    """Functions, constants and a submodule.

    args: 1.5
    order: 2
    """
    from math import cos, pi
    from math import sin as sine

    from numpy import linalg

    return sine(x) * cos(pi * x) + linalg.norm([x, 2.0])


def own_members(x):
    """A function and a number of the program's own, and a relative import.

    args: 1.5
    """
    from tests.programs import imported
    from tests.programs.imported import RATE, cubed

    from ..imported import cubed as also

    return RATE * cubed(x) + also(x) * imported.RATE


def in_branches(x, n):
    """An import where it is needed, in a loop and a nested function.

    args: 1.5, 2
    args: 1.5, 0
    """
    total = 0.0
    for i in range(n):
        from math import exp

        total += exp(i * x)

    def inner(y):
        from math import sqrt

        return sqrt(y)

    if n > 1:
        import string

        total += len(string.digits) * inner(x)
    return total + x
