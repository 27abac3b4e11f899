"""Which functions return objects, as far as their text shows it: they are written out where they are called."""

import types
from types import FunctionType
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.instances import is_plain, is_users_module
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.dissolving.classes import Method, method_of
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer


class Results:
    """The classes of what functions return."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.known: dict[Any, type | None] = {}

    def returned(self, function: Any) -> type | None:
        """Return the class of the objects that a function returns, None if no text shows one."""
        first: type | None = None
        if isinstance(function, types.MethodType) and isinstance(function.__self__, type):
            first, function = function.__self__, function.__func__
        if not isinstance(function, FunctionType) or not names_class(function, first, set()):
            return None
        if (function, first) not in self.known:
            self.known[function, first] = None  # a recursion shows nothing
            method = method_of(function, None, self.writer.methods)
            if method is not None:
                self.known[function, first] = self.found(method, first)
        found = self.known[function, first]
        return None if found in self.writer.kept else found

    def found(self, method: Method, first: type | None) -> type | None:
        """Return the class of what the returns of a text give."""
        own = local_names(method.tree)
        returned = [node.value for node in t.walk_own(method.tree.body) if isinstance(node, t.Return) and node.value is not None]
        assigned = [node for node in t.walk_own(method.tree.body) if isinstance(node, t.Assign)]
        for value in (each for whole in returned for each in alternatives(whole)):
            made = [node.value for node in assigned if isinstance(value, t.Name) and t.equal(node.targets[0], t.store(value.id))]
            for call in [value, *made]:
                cls = self.made_by(call, method, own, first)
                if cls is not None:
                    return cls
        return None

    def made_by(self, call: t.expr, method: Method, own: set[str], first: type | None) -> type | None:
        """Return the class of the object that a call makes."""
        path = dotted_path(call.func) if isinstance(call, t.Call) else None
        if path is None:
            return None
        parameters = method.tree.args.args
        root = path.partition(".")[0]
        if first is not None and parameters and path == parameters[0].id:
            return first if is_plain(first) else None
        value = None if root in own else method.scope.peek(path)
        if isinstance(value, type):
            return value if is_plain(value) else None
        return self.returned(value)


def alternatives(node: t.expr) -> list[t.expr]:
    """Return the values one of which an expression gives: `a if test else b` gives a or b."""
    return [*alternatives(node.body), *alternatives(node.orelse)] if isinstance(node, t.IfExp) else [node]


def makes_objects(tree: t.FunctionDef, scope: Scope) -> bool:
    """Tell at a glance whether some call of a text may make an object that can be dissolved."""
    paths = {dotted_path(node.func) for node in t.walk_all(tree.body) if isinstance(node, t.Call)}
    found = [scope.peek(path) for path in paths if path is not None]
    functions = [(getattr(each, "__func__", each), getattr(each, "__self__", None)) for each in found]
    return any(is_class(each) and is_plain(each) for each in found) or any(names_class(*each, set()) for each in functions)


def names_class(function: Any, first: Any, seen: set[Any]) -> bool:
    """Tell whether a function, or one that it names, names a class whose objects can be dissolved: without its text."""
    if not isinstance(function, FunctionType) or function in seen or not is_users_module(str(function.__module__)):
        return False
    if is_class(first) and is_plain(first):
        return True
    seen.add(function)
    names = {*function.__code__.co_names, *function.__code__.co_freevars}
    scope = Scope.of(function)
    values = [scope.peek(name) for name in names]
    modules = [each for each in values if isinstance(each, types.ModuleType) and is_users_module(each.__name__)]
    values += [getattr(module, name, None) for module in modules for name in names]
    return any(is_class(each) and is_plain(each) for each in values) or any(names_class(each, None, seen) for each in values)


def is_class(value: Any) -> bool:
    """Tell whether a value is a class."""
    return isinstance(value, type)
