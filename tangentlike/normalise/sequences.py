"""Make arrays of the lists that operations on arrays are given, as NumPy does first thing."""


import numpy as np

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.operators import bound_arguments, is_of_arrays
from tangentlike.analysis.values import Array, List, Tuple
from tangentlike.errors import NoRule
from tangentlike.rules import registry
from tangentlike.syntax import trees as t


def array_operands(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `np.prod(items)` into `np.prod(np.array(items))` where active items are a list or tuple.

    Of an operator with an array, NumPy makes an array of the other operand: `v * [1.0, 2.0]`.
    """
    kinds = facts.kinds(tree)
    varied = varied_names(tree, kinds, facts.wrt)
    for node in t.walk_all(tree.body):
        if isinstance(node, t.BinOp) and is_varied(node, varied, kinds):
            if isinstance(kinds.of(node.left), Array) and isinstance(kinds.of(node.right), (List, Tuple)):
                node.right = _made(facts, node.right)
            elif isinstance(kinds.of(node.right), Array) and isinstance(kinds.of(node.left), (List, Tuple)):
                node.left = _made(facts, node.left)
        elif isinstance(node, t.Call) and is_varied(node, varied, kinds):
            found = [operand for operand in _operands(node, kinds) if is_varied(operand, varied, kinds)]
            node.args = [_made(facts, arg) if arg in found else arg for arg in node.args]
            for keyword in node.keywords:
                keyword.value = _made(facts, keyword.value) if keyword.value in found else keyword.value
    return tree


def _operands(node: t.Call, kinds: Kinds) -> list[t.expr]:
    """Return the lists among the operands of an operation on arrays."""
    callee = kinds.callee(node)
    rule = registry.find(callee) if callee is not None and is_of_arrays(callee) else None
    if rule is None:
        return []
    try:
        arguments = bound_arguments(kinds, node, rule)
    except NoRule:
        return []
    given = {name: arguments.get(name) for name in rule.operands if rule.wants_array(name)}
    return [a for a in given.values() if isinstance(a, t.AST) and isinstance(kinds.of(a), (List, Tuple))]


def _made(facts: Facts, operand: t.expr) -> t.expr:
    return t.call(f"{facts.program.spell(np, 'np', facts)}.array", operand)
