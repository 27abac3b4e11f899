"""The long way onto the tape: any function with a rule, with options, lists of operands, several results."""

import functools
import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from tangentlike.analysis.operators import is_of_arrays
from tangentlike.rules import registry
from tangentlike.rules.expand import is_like
from tangentlike.rules.primals import call_primal
from tangentlike.rules.registry import Rule
from tangentlike.runtime.trees import item_of
from tangentlike.tape.forms import Form, find_case, make_form, no_rule
from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import AccumulateGrad, Node, Variable, count, node_type
from tangentlike.tape.operations import are_alike, kept, shape_of

_forms: dict[Any, Form] = {}


def plain(value: Any) -> Any:
    """Return values in the place of variables, in lists and tuples too."""
    if isinstance(value, Variable):
        return value.value
    if type(value) in (list, tuple):
        return type(value)(map(plain, value))
    return value


def is_active(value: Any) -> bool:
    """Tell whether a value, or an item of it, carries a derivative."""
    if isinstance(value, Variable):
        return value.node is not None
    return type(value) in (list, tuple) and any(map(is_active, value))


@dataclass(frozen=True)
class Call:
    """A function and its arguments, of which some are variables; what it gives are variables of class `kind`.

    `name` is PyTorch's for its nodes; `out` is the result, where it is known already.
    """

    kind: type[Variable]
    function: Any
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    name: str = ""
    out: Any = None

    def run(self) -> Any:
        """Return the function's result for plain values; a property is read."""
        if self.out is not None:
            return self.out
        named = {key: plain(value) for key, value in self.kwargs.items()}
        return call_primal(self.function, tuple(map(plain, self.args)), named)


def apply(call: Call) -> Any:
    """Make a call, and record it if its result carries a derivative."""
    active = RECORDING.on and (any(map(is_active, call.args)) or any(map(is_active, call.kwargs.values())))
    rule = registry.find(call.function) if active else None
    if rule is not None and rule.kind != "constant":
        return _recorded(call, rule, dict(rule.bind(call.args, call.kwargs, defaults=False)))
    if active and rule is None:
        raise no_rule(call.function)
    return wrapped(call.kind, call.run())


def _recorded(call: Call, rule: Rule, given: dict[str, Any]) -> Any:
    """Run an operation with options and make its node; `given` are its arguments, by the rule's names for them."""
    if is_of_arrays(call.function):
        given = {name: arrays_of(call.kind, rule, name, value) for name, value in given.items()}
    if rule.cases:
        whole = dict(rule.bind(*rule.spread(given)))
        values = {key: plain(value) for key, value in whole.items()}
        case, found = find_case(rule, whole, values, active_names(whole))
        rule, given = case, given if found is whole else dict(found)
    if rule.kind == "rewrite":
        positional, keywords = rule.spread(given)
        return renamed(recorded(rule.body())(*positional, **keywords), call.name)
    out = call.run()
    active = active_names(given)
    if not active <= set(rule.operands):
        raise no_rule(call.function, sorted(active - set(rule.operands)))
    values = {key: plain(value) for key, value in given.items()}
    alike = rule.kind == "elementwise" and all(are_alike(values[key], out) for key in active)
    form_key = (rule, tuple(given), active, alike)
    form = _forms.get(form_key)
    if form is None:
        form = _forms[form_key] = make_form(rule, tuple(given), active, alike)
    node = node_type(call.name or _name_of(call.function))()
    node.form = form
    node.number = next(count)
    node.parents = tuple(_nodes(given[form.names[place]]) for place in form.wanted)
    node.saved = (
        out if form.reads_out else None,
        *(
            _values(value) if place in form.reads else shape_of(values[key]) if place in form.likes else None
            for place, (key, value) in enumerate(given.items())
        ),
    )
    call.kind.noted(node)
    return results_of(call.kind, node, out)


def results_of(kind: type[Variable], node: Node, out: Any) -> Any:
    """Wrap the result of an operation; of several results, each takes its item of what the node gives."""
    if not isinstance(out, (list, tuple)):
        return kind.make(out, node)
    like = shape_of(list(out))
    form = _forms.get(item_of)
    if form is None:
        form = _forms[item_of] = make_form(cast(Rule, registry.find(item_of)), ("bar", "key"), frozenset(["bar"]), False)
    items: list[Any] = []
    for place, item in enumerate(out):
        taken = type(node)()
        taken.form, taken.number, taken.parents, taken.saved = form, next(count), (node,), (None, like, place)
        items.append(results_of(kind, taken, item))
    return type(out)(*items) if hasattr(out, "_fields") else type(out)(items)


def arrays_of(kind: type[Variable], rule: Rule, name: str, value: Any) -> Any:
    """Return an operand of NumPy's: of a list that carries derivatives an array, where NumPy makes one."""
    listed = type(value) in (list, tuple) and name in rule.operands and is_active(value) and rule.wants_array(name)
    return apply(Call(kind, np.array, (value,))) if listed else value


def active_names(given: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the arguments that carry derivatives; what is read for its shape carries none."""
    return frozenset(name for name, value in given.items() if is_active(value) and not is_like(name))


def renamed(out: Any, name: str) -> Any:
    """Give the node of a result the name of the operation that a user has called."""
    if name and isinstance(out, Variable) and out.node is not None and type(out.node) is not AccumulateGrad:
        out.node.__class__ = node_type(name)
    return out


def recorded(function: Any) -> Any:
    """Return a function as it runs on variables: what it calls of ours is recorded.

    NumPy's functions are recorded through NumPy's protocols, which helpers of the runtime do not know.
    """
    if isinstance(function, types.ModuleType) and function is not np:
        return types.SimpleNamespace(**{name: recorded(value) for name, value in vars(function).items()})
    if isinstance(function, types.BuiltinFunctionType) and function.__module__ == "math":
        return functools.partial(_applied, function)
    if not isinstance(function, types.FunctionType):
        return function
    if function.__module__.startswith("tangentlike.runtime"):
        return functools.partial(_applied, function)
    return opened(function)


@functools.cache
def opened(function: types.FunctionType) -> types.FunctionType:
    """Return a function whose own text runs on variables."""
    read = {name: recorded(value) for name, value in function.__globals__.items() if name in function.__code__.co_names}
    home = {"__builtins__": function.__globals__["__builtins__"], **read}
    made = types.FunctionType(function.__code__, home, function.__name__, function.__defaults__, function.__closure__)
    made.__kwdefaults__ = function.__kwdefaults__
    return made


def _applied(function: Any, *args: Any, **kwargs: Any) -> Any:
    """Call a helper; if a variable is among its arguments, as an operation, or, without a rule for it, as what it is made of."""
    variable = find_variable((*args, *kwargs.values()))
    if variable is None:
        return function(*args, **kwargs)
    if registry.find(function) is None:
        return opened(function)(*args, **kwargs)
    return apply(Call(variable.kind, function, args, kwargs))


def find_variable(value: Any) -> Variable | None:
    """Return the first variable in a value, if there is one."""
    if isinstance(value, Variable):
        return value
    items = value if isinstance(value, (list, tuple)) else ()
    return next((found for found in map(find_variable, items) if found is not None), None)


def _nodes(value: Any) -> Any:
    """Return the node of a variable; for a list of them, a list."""
    if isinstance(value, Variable):
        return value.node
    return [_nodes(item) for item in value] if isinstance(value, (list, tuple)) else None


def _values(value: Any) -> Any:
    """Return what is kept of an argument that the way back reads."""
    if isinstance(value, (list, tuple)):
        return type(value)(map(_values, value)) if type(value) in (list, tuple) else value
    return kept(value, plain(value))


def wrapped(kind: type[Variable], out: Any) -> Any:
    """Wrap a result that carries no derivative."""
    if isinstance(out, (np.ndarray, np.generic)):
        return kind.make(out)
    if isinstance(out, (list, tuple)):
        items: list[Any] = [wrapped(kind, item) for item in out]
        return type(out)(*items) if hasattr(out, "_fields") else type(out)(items)
    return out


def _name_of(function: Any) -> str:
    return "".join(word.capitalize() for word in getattr(function, "__name__", "Unknown").split("_"))
