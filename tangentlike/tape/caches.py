"""`functools.lru_cache` on values: an entry is found by the very values that it was made of.

Two numbers that are equal may have different derivatives: what was computed of one of them is not what the other one needs.
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from tangentlike.tape.values import Value

CACHED = type(functools.lru_cache(lambda: None))


@dataclass(frozen=True, eq=False)
class Given:
    """An argument that carries a derivative, as a key."""

    value: Any

    def __hash__(self) -> int:
        return id(self.value.node)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Given) and self.value.node is other.value.node


class Items(tuple[Any, ...]):
    """A tuple with such arguments among its items, as a key."""


def key_of(value: Any) -> Any:
    """Return what an argument is looked up by."""
    if type(value) is Value and value.node is not None and type(value.value) is not np.ndarray:
        return Given(value)  # an array has no hash, and raises as it does
    if type(value) is not tuple:
        return value
    keys = tuple(map(key_of, value))
    return value if all(key is item for key, item in zip(keys, value, strict=True)) else Items(keys)


def argument_of(key: Any) -> Any:
    """Return the argument that a key stands for."""
    if type(key) is Items:
        return tuple(map(argument_of, key))
    return key.value if type(key) is Given else key


def cached(function: Callable[..., Any], maxsize: Any = None, typed: bool = False) -> Callable[..., Any]:
    """Return a function that keeps what it gave."""

    def call(*keys: Any, **named: Any) -> Any:
        return function(*map(argument_of, keys), **{name: argument_of(key) for name, key in named.items()})

    once = functools.lru_cache(maxsize=maxsize, typed=typed)(call)

    @functools.wraps(function)
    def run(*args: Any, **kwargs: Any) -> Any:
        return once(*map(key_of, args), **{name: key_of(value) for name, value in kwargs.items()})

    for name in ("cache_info", "cache_clear", "cache_parameters"):
        setattr(run, name, getattr(once, name))
    return run


def lru_cache(maxsize: Any = 128, typed: bool = False) -> Callable[..., Any]:
    """Return a function that keeps what it gave, or the decorator that makes one."""
    if callable(maxsize):
        return cached(maxsize, 128, typed)
    return functools.partial(cached, maxsize=maxsize, typed=typed)
