"""Which expressions may be left out, moved or merged: they have no effect but their value."""

from collections.abc import Callable, Set

from tangentlike.syntax import trees as t

IsPureCall = Callable[[t.Call], bool]
Names = Set[str]


def is_pure(node: t.AST, is_pure_call: IsPureCall) -> bool:
    """Tell whether evaluating an expression has no effect; a function has none until it is called."""
    if isinstance(node, t.Lambda):
        return all(is_pure(default, is_pure_call) for default in node.args.defaults)
    for inner in t.walk(node):
        if isinstance(inner, t.Call) and not is_pure_call(inner):
            return False
        if isinstance(inner, t.NamedExpr) or type(inner).__name__ in ("Await", "Yield", "YieldFrom"):
            return False
    return True


def reads_memory(node: t.AST, arrays: Names) -> bool:
    """Tell whether an expression reads elements, so that a store in between may change its value.

    `arrays` are the names of what may have elements: `x * k` reads those of an array x.
    """
    return any(isinstance(n, (t.Subscript, t.Call, t.Attribute)) for n in t.walk(node)) or bool(t.names_read(node) & arrays)


def writes_memory(node: t.stmt, names: set[str]) -> bool:
    """Tell whether a statement writes elements of anything, or changes one of the lists in `names`."""
    for inner in t.walk(node):
        if isinstance(inner, (t.Assign, t.AugAssign)):
            targets = inner.targets if isinstance(inner, t.Assign) else [inner.target]
            if any(isinstance(target, (t.Subscript, t.Attribute)) for target in targets):
                return True
        match inner:
            case t.Call(func=t.Attribute(value=base, attr="append" | "pop" | "extend" | "insert")):
                if not isinstance(base, t.Name) or base.id in names:
                    return True
            case t.Call(func=t.Attribute(attr="sort" | "fill")):
                return True
    return False
