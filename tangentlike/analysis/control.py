"""Which test decides a result: what depends on a value only through tests has the derivative zero, and not silently."""

from collections.abc import Iterable, Iterator

from tangentlike.analysis.activity import bases
from tangentlike.syntax import trees as t

SIZES = frozenset({"shape", "ndim", "size", "dtype"})
ASKS = frozenset({"len", "isinstance", "type", "callable"})


Interruption = tuple[frozenset[str], t.AST]     # what a `try` statement binds, and what may raise in its body


def find_deciding_test(
    block: t.Block, names: Iterable[str], result: str, interruptions: Iterable[Interruption] = ()
) -> t.AST | None:
    """Return a test that reads a value made from `names` and on whose outcome `result` depends; None if there is none.

    Sizes and types of values are not values: a test of those decides nothing that has a derivative. What may raise an
    exception that is handled is a test, too.
    """
    search = _Search(set(names))
    before = -1
    while search.size() > before:
        before = search.size()
        search.block(block)
        for bound, node in interruptions:
            search.decide(bound, node)
    return search.decided.get(result)


class _Search:
    """The names that are made from the ones of interest (`made`), and those that a test of them decides."""

    def __init__(self, made: set[str]):
        self.made = made
        self.decided: dict[str, t.AST] = {}

    def size(self) -> int:
        """Tell how much is known."""
        return len(self.made) + len(self.decided)

    def block(self, block: t.Block) -> None:
        """Go through the statements of a block once."""
        for node in block:
            match node:
                case t.If(test=test) | t.While(test=test):
                    self.decide(t.names_stored(node), test, node)
                    self.block([*node.body, *node.orelse])
                case t.For(target=target, iter=iterable):
                    self.assign(bases(target), iterable)
                    if isinstance(iterable, t.Call) and isinstance(iterable.func, t.Name) and iterable.func.id == "range":
                        self.decide(t.names_stored(node), iterable)
                    self.block([*node.body, *node.orelse])
                case t.Assign(targets=targets, value=value):
                    self.assign(set().union(*map(bases, targets)), value)
                case t.AugAssign(target=target, value=value):
                    self.assign(bases(target), value)
                case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base))) as value):
                    self.assign({base}, value)

    def decide(self, names: Iterable[str], test: t.AST, node: t.stmt | None = None) -> None:
        """Note that a test decides what names hold; a test that a pass has written stands where its statement does."""
        place = test if node is None or getattr(test, "lineno", None) is not None else node
        read = set(_values_read(test))
        earlier = next((self.decided[name] for name in sorted(read) if name in self.decided), None)
        if read & self.made or earlier is not None:
            for name in names:
                self.decided.setdefault(name, place if read & self.made else earlier or place)

    def assign(self, names: Iterable[str], value: t.expr) -> None:
        """Pass on what a value is made of."""
        for node in t.walk(value):
            if isinstance(node, t.IfExp):
                self.decide(names, node.test)
        for read in _values_read(value):
            if read in self.made:
                self.made.update(names)
            if read in self.decided:
                for name in names:
                    self.decided.setdefault(name, self.decided[read])


def _values_read(node: t.AST) -> Iterator[str]:
    """Yield the names whose values an expression reads, not those of which it only reads the size or type."""
    match node:
        case t.Name(id=name):
            yield name
        case t.Attribute(attr=attr) if attr in SIZES:
            return
        case t.Call(func=t.Name(id=name)) if name in ASKS:
            return
        case t.Compare(ops=[t.Is() | t.IsNot()]):
            return
        case _:
            for child in t.iter_child_nodes(node):
                yield from _values_read(child)
