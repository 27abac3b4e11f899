"""Statements and calls that the compiler does not know."""

import builtins

from tangentlike.analysis.concealed import find_concealed
from tangentlike.analysis.scopes import Scope
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

# What reads or changes the variables of a function without naming them.
REACHING = frozenset({"eval", "exec", "locals", "vars", "globals"})


def find_refused(tree: t.FunctionDef, scope: Scope, handed: bool = False) -> tuple[t.AST, tuple[str, str, str]] | None:
    """Return the first node that is not known, with (what it is, why it is refused, what to write instead).

    `handed`: what nested functions rebind will be handed back where the function is written out.
    """
    for node in [tree, *t.walk_all(tree.body)]:
        found = None if handed and isinstance(node, t.Nonlocal) else REFUSED.get(type(node).__name__)
        if found is not None:
            return node, found
        match node:
            case t.Call(func=t.Name(id=name)) if name in REACHING and scope.peek(name) is getattr(builtins, name):
                return node, (f"`{name}`", "it reaches variables that the text does not name", "the expression itself")
    return find_concealed(tree, scope)
