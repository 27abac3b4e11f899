"""`with` statements whose context manager is an object that the function makes: its entry, the body, and its exit.

After an exception nobody can see whether the exit has run, if it only changes objects and variables of the function.
"""

from types import FunctionType
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.exits import leaves_early
from tangentlike.dissolving.classes import find_member, method_of
from tangentlike.dissolving.heap import Kept
from tangentlike.dissolving.statements import put_at
from tangentlike.runtime.attempts import try_runs
from tangentlike.runtime.claims import as_unshared
from tangentlike.syntax import trees as t
from tangentlike.understood import is_operation, resolved

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

LOCAL = (t.Assign, t.AugAssign, t.If, t.Pass)
CLOCKS = "time"


class Contexts:
    """What `with` statements become."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap

    def written(self, node: t.With) -> tuple[t.Block, bool] | None:
        """Return the statements of a `with` statement; None if it is that of another manager, which is left as it is."""
        (item, *others), body = node.items, node.body
        if others:
            body = [t.With(others, body, None)]
            put_at(body, node)
        if not self.writer.expressions.needs(item.context_expr):
            return None
        before, manager = self.writer.expressions.expression(item.context_expr)
        made = self.heap.instance(manager)
        if made is None or self.is_watched():
            return self.writer.expressions.kept(node)
        body, after = self.parted(body)
        enter = self.writer.calls.method(manager, "__enter__", [], node)
        if enter is None or leaves_early(body) or not self.never_swallows(made.cls):
            raise Kept(made.cls, node=node)
        before += enter[0]
        if item.optional_vars is not None:
            before += self.writer.assignments.stored(item.optional_vars, enter[1], None)
        inside, goes_on = self.writer.statements.block(body)
        leave = self.writer.calls.method(manager, "__exit__", [t.constant(None) for _ in range(3)], node)
        if leave is None or not self.is_unseen(leave[0]):
            raise Kept(made.cls, node=node)
        changed = [each.target.id for each in t.walk_all(leave[0]) if isinstance(each, t.AugAssign)]
        before += inside
        before += [t.statement(t.call(self.writer.spell(as_unshared), t.name(name))) for name in dict.fromkeys(changed)]
        end, goes_on = self.writer.statements.block(after) if goes_on else ([], False)
        return [*before, *leave[0], *end], goes_on

    def is_watched(self) -> bool:
        """Tell whether something in the function handles exceptions, and may look at what an exit has changed."""
        nodes = t.walk_all(self.writer.tree.body)
        return any(isinstance(node, t.Try) or getattr(node, "id", "") == try_runs.__name__ for node in nodes)

    def parted(self, body: t.Block) -> tuple[t.Block, t.Block]:
        """Return a body without the `return` at its end, and that, which is done after the exit."""
        *before, last = body
        if not isinstance(last, t.Return):
            return body, []
        if last.value is None:
            return before or [t.Pass()], [last]
        name = self.writer.fresh("result")
        return [*before, t.assign(name, last.value)], [t.return_(t.name(name))]

    def never_swallows(self, cls: type) -> bool:
        """Tell whether the exit of a class gives nothing that would end an exception."""
        owner, member = find_member(cls, "__exit__") or (None, None)
        method = method_of(member, owner, self.writer.methods) if isinstance(member, FunctionType) else None
        returns: list[Any] = [n.value for n in t.walk_own(method.tree.body) if isinstance(n, t.Return)] if method else [cls]
        return all(value is None or (isinstance(value, t.Constant) and not value.value) for value in returns)

    def is_unseen(self, block: t.Block) -> bool:
        """Tell whether statements only change variables of the function: names, and nothing by a call."""
        for node in t.walk_all(block):
            if isinstance(node, t.stmt) and not isinstance(node, LOCAL):
                return False
            if isinstance(node, (t.Subscript, t.Attribute)) and not isinstance(node.ctx, t.Load):
                return False
            if isinstance(node, t.Call):
                found = resolved(self.writer.facts.scope, node.func, self.writer.facts.local_names)
                if not is_operation(found) and getattr(found, "__module__", "") != CLOCKS:
                    return False
        return True
