"""Write the text of a context manager that a generator makes around the body of its `with` statement.

`with scaled(state, 3.0) as inner: body` becomes what `scaled` does, with `inner = ...` and the body in the place of its
`yield`; what handles exceptions there is a `try` statement then.
"""

import contextlib
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from tangentlike.analysis.binding import parameters_of
from tangentlike.analysis.exits import leaves_early
from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.attempts import DEFINING, placed
from tangentlike.errors import SourceNotAvailable
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import Origin, origin_of
from tangentlike.syntax.parts import blocks_of
from tangentlike.syntax.source import Source, find_source

MADE = contextlib.contextmanager(lambda: iter(())).__code__  # of what the decorator makes of a generator
OTHERS = frozenset(DEFINING) - {"Try", "Yield"} | {"Return", "Lambda"}


def write_out_managers(source: Source, scope: Scope) -> None:
    """Write out the `with` statements of a function whose context managers are generators."""
    if any(isinstance(node, t.With) for node in t.walk(source.tree)):
        names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals})
        local = local_names(source.tree)
        source.tree.body = _Writer(source, scope, names, local).block(source.tree.body)


@dataclass
class _Writer:
    """The `with` statements of one function."""

    source: Source
    scope: Scope
    names: Names
    local: set[str]

    def block(self, block: t.Block) -> t.Block:
        """Write out those of a block, the inner ones first; nested functions have names of their own."""
        out: t.Block = []
        for node in block:
            nested = type(node).__name__ in ("FunctionDef", "ClassDef", "AsyncFunctionDef")
            for owner, part in [] if nested else blocks_of(node):
                setattr(owner, part, self.block(getattr(owner, part)))
            out += self.written(node) if isinstance(node, t.With) else [node]
        return out

    def written(self, node: t.With) -> t.Block:
        """Return what a `with` statement becomes; several managers are one in the other."""
        *first, last = node.items
        made = self.around(last, node)
        if made is None:
            return [node]
        if not first:
            return made
        return self.written(placed([t.With(first, made, None)], node)[0])

    def around(self, item: Any, node: t.With) -> t.Block | None:
        """Return the text of a manager around the body; None if it is none, or one that does more with its `yield`."""
        function = self.generator(item.context_expr)
        if function is None or not isinstance(item.optional_vars, (t.Name, type(None))):
            return None
        try:
            found = find_source(function)
        except SourceNotAvailable:
            return None
        tree = t.copy(found.tree)
        tree.body = tree.body[1:] if is_text(tree.body[0]) else tree.body
        before, after = self.parted(node.body)
        free = t.names_used(tree.body) - local_names(tree)
        handled = any(isinstance(inner, t.Try) and inner.handlers for inner in t.walk_all(tree.body))
        if leaves_early(before) or not gives_once(tree.body) or free & self.local or (after and handled):
            return None
        bound = self.bound(tree, item.context_expr, node)
        if bound is None:
            return None
        first, values = bound
        for inner in t.walk_all(tree.body):
            at_with(inner, node, self.source)
        return [*placed(first, node), *with_body(t.substitute(tree.body, values), item.optional_vars, before), *after]

    def parted(self, body: t.Block) -> tuple[t.Block, t.Block]:
        """Return a body without the `return` at its end, and that, which is done after the manager has ended."""
        *before, last = body
        if not isinstance(last, t.Return) or last.value is None:
            return (before, [last]) if isinstance(last, t.Return) else (body, [])
        made = placed([t.assign(self.names.fresh("result"), last.value), t.return_(None)], last)
        made[1].value = t.name(made[0].targets[0].id)
        return [*before, made[0]], made[1:]

    def bound(self, tree: t.FunctionDef, call: t.Call, node: t.With) -> tuple[t.Block, dict[str, t.expr]] | None:
        """Return what gives the parameters and variables of a generator their names here, and what stands for parameters.

        An argument that is a name, and stays what it is, stands for the parameter itself: there is no second name.
        """
        parameters = parameters_of(tree.args)
        given = dict(zip(parameters.names, call.args, strict=False)) | {k.arg: k.value for k in call.keywords}
        starred = any(isinstance(arg, t.Starred) for arg in call.args) or any(k.arg is None for k in call.keywords)
        given = {name: value for name, value in parameters.defaults.items() if t.is_literal(value)} | given
        many = len(call.args) + len(call.keywords) > len(parameters.all) or parameters.vararg or parameters.kwarg
        if starred or many or given.keys() != set(parameters.all):
            return None
        stored = t.names_stored([*tree.body, *node.body])
        first: t.Block = []
        values: dict[str, t.expr] = {}
        for name in parameters.all:
            value = given[name]
            if isinstance(value, t.Constant) or (isinstance(value, t.Name) and not {name, value.id} & stored):
                values[name] = value
        new = {name: self.names.fresh(name) for name in sorted(local_names(tree) - values.keys())}
        first = [t.assign(new[name], given[name]) for name in parameters.all if name in new]
        tree.body = t.rename(tree.body, new)
        return first, values

    def generator(self, node: t.expr) -> Any:
        """Return the generator that a call of a context manager runs; None if it is none, or not of this module."""
        path = dotted_path(node.func) if isinstance(node, t.Call) else None
        if path is None or path.partition(".")[0] in self.local:
            return None
        found = self.scope.peek(path)
        inner: Any = getattr(found, "__wrapped__", None)
        made = isinstance(found, FunctionType) and found.__code__ is MADE and isinstance(inner, FunctionType)
        if not made or inner.__closure__ or inner.__globals__ is not self.scope.globals:
            return None
        self.scope.lookup(path)
        self.scope.watch(inner, "__code__")
        return inner


def is_text(node: t.stmt) -> bool:
    """Tell whether a statement is a docstring."""
    return isinstance(node, t.Expr) and isinstance(node.value, t.Constant)


def gives_once(block: t.Block) -> bool:
    """Tell whether a text has one `yield`, as a statement that is always reached, and nothing that belongs to a function."""
    yields = [node for node in t.walk_all(block) if type(node).__name__ == "Yield"]
    return len(yields) == 1 and _reaches(block) and not any(type(node).__name__ in OTHERS for node in t.walk_all(block))


def _reaches(block: t.Block) -> bool:
    inner = [node.body for node in block if isinstance(node, (t.Try, t.With))]
    return any(map(is_given, block)) or any(map(_reaches, inner))


def is_given(node: t.stmt) -> bool:
    """Tell whether a statement is a `yield`."""
    return isinstance(node, t.Expr) and type(node.value).__name__ == "Yield"


def with_body(block: t.Block, target: t.expr | None, body: t.Block) -> t.Block:
    """Put a body in the place of the `yield` of a text."""
    out: t.Block = []
    for node in block:
        if isinstance(node, (t.Try, t.With)):
            node.body = with_body(node.body, target, body)
        if not is_given(node):
            out.append(node)
            continue
        if target is not None:
            value = node.value.value if node.value.value is not None else t.constant(None)
            named = t.assign(target.id, value)
            named.origin = origin_of(node)
            out += placed([named], node)
        out += body
    return out


def at_with(node: t.AST, like: t.With, source: Source) -> None:
    """Give a node of a manager the place of the `with` statement; a statement keeps its text, and starts nowhere."""
    origin = origin_of(node)
    if isinstance(node, t.stmt) and origin is not None:
        node.origin = Origin(origin.text, like.lineno, source.place(like))
    if isinstance(node, (t.stmt, t.expr)):
        for part in ("lineno", "col_offset", "end_lineno", "end_col_offset"):
            setattr(node, part, getattr(like, part) if isinstance(node, t.expr) else None)
