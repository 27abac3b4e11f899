"""What writes into its argument, on values: `out=`, `np.add.at`, `x.fill`, `np.copyto`, and the like."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tangentlike.runtime.indexing import with_added
from tangentlike.runtime.places import cycled, diagonal_places, flat_places
from tangentlike.tape.arithmetic import computed
from tangentlike.tape.calling import call, lost, without_values
from tangentlike.tape.record import is_active, plain
from tangentlike.tape.values import WRITING, Value
from tangentlike.tape.views import write


def written_out(compute: Callable[[], Any], out: Any, where: Any, told: Any = None) -> Any:
    """Write a result into `out`, where a mask holds."""
    target = out[0] if isinstance(out, tuple) else out
    if where is True or target is None:
        result, late = computed(compute)
    else:
        with np.errstate(all="ignore"):
            result = compute()
        _, late = computed(lambda: told(target))
    if target is None:
        raise lost("`where` without `out` leaves elements that nothing was written to")
    if type(target) is not Value:
        if is_active(result):
            raise lost("it is written into an array that the tape does not know")
        np.copyto(target, plain(result), where=plain(where))
    else:
        copy_to(target, result, where=where)
    if late is not None:
        raise late
    return target


def copy_to(dst: Any, src: Any, casting: str = "same_kind", where: Any = True) -> None:
    """Write elements into an array: `np.copyto`."""
    dst[...] = src if where is True else call(np.where, where, src, dst)


def added_at(ufunc: Any, x: Any, index: Any, part: Any = None) -> None:
    """Add, or subtract, at an index, repeated indices included: `np.add.at`."""
    if ufunc not in (np.add, np.subtract) or type(x) is not Value:
        raise lost(f"`np.{ufunc.__name__}.at` writes into an array")
    index = without_values(index)
    if x.value.dtype.kind not in "fc":  # it counts, and carries no derivative
        counted = x.value.copy()
        ufunc.at(counted, index, plain(part))
        x[...] = counted
        return
    write(x, call(with_added, x, index, part if ufunc is np.add else -part))


def fill(x: Any, value: Any) -> None:
    """Write one number everywhere: `x.fill(value)`."""
    x[...] = value


def sort(x: Any, axis: int = -1, kind: Any = None) -> None:
    """Sort in place: `x.sort()`."""
    x[...] = call(np.sort, x, axis, kind)


def partition(x: Any, kth: Any, axis: int = -1) -> None:
    """Order in part, in place: `x.partition(k)`."""
    x[...] = call(np.partition, x, plain(kth), axis)


def put(x: Any, indices: Any, values: Any, mode: str = "raise") -> None:
    """Write at flat places: `np.put`."""
    indices = plain(indices)
    x[flat_places(x.value, indices, mode)] = call(cycled, values, indices)


def fill_diagonal(a: Any, val: Any, wrap: bool = False) -> None:
    """Write the diagonal: `np.fill_diagonal`."""
    places = diagonal_places(a.value, wrap)
    a[places] = call(cycled, val, places)


def putmask(a: Any, mask: Any, values: Any) -> None:
    """Write where a mask holds, each place its own item of the values: `np.putmask`."""
    places = np.flatnonzero(plain(mask))
    Flat(a)[places] = call(np.ravel, values)[places % np.size(plain(values))]


def put_in_turn(arr: Any, mask: Any, vals: Any) -> None:
    """Write where a mask holds, one item of the values after the other: `np.place`."""
    places = np.flatnonzero(plain(mask))
    Flat(arr)[places] = call(np.ravel, vals)[np.arange(len(places)) % np.size(plain(vals))]


def put_along_axis(arr: Any, indices: Any, values: Any, axis: int | None) -> None:
    """Write along an axis: `np.put_along_axis`."""
    places = np.arange(arr.value.size).reshape(arr.value.shape)
    Flat(arr)[np.take_along_axis(places, plain(indices), axis)] = values


class Flat:
    """All elements of an array in the order of its rows, to be read and written: `x.flat`."""

    def __init__(self, x: Any):
        self.x = x

    def places(self, index: Any) -> Any:
        """Return the places of flat elements."""
        return np.unravel_index(np.arange(self.x.value.size)[without_values(index)], self.x.value.shape)

    def __len__(self) -> int:
        return int(self.x.value.size)

    def __iter__(self) -> Iterator[Any]:
        return (self[place] for place in range(len(self)))

    def __getitem__(self, index: Any) -> Any:
        return self.x[self.places(index)]

    def __setitem__(self, index: Any, value: Any) -> None:
        self.x[self.places(index)] = value


def refuse(*args: Any, **kwargs: Any) -> None:
    """Refuse what writes in a way that the tape does not follow."""
    raise lost("an array is written in a way that the tape does not follow")


WRITING.at, WRITING.out = added_at, written_out
WRITING.functions |= {np.copyto: copy_to, np.put: put, np.fill_diagonal: fill_diagonal}
WRITING.functions |= {np.putmask: putmask, np.place: put_in_turn, np.put_along_axis: put_along_axis}
WRITING.members[np.ndarray.flat] = Flat
WRITING.methods |= {"fill": fill, "sort": sort, "put": put, "partition": partition}
WRITING.methods |= dict.fromkeys(("resize", "setfield", "setflags", "byteswap", "tofile", "view"), refuse)
