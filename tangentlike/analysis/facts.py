"""What passes may ask about the function that they are given; every answer is computed fresh."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from tangentlike.analysis.kinds import Inference, Kinds
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Kind
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.source import Source


@dataclass
class Facts:
    """One function in one signature, and the names of interest."""

    source: Source
    scope: Scope
    parameters: dict[str, Kind]
    wrt: tuple[str, ...]
    program: Any
    names: Names
    user_names: frozenset[str] = frozenset()
    tests: set[str] = field(default_factory=set)
    local_names: frozenset[str] = frozenset()
    lines: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    walked: frozenset[str] = frozenset()
    unbound: frozenset[str] = frozenset()
    rows: set[str] = field(default_factory=set)  # arrays that are written through another shape of theirs
    buffers: frozenset[str] = frozenset()       # global arrays that the function writes, and nobody else looks into
    held: set[str] = field(default_factory=set)  # the places where arguments and globals hold arrays, and
    holders: frozenset[str] = frozenset()       # the names that are read by these places only
    seed: str = "out_bar"
    opened: dict[str, dict[Any, str]] = field(default_factory=dict)
    has_aux: bool = False
    handed: tuple[str, ...] = ()
    given: tuple[str, ...] = ()                 # objects whose attributes have names of their own while the function runs
    is_entry: bool = False                      # it is what is called from outside
    aux: str | None = None
    injected: dict[str, Any] = field(default_factory=dict)
    last_memory: Any = field(default=None, init=False, repr=False)
    _last: tuple[int, list[Any], Kinds] | None = field(default=None, init=False, repr=False)

    def kinds(self, tree: t.FunctionDef) -> Kinds:
        """Return the kinds of all expressions of a tree, which must not have changed since.

        Most passes find nothing to do: where the tree is the one that the last pass asked about, to the last object,
        and the program has not learned of further stores, the answer is that of the last pass.
        """
        known = len(self.program.stored)
        state = t.state_of(tree)
        if self._last is None or self._last[0] != known or not t.same_state(self._last[1], state):
            run = Inference(tree, self.scope, self.program)
            run.subject = self
            self._last = known, state, run.run(self.parameters)
            self._last[2].writes = self.program.writes_of(self._last[2], self)
        self._last[2].buffers = self.buffers
        return self._last[2]

    @property
    def argument_reads(self) -> int:
        """Return how many statements read the entries of opened arguments: a function begins with them, whatever else it gets."""
        return sum(map(len, self.opened.values()))

    def needs_line(self, name: str) -> bool:
        """Tell whether the backward sweep reads a piece, so that its bar deserves a line."""
        return name in self.lines

    def fresh(self, base: str) -> str:
        """Return a name that is not used yet."""
        return self.names.fresh(base)


def taken_names(tree: t.FunctionDef, scope: Scope) -> Iterable[str]:
    """Return the names that generated code must not take for itself."""
    return t.names_used(tree) | set(scope.cells) | {n.name for n in t.walk(tree) if isinstance(n, t.FunctionDef)}
