"""Take the body of a `with` statement out while it is differentiated, and put it back into the finished text.

What runs forward stays inside of the `with`; going back, its statements are like any others. That is so for context
managers that swallow no exception and have nothing to do with values, of which there is a list.
"""

import contextlib
import threading
import warnings
from types import CellType
from typing import Any

import numpy as np

from tangentlike.analysis.exits import leaves_early
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import MISSING, Scope
from tangentlike.leaving import Leaves
from tangentlike.runtime.contexts import enter_context, leave_context
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

# What makes such a context manager when it is called, and such objects themselves.
MAKING = (np.errstate, np.printoptions, warnings.catch_warnings, contextlib.redirect_stdout, contextlib.redirect_stderr,
          contextlib.nullcontext)
THEMSELVES = (type(threading.Lock()), type(threading.RLock()), np.errstate)
ENTER, LEAVE = enter_context.__name__, leave_context.__name__


def open_contexts(source: Source, scope: Scope) -> None:
    """Turn `with np.errstate(divide="ignore"): body` into `context = ...`, `enter_context(context)`, body, and
    `leave_context(context)`.
    """
    if not any(isinstance(node, t.With) for node in t.walk(source.tree)):
        return
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals})
    if {ENTER, LEAVE} & names.taken:
        return
    source.tree.body = _opened_block(source.tree.body, Names(names.taken), t.names_stored(source.tree), scope)
    if ENTER in t.names_used(source.tree):
        scope.cells |= {ENTER: CellType(enter_context), LEAVE: CellType(leave_context)}


def _opened_block(block: t.Block, names: Names, local: set[str], scope: Scope) -> t.Block:
    out: t.Block = []
    for node in block:
        for part in ("body", "orelse"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, _opened_block(getattr(node, part), names, local, scope))
        if isinstance(node, t.With) and any(gives_through(item.context_expr, local, scope) for item in node.items):
            out += given_through(node, names, local, scope)
            continue
        if not isinstance(node, t.With) or not all(is_quiet(item, local, scope) for item in node.items):
            out.append(node)
        elif not leaves_early(node.body[:-1]) and _ends_plainly(node.body[-1]):
            out += _opened(node, names)
        else:
            out += _left_early(node, names)
    return out


def gives_through(node: t.expr, local: set[str], scope: Scope) -> bool:
    """Tell whether a context manager is `nullcontext(x)`, which gives what it is given and does nothing."""
    path = dotted_path(node.func) if isinstance(node, t.Call) and not node.keywords and len(node.args) < 2 else None
    return path is not None and path.partition(".")[0] not in local and scope.lookup(path) is contextlib.nullcontext


def given_through(node: t.With, names: Names, local: set[str], scope: Scope) -> t.Block:
    """Return `with nullcontext(x) as y: body` as `y = x` and the body, other managers of the statement around or in it."""
    item, *others = node.items
    body = _opened_block([_placed(t.With(others, node.body, None), node)], names, local, scope) if others else node.body
    if not gives_through(item.context_expr, local, scope):
        return _opened_block([_placed(t.With([item], body, None), node)], names, local, scope)
    value = item.context_expr.args[0] if item.context_expr.args else t.constant(None)
    start = t.statement(value) if item.optional_vars is None else t.gast_assign([item.optional_vars], value)
    return [_placed(start, node), *body]


def is_quiet(item: Any, local: set[str], scope: Scope) -> bool:
    """Tell whether a context manager is one of those that may stay around the forward sweep alone."""
    expression = item.context_expr
    path = dotted_path(expression.func if isinstance(expression, t.Call) else expression)
    found = MISSING if path is None or path.partition(".")[0] in local else scope.lookup(path)
    bound = item.optional_vars is None or isinstance(item.optional_vars, t.Name)
    if not isinstance(expression, t.Call):
        return bound and isinstance(found, THEMSELVES)
    # What `nullcontext(x)` gives is x: a name for it would be another name for a value.
    plain = found is not contextlib.nullcontext or not (expression.args or expression.keywords)
    return bound and plain and any(found is each for each in MAKING)


def _opened(node: t.With, names: Names) -> t.Block:
    """Return the statements of a `with` statement between its two ends; a `return` at its end comes after them."""
    begin: t.Block = []
    end: t.Block = []
    for item in node.items:
        manager = names.fresh("context")
        call = t.call(ENTER, t.name(manager))
        begin.append(t.assign(manager, item.context_expr))
        begin.append(t.statement(call) if item.optional_vars is None else t.gast_assign([item.optional_vars], call))
        end.insert(0, t.statement(t.call(LEAVE, t.name(manager))))
    *body, last = node.body
    after: t.Block = []
    if isinstance(last, t.Return) and last.value is not None:
        name = names.fresh("result")
        after = [t.return_(t.name(name))]
        body = [*body, _placed(t.assign(name, last.value), last)]
    elif isinstance(last, t.Return):
        after = [last]
    else:
        body = [*body, last]
    return [*(_placed(each, node) for each in begin), *body, *(_placed(each, node) for each in end),
            *(_placed(each, last) for each in after)]


def _left_early(node: t.With, names: Names) -> t.Block:
    """Return a `with` statement with returns inside of it: it is left at its end, by what they note on their way there."""
    body, leaves = t.copy(node.body), Leaves()
    result, flag = names.fresh("result"), names.fresh("returned")
    marked = leaves.mark(_noted(body, result), t.Return)
    if any(isinstance(inner, (t.Return, t.With)) for inner in t.walk_own(marked)) or leaves_early(marked):
        return [node]  # in a `try` statement, or not by `return`
    start, back = t.assign(flag, t.constant(False)), t.return_(t.name(result))
    after = back if _always_returns(node.body) else t.if_(t.name(flag), [back])
    changed = t.With(node.items, leaves.write(marked, flag), None)
    set_origin([start, after, *changed.body], origin_of(node))
    return [_placed(start, node), *_opened(_placed(changed, node), names), _placed(after, node)]


def _noted(block: t.Block, result: str) -> t.Block:
    """Return a block in which each `return` follows the assignment of its value."""
    out: t.Block = []
    for node in block:
        for part in ("body", "orelse"):
            if isinstance(getattr(node, part, None), list) and not isinstance(node, t.FunctionDef):
                setattr(node, part, _noted(getattr(node, part), result))
        if isinstance(node, t.Return):
            out.append(_placed(t.assign(result, node.value or t.constant(None)), node))
        out.append(node)
    return out


def _always_returns(block: t.Block) -> bool:
    match block[-1]:
        case t.If(body=body, orelse=orelse):
            return bool(orelse) and _always_returns(body) and _always_returns(orelse)
    return isinstance(block[-1], (t.Return, t.Raise))


def _placed(made: t.stmt, like: t.stmt) -> t.stmt:
    if made is not like:
        for part in ("lineno", "col_offset", "end_lineno", "end_col_offset", "origin"):
            if hasattr(like, part):
                setattr(made, part, getattr(like, part))
    return made


def _ends_plainly(node: t.stmt) -> bool:
    return isinstance(node, t.Return) or not leaves_early([node])


def close_contexts(block: t.Block) -> t.Block:
    """Return a block with `with` statements in the place of their two ends, wherever both stand in one block."""
    out: t.Block = []
    for node in block:
        for part in ("body", "orelse"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, close_contexts(getattr(node, part)))
        name = _left(node)
        begin = next((i for i, each in enumerate(out) if name is not None and _entered(each, name) is not None), None)
        if begin is None:
            out.append(node)
            continue
        assert name is not None
        body, item, out = out[begin + 1 :], _entered(out[begin], name), out[:begin]
        match out:
            case [*_, t.Assign(targets=[t.Name(id=made)], value=manager)] if made == name:
                item.context_expr = manager
                out.pop()
        out.append(t.With([item], body or [t.Pass()], None))
    return out


def _entered(node: t.stmt, manager: str) -> Any:
    """Return the item of the `with` statement that begins here, if it is that of a context manager."""
    match node:
        case t.Expr(value=t.Call(func=t.Name(id=name), args=[t.Name(id=own)])):
            target = None
        case t.Assign(targets=[target], value=t.Call(func=t.Name(id=name), args=[t.Name(id=own)])):
            pass
        case _:
            return None
    return t.withitem(t.name(manager), target) if (name, own) == (ENTER, manager) else None


def _left(node: t.stmt) -> str | None:
    """Return the name of the context manager that is left here."""
    match node:
        case t.Expr(value=t.Call(func=t.Name(id=name), args=[t.Name(id=manager)])) if name == LEAVE:
            return str(manager)
    return None
