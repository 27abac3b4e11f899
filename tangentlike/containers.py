"""Nested containers of numbers and arrays: taken apart, put together again, mapped over.

Containers are tuples, lists, dicts, namedtuples, dataclasses and attrs classes; everything else is a leaf. They are put
together without running the user's `__init__` or `__post_init__`: those may refuse what a gradient holds.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from types import MemberDescriptorType
from typing import Any

import numpy as np

from tangentlike.errors import ArgumentError

DICTS = (dict, OrderedDict, defaultdict)


@dataclass(frozen=True)
class Structure:
    """What a tree of containers is, apart from its leaves: hashable, and equal for equal nesting, types and keys."""

    kind: type
    keys: tuple[Hashable, ...] = ()
    parts: tuple[Structure, ...] = ()
    # The factory of a defaultdict.
    extra: Any = None

    def unflatten(self, leaves: Iterable[Any]) -> Any:
        """Return a tree of this structure that holds `leaves`.

        >>> flatten({"w": 1.0, "layers": [2.0, 3.0]})[1].unflatten("abc")
        {'w': 'a', 'layers': ['b', 'c']}
        """
        return self._build(iter(leaves))

    def paths(self, root: str) -> list[str]:
        """Return the Python expression of each leaf of a tree named `root`.

        >>> flatten({"w": 1.0, "layers": [2.0, 3.0]})[1].paths("p")
        ["p['w']", "p['layers'][0]", "p['layers'][1]"]
        """
        if self.kind is object:
            return [root]
        items = self.kind in (tuple, list, *DICTS)
        steps = (f"[{key!r}]" if items else "." + str(key) for key in self.keys)
        return [path for step, part in zip(steps, self.parts, strict=True) for path in part.paths(root + step)]

    def _build(self, leaves: Iterator[Any]) -> Any:
        if self.kind is object:
            return next(leaves)
        kind: Any = self.kind
        children = [part._build(leaves) for part in self.parts]
        if kind in DICTS:
            arguments = (self.extra,) if kind is defaultdict else ()
            return kind(*arguments, zip(self.keys, children, strict=True))
        if kind in (tuple, list):
            return kind(children)
        if issubclass(kind, tuple):
            return kind._make(children)
        made = object.__new__(kind)
        for key, child in zip(self.keys, children, strict=True):
            object.__setattr__(made, str(key), child)
        return made


LEAF = Structure(object)


Opens = Callable[[type], bool]                  # whether objects of a class are taken apart, too


def is_leaf(kind: type) -> bool:
    """Tell that objects of other classes stay what they are."""
    return False


def flatten(tree: Any, opens: Opens = is_leaf) -> tuple[list[Any], Structure]:
    """Return the leaves of `tree`, from left to right, and its structure."""
    leaves: list[Any] = []
    return leaves, _take_apart(tree, leaves, opens)


def map_leaves(function: Callable[..., Any], tree: Any, *others: Any) -> Any:
    """Return `tree` with `function` applied to each leaf, and to the leaves at its place in `others`.

    >>> map_leaves(lambda x, step: x - step, {"w": 1.0, "b": (2.0,)}, {"w": 0.5, "b": (1.0,)})
    {'w': 0.5, 'b': (1.0,)}
    """
    leaves, structure = flatten(tree)
    columns = [leaves]
    for other in others:
        column, shape = flatten(other)
        if shape != structure:
            raise ArgumentError(
                "two containers do not have the same structure.",
                why=f"the leaves of one are {', '.join(structure.paths('x')) or 'none'}; "
                f"of the other {', '.join(shape.paths('x')) or 'none'}.",
                instead="give both the same nesting, types and keys.",
            )
        columns.append(column)
    return structure.unflatten(map(function, *columns))


def is_differentiable(leaf: Any) -> bool:
    """Tell whether a leaf has a derivative: real and complex numbers, ints, and arrays of real or complex numbers.

    >>> [is_differentiable(leaf) for leaf in (1.0, 2, np.float32(1), np.ones(2), True, np.arange(2), "mean", None)]
    [True, True, True, True, False, False, False, False]
    """
    if isinstance(leaf, np.ndarray):
        return leaf.dtype.kind in "fc"
    return isinstance(leaf, int | float | complex | np.number) and not isinstance(leaf, bool)


def zero(leaf: Any) -> Any:
    """Return the gradient of what does not depend on `leaf`: zeros of its shape, or None if it can have no derivative.

    >>> zero(2), zero(np.float64(1)), zero(np.float32(1)), zero(np.ones((1, 2))), zero("mean")
    (0.0, 0.0, np.float32(0.0), array([[0., 0.]]), None)
    """
    if not is_differentiable(leaf):
        return None
    if isinstance(leaf, np.ndarray):
        return np.zeros_like(leaf)
    if isinstance(leaf, np.inexact) and not isinstance(leaf, float | complex):
        return type(leaf)(0)
    return 0j if isinstance(leaf, complex) else 0.0


def zeros(tree: Any) -> Any:
    """Return `tree` with zeros for leaves.

    >>> zeros({"w": 1.0, "mode": "mean"})
    {'w': 0.0, 'mode': None}
    """
    return map_leaves(zero, tree)


def own(result: Any, *foreign: Any) -> Any:
    """Return `result` with copies of the arrays in it that share memory with `foreign` trees or with each other.

    An array that cannot be written to, such as a broadcast one, is copied too.

    >>> x = np.zeros(2)
    >>> a, b, c = own((x[:1], x, y := np.ones(2)), {"x": x})
    >>> a.base is None, b is x, c is y
    (True, False, True)
    """
    others = [leaf for tree in foreign for leaf in flatten(tree)[0] if isinstance(leaf, np.ndarray)]
    leaves, structure = flatten(result)
    owned = []
    for each in leaves:
        leaf = each
        if isinstance(leaf, np.ndarray):
            if not leaf.flags.writeable or any(np.may_share_memory(leaf, other) for other in others):
                leaf = leaf.copy()
            others.append(leaf)
        owned.append(leaf)
    return structure.unflatten(owned)


def attributes_in(value: Any) -> dict[str, Any]:
    """Return the attributes that an object has itself, those in slots included."""
    members = [(cls, name) for cls in reversed(type(value).__mro__[:-1]) for name in vars(cls)]
    slots = (name for cls, name in members if isinstance(vars(cls)[name], MemberDescriptorType))
    return {**getattr(value, "__dict__", {}), **{name: getattr(value, name) for name in slots if hasattr(value, name)}}


def pairs(tree: Any, other: Any, opens: Opens = is_leaf) -> Iterator[tuple[Any, Any]]:
    """Yield the containers of a tree, each with the one at its place in a tree of the same structure.

    >>> [one for one, _ in pairs({"a": ([1.0], 2.0)}, {"a": ([3.0], 4.0)})]
    [{'a': ([1.0], 2.0)}, ([1.0], 2.0), [1.0]]
    """
    keys, children = _children(tree, type(tree), opens)
    if keys is None:
        return
    yield tree, other
    for child, its in zip(children, _children(other, type(other), opens)[1], strict=True):
        yield from pairs(child, its, opens)


def _take_apart(tree: Any, leaves: list[Any], opens: Opens) -> Structure:
    kind = type(tree)
    keys, children = _children(tree, kind, opens)
    if keys is None:
        leaves.append(tree)
        return LEAF
    extra = tree.default_factory if kind is defaultdict else None
    return Structure(kind, keys, tuple([_take_apart(child, leaves, opens) for child in children]), extra)


def _children(tree: Any, kind: type, opens: Opens) -> tuple[tuple[Hashable, ...] | None, Iterable[Any]]:
    if kind is tuple or kind is list:
        return tuple(range(len(tree))), tree
    if kind in DICTS:
        return tuple(tree), tree.values()
    if not _has_fields(kind):
        own = attributes_in(tree) if opens(kind) else None
        return (None, ()) if own is None else (tuple(own), own.values())
    if issubclass(kind, tuple):
        return kind._fields, tree  # type: ignore[attr-defined]
    names = [field.name for field in _fields(kind) if hasattr(tree, field.name)]
    return tuple(names), [getattr(tree, name) for name in names]


def _has_fields(kind: type) -> bool:
    if issubclass(kind, tuple):
        return hasattr(kind, "_fields")
    return dataclasses.is_dataclass(kind) or hasattr(kind, "__attrs_attrs__")


def _fields(kind: Any) -> Iterable[Any]:
    # The fields of an attrs class carry their names in the same way, so attrs need not be imported.
    return dataclasses.fields(kind) if dataclasses.is_dataclass(kind) else kind.__attrs_attrs__
