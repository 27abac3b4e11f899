"""Check what a text takes for granted (`runtime/claims`), now that the kinds are known."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Kind, is_float, is_number, is_scalar
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.runtime.claims import as_number, as_python_number, as_scalar, as_unshared
from tangentlike.syntax import trees as t

CLAIMS: dict[Any, Callable[[Kind], bool]] = {
    as_scalar: is_scalar, as_python_number: is_float, as_number: is_number, as_unshared: is_scalar,
}
OPERATOR = ("an operator of an object and of what is not certainly a number",
            "which of the two decides what it does is known only when it runs.", "write the object on the left side.")
EXIT = ("a `with` statement whose exit changes what is not certainly a number",
        "if its body raised an exception, somebody else might see what the exit has changed.", "bind what is changed anew.")


def settle_claims(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `as_scalar(k)` into `k` where it certainly is one number; refuse what may be anything else."""
    found = {id(node): node for node in t.walk_all(tree.body) if isinstance(node, t.Call) and claim_of(node, facts)}
    if not found:
        return tree
    kinds = facts.kinds(tree)
    for node in found.values():
        holds = claim_of(node, facts)
        if holds is not None and not holds(kinds.of(node.args[0])):
            what, why, instead = EXIT if facts.program.spelled(node.func.id, facts) is as_unshared else OPERATOR
            raise Unsupported(
                f"tangentlike cannot differentiate {what}.", place=facts.source.place(node), why=why, instead=instead
            )
    return rewrite_statements(_Settled(found).visit(tree), without_claim)


def without_claim(node: t.stmt) -> t.Block:
    """Leave out a statement that was a claim and no more."""
    return [] if isinstance(node, t.Expr) and isinstance(node.value, (t.Name, t.Constant)) else [node]


def claim_of(node: t.Call, facts: Facts) -> Callable[[Kind], bool] | None:
    """Return the test of the claim that a call makes, None for other calls."""
    function = facts.program.spelled(node.func.id, facts) if isinstance(node.func, t.Name) else None
    return CLAIMS.get(function) if isinstance(function, FunctionType) else None


class _Settled(t.NodeTransformer):
    """Take claims away."""

    def __init__(self, found: dict[int, t.Call]):
        self.found = found

    def visit_Call(self, node: t.Call) -> t.expr:
        """Leave the value in the place of its claim."""
        self.generic_visit(node)
        return node.args[0] if id(node) in self.found else node
