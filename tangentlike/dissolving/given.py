"""Objects that a function is given, or reads as globals: names stand for their attributes while it runs.

Each attribute is read when the function starts (`account_total = account.total`). What is stored into it goes to its name
and at once into the object (`account.total = account_total`), which so is at each moment what it would be without us.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.flow import find_flow, live_before
from tangentlike.analysis.instances import is_plain
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.records import holds_objects
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Kind, Record, Static, parts_of
from tangentlike.containers import attributes_in
from tangentlike.dissolving.classes import class_data
from tangentlike.dissolving.heap import PLAIN, Heap, Instance, Kept
from tangentlike.dissolving.mirrored import mirror
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import as_identifier

MOST = 24                                       # objects


@dataclass
class Given:
    """The objects that one function is given: what it reads when it starts, and the names of the objects themselves."""

    kinds: dict[str, Kind]                      # parameters and globals that are objects
    parameters: dict[str, Kind]                 # all parameters
    wrt: tuple[str, ...] = ()                   # those of which derivatives are wanted
    start: t.Block = field(default_factory=list)
    known: dict[Any, Instance] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    held: dict[str, Kind] = field(default_factory=dict)  # the kinds of attributes, by their names
    holds_more: bool = False                    # objects in lists, of which a derivative is wanted

    def enter(self, heap: Heap) -> None:
        """Let the names of the objects mean them, and names of ours their attributes."""
        for name, kind in self.kinds.items():
            heap.env[name] = self.taken_apart(heap, name, as_identifier(name.lower()) if name.isupper() else name, kind)

    def taken_apart(self, heap: Heap, real: str, stem: str, kind: Kind) -> Instance:
        """Return an object as its attributes, which are read at the start; one that is met again is the same."""
        identity = identity_of(kind)
        if identity in self.known:
            return self.known[identity]
        made = self.known[identity] = Instance(class_of(kind), stem, made=True, real=real)
        self.names.add(real)
        if len(self.known) > MOST:
            raise Kept(made.cls)
        for attribute, item in attributes_of(kind).items():
            value = t.attribute(t.name(real), attribute)
            if not is_given(item):
                place = heap.place(made, attribute)
                heap.env[place] = PLAIN
                self.start.append(t.assign(place, value))
                self.held[place] = item
                self.holds_more |= holds_objects(item)
                continue
            new = self.known.get(identity_of(item))
            if new is None:
                inner = heap.named(f"{stem}_{attribute.strip('_')}")
                self.start.append(t.assign(inner, value))
                new = self.taken_apart(heap, inner, inner, item)
            heap.env[heap.place(made, attribute)] = new
        return made

    def started(self, body: t.Block, heap: Heap) -> t.Block:
        """Return a body after the reads that it needs."""
        live = set(live_before(find_flow(body)))
        # A gradient has zeros like what an attribute was at the start.
        stored = {(n.value.id, n.attr) for n in t.walk_all(body) if is_store(n)} if self.wrt else set()
        start: t.Block = []
        for node in reversed(self.start):
            if node.targets[0].id in live or (node.value.value.id, node.value.attr) in stored:
                start.insert(0, node)
                live |= t.names_read(node.value)
        others = [kind for name, kind in self.parameters.items() if name not in self.kinds]
        return [*start, *mirror(start, body, self.held, others, heap.named)]


def find_given(
    tree: t.FunctionDef, scope: Scope, kinds: dict[str, Kind], wrt: tuple[str, ...], kept: frozenset[type]
) -> dict[str, Kind]:
    """Return the parameters and globals of a function that are objects whose attributes may have names of their own.

    What is known by its class alone may be the same as another one of that class.
    """
    stored = t.names_stored(tree.body)
    outer = sorted(name for name in t.names_read(tree.body) - stored - kinds.keys() if scope.peek(name) is not MISSING)
    every = {**kinds, **{name: kind_of(scope.peek(name)) for name in outer}}
    found = {name: kind for name, kind in every.items() if is_given(kind) and name not in stored}
    # An argument that a derivative is taken of holds no object twice.
    classes = [(name, each.cls) for name, kind in every.items() for each in records_in(kind)]
    pairs = [
        (cls, other) for place, (name, cls) in enumerate(classes) for its, other in classes[:place]
        if name != its or name not in wrt
    ]
    alike = {cls for pair in pairs if issubclass(*pair) or issubclass(*pair[::-1]) for cls in pair}
    unfit = kept | alike
    return {name: kind for name, kind in found.items() if unfit.isdisjoint(classes_in(kind))}


def is_store(node: t.AST) -> bool:
    """Tell whether a node is an attribute of a variable that is stored."""
    return isinstance(node, t.Attribute) and isinstance(node.ctx, t.Store) and isinstance(node.value, t.Name)


def is_given(kind: Kind) -> bool:
    """Tell whether a kind is that of an object of one of the user's plain classes."""
    if isinstance(kind, Record):
        return not hasattr(kind.cls, "_fields") and is_plain(kind.cls)
    return isinstance(kind, Static) and is_plain(type(kind.value))


def identity_of(kind: Kind) -> Any:
    """Return what is the same for two kinds if they are of one object."""
    return id(kind.value) if isinstance(kind, Static) else object()


def class_of(kind: Any) -> type:
    """Return the class of an object."""
    return kind.cls if isinstance(kind, Record) else type(kind.value)


def attributes_of(kind: Any) -> dict[str, Kind]:
    """Return the attributes of an object."""
    cls = class_of(kind)
    changing = {name: kind_of(getattr(cls, name)) for name, stored in class_data(cls).items() if stored}
    own = kind.items if isinstance(kind, Record) else [(name, kind_of(value)) for name, value in attributes_in(kind.value).items()]
    return changing | dict(own)


def classes_in(kind: Kind, around: tuple[Any, ...] = ()) -> set[type]:
    """Return the classes of an object and of those that it leads to."""
    if not is_given(kind) or identity_of(kind) in around or len(around) > MOST:
        return set()
    around = (*around, identity_of(kind))
    return {class_of(kind)}.union(*(classes_in(item, around) for item in attributes_of(kind).values()))


def records_in(kind: Kind, depth: int = 0) -> Iterator[Record]:
    """Yield what is known by its class alone in what a value is or holds."""
    if isinstance(kind, Record) and is_given(kind):
        yield kind
    inner = attributes_of(kind).values() if is_given(kind) and depth < MOST else parts_of(kind)
    for part in inner if depth < MOST else ():
        yield from records_in(part, depth + 1)
