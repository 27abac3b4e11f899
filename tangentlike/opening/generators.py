"""Write generator functions where their items are walked: what the loop does with an item takes the place of `yield`.

`for v in powers(x, 4): total += v` becomes the text of `powers`, with `v = power`, `total += v` where it says `yield
power`. The order in which things happen is the same to the last statement, so a generator that never ends may be left. The
iterators of `itertools` are such texts, too (`iterators`). What is walked inside of an expression is brought out of it first
(`bringing`), and an iterator that has a name and is walked once is written where it is walked.
"""

from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.scopes import Scope
from tangentlike.leaving import Leaves, ended, has_exit, noted, without_continue
from tangentlike.opening.asked import open_asked
from tangentlike.opening.bringing import Bringing
from tangentlike.opening.naming import open_named
from tangentlike.opening.once import may_hold_lists
from tangentlike.opening.walked import Finder, Walk, is_generator, is_yield, spelled_outside
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import Origin, origin_of, set_origin
from tangentlike.syntax.source import Source

ROUNDS = 9
SHORT = 3                                       # statements that may stand at several places
BLOCKS = ("body", "orelse", "finalbody")


def open_generators(source: Source, scope: Scope) -> None:
    """Write the generators and iterators that a function walks into its tree."""
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals, *functions_in(source.tree)})
    _Opener(source, scope, names).function(source.tree, set(), {})


def functions_in(tree: t.FunctionDef) -> set[str]:
    """Return the names of the functions that a function defines."""
    return {node.name for node in t.walk_all(tree.body) if isinstance(node, t.FunctionDef)}


@dataclass
class _Opener:
    """The generators of one function and of those inside of it."""

    source: Source
    scope: Scope
    names: Names
    finder: Any = None
    changed: bool = field(default=False)

    def function(self, tree: t.FunctionDef, around: set[str], nested: dict[str, t.FunctionDef]) -> None:
        """Open the generators of one function, then those of the functions inside of it."""
        own = local_names(tree)
        kept = {n: g for n, g in nested.items() if n not in own and not (t.names_read(g.body) - local_names(g)) & own}
        generators = {**kept, **own_generators(tree)}
        self.finder = Finder(tree, self.scope, around, generators)
        for _ in range(ROUNDS):
            self.changed = open_asked(tree, self.finder, self.names.fresh, self.text)
            self.changed |= open_named(tree, self.finder, self.names.fresh)
            if self.changed or self.finder.holds_walk(tree):
                tree.body = self.block(tree.body)
            if not self.changed:
                break
        for node in own_functions(tree.body):
            self.function(node, around | own, generators)
        read = t.names_read([node for node in tree.body])
        tree.body = without_generators(tree.body, own_generators(tree).keys() - read)

    def block(self, block: t.Block) -> t.Block:
        """Open the generators that the statements of a block walk, the inner blocks first."""
        out: t.Block = []
        for node in block:
            for each in [*getattr(node, "handlers", []), node] if not isinstance(node, t.FunctionDef) else []:
                for part in BLOCKS:
                    if isinstance(getattr(each, part, None), list):
                        setattr(each, part, self.block(getattr(each, part)))
            new = self.statement(node)
            if new is None:
                out.append(node)
                continue
            self.changed = True
            set_origin(new, origin_of(node))
            out.extend(new)
        return out

    def statement(self, node: t.stmt) -> t.Block | None:
        """Return what a statement becomes; None if it stays."""
        if isinstance(node, t.For) and self.finder.is_iter(node.iter):
            node.iter = node.iter.args[0]
        if isinstance(node, t.For) and self.finder.is_walk(node.iter):
            if node.orelse:
                return self.without_else(node)
            callee = self.finder.meaning(node.iter.func) if isinstance(node.iter, t.Call) else None
            if callee is enumerate:
                return self.numbered(node)
            return self.side_by_side(node) if callee is zip else self.written(node)
        return Bringing(self.finder, self.names.fresh).statement(node)

    # Loops

    def without_else(self, node: t.For) -> t.Block:
        """Write the `else` of a loop as what comes after it, if no `break` has left it."""
        flag = self.names.fresh("left_early")
        node.body = noted(node.body, flag)
        after, node.orelse = t.if_(t.not_(t.name(flag)), node.orelse), []
        return [t.assign(flag, t.constant(False)), node, after]

    def numbered(self, node: t.For) -> t.Block | None:
        """`for i, v in enumerate(walk):` counts on its own."""
        starts = [*node.iter.args[1:], *(keyword.value for keyword in node.iter.keywords)]
        if not node.iter.args or len(starts) > 1:
            return None
        count, item = self.names.fresh("count"), self.names.fresh("item")
        step = t.augment(count, t.Add(), t.constant(1))
        before = t.assign(count, starts[0] if starts else t.constant(0))
        taken = assigned(node.target, [t.name(count), t.name(item)])
        node.target, node.iter, node.body = t.store(item), node.iter.args[0], [*taken, step, *node.body]
        return [before, node]

    def side_by_side(self, node: t.For) -> t.Block | None:
        """`for a, v in zip(items, walk):` walks one of them, the others by their places."""
        args = node.iter.args
        walks = [i for i, arg in enumerate(args) if self.finder.is_walk(arg)]
        others = [arg for i, arg in enumerate(args) if i not in walks]
        known = [arg for arg in others if self.finder.is_count(arg)]
        lazy = [arg for arg in others if (self.finder.is_lazy(arg) or isinstance(arg, t.Starred)) and arg not in known]
        if len(walks) != 1 or not all(map(is_off, node.iter.keywords)) or lazy:
            return None
        [walked] = walks
        place, item, end = self.names.fresh("place"), self.names.fresh("item"), self.names.fresh("skip")
        before: t.Block = []
        beside = [self.beside(arg, place, before) for arg in others]
        first, last = ([n for _, n in part if n is not None] for part in (beside[:walked], beside[walked:]))
        reads = [read for read, _ in beside]
        reads.insert(walked, t.name(item))
        body = [*assigned(node.target, reads), t.augment(place, t.Add(), t.constant(1)), *node.body]
        if walked and has_exit(body, t.Continue):
            body = [t.assign(end, t.constant(False)), *without_continue(body, end)]
        # What stands before the generator is asked first: where it has ended, the generator does not go on.
        loop = t.for_(item, args[walked], [*ended(place, last), *body, *ended(place, first)])
        start = t.assign(place, t.constant(0))
        some = [t.less(t.constant(0), t.copy(n)) for n in first]
        whole = t.if_(some[0] if len(some) == 1 else t.BoolOp(t.And(), some), [loop]) if some else loop
        return [*before, start, whole]

    def beside(self, arg: t.expr, place: str, before: t.Block) -> tuple[t.expr, t.expr | None]:
        """Return the item of what is walked beside a generator, and its length, if it ends."""
        if self.finder.is_count(arg):
            return (t.binary(t.copy(arg.args[0]), t.Add(), t.name(place)) if arg.args else t.name(place)), None
        if isinstance(arg, t.Call) and self.finder.meaning(arg.func) is range and len(arg.args) == 1:
            if isinstance(arg.args[0], t.Constant):
                return t.name(place), arg.args[0]
            stop = self.names.fresh("stop")
            before.append(t.assign(stop, arg.args[0]))
            return t.name(place), t.name(stop)
        items = self.names.fresh("items")
        before.append(t.assign(items, t.call("list", arg)))
        return t.subscript(t.name(items), t.name(place)), t.call("len", t.name(items))

    def written(self, node: t.For) -> t.Block | None:
        """Return the text of a generator function, with the body of a loop in the place of `yield`."""
        walk = self.finder.walk(node.iter)
        if walk is None or (isinstance(node.iter, t.Call) and not may_hold_lists(node, self.finder)):
            return None
        if walk.needs_end and has_exit(node.body, t.Break, t.Return) and any(map(self.finder.is_lazy, walk.given.values())):
            return None  # it may never end
        text = self.text(walk, node)
        if text is None:
            return None
        before, body = text
        yields = [each for each in t.walk_all(body) if is_yield(each)]
        compound = any(hasattr(each, "body") for each in node.body)
        if not yields or (len(yields) > 1 and (compound or len(node.body) > SHORT)):
            return None
        leaves = Leaves()
        body = leaves.mark(body, t.Return)
        placed = self.placed(body, node, leaves, tail=False)
        if not leaves.nodes:
            return [*before, *placed]
        flag = self.names.fresh("left")
        return [*before, t.assign(flag, t.constant(False)), *leaves.write(placed, flag)]

    def text(self, walk: Walk, node: t.stmt) -> tuple[t.Block, t.Block] | None:
        """Return the text of a generator in the names of the function: what it is given, and what it does."""
        body = delegated([t.copy(each) for each in without_docstring(walk.tree.body)], self.names.fresh)
        outside = spelled_outside(walk, self.finder, self.names.fresh)
        if outside is None:
            return None
        new = {name: self.names.fresh(name) for name in sorted({*walk.given} | local_names(walk.tree) | t.names_stored(body))}
        t.rename(body, {**outside, **new})
        self.place(body, node, walk)
        return [t.assign(new[name], value) for name, value in walk.given.items()], body

    def placed(self, block: t.Block, node: t.For, leaves: Leaves, tail: bool) -> t.Block:
        """Put what a loop does with an item into the place of each `yield`; `tail`: the end of a block ends a trip."""
        out: t.Block = []
        for place, each in enumerate(block):
            last = tail and place == len(block) - 1
            if isinstance(each, t.Expr) and is_yield(each.value):
                body = t.copy(node.body)
                if not last and has_exit(body, t.Continue):
                    flag = self.names.fresh("skip")
                    body = [t.assign(flag, t.constant(False)), *without_continue(body, flag)]
                value = each.value.value if each.value.value is not None else t.constant(None)
                out += [*assigned(node.target, elements(value)), *leaves.mark(body, t.Break)]
                continue
            for part in ("body", "orelse"):
                if isinstance(getattr(each, part, None), list):
                    inside = last if isinstance(each, t.If) else True
                    setattr(each, part, self.placed(getattr(each, part), node, leaves, inside))
            out.append(each)
        return out

    def place(self, body: t.Block, node: t.stmt, walk: Walk) -> None:
        """Give the statements of a text the place of the loop; they are quoted as they are written, if by the user."""
        around = origin_of(node)
        for each in t.walk_all(body):
            if isinstance(each, (t.stmt, t.expr)):
                own = origin_of(each) if walk.is_users else None
                for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
                    setattr(each, part, None)
                if isinstance(each, t.stmt):
                    place = around.place if around is not None else self.source.place(node)
                    quoted = own or around
                    each.origin = Origin(quoted.text, quoted.line, place) if quoted is not None else None


def is_off(keyword: t.keyword) -> bool:
    """Tell whether an option is given as it is anyway: `strict=False`."""
    return isinstance(keyword.value, t.Constant) and not keyword.value.value


def elements(value: t.expr) -> list[t.expr] | t.expr:
    """Return the elements of a tuple that is written out, or the value itself."""
    is_plain = isinstance(value, t.Tuple) and not any(isinstance(each, t.Starred) for each in value.elts)
    return value.elts if is_plain else value


def assigned(target: t.expr, value: list[t.expr] | t.expr) -> t.Block:
    """Return assignments of a value, or of the elements of a tuple, to the target of a loop."""
    alike = isinstance(value, list) and isinstance(target, (t.Tuple, t.List)) and len(target.elts) == len(value)
    starred = alike and any(isinstance(each, t.Starred) for each in target.elts)
    if alike and not starred and not t.names_stored(target) & t.names_read(value):
        pairs = zip(target.elts, value, strict=True)
        return [made for each, part in pairs for made in assigned(each, elements(part))]
    whole = t.tuple_of(value) if isinstance(value, list) else value
    return [t.gast_assign([t.as_store(t.copy(target))], t.copy(whole))]


def delegated(block: t.Block, fresh: Any) -> t.Block:
    """Write `yield from items` as a loop that yields them."""
    out: t.Block = []
    for node in block:
        for part in ("body", "orelse"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, delegated(getattr(node, part), fresh))
        if isinstance(node, t.Expr) and type(node.value).__name__ == "YieldFrom":
            item = fresh("item")
            given = t.parse_statements(f"yield {item}")
            loop = t.for_(item, node.value.value, given)
            set_origin([loop], origin_of(node))
            node = loop
        out.append(node)
    return out


def without_docstring(body: t.Block) -> t.Block:
    """Drop the docstring of a function."""
    first = body[0]
    documented = isinstance(first, t.Expr) and isinstance(first.value, t.Constant) and isinstance(first.value.value, str)
    return body[1:] if documented else body


def own_functions(block: t.Block) -> list[t.FunctionDef]:
    """Return the functions that the statements of a block define, not those inside of these."""
    return [node for node in t.walk_all(block) if isinstance(node, t.FunctionDef) and not is_generator(node)]


def own_generators(tree: t.FunctionDef) -> dict[str, t.FunctionDef]:
    """Return the generator functions that a function defines, by names that mean nothing else in it."""
    found = [node for node in t.walk_own(tree.body) if isinstance(node, t.FunctionDef)]
    bound = [*(node.name for node in found), *t.names_stored([n for n in t.walk_own(tree.body) if isinstance(n, t.Name)])]
    return {node.name: node for node in found if is_generator(node) and bound.count(node.name) == 1}


def without_generators(block: t.Block, names: set[str]) -> t.Block:
    """Drop the generator functions that nothing calls any more."""
    kept = [node for node in block if not (isinstance(node, t.FunctionDef) and node.name in names)]
    for node in kept:
        for part in BLOCKS:
            inner = getattr(node, part, None)
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef):
                setattr(node, part, without_generators(inner, names) or ([t.Pass()] if part == "body" else []))
    return kept
