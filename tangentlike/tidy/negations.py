"""A test that is negated twice is the test."""

from tangentlike.syntax import trees as t


def cancel_negations(block: t.Block) -> t.Block:
    """Write `if not not left:` as `if left:`; elsewhere `not not x` makes a bool, and stays."""
    for node in t.walk_all(block):
        if isinstance(node, (t.If, t.While, t.IfExp)):
            while _is_negation(node.test) and _is_negation(node.test.operand):
                node.test = node.test.operand.operand
    return block


def _is_negation(node: t.AST) -> bool:
    return isinstance(node, t.UnaryOp) and isinstance(node.op, t.Not)
