"""Calls that certainly give a view of an array, as a method or a subscript of that array: the rules of kind `view`.

They are read by the pass that writes views as the parts that they are, and by nobody else.
"""

from collections.abc import Callable
from typing import Any

from tangentlike.errors import NoRule
from tangentlike.rules import registry
from tangentlike.rules.bodies import Body
from tangentlike.rules.expand import Argument, Spell, expand_rewrite
from tangentlike.rules.rule import Rule
from tangentlike.syntax import trees as t

_views: dict[Any, list[Rule]] = {}
_layouts: dict[str, list[Any]] = {"by rows": [], "by rows, of lists": [], "as operands": []}


def view(*functions: Any) -> Callable[[Body], Rule]:
    """Give the view that a function makes of its first argument: `body(*arguments)`, one expression.

    The first text that takes the arguments of a call is its view.
    """

    def decorate(body: Body) -> Rule:
        rule = Rule("rewrite", body.__name__, functions, (), body)
        for function in functions:
            _views.setdefault(function, []).append(rule)
        return rule

    return decorate


def by_rows(*functions: Any) -> None:
    """Declare that what functions make lies row by row, whatever they are given."""
    _layouts["by rows"] += functions


def by_rows_of_lists(*functions: Any) -> None:
    """Declare that what functions make of lists lies row by row."""
    _layouts["by rows, of lists"] += functions


def as_operands(*functions: Any) -> None:
    """Declare that what functions make lies as their operands do."""
    _layouts["as operands"] += functions


def is_laid(function: Any, how: str) -> bool:
    """Tell whether what a function makes lies as these words say."""
    registry.load_library()
    return any(function is each for each in _layouts[how])


def expand_view(function: Any, args: list[Argument], named: dict[str, Argument], spell: Spell) -> t.expr | None:
    """Return the view that a call gives, None for all other calls."""
    registry.load_library()
    for rule in _find(function):
        try:
            arguments = rule.bind(args, named)
        except NoRule:
            continue
        return expand_rewrite(rule, arguments, spell, str)[1]
    return None


def _find(function: Any) -> list[Rule]:
    try:
        return _views.get(function, [])
    except TypeError:  # not hashable, so nobody can have registered it
        return []
