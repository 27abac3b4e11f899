"""Which expressions give their items one by one, by a text that can stand where they are walked."""

import inspect
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from types import CellType, FunctionType
from typing import Any

from tangentlike.analysis.binding import CannotBind, bind, parameters_of
from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.errors import SourceNotAvailable
from tangentlike.imports import FIXED, open_imports
from tangentlike.matches import open_matches
from tangentlike.opening import groups, iterators
from tangentlike.syntax import trees as t
from tangentlike.syntax.source import find_source

# What a generator may not do to be written out: be left in a way that it sees, or mean something else elsewhere.
UNFIT = (t.Try, t.With, t.Global, t.Nonlocal, t.FunctionDef, t.Delete)
UNFIT_NAMES = ("ClassDef", "AsyncFunctionDef", "AsyncFor", "AsyncWith", "Await", "Import", "ImportFrom", "Match", "TryStar")
LAZY = (map, filter, zip, enumerate)
ITERATORS = (*LAZY, iter)


@dataclass(frozen=True)
class Walk:
    """A generator function as it is called: its text, its scope (none: that of the caller), and what its parameters get."""

    tree: t.FunctionDef
    scope: Scope | None
    given: dict[str, t.expr]
    is_users: bool

    @property
    def needs_end(self) -> bool:
        """Tell whether it takes all items of what it is given before it gives its first."""
        takes_all = (isinstance(n, t.Starred) or getattr(getattr(n, "func", None), "id", "") == "list" for n in t.walk(self.tree))
        return not self.is_users and any(takes_all)


@dataclass
class Finder:
    """What names mean in one function: its own, those of the functions around it, and what is outside."""

    tree: t.FunctionDef
    scope: Scope
    around: set[str]
    nested: dict[str, t.FunctionDef] = field(default_factory=dict)  # the generator functions that are defined inside

    def __post_init__(self) -> None:
        self.local = self.around | local_names(self.tree)

    def meaning(self, node: t.AST) -> Any:
        """Return what a dotted name outside of the function means; MISSING for anything else."""
        path = dotted_path(node) if isinstance(node, (t.Name, t.Attribute)) else None
        if path is None or path.partition(".")[0] in self.local:
            return MISSING
        return self.scope.peek(path)

    def is_lazy(self, node: t.AST) -> bool:
        """Tell whether an expression gives items one by one, when it is asked for them."""
        if isinstance(node, t.GeneratorExp):
            return True
        if not isinstance(node, t.Call):
            return False
        found = self.meaning(node.func)
        known = any(found is each for each in ITERATORS) or getattr(found, "__module__", "") == "itertools"
        return known or self.is_walk(node)

    def is_iter(self, node: t.AST) -> bool:
        """Tell whether an expression is `iter(x)`, which a loop makes anyway."""
        return isinstance(node, t.Call) and self.meaning(node.func) is iter and len(node.args) == 1

    def is_count(self, node: t.AST) -> bool:
        """Tell whether an expression counts without end, in whole numbers."""
        if not isinstance(node, t.Call) or self.meaning(node.func) is not itertools.count or node.keywords or len(node.args) > 1:
            return False
        return all(isinstance(arg, t.Constant) and type(arg.value) is int for arg in node.args)

    def holds_walk(self, node: t.AST) -> bool:
        """Tell whether something in an expression is walked by a text."""
        return any(map(self.is_walk, t.walk(node)))

    def is_walk(self, node: t.AST) -> bool:
        """Tell whether an expression is walked by a text, itself or by `enumerate` or `zip`."""
        if isinstance(node, t.GeneratorExp):
            return any(self.holds_walk(clause.iter) for clause in node.generators)
        if not isinstance(node, t.Call):
            return False
        if any(self.meaning(node.func) is each for each in LAZY):
            return any(map(self.is_walk, node.args))
        return self.called(node) is not None

    def called(self, node: t.Call) -> Callable[..., Any] | t.FunctionDef | None:
        """Return the generator function that a call calls; None if it is none, or not known."""
        if isinstance(node.func, t.Name) and node.func.id in self.nested:
            return self.nested[node.func.id]
        found = self.meaning(node.func)
        if isinstance(found, FunctionType):
            return found if inspect.isgeneratorfunction(found) and not hasattr(found, "__wrapped__") else None
        if found is MISSING or is_constant(node, self):
            return None
        return iterators.find_text(found, node)

    def walk(self, node: t.expr) -> Walk | None:
        """Return the text of a call of a generator function, with what its parameters get."""
        if isinstance(node, t.GeneratorExp):
            return Walk(iterators.of_expression(t.copy(node)), None, {}, False)
        called = self.called(node) if isinstance(node, t.Call) else None
        if called is None:
            return None
        scope, is_users = None, isinstance(node.func, t.Name) and node.func.id in self.nested
        if isinstance(called, t.FunctionDef):
            tree = t.copy(called)
        else:
            found = text_of(called)
            if found is None:
                return None
            tree, scope = found
            is_users = called.__module__ not in (iterators.__name__, groups.__name__)
            if is_users:
                self.scope.lookup(str(dotted_path(node.func)).partition(".")[0])
                self.scope.watch(called, "__code__", "__defaults__", "__kwdefaults__")
        given = given_to(tree, node)
        return None if given is None or not is_fit(tree) else Walk(tree, scope, given, is_users)


def is_constant(node: t.Call, finder: Finder) -> bool:
    """Tell whether an iterator walks ranges and literals only: it is walked as it is."""
    counted = finder.meaning(node.func) in iterators.OF_ITEMS
    given = node.args[:1] if counted else [*node.args, *(keyword.value for keyword in node.keywords)]
    return all(t.is_literal(arg) or (isinstance(arg, t.Call) and finder.meaning(arg.func) is range) for arg in given)


def text_of(function: Any) -> tuple[t.FunctionDef, Scope] | None:
    """Return the tree of a function and its scope; None if it cannot be read."""
    try:
        source = find_source(function)
    except SourceNotAvailable:
        return None
    scope = Scope.of(source.function)
    open_imports(source, scope)
    open_matches(source, scope)
    return source.tree, scope


def given_to(tree: t.FunctionDef, node: t.Call) -> dict[str, t.expr] | None:
    """Return an expression for each parameter, in the order in which the call evaluates them."""
    parameters = parameters_of(tree.args)
    try:
        bound = bind(parameters, node, Kinds())
    except CannotBind:
        return None
    for name, value in bound.items():
        if value is None:
            bound[name] = parameters.defaults[name]
            if not t.is_literal(bound[name]):
                return None
    order = [id(arg) for arg in [*node.args, *(keyword.value for keyword in node.keywords)]]
    return dict(sorted(bound.items(), key=lambda item: order.index(id(item[1])) if id(item[1]) in order else len(order)))


def is_fit(tree: t.FunctionDef) -> bool:
    """Tell whether a generator function only yields, by statements of their own, and returns nothing."""
    inside = list(t.walk_all(tree.body))
    statements = {id(node.value) for node in inside if isinstance(node, t.Expr)}
    for node in inside:
        if isinstance(node, UNFIT) or type(node).__name__ in UNFIT_NAMES:
            return False
        if is_yield(node) and id(node) not in statements:
            return False
        if isinstance(node, (t.For, t.While)) and node.orelse:
            return False
        if isinstance(node, t.Return) and not (node.value is None or t.is_literal(node.value)):
            return False
    return True


def is_yield(node: t.AST) -> bool:
    """Tell whether a node is a `yield`, or `yield from`."""
    return type(node).__name__ in ("Yield", "YieldFrom")


def is_generator(tree: t.FunctionDef) -> bool:
    """Tell whether a function is a generator function."""
    return any(is_yield(node) for node in t.walk_own(tree.body))


def spelled_outside(walk: Walk, finder: Finder, fresh: Callable[[str], str]) -> dict[str, str] | None:
    """Return how the caller spells the names that a text reads outside of itself; None if it cannot."""
    new: dict[str, str] = {}
    scope = walk.scope
    if scope is None:
        return new
    for name in sorted(free_names(walk.tree.body) - local_names(walk.tree)):
        value = scope.peek(name)
        same_globals = scope.globals is finder.scope.globals and name not in scope.cells
        same = finder.scope.peek(name) is value and (same_globals or isinstance(value, FIXED))
        if same and name not in finder.local and name not in finder.scope.cells:
            continue
        if value is MISSING or not isinstance(value, FIXED):
            return None  # data may change, and the caller would not see it
        new[name] = fresh(name)
        finder.scope.cells[new[name]] = CellType(value)
    return new
