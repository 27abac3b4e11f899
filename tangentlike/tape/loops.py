"""NumPy's calls of the user's functions, on values: for each element, for each row, for what a condition selects."""

import functools
import itertools
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tangentlike.runtime.by_elements import in_memory_order
from tangentlike.tape.caches import cached, lru_cache
from tangentlike.tape.calling import call, lost
from tangentlike.tape.record import find_variable, plain
from tangentlike.tape.values import Value


def ndenumerate(x: Any) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the index and the value of each element."""
    for index in np.ndindex(np.shape(plain(x))):
        yield index, x[index]


def nditer(op: Any, *options: Any, **more: Any) -> Any:
    """Return an iterator over the elements of one array, which are only read."""
    if find_variable(op) is None:
        return np.nditer(op, *options, **more)
    if type(op) in (list, tuple) or options or more:
        raise lost("`np.nditer` with options hands out memory")
    return (op[index] for index in in_memory_order(plain(op))) if np.ndim(plain(op)) else iter([op])


def vectorize(pyfunc: Any = None, otypes: Any = None, doc: Any = None, **options: Any) -> Any:
    """Return a function of arrays that calls a function of numbers for each element; all results get the type of the first."""
    if pyfunc is None:
        return functools.partial(vectorize, otypes=otypes, doc=doc, **options)
    typed = np.vectorize(pyfunc, otypes).otypes if otypes is not None else None

    @functools.wraps(pyfunc, updated=())
    def run(*args: Any, **kwargs: Any) -> Any:
        given: dict[Any, Any] = {**dict(enumerate(args)), **kwargs}
        if find_variable(tuple(given.values())) is None or options.get("signature") is not None:
            return np.vectorize(pyfunc, otypes, doc, **options)(*args, **kwargs)
        walked = {key: arg for key, arg in given.items() if key not in (options.get("excluded") or ())}
        shape = np.broadcast_shapes(*(np.shape(plain(arg)) for arg in walked.values()))
        spread = {key: spread_to(shape, arg) for key, arg in walked.items()}
        results = []
        for index in np.ndindex(shape):
            each = {**given, **{key: number(arg[index]) for key, arg in spread.items()}}
            results.append(pyfunc(*(each[place] for place in range(len(args))), **{name: each[name] for name in kwargs}))
        return gathered(results, typed).reshape(shape)

    return run


def number(item: Any) -> Any:
    """Return an element as a function of numbers is given it: Python's own number."""
    return item.item() if isinstance(plain(item), np.generic) else item


def spread_to(shape: tuple[int, ...], arg: Any) -> Any:
    """Return an argument with the shape of all of them."""
    return np.broadcast_to(arg, shape) if find_variable(arg) is None else call(np.broadcast_to, arg, shape)


def fromiter(iter: Any, dtype: Any, count: int = -1, **more: Any) -> Any:
    """Return an array of what an iterator gives."""
    return gathered(list(iter if count < 0 else itertools.islice(iter, count)), [dtype])


def apply_along_axis(func1d: Callable[..., Any], axis: int, arr: Any, *args: Any, **kwargs: Any) -> Any:
    """Return what a function gives for each one-dimensional stretch along an axis."""
    if find_variable(arr) is None:
        return np.apply_along_axis(func1d, axis, arr, *args, **kwargs)
    rows = np.moveaxis(arr, axis, -1)
    outer = np.shape(plain(rows))[:-1]
    results = [func1d(rows[index], *args, **kwargs) for index in np.ndindex(outer)]
    inner = np.shape(plain(results[0]))
    whole = gathered(results).reshape(outer + inner)
    return whole if not inner else np.moveaxis(whole, list(range(len(outer), len(outer) + len(inner))), place(axis, outer, inner))


def frompyfunc(func: Callable[..., Any], /, nin: int, nout: int, **options: Any) -> Any:
    """Return a function of arrays that calls a function of numbers for each element."""
    plainly = np.frompyfunc(func, nin, nout, **options)
    each = vectorize(func, otypes="O")

    def run(*args: Any, **kwargs: Any) -> Any:
        return each(*args, **kwargs) if nout == 1 and find_variable(args) is not None else plainly(*args, **kwargs)

    return run


def piecewise(x: Any, condlist: Any, funclist: Any, *args: Any, **kwargs: Any) -> Any:
    """Return what each function (or number) gives for the elements that its condition selects."""
    whole = call(np.array, x)
    shape = np.shape(plain(whole))
    out = Value.make(np.zeros_like(plain(whole)))
    for condition, function in zip(selections(condlist, shape, len(funclist)), funclist, strict=True):
        if not callable(function):
            out[condition] = function
        elif np.any(condition):
            out[condition] = function(whole[condition], *args, **kwargs)
    return out


def selections(condlist: Any, shape: tuple[int, ...], count: int) -> Any:
    """Return a condition for each of `count` functions, as `np.piecewise` reads them: what is left is for the last."""
    known = [plain(each) for each in condlist] if isinstance(condlist, (list, tuple)) else plain(condlist)
    single = np.ndim(known) == 0 or (np.ndim(known[0]) == 0 and len(shape) > 0)
    conditions = np.asarray([known] if single else known, dtype=bool)
    if len(conditions) == count - 1:
        conditions = np.concatenate([conditions, ~np.any(conditions, axis=0, keepdims=True)])
    return conditions


def place(axis: int, outer: tuple[int, ...], inner: tuple[int, ...]) -> list[int]:
    """Return where the dimensions of the results go: to where the axis was."""
    first = axis % (len(outer) + 1)
    return list(range(first, first + len(inner)))


def gathered(results: list[Any], typed: Any = None) -> Any:
    """Return an array of results, of the type of the first one; if none carries a derivative, a plain one.

    Where that is whole numbers, the others are cut off to such, as NumPy does, and nothing depends on them smoothly.
    """
    if results and isinstance(results[0], tuple):
        raise lost("a function that is called for each element gives several values")
    kind = np.dtype(typed[0]) if typed else np.asarray(plain(results[0])).dtype if results else np.dtype(float)
    if kind.kind in "iub":
        return np.array([plain(result) for result in results]).astype(kind)
    if find_variable(results) is None:
        return np.array(results)
    made = call(np.array, results)
    return made if kind.kind not in "fc" or plain(made).dtype == kind else made.astype(kind)


LOOPS: dict[Any, Callable[..., Any]] = {
    functools.lru_cache: lru_cache,
    functools.cache: cached,
    np.ndenumerate: ndenumerate,
    np.nditer: nditer,
    np.vectorize: vectorize,
    np.apply_along_axis: apply_along_axis,
    np.fromiter: fromiter,
    np.frompyfunc: frompyfunc,
    np.piecewise: piecewise,
}
