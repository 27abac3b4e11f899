"""Objects that are called with brackets, such as `np.r_`, are called as the functions that they are."""

import numpy as np

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, List, Number, Scalar, Static, Tuple
from tangentlike.runtime.joining import BRACKETED
from tangentlike.syntax import trees as t


def call_brackets(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `np.r_[0.0, x]` into `join_rows((0.0, x))` where what stands between the brackets is active.

    >>> # y = np.r_[0.0, x]  ->  y = join_rows((0.0, x))
    """
    kinds = facts.kinds(tree)
    found = [n for n in t.walk_all(tree.body) if isinstance(n, t.Subscript) and is_known(kinds.of(n.value), BRACKETED)]
    return _Caller(facts, kinds, varied_names(tree, kinds, facts.wrt)).visit(tree) if found else tree


def is_known(kind: object, table: dict[object, object]) -> bool:
    """Tell whether a value is one of the objects of a table."""
    return isinstance(kind, Static) and any(kind.value is known for known in table)


class _Caller(t.NodeTransformer):
    """Write the calls."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Write one call."""
        base = self.kinds.of(node.value)
        parts = node.slice.elts if isinstance(node.slice, t.Tuple) else [node.slice]
        active = any(is_varied(part, self.varied, self.kinds) for part in parts)
        self.generic_visit(node)
        if not active or not is_known(base, BRACKETED) or not all(map(self.is_joined, parts)):
            return node
        function = BRACKETED[base.value]
        name = self.facts.program.spell(function, function.__name__, self.facts)
        return t.call(name, t.tuple_of(map(self.as_array, parts)))

    def is_joined(self, part: t.expr) -> bool:
        """Tell whether a part is certainly joined to the others: a slice between brackets counts, a text says how to join."""
        match self.kinds.of(part):
            case Array() | Number() | List() | Tuple() | Static(int() | float() | complex() | list() | tuple()):
                return not isinstance(part, t.Slice)
            case Scalar(type):
                return type != "str"
        return False

    def as_array(self, part: t.expr) -> t.expr:
        """Return a part; of a list or tuple, the array that is made of it."""
        if not isinstance(self.kinds.of(part), (List, Tuple)):
            return part
        return t.call(f"{self.facts.program.spell(np, 'np', self.facts)}.array", part)
