"""What is asked of a text before it is used: that its result is a real scalar, and that no zero goes untold."""

import numpy as np

from tangentlike.analysis.values import Array, Kind, Never, Number, Scalar, Static, Unknown
from tangentlike.errors import NotScalar
from tangentlike.pipeline import Text
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.watching import tell


def warn_of_tests(text: Text) -> None:
    """Tell where a derivative is zero because the result depends on an argument only through a test."""
    for (function, argument), place in text.program.decided.items():
        tell(function, argument, place.filename, place.line)


def seeds(subject: Subject) -> dict[str, Kind]:
    """Return the kinds of the seeds of a generated function: it is differentiated for a seed of 1."""
    return {n: Scalar("float") for n in subject.parameters.keyword_only if n.endswith("_bar") or "_bar" in n}


def check_result(text: Text, subject: Subject) -> None:
    """Refuse a result that is known not to be a real scalar."""
    kind = text.result
    refused = None
    match kind:
        case Array(_, tuple() as shape, False) if shape:
            refused = f"an array with {len(shape)} dimension{'s' * (len(shape) > 1)}"
        case Array("bool") | Scalar("bool") | Static(bool()):
            refused = "a truth value"
        case Array(dtype) if dtype is not None and np.dtype(dtype).kind == "c":
            refused = "a complex number"
        case Scalar("complex"):
            refused = "a complex number"
        case Never() | Static(float() | int()) | Scalar("float" | "int") | Array() | Number() | Unknown():
            refused = None
        case Static(value):
            refused = repr(value)
        case Scalar(name):
            refused = f"of type {name}"
        case _:
            refused = f"a {type(kind).__name__.lower()}"
    if refused is not None:
        place = subject.source.place(_last_return(subject.source.tree))
        raise NotScalar(
            f"the result of `{'<lambda>' if subject.name == 'lambda_' else subject.name}` is {refused}, not a real scalar.",
            place=place if place.line else None,  # a built-in function has no text
            why="a gradient is the derivative of one number.",
            instead="use `jacobian`, `vjp` or `elementwise_grad`, or return a sum.",
        )


def _last_return(tree: t.FunctionDef) -> t.AST:
    """Return what says what the result is; the function itself where it ends without a `return`."""
    return next((node for node in reversed(list(t.walk_all(tree.body))) if isinstance(node, t.Return)), tree)
