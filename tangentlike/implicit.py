"""Solutions of equations, with their true derivatives by the implicit function theorem.

A solver that a derivative follows gives the derivative of its steps, and one that only tests guide (a bisection) gives
zero, with a `ControlFlowWarning`. The derivative of the solution is that of the equation: of `F(x, a) = 0`,
`dx/da = -(dF/dx)^-1 dF/da`. It is written as Newton's step from the solution, which is zero but for its derivative. Done
again on its own result it is exact to the next orders, too: k steps up to the derivative of order 2^k - 1.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.api import vjp
from tangentlike.rules.kinds import constant
from tangentlike.solving import find_fixed_point, find_root

IS_A_PROGRAM = True                             # its functions are differentiated like the user's
STEPS = 3                                       # exact up to the derivative of order 7
TOLERANCE = 1e-12
MOST = 1000                                     # iterations

Residual = Callable[..., Any]


def implicit_root(residual: Residual, x0: Any, *args: Any, solver: Callable[..., Any] | None = None) -> Any:
    """Return the x near `x0` for which `residual(x, *args)` is zero, differentiated by the implicit function theorem.

    x is a float or an array, and the residual has its shape. Derivatives are taken with respect to `args` and to what
    the residual reads of the function around it; the start has none. `solver(fun, x0)` finds x instead of Newton's
    method: `fun` is the residual as a function of x alone. Raises NotConverged (an ArithmeticError), SingularJacobian (an
    ArithmeticError) or ShapeMismatch (a ValueError).

    >>> implicit_root(lambda x, a: x * x - a, 1.0, 4.0)
    2.0
    """
    return find_root(residual, x0, args, solver)


def fixed_point(step: Residual, x0: Any, *args: Any, tolerance: float = TOLERANCE, max_steps: int = MOST) -> Any:
    """Return the x with `x = step(x, *args)`, found from `x0` by repetition, differentiated by the implicit function theorem.

    x is a float or an array. It is found when a step changes it by at most `tolerance` times its size. Derivatives are
    taken with respect to `args` and to what the step reads of the function around it. Raises as `implicit_root` does.

    >>> round(fixed_point(lambda x, a: 0.5 * (x + a / x), 1.0, 4.0), 12)
    2.0
    """
    return find_fixed_point(step, x0, args, tolerance, max_steps)


# What is differentiated: the same values


def implicit_root_text(residual: Any, x0: Any, *args: Any, solver: Any = None) -> Any:
    """Return what `implicit_root` returns, with a derivative."""
    x = find_root(residual, x0, args, solver)
    newton_step = step_of_array if isinstance(x0, np.ndarray) else step_of_number
    for _ in range(STEPS):
        change = newton_step(lambda v: residual(v, *args), x)
        x = x - (change - held(change))
    return x


def fixed_point_text(step: Any, x0: Any, *args: Any, tolerance: Any = TOLERANCE, max_steps: Any = MOST) -> Any:
    """Return what `fixed_point` returns, with a derivative."""
    x = find_fixed_point(step, x0, args, tolerance, max_steps)
    newton_step = step_of_array if isinstance(x0, np.ndarray) else step_of_number
    for _ in range(STEPS):
        change = newton_step(lambda v: v - step(v, *args), x)
        x = x - (change - held(change))
    return x


def step_of_number(residual: Any, x: Any) -> Any:
    """Return what Newton's method takes from a number."""
    value, back = vjp(residual, x)
    return float(value / back(1.0)[0])


def step_of_array(residual: Any, x: Any) -> Any:
    """Return what Newton's method takes from an array."""
    value, back = vjp(residual, x)
    rows = [np.ravel(back(unit)[0]) for unit in units_like(x)]
    return np.reshape(np.linalg.solve(np.array(rows), np.ravel(value)), np.shape(x))


@constant
def held(step: Any) -> Any:
    """Return a value without its derivative."""
    return step * 1.0


@constant
def units_like(x: Any) -> Any:
    """Return for each entry of an array the array that is 1 there and else 0."""
    return np.eye(np.size(x)).reshape((np.size(x), *np.shape(x)))


implicit_root.__tangentlike_function__ = implicit_root_text  # type: ignore[attr-defined]
fixed_point.__tangentlike_function__ = fixed_point_text  # type: ignore[attr-defined]
