"""Write a `try` statement as an `if` while it is differentiated, and put it back into the finished text.

For derivatives, an exception that is handled chooses a branch. The `if` asks whether the body of the statement runs
through, which nothing but the statement itself can tell; so what is in it is watched (`normalise/interruptions`): an
interrupted body must leave nothing behind, and whatever may raise in it stays where it is.
"""

import contextlib
from dataclasses import dataclass, field
from types import CellType

from tangentlike.analysis.exits import EXITS, leaves_early
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.told import is_only_told
from tangentlike.rules import registry
from tangentlike.runtime.attempts import try_catches, try_exception, try_needs, try_runs, try_settled
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of
from tangentlike.syntax.parts import blocks_of
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.source import Source

MARKS = {function.__name__: function for function in (try_runs, try_catches, try_exception, try_settled, try_needs)}
# What defines names for later, or changes those of another scope, would do so in an interrupted body, too.
DEFINING = ("FunctionDef", "AsyncFunctionDef", "ClassDef", "Import", "ImportFrom", "Global", "Nonlocal", "Delete", "Try",
            "TryStar", "Match", "Yield", "YieldFrom", "Await")
# Whether they are raised depends on how much memory is used, which is another for a derivative.
OF_THE_MACHINE = (RecursionError, MemoryError)


def open_attempts(source: Source, scope: Scope) -> None:
    """Turn `try: body`, `except KeyError: handler` into `if try_runs(1, "KeyError"): body; try_settled(1)`, `else: handler`."""
    if not any(isinstance(node, (t.Try, t.With)) for node in t.walk(source.tree)):
        return
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals})
    if MARKS.keys() & names.taken:
        return
    work = _Opener(source.tree, scope, names, t.names_stored(source.tree))
    source.tree.body = work.block(source.tree.body)
    scope.cells |= {name: CellType(MARKS[name]) for name in MARKS.keys() & t.names_used(source.tree)}


@dataclass
class _Opener:
    """The `try` statements of one function."""

    tree: t.FunctionDef
    scope: Scope
    names: Names
    local: set[str]
    count: int = 0
    parameters: set[str] = field(init=False)
    named_elsewhere: set[str] = field(init=False)

    def __post_init__(self) -> None:
        handlers = [handler for node in t.walk(self.tree) if isinstance(node, t.Try) for handler in node.handlers if handler.name]
        inside = {(n.id, id(n)) for h in handlers for n in t.walk(h) if isinstance(n, t.Name) and n.id == h.name.id}
        own = {id(handler.name) for handler in handlers}
        names = (n for n in t.walk(self.tree) if isinstance(n, t.Name))
        self.named_elsewhere = {n.id for n in names if (n.id, id(n)) not in inside or (is_bound(n) and id(n) not in own)}
        self.parameters = {n.id for n in t.walk(self.tree) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}

    def block(self, block: t.Block, watched: bool = False) -> t.Block:
        """Open the `try` statements of a block, the inner ones first; `watched`: it is in the body of one with handlers."""
        out: t.Block = []
        for given in block:
            node = self.unsuppressed(given)
            catches = bool(getattr(node, "handlers", []))
            for owner, part in blocks_of(node):
                inside = watched or (catches and owner is node and part == "body")
                setattr(owner, part, self.block(getattr(owner, part), inside))
            # What an end does after an exception, the handler around sees: it must be run then, too.
            ends = watched and bool(getattr(node, "finalbody", []))
            opened = self.opened(node) if isinstance(node, t.Try) and not ends else None
            out += [given] if opened is None else placed(opened, node)
        return out

    def unsuppressed(self, node: t.stmt) -> t.stmt:
        """Return `with suppress(KeyError): body` as a `try` statement whose handler does nothing; others as they are."""
        match node:
            case t.With(items=[t.withitem(context_expr=t.Call(args=[_, *_], keywords=[]) as call, optional_vars=None)], body=body):
                path = dotted_path(call.func)
                own = path is None or path.partition(".")[0] in self.local | self.parameters
                if not own and self.scope.peek(str(path)) is contextlib.suppress:
                    kinds = call.args[0] if len(call.args) == 1 else t.tuple_of(call.args)
                    return placed([t.Try(body, [t.ExceptHandler(kinds, None, [t.Pass()])], [], [])], node)[0]
        return node

    def opened(self, node: t.Try) -> t.Block | None:
        """Return what a `try` statement becomes; None if that would not mean the same."""
        if not self.may_end_with(node.finalbody):
            return None
        if not node.handlers:
            return self.followed(node.body, node)
        branch = self.branch(node)
        return None if branch is None else [*branch, *node.finalbody]

    def branch(self, node: t.Try) -> t.Block | None:
        """Return a statement with handlers as a branch; its end is run before each exit, and is yet to follow."""
        body, after = self.parted(node.body)
        if node.finalbody:
            if leaves_early(body):
                return None
            for part in (node, *node.handlers):
                field = "orelse" if part is node else "body"
                setattr(part, field, self.ended(getattr(part, field), node.finalbody))
            after = self.ended(after, node.finalbody)
        known = [self.is_known(handler.type) and self.is_plain(handler) for handler in node.handlers]
        if not all(known) or any(type(n).__name__ in DEFINING for n in t.walk_all(body)):
            return None
        texts = ["" if handler.type is None else to_source(handler.type).strip() for handler in node.handlers]
        rest: t.Block = []
        for handler, text in reversed(list(zip(node.handlers, texts, strict=True))):
            own = [*self.bound(handler, text), *handler.body]
            if handler is node.handlers[-1]:
                rest = own
                continue
            rest = [t.if_(t.call(try_catches.__name__, t.constant(text)), own, rest)]
        self.count += 1
        end = t.statement(t.call(try_settled.__name__, t.constant(self.count)))
        test = t.call(try_runs.__name__, t.constant(self.count), *map(t.constant, texts))
        return [t.if_(test, [*body, end, *([] if after else node.orelse), *after], rest)]

    def parted(self, body: t.Block) -> tuple[t.Block, t.Block]:
        """Return a body without the exit that it ends with, and that exit."""
        *before, last = body
        if isinstance(last, t.Return) and last.value is not None and not isinstance(last.value, (t.Name, t.Constant)):
            name = self.names.fresh("result")
            made = placed([t.assign(name, last.value), t.return_(t.name(name))], last)
            return [*before, made[0]], made[1:]
        return (before, [last]) if isinstance(last, (t.Return, t.Break, t.Continue)) else (body, [])

    def ended(self, block: t.Block, end: t.Block, exits: tuple[type, ...] = EXITS) -> t.Block:
        """Return a block that runs the end of its statement before each exit, and after what a `return` computes."""
        out: t.Block = []
        for node in block:
            inner = (t.Return,) if isinstance(node, (t.For, t.While)) else exits
            for owner, part in [] if isinstance(node, t.FunctionDef) else blocks_of(node):
                setattr(owner, part, self.ended(getattr(owner, part), end, inner))
            plain = not isinstance(node, t.Return) or isinstance(node.value, (t.Name, t.Constant, type(None)))
            if not plain or (isinstance(node, t.Return) and t.names_used(node) & t.names_stored(end)):
                name = self.names.fresh("result")
                out += placed([t.assign(name, node.value), *t.copy(end), t.return_(t.name(name))], node)
            else:
                out += [*(t.copy(end) if isinstance(node, exits) else []), node]
        return out

    def followed(self, body: t.Block, node: t.Try) -> t.Block | None:
        """Return a body and the end that is run after it, before it is left."""
        inside, after = self.parted(body)
        changed = t.names_stored(node.finalbody) & t.names_used(after)
        return None if leaves_early(inside) or changed else [*inside, *node.finalbody, *after]

    def is_known(self, node: t.expr | None) -> bool:
        """Tell whether it is known which exceptions a handler takes."""
        if isinstance(node, t.Tuple):
            return all(map(self.is_known, node.elts))
        path = None if node is None else dotted_path(node)
        if node is None or path is None or path.partition(".")[0] in self.local | self.parameters:
            return node is None
        found = self.scope.peek(path)
        return isinstance(found, type) and issubclass(found, BaseException) and not issubclass(found, OF_THE_MACHINE)

    def is_plain(self, handler: t.AST) -> bool:
        """Tell whether the exception of a handler is named in handlers only, and never becomes a number."""
        if handler.name is None:
            return True
        name = handler.name.id
        return name not in self.named_elsewhere and is_only_told(name, handler.body)

    def bound(self, handler: t.AST, text: str) -> t.Block:
        """Return the statement that gives the exception its name."""
        return [] if handler.name is None else [t.assign(handler.name.id, t.call(try_exception.__name__, t.constant(text)))]

    def may_end_with(self, block: t.Block) -> bool:
        """Tell whether an end leaves nothing that is seen after an exception: it works on the function's own variables."""
        for node in t.walk_all(block):
            if isinstance(node, t.stmt) and not isinstance(node, (t.Assign, t.AugAssign, t.Pass)):
                return False
            if isinstance(node, t.Call):
                path = dotted_path(node.func)
                if path is None or path.partition(".")[0] in self.local or registry.find(self.scope.peek(path)) is None:
                    return False
            if isinstance(node, (t.Subscript, t.Attribute)) and isinstance(node.ctx, t.Store):
                own = isinstance(node, t.Subscript) and isinstance(node.value, t.Name)
                if not own or not self.is_made_here(node.value.id):
                    return False
        return True

    def is_made_here(self, name: str) -> bool:
        """Tell whether all that a variable is bound to is new: a display, or arithmetic."""
        bound = [n for n in t.walk(self.tree) if isinstance(n, t.Name) and n.id == name and is_bound(n)]
        made = [n.value for n in t.walk(self.tree) if isinstance(n, t.Assign) and any(each in bound for each in n.targets)]
        return len(made) == len(bound) and all(isinstance(value, (t.BinOp, t.List, t.Dict)) for value in made)


def is_bound(node: t.Name) -> bool:
    """Tell whether a name is bound where it stands."""
    return not isinstance(node.ctx, t.Load)


def placed(block: t.Block, like: t.stmt) -> t.Block:
    """Give what is new the place of a statement; only its first branch or assignment starts there."""
    new = [node for node in t.walk_all(block) if isinstance(node, (t.stmt, t.expr)) and not hasattr(node, "lineno")]
    first = next((node for node in new if isinstance(node, (t.If, t.Try, t.Assign))), None)
    for node in new:
        if isinstance(node, t.stmt) and origin_of(node) is None:
            node.origin = origin_of(like)
        for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            setattr(node, part, getattr(like, part) if node is first or isinstance(node, t.expr) else None)
    return block
