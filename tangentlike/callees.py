"""A helper in one call: the kinds of its parameters, its default values, and the signature that equal calls share."""

import dataclasses
from collections.abc import Mapping
from types import FunctionType
from typing import Any

from tangentlike.analysis.binding import Parameters, parameters_of
from tangentlike.analysis.dims import is_large, replaced
from tangentlike.analysis.facts import Facts, taken_names
from tangentlike.analysis.joins import widen
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.sizes import map_dims, map_shapes, symbols
from tangentlike.analysis.values import FLOAT, UNKNOWN, Closure, Dict, Kind, Static, Tuple
from tangentlike.compiling import make_functions
from tangentlike.subjects import Subject, is_gradient
from tangentlike.syntax import trees as t
from tangentlike.syntax.displays import display_items
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.source import Source, unwrap

UNKNOWN_SIZE = "unknown "


class Known(Inference):
    """Kinds that are known already, where an inference is asked for them."""

    def __init__(self, kinds: Any, facts: Facts):
        self.facts = kinds
        self.scope = facts.scope

    def kind(self, node: t.expr, env: dict[str, Kind]) -> Kind:
        """Return the kind of a default value: a constant's own."""
        return Static(node.value) if isinstance(node, t.Constant) else self.facts.of(node)


def without(parameters: Parameters, captured: tuple[str, ...]) -> Parameters:
    """Return the parameters that a nested function has in its own text."""
    only = [name for name in parameters.keyword_only if name not in captured]
    return Parameters(parameters.names, only, parameters.vararg, parameters.kwarg, parameters.defaults)


def with_defaults(nodes: dict[str, Any], parameters: Parameters, captured: Mapping[str, str]) -> dict[str, Any]:
    """Return the caller's expression for each parameter of a nested function: a default is a variable of the caller's, too.

    `captured` gives the caller's names for outer names of the function.
    """
    defaults = {name: value.id for name, value in parameters.defaults.items() if isinstance(value, t.Name)}
    used = [name for name, node in nodes.items() if node is None and name in defaults]
    return {**nodes, **{name: t.name(captured.get(defaults[name], defaults[name])) for name in used}}


def seeded(subject: Subject, kinds: dict[str, Kind]) -> dict[str, Kind]:
    """Add the kinds of the seeds that a generated function takes by keyword."""
    seeds = [n for n in subject.parameters.keyword_only if n not in kinds and "_bar" in n]
    return {**kinds, **{name: FLOAT for name in seeds}}


def make_live(subject: Subject, inside: Mapping[str, Closure]) -> FunctionType:
    """Return a text without a function of its own, such as a nested function with its outer names, as a live one.

    Those of its outer names that are nested functions, too, are defined in it.
    """
    tree, name = t.copy(subject.source.tree), subject.name
    pairs = zip(tree.args.kwonlyargs, tree.args.kw_defaults, strict=True)
    kept = [(parameter, default) for parameter, default in pairs if parameter.id not in inside]
    tree.args.kwonlyargs, tree.args.kw_defaults = [p for p, _ in kept], [d for _, d in kept]
    injected: dict[str, Any] = {}
    names = Names({*taken_names(tree, subject.scope), *inside})
    plain, derived = [], []
    # One that reads another has all its outer names, too, and stands after it.
    for each, closure in sorted(inside.items(), key=lambda item: len(item[1].captured)):
        first = names.fresh(f"{each}_primal") if closure.derived else each
        plain.append(definition(closure, first))
        value: t.expr = t.name(first)
        for operator, options in closure.derived:
            spelled = names.fresh(operator.__name__)
            injected[spelled] = operator
            value = t.call(spelled, value, **{key: written(option) for key, option in options})
        derived += [t.assign(each, value)] if closure.derived else []
    tree.body = [*plain, *derived, *tree.body]
    return make_functions(to_source(t.Module([tree], [])), name, {name: subject.home()}, injected)[name]


def nested_functions(closure: Closure, kinds: dict[str, Kind]) -> dict[str, Closure] | None:
    """Return which outer names of a nested function are nested functions; None if their texts cannot stand in it."""
    inside = {name: kind for name, kind in kinds.items() if isinstance(kind, Closure)}
    own = all(kind.captured == kind.outer for kind in inside.values())
    return inside if own and inside.keys() <= set(closure.captured) else None


def definition(closure: Closure, name: str) -> t.stmt:
    """Return the statement that defines a nested function."""
    node = t.copy(closure.node)
    if not isinstance(node, t.FunctionDef):
        return t.assign(name, node)
    node.name = name
    return node


def written(value: Any) -> t.expr:
    """Return the text of an option."""
    return t.tuple_of(map(written, value)) if isinstance(value, tuple) else t.constant(value)


def extend(subject: Subject, names: list[str]) -> Subject:
    """Return a function with further parameters, given by keyword."""
    tree = t.copy(subject.source.tree)
    tree.args.kwonlyargs = [*tree.args.kwonlyargs, *(t.parameter(name) for name in names)]
    tree.args.kw_defaults = [*tree.args.kw_defaults, *(None for _ in names)]
    source = dataclasses.replace(subject.source, tree=tree)
    return Subject(source, subject.scope, parameters_of(tree.args), subject.handed)


def source_of(run: Any) -> Source:
    """Return the source that an inference is about."""
    return run.subject.source


def widen_number(kind: Kind) -> Kind:
    """Forget the values of numbers: a signature holds only those of flags, strings and None."""
    if isinstance(kind, Static) and type(kind.value) in (int, float, complex):
        return widen(kind)
    if isinstance(kind, Dict):
        return Dict(tuple((key, widen_number(item)) for key, item in kind.items))
    return Tuple(tuple(map(widen_number, kind.items))) if isinstance(kind, Tuple) else kind


def given_kind(name: str, value: t.expr, parameters: Parameters, kinds: Any) -> Kind:
    """Return the kind of an argument; what `*args` and `**options` collect is a display that no text holds."""
    if name == parameters.vararg and isinstance(value, t.Tuple):
        return Tuple(tuple(widen_number(kinds.of(item)) for item in value.elts))
    if name == parameters.kwarg and isinstance(value, t.Dict):
        items = display_items(value)
        return Dict(tuple((key, widen_number(kinds.of(item))) for key, item in items.items()))
    return widen_number(kinds.of(value))


def defaults_of(function: Any, subject: Subject) -> dict[str, Any]:
    """Return the default values of a live function; a gradient has its primal's."""
    while is_gradient(function):
        function = function._variants.primal
    inner = unwrap(function)
    names = subject.parameters.names
    values = dict(zip(reversed(names), reversed(inner.__defaults__ or ()), strict=False))
    return {**values, **(inner.__kwdefaults__ or {})}


def canonical(kinds: dict[str, Kind]) -> tuple[dict[str, Kind], dict[str, str]]:
    """Rename the symbols of a signature in order of appearance: equal patterns are equal signatures."""
    new: dict[str, str] = {}
    # That a size is not 1 tells something only where it meets others.
    several = len(set().union(*map(symbols, kinds.values()))) > 1

    def rename(dim: Any) -> Any:
        if dim is None:
            dim = f"{UNKNOWN_SIZE}{len(new)}"
        return new.setdefault(dim, f"{'D' if several and is_large(dim) else 'd'}{len(new)}") if isinstance(dim, str) else dim

    def of_shape(shape: Any) -> Any:
        return tuple(map(rename, shape)) if isinstance(shape, tuple) else rename(shape)

    out = {name: map_shapes(kind, of_shape) for name, kind in kinds.items()}
    # What is unknown to the caller stays so: two calls would give one symbol to two sizes.
    return out, {mine: theirs for theirs, mine in new.items() if not theirs.startswith(UNKNOWN_SIZE)}


def restored(kind: Kind, back: dict[str, str]) -> Kind:
    """Put the caller's symbols back; sizes that the helper alone knows are unknown outside."""
    def rename(dim: Any) -> Any:
        return replaced(dim, back) if isinstance(dim, str) else dim
    return map_dims(kind, rename) if symbols(kind) else kind


def unknown_result(subject: Subject) -> Kind:
    """Return what is known of the result of a function with unknown statements: of a piece, how many values it gives."""
    last = subject.source.tree.body[-1]
    several = isinstance(last, t.Return) and isinstance(last.value, t.Tuple) and origin_of(last) is None
    return Tuple((UNKNOWN,) * len(last.value.elts)) if several else UNKNOWN


def stand_in(subject: Subject, handed: tuple[str, ...]) -> Subject:
    """Return a text that has no function of its own with one, which may write into the parameters in `handed`."""
    tree, name = t.copy(subject.source.tree), subject.name
    while name in t.names_used(tree.body):
        name = f"{name}_"  # its own name means what it means to the user: the function without a text of ours
    tree.name = name
    function = make_functions(to_source(t.Module([tree], [])), name, {name: subject.home()}, {})[name]
    return Subject(dataclasses.replace(subject.source, function=function), subject.scope, subject.parameters, handed)
