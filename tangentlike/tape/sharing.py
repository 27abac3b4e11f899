"""Arrays that a program on the tape meets by several ways, and that share memory: a write through one is seen by all.

Views that the program itself makes are known by their making. Those that it is given (in arguments, globals, cells and
containers) are known by the memory that they lie in.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.containers import attributes_in
from tangentlike.errors import Unsupported
from tangentlike.runtime.sequences import overlap
from tangentlike.tape.memory import root_of
from tangentlike.tape.views import look, note_view

if TYPE_CHECKING:
    from tangentlike.tape.aware import Aware

SHARED: dict[int, Any] = {}                     # memory of an argument of interest that the program reaches otherwise, too


def given_array(value: Any, aware: "Aware") -> Any:
    """Return what stands for an array that a program is given: a view, if others may look into the same memory."""
    from tangentlike.tape.values import Value  # noqa: PLC0415  (it asks here before it writes)

    note_given(value, aware)
    root = root_of(value)
    if root is value or type(root) is not np.ndarray or root.dtype != value.dtype:
        return aware.bases.setdefault(id(value), Value.make(value))
    made, base = Value.make(value), aware.bases.setdefault(id(root), Value.make(root))
    note_view(base, made)
    made.node = look(base, value)
    return made


def note_leaf(value: Any, aware: "Aware") -> None:
    """Note an argument of interest."""
    for other in aware.arrays:
        note_overlap(value, other)
    note_given(value, aware)
    aware.leaves.append(value)


def note_given(value: Any, aware: "Aware") -> None:
    """Note an array that a program is given, and whether it shares memory with an argument of interest."""
    for leaf in aware.leaves:
        note_overlap(leaf, value)
    aware.arrays.append(value)


def note_overlap(leaf: Any, other: Any) -> None:
    """Note the memory of an argument of interest if another array shares it."""
    if overlap(leaf, other):
        SHARED.update({id(root): root for root in (root_of(leaf), root_of(other))})


def note_containers(pairs: Iterable[tuple[Any, Any]], aware: "Aware") -> None:
    """Note the containers of an argument, those that stand for them, and what these hold at the start."""
    aware.given += [(value, made, held_in(made)) for value, made in pairs]


def check_containers(aware: "Aware") -> None:
    """Refuse what a program has changed in a container that it was given more than once: each time it is another one here."""
    seen: dict[int, list[tuple[Any, list[Any]]]] = {}
    for value, made, held in aware.given:
        seen.setdefault(id(value), []).append((made, held))
    for key, several in seen.items():
        there = {id(made) for made, _ in several} | ({id(aware.known[key][1])} if key in aware.known else set())
        apart = [(made, held) for value, made, held in aware.containers if id(value) == key]
        if len(there) > 1 and any(changed(made, held) for made, held in (*several, *apart)):
            raise Unsupported(
                "tangentlike cannot differentiate a write to a list, dict or object that an argument holds and that is also "
                "somewhere else.",
                why="who changes it there changes it here as well, so there is no derivative by one of them.",
                instead="pass a copy.",
            )


def held_in(made: Any) -> list[Any]:
    """Return what a container holds now, its keys included."""
    if isinstance(made, dict):
        return [*made, *made.values()]
    return list(made) if isinstance(made, list) else list(attributes_in(made).values())


def changed(made: Any, held: list[Any]) -> bool:
    """Tell whether a container holds other things than before."""
    now = held_in(made)
    return len(now) != len(held) or any(a is not b for a, b in zip(now, held, strict=True))


def forget(aware: "Aware") -> None:
    """Forget what a run that has ended was given."""
    for array in (*aware.leaves, *aware.arrays):
        SHARED.pop(id(root_of(array)), None)


def check_own(root: Any) -> None:
    """Refuse a write into an argument of interest that is also something else: a derivative by it alone means nothing."""
    if id(root) in SHARED:
        raise Unsupported(
            "tangentlike cannot differentiate a write to an argument that shares memory with another array.",
            why="who changes the argument changes the other array as well, so there is no derivative by one of them.",
            instead="pass a copy.",
        )
