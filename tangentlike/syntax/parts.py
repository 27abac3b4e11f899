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
