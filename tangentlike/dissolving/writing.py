"""What the parts of this pass share while one function is written anew."""

from types import FunctionType, MethodType
from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.instances import is_plain
from tangentlike.analysis.members import dotted_path
from tangentlike.dissolving.asking import Asking
from tangentlike.dissolving.assignments import Assignments
from tangentlike.dissolving.bound import Bounds
from tangentlike.dissolving.calls import Calls
from tangentlike.dissolving.classes import Method
from tangentlike.dissolving.contexts import Contexts
from tangentlike.dissolving.expressions import Expressions
from tangentlike.dissolving.groups import Groups, Listed
from tangentlike.dissolving.heap import Heap
from tangentlike.dissolving.inlining import Frame, Inliner
from tangentlike.dissolving.results import Results
from tangentlike.dissolving.rows import Rows
from tangentlike.dissolving.statements import Statements
from tangentlike.dissolving.tables import Tables
from tangentlike.subjects import DEFAULTS
from tangentlike.syntax import trees as t


class Writer:
    """One attempt to write a function without its objects; those of the classes in `kept` stay objects.

    `apart`: classes of which each object in a list has names of its own.
    """

    def __init__(
        self, tree: t.FunctionDef, facts: Facts, kept: frozenset[type], methods: dict[Any, Method | None], listed: Listed,
        apart: frozenset[type],
    ):
        """Start at the first statement."""
        self.tree = tree
        self.facts = facts
        self.program = facts.program
        self.kept = kept
        self.apart = apart
        self.grouped: set[type] = set()         # classes of objects that are in lists which have lists of attributes
        self.methods = methods
        self.heap = Heap(facts)
        self.frames: list[Frame] = []
        self.wanted = ""                        # the name that an object is given which the next call makes
        nodes = [node for node in t.walk_all(tree.body) if isinstance(node, t.Attribute)]
        self.stored = {node.attr for node in nodes if isinstance(node.ctx, t.Store)}
        self.watched: list[tuple[Any, tuple[str, ...]]] = []
        self.scopes: list[Any] = []
        self.results = Results(self)
        self.expressions = Expressions(self)
        self.calls = Calls(self)
        self.inliner = Inliner(self)
        self.groups = Groups(self, listed)
        self.rows = Rows(self)
        self.tables = Tables(self)
        self.bounds = Bounds(self)
        self.asking = Asking(self)
        self.statements = Statements(self)
        self.contexts = Contexts(self)
        self.assignments = Assignments(self)

    def fresh(self, wanted: str) -> str:
        """Return a new name for a variable of the function."""
        name = self.facts.fresh(wanted)
        self.facts.local_names |= {name}
        self.facts.user_names |= {name}
        return name

    def name_for(self, node: t.expr) -> str:
        """Return the variable that a list is assigned to, where nothing else needs the name yet, or a new one."""
        name = self.wanted
        free = name in self.facts.local_names and name not in self.heap.env and name not in self.heap.owned
        return name if free and name not in t.names_used(node) else self.fresh("values")

    def spell(self, value: Any, wanted: str = "") -> str:
        """Return the name under which the function reaches an object that no text here names."""
        return str(self.program.spell(value, wanted or value.__name__, self.facts))

    def resolve(self, node: t.expr) -> Any:
        """Return the object that a name means outside of the function, None if it is a variable."""
        path = dotted_path(node)
        root = path and path.partition(".")[0]
        if path is None or root in self.facts.local_names:
            return None
        found = self.program.resolve(node, self.facts)
        own = isinstance(found, (FunctionType, MethodType)) or (isinstance(found, type) and is_plain(found))
        if own and self.facts.scope.peek(path) is found:
            self.facts.scope.lookup(path)
        return found

    def returned_class(self, function: Any) -> type | None:
        """Return the class of the objects that a function returns, None if no text shows one."""
        return self.results.returned(function)

    def watch(self, owner: Any, name: str) -> None:
        """Rely on a member of a class."""
        self.watched.append((owner, (name,)))

    def watch_text(self, method: Method) -> None:
        """Rely on the text of a function, and on what its names mean."""
        if method.function is not None:
            given = (name for name in DEFAULTS if getattr(method.function, name) is not None)
            self.watched.append((method.function, ("__code__", *given)))
            self.scopes.append(method.scope)
