"""Infer the kinds of all expressions of a function: an abstract run, with a fixed point over loops."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from tangentlike.analysis import expressions, statements
from tangentlike.analysis.dicts import with_entry
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.items import iterate, unpack
from tangentlike.analysis.joins import join, join_all
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import UNKNOWN, Dict, Keyed, Kind, List, Static
from tangentlike.syntax import trees as t

Environment = dict[str, Kind]


class Program(Protocol):
    """What inference asks about other functions."""

    def result_kind(self, function: Any, kinds: dict[str, Kind], env: Mapping[str, Kind], call: Any = None) -> Kind:
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
    buffers: frozenset[str] = frozenset()       # global arrays that nobody else looks into
    writes: Callable[[t.Call], frozenset[str]] | None = None  # into which variables the user's functions write

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
        known: Environment | None = None
        for node in block:
            if env is None:
                return None
            self.facts.before[id(node)] = dict(env) if known is None else known
            env = statements.follow(self, node, env)
            self.facts.after[id(node)] = known = dict(env or {})
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
            if isinstance(base, (Dict, Keyed)) and isinstance(target.value, (t.Name, t.Subscript)):
                self.assign(target.value, with_entry(base, self.facts.of(target.slice), kind), env)
            if isinstance(base, List) and isinstance(target.value, (t.Name, t.Subscript)):
                kind = iterate(self, target, kind) if isinstance(target.slice, t.Slice) else kind
                self.assign(target.value, List(join_all([*([base.item] if base.item else []), kind])), env)
        elif isinstance(target, t.Attribute):
            self.kind(target.value, env)


def _ends_in_return(body: t.Block) -> bool:
    return bool(body) and isinstance(body[-1], t.Return)
