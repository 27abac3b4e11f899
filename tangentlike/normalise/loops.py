"""Walk active arrays and lists by index: their items need a place in a bar."""

from collections.abc import Callable

import numpy as np

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.aliases import LIST_METHODS
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import holds_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Dict, Keyed, List, Number, items_in_order
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.varying import find_varied
from tangentlike.runtime.sequences import check_same_length
from tangentlike.syntax import trees as t


def index_loops(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `for v in values:` over something active into a loop over its indices, `v = values[i]` in the body.

    `enumerate`, `zip` and `reversed` of something active become index loops too.
    """
    kinds = facts.kinds(tree)
    varied = find_varied(tree, facts, kinds)
    work = _Loops(facts, kinds, varied)

    def change(node: t.stmt) -> t.Block:
        if isinstance(node, t.For) and (work.is_active(node.iter) or work.writes_rows(node)):
            return work.rewrite(node)
        return [node]

    return rewrite_statements(tree, change)


def refuse_walk(node: t.For, facts: Facts, kinds: Kinds, varied: frozenset[str]) -> None:
    """Refuse a loop over something active that was not known to be active when loops got indices: its items have no bar."""
    if _Loops(facts, kinds, varied).is_active(node.iter):
        raise Unsupported(
            "tangentlike cannot differentiate a loop over what a call has written.",
            place=facts.source.place(node),
            why="its items would have no place in the derivative of what it walks.",
            instead="walk it by index.",
        )


class _Loops:
    """The facts that the rewriting of loops needs."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied
        self.names: dict[int, str] = {}
        self.stored: set[str] = set()
        self.grown: set[str] = set()

    def is_active(self, node: t.expr) -> bool:
        """Tell whether walking an expression gives active items."""
        walkers = (enumerate, zip, reversed, list, tuple)
        if isinstance(node, t.Call) and self.kinds.callee(node) in walkers:
            return any(self.is_active(arg) for arg in node.args)
        if isinstance(node, t.Call) and isinstance(node.func, t.Attribute) and node.func.attr in ("items", "values"):
            return is_varied(node.func.value, self.varied, self.kinds)
        if isinstance(node, t.Call) and self.kinds.callee(node) is np.ndenumerate:
            return is_varied(node.args[0], self.varied, self.kinds)
        return not isinstance(self.kinds.of(node), (Dict, Keyed)) and is_varied(node, self.varied, self.kinds)

    def writes_rows(self, node: t.For) -> bool:
        """Tell whether a loop may store active values into the rows of arrays that it walks."""
        walked = [self.kinds.of(part) for part in self.walked_parts(node.iter)]
        rows = [kind for kind in walked if isinstance(kind, Array) and not kind.scalar]
        targets = t.names_stored(node.target)
        calls = [t.names_read(n) for n in t.walk_all(node.body) if isinstance(n, t.Expr) and isinstance(n.value, t.Call)]
        given = any(names & targets and names & self.varied for names in calls)
        others = (kind for kind in walked if not isinstance(kind, Array))
        return bool(rows) and all(map(holds_no_memory, others)) and (given or bool(targets & self.varied))

    def walked_parts(self, walked: t.expr) -> list[t.expr]:
        """Return what `enumerate`, `zip` and `reversed`, one in another, walk in the end."""
        if not isinstance(walked, t.Call) or self.kinds.callee(walked) not in (enumerate, zip, reversed):
            return [walked]
        return [part for arg in walked.args for part in self.walked_parts(arg)]

    def rewrite(self, node: t.For) -> t.Block:
        """Return the index loop, after assignments that name what is walked."""
        before: t.Block = []
        index = None
        self.grown = grown_lists(node.body)
        if self.grown & self.walked_lists(node.iter):
            return self.rewrite_growing(node)
        self.stored = t.names_stored(node)  # the loop walks what the name meant when it began
        walked, target = node.iter, node.target
        if isinstance(walked, t.Call) and isinstance(walked.func, t.Attribute) and walked.func.attr in ("items", "values"):
            return self.rewrite_items(node, walked.func.value, walked.func.attr == "items", lambda base: t.call("list", base))
        if isinstance(walked, t.Call) and self.kinds.callee(walked) is np.ndenumerate:
            return self.rewrite_items(node, walked.args[0], True, self.places)
        if isinstance(walked, t.Call) and self.kinds.callee(walked) is enumerate and isinstance(target, (t.Tuple, t.List)):
            start = self.start_of(walked)
            if start is None and isinstance(target.elts[0], t.Name):
                index = target.elts[0].id
                walked, target = walked.args[0], target.elts[1]
        index = index or self.facts.fresh("i")
        reading, length = self.item(walked, t.name(index), before)
        body = [t.gast_assign([t.as_store(t.copy(target))], reading), *node.body]
        return [*before, t.for_(index, t.call("range", length), body)]

    def rewrite_growing(self, node: t.For) -> t.Block:
        """`for v in items:` where the body appends to `items`: whether there is a next item is asked in each trip."""
        if not isinstance(node.iter, t.Name) or node.iter.id in t.names_stored(node) or node.orelse:
            raise Unsupported(
                "tangentlike cannot differentiate a loop over a list that changes meanwhile.",
                place=self.facts.source.place(node),
                why="how often it runs depends on what it appends or removes.",
                instead="use a `while` loop with an index, or walk a copy.",
            )
        index = self.facts.fresh("i")
        item = t.subscript(t.copy(node.iter), t.name(index))
        first = t.gast_assign([t.as_store(t.copy(node.target))], item)
        step = t.assign(index, t.binary(t.name(index), t.Add(), t.constant(1)))
        test = t.less(t.name(index), t.call("len", t.copy(node.iter)))
        return [t.assign(index, t.constant(0)), t.while_(test, [first, step, *node.body])]

    def walked_lists(self, walked: t.expr) -> set[str]:
        """Return the names whose own lists are walked; those of a copy are not."""
        callee = self.kinds.callee(walked) if isinstance(walked, t.Call) else None
        if isinstance(walked, t.Call) and callee in (enumerate, zip, reversed):
            return set().union(*map(self.walked_lists, walked.args))
        copies = callee in (list, tuple, sorted) or (isinstance(walked, t.Subscript) and isinstance(walked.slice, t.Slice))
        return set() if copies else t.names_read(walked)

    def start_of(self, walked: t.Call) -> t.expr | None:
        """Return the start of an `enumerate` that does not begin at 0."""
        if len(walked.args) > 1:
            return walked.args[1]
        return next((k.value for k in walked.keywords if k.arg == "start"), None)

    def item(self, walked: t.expr, index: t.expr, before: t.Block) -> tuple[t.expr, t.expr]:
        """Return the item of an iterable at an index, and its length."""
        callee = self.kinds.callee(walked) if isinstance(walked, t.Call) else None
        if callee is zip:
            parts = [self.item(arg, index, before) for arg in walked.args]
            lengths = [length for _, length in parts]
            if any(k.arg == "strict" and not (isinstance(k.value, t.Constant) and not k.value.value) for k in walked.keywords):
                spelled = self.facts.program.spell(check_same_length, "check_same_length", self.facts)
                before.append(t.statement(t.call(spelled, *map(t.copy, lengths))))
            length = lengths[0] if len(lengths) == 1 else t.call("min", *lengths)
            return t.tuple_of(read for read, _ in parts), length
        if callee is enumerate:
            read, length = self.item(walked.args[0], index, before)
            start = self.start_of(walked)
            number = t.copy(index) if start is None else t.binary(t.copy(index), t.Add(), start)
            return t.tuple_of([number, read]), length
        if callee in (list, tuple) and not t.names_read(walked) & self.grown:
            return self.item(walked.args[0], index, before)
        if callee is reversed:
            inner = walked.args[0]
            _, length = self.item(inner, index, before)
            last = t.binary(t.copy(length), t.Sub(), t.constant(1))
            return self.item(inner, t.binary(last, t.Sub(), t.copy(index)), [])[0], length
        name = self.named(walked, before)
        return t.subscript(t.name(name), t.copy(index)), t.call("len", t.name(name))

    def named(self, walked: t.expr, before: t.Block) -> str:
        """Return the name of what is walked; a display becomes a list, so that its items have places."""
        kind = self.kinds.of(walked)
        if id(walked) in self.names:
            return self.names[id(walked)]
        has_places = isinstance(kind, (Array, Number, List)) or items_in_order(kind) is not None
        if isinstance(walked, t.Name) and has_places and walked.id not in self.stored:
            return walked.id
        name, node = self.facts.fresh("items"), walked
        if isinstance(walked, t.Tuple):
            walked = t.list_of(walked.elts)
        elif not has_places:
            walked = t.call("list", walked)
        before.append(t.assign(name, walked))
        self.names[id(node)] = name
        return name

    def rewrite_items(self, node: t.For, base: t.expr, with_keys: bool, keys: Callable[[t.expr], t.expr]) -> t.Block:
        """`for k, v in p.items():` walks the keys, `for i, v in np.ndenumerate(x):` the indices."""
        before: t.Block = []
        if not isinstance(base, t.Name):
            name = self.facts.fresh("items")
            before.append(t.assign(name, base))
            base = t.name(name)
        key = self.facts.fresh("key")
        read: t.expr = t.subscript(t.copy(base), t.name(key))
        value = t.tuple_of([t.name(key), read]) if with_keys else read
        body = [t.gast_assign([t.as_store(t.copy(node.target))], value), *node.body]
        return [*before, t.for_(key, keys(t.copy(base)), body)]

    def places(self, base: t.expr) -> t.expr:
        """Return the indices of all elements of an array."""
        return t.call(f"{self.facts.program.spell(np, 'np', self.facts)}.ndindex", t.attribute(base, "shape"))


def grown_lists(block: t.Block) -> set[str]:
    """Return the names of the lists whose length a block changes."""
    found = set()
    for node in t.walk_all(block):
        match node:
            case t.Call(func=t.Attribute(value=t.Name(id=base), attr=method)) if method in LIST_METHODS:
                found.add(base)
    return found
