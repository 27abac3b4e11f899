"""A pullback that a function takes itself is a nested function: it reads the record of the forward half."""

from typing import Any

from tangentlike.analysis.binding import CannotBind, bind
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.values import Closure, Kind, Pullback, Static, Tuple, carries
from tangentlike.callees import Known, make_live, nested_functions, without
from tangentlike.normalise.factories import is_only_called
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.syntax import trees as t


def open_pullbacks(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `y, back = vjp(f, x)` into a call of the forward half of f, and a function that calls the backward half.

    In a loop only where the pullback is not kept for another trip, which has a record of its own.
    """
    if not any(isinstance(node, t.Call) and may_be_vjp(node, facts) for node in t.walk_all(tree.body)):
        return tree
    kinds = facts.kinds(tree)
    kept = {id(node) for loop in t.walk_all(tree.body) if isinstance(loop, (t.For, t.While)) for node in _kept(tree, loop)}
    wanted: dict[int, Halves] = {}
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Call) and is_vjp(kinds.of(node)) and id(node) not in kept:
            found = find_halves(node, kinds, facts)
            if found is not None:
                wanted[id(node)] = found

    def open_vjp(node: t.AST, hoisting: Hoisting) -> Opened:
        before = hoisting.parts(node)
        made, pair = wanted[id(node)].opened(node, facts)
        return [*before, *made], pair

    return Hoisting(facts, lambda node: id(node) in wanted, open_vjp).statements(tree)


def may_be_vjp(node: t.Call, facts: Facts) -> bool:
    """Tell whether a call may be one of `vjp`, without knowing the kinds."""
    return getattr(facts.scope.peek(str(dotted_path(node.func))), "halves", None) is not None


def is_vjp(kind: Kind) -> bool:
    """Tell whether a call gives a value and a pullback."""
    return isinstance(kind, Tuple) and len(kind.items) == 2 and isinstance(kind.items[1], Pullback)


def _kept(tree: t.FunctionDef, loop: t.For | t.While) -> list[t.AST]:
    """Return the calls in a loop whose pullbacks may be called in a later trip."""
    at_once = {id(n.func.value) for n in t.walk(loop) if isinstance(n, t.Call) and isinstance(n.func, t.Subscript)}
    for node in loop.body:
        match node:
            case t.Assign(targets=[t.Tuple(elts=[_, t.Name(id=name)])], value=value) if is_only_called(tree, loop, node, name):
                at_once.add(id(value))
    return [node for node in t.walk(loop) if isinstance(node, t.Call) and id(node) not in at_once]


class Halves:
    """The two halves of the function of one `vjp`, and how they are called."""

    def __init__(self, forward: Any, backward: Any, captured: dict[str, str], bars: list[str | None]):
        self.forward = forward
        self.backward = backward
        self.captured = captured
        self.bars = bars

    def opened(self, node: t.Call, facts: Facts) -> Opened:
        """Return the call of the forward half, the definition of the pullback, and the pair of value and pullback."""
        stem = self.forward.__name__.removesuffix("_forward").strip("_")
        value, saved, back, seed = (fresh_user_name(facts, name) for name in ("value", f"{stem}_saved", "pullback", "bar"))
        names = [facts.program.spell(half, half.__name__, facts) for half in (self.forward, self.backward)]
        captured = [t.keyword(mine, t.name(theirs)) for mine, theirs in self.captured.items()]
        run = t.gast_assign([t.as_store(t.tuple_of([t.name(value), t.name(saved)]))],
                            t.Call(t.name(names[0]), node.args[1:], captured))
        bars: t.expr = t.call(names[1], t.name(seed), t.name(saved))
        body: t.Block = []
        given = [name for name in self.bars if name is not None]
        if len(self.bars) == 1:
            bars = t.tuple_of([bars])
        elif len(given) < len(self.bars):
            body = [t.assign(seed, bars)]
            each = [t.subscript(t.name(seed), t.constant(i)) for i in range(len(given))] if len(given) > 1 else [t.name(seed)]
            parts = iter(each)
            bars = t.tuple_of(t.constant(None) if name is None else next(parts) for name in self.bars)
        args = t.no_arguments()
        args.args = [t.parameter(seed)]
        made = t.function(back, args, [*body, t.return_(bars)])
        return [run, made], t.tuple_of([t.name(value), t.name(back)])


def fresh_user_name(facts: Facts, wanted: str) -> str:
    """Return a new name that counts as one of the function's own variables."""
    name = facts.fresh(wanted)
    facts.user_names |= {name}
    facts.local_names |= {name}
    return name


def find_halves(node: t.Call, kinds: Kinds, facts: Facts) -> Halves | None:
    """Return the halves of the function of a `vjp`; None if they cannot be made for these arguments."""
    program, operator, kind = facts.program, kinds.callee(node), kinds.of(node.args[0])
    call, run = t.Call(node.args[0], node.args[1:], []), Known(kinds, facts)
    captured: dict[str, str] = {}
    if isinstance(kind, Closure):
        subject = program.lift(kind)
        given = program.lifted_kinds(subject, kind, call, run, kinds.variables)
        captured = dict(zip(kind.captured, kind.outer, strict=True))
        inside = None if kind.derived or given is None else nested_functions(kind, given)
        if inside is None:
            return None
        given = {name: each for name, each in given.items() if name not in inside}
        captured = {name: theirs for name, theirs in captured.items() if name not in inside}
        function: Any = make_live(subject, inside)
        own = without(subject.parameters, kind.captured)
    else:
        function = kind.value if isinstance(kind, Static) else None
        found = program.subject(function) if callable(function) else None
        given = None if found is None else program.bound_kinds(found, function, call, run)
        if found is None or given is None or found.parameters.vararg or found.parameters.kwarg:
            return None
        own = found.parameters
    try:
        bound = bind(own, call, kinds)
    except CannotBind:
        return None
    names = [name for name in own.names if bound.get(name) is not None]
    wrt = tuple(name for name in names if carries(given[name]))
    if not wrt or len(names) != len(node.args) - 1:
        return None
    forward, backward = operator.halves(function, given, wrt)
    return Halves(forward, backward, captured, [name if name in wrt else None for name in names])
