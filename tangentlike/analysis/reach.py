"""Objects in memory, by the places that make them, and what each of them holds or reaches in a state."""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Object(NamedTuple):
    """One object, or all that one place has made before."""

    site: int | str
    earlier: bool = False
    item: bool = False

    @property
    def outside(self) -> bool:
        """Tell whether others than the function may see it."""
        return isinstance(self.site, str)


class Partners(NamedTuple):
    """The key of a state for the names that may share memory with one name.

    Objects alone cannot tell that `a, b = b, a` leaves two arrays two: each may be either, but not the same.
    """

    name: str


Objects = frozenset[Object]
State = dict[Any, frozenset[Any]]
NOTHING: frozenset[Any] = frozenset()
OUTSIDE = Object("outside")


def argument(name: str) -> Object:
    """Return the object that a parameter means when a function starts."""
    return Object(f"argument {name}")


def items_of(objects: Iterable[Object], state: State) -> Objects:
    """Return what objects may hold; what is outside may hold anything outside."""
    found: set[Object] = set()
    for thing in objects:
        found |= state.get(thing, NOTHING)
        found.add(thing if thing.outside else thing._replace(item=True))
    return frozenset(found)


def reach(objects: Iterable[Object], state: State) -> Objects:
    """Return objects and all that they hold, at any depth."""
    found = set(objects)
    todo = list(found)
    while todo:
        new = held_by(todo.pop(), state) - found
        found |= new
        todo.extend(new)
    return frozenset(found)


def meets(objects: Objects, held: Objects, state: State, apart: set[Object]) -> bool:
    """Tell whether objects reach one of those in `held`; `apart` are those of which it is known that they do not."""
    todo = [thing for thing in objects if thing not in apart]
    seen = set(todo)
    while todo:
        thing = todo.pop()
        if thing in held:
            return True
        new = held_by(thing, state) - seen - apart
        seen |= new
        todo.extend(new)
    apart |= seen
    return False


def held_by(thing: Object, state: State) -> Objects:
    """Return what one object holds, with those items that nothing else has made."""
    held = state.get(thing, NOTHING)
    return held if thing.item or isinstance(thing.site, str) else held | {Object(thing.site, thing.earlier, True)}
