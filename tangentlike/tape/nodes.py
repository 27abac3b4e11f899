"""Variables and nodes: what the tape is made of.

A *variable* is a handle of a value and of the node that made it. A *node* knows its parents, the form that takes it
back, and the values that this form reads. Nodes never point at variables, so what nobody can reach is freed at once.
"""

import itertools
import weakref
from typing import Any, ClassVar

from tangentlike.tape.forms import Form
from tangentlike.tape.memory import note_write

count = itertools.count()
OF_ONE = frozenset({"PowBackward0", "ClampBackward1", "MaskedFillBackward0", "ReluBackward0", "RsubBackward1"})
_node_types: dict[str, type["Node"]] = {}


class Node:
    """One operation.

    `parents` are the nodes of the operands that carry derivatives, in the order of the form; `saved` is what the form
    reads of the result and of each argument, None once it is freed; `number` orders nodes as they were made.
    """

    __slots__ = ("__weakref__", "form", "number", "parents", "saved")

    form: Form
    number: int
    parents: tuple[Any, ...]
    saved: tuple[Any, ...] | None

    def __repr__(self) -> str:
        return f"<{self.name()} object at {id(self):#x}>"

    def name(self) -> str:
        """Return the name of the operation, as PyTorch has it."""
        return type(self).__name__

    @property
    def next_functions(self) -> tuple[tuple["Node | None", int], ...]:
        """The nodes that contributions are handed to, each with the number of its result, which is 0; None of constants.

        Those `OF_ONE` operand have numbers for the others in PyTorch, which are no tensors and have no place.
        """
        if type(self).__name__ in OF_ONE or not hasattr(self, "form"):
            return tuple((node, 0) for node in flat_nodes(self.parents))
        form = self.form
        known = dict(zip(form.wanted, self.parents, strict=True))
        return tuple((node, 0) for node in flat_nodes(known.get(place) for place in form.places()))


class AccumulateGrad(Node):
    """The end of a way back: a leaf, whose `grad` takes up what arrives."""

    __slots__ = ("leaf",)

    def __init__(self, leaf: "Variable"):
        self.number = next(count)
        self.parents = ()
        self.saved = ()
        self.leaf = weakref.ref(leaf)

    @property
    def variable(self) -> "Variable | None":
        """The leaf, if it still exists."""
        return self.leaf()


class Variable:
    """A value on the tape: a NumPy array or scalar, and the node that made it (None: it carries no derivative).

    `kind` is the class of what operations on it give: its own, if a class does not say otherwise. `_among` is the place
    of a view among the results of the function that has made it, and how PyTorch calls that. `_arguments` are the views by
    which derivatives inside of derivatives are taken, with their nodes.
    """

    __slots__ = ("__weakref__", "_among", "_arguments", "_base", "_grad", "_views", "node", "value")
    value: Any
    node: Node | None
    _among: str
    _arguments: list[tuple[Any, "weakref.ref[Node]"]]
    _base: "Variable"
    _views: dict[int, "weakref.ref[Variable]"]
    kind: ClassVar[type["Variable"]]
    __array_priority__: ClassVar[float] = 1000.0

    def __init_subclass__(cls, **kwargs: Any):
        super().__init_subclass__(**kwargs)
        if "kind" not in cls.__dict__:
            cls.kind = cls

    @classmethod
    def noted(cls, node: Node) -> None:
        """Take notice of a node that was made by an operation with options."""

    @classmethod
    def will_write(cls, value: Any) -> None:
        """Take notice that the memory of a value is about to be written."""
        note_write(value, next(count))

    @classmethod
    def make(cls, value: Any, node: Node | None = None) -> "Variable":
        """Make a handle; no `__init__` of a front end runs."""
        made = cls.__new__(cls)
        made.value = value
        made.node = node
        return made


Variable.kind = Variable


def node_type(name: str) -> type[Node]:
    """Return the class of the nodes of an operation, named as PyTorch names it.

    >>> node_type("Mul").__name__
    'MulBackward0'
    """
    if name not in _node_types:
        full = name if "Backward" in name or name == "CopySlices" else f"{name}Backward0"
        _node_types[name] = type(full, (Node,), {"__slots__": (), "__doc__": f"The nodes of {name}."})
    return _node_types[name]


def flat_nodes(nodes: Any) -> Any:
    """Yield the nodes of nested lists."""
    for node in nodes:
        if type(node) is list:
            yield from flat_nodes(node)
        else:
            yield node
