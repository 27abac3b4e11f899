"""Parameters that take any number of arguments, in a call that is written out: each argument has a name of its own."""

from typing import Any

from tangentlike.analysis.binding import parameters_of
from tangentlike.analysis.free_names import local_names
from tangentlike.syntax import trees as t

INNER = (t.FunctionDef, t.Lambda)


def name_parts(tree: t.FunctionDef, bound: dict[str, Any]) -> dict[str, Any]:
    """Return the arguments of a call by parameters that take one each; the text of the function is changed to that.

    With `def __init__(self, *layers)`, in `Chain(a, b)`: `layers_1` is a, and `layers_2` b; `Base(*layers)` becomes
    `Base(layers_1, layers_2)`, and what else is done with `layers` is done with `layers = (layers_1, layers_2)`.
    """
    parameters = parameters_of(tree.args)
    taken = t.names_used(tree) | local_names(tree)
    out = dict(bound)
    for star in filter(None, (parameters.vararg, parameters.kwarg)):
        value = out[star]
        if not isinstance(value, (t.Tuple, t.Dict)):
            continue
        keys = [key.value for key in value.keys] if isinstance(value, t.Dict) else range(1, len(value.elts) + 1)
        names = {key: free_name(f"{star}_{key}", taken) for key in keys}
        given = value.values if isinstance(value, t.Dict) else value.elts
        del out[star]
        out |= dict(zip(names.values(), given, strict=True))
        tree.args.args += [t.parameter(name) for name in names.values()]
        open_spreads(tree.body, star, names)
        if star in t.names_used(tree.body) | t.names_stored(tree.body):
            tree.body = [t.assign(star, display(value, names)), *tree.body]
    return out


def free_name(name: str, taken: set[str]) -> str:
    """Return a name like this one that a function does not use yet."""
    while name in taken:
        name += "_"
    taken.add(name)
    return name


def display(value: t.expr, names: dict[Any, str]) -> t.expr:
    """Return what a parameter means as a whole."""
    if isinstance(value, t.Dict):
        return t.dict_of((t.constant(key), t.name(name)) for key, name in names.items())
    return t.tuple_of(map(t.name, names.values()))


def open_spreads(body: t.Block, star: str, names: dict[Any, str]) -> None:
    """Write `f(*args)` and `[*args]` with all arguments, and `f(**options)` likewise, where the name is bound once."""
    nodes = list(t.walk_all(body))
    inner = {id(each) for node in nodes if isinstance(node, INNER) for each in t.walk(node)}
    if star in t.names_stored(body):
        return
    parts = [t.name(name) for name in names.values()]
    for node in nodes:
        if id(node) in inner:
            continue
        for field in ("args", "elts"):
            items = getattr(node, field, None)
            if isinstance(node, (t.Call, t.Tuple, t.List)) and isinstance(items, list):
                setattr(node, field, [each for item in items for each in (map(t.copy, parts) if spreads(item, star) else [item])])
        if isinstance(node, t.Call):
            node.keywords = [
                each for keyword in node.keywords
                for each in (
                    [t.keyword(key, t.name(name)) for key, name in names.items()]
                    if keyword.arg is None and is_name(keyword.value, star) else [keyword]
                )
            ]


def spreads(node: t.AST, star: str) -> bool:
    """Tell whether an argument or item is `*star`."""
    return isinstance(node, t.Starred) and is_name(node.value, star)


def is_name(node: t.AST, name: str) -> bool:
    """Tell whether an expression is a name."""
    return isinstance(node, t.Name) and node.id == name
