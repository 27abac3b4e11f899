"""Match the arguments of a call in the source with the parameters of the function that it calls."""

from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Static, Tuple
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
    args = spread(call, kinds)
    named = {k.arg: k.value for k in call.keywords}
    if None in named:
        raise CannotBind
    out: Bound = dict(zip(parameters.names, args, strict=False))
    rest = args[len(parameters.names) :]
    if parameters.vararg is not None:
        out[parameters.vararg] = t.tuple_of(rest)
    elif rest:
        raise CannotBind
    for name, value in named.items():
        if name not in [*parameters.names, *parameters.keyword_only] or name in out:
            raise CannotBind
        out[name] = value
    for name in [*parameters.names, *parameters.keyword_only]:
        if name not in out:
            if name not in parameters.defaults:
                raise CannotBind
            out[name] = None
    if parameters.kwarg is not None:
        raise CannotBind
    return {name: out[name] for name in parameters.all}


def spread(call: t.Call, kinds: Kinds) -> list[t.expr]:
    """Return positional arguments, starred tuples of known length item by item."""
    out: list[t.expr] = []
    for arg in call.args:
        if not isinstance(arg, t.Starred):
            out.append(arg)
            continue
        if isinstance(arg.value, (t.Tuple, t.List)) and not any(isinstance(x, t.Starred) for x in arg.value.elts):
            out.extend(arg.value.elts)
            continue
        kind = kinds.of(arg.value)
        if not isinstance(kind, Tuple):
            raise CannotBind
        for place, item in enumerate(kind.items):
            read = t.subscript(t.copy(arg.value), t.constant(place))
            kinds.note(read, item)
            kinds.note(read.value, kind)
            kinds.note(read.slice, Static(place))
            out.append(read)
    return out
