"""Refuse at once what cannot be differentiated, with its line and what to write instead."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.refused import find_refused
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t


def refuse_unsupported(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Refuse statements that the compiler does not know; `raise` and `assert` are left to run as they are."""
    found = find_refused(tree, facts.scope)
    if found is not None:
        node, (what, why, instead) = found
        raise Unsupported(
            f"tangentlike cannot differentiate {what}.",
            place=facts.source.place(node),
            why=f"{why}.",
            instead=f"write {instead}.",
        )
    return tree


def without_docstring(body: t.Block) -> t.Block:
    """Drop the docstring of a function."""
    first = body[0] if body else None
    if isinstance(first, t.Expr) and isinstance(first.value, t.Constant) and isinstance(first.value.value, str):
        return body[1:] or [t.Pass()]
    return body
