"""Whether a statement can be a function of its own: what it reads of the function around it, and what it gives back."""

import builtins
from dataclasses import dataclass

from tangentlike.analysis.flow import definitely_assigned, find_flow, live_after, live_before, point
from tangentlike.analysis.free_names import local_names
from tangentlike.syntax import trees as t

# What a function of its own would change the meaning of.
LEAVING = ("Yield", "YieldFrom", "Await", "AsyncFor", "AsyncWith", "Global", "Nonlocal", "Import", "ImportFrom",
           "FunctionDef", "AsyncFunctionDef", "ClassDef", "GeneratorExp")
REACHING = frozenset({"locals", "vars", "eval", "exec", "super", "__class__"})
CHANGING = frozenset({"append", "pop", "extend", "insert", "remove", "clear", "reverse", "sort", "popitem", "update",
                      "setdefault", "fill", "put", "partition", "resize", "itemset"})
CHANGING_FIRST = frozenset({"at", "copyto", "place", "put", "putmask", "fill_diagonal", "put_along_axis", "shuffle"})
COMPUTING = frozenset(dir(builtins)) - {"setattr", "delattr", "next"}


@dataclass(frozen=True)
class Outline:
    """The parameters and the results of a statement as a function; `returns`: what it returns, its function returns."""

    parameters: tuple[str, ...]
    results: tuple[str, ...]
    returns: bool = False


def find_outline(tree: t.FunctionDef, node: t.stmt, giving_back: bool = False) -> Outline | None:
    """Return the outline of a statement of a function; None if it cannot stand in a function of its own.

    `giving_back`: among its results is what it may write into.
    """
    owners = owners_of(tree, node)
    owner = owners[-1]
    if owner is not tree:
        return None  # what a nested function does to its outer names is known from its own text
    returns = node is owner.body[-1] and any(isinstance(n, t.Return) for n in t.walk(node))
    if leaves(node, returns) or REACHING & t.names_used(node):
        return None
    local = local_names(owner) - declared(owner)
    outer = (set().union(*map(local_names, owners)) - local) & t.names_read(node)
    stored = frozenset(t.names_stored(node) & local_names(owner))
    if patterned(node) & t.names_used(t.exchange(owner.body, {id(node): t.Pass()})):
        return None
    if not stored <= local or (functions_in(tree) & t.names_used(node)):
        return None
    mark = t.Pass()
    flow = find_flow(t.exchange(owner.body, {id(node): mark}))
    if point(mark) not in flow.nodes:
        return None  # inside of a statement whose control flow is not known
    exposed = frozenset(live_before(find_flow([node]))) & frozenset(local)
    read = t.names_read(node)
    live = live_after(flow, lambda n: read if n is mark else t.names_read(n)).get(point(mark), frozenset())
    live |= captured(owner, node)
    before = definitely_assigned(flow, frozenset(parameters(owner))).get(point(mark))
    if before is None:
        return None  # it is never reached
    changed = written(node) & local if giving_back else set()
    results = [] if returns else sorted((stored & live) | changed)
    unsure = frozenset(results) - certain(node)
    bound = bound_by([node])
    if not exposed <= before or not unsure - before <= (unsure if bound is None else bound):
        return None
    needed = exposed | (unsure & before)
    return Outline(tuple(sorted(needed | outer)), tuple(results), returns)


def owners_of(tree: t.FunctionDef, node: t.stmt) -> list[t.FunctionDef]:
    """Return the functions that a statement is in, the innermost last."""
    inner = [f for f in t.walk_all(tree.body) if isinstance(f, t.FunctionDef) and any(n is node for n in t.walk_all(f.body))]
    return [tree, *sorted(inner, key=lambda f: f.lineno)]


def leaves(node: t.stmt, returns: bool) -> bool:
    """Tell whether a statement leaves its place, defines what outlives it, or is more than one statement can be."""
    inside = list(t.walk(node))
    if any(type(n).__name__ in LEAVING or (isinstance(n, t.Return) and not returns) for n in inside):
        return True
    if any(isinstance(target, t.Name) for n in inside if isinstance(n, t.Delete) for target in n.targets):
        return True
    called = {id(argument) for n in inside if isinstance(n, t.Call) for argument in [*n.args, *(k.value for k in n.keywords)]}
    if any(isinstance(n, t.Lambda) and id(n) not in called for n in inside):
        return True
    loops = [n for n in inside if isinstance(n, (t.For, t.While))]
    own = {id(n) for loop in loops for n in t.walk_all(loop.body)}
    return any(isinstance(n, (t.Break, t.Continue)) and id(n) not in own for n in inside)


def declared(tree: t.FunctionDef) -> set[str]:
    """Return the names that a function declares as another scope's."""
    found = [n for n in t.walk(tree) if type(n).__name__ in ("Global", "Nonlocal")]
    return {name for n in found for name in n.names}


def functions_in(tree: t.FunctionDef) -> set[str]:
    """Return the names of the functions that a function defines; they cannot be handed to another one."""
    named = {n.name for n in t.walk_all(tree.body) if type(n).__name__ in ("FunctionDef", "ClassDef", "AsyncFunctionDef")}
    lambdas = [n for n in t.walk(tree) if isinstance(n, t.Assign) and any(isinstance(v, t.Lambda) for v in t.walk(n.value))]
    return named | {name for n in lambdas for name in t.names_stored(n)}


def parameters(tree: t.FunctionDef) -> set[str]:
    """Return the names of a function's parameters."""
    return {n.id for n in t.walk(tree.args) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}


def captured(owner: t.FunctionDef, node: t.stmt) -> frozenset[str]:
    """Return the names that nested functions read, at whatever time they are called."""
    inner = [n for n in t.walk_all(owner.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
    return frozenset().union(*(t.names_read(n) for n in inner))


def written(node: t.stmt) -> set[str]:
    """Return the names of what a statement may change in place, as its text shows."""
    found: set[str] = set()
    for n in t.walk(node):
        match n:
            case t.Subscript(value=base, ctx=context) | t.Attribute(value=base, ctx=context) if not isinstance(context, t.Load):
                found |= base_of(base)
            case t.AugAssign(target=target):
                found |= base_of(target)
            case t.Call(func=t.Attribute(value=base, attr=attr)):
                found |= base_of(base) if attr in CHANGING else set()
                found |= base_of(n.args[0]) if attr in CHANGING_FIRST and n.args else set()
                found |= set().union(*(base_of(k.value) for k in n.keywords if k.arg == "out"))
            case t.Call(func=t.Name(id=name)) if name not in COMPUTING:
                found |= set().union(*(base_of(argument) for argument in n.args), *(base_of(k.value) for k in n.keywords))
    return found


def patterned(node: t.stmt) -> set[str]:
    """Return the names that the patterns of `match` bind, which are no nodes."""
    found = (getattr(n, part, None) for n in t.walk(node) for part in ("name", "rest") if type(n).__name__.startswith("Match"))
    return {name for name in found if isinstance(name, str)}


def base_of(node: t.expr) -> set[str]:
    """Return the name of the variable that an expression is, or is a part of."""
    base = t.base_of(node)
    return set() if base is None else {base}


def certain(node: t.stmt) -> frozenset[str]:
    """Return the names that a statement binds for certain, whatever a context manager does with exceptions."""
    end = t.statement(t.constant(None))
    return definitely_assigned(find_flow([node, end]), frozenset()).get(point(end), frozenset())


def bound_by(block: t.Block) -> frozenset[str] | None:
    """Return the names that are bound where a block ends; None if it never ends."""
    found: frozenset[str] = frozenset()
    for node in block:
        if isinstance(node, (t.Return, t.Raise, t.Break, t.Continue)):
            return None
        new = _bound_by(node)
        if new is None:
            return None
        found |= new
    return found


def _bound_by(node: t.stmt) -> frozenset[str] | None:
    match type(node).__name__:
        case "If":
            return either([node.body, node.orelse])
        case "Try":
            last = bound_by(node.finalbody)
            ways = either([[*node.body, *node.orelse], *(handler.body for handler in node.handlers)])
            return None if last is None or ways is None else ways | last
        case "Match":
            whole = any(type(case.pattern).__name__ == "MatchAs" and case.pattern.pattern is None and case.guard is None
                        for case in node.cases)
            return either([*(case.body for case in node.cases), *([] if whole else [[]])])
        case "With":
            inside = bound_by(node.body)
            targets = [item.optional_vars for item in node.items if item.optional_vars is not None]
            return None if inside is None else inside | frozenset(t.names_stored(targets))
        case "For" | "While":
            return frozenset()
    return frozenset(t.names_stored(node))


def either(blocks: list[t.Block]) -> frozenset[str] | None:
    """Return the names that are bound where one of several blocks ends."""
    ends = [names for names in map(bound_by, blocks) if names is not None]
    return frozenset.intersection(*ends) if ends else None
