"""Calls that hand a function more than the text says: methods, objects that can be called, partial functions."""

import collections
import functools
import inspect
import types
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.instances import is_object
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.values import Kind, Record
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


OF_EVERY_NAMEDTUPLE = frozenset(vars(collections.namedtuple("Any", ())))


@dataclass
class Method:
    """The function behind a call, and what it is given first: an expression of the text, or objects."""

    function: Any
    receiver: t.expr | None = None
    objects: tuple[Any, ...] = ()
    options: dict[str, Any] = field(default_factory=dict)
    whole: t.Call | None = None                 # the call with all arguments, objects as stand-ins

    def written(self, node: t.Call, function: t.expr, objects: list[t.expr], options: dict[str, t.expr]) -> t.Call:
        """Return the call with all that the function is given."""
        first = [] if self.receiver is None else [self.receiver]
        given = {keyword.arg for keyword in node.keywords}
        more = [t.keyword(name, value) for name, value in options.items() if name not in given]
        return t.Call(function, [*first, *objects, *node.args], [*node.keywords, *more])


def find_method(run: "Inference", node: t.Call, function: Any, receiver: tuple[t.expr, Kind] | None) -> Method | None:
    """Return the user's function behind a call of a method, an object or a partial function; None for other calls."""
    if receiver is not None:
        known = isinstance(receiver[1], Record) and isinstance(node.func, t.Attribute)
        return _of_class(run, receiver[1], node.func.attr, receiver[0]) if known else None
    called = run.facts.of(node.func)
    if isinstance(called, Record):
        return _of_class(run, called, "__call__", node.func)
    match function:
        case types.MethodType() if is_users(function.__func__):
            return Method(function.__func__, objects=(function.__self__,))
        case functools.partial() if is_users(function.func):
            run.scope.watch(function, "keywords")
            return Method(function.func, objects=function.args, options=dict(function.keywords))
    if is_object(function) and is_users(inspect.getattr_static(type(function), "__call__", None)):
        run.scope.watch(type(function), "__call__")
        return Method(type(function).__call__, objects=(function,))
    return None


def _of_class(run: "Inference", kind: Any, name: str, receiver: t.expr) -> Method | None:
    function = inspect.getattr_static(kind.cls, name, None)
    if function is not None:
        run.scope.watch(kind.cls, name)
    made = hasattr(kind.cls, "_fields") and name in OF_EVERY_NAMEDTUPLE
    return Method(function, receiver) if is_users(function) and not made else None


def find_property(kind: Kind, name: str) -> Any:
    """Return the function of a property of a record, None if the name is no property."""
    found = inspect.getattr_static(kind.cls, name, None) if isinstance(kind, Record) else None
    return found.fget if isinstance(found, property) and is_users(found.fget) else None


def is_users(function: Any) -> bool:
    """Tell whether a function is the user's, and differentiated through its text."""
    from tangentlike.analysis import calls  # noqa: PLC0415

    return isinstance(function, types.FunctionType) and calls.is_users(function)


def infer_method(run: "Inference", node: t.Call, method: Method, env: "Environment") -> Kind:
    """Return the kind of the result of such a call."""
    from tangentlike.analysis import calls  # noqa: PLC0415

    calls.positional(run, node, env)
    for keyword in node.keywords:
        run.kind(keyword.value, env)
    objects, options = [object_node(run, value) for value in method.objects], {}
    for name, value in method.options.items():
        options[name] = object_node(run, value)
    whole = method.written(node, node.func, objects, options)
    run.facts.methods[id(node)], method.whole = method, whole
    return calls.operation(run, whole, method.function, [], {}, [*whole.args], env)


def object_node(run: "Inference", value: Any) -> t.expr:
    """Return a stand-in for an object in a call, its kind noted."""
    node = t.name("@object")
    run.facts.note(node, kind_of(value))
    return node
