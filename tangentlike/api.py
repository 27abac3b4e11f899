"""The differential operators: argument handling, then one call to the variants."""

import dataclasses
import functools
import weakref
from collections.abc import Callable
from typing import Any, cast

from tangentlike.analysis.binding import Parameters
from tangentlike.arguments import find_signature, name_arguments, without_options
from tangentlike.cotangents import hollow, make_zeros, match
from tangentlike.errors import ArgumentError
from tangentlike.gradients import Gradient, find_text
from tangentlike.kept import keep, keep_apart, keep_together
from tangentlike.retrying import refusal_of
from tangentlike.taped import OnTape
from tangentlike.variants import Variants

Argnums = int | str | tuple[int | str, ...] | list[int | str]


def grad(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    has_aux: bool = False,
    *,
    holomorphic: bool = False,
    backend: str = "numpy",
    fallback: str = "tape",
) -> Any:
    """Return a function that computes the gradient of `fun`.

    The gradient has the structure, shapes and dtypes of the argument; `argnums` (position, name, or a tuple of these)
    says which argument, and a tuple gives a tuple. With `has_aux`, `fun` returns `(value, aux)` and the new function
    `(gradient, aux)`. Also a decorator, bare or with options. Raises NotScalar (a TypeError) if the result of `fun` is
    not one real number, UnknownArgument (a ValueError) for a name that is not a parameter.

    >>> grad(lambda x: x * x)(3.0)
    6.0
    """
    return _operator(grad, fun, argnums, has_aux, holomorphic, backend, fallback)


def value_and_grad(
    fun: Callable[..., Any] | None = None,
    argnums: Argnums = 0,
    has_aux: bool = False,
    *,
    holomorphic: bool = False,
    backend: str = "numpy",
    fallback: str = "tape",
) -> Any:
    """Return a function that computes `(value, gradient)` of `fun`; with `has_aux`, `((value, aux), gradient)`.

    >>> value_and_grad(lambda x: x * x)(3.0)
    (9.0, 6.0)
    """
    return _operator(value_and_grad, fun, argnums, has_aux, holomorphic, backend, fallback)


def _as_operator(operator: Callable[..., Any]) -> None:
    """Let the compiler take derivatives of known functions while it reads a program; the same ones each time."""
    operator.is_operator = True  # type: ignore[attr-defined]
    operator.cached = functools.lru_cache(maxsize=256)(operator)  # type: ignore[attr-defined]


_as_operator(grad)
_as_operator(value_and_grad)


def _operator(
    operator: Callable[..., Any],
    fun: Callable[..., Any] | None,
    argnums: Argnums,
    has_aux: bool,
    holomorphic: bool,
    backend: str,
    fallback: str,
) -> Any:
    options = {"argnums": argnums, "has_aux": has_aux, "holomorphic": holomorphic, "backend": backend, "fallback": fallback}
    if fun is None:
        return functools.partial(operator, **options)
    if argnums is None:
        raise ArgumentError(
            "argnums=None names no argument.",
            why="a gradient is taken with respect to something.",
            instead="give a position, a name, or a tuple of these.",
        )
    _check_options(fun, holomorphic, backend, fallback)
    variants = Variants(fun, operator.__name__, argnums, has_aux, fallback)
    variants.check_argnums()
    defaults = {"argnums": 0, "has_aux": False, "holomorphic": False, "backend": "numpy", "fallback": "tape"}
    given = {key: value for key, value in options.items() if value != defaults[key]}
    return Gradient(fun, variants, operator, given)


def _check_options(fun: Any, holomorphic: bool, backend: str, fallback: str) -> None:
    if not callable(fun):
        raise ArgumentError(
            f"{fun!r} is not a function.", why="a derivative is taken of a callable.", instead="pass a function."
        )
    if holomorphic or backend != "numpy" or fallback not in ("tape", "error"):
        raise ArgumentError(
            f"holomorphic={holomorphic!r}, backend={backend!r}, fallback={fallback!r} are not available together.",
            why="this version compiles real functions to NumPy.",
            instead='use holomorphic=False, backend="numpy", and fallback "tape" or "error".',
        )


_pullbacks: "weakref.WeakKeyDictionary[Any, Variants]" = weakref.WeakKeyDictionary()


def vjp(fun: Callable[..., Any], *primals: Any, has_aux: bool = False) -> tuple[Any, ...]:
    """Return `(value, pullback)` of `fun` at `primals`; with `has_aux`, `(value, pullback, aux)`.

    `pullback(cotangent)` takes a cotangent with the structure and shapes of the value, and returns a tuple with one
    entry a primal: None for ints, bools and strings. It may be called many times. Raises ShapeMismatch (a ValueError).

    >>> value, pullback = vjp(lambda x, n: x * n, 3.0, 2)
    >>> value, pullback(1.0)
    (6.0, (2.0, None))
    """
    if has_aux:
        return _vjp_with_aux(fun, primals)
    variants = _variants_for_vjp(fun)
    subject = variants.subject()
    if len(primals) < len(subject.parameters.names):
        find_signature(fun).bind(*primals)      # raises, and names the parameter, if one is missing
    arguments = name_arguments(subject, tuple(map(keep, primals)), variants.defaults(len(primals), subject))
    wrt, _ = variants.wrt(subject, arguments)
    if not wrt:
        value = fun(*primals)
        return value, lambda cotangent: tuple(map(hollow, primals))
    variant = variants.variant(arguments, wrt)
    if variant.taped is not None:
        return _vjp_on_tape(variant.taped, primals, subject.parameters)
    own, hollows = subject.parameters, tuple(map(hollow, primals))  # as they are before the program writes into them
    try:
        value, record, backward = _run_forward(variant, fun, primals, own, arguments)
    except NotImplementedError as error:
        refused = refusal_of(error)
        if refused is None or variant.wrt is None:
            raise
        return _vjp_on_tape(cast(OnTape, variants.replaced(variant, *refused).taped), primals, own)
    names = [*own.names[: len(primals)]]
    rest = len(primals) - len(names)

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        """Return the vector-Jacobian product: one entry a primal."""
        bars = backward(match(cotangent, value), record)
        bars = (bars,) if len(wrt) == 1 else bars
        found = dict(zip(wrt, bars, strict=True))
        bars = [found.get(name, empty) for name, empty in zip(names, hollows, strict=False)]
        more = found.get(own.vararg or "", hollows[len(names) :]) if rest else ()
        return (*bars, *more)

    # What going back reads may be the value itself, which is the caller's from now on.
    return keep(value), pullback


def _vjp_on_tape(taped: OnTape, primals: tuple[Any, ...], own: Parameters) -> tuple[Any, ...]:
    """Return what `vjp` returns, of a function that runs on the tape."""
    kept = keep_together(primals)
    given = {*own.names[: len(primals)], own.vararg}
    run = dataclasses.replace(taped, wrt=tuple(name for name in taped.wrt if name in given)).run(kept.arguments, {})
    run.keep()
    kept.leave()
    value = run.result()

    def pullback(cotangent: Any) -> tuple[Any, ...]:
        """Return the vector-Jacobian product: one entry a primal."""
        bars = run.pull(match(cotangent, value))
        more = bars.get(own.vararg, ()) if own.vararg is not None else ()
        return (*[bars[name] for name in own.names[: len(primals)]], *more)

    return keep(value), pullback


def _both_halves(variant: Any) -> tuple[Any, Any]:
    forward = variant.function
    return forward, variant.functions["_backward".join(forward.__name__.rsplit("_forward", 1))]


def _run_forward(
    variant: Any, fun: Callable[..., Any], primals: tuple[Any, ...], own: Parameters, arguments: dict[str, Any]
) -> tuple[Any, Any, Any]:
    """Run the forward half; return the value, the record and the backward half."""
    forward, backward = _both_halves(variant)
    run, count = forward, len(own.names)
    if count < len(primals) <= len(find_signature(fun).parameters) and own.vararg is None:
        run = without_options(forward, fun, count, set())
    late = {name: arguments[name] for name in [*own.names[len(primals) :], *own.keyword_only] if name in arguments}
    if not variant.writes:
        value, record = run(*map(keep, primals), **late)
        return value, record, backward
    kept = keep_apart(primals)
    value, record = run(*kept.arguments, **late)
    kept.leave()
    return value, record, backward


def _vjp_with_aux(fun: Callable[..., Any], primals: tuple[Any, ...]) -> tuple[Any, ...]:
    (value, aux), pullback = vjp(fun, *primals)
    zeros = make_zeros(aux)
    return value, lambda cotangent: pullback((cotangent, zeros)), aux


def _variants_for_vjp(fun: Callable[..., Any]) -> Variants:
    try:
        found = _pullbacks.get(fun)
        if found is None:
            found = _pullbacks[fun] = Variants(fun, "vjp", None, False)
    except TypeError:  # no weak references to it
        found = Variants(fun, "vjp", None, False)
    return found


def _halves(fun: Callable[..., Any], kinds: dict[str, Any], wrt: tuple[str, ...]) -> tuple[Any, Any]:
    """Return the two halves of a function, for the compiler: it takes pullbacks in the programs that it reads."""
    variant = _variants_for_vjp(fun).for_kinds(kinds, wrt)
    if variant.taped is not None and variant.taped.refusal is not None:
        raise variant.taped.refusal
    return _both_halves(variant)


vjp.halves = _halves  # type: ignore[attr-defined]


def source(derivative: Any) -> str:
    """Return the generated text of a derivative function: `df.source`."""
    return find_text(derivative)
