"""Arrays and lists in the attributes of objects that a function is given: which of them it may change itself."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory, holds_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Kind
from tangentlike.syntax import trees as t


def attributes_read(tree: t.FunctionDef, facts: Facts) -> dict[str, t.Attribute]:
    """Return the attributes of given objects that have names, by their paths: `buffer.data`."""
    found: dict[str, t.Attribute] = {}
    for node in tree.body:
        match node:
            case t.Assign(targets=[t.Name()], value=t.Attribute(value=t.Name(id=base), attr=attr) as value) if base in facts.given:
                found[f"{base}.{attr}"] = value
    return found


def arrays_given(tree: t.FunctionDef, facts: Facts, kinds: Kinds) -> frozenset[str]:
    """Return the paths of the arrays among them."""
    return frozenset(path for path, node in attributes_read(tree, facts).items() if is_array(kinds.of(node)))


def place_at_start(text: str, tree: t.FunctionDef, facts: Facts) -> t.expr:
    """Return the text of a place as it is when the function begins: `a_inner.rows` is `a.inner.rows` then."""
    place = t.parse_expression(text)
    for node in reversed(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.Attribute() as value) if name in facts.given:
                place = t.substitute(place, {name: value})
    return place


def is_array(kind: Kind) -> bool:
    """Tell whether a value is an array that can be written, and have a derivative."""
    return isinstance(kind, Array) and not kind.scalar and kind.dtype in ("float64", "float32")


def stand_apart(tree: t.FunctionDef, facts: Facts, kinds: Kinds, but: str = "") -> bool:
    """Tell whether all that a function is given is plain to see: arrays, which a test compares, and what holds no memory.

    `but`: the name of the one list or dict among the attributes of objects of which more is asked.
    """
    named = {id(n.value): n.targets[0].id for n in tree.body if isinstance(n, t.Assign) and isinstance(n.targets[0], t.Name)}
    read = [kinds.of(node) for node in attributes_read(tree, facts).values() if named[id(node)] not in (but, *facts.given)]
    plain = [kind for name, kind in facts.parameters.items() if name not in facts.given and name not in facts.holders]
    return all(isinstance(kind, Array) or has_no_memory(kind) or holds_no_memory(kind) for kind in [*plain, *read])


def only_grows(tree: t.FunctionDef, facts: Facts, kinds: Kinds, name: str) -> bool:
    """Tell whether a name is that of a list in an object, to whose end the function appends and of which it reads nothing."""
    nodes = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name]
    read = [n for n in nodes if isinstance(n.ctx, t.Load)]
    first = [n for n in tree.body if isinstance(n, t.Assign) and n.value in attributes_read(tree, facts).values()]
    if len(read) != len(nodes) - 1 or not any(n.targets[0] in nodes for n in first):
        return False
    calls = [n.value.func for n in t.walk_all(tree.body) if isinstance(n, t.Expr) and isinstance(n.value, t.Call)]
    grown = [func.value for func in calls if isinstance(func, t.Attribute) and func.attr == "append"]
    outside = [kinds.of(n) for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id not in kinds.variables]
    known = all(has_no_memory(kind) or isinstance(kind, Array) for kind in outside)
    return known and all(any(n is each for each in grown) for n in read) and stand_apart(tree, facts, kinds, name)


def leaves_in_given(node: t.AST, facts: Facts) -> bool:
    """Tell whether a statement leaves in an attribute of a given object what has a name: nothing reads it there."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Attribute(value=t.Name(id=base)), attr="append"))):
            return base in facts.given
        case t.Assign(targets=[t.Attribute(value=t.Name(id=base))]):
            return base in facts.given
    return False
