"""Displays: tuples, lists and dicts that are written out."""

from typing import Any

from tangentlike.syntax import trees as t


def display_items(node: Any) -> dict[Any, t.expr]:
    """Return the items of a display by index or key; nothing of another expression."""
    if isinstance(node, t.Dict) and all(isinstance(key, t.Constant) for key in node.keys):
        return {key.value: value for key, value in zip(node.keys, node.values, strict=True)}
    return dict(enumerate(node.elts)) if isinstance(node, (t.Tuple, t.List)) else {}
