"""Whether what an iterator gives stays as it is while the next item is made: a generator may write into what it has given.

`sum(rows(x))` adds each item before it asks for the next. A list of the items, which is made first, is the same only if they
are not written into.
"""

from tangentlike.analysis.outlining import written
from tangentlike.opening.walked import Finder, is_yield
from tangentlike.syntax import trees as t

DEPTH = 5
FRESH = (t.BinOp, t.UnaryOp, t.Compare, t.Constant, t.BoolOp)


def snapshot(node: t.expr, item: t.expr, finder: Finder) -> t.expr | None:
    """Return an item as it is when it is given: a copy of a number that may grow in place; None if that cannot be."""
    changing = changing_in(node, finder, DEPTH)
    if isinstance(item, FRESH) or changing == {}:
        return item
    return None if changing is None or not all(changing.values()) else t.UnaryOp(t.UAdd(), item)


def changing_in(node: t.AST, finder: Finder, depth: int) -> dict[str, bool] | None:
    """Return the names of what generators in an expression yield and write into, and whether each is a number or an array.

    None if they call each other too deeply.
    """
    if depth == 0:
        return None
    found: dict[str, bool] = {}
    for call in t.walk(node):
        walk = finder.walk(call) if isinstance(call, t.Call) and finder.called(call) is not None else None
        if walk is None:
            continue
        if walk.is_users:
            yielded = t.names_read([each for each in t.walk_all(walk.tree.body) if is_yield(each)])
            changed = set().union(*map(written, walk.tree.body))
            found |= {name: is_sum(walk.tree, name) for name in yielded & changed}
        around = finder.local if walk.scope is None else set()
        inner = Finder(walk.tree, walk.scope or finder.scope, around, finder.nested if walk.scope is None else {})
        for each in walk.tree.body:
            deeper = changing_in(each, inner, depth - 1)
            if deeper is None:
                return None
            found |= deeper
    return found


def is_sum(tree: t.FunctionDef, name: str) -> bool:
    """Tell whether a name starts as a number, and only `+=` and the like change it."""
    bound = [n for n in t.walk(tree) if isinstance(n, t.Assign) and name in t.names_stored(n.targets)]
    numbers = all(isinstance(n.value, (t.BinOp, t.Constant)) and isinstance(n.targets[0], t.Name) for n in bound)
    augmented = [n for n in t.walk(tree) if isinstance(n, t.AugAssign) and isinstance(n.target, t.Name) and n.target.id == name]
    stored = [n for n in t.walk(tree) if isinstance(n, t.Name) and n.id == name and not isinstance(n.ctx, t.Load)]
    others = [each for n in t.walk_all(tree.body) if isinstance(n, (t.stmt, t.Call)) and not isinstance(n, t.AugAssign)
              and not hasattr(n, "body") for each in written(n)]
    return bool(bound) and numbers and name not in others and len(stored) == len(bound) + len(augmented)
