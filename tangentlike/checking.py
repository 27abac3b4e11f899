"""Compare derivatives with differences, which know nothing of the rules and passes that made them."""

from __future__ import annotations

import functools
import inspect
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from tangentlike import api
from tangentlike.containers import flatten, is_differentiable
from tangentlike.cotangents import is_inexact
from tangentlike.errors import ArgumentError, TangentlikeError
from tangentlike.rules.checking import check_rule  # noqa: F401  (public, beside its sister checks)

MOST_ENTRIES = 50
MOST_TRIES = 200


@dataclass(frozen=True)
class Entry:
    """One derivative: where it is, what the compiled code says, what differences say and how far these may be off."""

    path: str
    derivative: complex
    difference: complex
    uncertainty: float

    @property
    def agrees(self) -> bool:
        """Whether the two are equal within what differences can tell."""
        return bool(abs(self.derivative - self.difference) <= self.uncertainty)


def compare(fun: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None) -> list[Entry]:
    """Compare the derivative of each number in `args` with differences; of large arrays, some.

    A result that is not a number is multiplied with fixed weights and summed.

    >>> [entry.agrees for entry in compare(lambda x, y: x * y[0], (2.0, np.array([3.0, 4.0])))]
    [True, True, True]
    """

    bound = inspect.signature(fun).bind(*args, **(kwargs or {}))
    call = functools.partial(fun, **bound.kwargs) if bound.kwargs else fun
    value, pullback = api.vjp(call, *bound.args)
    weights = _make_weights(value)
    leaves, structure = flatten(bound.args)
    bars = flatten(pullback(weights))[0]

    def weighted(new: list[Any]) -> Any:
        result = flatten(call(*structure.unflatten(new)))[0]
        parts = zip(flatten(weights)[0], result, strict=True)
        return sum(np.sum(np.real(weight * part)) for weight, part in parts if weight is not None)

    names = _parameter_names(fun, len(bound.args))
    paths = [path for part, name in zip(structure.parts, names, strict=True) for path in part.paths(name)]
    entries: list[Entry] = []
    for number, (leaf, path) in enumerate(zip(leaves, paths, strict=True)):
        if is_differentiable(leaf) and bars[number] is not None:
            entries += _compare_leaf(weighted, leaves, number, path, np.asarray(bars[number]))
    return entries


def find_arguments(fun: Callable[..., Any]) -> tuple[Any, ...]:
    """Return arguments that `fun` can be called with: floats, where it takes them, else small arrays or an int."""
    parameters = inspect.signature(fun).parameters.values()
    needed = [each for each in parameters if each.default is each.empty and each.kind in (0, 1)]
    rng = np.random.default_rng(0)
    choices = [
        [_round(0.3 + 0.2 * k), _spread(rng, 3), _spread(rng, 3, 3), 3, [0.4, 0.9, 0.7]] for k in range(len(needed))
    ]
    # The plainest first: all floats, then all vectors, and so on, then mixtures.
    same = zip(*choices, strict=True)
    last: Exception | None = None
    # Of whole numbers alone there is nothing to compare.
    tried = itertools.chain(same, itertools.product(*choices))
    worth = (args for args in tried if not args or any(map(_has_floats, args)))
    for args in itertools.islice(worth, MOST_TRIES):
        try:
            leaves = flatten(fun(*[_fresh(value) for value in args]))[0]
        except TangentlikeError:
            raise
        except Exception as error:  # the user's function may raise anything at a wrong argument
            last = error
            continue
        if leaves and all(np.all(np.isfinite(leaf)) for leaf in leaves if is_differentiable(leaf)):
            return args
    raise ArgumentError(
        f"no arguments are found for `{getattr(fun, '__name__', fun)}`.",
        why=f"floats, small arrays and an int were tried; the last try raised {type(last).__name__}: {last}"
        if last
        else "no result was finite.",
        instead="give them, as in `--args '1.0, np.ones(3)'`.",
    )


def _compare_leaf(
    weighted: Callable[[list[Any]], Any], leaves: list[Any], number: int, path: str, bar: Any
) -> Iterator[Entry]:
    leaf: Any = np.asarray(leaves[number])
    base: Any = leaf.astype(float) if leaf.dtype.kind in "iu" else leaf
    single = leaf.dtype in (np.float32, np.complex64)
    for place in _choose_places(base):

        def shifted(shift: complex, place: Any = place) -> Any:
            new = np.array(base)
            new[place] += shift
            values = [_fresh(value) for value in leaves]
            values[number] = new if isinstance(leaves[number], np.ndarray) else new.item() if not single else new[()]
            return weighted(values)

        step = (2e-2 if single else 1e-3) * max(1.0, float(abs(base[place])))
        slope, uncertainty = _difference(shifted, step)
        slope = float(slope)
        if base.dtype.kind == "c":
            # A bar pairs as the real part of a product, so that the slope along i is minus its imaginary part.
            upward, doubt = _difference(lambda shift, shifted=shifted: shifted(1j * shift), step)
            slope, uncertainty = slope - 1j * upward, uncertainty + doubt
        floor = (1e-2 if single else 1e-7) * max(1.0, abs(slope))
        where = path + (f"[{', '.join(map(str, place))}]" if place else "")
        yield Entry(where, bar[place].item(), slope, floor + 4.0 * uncertainty)


def _difference(function: Callable[..., Any], step: float) -> tuple[Any, float]:
    """Return the derivative at 0 from central differences at three steps, and an estimate of its error."""
    slopes = [(function(h) - function(-h)) / (2.0 * h) for h in (step, step / 2.0, step / 4.0)]
    first, second = ((4.0 * fine - coarse) / 3.0 for coarse, fine in itertools.pairwise(slopes))
    best = (16.0 * second - first) / 15.0
    return best, float(abs(best - second))


def _make_weights(value: Any) -> Any:
    """Return a cotangent for a result: 1 for a single number, else numbers that no symmetry cancels."""
    rng: Any = np.random.default_rng(7)
    leaves, structure = flatten(value)
    made: list[Any] = []
    for leaf in leaves:
        if not is_differentiable(leaf):
            made.append(None)
        elif isinstance(leaf, np.ndarray) and leaf.shape:
            made.append(rng.uniform(0.5, 1.5, leaf.shape).astype(leaf.dtype))
        else:
            number = 1.0 if len(leaves) == 1 else float(rng.uniform(0.5, 1.5))
            made.append(complex(number) if np.iscomplexobj(leaf) else number)
    return structure.unflatten(made)


def _choose_places(leaf: Any) -> list[tuple[int, ...]]:
    places = list(np.ndindex(leaf.shape))
    if len(places) <= MOST_ENTRIES:
        return places
    chosen = np.random.default_rng(3).choice(len(places), MOST_ENTRIES, replace=False)
    return [places[k] for k in chosen]


def _parameter_names(fun: Callable[..., Any], count: int) -> list[str]:
    try:
        names = [each.name for each in inspect.signature(fun).parameters.values() if each.kind in (0, 1)]
    except (TypeError, ValueError):
        names = []
    return [names[k] if k < len(names) else f"args[{k}]" for k in range(count)]


def _has_floats(value: Any) -> bool:
    return any(map(is_inexact, flatten(value)[0]))


def _round(value: float) -> float:
    return float(f"{value:.6f}")


def _spread(rng: np.random.Generator, *shape: int) -> Any:
    return np.array(rng.uniform(0.4, 1.4, shape)).round(3)


def _fresh(value: Any) -> Any:
    return value.copy() if isinstance(value, np.ndarray | list) else value

