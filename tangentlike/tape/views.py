"""Memory that several tensors look into: views, and what is written in place through any of them.

A view and its base share memory, so a store through one is seen through the other. What the tape knows must follow: a
store through a view is a store into its base, and every other view is then a new look at what the base has become.
"""

import sys
import weakref
from typing import Any

import numpy as np

from tangentlike.runtime.storing import stored
from tangentlike.tape import dtypes
from tangentlike.tape.indexing import is_basic
from tangentlike.tape.memory import WRITTEN, Writes, root_of
from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import AccumulateGrad, Node, Variable, count
from tangentlike.tape.record import Call, apply, is_active, plain

UNREAD = 2                                      # references to a number that only its tensor and one local name hold


def base_of(x: Variable) -> Variable | None:
    """Return the variable that a view looks into."""
    return getattr(x, "_base", None)


def note_view(x: Variable, made: Variable) -> Variable:
    """Note that `made` is a view of `x`, if it is one: where both look into the same memory."""
    if type(made.value) is np.ndarray and root_of(made.value) is root_of(x.value):
        base = base_of(x)
        base = x if base is None else base
        made._base = base
        views, key = views_of(base), id(made)
        views[key] = weakref.ref(made, lambda _: views.pop(key, None))
    return made


def views_of(base: Variable) -> dict[int, "weakref.ref[Variable]"]:
    """Return the views of a variable that exist."""
    found: dict[int, weakref.ref[Variable]] | None = getattr(base, "_views", None)
    if found is None:
        found = base._views = {}
    return found


def check_writable(x: Variable, part: bool = False) -> None:
    """Refuse to write into (a part of) a leaf that requires a gradient, or a view of one, while operations are recorded."""
    if type(x.value) is np.ndarray and not x.value.flags.writeable:
        raise RuntimeError(
            "unsupported operation: more than one element of the written-to tensor refers to a single memory location. Please "
            "clone() the tensor before performing the operation."
        )
    if not RECORDING.on:
        return
    if type(x.node) is AccumulateGrad:
        what = "a view of a leaf" if part else "a leaf"
        raise RuntimeError(f"{what} Variable that requires grad is being used in an in-place operation.")
    base = base_of(x)
    if base is not None and type(base.node) is AccumulateGrad:
        raise RuntimeError("a view of a leaf Variable that requires grad is being used in an in-place operation.")


def write(x: Variable, result: Variable) -> Variable:
    """Put a result into the memory of `x`, which is then what the result is."""
    if not np.can_cast(result.value.dtype, x.value.dtype, "same_kind"):
        names = [dtypes.of_numpy(each.value.dtype).written() for each in (result, x)]
        raise RuntimeError(f"result type {names[0]} can't be cast to the desired output type {names[1]}")
    if np.broadcast_shapes(result.value.shape, x.value.shape) != x.value.shape:
        raise RuntimeError(
            f"output with shape {list(x.value.shape)} doesn't match the broadcast shape "
            f"{list(np.broadcast_shapes(result.value.shape, x.value.shape))}"
        )
    if type(x.value) is np.ndarray:
        x.will_write(x.value)
        x.value[...] = result.value
    else:
        replace_scalar(x, result.value)
    base = base_of(x)
    if base is not None:
        settle(base, stored_node(before(base), places_in(base.value, x.value), result) if RECORDING.on else base.node)
    else:
        settle(x, result.node if RECORDING.on else x.node)
    return x


def write_at(x: Variable, index: Any, value: Any) -> None:
    """Store a value at an index: `x[index] = value`."""
    array = shared(x)
    x.will_write(array)
    array[index] = plain(value)
    base = base_of(x)
    if not RECORDING.on:
        return
    if base is not None:
        part = value if isinstance(value, Variable) else x.kind.make(np.asarray(value, x.value.dtype))
        settle(base, stored_node(before(base), places_in(base.value, x.value)[index], part))
    elif is_active(value) or x.node is not None:
        name = "CopySlices" if is_basic(index) else "IndexPut"
        settle(x, apply(Call(x.kind, stored, (before(x), index, value), name=name, out=x.value)).node)


def shared(x: Variable) -> Any:
    """Return the array of a variable, so that others can write into the same memory."""
    if type(x.value) is not np.ndarray:
        x.value = np.array(x.value)
    return x.value


def before(x: Variable) -> Variable:
    """Return what a variable is, before it is written."""
    return x.kind.make(x.value, x.node)


def settle(base: Variable, node: Node | None) -> None:
    """Give a variable that was written its node, and its views new ones."""
    base.node = node
    for reference in list(getattr(base, "_views", {}).values()):
        view = reference()
        if view is not None:
            view.node = look(base, view.value)


def replace_scalar(x: Variable, value: Any) -> None:
    """Write a number that is no array: it is replaced, and the nodes that have read the old one are to know."""
    old = x.value
    x.value = old.dtype.type(value)
    earlier = WRITTEN.pop(id(old), None)
    writes = 1 + (earlier.count if earlier else 0)
    note_replaced(x, x.value, writes, -1)
    if sys.getrefcount(old) > UNREAD:
        note_replaced(x, old, writes, next(count))


def note_replaced(x: Variable, value: Any, writes: int, last: int) -> None:
    """Note the writes of a number, as long as its tensor lives."""
    WRITTEN[id(value)] = Writes(value, writes, last)
    weakref.finalize(x, WRITTEN.pop, id(value), None)


def stored_node(before: Variable, places: Any, value: Variable) -> Node | None:
    """Return the node of a store into flat places of an array."""
    kind = before.kind
    flat = apply(Call(kind, np.reshape, (before, -1)))
    after = apply(Call(kind, stored, (flat, places, value)))
    return apply(Call(kind, np.reshape, (after, before.value.shape), name="CopySlices")).node


def look(base: Variable, value: Any) -> Node | None:
    """Return the node of a view of `base`, also where nothing else is recorded."""
    if base.node is None:
        return None
    earlier, RECORDING.on = RECORDING.on, True
    try:
        return apply(Call(base.kind, np.take, (base, places_in(base.value, value)), name="AsStrided")).node
    finally:
        RECORDING.on = earlier


def places_in(base: Any, view: Any) -> Any:
    """Return for each element of a view its place in its base, counted in the order of rows.

    >>> x = np.zeros((2, 3))
    >>> places_in(x, x.T[1:])
    array([[1, 4],
           [2, 5]])
    """
    root = root_of(base)
    numbers = np.empty_like(root, dtype=np.intp, order="K", subok=False)
    same_window(root, base, numbers)[...] = np.arange(base.size).reshape(base.shape)
    return same_window(root, view, numbers).copy()


def same_window(root: Any, view: Any, numbers: Any) -> Any:
    """Return the view of `numbers`, which is laid out as `root` is, that `view` is of `root`."""
    offset = view.__array_interface__["data"][0] - root.__array_interface__["data"][0]
    strides = [step // root.itemsize * numbers.itemsize for step in view.strides]
    return np.ndarray(view.shape, np.intp, numbers, offset // root.itemsize * numbers.itemsize, strides)
