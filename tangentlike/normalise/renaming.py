"""Rename variables of a text, but not those of the functions and comprehensions inside it that have the same name."""

from typing import Any

from tangentlike.analysis.free_names import bound_inside
from tangentlike.syntax import trees as t


def rename_free(node: Any, new: dict[str, str]) -> Any:
    """Rename names in place, wherever they mean the variables around."""
    if isinstance(node, list):
        return [rename_free(item, new) for item in node]
    if isinstance(node, t.Name):
        node.id = new.get(node.id, node.id)
        return node
    if isinstance(node, t.Nonlocal):
        node.names = [new.get(name, name) for name in node.names]
    if isinstance(node, t.FunctionDef):
        node.name = new.get(node.name, node.name)
    own = bound_inside(node)
    inner = {old: name for old, name in new.items() if old not in own} if own else new
    outside = _evaluated_outside(node)
    for child in t.iter_child_nodes(node):
        rename_free(child, inner)
    for child in outside:
        rename_free(child, new)
    return node


def _evaluated_outside(node: t.AST) -> list[t.expr]:
    """Return the defaults of a function, which are evaluated where it is defined."""
    if not isinstance(node, (t.FunctionDef, t.Lambda)):
        return []
    return [default for default in [*node.args.defaults, *node.args.kw_defaults] if default is not None]
