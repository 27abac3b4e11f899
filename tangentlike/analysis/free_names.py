"""Whose a name is: the free names of a text, which it does not bind itself, and the local names of a function."""

from collections.abc import Iterable

from tangentlike.syntax import trees as t

COMPREHENSIONS = (t.ListComp, t.GeneratorExp, t.DictComp, t.SetComp)


def free_names(nodes: Iterable[t.AST]) -> set[str]:
    """Return the names that a text reads, without those that belong to a function or comprehension inside it.

    >>> sorted(free_names(t.parse_statements("y = [v * a for v in x]; f = lambda z: z + b")))
    ['a', 'b', 'x']
    """
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, t.Name) and isinstance(node.ctx, t.Load):
            found.add(node.id)
        found |= free_names(t.iter_child_nodes(node)) - bound_inside(node)
    return found


def bound_inside(node: t.AST) -> set[str]:
    """Return the names that a scope of its own binds."""
    if isinstance(node, COMPREHENSIONS):
        return t.names_stored([clause.target for clause in node.generators])
    if not isinstance(node, (t.FunctionDef, t.Lambda)):
        return set()
    own = {n.id for n in t.walk(node.args) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}
    if isinstance(node, t.Lambda):
        return own
    declared = {name for n in t.walk_own(node.body) if isinstance(n, (t.Nonlocal, t.Global)) for name in n.names}
    return own | t.names_stored(node.body) - declared


def local_names(tree: t.FunctionDef) -> set[str]:
    """Return the parameters and the names that a function assigns itself (nested functions have their own)."""
    found = {n.id for n in t.walk(tree.args) if isinstance(n, t.Name) and isinstance(n.ctx, t.Param)}
    todo: list[t.AST] = list(tree.body)
    while todo:
        node = todo.pop()
        if isinstance(node, t.FunctionDef):
            found.add(node.name)
        elif isinstance(node, t.Name) and isinstance(node.ctx, t.Store):
            found.add(node.id)
        if not isinstance(node, (t.FunctionDef, t.Lambda, t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp)):
            todo.extend(t.iter_child_nodes(node))
        elif not isinstance(node, (t.FunctionDef, t.Lambda)):
            todo.extend(n for n in t.walk(node) if isinstance(n, t.NamedExpr))
    return found
