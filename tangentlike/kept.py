"""What a pullback keeps of the arguments: copies, on which the program runs, and the caller's own things behind them."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.containers import attributes_in, flatten, map_leaves, pairs
from tangentlike.runtime.sequences import check_separate


def keep(value: Any) -> Any:
    """Return what a pullback may keep: copies of arrays, which the caller may change before it is called."""
    return map_leaves(lambda leaf: leaf.copy() if type(leaf) is np.ndarray else leaf, value)


class Kept:
    """Copies of arguments, and what each array and container among them stands for.

    >>> items = [np.zeros(1), 1.0]
    >>> first = items[0]
    >>> kept = keep_apart((items,))
    >>> kept.arguments[0][:] = [2.0, kept.arguments[0][0], (3.0,)]
    >>> kept.leave()
    >>> items, items[1] is first
    ([2.0, array([0.]), (3.0,)], True)
    """

    def __init__(self, primals: tuple[Any, ...], copied: Callable[[np.ndarray], np.ndarray]):
        own = [leaf for leaf in flatten(primals)[0] if type(leaf) is np.ndarray]
        self.arguments = tuple(map_leaves(lambda a: copied(a) if type(a) is np.ndarray else a, each) for each in primals)
        made = [leaf for leaf in flatten(self.arguments)[0] if type(leaf) is np.ndarray]
        self.pairs = [*zip(own, made, strict=True), *pairs(primals, self.arguments)]
        self.own = {id(copy): primal for primal, copy in self.pairs}

    def leave(self) -> None:
        """Leave the arguments as the program has left the copies of them."""
        for primal, copy in self.pairs:
            if isinstance(primal, np.ndarray):
                if primal.flags.writeable:
                    primal[...] = copy
            elif isinstance(primal, list):
                primal[:] = map(self.behind, copy)
            elif isinstance(primal, dict):
                items = {key: self.behind(item) for key, item in copy.items()}
                primal.clear()
                primal.update(items)
            elif not isinstance(primal, tuple):
                self.leave_attributes(primal, copy)

    def leave_attributes(self, primal: Any, copy: Any) -> None:
        """Leave an object as the program has left another one."""
        old = attributes_in(primal)
        for name, item in attributes_in(copy).items():
            behind = self.behind(item)
            if name not in old or behind is not old[name]:
                object.__setattr__(primal, name, behind)

    def behind(self, value: Any) -> Any:
        """Return what the caller knows a value as: what the program has made is the caller's, with the caller's things in it."""
        if id(value) in self.own:
            return self.own[id(value)]
        if type(value) in (list, dict):
            self.own[id(value)] = value         # it may be in itself
        if type(value) is list:
            value[:] = map(self.behind, value)
        elif type(value) is dict:
            value.update({key: self.behind(item) for key, item in value.items()})
        elif isinstance(value, tuple) and (type(value) is tuple or hasattr(type(value), "_make")):
            return getattr(type(value), "_make", tuple)(map(self.behind, value))
        return value


def keep_together(primals: tuple[Any, ...]) -> Kept:
    """Keep arguments; arrays that share memory are copied with it, so that they still do.

    >>> x = np.arange(3.0)
    >>> first, second = keep_together((x, x[1:])).arguments
    >>> second[0] = 5.0
    >>> first, x
    (array([0., 5., 2.]), array([0., 1., 2.]))
    """
    roots = Counter(id(_root(leaf)) for leaf in flatten(primals)[0] if type(leaf) is np.ndarray)
    copies: dict[int, np.ndarray] = {}

    def copied(leaf: np.ndarray) -> np.ndarray:
        root = _root(leaf)
        if roots[id(root)] == 1 or not (root.flags.c_contiguous or root.flags.f_contiguous):
            return leaf.copy()
        memory = copies.setdefault(id(root), root.ravel(order="K").copy())
        offset = leaf.__array_interface__["data"][0] - root.__array_interface__["data"][0]
        return np.ndarray(leaf.shape, leaf.dtype, memory.data, offset, leaf.strides)

    return Kept(primals, copied)


def _root(array: np.ndarray) -> np.ndarray:
    """Return the array that owns the memory of another one."""
    while type(array.base) is np.ndarray:
        array = array.base
    return array


def keep_apart(primals: tuple[Any, ...]) -> Kept:
    """Keep arguments that are written, of which no two may share memory."""
    arrays = [leaf for leaf in flatten(primals)[0] if type(leaf) is np.ndarray]
    for place, array in enumerate(arrays):
        check_separate(array, *arrays[place + 1 :])
    return Kept(primals, np.ndarray.copy)
