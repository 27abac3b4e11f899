"""Which varied values are useful: the result depends on them. Their bars exist exactly where they are live."""

from tangentlike.analysis.activity import bases, is_varied, operands
from tangentlike.analysis.flow import Flow, Names, Point, solve_backward
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, carries, is_value
from tangentlike.runtime.indexing import add_at
from tangentlike.syntax import trees as t


def find_live(flow: Flow, kinds: Kinds, varied: Names) -> tuple[dict[Point, Names], dict[Point, Names]]:
    """Return, before and after each point, the active variables that the result still depends on."""
    active = frozenset(name for name in varied if carries_name(kinds, name))

    def transfer(place: Point, after: Names) -> Names:
        node = flow.nodes[place]
        if place[0] != "at":
            return after
        if isinstance(node, t.Return):
            return _reads(node.value, active, kinds) if node.value is not None else frozenset()
        return useful_before(node, after, active, kinds)

    return solve_backward(flow, transfer)


def carries_name(kinds: Kinds, name: str) -> bool:
    """Tell whether a variable may ever hold a value that carries a derivative."""
    return name in kinds.variables and carries(kinds.variables[name])


def useful_before(node: t.stmt, after: Names, active: Names, kinds: Kinds) -> Names:
    """Return what is live before a simple statement of the flat dialect."""
    match node:
        case t.Assign(targets=[t.Name() | t.Tuple() as target], value=value):
            stored = t.names_stored(target)
            popped = popped_list(value)
            if not stored & after and not (popped and popped in after):
                return after - stored
            return (after - stored) | _reads(value, active, kinds) | (frozenset({popped}) & active if popped else frozenset())
        case t.Assign(targets=[t.Subscript() as target], value=value) | t.AugAssign(target=t.Subscript() as target, value=value):
            return after | _reads(value, active, kinds) if bases(target) & after else after
        case t.Expr(value=t.Call(args=[base, _, part]) as call) if kinds.callee(call) is add_at:
            return after | _reads(part, active, kinds) if bases(base) & after else after
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base)), args=args)):
            if base in after:
                return after.union(*(_reads(arg, active, kinds) for arg in args))
    return after


def popped_list(value: t.expr) -> str | None:
    """Return the name of the list that `name.pop(...)` shortens."""
    match value:
        case t.Call(func=t.Attribute(value=t.Name(id=base), attr="pop")):
            return base
    return None


def _reads(value: t.expr, active: Names, kinds: Kinds) -> Names:
    """Return the active names that an operation reads as operands."""
    if not is_varied(value, active, kinds):
        return frozenset()
    found: set[str] = set()
    todo: list[t.AST] = [value]
    while todo:
        node = todo.pop()
        if isinstance(node, t.Name):
            kind = kinds.of(node)
            if isinstance(kind, Closure):
                found |= set(kind.outer) & active
            elif node.id in active and carries(kind):
                found.add(node.id)
        elif isinstance(node, t.Subscript) and is_value(kinds.of(node.value)):
            todo.append(node.value)
        elif isinstance(node, t.Lambda):
            found |= t.names_read(node.body) & active
        elif not isinstance(node, t.Compare):
            todo.extend(operands(node, kinds))
    return frozenset(found)


