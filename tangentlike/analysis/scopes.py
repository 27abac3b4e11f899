"""What the free names of a function mean: closure cells, then globals, then builtins."""

import builtins
from types import CellType
from typing import Any


class _Missing:
    """The mark for a name that means nothing (yet)."""

    def __repr__(self) -> str:
        return "MISSING"


MISSING = _Missing()


class Scope:
    """The namespace of a function; `reads` and `members` collect what was looked up, for the guards of a variant."""

    def __init__(self, namespace: dict[str, Any], cells: dict[str, CellType] | None = None):
        self.globals = namespace
        self.cells = {} if cells is None else cells
        self.reads: dict[str, Any] = {}
        self.members: dict[tuple[int, str], tuple[Any, str, Any]] = {}
        self.homes: list[str] = []              # the names of modules whose globals are variables of the function

    @classmethod
    def of(cls, function: Any) -> "Scope":
        """Return the scope of a live function."""
        cells = zip(function.__code__.co_freevars, function.__closure__ or (), strict=True)
        return cls(function.__globals__, dict(cells))

    def lookup(self, name: str) -> Any:
        """Return the object that a free name means now, or MISSING."""
        value = self.peek(name)
        self.reads[name] = value
        return value

    def watch(self, owner: Any, *attributes: str) -> None:
        """Note attributes of an object that is not reached by a global name."""
        for attribute in attributes:
            value = getattr(owner, attribute, MISSING)
            self.members[id(owner), attribute] = (owner, attribute, value)

    def now(self, what: Any) -> Any:
        """Return what a name, or a member that is watched, means now."""
        if isinstance(what, str):
            return self.peek(what)
        owner, attribute, _ = self.members[what]
        return getattr(owner, attribute, MISSING)

    def peek(self, name: str) -> Any:
        """Look a name (or a dotted path) up without leaving a trace."""
        head, _, rest = name.partition(".")
        if rest:
            value = self.peek(head)
            for part in rest.split("."):
                value = getattr(value, part, MISSING)
            return value
        if name in self.cells:
            try:
                return self.cells[name].cell_contents
            except ValueError:
                return MISSING
        if name in self.globals:
            return self.globals[name]
        return getattr(builtins, name, MISSING)

    def spelling(self, value: Any, taken: set[str] | frozenset[str] = frozenset()) -> str | None:
        """Return a global name that means the object, not hidden by the names in `taken`; None if there is none."""
        for name, bound in self.globals.items():
            if bound is value and name.isidentifier() and name not in taken and name not in self.cells:
                return name
        return None
