"""Infer the kinds of all expressions of a function: an abstract run, with a fixed point over loops."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tangentlike.analysis import expressions
from tangentlike.analysis.closures import closure_kind
from tangentlike.analysis.dicts import with_entry
from tangentlike.analysis.items import iterate, unpack
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.sizes import map_dims, symbols
from tangentlike.analysis.values import UNKNOWN, Dict, Kind, List, Number, Static, join, join_all, widen
from tangentlike.syntax import trees as t

Environment = dict[str, Kind]
ROUNDS = 12


class Program(Protocol):
    """What inference asks about other functions."""

    def result_kind(self, function: Any, kinds: dict[str, Kind], env: Mapping[str, Kind]) -> Kind:
        """Return the kind of a user function's result."""

    def bind(self, function: Any, call: t.Call, inference: "Inference") -> dict[str, Kind] | None:
        """Match a call's arguments with the parameters of a user function; None if it has no source."""


@dataclass
class Kinds:
    """The result: tables by node, and the environment at the end."""

    table: dict[int, Kind] = field(default_factory=dict)
    callees: dict[int, Any] = field(default_factory=dict)
    methods: dict[int, Any] = field(default_factory=dict)
    shares: dict[int, tuple[t.expr, ...]] = field(default_factory=dict)
    parameters: Environment = field(default_factory=dict)
    variables: Environment = field(default_factory=dict)
    result: Kind | None = None
    kept: list[t.AST] = field(default_factory=list)
    before: dict[int, Environment] = field(default_factory=dict)
    after: dict[int, Environment] = field(default_factory=dict)

    def at(self, name: str, node: t.stmt, after: bool) -> Kind:
        """Return the kind of a variable before (or after) a statement; over the whole function if not known there."""
        known = (self.after if after else self.before).get(id(node), {}).get(name)
        return known if known is not None else self.variables.get(name, UNKNOWN)

    def note(self, node: t.AST, kind: Kind) -> None:
        """Note a kind; the node is kept alive, because another one might get its identity."""
        self.table[id(node)] = kind
        self.kept.append(node)

    def of(self, node: t.AST) -> Kind:
        """Return the kind of an expression; Unknown for one that was never reached."""
        return self.table.get(id(node), UNKNOWN)

    def callee(self, node: t.AST) -> Any:
        """Return the function that an expression calls (operators and attributes included); None if not known."""
        return self.callees.get(id(node))


class Inference:
    """One abstract run of a function."""

    def __init__(self, tree: t.FunctionDef, scope: Scope, program: Program):
        self.tree = tree
        self.scope = scope
        self.program = program
        self.facts = Kinds()
        self.local = local_names(tree)
        self.exits: list[tuple[list[Environment], list[Environment]]] = []
        self.results: list[Kind] = []
        self.numbers: dict[int, int] = {}
        self.subject: Any = None

    @property
    def own_code(self) -> Any:
        """Return the code of the function at hand."""
        return getattr(self.subject.source.function, "__code__", None) if self.subject is not None else None

    def run(self, parameters: Environment) -> Kinds:
        """Run the body with kinds as arguments."""
        self.facts.parameters = dict(parameters)
        self.facts.variables = dict(parameters)
        end = self.block(self.tree.body, dict(parameters))
        if end is not None and not _ends_in_return(self.tree.body):
            self.results.append(Static(None))
        self.facts.result = join_all(self.results)
        return self.facts

    # Expressions

    def kind(self, node: t.expr, env: Environment) -> Kind:
        """Return and note the kind of an expression."""
        kind = expressions.infer(self, node, env)
        self.facts.note(node, kind)
        return kind

    def fresh(self, node: t.AST, what: str = "") -> str:
        """Return the symbol of an unknown size that one node gives."""
        number = self.numbers.setdefault(id(node), len(self.numbers))
        return f"?{number}{what}"

    # Statements

    def block(self, block: t.Block, env: Environment | None) -> Environment | None:
        """Run statements; None if the end is not reached."""
        for node in block:
            if env is None:
                return None
            self.facts.before[id(node)] = dict(env)
            env = STATEMENTS.get(type(node), _other)(self, node, env)
            self.facts.after[id(node)] = dict(env or {})
        return env

    def assign(self, target: t.expr, kind: Kind, env: Environment) -> None:
        """Bind a target to a kind."""
        self.facts.note(target, kind)
        if isinstance(target, t.Name):
            env[target.id] = kind
            known = self.facts.variables.get(target.id)
            self.facts.variables[target.id] = kind if known is None else join(known, kind)
        elif isinstance(target, (t.Tuple, t.List)):
            for item, part in zip(target.elts, unpack(self, target, kind), strict=True):
                self.assign(item, part, env)
        elif isinstance(target, t.Starred):
            self.assign(target.value, kind, env)
        elif isinstance(target, t.Subscript):
            self.kind(target.slice, env)
            base = self.kind(target.value, env)
            if isinstance(base, Dict) and isinstance(target.value, t.Name):
                self.assign(target.value, with_entry(base, self.facts.of(target.slice), kind), env)
            if isinstance(base, List) and isinstance(target.value, t.Name):
                self.assign(target.value, List(join_all([*([base.item] if base.item else []), kind])), env)
        elif isinstance(target, t.Attribute):
            self.kind(target.value, env)


def local_names(tree: t.FunctionDef) -> set[str]:
    """Return the parameters and the names that a function assigns itself (nested functions have their own)."""
    found = {n.id for n in t.walk(tree.args) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}
    todo: list[t.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, t.FunctionDef):
            found.add(node.name)
        elif isinstance(node, t.Name) and isinstance(node.ctx, t.Store):
            found.add(node.id)
        if not isinstance(node, (t.FunctionDef, t.Lambda, t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp)):
            todo.extend(t.iter_child_nodes(node))
        elif not isinstance(node, (t.FunctionDef, t.Lambda)):
            todo.extend(n for n in t.walk(node) if isinstance(n, t.NamedExpr))
    return found


def _ends_in_return(body: t.Block) -> bool:
    return bool(body) and isinstance(body[-1], t.Return)


def _assign(run: Inference, node: t.Assign, env: Environment) -> Environment:
    kind = run.kind(node.value, env)
    for target in node.targets:
        run.assign(target, kind, env)
    return env


def _annotated(run: Inference, node: t.AnnAssign, env: Environment) -> Environment:
    if node.value is not None:
        run.assign(node.target, run.kind(node.value, env), env)
    return env


def _augment(run: Inference, node: t.AugAssign, env: Environment) -> Environment:
    target = t.as_load(t.copy(node.target))
    value = t.binary(target, node.op, node.value)
    kind = run.kind(value, env)
    run.facts.callees[id(node)] = run.facts.callees.get(id(value))
    run.facts.note(node, kind)
    run.assign(node.target, kind, env)
    return env


def _expression(run: Inference, node: t.Expr, env: Environment) -> Environment:
    run.kind(node.value, env)
    return env


def _return(run: Inference, node: t.Return, env: Environment) -> None:
    run.results.append(run.kind(node.value, env) if node.value is not None else Static(None))


def _assert(run: Inference, node: t.Assert, env: Environment) -> Environment:
    run.kind(node.test, env)
    if node.msg is not None:
        run.kind(node.msg, env)
    return env


def _if(run: Inference, node: t.If, env: Environment) -> Environment | None:
    test = run.kind(node.test, env)
    if isinstance(test, Static) and isinstance(test.value, bool):
        return run.block(node.body if test.value else node.orelse, env)
    then, other = run.block(node.body, dict(env)), run.block(node.orelse, dict(env))
    return merge(run, node, [e for e in (then, other) if e is not None])


def _for(run: Inference, node: t.For, env: Environment) -> Environment | None:
    iterable = run.kind(node.iter, env)

    def step(inside: Environment) -> Environment | None:
        run.assign(node.target, iterate(run, node, iterable), inside)
        return run.block(node.body, inside)

    return _loop(run, node, env, step, lambda _: None)


def _while(run: Inference, node: t.While, env: Environment) -> Environment | None:
    def step(inside: Environment) -> Environment | None:
        return run.block(node.body, inside)

    def test(inside: Environment) -> Kind:
        return run.kind(node.test, inside)

    return _loop(run, node, env, step, test)


def _loop(
    run: Inference,
    node: t.For | t.While,
    env: Environment,
    step: Callable[[Environment], Environment | None],
    test: Callable[[Environment], Kind | None],
) -> Environment | None:
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


def _exit(run: Inference, node: t.Break | t.Continue, env: Environment) -> None:
    run.exits[-1][isinstance(node, t.Continue)].append(env)


def _define(run: Inference, node: t.FunctionDef, env: Environment) -> Environment:
    run.assign(t.store(node.name), closure_kind(run, node, env), env)
    return env


def _raise(run: Inference, node: t.Raise, env: Environment) -> None:
    return None


def _other(run: Inference, node: t.stmt, env: Environment) -> Environment:
    """Leave what is not for numbers alone: names that it binds are unknown."""
    for name in t.names_stored(node):
        env[name] = UNKNOWN
    return env


def merge(
    run: Inference, node: t.AST, environments: list[Environment], entry: Environment | None = None, what: str = ""
) -> Environment | None:
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
        kind = join_all(kinds)
        assert kind is not None
        if any(k != kinds[0] for k in kinds):
            kind = widen(kind)
        out[name] = _settle(run, node, name + what, kind, outside, kinds[0])
    return out


def _settle(run: Inference, node: t.AST, name: str, kind: Kind, outside: set[str] | None, first: Kind) -> Kind:
    """Give joined sizes a symbol of this place and variable."""
    if isinstance(kind, Number) and kind.shape is None and first != kind:
        return Number(run.fresh(node, f":{name}"))
    if outside is None:
        return kind
    own = run.fresh(node, f":{name}")
    if isinstance(kind, Number):
        return kind if kind.shape in outside else Number(own)
    counter = iter(range(99))
    position = {symbol: f"{own}.{next(counter)}" for symbol in sorted(symbols(kind)) if symbol not in outside}
    return map_dims(kind, lambda dim: position.get(dim, dim) if isinstance(dim, str) else dim)


STATEMENTS: dict[type, Callable[[Inference, Any, Environment], Environment | None]] = {
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
