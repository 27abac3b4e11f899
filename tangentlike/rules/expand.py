"""Expand a rule's text for one call: the operation's own arguments in the place of the rule's parameters."""

import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tangentlike.rules.algebra import fold
from tangentlike.rules.registry import Rule
from tangentlike.syntax import trees as t

Argument = Any  # an expression, a list of them, or a value
Spell = Callable[[Any, str], str]


@dataclass
class Expansion:
    """What a rule gives for one call: statements for its local names, then one expression for each operand."""

    parts: dict[str, t.expr]
    before: t.Block = field(default_factory=list)


def expand(
    rule: Rule,
    half: str,
    lead: Mapping[str, t.expr],
    arguments: Mapping[str, Argument],
    wanted: set[str],
    spell: Spell,
    fresh: Callable[[str], str],
) -> Expansion:
    """Expand one half of a rule.

    `lead` holds expressions for the parameters that are not the operation's own (`out`, `out_bar`, ...), `wanted`
    the operands that carry a derivative; `spell(object, name)` gives the name under which generated code reaches a
    function or module that the body reads.
    """
    tree = t.copy(rule.text(half))
    values = {**_as_expressions(arguments), **lead}
    _fill_lead(tree, rule, half, values)
    *body, last = [node for node in tree.body if not _is_docstring(node)]
    assert isinstance(last, t.Return)
    parts = _parts(rule, last.value)
    parts = {name: part for name, part in parts.items() if name in wanted and not _is_none(part)}
    body = _needed(body, parts)
    local = {name: t.name(fresh(name)) for name in sorted(t.names_stored(body))}
    free = t.names_read([*body, *parts.values()]) - values.keys() - local.keys()
    callees = {name: rule.resolve(name, half) for name in sorted(free)}
    names = {name: t.dotted(spell(value, name)) for name, value in callees.items()}
    filled = {**names, **local, **{k: v for k, v in values.items() if isinstance(v, t.AST)}}
    before = [_fill_statement(node, filled, local, callees) for node in body]
    return Expansion({name: _fill(part, filled, callees) for name, part in parts.items()}, before)


def expand_rewrite(
    rule: Rule, arguments: Mapping[str, Argument], spell: Spell, fresh: Callable[[str], str]
) -> tuple[t.Block, t.expr]:
    """Return what a rewrite puts in the place of a call: statements before it, and the new expression."""
    tree = t.copy(rule.text())
    values = _as_expressions(arguments)
    *body, last = [node for node in tree.body if not _is_docstring(node)]
    local = {name: t.name(fresh(name)) for name in sorted(t.names_stored(body))}
    free = t.names_read(tree.body) - values.keys() - local.keys()
    callees = {name: rule.resolve(name) for name in sorted(free)}
    names = {name: t.dotted(spell(value, name)) for name, value in callees.items()}
    filled = {**names, **local, **values}
    return [_fill_statement(node, filled, local, callees) for node in body], _fill(last.value, filled, callees)


def fill_names(node: t.stmt, arguments: Mapping[str, Argument], callees: Mapping[str, Any], spell: Spell) -> Any:
    """Return a statement of a rule with the arguments of a call, as they are, and the names of what it calls."""
    names = {name: t.dotted(spell(value, name)) for name, value in callees.items()}
    return _filled(node, {**names, **_as_expressions(arguments)}, callees)


def _as_expressions(arguments: Mapping[str, Argument]) -> dict[str, t.expr]:
    """Return the operation's own arguments as expressions: defaults become constants, varargs tuples."""
    out: dict[str, t.expr] = {}
    for name, value in arguments.items():
        if isinstance(value, t.AST):
            out[name] = value
        elif isinstance(value, (list, tuple)) and all(isinstance(item, t.AST) for item in value):
            out[name] = t.tuple_of(value)
        else:
            out[name] = t.constant(value)
    return out


def _fill_lead(tree: t.FunctionDef, rule: Rule, half: str, values: dict[str, t.expr]) -> None:
    """A body may give its leading parameters names of its own (`out`, `out_bar`): take them by position."""
    own = {p.name for p in rule.parameters}
    theirs = [p.id for p in tree.args.args if p.id not in own and not p.id.endswith("_dot")]
    for name, given in zip(theirs, list(values), strict=False):
        if name not in values:
            values[name] = values[given]


def _is_docstring(node: t.stmt) -> bool:
    return isinstance(node, t.Expr) and isinstance(node.value, t.Constant)


def _is_none(node: t.expr) -> bool:
    return isinstance(node, t.Constant) and node.value is None


def _parts(rule: Rule, value: t.expr) -> dict[str, t.expr]:
    if len(rule.operands) == 1:
        return {rule.operands[0]: value}
    assert isinstance(value, t.Tuple), rule
    return dict(zip(rule.operands, value.elts, strict=True))


def _needed(body: t.Block, parts: Mapping[str, t.expr]) -> t.Block:
    """Drop the local assignments that inactive operands would have needed."""
    read = t.names_read(parts.values())
    kept: t.Block = []
    for node in reversed(body):
        if t.names_stored(node) & read:
            read |= t.names_read(node)
            kept.insert(0, node)
    return kept


def _fill(node: t.expr, names: dict[str, t.expr], callees: Mapping[str, Any]) -> t.expr:
    return fold(_filled(node, names, callees))


def _filled(node: t.AST, names: dict[str, t.expr], callees: Mapping[str, Any]) -> Any:
    # The user's own variables may have the names of our helpers: these are filled in last, from marks of their own.
    marks = {key: t.name(f"@callee {key}") for key in callees}
    filled = t.substitute(node, {**names, **marks})
    filled = drop_defaults(filled, {f"@callee {key}": value for key, value in callees.items()})
    return t.substitute(filled, {f"@callee {key}": names[key] for key in callees})


def _fill_statement(
    node: t.stmt, names: dict[str, t.expr], local: dict[str, t.Name], callees: Mapping[str, Any]
) -> t.stmt:
    assert isinstance(node, t.Assign)
    target = t.rename(t.copy(node.targets[0]), {name: new.id for name, new in local.items()})
    return t.gast_assign([target], _fill(node.value, names, callees))


def drop_defaults(node: t.AST, callees: Mapping[str, Any]) -> Any:
    """Drop trailing arguments that equal the defaults of the function that a rule calls."""
    for call in t.walk(node):
        function = _callee(call.func, callees) if isinstance(call, t.Call) else None
        if function is None:
            continue
        defaults = _defaults(function)
        call.keywords = [k for k in call.keywords if not _is_default(k.value, defaults.get(k.arg, MISSING))]
        names = list(defaults)
        while call.args and not call.keywords and len(call.args) <= len(names):
            if not _is_default(call.args[-1], defaults[names[len(call.args) - 1]]):
                break
            call.args.pop()
    return node


MISSING = object()


def _callee(node: t.expr, callees: Mapping[str, Any]) -> Any:
    """Return the function that a rule's text calls."""
    if isinstance(node, t.Name):
        return callees.get(node.id)
    base = _callee(node.value, callees) if isinstance(node, t.Attribute) else None
    return getattr(base, node.attr, None) if base is not None else None


@functools.cache
def _defaults(function: Any) -> dict[str, Any]:
    """Return the default of each parameter in order, MISSING where there is none."""
    try:
        found = inspect.signature(function).parameters.values()
    except (TypeError, ValueError):
        return {}
    return {p.name: MISSING if p.default is p.empty else p.default for p in found}


def _is_default(node: t.expr, default: Any) -> bool:
    if not isinstance(node, t.Constant) or default is MISSING:
        return False
    # NumPy's own mark for "not given" stands for False or None.
    unset = type(default).__name__ == "_NoValueType" and (node.value is None or node.value is False)
    return unset or (type(node.value) is type(default) and node.value == default)


def is_like(name: str) -> bool:
    """Tell whether a parameter of a helper is read for its shape only."""
    return name == "like" or (name.startswith("like") and name[4:].isdigit())


@functools.cache
def like_positions(function: Any) -> frozenset[int]:
    """Return the positions of a helper's parameters that are read for their shapes only; the name says so in `runtime`."""
    if not str(getattr(function, "__module__", "")).startswith("tangentlike.runtime"):
        return frozenset()
    try:
        parameters = inspect.signature(function).parameters
    except (TypeError, ValueError):
        return frozenset()
    return frozenset(i for i, name in enumerate(parameters) if is_like(name))
