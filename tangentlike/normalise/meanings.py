"""Part a variable that means things of different kinds in turn: a list that is collected, then the array made of it."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.joins import join_all
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.meanings import Meaning, find_meanings
from tangentlike.analysis.values import (
    Array,
    Choice,
    Closure,
    Dict,
    Iterator,
    Keyed,
    Kind,
    List,
    Record,
    Static,
    Tuple,
    is_scalar,
)
from tangentlike.syntax import trees as t


def part_meanings(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give each meaning of a name that has another sort of value a name of its own.

    After `y = []` and `y.append(...)`, `y = np.array(y)` becomes `y_array = np.array(y)`: the bar of a list is a list,
    and that of an array an array.
    """
    found = find_meanings(tree, set(facts.parameters))
    if not found:
        return tree
    kinds = facts.kinds(tree)
    new: set[str] = set()
    for name, meanings in found.items():
        sorts = [sort_of(kind_of_meaning(name, meaning, kinds, facts)) for meaning in meanings]
        names: dict[str, str] = {}
        for meaning, sort in zip(meanings[1:], sorts[1:], strict=True):
            if differ(sorts[0], sort):
                if sort not in names:
                    names[sort] = facts.fresh(f"{name}_{sort}")
                for place in meaning.places:
                    place.id = names[sort]
        new |= set(names.values())
    facts.user_names |= new
    return tree


def kind_of_meaning(name: str, meaning: Meaning, kinds: Kinds, facts: Facts) -> Kind | None:
    """Return the joined kind of all that is assigned."""
    given = [facts.parameters[name]] if meaning.is_given else []
    return join_all([*given, *(kinds.of(store) for store in meaning.stores)])


def sort_of(kind: Kind | None) -> str:
    """Return a word for what a bar of this kind is; `value` if that is not known."""
    match kind:
        case List():
            return "list"
        case Tuple():
            return "tuple"
        case Dict() | Keyed():
            return "dict"
        case Record():
            return "record"
        case Iterator():
            return "items"
        case Closure() | Choice():
            return "function"
        case Static(value) if callable(value):
            return "function"
        case Array(_, _, False):
            return "array"
    return "number" if kind is not None and is_scalar(kind) else "value"


def differ(first: str, second: str) -> bool:
    """Tell whether two meanings need two names: what is not known may be a number or an array, but in the same way."""
    numbers = ("number", "array", "value")
    if first in numbers and second in numbers:
        return {first, second} == {"number", "array"}
    return first != second
