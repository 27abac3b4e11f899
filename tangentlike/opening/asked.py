"""Iterators that are asked item by item: `next(steps)`, or several loops over one of them.

The variables of the generator become variables of the function, and each `next` becomes the statements up to the next item:

    steps = newton(x)                           begun = False
    for _ in range(9):                          for _ in range(9):
        y = next(steps)             ->              if begun: y_ = 0.5 * (y_ + x / y_)
                                                    else: y_, begun = x, True
                                                    y = y_

So everything happens when it happened before. It needs a generator of one loop with one `yield` in it.
"""

import itertools
from typing import Any

from tangentlike.opening.bringing import Bringing
from tangentlike.opening.steps import Fresh, Stepping, Steps, Text
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.quote import quote

BLOCKS = ("body", "orelse", "finalbody")
FIRST, LATER, MAYBE = "first", "later", "maybe"


def open_asked(tree: t.FunctionDef, finder: Finder, fresh: Fresh, text: Text) -> bool:
    """Write the iterators of a function that are asked item by item; tell whether there was one."""
    work = _Asked(tree, finder, fresh, text)
    tree.body = work.block(tree.body)
    return work.changed


class _Asked:
    """The iterators of one function."""

    def __init__(self, tree: t.FunctionDef, finder: Finder, fresh: Fresh, text: Text):
        self.tree = tree
        self.finder = finder
        self.fresh = fresh
        self.stepping = Stepping(tree, finder, fresh, text)
        self.changed = False
        inner = [n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
        self.elsewhere = set().union(*map(t.names_used, inner))

    def block(self, block: t.Block) -> t.Block:
        """Write the iterators that a block makes."""
        block = [each for node in block for each in self.apart(node)]
        for place, node in enumerate(block):
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list) and not isinstance(node, t.FunctionDef):
                    setattr(node, part, self.block(getattr(node, part)))
            made = self.written(node, block[place + 1 :])
            if made is not None:
                self.changed = True
                return [*block[:place], *self.block(made)]
        return block

    def apart(self, node: t.stmt) -> t.Block:
        """Return assignments of their own for iterators that are named together."""
        match node:
            case t.Assign(targets=[t.Tuple(elts=names)], value=t.Tuple(elts=values)) if any(map(self.finder.is_lazy, values)):
                plain = all(isinstance(name, t.Name) for name in names) and len(names) == len(values)
                if plain and not t.names_stored(names) & t.names_read(values):
                    made = [t.gast_assign([name], value) for name, value in zip(names, values, strict=True)]
                    set_origin(made, origin_of(node))
                    return made
        return [node]

    def written(self, node: t.stmt, rest: t.Block) -> t.Block | None:
        """Return what the statement that names an iterator and all that follow become; None if it stays."""
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if self.is_iterator(value) and self.is_asked(name, rest):
                found = self.stepping.steps_of(node, value)
                if found is None:
                    return None
                given, steps = found
                asking = Asking(self.finder, self.fresh, name, steps)
                follow = [made for each in t.copy(rest) for made in asking.rewritten(each)]
                if name in t.names_used(follow):
                    return None
                flag = [t.assign(steps.begun, t.constant(False))] if steps.begun else []
                start = [*given, *steps.early, *flag]
                set_origin(start, origin_of(node))
                return [*start, *follow]
        return None

    def is_iterator(self, value: t.expr) -> bool:
        """Tell whether an expression makes an iterator."""
        return self.finder.is_lazy(value) or self.finder.is_iter(value)

    def is_asked(self, name: str, rest: t.Block) -> bool:
        """Tell whether a name means one thing, which the statements that follow read, and some of them by `next` or again."""
        named = [n for n in t.walk(self.tree) if isinstance(n, t.Name) and n.id == name]
        read = [n for n in t.walk_all(rest) if isinstance(n, t.Name) and n.id == name]
        asked = any(is_next(n, name, self.finder) for n in t.walk_all(rest))
        return name not in self.elsewhere and len(read) == len(named) - 1 and (asked or len(read) > 1)


def is_next(node: t.AST, name: str, finder: Finder) -> bool:
    """Tell whether a node asks an iterator by `next`."""
    call = isinstance(node, t.Call) and finder.meaning(node.func) is next and 1 <= len(node.args) <= 2 and not node.keywords
    return call and isinstance(node.args[0], t.Name) and node.args[0].id == name


class Asking(Bringing):
    """The statements that follow one iterator, which ask it."""

    def __init__(self, finder: Finder, fresh: Fresh, name: str, steps: Steps):
        super().__init__(finder, fresh)
        self.name = name
        self.steps = steps
        self.state = FIRST                      # whether it was asked before

    def rewritten(self, node: t.stmt) -> t.Block:
        """Return what a statement becomes."""
        if self.name not in t.names_read(node) or isinstance(node, t.FunctionDef):
            return [node]
        if isinstance(node, (t.For, t.While)) and self.state == FIRST:
            self.state = MAYBE
        if isinstance(node, t.For) and isinstance(node.iter, t.Name) and node.iter.id == self.name and not node.orelse:
            return self.loop(node)
        if isinstance(node, t.For) and self.is_beside(node):
            return [self.loop_beside(node)]
        made = self.statement(node)
        if made is not None:
            set_origin(made, origin_of(node))
            return [new for each in made for new in self.rewritten(each)]
        if hasattr(node, "body") and self.state == FIRST:
            self.state = MAYBE
        for each in [*getattr(node, "handlers", []), node]:
            for part in BLOCKS:
                if isinstance(getattr(each, part, None), list):
                    setattr(each, part, [new for inner in getattr(each, part) for new in self.rewritten(inner)])
        return [node]

    def loop(self, node: t.For) -> t.Block:
        """Return a loop that takes all items that are left."""
        body = [new for each in node.body for new in self.rewritten(each)]
        ask, test = self.ask(), self.steps.test
        taken = [*t.copy(self.steps.take), t.gast_assign([node.target], t.copy(self.steps.item)), *body]
        self.state = LATER
        if self.steps.is_even:
            return [t.while_(t.copy(test) if test is not None else t.constant(True), taken)]
        leave = [t.if_(t.not_(t.copy(test)), [t.Break()])] if test is not None else []
        made = t.while_(t.constant(True), [*ask, *leave, *taken])
        set_origin([made], origin_of(node))
        return [made]

    def is_beside(self, node: t.For) -> bool:
        """Tell whether a loop walks some items of the iterator: `zip(items, steps)`, `islice(steps, n)`."""
        match node:
            case t.For(target=t.Tuple(elts=[_, _]), iter=t.Call(func=called, args=[first, t.Name(id=name)], keywords=[])):
                alone = name == self.name and self.name not in t.names_read(first)
                return alone and self.finder.meaning(called) is zip and not node.orelse
        return self.is_sliced(node.iter) and not node.orelse

    def is_sliced(self, node: t.expr) -> bool:
        """Tell whether an expression is that of some items from here on: `islice(steps, n)`."""
        match node:
            case t.Call(func=called, args=[t.Name(id=name), count], keywords=[]) if name == self.name:
                some = not isinstance(count, t.Constant) or type(count.value) is int
                return some and self.finder.meaning(called) is itertools.islice and self.name not in t.names_read(count)
        return False

    def loop_beside(self, node: t.For) -> t.stmt:
        """Return a loop that asks for an item in each trip."""
        if self.is_sliced(node.iter):
            target, second = t.store(self.fresh("trip")), node.target
            walked: t.expr = t.call("range", node.iter.args[1])
        else:
            (target, second), walked = node.target.elts, node.iter.args[0]
        ask, test = self.ask(), self.steps.test
        leave = [t.if_(t.not_(t.copy(test)), [t.Break()])] if test is not None else []
        body = [new for each in node.body for new in self.rewritten(each)]
        taken = [*t.copy(self.steps.take), t.gast_assign([second], t.copy(self.steps.item))]
        return t.for_(target, walked, [*ask, *leave, *taken, *body])

    def ask(self) -> t.Block:
        """Return what happens up to the question whether there is one more item."""
        state, steps = self.state, self.steps
        if state == FIRST:
            self.state = LATER
        if steps.is_even:
            return []
        if state != MAYBE:
            return t.copy(steps.before if state == FIRST else steps.between)
        steps.begun = steps.begun or self.fresh("begun")
        first = [*t.copy(steps.before), t.assign(steps.begun, t.constant(True))]
        if not steps.between:
            return [t.if_(t.not_(t.name(steps.begun)), first)]
        return [t.if_(t.name(steps.begun), t.copy(steps.between), first)]

    # What the class around needs

    def holds(self, node: t.AST) -> bool:
        """Tell whether something in an expression asks the iterator."""
        return self.name in t.names_read(node)

    def is_wanted(self, node: t.expr, consumed: bool) -> bool:
        """Tell whether an expression asks for one item, or for all that are left."""
        some = (isinstance(node, t.Name) and node.id == self.name) or self.is_sliced(node)
        return is_next(node, self.name, self.finder) or (consumed and some)

    def moved_by(self, wanted: t.expr) -> set[str]:
        """Return the variables that the iterator binds anew."""
        steps = self.steps
        return t.names_stored([*steps.before, *steps.between, *steps.take])

    def item_of(self, wanted: t.expr, at_once: bool) -> t.expr | None:
        """Return what is kept of each item."""
        return getattr(wanted, "elt", wanted)

    def opened(self, wanted: t.expr, item: t.expr) -> tuple[t.Block, t.expr]:
        """Return the statements that ask for an item, and its name; or those that fill a list with all that are left."""
        if isinstance(wanted, t.Name) or self.is_sliced(wanted):
            items, each = self.fresh("items"), self.fresh("item")
            append = quote("items.append(each)", items=items, each=each)
            return [t.assign(items, t.list_of([])), t.for_(each, wanted, append)], t.name(items)
        assert isinstance(wanted, t.Call)
        name = self.fresh("item")
        taken = [*t.copy(self.steps.take), t.assign(name, t.copy(self.steps.item))]
        test = self.steps.test
        ask = self.ask()
        if test is None:
            return [*ask, *taken], t.name(name)
        if len(wanted.args) == 2:
            return [*ask, t.if_(t.copy(test), taken, [t.assign(name, wanted.args[1])])], t.name(name)
        ended: Any = t.Raise(t.name("StopIteration"), None)
        return [*ask, t.if_(t.not_(t.copy(test)), [ended]), *taken], t.name(name)
