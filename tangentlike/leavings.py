"""What functions leave in objects and globals, and who may read it there."""

import inspect
from collections.abc import Iterable
from types import FunctionType, MemberDescriptorType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import UNKNOWN, Record, Static
from tangentlike.program import Program
from tangentlike.runtime.sequences import holds_memory
from tangentlike.spelling import ANYTHING, CODE
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.understood import text_of


def leave_in(program: Program, facts: Facts, places: Iterable[t.expr], local: Iterable[str]) -> None:
    """Note that an active value is left in places: an attribute of any object, or a global name."""
    for place in places:
        leave_memory(program, facts, place, local)
        while isinstance(place, t.Subscript) or (isinstance(place, t.Attribute) and place.attr == "T"):
            place = place.value
        if isinstance(place, t.Attribute):
            program.leave(ANYTHING if runs_code(class_of(place.value, facts), place.attr) else place.attr)
            owner = facts.scope.peek(place.value.id) if isinstance(place.value, t.Name) and place.value.id not in local else None
            if isinstance(owner, ModuleType):
                program.leave((id(vars(owner)), place.attr))
        elif isinstance(place, t.Name) and place.id not in local:
            program.leave((id(facts.scope.globals), place.id))


def leave_memory(program: Program, facts: Facts, place: t.expr, local: Iterable[str]) -> None:
    """Note the array, list or dict outside into which an active value is written: it may have other names."""
    path = None
    while isinstance(place, (t.Subscript, t.Attribute)) and path is None:
        place = place.value
        path = dotted_path(place)
    path = path or dotted_path(place)
    value = facts.scope.peek(path) if path is not None and path.partition(".")[0] not in local else None
    if isinstance(value, (np.ndarray, list, dict)):
        program.grown |= id(value) not in program.left_memory
        program.left_memory[id(value)] = value


def shares_left(program: Program, facts: Facts, node: t.expr, local: Iterable[str]) -> bool:
    """Tell whether what a name outside means now holds, or shares, memory into which some function writes."""
    path = dotted_path(node) if program.left_memory else None
    if path is None or path.partition(".")[0] in {*local, *facts.given}:
        return False
    return any(holds_memory(facts.scope.peek(path), item) for item in program.left_memory.values())


def class_of(node: t.expr, facts: Facts) -> type | None:
    """Return the class of what an expression is, None if it is not known."""
    path = dotted_path(node)
    first, *rest = (path or "").split(".")
    kind: Any = facts.parameters.get(first) or kind_of(facts.scope.peek(first))
    for name in rest:
        items = dict(kind.items) if isinstance(kind, Record) else {}
        known = isinstance(kind, Static) and not isinstance(inspect.getattr_static(kind.value, name, None), property)
        kind = kind_of(getattr(kind.value, name, None)) if known else items.get(name, UNKNOWN)
    return kind.cls if isinstance(kind, Record) else type(kind.value) if isinstance(kind, Static) else None


def runs_code(cls: type | None, attribute: str) -> bool:
    """Tell whether a store into an attribute may run code of the class, which may leave the value anywhere."""
    if cls is None:
        return True
    found = inspect.getattr_static(cls, attribute, None)
    storing: Any = cls.__setattr__
    plain = any(storing is each for each in (object.__setattr__, ModuleType.__setattr__, type.__setattr__))
    return not plain or (hasattr(type(found), "__set__") and not isinstance(found, MemberDescriptorType))


def reads_left(program: Program, subject: Subject, around: tuple[Any, ...]) -> bool:
    """Tell whether a function with statements that are not known may read where some function leaves an active value."""
    left, anywhere = program.left, ANYTHING in program.left
    local = frozenset(local_names(subject.source.tree))
    for node in t.walk_all(subject.source.tree.body):
        if isinstance(node, t.Attribute) and node.attr in left:
            return True
        if not isinstance(node, t.Name) or node.id in local:
            continue
        value = subject.scope.peek(node.id)
        if (id(subject.scope.globals), node.id) in left or (anywhere and value is not MISSING and not isinstance(value, CODE)):
            return True
        if isinstance(value, FunctionType) and is_users(value) and value not in around:
            called = text_of(value)
            if called is not None and reads_left(program, called, (*around, value)):
                return True
    return False
