"""The checks that a derivative of a function must pass; used on the corpus, on random programs and on broken rules."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import numpy as np

import tangentlike as tl
from tangentlike.arguments import differentiable, find_signature
from tangentlike.tape.fallback import Run
from tests.programs import differences as d
from tests.programs.cases import Case, expected, is_scalar


class WrongDerivative(AssertionError):
    """A check failed; the message shows the primal, the arguments and the generated source."""


def fail(case: Case, what: str, lines: list[str], df: Any = None) -> None:
    """Raise with everything that a reader needs."""
    generated = f"\n\ngenerated source:\n\n{source_of(df)}" if df is not None else ""
    listed = "\n  ".join(lines)
    primal = inspect.getsource(case.fun)
    raise WrongDerivative(f"{case.name}: {what}\n  {listed}\n\nat ({case.text}) of\n\n{primal}{generated}")


def source_of(df: Any) -> str:
    """Return the generated text, or why there is none."""
    try:
        return str(df.source)
    except Exception as error:  # it must not hide the failure that is being reported
        return f"({type(error).__name__}: {error})"


def check_gradient(case: Case) -> None:
    """`grad` with respect to each argument alone, and to all of them together, equals differences."""
    if not is_scalar(case.run()):
        return
    for key in case.wrt():
        check_alone(case, key)
    if len(case.wrt()) > 1:
        check_together(case)


def check_one_alone(case: Case) -> None:
    """`grad` with respect to one argument, which depends on the case's name only."""
    keys = case.wrt()
    if is_scalar(case.run()):
        check_alone(case, keys[d.fixed_seed(case.name) % len(keys)])


def check_alone(case: Case, key: int | str, *, compiled: bool = True) -> None:
    """`grad` with respect to one argument equals differences; `compiled`: without the tape."""
    df = tl.grad(case.fun, argnums=key)
    compare(case, key, call(case, df, compiled=compiled), df)


def check_is_taped(case: Case) -> None:
    """What is marked as taped is not compiled today; who compiles it takes the mark away."""
    key = case.wrt()[0]
    df = tl.grad(case.fun, argnums=case.parameter(key))
    call(case, df)
    if not df.fallbacks:
        fail(case, "it is compiled now: take its `taped:` line away", [], df)


def check_together(case: Case) -> None:
    """`grad` with respect to all arguments, by their names, equals differences."""
    keys = case.wrt()
    df = tl.grad(case.fun, argnums=tuple(case.parameter(key) for key in keys))
    gradients = call(case, df)
    if type(gradients) is not tuple or len(gradients) != len(keys):
        fail(case, "with several argnums a gradient is a tuple", [repr(gradients)], df)
    for key, gradient in zip(keys, gradients, strict=True):
        compare(case, key, gradient, df)
    if d.shares_within(gradients):
        fail(case, "two gradients share memory", [], df)


def compare(case: Case, key: int | str, gradient: Any, df: Any) -> None:
    """Compare one gradient with differences."""
    lines = d.mismatches(gradient, expected(case, key), case.argument(key), d.has_narrow(case.call()))
    if lines:
        fail(case, f"the gradient with respect to {case.parameter(key)!r} is wrong", lines, df)


def call(case: Case, df: Callable[..., Any], *, compiled: bool = True) -> Any:
    """Call a derivative function; the arguments must be left as the primal leaves them."""
    args, kwargs = case.call()
    result = df(*args, **kwargs)
    if compiled and df.fallbacks and not case.taped:
        fail(case, "a piece of it is not compiled", [str(record) for record in df.fallbacks], df)
    if not d.identical((args, kwargs), case.left()):
        fail(case, "the caller's arguments are not as the primal leaves them", [f"{(args, kwargs)}, not {case.left()}"], df)
    return result


def check_value(case: Case) -> None:
    """`value_and_grad` gives the primal's value, bit for bit, and the gradient of `grad`."""
    if not is_scalar(case.run()):
        return
    keys = tuple(case.wrt())
    df = tl.value_and_grad(case.fun, argnums=tuple(case.parameter(key) for key in keys))
    value, gradients = call(case, df)
    if not d.identical(value, case.run()):
        fail(case, "the value is not the primal's", [f"got {value!r}, the primal gives {case.run()!r}"], df)
    for key, gradient in zip(keys, gradients, strict=True):
        compare(case, key, gradient, df)
    args, kwargs = case.call()
    result = df(*args, **kwargs)
    if d.shared(result, (args, kwargs)) or d.shares_within(result):
        fail(case, "results share memory with an argument or each other", [], df)


def check_pullback(case: Case) -> None:
    """`vjp` gives the primal's result; its pullback may be called twice, and agrees with differences."""
    args, kwargs = case.call()
    if kwargs:
        return
    value, pullback = tl.vjp(case.fun, *args)
    if not d.identical(value, case.run()):
        fail(case, "the value of vjp is not the primal's", [f"got {value!r}, the primal gives {case.run()!r}"])
    cotangent = d.cotangent_for(case.run())
    if is_scalar(case.run()):
        cotangent = type(cotangent)(1.0)
    kept = d.copy(cotangent)
    first = pullback(cotangent)
    again = d.copy(first)
    second = pullback(cotangent)
    if not (d.identical(first, again) and d.identical(second, again)):
        fail(case, "the pullback gives something else the second time", [repr(again), repr(first), repr(second)])
    if d.shared(first, second) or d.shares_within(first):
        fail(case, "results of the pullback share memory", [])
    if d.shared((value, first), args) or d.shared(first, cotangent) or d.shared(value, first):
        fail(case, "results share memory with the arguments, the cotangent or each other", [])
    if not d.identical(args, case.left()[0]) or not d.identical(cotangent, kept):
        fail(case, "the arguments or the cotangent have changed", [])
    for key in case.wrt():
        if type(case.argument(key)) is not int:  # vjp has None for an int
            compare(case, key, first[key], tl.grad(case.fun, argnums=key))
    check_tape(case, cotangent, first)


def check_tape(case: Case, cotangent: Any, compiled: Any) -> None:
    """On the tape the program has the same value, the same cotangents as compiled, and the same side effects."""
    args = case.call()[0]
    bound = find_signature(case.fun).bind(*args)
    names = {name for name, value in bound.arguments.items() if differentiable(value)}
    run = Run(case.fun, bound, names)
    # What a program gets from taking derivatives itself is added up in another order.
    same = near if case.name.startswith("derivatives.") else d.identical
    if not all(same(a, b) for (_, a), (_, b) in zip(d.leaves(run.result()), d.leaves(case.run()), strict=True)):
        fail(case, "the value on the tape is not the primal's", [f"got {run.result()!r}, the primal gives {case.run()!r}"])
    bars = [leaf for bar in run.pull(cotangent).values() for _, leaf in d.leaves(bar)]
    wanted = [leaf for _, leaf in d.leaves(compiled)]
    for bar, want in zip(bars, wanted, strict=True):
        size = 0.0 if want is None else np.max(np.abs(want), initial=0.0)
        narrow = getattr(want, "dtype", None) in (np.float32, np.complex64)
        if (bar is None) != (want is None) or not near(bar, want, (1e-5 if narrow else 1e-12) * (1.0 + size)):
            fail(case, "the tape and the compiled code differ", [f"tape {bars!r}", f"compiled {wanted!r}"])
    if d.shared((run.result(), bars), args) or not d.identical(args, case.left()[0]):
        fail(case, "the arguments are not as the primal leaves them, or results share memory", [f"{args}"])


def near(bar: Any, want: Any, tolerance: float = 1e-12) -> bool:
    """Tell whether two cotangents agree, nan with nan and infinity with infinity."""
    return bar is want is None or np.allclose(bar, want, rtol=0.0, atol=tolerance, equal_nan=True)


def check_second_order(case: Case) -> None:
    """The gradient of a scalar made of the gradient equals the differences of it."""
    keys = tuple(case.wrt())
    args, _ = case.call()
    # Of a function of one argument it is the gradient that other tests of the program ask for.
    df = tl.grad(case.fun, argnums=keys[0] if len(args) == 1 else keys)

    def squares_of_one(a: Any) -> Any:
        return np.sum(df(a) ** 2)

    def squares_of_two(a: Any, b: Any) -> Any:
        total = 0.0
        for part in df(a, b):
            total = total + np.sum(part**2)
        return total

    def squares_of_any(*args: Any) -> Any:
        total = 0.0
        for part in df(*args):
            total = total + np.sum(part**2)
        return total

    squares = {1: squares_of_one, 2: squares_of_two}.get(len(args), squares_of_any)
    ddf = tl.grad(squares, argnums=keys)
    for key, gradient in zip(keys, ddf(*args), strict=True):
        estimate = d.differentiate(lambda value, key=key: squares(*args[:key], value, *args[key + 1 :]), args[key])
        lines = d.mismatches(gradient, estimate, args[key])
        if lines:
            fail(case, f"the second derivative with respect to {case.parameter(key)!r} is wrong", lines, ddf)


def check_twice(case: Case) -> None:
    """`grad(grad(f))` of a function of one float equals the differences of `grad(f)`."""
    df = tl.grad(case.fun)
    args, _ = case.call()
    ddf = tl.grad(df)
    estimate = d.differentiate(lambda value: df(value, *args[1:]), args[0])
    lines = d.mismatches(ddf(*args), estimate, args[0])
    if lines:
        fail(case, "grad(grad(f)) is wrong", lines, ddf)
