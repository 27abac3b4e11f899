"""Classes whose objects are nothing but their attributes: what their members mean, and the text of their constructors."""

import dataclasses
import dis
import functools
import types
from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.scopes import Scope
from tangentlike.errors import SourceNotAvailable, Unsupported
from tangentlike.normalise.support import without_docstring
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t

DATA = (int, float, complex, str, bytes, tuple, type(None))
MISSING = dataclasses.MISSING


@dataclass
class Method:
    """A function that is written out where it is called: its text, where its names are looked up, what it is given first."""

    function: Any
    tree: t.FunctionDef
    scope: Scope
    owner: type | None = None
    defaults: dict[str, Any] = field(default_factory=dict)


def find_member(cls: type, name: str, after: type | None = None) -> tuple[type, Any] | None:
    """Return the class that defines a member, and the member as it stands there; `after`: what `super()` finds."""
    mro = cls.__mro__
    for base in mro[mro.index(after) + 1 if after is not None else 0 : -1]:
        if name in vars(base):
            return base, vars(base)[name]
    return None


@functools.lru_cache(maxsize=512)
def class_data(cls: type) -> dict[str, bool]:
    """Return the data of a class that its objects read until they store their own, such as `count = 0`.

    With each name stands whether a method of the class stores it.
    """
    stored: set[str] = set()
    found: set[str] = set()
    for base in cls.__mro__[:-1]:
        for name, value in vars(base).items():
            if isinstance(value, types.FunctionType):
                stored |= {str(i.argval) for i in dis.get_instructions(value) if i.opname == "STORE_ATTR"}
            elif type(value) in (*DATA, bool) and not name.startswith("__"):
                found.add(name)
    return {name: name in stored for name in sorted(found - getattr(cls, "__dataclass_fields__", {}).keys())}


def method_of(function: types.FunctionType, owner: type | None, known: dict[Any, Method | None]) -> Method | None:
    """Return a function as one that can be written out; None if it has no text, or holds what is not compiled."""
    if function not in known:
        known[function] = None
        try:
            subject = Subject.of(function)
        except (SourceNotAvailable, Unsupported):
            return None
        tree = subject.source.tree
        tree.body = without_docstring(tree.body)
        names = subject.parameters.names
        defaults = dict(zip(reversed(names), reversed(function.__defaults__ or ()), strict=False))
        defaults |= function.__kwdefaults__ or {}
        if find_refused(tree, subject.scope) is None:
            known[function] = Method(function, tree, subject.scope, owner, defaults)
    found = known[function]
    return found and dataclasses.replace(found, owner=owner)


def constructor_of(cls: type, given: int, named: set[str], known: dict[Any, Method | None]) -> Method | None:
    """Return the function that a class runs on a new object, for a call with some arguments."""
    found = find_member(cls, "__init__")
    if found is None:
        return Method(None, t.parse_function("def __init__(self): pass"), Scope({}), cls)
    owner, function = found
    if not isinstance(function, types.FunctionType):
        return None
    if "__dataclass_fields__" in vars(owner) and function.__code__.co_filename == "<string>":
        return dataclass_constructor(owner, given, named)
    return method_of(function, owner, known)


def dataclass_constructor(cls: Any, given: int, named: set[str]) -> Method | None:
    """Return the constructor that a dataclass makes of its fields; what a factory makes, it makes in the text."""
    every = [f for f in cls.__dataclass_fields__.values() if f._field_type.name != "_FIELD_CLASSVAR"]
    taken = [f for f in every if f.init]
    filled = {*[f.name for f in taken if not f.kw_only][:given], *named}
    taken = [f for f in taken if f.name in filled or f.default_factory is MISSING]
    positional = [written_parameter(f) for f in taken if not f.kw_only]
    only = [written_parameter(f) for f in taken if f.kw_only]
    header = ["self", *positional, *(["*", *only] if only else [])]
    body, names = [], {}
    for each in every:
        if each in taken and each._field_type.name != "_FIELD_INITVAR":
            body.append(f"self.{each.name} = {each.name}")
        elif each.default_factory is not MISSING:
            names[f"make_{each.name}"] = each.default_factory
            literal = {list: "[]", dict: "{}"}.get(each.default_factory)
            body.append(f"self.{each.name} = {literal or f'make_{each.name}()'}")
    if find_member(cls, "__post_init__") is not None:
        late = [each.name for each in every if each._field_type.name == "_FIELD_INITVAR"]
        body.append(f"self.__post_init__({', '.join(late)})")
    tree = t.parse_function(f"def __init__({', '.join(header)}):\n    " + "\n    ".join(body or ["pass"]))
    return Method(None, tree, Scope(names), cls, {f.name: f.default for f in taken if f.default is not MISSING})


def written_parameter(field: Any) -> str:
    """Return a field as a parameter; its default value is looked up by name."""
    return str(field.name) if field.default is MISSING and field.default_factory is MISSING else f"{field.name}=None"
