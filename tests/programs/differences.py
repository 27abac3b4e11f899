"""The oracle of the tests: central differences over nested arguments, and structural comparison of gradients.

Nothing here knows the compiler. An argument may be a float, an int, an array or any nesting of tuples, lists, dicts,
namedtuples and dataclasses of these; its gradient has the same structure. float32 leaves are widened before the
differences are taken, so that the reference is accurate to more digits than the gradient under test. NaN is never
cleaned away: a reference with a NaN is an error of the test, a gradient with a NaN is a mismatch.
"""

from __future__ import annotations

import dataclasses
import sys
import zlib
from collections.abc import Callable
from typing import Any

import numpy as np

STEP = 2e-3  # the largest step, relative to max(0.1, |x|); each further step is half of the one before
LEVELS = 4  # steps of the Richardson table
ENOUGH = 1e-10  # relative error of an estimate that is not refined
Tree = Any


# --- trees: nested arguments as a list of leaves, and back -----------------------------------------------------------


def children(tree: Tree) -> list[tuple[str, Tree]] | None:
    """Return the labelled parts of a container, or None for a leaf."""
    if isinstance(tree, dict):
        return [(f"[{key!r}]", value) for key, value in tree.items()]
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return [(f".{name}", getattr(tree, name)) for name in tree._fields]
    if isinstance(tree, tuple | list):
        return [(f"[{i}]", value) for i, value in enumerate(tree)]
    if dataclasses.is_dataclass(tree) and not isinstance(tree, type):
        return [(f".{field.name}", getattr(tree, field.name)) for field in dataclasses.fields(tree)]
    return None


def rebuild(tree: Tree, parts: list[Tree]) -> Tree:
    """Return a container like `tree` with other parts."""
    if isinstance(tree, dict):
        return type(tree)(zip(tree, parts, strict=True))
    if isinstance(tree, tuple) and hasattr(tree, "_fields"):
        return type(tree)(*parts)
    if isinstance(tree, tuple | list):
        return type(tree)(parts)
    names = [field.name for field in dataclasses.fields(tree)]
    return dataclasses.replace(tree, **dict(zip(names, parts, strict=True)))


def leaves(tree: Tree, path: str = "") -> list[tuple[str, Tree]]:
    """Return the leaves of a tree, each with its path.

    >>> leaves({"w": (1.0, [2.0])})
    [("['w'][0]", 1.0), ("['w'][1][0]", 2.0)]
    """
    parts = children(tree)
    if parts is None:
        return [(path, tree)]
    return [leaf for label, part in parts for leaf in leaves(part, path + label)]


def transform(change: Callable[[Tree], Tree], tree: Tree) -> Tree:
    """Return the tree with `change` applied to each leaf; every container and array in it is new."""
    parts = children(tree)
    if parts is None:
        return change(tree)
    return rebuild(tree, [transform(change, part) for _, part in parts])


def copy(tree: Tree) -> Tree:
    """Return a copy that shares no array and no container with `tree`."""
    return transform(lambda leaf: leaf.copy() if isinstance(leaf, np.ndarray) else leaf, tree)


def is_real(leaf: Tree) -> bool:
    """Tell whether a leaf is a float or an array of floats."""
    if isinstance(leaf, np.ndarray):
        return bool(np.issubdtype(leaf.dtype, np.floating))
    return isinstance(leaf, float | np.floating)


def widen(leaf: Tree) -> Tree:
    """Return float32 values as float64 and all else as it is."""
    if isinstance(leaf, np.ndarray) and leaf.dtype == np.float32:
        return leaf.astype(np.float64)
    if isinstance(leaf, np.float32):
        return np.float64(leaf)
    return leaf


# --- differences ------------------------------------------------------------------------------------------------------


@dataclasses.dataclass
class Estimate:
    """A derivative by differences: a float or array, and the estimated error, of the same shape."""

    value: Any
    error: Any


def derivative(along: Callable[[float], float], x: float) -> tuple[float, float]:
    """Return d along / dx by central differences and Richardson extrapolation, and the estimated error.

    It is at least what rounding of the two values makes of their difference.
    """
    step = STEP * max(0.1, abs(x))
    rows: list[list[float]] = []
    best, error = float("nan"), float("inf")
    for level in range(LEVELS):
        high, low = x + step, x - step
        above, below = along(high), along(low)
        rounding = sys.float_info.epsilon * max(abs(above), abs(below)) / (high - low)
        row = [(above - below) / (high - low)]
        for k in range(level):
            row.append(row[k] + (row[k] - rows[-1][k]) / (4.0 ** (k + 1) - 1.0))
        if rows:
            change = max(abs(row[-1] - row[-2]), abs(row[-1] - rows[-1][-1]), rounding)
            if change <= error or level == 1:
                best, error = row[-1], change
            if error <= ENOUGH * abs(best):
                break
        rows.append(row)
        step = step / 2.0
    return best, error


def leaf_derivative(at: Callable[[Tree], float], leaf: Tree) -> Estimate:
    """Return the derivative of a function of one leaf."""
    if not isinstance(leaf, np.ndarray):
        return Estimate(*derivative(lambda value: at(type(leaf)(value) if is_real(leaf) else value), float(leaf)))
    value, error = np.empty(leaf.shape), np.empty(leaf.shape)
    for index in np.ndindex(leaf.shape):

        def along(entry: float, index: tuple[int, ...] = index) -> float:
            moved = leaf.copy()
            moved[index] = entry
            return at(moved)

        value[index], error[index] = derivative(along, float(leaf[index]))
    return Estimate(value, error)


def differentiate(fun: Callable[[Tree], Any], tree: Tree, ints: bool = False) -> Tree:
    """Return the derivative of `fun(tree)`, a real scalar, as a tree of estimates; None where a leaf is not real.

    With `ints`, a leaf that is a Python int is differentiated as if it were a float.
    """
    tree = transform(widen, tree)
    flat = [leaf for _, leaf in leaves(tree)]

    def at(number: int, leaf: Tree) -> float:
        supply = iter([*flat[:number], leaf, *flat[number + 1 :]])
        return float(fun(copy(transform(lambda _: next(supply), tree))))

    found: list[Estimate | None] = []
    for number, leaf in enumerate(flat):
        if is_real(leaf) or (ints and type(leaf) is int):
            found.append(leaf_derivative(lambda value, number=number: at(number, value), leaf))
        else:
            found.append(None)
    supply = iter(found)
    return transform(lambda _: next(supply), tree)


# --- results that are not scalars -------------------------------------------------------------------------------------


def cotangent_for(result: Tree) -> Tree:
    """Return a fixed cotangent of the result's structure, with no zero and no repeated entry."""
    count = 0

    def fill(leaf: Tree) -> Tree:
        nonlocal count
        if not is_real(leaf):
            return None
        size = np.size(leaf)
        entries = 0.7 + 0.31 * np.cos(1.3 * np.arange(count, count + size))
        count += size
        if isinstance(leaf, np.ndarray):
            return entries.reshape(leaf.shape).astype(leaf.dtype)
        return type(leaf)(entries[0])

    return transform(fill, result)


def pair(cotangent: Tree, result: Tree) -> float:
    """Return the sum of cotangent * result over all real leaves.

    >>> pair((2.0, np.array([1.0, 3.0])), (10.0, np.array([5.0, 7.0])))
    46.0
    """
    if is_real(cotangent):
        return float(np.sum(np.asarray(cotangent, np.float64) * np.asarray(result, np.float64)))
    parts = children(cotangent) or []
    others = children(result) or []
    return float(sum(pair(part, other) for (_, part), (_, other) in zip(parts, others, strict=True)))


# --- comparison -------------------------------------------------------------------------------------------------------


def has_narrow(tree: Tree) -> bool:
    """Tell whether a leaf is float32: then so is part of the arithmetic, and of the error."""
    return any(getattr(leaf, "dtype", None) == np.float32 for _, leaf in leaves(tree))


def tolerances(narrow: bool) -> tuple[float, float]:
    """Return the relative tolerance, and the one relative to the largest entry of a leaf."""
    return (1e-4, 1e-5) if narrow else (1e-6, 1e-9)


def describe_leaf(leaf: Tree, wanted: Tree) -> str | None:
    """Say how the kind of a gradient's leaf differs from what the argument's leaf calls for; None if it does not."""
    if isinstance(wanted, np.ndarray):
        if not isinstance(leaf, np.ndarray):
            return f"is a {type(leaf).__name__}, not an array"
        if leaf.shape != wanted.shape:
            return f"has shape {leaf.shape}, not {wanted.shape}"
        if leaf.dtype != wanted.dtype:
            return f"has dtype {leaf.dtype}, not {wanted.dtype}"
    elif isinstance(wanted, np.float32):
        if getattr(leaf, "dtype", None) != np.float32 or isinstance(leaf, np.ndarray):
            return f"is {leaf!r}, not a float32 scalar"
    elif isinstance(wanted, float) or type(wanted) is int:
        if not isinstance(leaf, float):
            return f"is {leaf!r}, not a float"
    elif leaf is not None:
        return f"is {leaf!r}, not None"
    return None


def mismatches(gradient: Tree, estimate: Tree, argument: Tree, narrow: bool = False, path: str = "") -> list[str]:
    """Return what is wrong with a gradient, a line each: structure, kinds and values.

    `narrow` says that float32 takes part in the arithmetic.

    >>> mismatches((1.0, 2.1), (Estimate(1.0, 0.0), Estimate(2.0, 0.0)), (5.0, 6.0))
    ['[1]: got 2.1, differences give 2.0']
    """
    parts = children(argument)
    if parts is not None:
        if type(gradient) is not type(argument):
            return [f"{path or 'gradient'}: is a {type(gradient).__name__}, not a {type(argument).__name__}"]
        found, wanted = children(gradient), children(estimate)
        if [label for label, _ in found] != [label for label, _ in parts]:
            return [f"{path or 'gradient'}: has parts {[label for label, _ in found]}"]
        return [
            line
            for (label, part), (_, given), (_, expected) in zip(parts, found, wanted, strict=True)
            for line in mismatches(given, expected, part, narrow, path + label)
        ]
    if type(argument) is int and estimate is None:
        return []  # an int inside a container: None and a float are both allowed
    wrong = describe_leaf(gradient, argument)
    if wrong is not None:
        return [f"{path or 'gradient'}: {wrong}"]
    if estimate is None:
        return []
    return differing_entries(gradient, estimate, tolerances(narrow or has_narrow(argument)), path)


def differing_entries(gradient: Tree, estimate: Estimate, tolerance: tuple[float, float], path: str) -> list[str]:
    """Return a line for each entry of a leaf that does not agree with its estimate."""
    expected, error = np.asarray(estimate.value, np.float64), np.asarray(estimate.error, np.float64)
    if not np.all(np.isfinite(expected)):
        raise ValueError(f"the differences are not finite, choose another point: {path} {expected}")
    given = np.asarray(gradient, np.float64)
    relative, absolute = tolerance
    scale = np.max(np.abs(expected), initial=0.0)
    limit = relative * np.abs(expected) + absolute * max(scale, 1e-3) + error
    good = np.abs(given - expected) <= limit  # False where `given` is not a number
    lines = []
    for index in np.argwhere(~good):
        place = f"[{', '.join(map(str, index))}]" if index.size else ""
        entry = tuple(index)
        lines.append(f"{path + place or 'gradient'}: got {given[entry]!s}, differences give {expected[entry]!s}")
    return lines


def unreliable(estimate: Tree, path: str = "") -> list[str]:
    """Return a line for each leaf whose differences do not settle: a kink, a jump or too much noise at this point."""
    if isinstance(estimate, Estimate):
        scale = max(float(np.max(np.abs(estimate.value), initial=0.0)), 1e-3)
        worst = float(np.max(estimate.error, initial=0.0))
        return [] if worst <= 2e-7 * scale else [f"{path or 'estimate'}: {estimate.value} +- {estimate.error}"]
    if estimate is None or children(estimate) is None:
        return []
    return [line for label, part in children(estimate) for line in unreliable(part, path + label)]


def identical(left: Tree, right: Tree) -> bool:
    """Tell whether two trees have the same structure, types and bits (NaN equals NaN)."""
    if type(left) is not type(right):
        return False
    parts, others = children(left), children(right)
    if parts is None:
        if isinstance(left, np.ndarray):
            return left.dtype == right.dtype and left.shape == right.shape and left.tobytes() == right.tobytes()
        if isinstance(left, np.generic):
            return left.dtype == right.dtype and left.tobytes() == right.tobytes()
        return left is right or left == right or (left != left and right != right)
    if [label for label, _ in parts] != [label for label, _ in others]:
        return False
    return all(identical(part, other) for (_, part), (_, other) in zip(parts, others, strict=True))


def arrays(tree: Tree) -> list[np.ndarray]:
    """Return the arrays among the leaves."""
    return [leaf for _, leaf in leaves(tree) if isinstance(leaf, np.ndarray)]


def shared(left: Tree, right: Tree) -> bool:
    """Tell whether an array of one tree overlaps in memory with one of the other."""
    return any(np.shares_memory(a, b) for a in arrays(left) for b in arrays(right))


def shares_within(tree: Tree) -> bool:
    """Tell whether two arrays of a tree overlap in memory."""
    found = arrays(tree)
    return any(np.shares_memory(a, b) for i, a in enumerate(found) for b in found[:i])


def fixed_seed(name: str) -> int:
    """Return a seed that depends on a name only."""
    return zlib.crc32(name.encode())
