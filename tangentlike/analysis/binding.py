"""Match the arguments of a call in the source with the parameters of the function that it calls."""

from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Dict, List, Static, items_in_order
from tangentlike.syntax import trees as t


class CannotBind(Exception):
    """The arguments do not match, or are not known well enough."""


@dataclass
class Parameters:
    """The parameters of a function in its own source."""

    names: list[str]
    keyword_only: list[str]
    vararg: str | None
    kwarg: str | None
    defaults: dict[str, t.expr] = field(default_factory=dict)

    @property
    def all(self) -> list[str]:
        """Return every parameter's name, in the order of the text."""
        extra = [name for name in (self.vararg,) if name is not None]
        return [*self.names, *extra, *self.keyword_only, *([self.kwarg] if self.kwarg else [])]


def parameters_of(args: t.arguments) -> Parameters:
    """Describe a parameter list."""
    names = [a.id for a in [*args.posonlyargs, *args.args]]
    only = [a.id for a in args.kwonlyargs]
    defaults = dict(zip(reversed(names), reversed(args.defaults), strict=False))
    defaults |= {name: value for name, value in zip(only, args.kw_defaults, strict=True) if value is not None}
    vararg = args.vararg.id if args.vararg is not None else None
    return Parameters(names, only, vararg, args.kwarg.id if args.kwarg is not None else None, defaults)


Bound = dict[str, Any]


def bind(parameters: Parameters, call: t.Call, kinds: Kinds) -> Bound:
    """Return an expression for each parameter: a tuple of them for `*args`, None where the default is used."""
    gathered = None
    if parameters.vararg is not None and call.args and is_gathered(call.args[-1], kinds):
        gathered = call.args[-1].value
    args = spread(call.args if gathered is None else call.args[:-1], kinds)
    if gathered is not None and len(args) != len(parameters.names):
        raise CannotBind
    named = spread_keywords(call, kinds)
    out: Bound = dict(zip(parameters.names, args, strict=False))
    rest = args[len(parameters.names) :]
    if parameters.vararg is not None:
        out[parameters.vararg] = t.tuple_of(rest) if gathered is None else gathered
    elif rest:
        raise CannotBind
    more: dict[str, t.expr] = {}
    for name, value in named.items():
        known = name in [*parameters.names, *parameters.keyword_only]
        if name in out or not (known or parameters.kwarg is not None):
            raise CannotBind
        (out if known else more)[name] = value
    for name in [*parameters.names, *parameters.keyword_only]:
        if name not in out:
            if name not in parameters.defaults:
                raise CannotBind
            out[name] = None
    if parameters.kwarg is not None:
        out[parameters.kwarg] = t.dict_of((t.constant(name), value) for name, value in more.items())
    return {name: out[name] for name in parameters.all}


def is_gathered(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an argument is `*rest` with a tuple of unknown length that has a name: all that `*args` takes."""
    if not isinstance(node, t.Starred) or not isinstance(node.value, t.Name):
        return False
    kind = kinds.of(node.value)
    return isinstance(kind, List) and kind.is_fixed


def spread_keywords(call: t.Call, kinds: Kinds) -> dict[str, t.expr]:
    """Return the arguments by keyword, the entries of `**options` one by one."""
    out: dict[str, t.expr] = {}
    for keyword in call.keywords:
        entries = {keyword.arg: keyword.value} if keyword.arg is not None else _entries(keyword.value, kinds)
        if entries.keys() & out.keys():
            raise CannotBind
        out |= entries
    return out


def _entries(node: t.expr, kinds: Kinds) -> dict[str, t.expr]:
    if isinstance(node, t.Dict) and all(isinstance(key, t.Constant) and type(key.value) is str for key in node.keys):
        return {key.value: value for key, value in zip(node.keys, node.values, strict=True)}
    kind = kinds.of(node)
    if not isinstance(kind, Dict) or not all(isinstance(key, str) for key, _ in kind.items):
        raise CannotBind
    out = {}
    for key, item in kind.items:
        read = t.subscript(t.copy(node), t.constant(key))
        kinds.note(read, item)
        kinds.note(read.value, kind)
        kinds.note(read.slice, Static(key))
        out[key] = read
    return out


def spread(args: list[t.expr], kinds: Kinds) -> list[t.expr]:
    """Return positional arguments, starred tuples of known length item by item."""
    out: list[t.expr] = []
    for arg in args:
        if not isinstance(arg, t.Starred):
            out.append(arg)
            continue
        if isinstance(arg.value, (t.Tuple, t.List)) and not any(isinstance(x, t.Starred) for x in arg.value.elts):
            out.extend(arg.value.elts)
            continue
        kind = kinds.of(arg.value)
        items = items_in_order(kind)
        if items is None:
            raise CannotBind
        for place, item in enumerate(items):
            read = t.subscript(t.copy(arg.value), t.constant(place))
            kinds.note(read, item)
            kinds.note(read.value, kind)
            kinds.note(read.slice, Static(place))
            out.append(read)
    return out
