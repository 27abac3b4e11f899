"""What an iterator does from one item to the next: a generator of one loop with one `yield`, or the items of an array."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tangentlike.analysis.outlining import written
from tangentlike.leaving import has_exit
from tangentlike.opening.walked import Finder, Walk, is_yield
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote, quote_expression

Fresh = Callable[[str], str]
Text = Callable[[Walk, t.stmt], tuple[t.Block, t.Block] | None]  # of a generator, in the names of the function
QUIET = (t.Assign, t.Name, t.Constant, t.BinOp, t.UnaryOp, t.Tuple)


@dataclass
class Steps:
    """What an iterator does: before its first item, between two of them, whether there is one more, and that one."""

    before: t.Block
    between: t.Block
    test: t.expr | None                         # None: it never ends
    take: t.Block
    item: t.expr
    begun: str = ""                             # the flag that tells whether it was asked, if something asks it
    early: t.Block = field(default_factory=list)  # what may as well be done where the iterator is made

    @property
    def is_even(self) -> bool:
        """Tell whether the first item is made as all others are."""
        return not self.before and not self.between


@dataclass
class Stepping:
    """The iterators of one function, as steps; `text` gives the text of a generator in the names of the function."""

    tree: t.FunctionDef
    finder: Finder
    fresh: Fresh
    text: Text

    def steps_of(self, node: t.stmt, value: t.expr) -> tuple[t.Block, Steps] | None:
        """Return the statements that name what an iterator is given, and what it does."""
        if self.finder.is_iter(value) and not self.finder.is_lazy(value.args[0]):
            name = self.fresh("given")
            loop = t.for_(self.fresh("item"), t.name(name), t.parse_statements("yield"))
            loop.body[0].value.value = t.as_load(t.copy(loop.target))
            steps = self.steps([loop], {name: value.args[0]})
            return None if steps is None else ([t.assign(name, value.args[0])], steps)
        walk = self.finder.walk(value) if self.finder.is_walk(value) or isinstance(value, t.GeneratorExp) else None
        if walk is not None and isinstance(value, t.GeneratorExp):
            # What its first clause walks is known where it is made.
            first, walk.tree.body[0].iter = walk.tree.body[0].iter, t.name("given")
            walk = replace(walk, given={"given": first})
        text = None if walk is None else self.text(walk, node)
        if text is None:
            return None
        given, body = text
        steps = self.steps(body, {n.targets[0].id: n.value for n in given})
        return None if steps is None else (given, steps)

    def steps(self, body: t.Block, given: dict[str, t.expr]) -> Steps | None:
        """Return what a generator does that has one loop with one `yield`; None for others."""
        if not body or not isinstance(body[-1], (t.For, t.While)):
            return None
        *before, loop = body
        yields = [n for n in t.walk_all(body) if is_yield(n)]
        place = next((i for i, n in enumerate(loop.body) if isinstance(n, t.Expr) and n.value in yields), None)
        if place is None or len(yields) != 1 or loop.orelse or has_exit(loop.body, t.Break, t.Continue, t.Return):
            return None
        value = yields[0].value
        item = value if value is not None else t.constant(None)
        if isinstance(loop, t.While):
            endless = isinstance(loop.test, t.Constant) and bool(loop.test.value)
            steps = Steps(before, loop.body[place + 1 :], None if endless else loop.test, loop.body[:place], item)
        else:
            found = self.counted(loop, before, given)
            if found is None:
                return None
            start, test, take = found
            steps = Steps([*before, *start], loop.body[place + 1 :], test, [*take, *loop.body[:place]], item)
        own = {*given} | t.names_stored(body)
        plain = all(isinstance(n, QUIET) for n in t.walk_all(steps.before) if isinstance(n, (t.expr, t.stmt)))
        if plain and t.names_read(steps.before) <= own:
            steps.before, steps.early = [], steps.before
        return steps

    def counted(self, loop: t.For, before: t.Block, given: dict[str, t.expr]) -> tuple[t.Block, t.expr, t.Block] | None:
        """Return how a loop over items starts, how it is asked whether there is one more, and how that is taken."""
        place, items = self.fresh("place"), loop.iter
        start = t.assign(place, t.constant(0))
        is_range = isinstance(items, t.Call) and self.finder.meaning(items.func) is range and not items.keywords
        if is_range and len(items.args) == 1:
            stop = self.fresh("stop")
            target = t.gast_assign([loop.target], t.name(place))
            test = t.less(t.name(place), t.name(stop))
            return [start, t.assign(stop, items.args[0])], test, [target, *quote("place += 1", place=place)]
        if self.finder.holds_walk(items) or self.may_change(loop, before, given):
            return None
        listed = self.fresh("items")
        test = quote_expression("place < len(items)", place=place, items=listed)
        target = t.gast_assign([loop.target], t.subscript(t.name(listed), t.name(place)))
        return [start, t.assign(listed, t.call("list", items))], test, [target, *quote("place += 1", place=place)]


    def may_change(self, loop: t.For, before: t.Block, given: dict[str, t.expr]) -> bool:
        """Tell whether what a loop walks may change before the last item is taken: it is looked at only once."""
        read = t.names_read([loop.iter, *before])
        roots = read | set().union(*(t.names_read(value) for name, value in given.items() if name in read))
        lazy = {id(n): t.constant(None) for n in t.walk_all(self.tree.body) if isinstance(n, t.Call) and self.finder.is_lazy(n)}
        changed = set().union(*(written(t.exchange(n, lazy)) for n in [*self.tree.body, *before, loop]))
        made = [n for n in t.walk_all(self.tree.body) if isinstance(n, t.Assign) and self.finder.is_lazy(n.value)]
        # An iterator is taken from by others, too, and may have no end.
        lazy_names = t.names_stored([target for n in made for target in n.targets])
        lazy_values = any(self.finder.is_lazy(n) for value in given.values() for n in t.walk(value))
        return bool(roots & (changed | lazy_names)) or lazy_values
