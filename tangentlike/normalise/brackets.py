"""Objects that are called with brackets, such as `np.r_`, are called as the functions that they are."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, List, Number, Scalar, Static, Tuple
from tangentlike.runtime.joining import find_join
from tangentlike.syntax import trees as t


def call_brackets(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `np.r_[0.0, x]` into `join_rows((0.0, x))` where what stands between the brackets is active.

    >>> # y = np.r_[0.0, x]  ->  y = join_rows((0.0, x))
    """
    kinds = facts.kinds(tree)
    found = any(isinstance(node, t.Subscript) and find_called(node, kinds) is not None for node in t.walk_all(tree.body))
    return _Caller(facts, kinds, varied_names(tree, kinds, facts.wrt)).visit(tree) if found else tree


def find_called(node: t.Subscript, kinds: Kinds) -> Callable[[Any], Any] | None:
    """Return the function that brackets call, None if they are a plain subscript."""
    base = kinds.of(node.value)
    return find_join(base.value) if isinstance(base, Static) else None


class _Caller(t.NodeTransformer):
    """Write the calls."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Write one call."""
        function = find_called(node, self.kinds)
        parts = node.slice.elts if isinstance(node.slice, t.Tuple) else [node.slice]
        active = any(is_varied(part, self.varied, self.kinds) for part in parts)
        if function is None or not active or not all(map(self.is_joined, parts)):
            return self.generic_visit(node)
        name = self.facts.program.spell(function, function.__name__, self.facts)
        arrays = [isinstance(self.kinds.of(part), (List, Tuple)) for part in parts]
        return t.call(name, t.tuple_of(self.joined(self.visit(part), array) for part, array in zip(parts, arrays, strict=True)))

    def is_joined(self, part: t.expr) -> bool:
        """Tell whether a part is certainly joined to the others: a slice between brackets counts, a text says how to join."""
        match self.kinds.of(part):
            case Array() | Number() | List() | Tuple() | Static(int() | float() | complex() | list() | tuple()):
                return not isinstance(part, t.Slice)
            case Scalar(type):
                return type != "str"
        return False

    def joined(self, part: t.expr, array: bool) -> t.expr:
        """Return a part; of a list or tuple, the array that is made of it."""
        return t.call(f"{self.facts.program.spell(np, 'np', self.facts)}.array", part) if array else part
