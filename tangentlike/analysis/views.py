"""Which names certainly mean a part of an array that has a name, wherever they are used: views of it."""

from tangentlike.analysis.flow import Flow, Point, find_flow, stored_at
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Scalar, Static
from tangentlike.syntax import trees as t

Known = frozenset[tuple[str, int]]                              # names, and the definition that each means
VIEWING = frozenset({"transpose", "swapaxes", "squeeze"})
LAID_OUT = frozenset({"reshape", "ravel"})                      # views of an array whose elements lie row by row


def is_view(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression certainly is a part of an array that has a name, and shares its memory."""
    kind = kinds.of(node)
    if laid(node) and is_view(node.func.value, kinds):
        return is_another_shape(node, kinds)
    if not isinstance(kind, Array) or kind.scalar or kind.shape == ():
        return False
    match node:
        case t.Name(id=name):
            return name in kinds.variables
        case t.Subscript(value=base, slice=index):
            return is_view(base, kinds) and is_basic(index, kinds)
        case t.Attribute(value=base, attr="T"):
            return is_view(base, kinds)
        case t.Call(func=t.Attribute(value=base, attr=attr), args=args, keywords=[]) if attr in VIEWING:
            return is_view(base, kinds) and all(is_steady(arg, kinds) for arg in args)
    return False


def laid(node: t.expr) -> bool:
    """Tell whether an expression may be another shape of an array with a name."""
    match node:
        case t.Call(func=t.Attribute(value=t.Name(), attr=attr), keywords=[]):
            return attr in LAID_OUT
    return False


def is_another_shape(node: t.Call, kinds: Kinds) -> bool:
    """Tell whether `b.reshape(...)` or `b.ravel()` certainly has dimensions, and its shape is known by the names in it."""
    known = isinstance(getattr(kinds.of(node.func.value), "shape", None), tuple)
    empty = any(kinds.of(arg) == Static(()) or (isinstance(arg, t.Tuple) and not arg.elts) for arg in node.args)
    if node.func.attr == "ravel":
        return known and not node.args
    return known and not empty and bool(node.args) and all(is_steady(arg, kinds) for arg in node.args)


def is_steady(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether the value of an argument is known by the names in it: numbers, sizes, tuples of them."""
    match node:
        case t.Constant(value=value):
            return type(value) is int
        case t.Name():
            kind = kinds.variables.get(node.id) or kinds.of(node)
            return isinstance(kind, Static) or kind == Scalar("int")
        case t.Tuple(elts=items):
            return all(is_steady(item, kinds) for item in items)
        case t.UnaryOp(operand=operand):
            return is_steady(operand, kinds)
        case t.BinOp(left=left, right=right):
            return is_steady(left, kinds) and is_steady(right, kinds)
        case t.Subscript(value=t.Attribute(value=t.Name(), attr="shape"), slice=t.Constant() | t.UnaryOp()):
            return True
        case t.Attribute(value=t.Name(), attr="shape" | "size") | t.Call(func=t.Name(id="len"), args=[t.Name()]):
            return True
    return False


def viewed(view: t.expr) -> t.expr:
    """Return what a view is a view of."""
    return view.func.value if isinstance(view, t.Call) else view.value


def laid_out(view: t.expr) -> str | None:
    """Return the array whose elements must lie row by row for an expression to be a view of it."""
    while not isinstance(view, t.Name):
        if isinstance(view, t.Call) and view.func.attr in LAID_OUT:
            return array_of(view)
        view = viewed(view)
    return None


def is_basic(index: t.expr, kinds: Kinds) -> bool:
    """Tell whether an index selects a view: whole numbers, slices of them, `...` and `None`."""
    match index:
        case t.Tuple(elts=items):
            return all(is_basic(item, kinds) for item in items)
        case t.Slice(lower=lower, upper=upper, step=step):
            return all(part is None or is_basic(part, kinds) for part in (lower, upper, step))
    match kinds.of(index):
        case Static(value):
            return value is None or value is Ellipsis or type(value) in (int, slice)
        case Scalar("int"):
            return True
        case Array(dtype, _, scalar):
            return scalar and dtype is not None and dtype.startswith(("int", "uint"))
    return False


def find_views(tree: t.FunctionDef, kinds: Kinds, names: frozenset[str]) -> dict[str, Flow]:
    """Return the names that can be replaced wherever they are used."""
    inner = [n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
    captured = t.names_used(inner)
    flow = find_flow(tree.body)
    known = follow(flow, kinds, frozen=True)
    found = {name: flow for name in sorted(names - captured) if is_replaceable(name, flow, known)}
    made = [fact for place in flow.order for fact in made_at(flow, place, kinds)]
    # A view of a view waits until that has been replaced.
    late = {name for name, node in made if t.names_read(flow.nodes["at", node].value) & found.keys() - {name}}
    return {name: flow for name in found if name not in late}


def is_replaceable(name: str, flow: Flow, known: dict[Point, Known]) -> bool:
    """Tell whether a name is used, and means a view wherever it is."""
    used = False
    for place in flow.order:
        node = flow.nodes.get(place)
        if node is None or not uses(name, node, place):
            continue
        used = True
        if not any(each == name for each, _ in known.get(place, ())):
            return False
    return used


def uses(name: str, node: t.stmt, place: Point) -> bool:
    """Tell whether a name is read at a point, or what it means is written."""
    parts = read_parts(node, place)
    read = any(isinstance(n, t.Name) and n.id == name and isinstance(n.ctx, t.Load) for n in t.walk_all(parts))
    return read or (isinstance(node, t.AugAssign) and isinstance(node.target, t.Name) and node.target.id == name)


def read_parts(node: t.stmt, place: Point) -> list[t.AST]:
    """Return what is evaluated at a point."""
    if isinstance(node, t.For):
        return [node.iter] if place[0] == "start" else []
    if isinstance(node, (t.If, t.While)):
        return [node.test]
    return [node]


def follow(flow: Flow, kinds: Kinds, frozen: bool) -> dict[Point, Known]:
    """Return, before each point, the names that certainly mean the view that one definition has made.

    It is forward and must hold on all ways; binding the name or its array anew ends it, and so does an index, unless its
    value then is `frozen` under a name of its own.
    """
    made = {place: made_at(flow, place, kinds) for place in flow.order}
    values = {fact: flow.nodes["at", fact[1]].value for facts in made.values() for fact in facts}
    read_by = {fact: given(value) if frozen else t.names_read(value) for fact, value in values.items()}
    read_by = {fact: names | {fact[0]} for fact, names in read_by.items()}
    everything = frozenset(read_by)
    before = dict.fromkeys(flow.order, everything)
    before[flow.entry] = frozenset()
    into = flow.into()
    stale = set(flow.order)
    while stale:
        for place in [p for p in flow.order if p in stale]:
            stale.discard(place)
            ends = [passed(flow, p, before[p], made[p], read_by, kinds) for p in into.get(place, [])]
            new = frozenset.intersection(*ends) if ends and place != flow.entry else frozenset()
            if new != before[place]:
                before[place] = new
                stale.update(flow.after[place])
    return before


def given(view: t.expr) -> set[str]:
    """Return the array of a view, and the names in the arguments of the methods that make it."""
    calls = [node for node in t.walk(view) if isinstance(node, t.Call)]
    return {array_of(view)}.union(*(t.names_read(call.args) for call in calls))


def made_at(flow: Flow, place: Point, kinds: Kinds) -> Known:
    """Return the view that a point makes."""
    match flow.nodes.get(place):
        case t.Assign(targets=[t.Name(id=name)], value=value) as node:
            inside = name in t.names_read(value)
            return frozenset({(name, id(node))}) if is_view(value, kinds) and not inside else frozenset()
    return frozenset()


def passed(flow: Flow, place: Point, known: Known, made: Known, read_by: dict[tuple[str, int], set[str]], kinds: Kinds) -> Known:
    """Return what is known after a point."""
    stored = stored_at(flow, place)
    node = flow.nodes.get(place)
    if isinstance(node, t.AugAssign) and isinstance(node.target, t.Name):
        kind = kinds.of(node)
        stored = frozenset() if isinstance(kind, Array) and not kind.scalar and kind.shape != () else stored
    return frozenset(fact for fact in known if not read_by[fact] & stored) | made


def array_of(view: t.expr) -> str:
    """Return the name of the array that a view is of."""
    while not isinstance(view, t.Name):
        view = viewed(view)
    return view.id
