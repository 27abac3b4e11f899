"""Memory that several tensors look into: views, and what is written in place through any of them.

A view and its base share memory, so a store through one is seen through the other. What the tape knows must follow: a
store through a view is a store into its base, and every other view is then a new look at what the base has become.
"""

import operator
import sys
import weakref
from typing import Any

import numpy as np

from tangentlike.runtime.storing import stored
from tangentlike.tape import dtypes
from tangentlike.tape.backward import HOOKS
from tangentlike.tape.hooks import retain_after
from tangentlike.tape.indexing import is_basic
from tangentlike.tape.memory import WRITTEN, Writes, root_of
from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import AccumulateGrad, Node, Variable, count
from tangentlike.tape.record import Call, apply, is_active, plain

SEVERAL = (
    "{} is being modified inplace{}. This view is the output of a function that returns "
    "multiple views. Such functions do not allow the output views to be modified inplace. You should replace the inplace "
    "operation by an out-of-place one."
)
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
        if hasattr(x, "_among"):
            note_among(made, 0)
    return made


def note_among(view: Variable, place: int) -> None:
    """Note that a view is one of several results, or a view of such a one."""
    name = type(view.node).__name__.removesuffix("Backward0")
    view._among = "A view was created in no_grad mode and" if view.node is None else f"Output {place} of {name} is a view and"


def check_alone(x: Variable, node: Node | None, part: bool = False) -> None:
    """Refuse to write what carries a derivative into one of several views that one function has made."""
    if RECORDING.on and node is not None and hasattr(x, "_among"):
        what = "Output 0 of Select is a view and" if part else x._among
        raise RuntimeError(SEVERAL.format(what, " with grad mode enabled" if what.startswith("A") else ""))


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
    check_alone(x, x.node, part)
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
    check_alone(x, result.node)
    if type(x.value) is np.ndarray:
        put_in_arguments(x)
        x.will_write(x.value)
        x.value[...] = result.value
    else:
        replace_scalar(x, result.value)
    base = base_of(x)
    if base is not None:
        settle(base, x.value, stored_node(base, x.value, result) if RECORDING.on else base.node)
    else:
        settle(x, x.value, result.node if RECORDING.on else x.node)
    return x


def write_at(x: Variable, index: Any, value: Any) -> None:
    """Store a value at an index: `x[index] = value`."""
    array = shared(x)
    put_in_arguments(x)
    x.will_write(array)
    array[index] = plain(value)
    base = base_of(x)
    if not RECORDING.on:
        return
    if base is not None:
        part = value if isinstance(value, Variable) else x.kind.make(np.asarray(value, x.value.dtype))
        if is_basic(index):
            written = as_view(array, index)
            settle(base, written, stored_node(base, written, part))
        else:
            settle(base, array, stored_node(base, array, part, index))
    elif is_active(value) or x.node is not None:
        name = "CopySlices" if is_basic(index) else "IndexPut"
        settle(x, array, apply(Call(x.kind, stored, (before(x), index, value), name=name, out=array)).node)


def as_argument(x: Variable) -> Variable:
    """Return a view of a whole variable with a node of its own, by which a derivative inside of a derivative is taken.

    What is written into its memory is written into the base, whose history does not go through the view: once something
    is, the view takes its place in that history first.
    """
    made: Variable = x[...]  # type: ignore[index]
    base = base_of(made)
    if base is not None and made.node is not None:
        alive = [(view, node) for view, node in getattr(base, "_arguments", ()) if node() is not None]
        base._arguments = [*alive, (made.value, weakref.ref(made.node))]
    return made


def put_in_arguments(x: Variable) -> None:
    """Let the views by which derivatives are taken be stored where they look, before their memory is written."""
    own = base_of(x)
    base = x if own is None else own
    given = getattr(base, "_arguments", [])
    if given:
        base._arguments = []
    for value, reference in given:
        node = reference()
        if node is not None:
            settle(base, value, stored_node(base, value, base.kind.make(value, node)))


def as_view(array: Any, index: Any) -> Any:
    """Return the part of an array at an index, as a view also of one element.

    >>> as_view(np.zeros((2, 2)), (0, 1)).shape
    ()
    """
    items = index if type(index) is tuple else (index,)
    return array[items if any(item is Ellipsis for item in items) else (*items, Ellipsis)]


def shared(x: Variable) -> Any:
    """Return the array of a variable, so that others can write into the same memory."""
    if type(x.value) is not np.ndarray:
        x.value = np.array(x.value)
    return x.value


def before(x: Variable) -> Variable:
    """Return what a variable is, before it is written."""
    return x.kind.make(x.value, x.node)


def settle(base: Variable, written: Any, node: Node | None) -> None:
    """Give a variable of which some memory was written its node, and new ones to the views that look into that memory."""
    if HOOKS.data and node is not None:
        retain_after(base.node, node)
    base.node = node
    for reference in list(getattr(base, "_views", {}).values()):
        view = reference()
        if view is not None and (view.node is None or np.may_share_memory(view.value, written)):
            new = look(base, view.value)
            if HOOKS.data and new is not None:
                retain_after(view.node, new)
            view.node = new


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


def stored_node(base: Variable, written: Any, value: Variable, index: Any = ...) -> Node | None:
    """Return the node of a store into a view of a variable, which holds what was `written` already."""
    index = index_of(base.value, written, index)
    return apply(Call(base.kind, stored, (before(base), index, value), name="CopySlices", out=base.value)).node


def look(base: Variable, value: Any) -> Node | None:
    """Return the node of a view of `base`, also where nothing else is recorded."""
    if base.node is None:
        return None
    earlier, RECORDING.on = RECORDING.on, True
    try:
        index = index_of(base.value, value)
        return apply(Call(base.kind, operator.getitem, (base, index), name="AsStrided", out=value)).node
    finally:
        RECORDING.on = earlier


def index_of(base: Any, view: Any, index: Any = ...) -> tuple[Any, ...]:
    """Return the index by which an array gives the elements of its view, or those of them at an index.

    >>> x = np.zeros((2, 3))
    >>> index_of(x, x.T[1:])
    (array([[0, 1],
           [0, 1]]), array([[1, 1],
           [2, 2]]))
    """
    places = places_in(base, view)[index]
    return np.unravel_index(places, base.shape) if base.ndim else (None,) * np.ndim(places)


def places_in(base: Any, view: Any) -> Any:
    """Return for each element of a view its place in its base, counted in the order of rows.

    >>> x = np.zeros((2, 3))
    >>> places_in(x, x.T[1:])
    array([[1, 4],
           [2, 5]])
    """
    if base.dtype != view.dtype:
        raise RuntimeError(f"an array of {base.dtype} is written through a view of {view.dtype}, which no derivative follows")
    if base.flags.c_contiguous:  # then the cost is that of the view's elements, not of the base's
        places = np.asarray((address_of(view) - address_of(base)) // base.itemsize)
        for size, step in zip(view.shape, view.strides, strict=True):
            places = places[..., np.newaxis] + np.arange(size) * (step // base.itemsize)
        return places
    root = root_of(base)
    numbers = np.empty_like(root, dtype=np.intp, order="K", subok=False)
    same_window(root, base, numbers)[...] = np.arange(base.size).reshape(base.shape)
    return same_window(root, view, numbers).copy()


def address_of(array: Any) -> int:
    """Return where the first element of an array is in memory."""
    return array.__array_interface__["data"][0]


def same_window(root: Any, view: Any, numbers: Any) -> Any:
    """Return the view of `numbers`, which is laid out as `root` is, that `view` is of `root`."""
    offset = address_of(view) - address_of(root)
    strides = [step // root.itemsize * numbers.itemsize for step in view.strides]
    return np.ndarray(view.shape, np.intp, numbers, offset // root.itemsize * numbers.itemsize, strides)
