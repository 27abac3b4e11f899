"""An iterator that has a name and is walked once is written where it is walked."""

from collections.abc import Callable

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t

LOOPS = (t.For, t.While)
BLOCKS = ("body", "orelse", "finalbody")


def open_named(tree: t.FunctionDef, finder: Finder, fresh: Callable[[str], str]) -> bool:
    """Turn `steps = powers(x, n)` ... `for v in steps:` into `for v in powers(x, n):`; tell whether there was one.

    What a generator is given is evaluated where it is made, and nothing else happens before it is walked.
    """
    work = _Named(tree, finder, fresh)
    tree.body = work.block(tree.body)
    return work.changed


class _Named:
    """The iterators of one function that have a name."""

    def __init__(self, tree: t.FunctionDef, finder: Finder, fresh: Callable[[str], str]):
        self.finder = finder
        self.fresh = fresh
        self.changed = False
        self.tree = tree
        inner = [n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
        self.elsewhere = set().union(*map(t.names_used, inner))
        names = [n for n in t.walk(tree) if isinstance(n, t.Name)]
        self.stored = [n.id for n in names if not isinstance(n.ctx, t.Load)]
        self.read = [n.id for n in names if isinstance(n.ctx, t.Load)]

    def block(self, block: t.Block) -> t.Block:
        """Write the iterators that a block names where they are walked."""
        out: t.Block = []
        for place, node in enumerate(block):
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list) and not isinstance(node, t.FunctionDef):
                    setattr(node, part, self.block(getattr(node, part)))
            name = self.named(node)
            use = None if name is None else next((n for n in block[place + 1 :] if name in t.names_read(n)), None)
            if use is None or not is_met_once(use, str(name)):
                out.append(node)
                continue
            self.changed = True
            out += self.given(node.value)
            exchange(use, str(name), node.value)
        return out

    def named(self, node: t.stmt) -> str | None:
        """Return the name that an assignment gives an iterator, if it is bound and read once."""
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if self.finder.is_lazy(value):
                once = self.stored.count(name) == 1 and self.read.count(name) == 1
                return name if once and name not in self.elsewhere else None
        return None

    def given(self, value: t.expr) -> t.Block:
        """Name what an iterator is given where it is made."""
        before: t.Block = []
        holders = value.generators[:1] if isinstance(value, t.GeneratorExp) else [value, *value.keywords]
        for holder in holders:
            for part in ("iter", "value", "args"):
                held = getattr(holder, part, None)
                if isinstance(held, list):
                    held[:] = [self.kept(each, before) for each in held]
                elif isinstance(held, t.expr):
                    setattr(holder, part, self.kept(held, before))
        return before

    def kept(self, value: t.expr, before: t.Block) -> t.expr:
        """Return an argument, or the name that it gets: what may change until it is read has one of its own."""
        if isinstance(value, (t.Constant, t.Lambda)) or (isinstance(value, t.Name) and self.stored.count(value.id) <= 1):
            return value
        if isinstance(value, t.Attribute) and isinstance(value.value, t.Name) and value.value.id not in self.finder.local:
            return value
        if self.finder.is_lazy(value) and not isinstance(value, t.GeneratorExp):
            before += self.given(value)
            return value
        if isinstance(value, t.Starred):
            value.value = self.kept(value.value, before)
            return value
        name = self.fresh("given")
        before.append(t.assign(name, value))
        return t.name(name)


def is_met_once(node: t.AST, name: str) -> bool:
    """Tell whether a statement evaluates a name at most once: not in a loop, and not when something else is asked."""
    if isinstance(node, (t.While, t.FunctionDef, t.Lambda)):
        return False
    if isinstance(node, t.For):
        inside = t.names_read([*node.body, *node.orelse])
        return name not in inside and is_met_once(node.iter, name)
    if isinstance(node, COMPREHENSIONS):
        first = node.generators[0].iter
        others = t.names_read(t.exchange(node, {id(first): t.constant(None)}))
        return name not in others and is_met_once(first, name)
    return all(is_met_once(child, name) for child in t.iter_child_nodes(node) if name in t.names_read(child))


def exchange(node: t.AST, name: str, value: t.expr) -> None:
    """Put an expression into the place of the one name that reads it."""
    for field, child in t.fields(node):
        if isinstance(child, list):
            child[:] = [value if is_read(each, name) else each for each in child]
        elif is_read(child, name):
            setattr(node, field, value)
    for child in t.iter_child_nodes(node):
        if child is not value:
            exchange(child, name, value)


def is_read(node: object, name: str) -> bool:
    """Tell whether a node reads a name."""
    return isinstance(node, t.Name) and node.id == name and isinstance(node.ctx, t.Load)
