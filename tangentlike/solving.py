"""Finding the solutions that `implicit` differentiates: plain numbers in, plain numbers out."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.errors import NotConverged, ShapeMismatch, SingularJacobian
from tangentlike.rules.kinds import constant

MOST = 200                                      # steps of Newton's method
FAR = 1e-6                                      # what a solver gives may be off by that, relative to its size
EPSILON = 6e-6                                  # of the differences of a residual, relative to the size of x


@constant
def find_root(residual: Callable[..., Any], x0: Any, args: tuple[Any, ...], solver: Callable[..., Any] | None) -> Any:
    """Return the x near `x0` for which `residual(x, *args)` is zero."""
    start = start_of(x0)

    def fun(x: Any) -> Any:
        return checked(residual(x, *args), start)

    if solver is None:
        return newton(fun, start)
    found = solver(fun, start)
    check_shape("the solver gives a value", found, start)
    found = found * 1.0 if np.ndim(start) else float(found)
    step = newton_step(fun, found)
    if not size(step) <= FAR * (1.0 + size(found)):
        raise not_converged(f"what the solver gives is {size(step):.2g} away from a solution")
    return found


@constant
def find_fixed_point(
    step: Callable[..., Any], x0: Any, args: tuple[Any, ...], tolerance: float, max_steps: int
) -> Any:
    """Return the x with `x = step(x, *args)`, by repetition from `x0`."""
    x = start_of(x0)
    for _ in range(max_steps):
        new = checked(step(x, *args), x)
        if size(new - x) <= tolerance * (1.0 + size(new)):
            return new
        x = new
    raise not_converged(f"after {max_steps} steps the last change is {size(checked(step(x, *args), x) - x):.2g}")


find_root.on_plain_values = find_fixed_point.on_plain_values = True  # type: ignore[attr-defined]


def newton(fun: Callable[[Any], Any], x: Any) -> Any:
    """Return a zero of a function by Newton's method, with half steps where a whole one does not help."""
    value = fun(x)
    for _ in range(MOST):
        if not size(value):
            return x
        step = newton_step(fun, x, value)
        share = 1.0
        while True:
            new = x - share * step
            there = fun(new)
            if size(there) < size(value):
                break
            if size(share * step) <= 1e-10 * (1.0 + size(x)):
                return x                        # as near as the rounding of the function lets it come
            share *= 0.5
            if share < 1e-12:
                raise not_converged(f"the residual stays at {size(value):.2g}")
        x, value = new, there
    raise not_converged(f"after {MOST} steps the residual is {size(value):.2g}")


def newton_step(fun: Callable[[Any], Any], x: Any, value: Any = None) -> Any:
    """Return what Newton's method takes from x, with a Jacobian by differences."""
    value = fun(x) if value is None else value
    if not np.ndim(x):
        width = EPSILON * max(1.0, abs(x))
        slope = (fun(x + width) - fun(x - width)) / (2.0 * width)
        if slope == 0.0 or not math.isfinite(slope):
            raise singular(f"is {slope}")
        return value / slope
    columns = []
    for place in np.ndindex(x.shape):
        width = np.zeros_like(x)
        width[place] = EPSILON * max(1.0, abs(x[place]))
        columns.append(np.ravel(fun(x + width) - fun(x - width)) / (2.0 * width[place]))
    jacobian = np.array(columns).T
    if not np.all(np.isfinite(jacobian)) or np.linalg.matrix_rank(jacobian) < len(jacobian):
        raise singular("has no inverse")
    return np.linalg.solve(jacobian, np.ravel(value)).reshape(x.shape)


def start_of(x0: Any) -> Any:
    """Return the start as a float or an array of floats."""
    return np.array(x0, dtype=np.result_type(x0, np.float32)) if isinstance(x0, np.ndarray) else float(x0)


def checked(value: Any, x: Any) -> Any:
    """Return what a function gives, which must have the shape of x."""
    check_shape("the function gives a value", value, x)
    return value if np.ndim(x) else float(value)


def check_shape(what: str, value: Any, x: Any) -> None:
    """Refuse a value that has not the shape of x."""
    if np.shape(value) != np.shape(x):
        raise ShapeMismatch(
            f"{what} of shape {np.shape(value)}, and the start has {np.shape(x)}.",
            why="an equation for each unknown is needed.",
            instead="give a start with one entry for each equation.",
        )


def size(value: Any) -> float:
    """Return the largest absolute entry; not a number is infinite."""
    largest = float(np.max(np.abs(value), initial=0.0))
    return math.inf if math.isnan(largest) else largest


def not_converged(what: str) -> NotConverged:
    """Return the error for a solution that was not found."""
    return NotConverged(
        f"no solution was found: {what}.",
        why="the derivative of a solution holds at a solution only.",
        instead="give a nearer start, or a `solver` of your own.",
    )


def singular(what: str) -> SingularJacobian:
    """Return the error for an equation that does not determine the solution."""
    return SingularJacobian(
        f"the derivative of the residual {what}.",
        why="a solution has a derivative only where the equation determines it: by an invertible Jacobian.",
        instead="write an equation that has a simple root.",
    )
