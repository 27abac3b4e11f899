"""Write what makes a list longer by several items as a loop that appends."""

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import List
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.varying import find_varied
from tangentlike.syntax import trees as t


def extend_by_appending(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `items.extend(more)` and `items += more` of active lists into `for item in more: items.append(item)`."""
    if not any(_extended(node) for node in t.walk_all(tree.body) if isinstance(node, t.stmt)):
        return tree
    kinds = facts.kinds(tree)
    varied = find_varied(tree, facts, kinds)

    def change(node: t.stmt) -> t.Block:
        found = _extended(node)
        if found is None or not isinstance(kinds.of(found[0]), List):
            return [node]
        base, more = found
        if base.id not in varied and not is_varied(more, varied, kinds):
            return [node]
        if isinstance(more, (t.List, t.Tuple)) and not any(isinstance(item, t.Starred) for item in more.elts):
            return [_append(base, item) for item in more.elts]
        if base.id in t.names_read(more):
            more = t.call("list", more)  # the items that there are before
        item = facts.fresh("item")
        return [t.for_(item, more, [_append(base, t.name(item))])]

    return rewrite_statements(tree, change)


def _extended(node: t.stmt) -> tuple[t.Name, t.expr] | None:
    """Return the list that a statement makes longer, and by what."""
    match node:
        case t.AugAssign(target=t.Name() as base, op=t.Add(), value=more):
            return base, more
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name() as base, attr="extend"), args=[more], keywords=[])):
            return base, more
    return None


def _append(base: t.Name, item: t.expr) -> t.stmt:
    return t.statement(t.call(t.attribute(t.name(base.id), "append"), item))
