"""A compiled variant for another function of the same code: a closure or lambda that is made anew at each call.

What differs is which cells the generated functions read. Functions and objects in the cells must be the very same,
and data of the same kind, as the guards of a variant ask it of a cell that has changed; otherwise nothing is taken over.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from types import CellType, FunctionType
from typing import Any

from tangentlike.analysis.scopes import Scope
from tangentlike.compiling import Home, make_functions
from tangentlike.guards import Seen, as_seen, guards_of, outline, seen_by
from tangentlike.rules import registry
from tangentlike.subjects import Subject

Cells = Mapping[int, CellType]


def relocate(variant: Any, old: FunctionType, new: FunctionType) -> Any:
    """Return a variant of `old` as one of `new`, whose code is the same; None if it does not serve.

    The text is the same: only its functions are made again, with the cells of `new`.
    """
    cells, subject = pair_cells(old, new), Subject.of(new)
    has_own_text = subject.source.function is new and registry.find(old) is registry.find(new) is None
    if cells is None or not has_own_text or reach(variant.injected.values(), cells):
        return None
    scopes = moved_scopes(variant.reads, cells, old, new)
    if scopes is None:
        return None
    homes = {name: moved_home(home, cells) for name, home in variant.homes.items()}
    entry = variant.function.__name__
    functions = make_functions(variant.source, entry, homes, variant.injected)
    guards, names = guards_of(scopes, subject, new)
    made = {"function": functions[entry], "functions": functions, "homes": homes}
    return dataclasses.replace(variant, **made, guards=guards, names=names, reads=seen_by(scopes))


def pair_cells(old: FunctionType, new: FunctionType) -> Cells | None:
    """Return the cell of `new` for each of `old`, by identity; None if the functions differ in more than their cells."""
    if old.__code__ is not new.__code__ or old.__globals__ is not new.__globals__:
        return None
    return {id(mine): theirs for mine, theirs in zip(old.__closure__ or (), new.__closure__ or (), strict=True)}


def moved_home(home: Home, cells: Cells) -> Home:
    """Return a home with the cells replaced."""
    return Home(home.globals, {name: cells.get(id(cell), cell) for name, cell in home.cells.items()})


def moved_scopes(reads: Seen, cells: Cells, old: FunctionType, new: FunctionType) -> list[Scope] | None:
    """Return the scopes that a variant has read, with the cells replaced; None if something else is found there."""
    scopes: dict[Scope, Scope] = {}
    for scope, what, seen in reads:
        if scope not in scopes:
            own = {name: cells.get(id(cell), cell) for name, cell in scope.cells.items()}
            scopes[scope] = Scope(scope.globals, own)
        there = scopes[scope]
        if isinstance(what, str):
            now = there.lookup(what)
        else:
            owner, attribute, _ = scope.members[what]
            owner = new if owner is old else owner
            there.watch(owner, attribute)
            now = as_seen(owner, attribute, there.members[id(owner), attribute][2])
        if outline(now) != seen:
            return None
    return list(scopes.values())


def reach(values: Iterable[Any], cells: Cells) -> bool:
    """Tell whether some function among the values, or in the cells of one, reads a cell that is replaced."""
    todo, seen = list(values), set[int]()
    while todo:
        value = todo.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        todo += [getattr(value, link) for link in ("_primal", "__func__", "func") if hasattr(value, link)]
        for cell in (value.__closure__ or ()) if isinstance(value, FunctionType) else ():
            if id(cell) in cells:
                return True
            try:
                todo.append(cell.cell_contents)
            except ValueError:  # nothing has been put there yet
                continue
    return False
