"""Write comprehensions over active values as loops."""

import functools
from typing import Any

import numpy as np

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, Static
from tangentlike.normalise.forms import WORDS, find_form
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.normalise.renaming import rename_free
from tangentlike.normalise.varying import find_varied
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import loops

DEPTH = 9
WALKERS = (map, filter)
FOLDS = (functools.reduce,)


def open_comprehensions(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `y = [v * v for v in x if v > 0]` into `y = []` and a loop that appends, and nested ones likewise.

    A generator becomes a list where it is used up at once; `next(v for v in x if v > 0)` leaves its loop.
    """
    for _ in range(DEPTH):
        if not any(may_be_opened(node, facts) for node in t.walk_all(tree.body)):
            break
        kinds = facts.kinds(tree)
        work = Opener(tree, facts, kinds, find_varied(tree, facts, kinds))
        tree = Hoisting(facts, work.is_wanted, work.open).statements(tree)
        if not work.done:
            break
    return tree


def may_be_opened(node: t.AST, facts: Facts) -> bool:
    """Tell whether a node may have to be written as a loop, without knowing what its names mean."""
    name = getattr(node, "id", getattr(node, "attr", None))
    made = isinstance(node, t.Name) and isinstance(facts.scope.peek(node.id), np.vectorize)
    return isinstance(node, (*COMPREHENSIONS, t.Starred)) or name in WORDS or made


class Opener:
    """The facts that one round needs."""

    def __init__(self, tree: t.FunctionDef, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied
        self.done = False
        self.taken = t.names_used(tree.args) | _names_outside(tree.body, frozenset())
        self.used_up = _used_up(tree, kinds)
        self.targets = _targets(tree)
        self.walked = _walked(tree, kinds)

    def is_wanted(self, node: t.AST) -> bool:
        """Tell whether a node is to be written as a loop."""
        if isinstance(node, t.Call) and self.kinds.callee(node) in FOLDS:
            return is_varied(node, self.varied, self.kinds) and not node.keywords
        if isinstance(node, t.Call) and self.kinds.callee(node) is next:
            return bool(node.args) and self.is_wanted_generator(node.args[0]) and len(node.args[0].generators) == 1
        lazy = isinstance(node, t.GeneratorExp) or (isinstance(node, t.Call) and self.kinds.callee(node) in WALKERS)
        known = isinstance(node, (t.ListComp, t.DictComp)) or (lazy and id(node) in self.used_up) or find_form(self, node)
        return bool(known) and is_varied(node, self.varied, self.kinds)

    def is_wanted_generator(self, node: t.expr) -> bool:
        """Tell whether a generator gives active items."""
        return isinstance(node, t.GeneratorExp) and is_varied(node, self.varied, self.kinds)

    def open(self, node: Any, hoisting: Hoisting) -> Opened:
        """Return the loop that does what a comprehension does, and the name of what it makes."""
        self.done = True
        form = find_form(self, node)
        if form is not None:
            return form(self, node, hoisting)
        if isinstance(node, t.Call) and self.kinds.callee(node) is next:
            return self.first(node, hoisting)
        if isinstance(node, t.Call) and self.kinds.callee(node) in FOLDS:
            return self.folded(node, hoisting)
        if isinstance(node, t.Call):
            before, node = self.generator(node, hoisting)
            made, value = self.open(node, hoisting)
            return [*before, *made], value
        name = self.target_of(node)
        before, node = self.renamed(node, hoisting)
        if isinstance(node, t.DictComp):
            start: t.expr = t.dict_of([])
            last: t.stmt = t.gast_assign([t.as_store(t.subscript(t.name(name), node.key))], node.value)
        else:
            start = t.list_of([])
            last = t.statement(t.call(t.attribute(t.name(name), "append"), node.elt))
        return [*before, t.assign(name, start), loops(node.generators, [last])], t.name(name)

    def target_of(self, node: t.expr) -> str:
        """Return the variable that a comprehension is assigned to, or a name of its own."""
        target = self.targets.get(id(node))
        if target is not None and target not in t.names_used(node):
            return target
        return self.named(f"{target}_new" if target is not None else "values")

    def named(self, wanted: str) -> str:
        """Return a new name for what the text makes without naming it: a variable like the user's own."""
        name = self.facts.fresh(wanted)
        self.facts.user_names |= {name}
        return name

    def spell(self, function: Any) -> str:
        """Return the name of a helper."""
        return str(self.facts.program.spell(function, function.__name__, self.facts))

    def first(self, node: t.Call, hoisting: Hoisting) -> Opened:
        """`next(v for v in x if v > 0)`: the loop is left with the first item."""
        name = self.named("first")
        before, generator = self.renamed(node.args[0], hoisting)
        loop = loops(generator.generators, [t.assign(name, generator.elt), t.Break()])
        inside, default = hoisting.expression(node.args[1]) if len(node.args) > 1 else ([], None)
        otherwise = t.assign(name, default) if default is not None else t.Raise(t.name("StopIteration"), None)
        loop.orelse = [*inside, otherwise]
        return [*before, loop], t.name(name)

    def generator(self, node: t.Call, hoisting: Hoisting) -> tuple[t.Block, Any]:
        """`map(f, x, y)` is `(f(v, w) for v, w in zip(x, y))`, `filter(f, x)` is `(v for v in x if f(v))`."""
        before: t.Block = []
        function, *walked = [hoisting.part(arg, before) for arg in node.args]
        if self.kinds.of(node.args[0]) == Static(None):
            function = t.name(self.spell(bool))  # `filter(None, x)` asks for the truth of the items
        if not isinstance(function, (t.Name, t.Attribute, t.Lambda)):
            name = self.facts.fresh("function")
            before.append(t.assign(name, function))
            function = t.name(name)
        items = [t.name(self.named("item")) for _ in walked]
        call = t.Call(function, items, [])
        is_map = self.kinds.callee(node) is map
        target = items[0] if len(items) == 1 else t.tuple_of(items)
        walk = walked[0] if len(walked) == 1 else t.call("zip", *walked)
        clause = t.comprehension(t.as_store(t.copy(target)), walk, [] if is_map else [call], is_async=0)
        return before, t.GeneratorExp(call if is_map else items[0], [clause])

    def folded(self, node: t.Call, hoisting: Hoisting) -> Opened:
        """`reduce(f, x, start)`: a loop that hands its last result to the function."""
        before: t.Block = []
        function, walked, *start = [hoisting.part(arg, before) for arg in node.args]
        if not isinstance(function, (t.Name, t.Attribute)):
            name = self.named("function")
            before.append(t.assign(name, function))
            function = t.name(name)
        total, item = self.named("total"), self.named("item")
        if not start:
            items = self.named("items")
            before.append(t.assign(items, t.call("list", walked)))
            start, walked = [t.subscript(t.name(items), t.constant(0))], t.subscript(t.name(items), t.slice_of(1, None))
        step = t.assign(total, t.Call(function, [t.name(total), t.name(item)], []))
        return [*before, t.assign(total, start[0]), t.for_(item, walked, [step])], t.name(total)

    def renamed(self, node: Any, hoisting: Hoisting) -> tuple[t.Block, Any]:
        """Give the names that a comprehension binds for itself other names where the function uses them, too."""
        clauses = node.generators
        before, clauses[0].iter = hoisting.expression(clauses[0].iter)
        first, clauses[0].iter = clauses[0].iter, t.constant(None)
        own = t.names_stored([clause.target for clause in clauses])
        new = {name: self.named(name) for name in sorted(own & self.taken)}
        for part in t.iter_child_nodes(node):
            rename_free(part, new)
        clauses[0].iter = first
        return before, node


def _names_outside(nodes: Any, bound: frozenset[str]) -> set[str]:
    """Return the names that occur outside of the comprehensions that bind them."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, t.Name):
            found |= {node.id} - bound
        inner = bound
        if isinstance(node, COMPREHENSIONS):
            own = t.names_stored([clause.target for clause in node.generators])
            found |= own & bound
            inner = bound | own
        found |= _names_outside(t.iter_child_nodes(node), inner)
    return found


def _used_up(tree: t.FunctionDef, kinds: Kinds) -> set[int]:
    """Return what something walks at once to its end: an iterator may as well be a list there."""
    found: list[t.expr] = []
    for node in t.walk_all(tree.body):
        if isinstance(node, t.Call) and kinds.callee(node) not in (None, next, iter) and not _is_users(kinds.callee(node)):
            found.extend(node.args)
        elif isinstance(node, t.Starred):
            found.append(node.value)
        elif isinstance(node, (t.For, t.comprehension)):
            found.append(node.iter)
    return {id(node) for node in found}


def _walked(tree: t.FunctionDef, kinds: Kinds) -> set[int]:
    """Return what a loop or a comprehension walks itself: with `enumerate(zip(rows, more))` also the `zip`."""

    def is_walker(node: t.AST) -> bool:
        return isinstance(node, t.Call) and kinds.callee(node) in (enumerate, zip)

    todo = [node.iter for node in t.walk_all(tree.body) if isinstance(node, (t.For, t.comprehension))]
    found: set[int] = set()
    while todo:
        node = todo.pop()
        found.add(id(node))
        todo += filter(is_walker, node.args) if is_walker(node) else []
    return found


def _is_users(callee: Any) -> bool:
    return isinstance(callee, Closure) or is_users(callee)


def _targets(tree: t.FunctionDef) -> dict[int, str]:
    """Return the variable that each comprehension is assigned to, where that is all that a statement does."""
    return {
        id(node.value): node.targets[0].id
        for node in t.walk_all(tree.body)
        if isinstance(node, t.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], t.Name)
    }
