"""Refuse at once what cannot be differentiated, with its line and what to write instead."""

from tangentlike.analysis.facts import Facts
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t

REFUSED: dict[str, tuple[str, str, str]] = {
    "AsyncFunctionDef": ("an `async` function", "its steps run in an order that is not in the text", "a plain function"),
    "Await": ("`await`", "its steps run in an order that is not in the text", "a plain function"),
    "Yield": ("a generator", "its caller decides how far it runs", "a list that is filled and returned"),
    "YieldFrom": ("a generator", "its caller decides how far it runs", "a list that is filled and returned"),
    "With": ("a `with` statement", "a context manager runs code that is not in the text", "the block without it"),
    "AsyncWith": ("a `with` statement", "a context manager runs code that is not in the text", "the block without it"),
    "AsyncFor": ("an `async` loop", "its steps run in an order that is not in the text", "a plain loop"),
    "Try": ("a `try` statement", "which statements ran is not known going back", "a test with `if`"),
    "TryStar": ("a `try` statement", "which statements ran is not known going back", "a test with `if`"),
    "Match": ("a `match` statement", "there is no adjoint for it yet", "`if` and `elif`"),
    "Global": ("a write to a global", "the value lives on after the call", "a parameter and a result"),
    "Nonlocal": ("a write to an outer variable", "the value lives on after the call", "a parameter and a result"),
    "Delete": ("`del`", "there is no adjoint for it yet", "the function without it"),
    "ClassDef": ("a class inside a function", "its methods are not compiled yet", "a class at the top of the module"),
    "Import": ("an import inside a function", "what it binds is known only when it runs", "an import at the top"),
    "ImportFrom": ("an import inside a function", "what it binds is known only when it runs", "an import at the top"),
}


def refuse_unsupported(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Refuse statements that the compiler does not know; `raise` and `assert` are left to run as they are."""
    for node in [tree, *t.walk_all(tree.body)]:
        found = REFUSED.get(type(node).__name__)
        if found is not None:
            what, why, instead = found
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
