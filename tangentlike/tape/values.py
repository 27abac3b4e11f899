"""Values as ordinary Python and NumPy have them, with their derivatives: what the fallback runs a program on.

Numbers are values: `t += x` binds t anew. Arrays are memory, which is written in place and looked into by views; what a
node has read is copied before it is overwritten. A value answers `isinstance` as what it holds.
"""

import operator
import weakref
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, ClassVar

import numpy as np

from tangentlike.rules import registry
from tangentlike.tape.arithmetic import SHORT, Arithmetic
from tangentlike.tape.calling import call, lost, settled, without_values
from tangentlike.tape.memory import root_of
from tangentlike.tape.nodes import AccumulateGrad, Node
from tangentlike.tape.record import is_active, plain
from tangentlike.tape.sharing import check_own
from tangentlike.tape.views import write_at


@dataclass
class Writing:
    """What writes into its argument, as `writing.py` has it."""

    methods: dict[str, Callable[..., Any]] = field(default_factory=dict)
    members: dict[Any, Callable[..., Any]] = field(default_factory=dict)
    functions: dict[Any, Callable[..., Any]] = field(default_factory=dict)
    at: Callable[..., Any] = operator.not_
    out: Callable[..., Any] = operator.not_


WRITING = Writing()
SHAPES = frozenset({"shape", "ndim", "size", "dtype", "itemsize", "nbytes", "strides", "flags", "is_integer"})
_readers: dict[int, list["weakref.ref[Node]"]] = {}


class Value(Arithmetic):
    """A float, or an array, of a program that runs on the tape."""

    __slots__ = ()
    __array_priority__: ClassVar[float] = 1000.0

    @property  # type: ignore[misc]
    def __class__(self) -> Any:
        """What it holds: `isinstance(x, np.ndarray)` is true of an array."""
        return type(self.value)

    @classmethod
    def leaf(cls, value: Any) -> "Value":
        """Return a value that derivatives are taken with respect to."""
        made: Any = super().make(value)
        made.node = AccumulateGrad(made)
        return made

    @classmethod
    def make(cls, value: Any, node: Node | None = None) -> Any:
        """Return a value; a number without a derivative is nothing but itself."""
        numeric = isinstance(value, (float, complex, np.inexact)) or type(value) is np.ndarray
        if not numeric or (node is None and type(value) is not np.ndarray):
            return value
        if type(value) is np.ndarray and value.dtype.kind not in "fc":
            if node is not None and value.dtype.kind not in "iub":
                raise lost(f"it is put into an array of type {value.dtype}")
            node = None
            if value.dtype == object:
                return value
        return super().make(value, node)

    # What was read stays as it was

    @classmethod
    def noted(cls, node: Node) -> None:
        """Remember which nodes read which memory."""
        for value in flat_arrays(node.saved):
            root = root_of(value)
            key = id(root)
            if key not in _readers:
                _readers[key] = []
                weakref.finalize(root, _readers.pop, key, None)
            _readers[key].append(weakref.ref(node))

    @classmethod
    def will_write(cls, value: Any) -> None:
        """Give the nodes that have read this memory copies of what it holds now."""
        root = root_of(value)
        check_own(root)
        for reference in _readers.get(id(root), ()):
            node = reference()
            if node is not None and node.saved is not None:
                node.saved = copied(node.saved, root)
        if id(root) in _readers:
            _readers[id(root)] = []

    # Arrays

    def __copy__(self) -> Any:
        return call(np.copy, self) if type(self.value) is np.ndarray else self

    def __deepcopy__(self, memo: Any) -> Any:
        return self.__copy__()

    def __reduce_ex__(self, protocol: Any) -> Any:
        if self.node is not None:
            raise lost("it is pickled")
        return self.value.__reduce_ex__(protocol)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[Any]:
        if np.ndim(self.value) == 0:
            return iter(self.value)
        return (self[place] for place in range(len(self.value)))

    def __contains__(self, item: Any) -> bool:
        return plain(item) in self.value

    def __getitem__(self, index: Any) -> Any:
        return call(operator.getitem, self, without_values(index))

    def __setitem__(self, index: Any, value: Any) -> None:
        if is_active(value) and self.value.dtype.kind not in "fc":
            raise lost(f"it is stored into an array of type {self.value.dtype}")
        write_at(self, without_values(index), value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # NumPy would take the memory by `__array_interface__`, and lose the derivative
            raise AttributeError(name)
        if not hasattr(type(self.value), name):
            return getattr(self.value, name)    # raises what Python says of it
        member = getattr(type(self.value), name)
        if member in WRITING.members:
            return WRITING.members[member](self)
        if name in SHAPES:
            return getattr(self.value, name)
        ruled = registry.find(member)
        if not callable(member):
            return call(member, self) if ruled is not None else self.without_rule(name)
        if name in WRITING.methods and type(self.value) is np.ndarray:
            return lambda *args, **kwargs: WRITING.methods[name](self, *args, **kwargs)
        if ruled is None and self.node is not None:
            raise lost(f"`{name}` has no derivative rule")
        return lambda *args, **kwargs: call(member, self, *args, **kwargs)

    @property
    def flat(self) -> Any:
        """The elements one by one; to assign to it is to store them over and over."""
        return self.__getattr__("flat")

    @flat.setter
    def flat(self, values: Any) -> None:
        self[...] = call(np.resize, values, np.shape(self.value))

    real = property(lambda self: self.__getattr__("real"), lambda self, value: self.set_parts(value, self.copy().imag))
    imag = property(lambda self: self.__getattr__("imag"), lambda self, value: self.set_parts(self.copy().real, value))

    def set_parts(self, real: Any, imag: Any) -> None:
        """Store the two parts of a complex array."""
        if type(self.value) is not np.ndarray or self.value.dtype.kind != "c":
            raise lost("a part of it is stored")
        self[...] = real + 1j * imag

    def without_rule(self, name: str) -> Any:
        """Return an attribute that has no rule: the parts of a real number, or of what carries no derivative."""
        if isinstance(self.value, complex) and name in ("real", "imag"):
            return call(np.real if name == "real" else np.imag, self)
        if name == "real" or self.node is None:
            return self if name == "real" else getattr(self.value, name)
        if name == "imag":
            return 0.0
        raise lost(f"`{name}` has no derivative rule")

    def __array_ufunc__(self, ufunc: Any, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Run a universal function, or one of its methods."""
        if method == "at":
            return WRITING.at(ufunc, *inputs)
        chosen = method in ("__call__", "outer")     # of a reduction, `where` says what it joins
        out, where = kwargs.pop("out", None), kwargs.pop("where", True) if chosen else True
        if out is None and where is True:
            return applied(ufunc, method, inputs, kwargs)

        def told(target: Any) -> None:
            """Raise or warn as NumPy does, which does not compute the other elements."""
            function = ufunc if method == "__call__" else getattr(ufunc, method)
            function(*map(plain, inputs), out=np.array(plain(target)), where=plain(where), **kwargs)

        return WRITING.out(lambda: applied(ufunc, method, inputs, kwargs), out, where, told)

    def __array_function__(self, function: Any, types: Any, args: Any, kwargs: Any) -> Any:
        """Run another function of NumPy."""
        if function in WRITING.functions:
            return WRITING.functions[function](*args, **kwargs)
        out = kwargs.pop("out", None)
        if out is None:
            return call(function, *args, **kwargs)
        return WRITING.out(lambda: call(function, *args, **kwargs), out, True)


def applied(ufunc: Any, method: str, inputs: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Return the result of a universal function, or of one of its methods."""
    if method == "__call__" and not options and ufunc in SHORT:
        return settled(SHORT[ufunc].one(inputs[0]) if len(inputs) == 1 else SHORT[ufunc].two(*inputs))
    return call(ufunc if method == "__call__" else getattr(ufunc, method), *inputs, **options)


def flat_arrays(saved: Any) -> Iterator[Any]:
    """Yield the arrays among saved values."""
    for value in saved:
        if type(value) is np.ndarray:
            yield value
        elif isinstance(value, (list, tuple)):
            yield from flat_arrays(value)


def copied(saved: Any, root: Any) -> Any:
    """Return saved values with copies of those that lie in the memory of `root`."""
    if isinstance(saved, (list, tuple)):
        return type(saved)(copied(value, root) for value in saved)
    return saved.copy() if type(saved) is np.ndarray and root_of(saved) is root else saved
