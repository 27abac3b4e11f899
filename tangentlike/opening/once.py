"""Whether what a loop is given is walked once, and at once: then it may be a list in the place of an iterator."""

from tangentlike.opening.bringing import Bringing, operands
from tangentlike.opening.groups import OF_ITERATORS
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t


def may_hold_lists(node: t.For, finder: Finder) -> bool:
    """Tell whether a loop may be given lists where the items of an iterator hold iterators."""
    if all(finder.called(node.iter) is not each for each in OF_ITERATORS):
        return True
    return not finder.holds_walk(node.iter.args[0]) and walks_once(node, finder)


def walks_once(node: t.For, finder: Finder) -> bool:
    """Tell whether each trip walks the second of two items to its end, once: `for k, group in groupby(x): total += sum(group)`."""
    match node.target:
        case t.Tuple(elts=[_, t.Name(id=name)]):
            pass
        case _:
            return False
    inside = [n for n in t.walk_all(node.body) if isinstance(n, t.Name) and n.id == name]
    loops = [n for n in t.walk_all(finder.tree.body) if isinstance(n, t.For) and name in t.names_stored(n.target)]
    known = {id(n) for loop in [node, *loops] for n in t.walk_all([loop.target, *loop.body]) if isinstance(n, t.Name)}
    elsewhere = [n for n in t.walk(finder.tree) if isinstance(n, t.Name) and n.id == name and id(n) not in known]
    return len(inside) == 1 and not elsewhere and _is_walked(node.body, inside[0], Bringing(finder, str))


def _is_walked(nodes: list[t.AST], name: t.expr, work: Bringing) -> bool:
    """Tell whether something walks a name to its end where it stands."""
    for node in t.walk_all(nodes):
        if isinstance(node, (t.FunctionDef, t.Lambda)) and any(inner is name for inner in t.walk(node)):
            return False
    for node in t.walk_all(nodes):
        if isinstance(node, t.For) and node.iter is name:
            return True
        if isinstance(node, (t.ListComp, t.SetComp, t.DictComp)) and node.generators[0].iter is name:
            return True
        if isinstance(node, t.Call):
            lazy = (part for part in operands(node) if isinstance(part, t.GeneratorExp) and part.generators[0].iter is name)
            if any(part is name and work.is_consumed(node, part) for part in operands(node)):
                return True
            if any(work.is_consumed(node, part) for part in lazy):
                return True
    return False
