"""Walks over trees: all nodes, and the names among them."""

import operator
from collections.abc import Iterable, Iterator
from typing import Any

from gast import AST, Attribute, Call, Constant, FunctionDef, Lambda, Load, Name, Starred, Store, Subscript


def _branches(kind: type) -> tuple[str, ...]:
    """Return the fields of a node class that may hold further nodes of interest, the last one first."""
    leaves = ("ctx", "id", "attr", "kind", "type_comment", "value" if kind is Constant else "")
    return tuple(field for field in reversed(getattr(kind, "_fields", ())) if field not in leaves)


class _Branches(dict[type, tuple[str, ...]]):
    """The answers of `_branches`, found once for each class."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        found = self[kind] = _branches(kind)
        return found


_BRANCHES = _Branches()


def walk(root: AST) -> Iterator[AST]:
    """Walk a tree in the order of its text, contexts (load, store) left out.

    Most of the time of a compilation is spent in walks: this one takes a third of the time of `ast.walk`.
    """
    branches = _BRANCHES
    todo = [root]
    while todo:
        node = todo.pop()
        yield node
        parts = node.__dict__
        for field in branches[node.__class__]:
            value = parts.get(field)
            if isinstance(value, list):
                todo.extend(item for item in reversed(value) if isinstance(item, AST))
            elif isinstance(value, AST):
                todo.append(value)


def iter_child_nodes(node: AST) -> list[AST]:
    """Return the nodes right below a node in the order of its text, contexts left out."""
    found: list[AST] = []
    parts = node.__dict__
    for field in reversed(_BRANCHES[node.__class__]):
        value = parts.get(field)
        if isinstance(value, list):
            found.extend(item for item in value if isinstance(item, AST))
        elif isinstance(value, AST):
            found.append(value)
    return found


def walk_all(node: AST | Iterable[AST]) -> Iterator[AST]:
    """Walk one tree or a list of trees."""
    for root in [node] if isinstance(node, AST) else node:
        yield from walk(root)


def names_read(node: AST | Iterable[AST]) -> set[str]:
    """Return the names that a tree reads (at any depth, nested functions included)."""
    return {n.id for n in _names(node) if isinstance(n.ctx, Load)}


def names_stored(node: AST | Iterable[AST]) -> set[str]:
    """Return the names that a tree assigns (elements and attributes are not names)."""
    return {n.id for n in _names(node) if isinstance(n.ctx, Store)}


def names_used(node: AST | Iterable[AST]) -> set[str]:
    """Return every identifier that occurs as a name."""
    return {n.id for n in _names(node)}


def _names(node: AST | Iterable[AST]) -> list[Name]:
    """Return the names in a tree; the same walk without a generator, which matters here."""
    found: list[Name] = []
    todo: list[Any] = [node] if isinstance(node, AST) else list(node)
    branches = _BRANCHES
    while todo:
        item = todo.pop()
        kind = item.__class__
        if kind is Name:
            found.append(item)
        for field in branches[kind]:  # none in the strings and None that some lists hold
            value = getattr(item, field, None)
            if value.__class__ is list:
                todo.extend(value)
            elif isinstance(value, AST):
                todo.append(value)
    return found


def walk_own(nodes: Iterable[AST]) -> Iterator[AST]:
    """Yield all nodes but those inside of nested functions, whose kinds are not those of this function."""
    for node in nodes:
        yield node
        if not isinstance(node, (FunctionDef, Lambda)):
            yield from walk_own(iter_child_nodes(node))


def state_of(root: AST) -> list[Any]:
    """Return all that a tree is made of, in order: two states are of one unchanged tree if `same_state` says so."""
    found: list[Any] = []
    todo: list[Any] = [root]
    while todo:
        item = todo.pop()
        if item.__class__ is list:
            found.append(len(item))  # so that what stands at the end of one list is not at the start of the next
            todo.extend(item)
        else:
            found.append(item)
            if isinstance(item, AST):
                todo.extend(item.__dict__.values())
    return found


def same_state(before: list[Any], now: list[Any]) -> bool:
    """Tell whether nothing of a tree has changed: it has the very same nodes, and they hold the same objects."""
    return len(before) == len(now) and all(map(operator.is_, before, now))


def base_of(node: AST | None) -> str | None:
    """Return the name of the variable that an expression is a part of, or a view by methods of it; None if there is none.

    >>> # a[0].reshape(-1)[k]  ->  "a"
    """
    while isinstance(node, (Subscript, Attribute, Starred, Call)):
        if isinstance(node, Call) and not isinstance(node.func, Attribute):
            return None
        node = node.func if isinstance(node, Call) else node.value
    return node.id if isinstance(node, Name) else None
