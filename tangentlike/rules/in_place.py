"""Calls that write into what they are given, as stores: the rules of kind `in place`.

They are read by the pass that rewrites such calls, and by nobody else: a store has an adjoint of its own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tangentlike.errors import NoRule
from tangentlike.rules import registry
from tangentlike.rules.bodies import Body
from tangentlike.rules.expand import Argument, Spell, fill_names
from tangentlike.rules.rule import Rule
from tangentlike.syntax import trees as t


@dataclass(frozen=True)
class Form:
    """A call as a store: the text, the parameter that is written, and how the others are read.

    Of `masked` operands only the elements under `mask` are read, each operand broadcast to what is written; `alike`
    operands must be numbers, or have the shape of what is written; `numbers` must be numbers.
    """

    rule: Rule
    written: str
    mask: str | None = None
    masked: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def is_store(self) -> bool:
        """Tell whether the statement is a store, into what may have no name of its own."""
        return isinstance(self.rule.text().body[0], t.Assign)

    @property
    def places(self) -> set[str]:
        """Return the parameters that say where it writes, not what."""
        statement = self.rule.text().body[0]
        return t.names_read(statement.targets[0].slice if self.is_store else statement.value.args[1])

    def bind(self, args: list[Any], named: dict[str, Any]) -> dict[str, Any] | None:
        """Match the arguments of a call with the parameters; None if this form is not for such a call."""
        try:
            return self.rule.bind(args, named)
        except NoRule:
            return None


# Stands for all functions that take `out=`: with `out` and `value`, the call without it; of some also `where`.
RESULT = "out="

_forms: dict[Any, list[Form]] = {}


def in_place(*functions: Any, **asked: Any) -> Callable[[Body], Form]:
    """Give the store that a function does: `body(*arguments)`, one statement; `asked` are the fields of a form.

    The first form that fits a call is taken.
    """

    def decorate(body: Body) -> Form:
        rule = Rule("in place", body.__name__, tuple(f for f in functions if f != RESULT), (), body)
        [statement] = rule.text().body
        form = Form(rule, written_name(statement), **asked)
        for function in functions:
            _forms.setdefault(function, []).append(form)
        return form

    return decorate


def find_forms(function: Any) -> list[Form]:
    """Return the stores that the calls of a function may be."""
    registry.load_library()
    try:
        return _forms.get(function, [])
    except TypeError:  # not hashable, so nobody can have registered it
        return []


def written_name(statement: t.stmt) -> str:
    """Return the parameter that a form writes: what it stores into, or what it hands to `add_at`."""
    match statement:
        case t.Assign(targets=[t.Subscript(value=t.Name(id=name))]) | t.Expr(value=t.Call(args=[t.Name(id=name), *_])):
            return name
    raise NoRule("a rule of kind `in place` is one store")


def expand_store(form: Form, arguments: Mapping[str, Argument], spell: Spell) -> t.stmt:
    """Return the store that a call is."""
    [statement] = form.rule.text().body
    free = t.names_read(statement) - arguments.keys()
    return fill_names(statement, arguments, {name: form.rule.resolve(name) for name in sorted(free)}, spell)
