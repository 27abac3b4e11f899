"""Loops over functions that the text shows: each turn is written out, with its function by name."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, Static
from tangentlike.normalise.blocks import has_exit, rewrite_block, rewrite_statements
from tangentlike.normalise.displays import EXITS, MOST_STATEMENTS
from tangentlike.syntax import trees as t

Items = list[t.expr]


def write_out_functions(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `for f in [np.sin, lambda v: v * k]: y = f(y)` into `y = np.sin(y)`, and a call of the lambda.

    What a function is that comes from a list of several is not known; so this is for short lists that nothing changes.
    """
    loops = [node for node in t.walk_all(tree.body) if isinstance(node, t.For) and isinstance(node.target, t.Name)]
    if not loops:
        return tree
    kinds = facts.kinds(tree)
    shown = shown_functions(tree, kinds)
    found = {id(node): functions_of(node, shown, tree, kinds) for node in loops}
    chosen = {id(node): found[id(node)] for node in loops if found[id(node)] and is_short(node, found[id(node)], tree)}
    names: dict[str, Items] = {}

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Name(id=name)]) if name in shown and any(items is shown[name] for items in chosen.values()):
                before, names[name] = named(shown[name], name, facts)
                return [*before, t.assign(name, type(node.value)(names[name], t.Load()))]
            case t.For() if id(node) in chosen:
                listed = isinstance(node.iter, t.Name)
                before, items = ([], names[node.iter.id]) if listed else named(chosen[id(node)], node.target.id, facts)
                turns = [t.substitute(part, {node.target.id: item}) for item in items for part in node.body]
                return [*before, *turns]
            case t.FunctionDef():
                node.body = rewrite_block(node.body, change)
        return [node]

    return rewrite_statements(tree, change) if chosen else tree


def shown_functions(tree: t.FunctionDef, kinds: Kinds) -> dict[str, Items]:
    """Return the displays of functions that are assigned to a name once, and that only loops walk."""
    nodes = list(t.walk_all(tree.body))
    walked = {id(node.iter) for node in nodes if isinstance(node, t.For)}
    used = [n.id for n in nodes if isinstance(n, t.Name) and id(n) not in walked]
    found: dict[str, Items] = {}
    for node in tree.body:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.List(elts=items) | t.Tuple(elts=items)) if used.count(name) == 1:
                if are_functions(items, tree, kinds):
                    found[name] = items
    return found


def functions_of(node: t.For, shown: dict[str, Items], tree: t.FunctionDef, kinds: Kinds) -> Items:
    """Return the functions that a loop takes, none if they are not known."""
    match node.iter:
        case t.Name(id=name):
            return shown.get(name, [])
        case t.List(elts=items) | t.Tuple(elts=items) if are_functions(items, tree, kinds):
            return items
    return []


def are_functions(items: Items, tree: t.FunctionDef, kinds: Kinds) -> bool:
    """Tell whether expressions are functions that mean the same wherever they stand, at least one of them defined here."""
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    for item in items:
        kind, names = kinds.of(item), set() if isinstance(item, t.Lambda) else t.names_read(item)
        known = isinstance(kind, Closure) or (isinstance(kind, Static) and callable(kind.value))
        if not known or not isinstance(item, (t.Name, t.Attribute, t.Lambda)) or any(stored.count(name) > 1 for name in names):
            return False
    return any(isinstance(kinds.of(item), Closure) for item in items)


def is_short(node: t.For, items: Items, tree: t.FunctionDef) -> bool:
    """Tell whether the turns of a loop can be written out, one after the other."""
    inside = list(t.walk_all(node.body))
    apart = not any(isinstance(n, (t.FunctionDef, t.Lambda)) for n in inside) and not has_exit(node.body, EXITS)
    uses = [n for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == node.target.id]
    here = [n for n in inside if isinstance(n, t.Name) and n.id == node.target.id]
    lines = sum(isinstance(n, t.stmt) for n in inside)
    return not node.orelse and apart and len(uses) == len(here) + 1 and lines * len(items) <= MOST_STATEMENTS


def named(items: Items, base: str, facts: Facts) -> tuple[t.Block, Items]:
    """Give each lambda a name."""
    before: t.Block = []
    out: Items = []
    for item in items:
        if isinstance(item, t.Lambda):
            name = facts.fresh(f"{base}_1")
            facts.user_names |= {name}
            before.append(t.assign(name, item))
            item = t.name(name)
        out.append(item)
    return before, out
