"""The names by which generated code reaches objects, and what is known of calls by them."""

import builtins
from collections.abc import Collection
from dataclasses import dataclass, field
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.changing import EFFECTS
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.analysis.values import Array, Closure, Kind, Static, is_value
from tangentlike.errors import Place
from tangentlike.rules import registry
from tangentlike.runtime.arrays import add_trees, conform, structure_like, unbroadcast
from tangentlike.runtime.attempts import try_runs
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names, as_identifier
from tangentlike.syntax.parts import place_text

# What no statement changes in place.
FIXED = (ModuleType, type, FunctionType, BuiltinFunctionType, np.ufunc, float, int, complex, str, bytes, type(None))
CODE = (ModuleType, type, FunctionType, BuiltinFunctionType, np.ufunc, property, staticmethod, classmethod)
ANYTHING = "*"                                  # stands for all names of changed data: which one is not known
EFFECTIVE = frozenset({"add_at", "add_item", "seed", "seterr", "require_number", "check_length", "check_replaced",
                       "check_same_length", "check_apart", "check_separate", "check_rows", "check_quiet", "enter_context",
                       "leave_context", "try_runs", "try_catches", "try_exception", "try_settled", "try_needs"})
QUIET = (len, range, float, int, abs, min, max, sum, round, bool, enumerate, zip, reversed, list, tuple, divmod, pow,
         isinstance, sorted, str)
# What raises outside of its domain must run, whether its value is read or not.
MAY_RAISE = frozenset({"log", "log2", "log10", "log1p", "sqrt", "acos", "asin", "acosh", "atanh", "pow", "fmod", "gamma",
                       "lgamma"})


def rebound_by(node: t.AST, scope: Scope | None) -> list[str]:
    """Return the globals that a node binds anew: `global COUNT`, or `module.COUNT = n`."""
    match node:
        case t.Global(names=names):
            return list(names)
        case t.Attribute(value=t.Name(id=base), attr=attr, ctx=t.Store()):
            return [attr] if scope is not None and isinstance(scope.peek(base), ModuleType) else []
    return []


def stored_attribute(node: t.AST) -> str | None:
    """Return the name of the attribute that a node stores, as `value` in `cell.value = x`."""
    match node:
        case t.Attribute(attr=attr, ctx=t.Store()):
            return str(attr)
        case t.Call(func=t.Name(id="setattr" | "delattr"), args=[_, t.Constant(value=str() as attr), *_]):
            return attr
    return None


@dataclass(eq=False)
class Spelling:
    """The names of one derivative: those that are taken, and the objects that ours stand for."""

    injected: dict[str, Any] = field(default_factory=dict)
    changed: set[Any] = field(default_factory=set)  # names through which some function of the program changes something
    rebound: set[str] = field(default_factory=set)  # global names that some function of the program binds anew
    stored: set[str] = field(default_factory=set)  # attributes that some function of the program stores
    names: Names = field(default_factory=lambda: Names(()))
    left: set[Any] = field(default_factory=set)  # attributes and globals in which some function leaves an active value
    left_memory: dict[int, Any] = field(default_factory=dict)  # arrays and lists outside into which one is written
    tests: dict[tuple[str, str], Place] = field(default_factory=dict)  # on which results depend: function, argument
    catching: bool = False  # some function catches exceptions: others raise all that they do without us
    grown: bool = False  # more is differentiated, or changed, than was thought: all is written again

    def note_changed(self, names: Collection[str], rebound: Collection[str] = ()) -> None:
        """Note names through which the program changes something, or which it binds anew.

        Who reads them may have been written already.
        """
        self.grown |= not (self.changed.issuperset(names) and self.rebound.issuperset(rebound))
        self.changed.update(names)
        self.rebound.update(rebound)

    def note_catching(self, nodes: Collection[t.AST]) -> None:
        """Note whether a function catches exceptions; what it calls may have been written already."""
        catches = self.catching or any(isinstance(node, t.Name) and node.id == try_runs.__name__ for node in nodes)
        self.grown |= catches != self.catching
        self.catching = catches

    def may_change(self, name: str, kind: Kind) -> bool:
        """Tell whether a global name may mean something else, or hold something else, than when the program began.

        Objects stay what they are: what changes in them are their attributes.
        """
        data = not isinstance(kind, (Static, Array)) and (name in self.changed or ANYTHING in self.changed)
        return name in self.rebound or data

    def leave(self, place: Any) -> None:
        """Note that an active value is left in an attribute or a global; who reads it may have been written already."""
        self.grown |= place not in self.left
        self.left.add(place)

    def fresh(self, wanted: str) -> str:
        """Return a name that no function of the program uses."""
        return self.names.fresh(wanted)

    def fresh_pair(self, stem: str) -> tuple[str, str]:
        """Return names for two halves, with one number."""
        number, stem = 1, stem.strip("_")
        while True:
            names = tuple(f"{stem}_{half}{number if number > 1 else ''}" for half in ("forward", "backward"))
            if not set(names) & self.names.taken:
                return self.fresh(names[0]), self.fresh(names[1])
            number += 1

    def spell(self, value: Any, wanted: str, facts: Facts) -> str:
        """Return the name under which a function reaches an object: the user's own name for it, or one of ours."""
        wanted = as_identifier(wanted)
        if wanted not in facts.local_names and facts.scope.peek(wanted) is value:
            return wanted
        if isinstance(value, ModuleType):
            theirs = facts.scope.spelling(value, facts.local_names)
            if theirs is not None:
                return theirs
        for name, known in self.injected.items():
            if known is value and name not in facts.user_names and facts.scope.peek(name) is MISSING:
                facts.names.reserve(name)
                return name
        name, number = wanted, 2
        while name in facts.names.taken or self.injected.get(name, value) is not value or facts.scope.peek(name) is not MISSING:
            name, number = f"{wanted}{number}", number + 1
        self.injected[name] = value
        facts.names.reserve(name)
        return name

    def spelled(self, name: str, facts: Facts | None = None) -> Any:
        """Return the object behind one of our names, or a global one; None if there is none."""
        if name in self.injected:
            return self.injected[name]
        return facts.scope.peek(name) if facts is not None else getattr(builtins, name, None)

    def resolve(self, node: t.expr, facts: Facts) -> Any:
        """Return the object that a dotted name in generated code means; MISSING for a local value."""
        if isinstance(node, t.Name):
            if node.id in facts.user_names and node.id in facts.local_names:
                return MISSING
            return self.spelled(node.id, facts)
        if isinstance(node, t.Attribute):
            base = self.resolve(node.value, facts)
            return MISSING if base is MISSING else getattr(base, node.attr, MISSING)
        return MISSING

    def may_remove(self, call: t.Call, facts: Facts) -> bool:
        """Tell whether a call may be left out: it has no effect, and does not raise where the program would."""
        function = self.resolve(call.func, facts)
        raises = getattr(function, "__module__", "") == "math" and function.__name__ in MAY_RAISE
        return not raises and self.is_pure_call(call, facts)

    def is_pure_call(self, call: t.Call, facts: Facts) -> bool:
        """Tell whether a call in generated code has no effect but its value."""
        function = self.resolve(call.func, facts)
        if function is MISSING or function is None:
            return isinstance(call.func, t.Attribute) and call.func.attr not in EFFECTS and not self._is_global(call, facts)
        if getattr(function, "is_operator", False):
            return True  # a derivative is made when it is called
        module = str(getattr(function, "__module__", "") or "")
        if "random" in module or getattr(function, "__name__", "") in EFFECTIVE:
            return False
        return function in QUIET if module == "builtins" else bool(registry.find(function)) or module.startswith(
            ("numpy", "math", "tangentlike.runtime")
        )

    def may_repeat(self, node: t.AST, kinds: Kinds, facts: Facts) -> bool:
        """Tell whether an expression of the primal may be evaluated a second time: only known operations are called.

        A helper of the user's, a method of an object and whatever is called through them may count, print or draw
        random numbers; and data outside of the function may be changed by one of its functions.
        """
        if self.reads_changed(node, facts):
            return False
        found = [inner for inner in t.walk(node) if isinstance(inner, (t.Call, t.NamedExpr))]
        return all(isinstance(inner, t.Call) and self._is_known_call(inner, kinds, facts) for inner in found)

    def reads_changed(self, node: t.AST, facts: Facts) -> bool:
        """Tell whether an expression reads data outside of the function that some function of the program changes."""
        if any(isinstance(inner, t.Attribute) and inner.attr in self.stored for inner in t.walk(node)):
            return True
        if facts.held and any(place_text(inner) in facts.held for inner in t.walk(node)):
            return True  # an array that is written by another name
        outside = t.names_read(node) - facts.local_names
        others = outside if ANYTHING in self.changed else ()
        return bool(outside & self.changed) or any(not isinstance(facts.scope.peek(name), FIXED) for name in others)

    def _is_known_call(self, call: t.Call, kinds: Kinds, facts: Facts) -> bool:
        given = [kinds.of(value) for value in [*call.args, *(keyword.value for keyword in call.keywords)]]
        if any(isinstance(kind, Closure) or (isinstance(kind, Static) and is_users(kind.value)) for kind in given):
            return False
        if isinstance(call.func, t.Attribute) and self.resolve(call.func, facts) in (MISSING, None):
            return is_value(kinds.of(call.func.value)) and self.is_pure_call(call, facts)
        return self.is_pure_call(call, facts)

    def _is_global(self, call: t.Call, facts: Facts) -> bool:
        base: t.expr = call.func
        while isinstance(base, t.Attribute):
            base = base.value
        return isinstance(base, t.Name) and base.id in facts.user_names - facts.local_names

    def passes_on(self, call: t.Call) -> bool:
        """Tell whether a helper may return its first argument as it is, and otherwise something new."""
        function = self.injected.get(call.func.id) if isinstance(call.func, t.Name) else None
        return function in (unbroadcast, conform, add_trees, structure_like)
