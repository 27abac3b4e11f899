"""What the flat dialect has no words for, as errors say it."""

from tangentlike.analysis.facts import Facts
from tangentlike.errors import Unsupported
from tangentlike.syntax import trees as t


def count_unknown(facts: Facts, node: t.expr) -> Unsupported:
    """Return the error for a starred argument of an operation: which operand takes what is not known."""
    return Unsupported(
        "tangentlike cannot differentiate an operation on a starred argument of unknown length.",
        place=facts.source.place(node),
        why="which operand takes which value is not in the text.",
        instead="unpack it first (`a, b = values`), or write a loop.",
    )


def unknown_place(facts: Facts, target: t.expr) -> Unsupported:
    """Return the error for a store into what may be anything."""
    return Unsupported(
        "tangentlike cannot differentiate a store into a part of another object.",
        place=facts.source.place(target),
        why="which memory it changes is not known from the text.",
        instead="give the inner array or list a name of its own, or use one array with several indices.",
    )


def no_adjoint(facts: Facts, node: t.expr) -> Unsupported:
    """Return the error for an expression that carries a derivative and has no adjoint."""
    return Unsupported(
        f"tangentlike cannot differentiate {describe(node)} of active values.",
        place=facts.source.place(node),
        why="this expression carries a derivative, and there is no adjoint for it yet.",
        instead="write it as assignments and a loop.",
    )


def describe(node: t.expr) -> str:
    """Say what an expression is."""
    words = {
        "Lambda": "a lambda",
        "ListComp": "a list comprehension",
        "GeneratorExp": "a generator expression",
        "DictComp": "a dict comprehension",
        "SetComp": "a set comprehension",
        "Set": "a set",
        "Await": "`await`",
        "Yield": "`yield`",
        "YieldFrom": "`yield from`",
    }
    return words.get(type(node).__name__, f"this expression ({type(node).__name__})")
