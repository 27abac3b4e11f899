"""Whether anything but the text itself may store into the objects that it is given, while names stand for their attributes."""

import dis
from collections.abc import Iterator
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType, ModuleType
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.instances import is_users_module
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import Static, Unknown
from tangentlike.dissolving.classes import DATA
from tangentlike.dissolving.given import Given
from tangentlike.syntax import trees as t
from tangentlike.understood import METHODS

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

STORING = frozenset({"setattr", "delattr", "exec", "eval", "vars", "__dict__", "__setattr__", "globals", "locals"})


def may_store(body: t.Block, work: "Writer", given: Given) -> bool:
    """Tell whether a call may store an attribute that has a name of ours here, or the text itself by another name."""
    if not given.names:
        return False
    unknown = {name for name, kind in given.parameters.items() if isinstance(kind, Unknown)}
    if unknown & t.names_read(body):
        return True  # its operators may do anything
    names = frozenset(name for made in given.known.values() for name in made.places) | STORING
    nested = {node.name for node in t.walk_all(body) if isinstance(node, t.FunctionDef)}
    run = _Run(names, work, given, nested)
    data = {id(n.value) for n in t.walk_all(body) if isinstance(n, t.Attribute) and is_data(run.meaning(n))}
    return any(run.stores(node) for node in t.walk_all(body) if id(node) not in data)


def is_data(value: Any) -> bool:
    """Tell whether a member of a class or module is a number or a text."""
    return type(value) in (*DATA, bool)


class _Run:
    """What is looked at for stores of some attributes."""

    def __init__(self, names: frozenset[str], work: "Writer", given: Given, nested: set[str]):
        self.names = names
        self.work = work
        self.given = given
        self.nested = nested
        self.seen: set[int] = set()

    def stores(self, node: t.AST) -> bool:
        """Tell whether a node of the text may store one of the attributes, other than through the object itself."""
        match node:
            case t.Attribute(value=base, attr=attr, ctx=context) if attr in self.names and not isinstance(context, t.Load):
                return not (isinstance(base, t.Name) and base.id in self.given.names)
            case t.Call(func=t.Attribute(attr=attr) as func) if self.meaning(func) is MISSING:
                return attr not in METHODS
            case t.Call(func=func) if self.meaning(func) is MISSING:
                return not (isinstance(func, t.Name) and func.id in self.nested)
            case t.Name() | t.Attribute():
                return self.leads_to_stores(self.meaning(node))
        return False

    def meaning(self, node: t.expr) -> Any:
        """Return what a dotted name means that is no variable of the function; MISSING if it is not known."""
        if isinstance(node, t.Name):
            kind, facts = self.given.parameters.get(node.id), self.work.facts
            if node.id in self.given.names:
                return MISSING
            if isinstance(kind, Static):
                return kind.value
            own = self.work.program.injected.get(node.id, MISSING)
            return facts.scope.peek(node.id) if own is MISSING and node.id not in facts.local_names else own
        if isinstance(node, t.Attribute):
            base = self.meaning(node.value)
            return MISSING if base is MISSING or not isinstance(base, (ModuleType, type)) else getattr(base, node.attr, MISSING)
        return MISSING

    def leads_to_stores(self, value: Any) -> bool:
        """Tell whether what a value is, or what its class says, may store one of the attributes."""
        if id(value) in self.seen or isinstance(value, (ModuleType, BuiltinFunctionType, np.ufunc, np.ndarray)):
            return getattr(value, "__name__", "") in STORING and isinstance(value, BuiltinFunctionType)
        self.seen.add(id(value))
        value = value.__func__ if isinstance(value, MethodType) else getattr(value, "__wrapped__", value)
        if not is_users_module(str(getattr(value, "__module__", None) or type(value).__module__)):
            return False
        if isinstance(value, FunctionType):
            return any(map(self.leads_to_stores, named_in(value))) or self.code_stores(value.__code__)
        cls = value if isinstance(value, type) else type(value)
        members = [member for base in cls.__mro__[:-1] for member in vars(base).values()]
        functions = [getattr(each, "__func__", getattr(each, "fget", each)) for each in members]
        return any(self.leads_to_stores(each) for each in functions if isinstance(each, FunctionType))

    def code_stores(self, code: CodeType) -> bool:
        """Tell whether a code stores one of the attributes, or what it does so by is in the text."""
        inner = (each for each in code.co_consts if isinstance(each, CodeType))
        steps = dis.get_instructions(code)
        stored = any(step.opname in ("STORE_ATTR", "DELETE_ATTR") and step.argval in self.names for step in steps)
        return stored or bool(STORING & {*code.co_names}) or any(map(self.code_stores, inner))


def named_in(function: FunctionType) -> Iterator[Any]:
    """Yield what the names of a function mean, as far as they are global, in a cell, or in a module or class of the user's."""
    cells = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=True):
        try:
            cells[name] = cell.cell_contents
        except ValueError:
            continue
    names = {*function.__code__.co_names, *function.__code__.co_freevars}
    found = [cells.get(name, function.__globals__.get(name, MISSING)) for name in sorted(names)]
    for value in found:
        yield value
        if isinstance(value, ModuleType) and is_users_module(value.__name__):
            yield from (getattr(value, name, MISSING) for name in sorted(names))
