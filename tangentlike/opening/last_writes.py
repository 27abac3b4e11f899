"""Where a function that is interrupted would have changed variables of the function around it, which go on from there."""

from collections.abc import Iterable, Mapping

from tangentlike.analysis.scopes import Scope
from tangentlike.contexts import is_quiet
from tangentlike.syntax import trees as t

Writes = Mapping[str, Iterable[str]]             # what each nested function rebinds of the function around it


def is_interrupted(tree: t.FunctionDef, writes: Writes, functions: Mapping[str, t.FunctionDef], scope: Scope) -> bool:
    """Tell whether a function calls, where an exception may be caught, one that may raise once it has changed a variable."""
    for node in t.walk_own(tree.body):
        catches = isinstance(node, t.Try) and bool(node.handlers)
        if catches or (isinstance(node, t.With) and not all(is_quiet(item, set(), scope) for item in node.items)):
            called = {n.func.id for n in t.walk_all(node.body) if isinstance(n, t.Call) and isinstance(n.func, t.Name)}
            if any(not writes_last(functions[name].body, name, writes) for name in called & writes.keys()):
                return True
    return False


def writes_last(block: t.Block, name: str, writes: Writes) -> bool:
    """Tell whether a block of a function rebinds outer variables in its last statement only, when nothing raises any more."""
    own = set(writes[name])
    *before, last = block if not is_end(block[-1]) or len(block) == 1 else block[:-1]
    if any(changes(node, own, writes) for node in before):
        return False
    if isinstance(last, t.If):
        return not changes(last.test, own, writes) and all(
            writes_last(part, name, writes) for part in (last.body, last.orelse) if part
        )
    calls = any(isinstance(n, t.Call) and isinstance(n.func, t.Name) and n.func.id in writes for n in t.walk(last))
    plain = isinstance(last, (t.Assign, t.AugAssign)) and not calls and len(t.names_stored(last)) == 1
    return plain or not changes(last, own, writes)


def is_end(node: t.stmt) -> bool:
    """Tell whether a statement returns a name, a constant or nothing."""
    return isinstance(node, t.Return) and (node.value is None or isinstance(node.value, (t.Name, t.Constant)))


def changes(node: t.AST, own: set[str], writes: Writes) -> bool:
    """Tell whether a statement rebinds outer variables, itself or by a call."""
    return bool(t.names_stored(node) & own) or bool(t.names_used(node) & writes.keys())
