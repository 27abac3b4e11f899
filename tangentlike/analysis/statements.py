"""What each statement does to the kinds of the variables: branches join them, loops repeat until they are stable."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.closures import closure_kind
from tangentlike.analysis.items import iterate
from tangentlike.analysis.joins import join_all, widen
from tangentlike.analysis.record_operators import changes_in_place
from tangentlike.analysis.sizes import is_made_of, map_dims, symbols
from tangentlike.analysis.values import UNKNOWN, Array, Kind, Number, Scalar, Static
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference

ROUNDS = 12


def follow(run: "Inference", node: t.stmt, env: "Environment") -> "Environment | None":
    """Return the environment after a statement; None if its end is not reached."""
    return STATEMENTS.get(type(node), _other)(run, node, env)


def _assign(run: "Inference", node: t.Assign, env: "Environment") -> "Environment":
    kind = run.kind(node.value, env)
    for target in node.targets:
        run.assign(target, kind, env)
    return env


def _annotated(run: "Inference", node: t.AnnAssign, env: "Environment") -> "Environment":
    if node.value is not None:
        run.assign(node.target, run.kind(node.value, env), env)
    return env


def _augment(run: "Inference", node: t.AugAssign, env: "Environment") -> "Environment":
    target = t.as_load(t.copy(node.target))
    value = t.binary(target, node.op, node.value)
    before = run.kind(target, env)
    kind = UNKNOWN if changes_in_place(node, before) else kept_array(before, run.kind(value, env))
    run.facts.callees[id(node)] = run.facts.callees.get(id(value))
    run.facts.note(node, kind)
    run.assign(node.target, kind, env)
    return env


def kept_array(before: Kind, after: Kind) -> Kind:
    """Return the kind of an array after `a += v`: it is the same array, also where `a + v` is a number, or more precise."""
    if not isinstance(before, Array) or before.scalar or not isinstance(after, Array):
        return after
    return before if before.shape == () else replace(after, dtype=before.dtype)


def _expression(run: "Inference", node: t.Expr, env: "Environment") -> "Environment":
    run.kind(node.value, env)
    return env


def _return(run: "Inference", node: t.Return, env: "Environment") -> None:
    run.results.append(run.kind(node.value, env) if node.value is not None else Static(None))


def _assert(run: "Inference", node: t.Assert, env: "Environment") -> "Environment":
    run.kind(node.test, env)
    if node.msg is not None:
        run.kind(node.msg, env)
    return env


def _if(run: "Inference", node: t.If, env: "Environment") -> "Environment | None":
    test = run.kind(node.test, env)
    if isinstance(test, Static) and isinstance(test.value, bool):
        return run.block(node.body if test.value else node.orelse, env)
    then, other = run.block(node.body, dict(env)), run.block(node.orelse, dict(env))
    return merge(run, node, [e for e in (then, other) if e is not None])


def _for(run: "Inference", node: t.For, env: "Environment") -> "Environment | None":
    iterable = run.kind(node.iter, env)

    def step(inside: "Environment") -> "Environment | None":
        run.assign(node.target, iterate(run, node, iterable), inside)
        return run.block(node.body, inside)

    return _loop(run, node, env, step, lambda _: None)


def _while(run: "Inference", node: t.While, env: "Environment") -> "Environment | None":
    def step(inside: "Environment") -> "Environment | None":
        return run.block(node.body, inside)

    def test(inside: "Environment") -> Kind:
        return run.kind(node.test, inside)

    return _loop(run, node, env, step, test)


def _loop(
    run: "Inference",
    node: t.For | t.While,
    env: "Environment",
    step: Callable[["Environment"], "Environment | None"],
    test: Callable[["Environment"], Kind | None],
) -> "Environment | None":
    """Repeat the body until the environment at its head is stable."""
    head = dict(env)
    for _ in range(ROUNDS):
        results = len(run.results)
        run.exits.append(([], []))
        known = test(head)
        end = step(dict(head))
        breaks, continues = run.exits.pop()
        back = [e for e in (end, *continues) if e is not None]
        new = merge(run, node, [head, *back], entry=env)
        stable = new == head
        head = new if new is not None else head
        if stable:
            break
        del run.results[results:]
    always = isinstance(known, Static) and bool(known.value) is True
    orelse = None if always else run.block(node.orelse, dict(head))
    return merge(run, node, [e for e in (orelse, *breaks) if e is not None], what="x")


def _exit(run: "Inference", node: t.Break | t.Continue, env: "Environment") -> None:
    run.exits[-1][isinstance(node, t.Continue)].append(env)


def _define(run: "Inference", node: t.FunctionDef, env: "Environment") -> "Environment":
    run.assign(t.store(node.name), closure_kind(run, node, env), env)
    return env


def _raise(run: "Inference", node: t.Raise, env: "Environment") -> None:
    return None


def _other(run: "Inference", node: t.stmt, env: "Environment") -> "Environment":
    """Leave what is not for numbers alone: names that it binds are unknown."""
    for name in t.names_stored(node):
        env[name] = UNKNOWN
    return env


def merge(
    run: "Inference", node: t.AST, environments: list["Environment"], entry: "Environment | None" = None, what: str = ""
) -> "Environment | None":
    """Join environments where paths meet.

    Where they differ in sizes, the joined value gets symbols of its own. At the head of a loop (`entry`), symbols that
    are born inside must not survive a turn: the next turn gives the same symbol to another size.
    """
    if not environments:
        return None
    out: Environment = {}
    outside = None if entry is None else set().union(*(symbols(kind) for kind in entry.values()))
    for name in {name: None for env in environments for name in env}:
        kinds = [env[name] for env in environments if name in env]
        if isinstance(kinds[0], Scalar) and all(kind == kinds[0] for kind in kinds):
            out[name] = kinds[0]
            continue
        kind = join_all(kinds)
        assert kind is not None
        if any(k != kinds[0] for k in kinds):
            kind = widen(kind)
        out[name] = _settle(run, node, name + what, kind, outside, kinds[0])
    return out


def _settle(run: "Inference", node: t.AST, name: str, kind: Kind, outside: set[str] | None, first: Kind) -> Kind:
    """Give joined sizes a symbol of this place and variable."""
    if isinstance(kind, Number) and kind.shape is None and first != kind:
        return Number(run.fresh(node, f":{name}"), kind.real)
    if outside is None:
        return kind
    own = run.fresh(node, f":{name}")
    if isinstance(kind, Number):
        return kind if kind.shape in outside else Number(own, kind.real)
    counter = iter(range(99))
    position = {symbol: f"{own}.{next(counter)}" for symbol in sorted(symbols(kind)) if not is_made_of(symbol, outside)}
    return map_dims(kind, lambda dim: position.get(dim, dim) if isinstance(dim, str) else dim)


STATEMENTS: dict[type, Callable[["Inference", Any, "Environment"], "Environment | None"]] = {
    t.Assign: _assign,
    t.AnnAssign: _annotated,
    t.AugAssign: _augment,
    t.Expr: _expression,
    t.Return: _return,
    t.Assert: _assert,
    t.If: _if,
    t.For: _for,
    t.While: _while,
    t.Break: _exit,
    t.Continue: _exit,
    t.FunctionDef: _define,
    t.Raise: _raise,
    t.Pass: lambda run, node, env: env,
}
