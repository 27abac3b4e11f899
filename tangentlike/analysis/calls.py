"""The kinds of calls: builtins that build containers, methods, operations with rules, the user's own functions."""

import functools
import types
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis import dicts
from tangentlike.analysis.applying import apply
from tangentlike.analysis.bar_kinds import NEW, bar_kind
from tangentlike.analysis.builtin_calls import BUILTINS, METHODS
from tangentlike.analysis.cached import data_read, uncached
from tangentlike.analysis.derivatives import derived_kind
from tangentlike.analysis.drawing import made_generator
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.joins import join_all
from tangentlike.analysis.methods import find_method, infer_method
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.operators import find_member
from tangentlike.analysis.records import is_record_class, record_kind, replaced_kind
from tangentlike.analysis.values import (
    UNKNOWN,
    Choice,
    Closure,
    Dict,
    Drawing,
    Kind,
    List,
    Number,
    Pullback,
    Static,
    Tuple,
    is_scalar,
    items_in_order,
)
from tangentlike.rules import registry
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference


# What does something: it must not run before the program does.
IMPURE = (print, open, input, exec, eval, compile, setattr, delattr, next, breakpoint, __import__, np.seterr, np.seterrcall,
          np.setbufsize, np.set_printoptions, np.save, np.savetxt, np.savez, np.load, np.loadtxt, np.fromfile)


def infer(run: "Inference", node: t.Call, env: "Environment") -> Kind:
    """Return the kind of a call's result."""
    function, receiver = callee(run, node, env)
    method = find_method(run, node, function, receiver)
    if method is not None:
        return infer_method(run, node, method, env)
    if isinstance(function, Choice):
        return join_all(_chosen(run, node, option.value, env) for option in function.options) or UNKNOWN
    args, nodes = positional(run, node, env)
    named = {k.arg: run.kind(k.value, env) for k in node.keywords if k.arg is not None}
    known = all([_name_options(run.kind(k.value, env), named) for k in node.keywords if k.arg is None])
    if receiver is not None:
        args, nodes = [receiver[1], *args], [receiver[0], *nodes]
        found = dicts.infer_method(run, node, args, named, env)
        if found is not None:
            return found
    if function is dict:
        run.facts.callees[id(node)] = function
        return dicts.dict_kind(args, named)
    replaced = replaced_kind(function, node.func, args, named)
    if replaced is not None:
        run.facts.callees[id(node)] = function
        return replaced
    if not known and not is_users(function):
        function = None
    function = behind_cache(run, node, function, [*args, *named.values()], env)
    run.facts.callees[id(node)] = function
    if function is None:
        run.facts.shares[id(node)] = tuple(nodes)
        return UNKNOWN
    return of_function(run, node, function, args, named, nodes, env)


def of_function(
    run: "Inference", node: t.Call, function: Any, args: Sequence[Kind], named: dict[str, Kind], nodes: Sequence[t.expr],
    env: "Environment",
) -> Kind:
    """Return the kind of what a call of a known function gives."""
    if isinstance(function, Closure):
        return run.program.closure_kind(run, node, function, args, named, env)  # type: ignore[attr-defined]
    derived = derived_kind(run, node, function, env)
    if derived is not None:
        return derived
    if _hashable(function) and function in METHODS:
        return METHODS[function](run, node, nodes, args, env)
    if _hashable(function) and function in BUILTINS:
        return BUILTINS[function](run, node, args)
    made = made_generator(function)
    if made is not None:
        return made
    if is_record_class(function):
        return record_kind(function, args, named)
    return operation(run, node, function, args, named, nodes, env)


def behind_cache(run: "Inference", node: t.Call, function: Any, args: Sequence[Kind], env: "Environment") -> Any:
    """Return the function behind a cache where the cache makes no difference: numbers in, numbers out."""
    plain = uncached(function)
    if plain is None or not all(map(is_scalar, args)) or data_read(plain) & run.program.rebound:  # type: ignore[attr-defined]
        return function
    bound = run.program.bind(plain, node, run)
    return plain if bound is not None and has_no_memory(run.program.result_kind(plain, bound, env)) else function


def is_unread(function: Any) -> bool:
    """Tell whether nothing is known of what a function does to its arguments: no text, no rule, and not Python's own."""
    known = ("builtins", "math", "_operator")
    built_in = isinstance(function, types.BuiltinFunctionType) and isinstance(function.__self__, types.ModuleType)
    return built_in and function.__module__ not in known and registry.find(function) is None


def forget_items(run: "Inference", function: Any, nodes: Sequence[t.expr], env: "Environment") -> None:
    """Forget what lists and dicts hold that a function is given of which nothing is known: it may put anything there."""
    for node in nodes if is_unread(function) else ():
        if isinstance(node, t.Name) and isinstance(run.facts.of(node), (List, Dict)):
            run.assign(t.name(node.id), List(UNKNOWN) if isinstance(run.facts.of(node), List) else UNKNOWN, env)


def _name_options(kind: Kind, named: dict[str, Kind]) -> bool:
    """Add the entries of `**options` to arguments by keyword; tell whether they are known."""
    if not isinstance(kind, Dict):
        return False
    named |= {key: item for key, item in kind.items}
    return True


def _chosen(run: "Inference", node: t.Call, function: Any, env: "Environment") -> Kind:
    """Return the kind of a call for one of the functions that its name may mean."""
    args, nodes = positional(run, node, env)
    named = {k.arg: run.kind(k.value, env) for k in node.keywords if k.arg is not None}
    kind = operation(run, node, function, args, named, nodes, env)
    run.facts.callees[id(node)] = None
    return kind


def operation(
    run: "Inference",
    node: t.Call,
    function: Any,
    args: Sequence[Kind],
    named: dict[str, Kind],
    nodes: Sequence[t.expr],
    env: "Environment",
) -> Kind:
    """Return the kind of a call of an operation with a rule, of a user's function, or of an unknown one."""
    forget_items(run, function, nodes, env)
    if is_users(function) or (isinstance(function, types.FunctionType) and _has_text(function)):
        bound = run.program.bind(function, node, run)
        kind = UNKNOWN if bound is None else run.program.result_kind(function, bound, env, (run, node))
        return Number(run.fresh(node), kind.real) if isinstance(kind, Number) and kind.shape is None else kind
    behind = getattr(function, "__wrapped__", None) if isinstance(function, functools._lru_cache_wrapper) else None
    if isinstance(behind, types.FunctionType):
        bound = run.program.bind(behind, node, run)
        return UNKNOWN if bound is None else run.program.result_kind(behind, bound, env)
    drawing = kind_of(getattr(function, "__self__", None))
    if isinstance(drawing, Drawing):  # a method of it, such as `np.random.normal`
        kind = apply(run, node, getattr(drawing.cls, function.__name__), [drawing, *args], named, [node.func, *nodes])
        run.facts.callees[id(node)] = function
        return kind
    drawn = bool(args) and isinstance(args[0], Drawing)
    if not callable(function) or not (drawn or _may_run(function)):
        return UNKNOWN
    kind = apply(run, node, function, args, named, nodes)
    if any(function is helper for helper in NEW):
        run.facts.shares[id(node)] = ()
    return (bar_kind(function, args) or kind) if kind == UNKNOWN and not named else kind


def _has_text(function: types.FunctionType) -> bool:
    """Tell whether a function with a rule of its own is a user's: its text tells the kind of its result."""
    return not str(function.__module__).startswith(("numpy", "tangentlike.runtime", "scipy"))


def _may_run(function: Any) -> bool:
    """Tell whether a function can be run on samples: NumPy's and math's can, nobody knows what others do."""
    module = getattr(function, "__module__", None) or getattr(type(function), "__module__", "")
    owner = getattr(function, "__objclass__", None)
    roots = ("numpy", "math", "_operator", "operator", "scipy", "builtins", "cmath", "tangentlike.runtime")
    known = str(module).startswith(roots) or owner is np.ndarray or isinstance(function, np.ufunc)
    return known and not ("random" in str(module) or any(function is each for each in IMPURE))


def is_users(function: Any) -> bool:
    """Tell whether a callee is Python code of the user's, to be differentiated through its source."""
    if getattr(type(function), "_miss", None) is not None:
        return True
    inner = function
    if not isinstance(inner, types.FunctionType) or registry.find(function) is not None:
        return False
    return not str(inner.__module__).startswith(("numpy", "tangentlike.api"))


def _hashable(value: Any) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True


def callee(run: "Inference", node: t.Call, env: "Environment") -> tuple[Any, tuple[t.expr, Kind] | None]:
    """Return what is called and, for a method of a value, the receiver."""
    if isinstance(node.func, t.Attribute):
        base = run.kind(node.func.value, env)
        if not isinstance(base, Static):
            return find_member(base, node.func.attr), (node.func.value, base)
        if isinstance(base.value, str):
            return getattr(str, node.func.attr, None), (node.func.value, base)
    kind = run.kind(node.func, env)
    if isinstance(kind, Static):
        return kind.value, None
    return (kind, None) if isinstance(kind, (Closure, Choice, Pullback)) else (None, None)


def positional(run: "Inference", node: t.Call, env: "Environment") -> tuple[list[Kind], list[t.expr]]:
    """Return the kinds and nodes of positional arguments, tuples of known length spread."""
    kinds: list[Kind] = []
    nodes: list[t.expr] = []
    for arg in node.args:
        if isinstance(arg, t.Starred):
            kind = run.kind(arg.value, env)
            if isinstance(arg.value, (t.Tuple, t.List)) and isinstance(kind, (Tuple, List)):
                kinds.extend(run.facts.of(item) for item in arg.value.elts)
                nodes.extend(arg.value.elts)
                continue
            known = items_in_order(kind)
            items = (UNKNOWN,) if known is None else known
            kinds.extend(items)
            nodes.extend(arg.value for _ in items)
        else:
            kinds.append(run.kind(arg, env))
            nodes.append(arg)
    return kinds, nodes


