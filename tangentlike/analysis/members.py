"""The kinds of attributes: members of modules and objects, fields of records, properties of arrays."""

import inspect
import types
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.applying import apply
from tangentlike.analysis.joins import widen
from tangentlike.analysis.methods import Method, find_property, infer_method
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.operators import find_member
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.sizes import dimension, map_dims
from tangentlike.analysis.values import (
    INT,
    NEVER,
    UNKNOWN,
    Array,
    Dict,
    Keyed,
    Kind,
    List,
    Number,
    Record,
    Scalar,
    Static,
    Tuple,
    is_number,
)
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


def unsettled(kind: Kind) -> Kind:
    """Forget the values of flags and strings in data that may change behind our back."""
    match kind:
        case Static(value):
            return widen(kind) if value is not None else UNKNOWN
        case Tuple(items):
            return Tuple(tuple(map(unsettled, items)))
        case List(item, is_fixed):
            return List(item and unsettled(item), is_fixed)
        case Dict(items):
            return Dict(tuple((key, unsettled(item)) for key, item in items))
        case Keyed(key, item):
            return Keyed(key, item and unsettled(item))
        case Record(cls, items):
            return Record(cls, tuple((key, unsettled(item)) for key, item in items))
    return kind


def infer_attribute(run: "Inference", node: t.Attribute, env: "Environment") -> Kind:
    """Return the kind of an attribute."""
    base = run.kind(node.value, env)
    match base:
        case Static(value):
            return _member(run, node, value, at_start=reads_at_start(run, node))
        case Record(_, items):
            own = find_property(base, node.attr)
            if own is not None:
                run.scope.watch(base.cls, node.attr)
                return infer_method(run, t.Call(node, [], []), Method(own, node.value), env)
            return next((kind for key, kind in items if key == node.attr), None) or _of_class(run, node, base.cls)
        case Array(_, tuple() as shape) if node.attr == "shape":
            return Tuple(tuple(dimension(dim) for dim in shape))
        case Scalar():
            member = find_member(base, node.attr)
            if isinstance(member, (types.GetSetDescriptorType, types.MemberDescriptorType)):
                return apply(run, node, member, [base], {}, [node.value])
        case (Array() | Number()):
            member = find_member(base, node.attr)
            if member is None and isinstance(base, Array):
                return NEVER  # the program itself will raise here
            if isinstance(member, types.GetSetDescriptorType):
                if node.attr in ("shape", "dtype"):
                    run.facts.callees[id(node)] = member
                    run.facts.shares[id(node)] = ()
                    known = isinstance(base, Array) and base.dtype is not None and is_number(base)
                    return Static(np.dtype(base.dtype)) if known and node.attr == "dtype" else UNKNOWN  # type: ignore[union-attr]
                kind = apply(run, node, member, [base], {}, [node.value])
                return INT if node.attr in ("size", "ndim") else kind
    return UNKNOWN


def _of_class(run: "Inference", node: t.Attribute, cls: type) -> Kind:
    """Return the kind of a number of its class that a record reads as its own."""
    stored = node.attr in run.program.stored and not reads_at_start(run, node)  # type: ignore[attr-defined]
    if stored or not is_class_number(cls, node.attr):
        return UNKNOWN
    run.scope.watch(cls, node.attr)
    return kind_of(inspect.getattr_static(cls, node.attr))


def is_class_number(cls: type, name: str) -> bool:
    """Tell whether an attribute is a number that all objects of a class share."""
    return type(inspect.getattr_static(cls, name, None)) in (int, float)


def reads_at_start(run: "Inference", node: t.Attribute) -> bool:
    """Tell whether an attribute is read when the function starts, before anything is stored: it has a name afterwards."""
    return isinstance(node.value, t.Name) and node.value.id in getattr(run.subject, "given", ())


def _member(run: "Inference", node: t.Attribute, owner: Any, *, at_start: bool = False) -> Kind:
    """Return the kind of a member of a module, class or object; the guards of the variant watch it."""
    is_module = isinstance(owner, types.ModuleType)
    known = is_module and owner.__name__.partition(".")[0] in ("numpy", "math", "scipy")
    found = MISSING if is_module else inspect.getattr_static(owner, node.attr, MISSING)
    stored = not (known or at_start) and node.attr in run.program.stored  # type: ignore[attr-defined]
    if stored or isinstance(found, property) or (found is MISSING and not is_module):
        return UNKNOWN  # what a property gives, or a store leaves, is known only when it runs
    found = getattr(owner, node.attr, MISSING)  # a module may load a part of it only now
    if found is MISSING:
        return UNKNOWN
    path = dotted_path(node)
    if path is not None and path.partition(".")[0] not in run.local and not known:
        run.scope.lookup(path)
        return kind_of(found) if isinstance(kind_of(found), Static) else map_dims(unsettled(kind_of(found)), lambda d: None)
    if known:
        return kind_of(found)
    run.scope.watch(owner, node.attr)
    kind = kind_of(found)
    return kind if isinstance(kind, Static) else map_dims(unsettled(kind), lambda dim: None)


def dotted_path(node: t.expr) -> str | None:
    """Return `a.b.c` for an expression that is such a chain of names."""
    if isinstance(node, t.Name):
        return node.id
    base = dotted_path(node.value) if isinstance(node, t.Attribute) else None
    return None if base is None else f"{base}.{node.attr}"
