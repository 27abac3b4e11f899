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
