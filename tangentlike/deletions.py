"""Drop `del name` where nothing reads the name afterwards: the text means the same without it."""

from tangentlike.analysis.flow import definitely_assigned, find_flow, live_after, point
from tangentlike.analysis.free_names import local_names
from tangentlike.syntax import trees as t
from tangentlike.syntax.source import Source


def drop_deletions(source: Source) -> None:
    """Drop the names of `del` statements that are bound for certain there, and that nothing reads until they are bound again.

    A name that is read all the same must raise, and so must one that is not bound: such a statement stays, and is refused.
    """
    tree = source.tree
    own = [node for node in t.walk_own(tree.body) if isinstance(node, t.Delete)]
    if not own:
        return
    parameters = local_names(t.exchange(tree, {id(node): t.Pass() for node in tree.body}))
    flow = find_flow(tree.body)
    live, bound = live_after(flow, names_needed), definitely_assigned(flow, frozenset(parameters))
    kept = _read_inside(tree) | _declared(tree)
    for node in own:
        place = point(node)
        if place in live:
            gone = bound[place] - live[place] - kept
            node.targets = [target for target in node.targets if not (isinstance(target, t.Name) and target.id in gone)]
    empty = {id(node): _nothing(node) for node in own if not node.targets}
    tree.body = t.exchange(tree.body, empty)


def names_needed(node: t.AST) -> set[str]:
    """Return the names that must be bound for a node to run: those that it reads, and those that it deletes."""
    deleted = node.targets if isinstance(node, t.Delete) else []
    return t.names_read(node) | {target.id for target in deleted if isinstance(target, t.Name)}


def _nothing(node: t.stmt) -> t.stmt:
    made = t.Pass()
    for part in ("lineno", "col_offset", "end_lineno", "end_col_offset", "origin"):
        setattr(made, part, getattr(node, part, None))
    return made


def _read_inside(tree: t.FunctionDef) -> set[str]:
    """Return what nested functions read: when they are called is not asked."""
    inner = [node for node in t.walk_all(tree.body) if isinstance(node, (t.FunctionDef, t.Lambda))]
    return set().union(*map(t.names_used, inner))


def _declared(tree: t.FunctionDef) -> set[str]:
    declared = [node for node in t.walk_all(tree.body) if isinstance(node, (t.Nonlocal, t.Global))]
    return {name for node in declared for name in node.names}
