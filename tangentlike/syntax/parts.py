"""Parts of statements: the expressions of a statement itself, the targets in a target."""

from tangentlike.syntax import trees as t


def own_parts(statement: t.stmt) -> list[t.AST]:
    """Return the expressions of a statement itself; what a test compares goes nowhere."""
    if isinstance(statement, (t.If, t.While, t.For)):
        return [statement.iter] if isinstance(statement, t.For) else []
    return [] if isinstance(statement, t.FunctionDef) else [p for p in t.iter_child_nodes(statement) if isinstance(p, t.expr)]


def unpacked(target: t.expr) -> list[t.expr]:
    """Return the targets in a target."""
    return [part for item in target.elts for part in unpacked(item)] if isinstance(target, (t.Tuple, t.List)) else [target]


def blocks_of(node: t.AST) -> list[tuple[t.AST, str]]:
    """Return where a statement has blocks, the clauses of `try` and `match` included: what has one, and its field."""
    owners = [*getattr(node, "cases", []), *getattr(node, "handlers", []), node]
    fields = ("body", "orelse", "finalbody")
    return [(owner, field) for owner in owners for field in fields if isinstance(getattr(owner, field, None), list)]


def place_text(node: t.AST) -> str | None:
    """Return the text of a place that is reached by attributes and by keys that are written there; None for all else.

    >>> place_text(t.parse_expression("self.work['rows'][0]"))
    "self.work['rows'][0]"
    """
    match node:
        case t.Name(id=name):
            return str(name)
        case t.Attribute(value=base, attr=attr):
            whose = place_text(base)
            return None if whose is None else f"{whose}.{attr}"
        case t.Subscript(value=base, slice=t.Constant(value=int() | str() as key)):
            whose = place_text(base)
            return None if whose is None else f"{whose}[{key!r}]"
    return None
