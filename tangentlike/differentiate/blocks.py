"""Going back through blocks: the same nesting in reverse order, under the records of what ran.

A block that may be left early is reversed under the flag that says whether the rest ran. Each place where saved values
may have to be taken up again holds a mark, which `saves.py` fills or removes.
"""

from tangentlike.analysis.activity import gives_varied, is_varied
from tangentlike.analysis.flow import point
from tangentlike.analysis.values import carries
from tangentlike.differentiate.backward import Line
from tangentlike.differentiate.exits import Exit, find_exit, find_loop, has_break, own_flags
from tangentlike.differentiate.sweep import Sweep
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import has_exit
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import Origin, origin_of

MARK = "@mark"
LOOP = "@loop"


def mark(block: t.Block, place: int) -> t.stmt:
    """Return the mark before the reversed statement of a block."""
    return t.statement(t.call(MARK, t.constant(id(block)), t.constant(place)))


def is_mark(node: t.stmt) -> bool:
    """Tell whether a statement is a mark."""
    return isinstance(node, t.Expr) and isinstance(node.value, t.Call) and getattr(node.value.func, "id", "") == MARK


Way = tuple[set[str], set[str], t.Block]


def undo_block(sweep: Sweep, block: t.Block, bound: set[str], at_exit: frozenset[str]) -> tuple[t.Block, set[str]]:
    """Return the reversed block and the bars that are bound after it; `at_exit` are those at the loop's exits."""
    return undo_tail(sweep, block, 0, set(bound), at_exit)


def undo_tail(
    sweep: Sweep, block: t.Block, start: int, bound: set[str], at_exit: frozenset[str]
) -> tuple[t.Block, set[str]]:
    """Reverse a block from a position on: the rest of the block is reversed under what tells whether it ran.

    `bound` are the bars where the loop goes on; where the block ends in a `break`, it begins with those of the exit.
    """
    place = next(
        (i for i in range(start, len(block)) if has_exit(block[i]) and not isinstance(block[i], (t.For, t.While))), None
    )
    end = set(at_exit) if block and isinstance(block[-1], t.Break) else bound
    if place is None or isinstance(block[place], (t.Break, t.Continue)):
        return undo_run(sweep, block, start, len(block) if place is None else place, end)
    found = find_exit(block[place])
    rest, after = undo_tail(sweep, block, place + 1, set(bound), at_exit)
    leaving = frozenset(bound) if found.again else at_exit
    guard, bound = undo_exit(sweep, block, place, found, (set(end), after, rest), leaving)
    before, bound = undo_run(sweep, block, start, place, bound)
    return [*guard, *before], bound


def undo_exit(
    sweep: Sweep,
    block: t.Block,
    place: int,
    found: Exit,
    tail: Way,
    at_exit: frozenset[str],
) -> tuple[t.Block, set[str]]:
    """Reverse an `if` that may leave, and the rest of its block: exactly one of the ways was taken."""
    node = block[place]
    assert isinstance(node, t.If)
    if not found.direct:
        return _undo_nested_exit(sweep, block, place, found, tail, at_exit)
    start, after, rest = tail
    leaving, staying = (node.body, node.orelse) if found.in_body else (node.orelse, node.body)
    stay, bound_stay = undo_block(sweep, staying, after, at_exit)
    leave, bound_leave = undo_block(sweep, leaving, set(at_exit), at_exit)
    test = t.name(found.flags[0]) if found.flags else sweep.reading(node.test, node)
    left = test if found.flags or found.in_body else t.not_(test)
    need = sweep.live_at(node)
    loop = find_loop(sweep, block)
    idle = is_bare(leave) and need <= bound_leave  # the way out makes no bar, and uses none up
    if found.flags and loop is not None and idle and nothing_before(sweep, loop, block, place, need):
        sweep.counts_from[id(loop)] = place + 1
        sweep.apart.add((id(block), place))
        _, stay, _ = join(sweep, node, need, (start, bound_stay, [*rest, *stay]), (start, bound_stay, []))
        return [*stay, mark(block, place)], set(need)
    zeros, stay, leave = join(sweep, node, need, (start, bound_stay, [*rest, *stay]), (set(at_exit), bound_leave, leave))
    guard = t.if_(t.not_(left), stay, leave)
    resets = [reset(flag) for flag in found.flags]
    return [mark(block, place), *zeros, guard, *resets], set(need)


def is_bare(text: t.Block) -> bool:
    """Tell whether nothing is to be done in a text."""
    return all(is_mark(node) for node in text)


def nothing_before(sweep: Sweep, loop: t.stmt, block: t.Block, place: int, bound: frozenset[str]) -> bool:
    """Tell whether an iteration that leaves at a place has nothing to reverse, so that it need not be counted."""
    if isinstance(loop, t.For) and t.names_stored(loop.target) & bound:
        return False  # it has bound the target all the same
    for node in block[:place]:
        if not isinstance(node, t.Assign) or not isinstance(node.targets[0], t.Name):
            return False
        if sweep.memory.changed_by(node):
            return False  # `v = items.pop()`
        if node.targets[0].id in bound or (node.targets[0].id in sweep.varied and sweep.live_at(node) & {node.targets[0].id}):
            return False
    return True


def reset(flag: str) -> t.stmt:
    """Clear the flag of an early exit once the iteration that it concerns has been reversed."""
    node = t.assign(flag, t.constant(False))
    node.comment = "it concerned the last iteration only"
    return node


def _undo_nested_exit(
    sweep: Sweep,
    block: t.Block,
    place: int,
    found: Exit,
    tail: Way,
    at_exit: frozenset[str],
) -> tuple[t.Block, set[str]]:
    """The exit is deep inside: a flag tells whether the rest of this block ran."""
    node = block[place]
    start, after, rest = tail
    flags = [t.name(flag) for flag in found.flags]
    left = flags[0] if len(flags) == 1 else t.BoolOp(t.Or(), flags)
    need = frozenset(after)
    zeros, rest, _ = join(sweep, node, need, (start, after, rest), (set(at_exit), set(at_exit), []))
    guard = [*zeros, t.if_(t.not_(left), rest)] if rest else zeros
    inner, bound = undo_branches(sweep, block, place, set(after), at_exit)
    # A branch that ends in an exit has no `if` of its own that would clear the flag.
    own = [branch[-2].targets[0].id for branch in (node.body, node.orelse) if branch and isinstance(branch[-1], t.Break)]
    return [*guard, *inner, *map(reset, own)], bound


def join(sweep: Sweep, node: t.stmt, need: frozenset[str], first: Way, second: Way) -> tuple[t.Block, t.Block, t.Block]:
    """Make the same bars bound on both ways: return (zeros before the branch, first way, second way).

    A way is (bars bound at its start, bars bound at its end, its text). A bar that a way has used up, or that comes
    along the other way only, is zero at its end; one that the other way makes is zero before the branch.
    """
    texts = []
    zeros: dict[str, t.stmt] = {}
    for (start, end, text), other in ((first, second[0]), (second, first[0])):
        line = Line(sweep, set())
        missing = [name for name in ordered(sweep, need) if name not in end]
        used = t.names_stored(text)
        inside = [name for name in missing if name in start or name in other or sweep.bar(name) in used]
        ends = [t.assign(sweep.bar(name), line.zero(name, node)) for name in inside]
        for name in missing:
            if name not in inside:
                zeros[name] = t.assign(sweep.bar(name), line.zero(name, node))
        texts.append([*text, *ends])
    return list(zeros.values()), texts[0], texts[1]


def ordered(sweep: Sweep, names: frozenset[str] | set[str]) -> list[str]:
    """Return names in the order in which the function introduces them."""
    order = list(sweep.kinds.variables)
    return sorted(names, key=lambda name: (order.index(name) if name in order else len(order), name))


def undo_run(sweep: Sweep, block: t.Block, start: int, stop: int, bound: set[str]) -> tuple[t.Block, set[str]]:
    """Reverse statements that cannot leave early."""
    line = Line(sweep, bound, block=block)
    for place in reversed(range(start, stop)):
        node = block[place]
        line.out.append(mark(block, place))
        if id(node) in line.done:
            continue
        begun = len(line.out)
        if isinstance(node, (t.If, t.For, t.While)):
            # Pieces of a later line may have been reversed already: their bars pass by.
            early = line.bound - sweep.live_at(node) - t.names_stored(node)
            if isinstance(node, t.If):
                text, line.bound = undo_branches(sweep, block, place, line.bound, frozenset())
            else:
                text, line.bound = undo_loop(sweep, node, line.bound)
            line.bound |= early
            line.out.extend(text)
        else:
            was = set(line.bound)
            line.undo(node)
            quoted(line, node, begun, was)
    return line.out, line.bound


def quoted(line: Line, node: t.stmt, begun: int, was: set[str]) -> None:
    """Put the user's own line above what came of it; the origin marks the group for later passes."""
    origin = origin_of(node)
    active = isinstance(node, t.Assign) and is_varied(node.value, line.sweep.varied, line.sweep.kinds)
    changed = len(line.out) > begun or (was != line.bound and active)
    if origin is None or not changed:
        return
    note = t.comment(origin.text)
    note.origin = origin
    line.out.insert(begun, note)
    for item in line.out[begun:]:
        _stamp(item, origin)


def _stamp(item: t.stmt, origin: Origin) -> None:
    if origin_of(item) is None:
        item.origin = origin


def undo_branches(
    sweep: Sweep, block: t.Block, place: int, bound: set[str], at_exit: frozenset[str]
) -> tuple[t.Block, set[str]]:
    """Reverse an `if`: the branch that ran is reversed."""
    node = block[place]
    assert isinstance(node, t.If)
    ways: list[Way] = []
    for branch in (node.body, node.orelse):
        start = set(at_exit) if branch and isinstance(branch[-1], (t.Break, t.Continue)) else set(bound)
        text, end = undo_block(sweep, branch, start, at_exit)
        # A branch that may leave deeper inside starts, if it does, with the bars of the exit.
        ways.append((start | at_exit if has_exit(branch) else start, end, text))
    need = sweep.live_at(node)
    zeros, body, orelse = join(sweep, node, need, *ways)
    if is_bare(body) and is_bare(orelse):
        return zeros, set(need)
    test = sweep.reading(node.test, node)
    return [mark(block, place), *zeros, t.if_(test, body, orelse)], set(need)


def undo_loop(sweep: Sweep, node: t.For | t.While, bound: set[str]) -> tuple[t.Block, set[str]]:
    """Reverse a loop: bars that the body makes are zero before it, and again where an iteration used them up."""
    need = sweep.live[point(node)]
    if isinstance(node, t.For):
        check_walk(sweep, node)
    at_exit = frozenset(bound)
    line = Line(sweep, bound)
    zeros = [t.assign(sweep.bar(name), line.zero(name, node, after=True)) for name in ordered(sweep, need - bound)]
    start = set(need)
    body, end = undo_block(sweep, node.body, start, at_exit | need)
    end -= t.names_stored(node.target) if isinstance(node, t.For) else set()  # each iteration starts with others
    again = [t.assign(sweep.bar(name), line.zero(name, node)) for name in ordered(sweep, need - end)]
    if not any(not is_mark(s) for s in [*body, *again]):
        return zeros, set(need)
    loop = t.while_(t.call(LOOP, t.constant(id(node))), [*body, *again])
    note_header(sweep, node)
    flags = sorted(own_flags(node.body), key=len)
    flags = [flag for flag in flags if flag in t.names_read(body)]
    restored = [t.assign(flag, sweep.read(flag, node, after=True)) for flag in flags]
    return [*zeros, *restored, loop], set(need)


def check_walk(sweep: Sweep, node: t.For) -> None:
    """Refuse a loop that still takes its items by themselves, if they carry derivatives: nothing would go back to them."""
    given = any(carries(sweep.kinds.of(n)) for n in t.walk(node.target) if isinstance(n, t.Name))
    if given and gives_varied(node.iter, sweep.varied, sweep.kinds):
        raise Unsupported(
            "tangentlike cannot differentiate this loop over active items.",
            place=sweep.facts.source.place(node),
            why="which of them each trip takes is not known going back.",
            instead="walk a list or an array by its index.",
        )


def note_header(sweep: Sweep, node: t.For | t.While) -> None:
    """Note what the header of the reversed loop will read: the iterable, and how far the loop came."""
    if (isinstance(node, t.While) and id(node) in sweep.inner_loops) or (isinstance(node, t.For) and has_break(node.body)):
        name = sweep.facts.fresh("trips")
        sweep.records[id(node)] = name
        sweep.headers[id(node)] = t.statement(sweep.read(name, node, after=True))
    if isinstance(node, t.For):
        kept = walked_list(node, sweep)
        iterable = sweep.reading(node.iter, node) if kept is None else sweep.read(kept, node, after=True)
        if kept is None and isinstance(node.iter, t.Call) and sweep.kinds.callee(node.iter) not in (range, list):
            iterable = t.call("list", iterable)
        sweep.iterables[id(node)] = iterable


def walked_list(node: t.For, sweep: Sweep) -> str | None:
    """Return the list in which a loop keeps the items that it walks; None if they can be walked again."""
    match node.body:
        case [t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=name)))), *_] if name in sweep.facts.walked:
            return name
    return None
