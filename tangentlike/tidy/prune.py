"""Leave out what is not read: values, flags, counters, lists, zeros."""

import functools
from collections import Counter
from collections.abc import Callable

from tangentlike.analysis.flow import Flow, Names, Point, find_flow, passed, point, read_at, solve_backward, stored_at
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.tidy.purity import IsPureCall, is_pure

IsPure = Callable[[t.AST], bool]
After = Callable[[t.stmt], Names]


def prune_unread(
    body: t.Block, is_pure_call: IsPureCall, unsure: Names = frozenset(), shared: Names = frozenset()
) -> t.Block:
    """Remove assignments whose targets nobody reads afterwards, until there is none; empty branches go with them.

    What reads a name in `unsure` stays: the program may raise there, because the name is unbound. What stays because it
    may raise stays without its target. `row += v` stays where `row` is `shared`: others see what it writes.
    """

    def pure(node: t.AST) -> bool:
        if isinstance(node, t.AugAssign) and t.names_stored(node) & shared:
            return False
        return not t.names_read(node) & unsure and is_pure(node, is_pure_call)

    while True:
        flow = find_flow(body)
        pure_at = {place: _may_be_dead(node) and pure(node) for place, node in flow.nodes.items()}

        def transfer(
            place: Point, after: Names, flow: Flow = flow, pure_at: dict[Point, bool] = pure_at
        ) -> Names:
            if pure_at[place] and _is_unread(flow.nodes[place], after):
                return after  # what only a dead value reads is dead, too
            return passed(after, stored_at(flow, place), read_at(flow, place))

        _, after = solve_backward(flow, transfer)
        kept, changed = _prune(body, functools.partial(_read_after, after), pure)
        body = kept
        if not changed:
            return body


def _read_after(after: dict[Point, frozenset[str]], node: t.stmt) -> frozenset[str]:
    return after.get(point(node), frozenset())


def _may_be_dead(node: t.stmt) -> bool:
    return isinstance(node, (t.Assign, t.AugAssign))


def _is_unread(node: t.stmt, after: Names) -> bool:
    match node:
        case t.Assign(targets=[t.Name(id=name)]) | t.AugAssign(target=t.Name(id=name)):
            return name not in after
    return False


def _prune(block: t.Block, after: After, pure: IsPure) -> tuple[t.Block, bool]:
    out: t.Block = []
    changed = False
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and isinstance(node, (t.If, t.For, t.While)):
                new, more = _prune(getattr(node, inner), after, pure)
                setattr(node, inner, new)
                changed |= more
        if _is_dead(node, after, pure):
            changed = True
        elif _is_unread(node, after(node)) and isinstance(node, t.Assign) and not isinstance(node.value, t.Constant):
            out.append(_with_origin(t.statement(node.value), node))
            changed = True
        else:
            out.append(node)
    return out, changed


def _with_origin(new: t.stmt, old: t.stmt) -> t.stmt:
    set_origin(new, origin_of(old))
    return new


def _is_dead(node: t.stmt, after: After, pure: IsPure) -> bool:
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=value):
            unread = name not in after(node)
            return unread and pure(value)
        case t.AugAssign(target=t.Name(id=name)):
            return name not in after(node) and pure(node)
        case t.If(test=test, body=body, orelse=orelse):
            if not _does(body) and _does(orelse):
                node.test, node.body, node.orelse = t.not_(test), orelse, []
                return False
            return not _does(body) and not _does(orelse) and pure(test)
        case t.For(target=target, iter=iterable, body=body):
            read = t.names_stored(target) & after(node)
            return not read and not _does(body) and pure(iterable)
        case t.FunctionDef(name=name):
            return name not in after(node)
        case t.Pass():
            return True
    return False


def _does(block: t.Block) -> bool:
    return any(not t.is_comment(node) for node in block)


def drop_unread_lists(body: t.Block, lists: list[str]) -> t.Block:
    """Remove lists of which no item is read, with what fills them and takes from them."""
    uses = Counter(n.id for n in t.walk_all(body) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load))
    pushes: dict[str, list[t.AST]] = {name: [] for name in lists}
    for node in t.walk_all(body):
        name = _changed(node)
        if name in pushes:
            pushes[name].append(node)
    unread = {id(node) for name, nodes in pushes.items() if uses[name] == len(nodes) for node in nodes}
    return drop_unread_lists(_without(body, unread), lists) if unread else body


def _changed(node: t.AST) -> str:
    """Return the list that a statement puts something on, or takes something off that nobody gets."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="append" | "pop"))):
            return str(base)
    return ""


def _without(block: t.Block, dropped: set[int]) -> t.Block:
    out: t.Block = []
    for node in block:
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                setattr(node, inner, _without(getattr(node, inner), dropped))
        if id(node) not in dropped:
            out.append(node)
    return out
