"""A loop that only saves what each iteration can find again: going back does the iteration once more, and the loop
goes.

    for i in range(n):                          for i in reversed(range(n)):
        d_saved.append(x[i] - y[i])                 d = x[i] - y[i]
    for i in reversed(range(n)):                    x_bar[i] += s_bar * 2.0 * d
        x_bar[i] += s_bar * 2.0 * d_saved.pop()
"""

from collections.abc import Callable
from dataclasses import dataclass

from tangentlike.syntax import trees as t
from tangentlike.tidy.merge import merge_pieces
from tangentlike.tidy.purity import IsPureCall, Names, is_pure, reads_memory

Prune = Callable[[t.Block], t.Block]


@dataclass
class Pair:
    """A loop that saves, the loop that takes, and the names that each list is given."""

    ahead: t.For
    back: t.For
    pushes: dict[str, list[str]]
    steps: t.Block


def replay_loops(
    forward: t.Block, backward: t.Block, lists: list[str], is_pure_call: IsPureCall, arrays: Names, prune: Prune
) -> tuple[t.Block, t.Block]:
    """Return both sweeps without the loops of the first one that the second one can do again.

    Only where the loop is of no other use: `prune`, which removes what nobody reads, is asked about the new text.
    """
    taking = loops_that_take(backward)
    for node in list(forward):
        found = find_pair(node, forward, backward, taking, lists, is_pure_call, arrays)
        if found is None:
            continue
        replayed = [replaced(found, is_pure_call, arrays) if each is found.back else each for each in backward]
        place = forward.index(node)
        trial = t.copy([*forward[:place], silent(found), *forward[place + 1 :], *replayed])
        loop = trial[place]
        if not any(each is loop for each in prune(trial)):
            forward, backward = [*forward[:place], *forward[place + 1 :]], replayed
            taking = loops_that_take(backward)
    return forward, backward


def loops_that_take(backward: t.Block) -> list[tuple[t.For, set[str]]]:
    """Return the loops, and the lists from which each of them takes."""
    return [(node, set(pops_in(node))) for node in backward if isinstance(node, t.For)]


def silent(found: Pair) -> t.For:
    """Return the loop ahead without its saves."""
    body = [node for node in found.ahead.body if pushed(node) is None]
    return t.for_(found.ahead.target, found.ahead.iter, body)


def find_pair(
    node: t.stmt,
    forward: t.Block,
    backward: t.Block,
    taking: list[tuple[t.For, set[str]]],
    lists: list[str],
    is_pure_call: IsPureCall,
    arrays: Names,
) -> Pair | None:
    """Recognise a loop whose iterations can be done again, and the loop that reads what it saves."""
    if not isinstance(node, t.For) or node.orelse or not isinstance(node.target, t.Name):
        return None
    pushes = dict(filter(None, map(pushed, node.body)))
    computing = [each for each in node.body if pushed(each) is None]
    if not pushes or not pushes.keys() <= set(lists) or not all(is_step(each, is_pure_call) for each in computing):
        return None
    steps = find_steps(node, computing, pushes)
    back = [each for each, taken in taking if taken & pushes.keys()]
    if steps is None or len(back) != 1 or not takes_each_once(back[0], backward, pushes):
        return None
    found = Pair(node, back[0], pushes, steps)
    return found if is_undisturbed(found, forward, backward, is_pure_call, arrays) else None


def pushed(node: t.stmt) -> tuple[str, list[str]] | None:
    """Return the list and the names of `list.append(name)` or `list.append((name, name))`."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="append"), args=[value])):
            items = value.elts if isinstance(value, t.Tuple) else [value]
            names = [item.id for item in items if isinstance(item, t.Name)]
            return (base, names) if len(names) == len(items) else None
    return None


def is_step(node: t.stmt, is_pure_call: IsPureCall) -> bool:
    """Tell whether a statement computes one name and does nothing else."""
    return (
        isinstance(node, t.Assign)
        and len(node.targets) == 1
        and isinstance(node.targets[0], t.Name)
        and is_pure(node.value, is_pure_call)
    )


def find_steps(loop: t.For, computing: t.Block, pushes: dict[str, list[str]]) -> t.Block | None:
    """Return the statements that compute what is saved; None if they need an earlier iteration."""
    stored = [node.targets[0].id for node in computing]
    wanted = {name for names in pushes.values() for name in names}
    if loop.target.id in stored or any(stored.count(name) != 1 for name in wanted):
        return None
    steps: t.Block = []
    for node in reversed(computing):
        if node.targets[0].id in wanted:
            steps.insert(0, node)
            wanted = (wanted - {node.targets[0].id}) | (t.names_read(node.value) & set(stored))
            if any(stored.count(name) != 1 for name in wanted):
                return None
    return steps if not wanted else None


def pops_in(node: t.AST | t.Block) -> dict[str, int]:
    """Count the `list.pop()` of each list."""
    out: dict[str, int] = {}
    for each in t.walk_all(node):
        match each:
            case t.Call(func=t.Attribute(value=t.Name(id=base), attr="pop"), args=[]):
                out[base] = out.get(base, 0) + 1
    return out


def takes_each_once(back: t.For, backward: t.Block, pushes: dict[str, list[str]]) -> bool:
    """Tell whether the lists are read nowhere else than once in each iteration, outside of branches."""
    plain = [each for each in back.body if not isinstance(each, (t.If, t.For, t.While))]
    used = [n.id for n in t.walk_all(backward) if isinstance(n, t.Name)]
    return all(pops_in(plain).get(name) == 1 == used.count(name) for name in pushes)


def is_undisturbed(found: Pair, forward: t.Block, backward: t.Block, is_pure_call: IsPureCall, arrays: Names) -> bool:
    """Tell whether all that the iteration reads is still the same going back, and whether its own names are free."""
    place = next(i for i, node in enumerate(forward) if node is found.ahead)
    later = [found.ahead, *forward[place + 1 :]]
    own = {node.targets[0].id for node in found.steps} | {found.ahead.target.id}
    outside = t.names_read([*(node.value for node in found.steps), found.ahead.iter]) - own
    taken = {name for names in takes(found).values() for name in names}
    elsewhere = [node for node in backward if node is not found.back]
    index = found.ahead.target.id
    free = own - {index} if index in t.names_stored(found.back.target) else own
    inside = [node for node in found.back.body if taken_by(node, found.pushes) is None]
    if outside & (t.names_stored(later) | t.names_stored(backward)) or free & t.names_used(elsewhere):
        return False
    if free & (t.names_stored(inside) | (t.names_read(inside) - taken)) or index in t.names_stored(inside):
        return False
    written = (writes(node, is_pure_call) for node in t.walk_all(later))
    return not any(reads_memory(step, arrays - own) for step in found.steps) or not any(written)


def writes(node: t.AST, is_pure_call: IsPureCall) -> bool:
    """Tell whether a statement may write memory that an iteration reads (saves aside)."""
    if isinstance(node, (t.AugAssign, t.FunctionDef)):
        return True
    if isinstance(node, t.Assign):
        return not is_pure(node.value, is_pure_call) or not all(isinstance(target, t.Name) for target in node.targets)
    return isinstance(node, t.Expr) and not t.is_comment(node) and pushed(node) is None


def taken_by(node: t.stmt, pushes: dict[str, list[str]]) -> tuple[str, list[str]] | None:
    """Return the list and the targets of `name, name = list.pop()`."""
    match node:
        case t.Assign(targets=[target], value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="pop"))):
            items = target.elts if isinstance(target, t.Tuple) else [target]
            return (base, [item.id for item in items]) if base in pushes else None
    return None


def takes(found: Pair) -> dict[str, list[str]]:
    """Return the names under which the loop going back takes each list, where it names them."""
    return dict(filter(None, (taken_by(node, found.pushes) for node in found.back.body)))


def replaced(found: Pair, is_pure_call: IsPureCall, arrays: Names) -> t.For:
    """Return the loop going back with the iteration done again at its start, under the first quoted line."""
    rest: t.Block = []
    for node in found.back.body:
        taken = taken_by(node, found.pushes)
        if taken is None:
            rest.append(_Untaken(found.pushes).visit(t.copy(node)))
            continue
        names = zip(taken[1], found.pushes[taken[0]], strict=True)
        rest.extend(t.assign(target, t.name(name)) for target, name in names if target != name)
    own = frozenset(node.targets[0].id for node in found.steps)
    steps = merge_pieces(t.copy(found.steps), own - t.names_read(rest), is_pure_call, arrays)
    quoted = 1 if t.is_comment(rest[0]) else 0
    body = [*rest[:quoted], *steps, *rest[quoted:]]
    return t.for_(found.ahead.target, t.call("reversed", walked_back(found)), body)


def walked_back(found: Pair) -> t.expr:
    """Return what the loop going back walks in reverse; it may have made a list of what has no last item."""
    match found.back.iter:
        case t.Call(func=t.Name(id="reversed"), args=[walked]):
            return t.copy(walked)
    return t.copy(found.ahead.iter)


class _Untaken(t.NodeTransformer):
    """Read the value itself in the place of `list.pop()`."""

    def __init__(self, pushes: dict[str, list[str]]):
        self.pushes = pushes

    def visit_Call(self, node: t.Call) -> t.expr:
        """Replace one call."""
        match node:
            case t.Call(func=t.Attribute(value=t.Name(id=base), attr="pop")) if base in self.pushes:
                (name,) = self.pushes[base]
                return t.name(name)
        return self.generic_visit(node)
