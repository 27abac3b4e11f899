"""See to it that the branch that stands for a `try` statement means what the statement means, though its body may stop."""

from typing import Any

from tangentlike.analysis.aliases import Write, has_adjoint
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import (
    Flow,
    Names,
    Point,
    find_flow,
    live_before,
    live_from,
    passed,
    point,
    read_at,
    solve_backward,
    stored_at,
)
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.raising import (
    Attempt,
    Raising,
    asks,
    find_attempts,
    goes_on,
    name_of_test,
    raises_after,
    raising_later,
    takes,
)
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Array, Dict, Keyed, List
from tangentlike.effects import memory_of
from tangentlike.errors import Interrupted, Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.ends import with_one_end
from tangentlike.runtime.attempts import try_needs
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.parts import unpacked


def watch_interruptions(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Refuse a body that leaves something behind when it is interrupted, and keep in it what may raise.

    What replaces an earlier value gets its name after the body, where that value can be saved: `y = f(y)` in a body
    becomes `y1 = f(y)`, and `y = y1` follows. A value that nothing in the body reads is `try_needs`, because it may raise.
    """
    rewrite_statements(tree, lambda node: named(node, facts))
    for each in find_attempts(tree.body):
        each.node.body = with_one_end(each.node.body, each.number, facts)
    if find_attempts(tree.body):
        lead_out(tree, facts)
    attempts = find_attempts(tree.body)
    helps = facts.program.catching and not facts.is_entry  # whoever calls it may catch what it raises
    if not attempts and not helps:
        return tree
    if attempts:
        refuse_remains(tree, attempts, facts)
    for each in attempts:
        facts.tests.add(each.flag)
        rename_replaced(tree, each, facts)
    kinds = facts.kinds(tree)
    if facts.program.spell(try_needs, try_needs.__name__, facts) != try_needs.__name__:
        raise name_taken(tree, facts)
    raises = Raising.of(tree, kinds, facts.scope)
    for each in find_attempts(tree.body):
        each.node.body[: each.end] = with_needs(each.body, raises)
    if helps:
        start = facts.argument_reads  # of items that are certainly there, and nothing may stand between these reads
        tree.body[start:-1] = with_needs(tree.body[start:-1], raises)
    return tree


def named(node: t.stmt, facts: Facts) -> t.Block:
    """Give a name to the question which way a `try` statement goes."""
    if not isinstance(node, t.If) or not asks(node.test):
        return [node]
    name = facts.fresh(name_of_test(node.test))
    test, node.test = node.test, t.name(name)
    return [t.assign(name, test), node]


def lead_out(tree: t.FunctionDef, facts: Facts) -> None:
    """Bring what a body begins with, cannot raise and binds what is read after an interruption, out in front of it."""
    raises = Raising.of(tree, facts.kinds(tree), facts.scope)
    flow = find_flow(tree.body)
    live = live_from(flow)
    leading: dict[int, int] = {}
    for each in find_attempts(tree.body):
        read = read_if_interrupted(tree, each, flow, live)
        quiet = next((i for i, node in enumerate(each.body) if raises(node) or hasattr(node, "body")), each.end)
        leading[id(each.node)] = max((i + 1 for i in range(quiet) if t.names_stored(each.body[i]) & read), default=0)

    def change(node: t.stmt) -> t.Block:
        count = leading.get(id(node), 0)
        if not count:
            return [node]
        first, node.body = node.body[:count], node.body[count:]
        return [*first, node]

    rewrite_statements(tree, change)


def read_if_interrupted(tree: t.FunctionDef, each: Attempt, flow: Flow, live: dict[Point, Names]) -> Names:
    """Return the names that are read once a body is interrupted; when nested functions read theirs is not asked."""
    inner = (node for node in t.walk_all(tree.body) if isinstance(node, (t.FunctionDef, t.Lambda)))
    return live.get(flow.after[point(each.node)][1], frozenset()).union(*map(t.names_read, inner))


def refuse_remains(tree: t.FunctionDef, attempts: list[Attempt], facts: Facts) -> None:
    """Refuse bodies of which something remains, after they are interrupted, that is read later."""
    kinds = facts.kinds(tree)
    memory, raises = memory_of(tree, kinds, facts), Raising.of(tree, kinds, facts.scope)
    flow = find_flow(tree.body)
    live = live_from(flow)
    found: list[tuple[t.stmt, t.stmt, str]] = []
    for each in attempts:
        if each.end < 0:
            raise refusal(each.node, "where its body ends is not one place of the text.")
        read = read_if_interrupted(tree, each, flow, live)
        inside, later = raising_later(each.body, raises)
        for place in inside.order:
            remaining = stored_at(inside, place) & read if later.get(place) else frozenset()
            if remaining and goes_on(inside, place, raises):
                why = f"its body binds `{min(remaining)}`, and may be interrupted after that."
                found.append((each.node, inside.nodes[place], why))
        if any(may_fail_late(node, kinds) for node in t.walk_all(each.body)):
            raise refusal(each.node, "a store in its body may fail after it has changed what is stored.")
        own = {id(node) for node in t.walk_all(each.body)}
        for write in memory.writes:
            if id(write.node) not in own or not (write.outside or write.seen & read):
                continue
            why = f"its body writes into `{write.name}`, and may be interrupted after that."
            if may_be_partial(write, each, kinds, facts.scope):
                raise refusal(each.node, why)
            if raises_after(write.node, later):
                found.append((each.node, write.node, why))
    if found:
        refused = refusal(found[0][0], found[0][2], Interrupted)
        refused.cuts = frozenset(origin_of(node) for _, node, _ in found)
        raise refused


def may_fail_late(node: t.AST, kinds: Kinds) -> bool:
    """Tell whether a statement may store where none may be stored: `pair[0] += row` changes the row of a tuple, and raises."""
    if not isinstance(node, (t.Assign, t.AugAssign)):
        return False
    targets = [part for target in (node.targets if isinstance(node, t.Assign) else [node.target]) for part in unpacked(target)]
    stores = (Array, List, Dict, Keyed)
    return any(
        isinstance(part, t.Attribute) or (isinstance(part, t.Subscript) and not isinstance(kinds.of(part.value), stores))
        for part in targets
    )


def may_be_partial(write: Write, each: Attempt, kinds: Kinds, scope: Scope) -> bool:
    """Tell whether what writes may have done so when it raises: a call, or arithmetic in place that is told to raise."""
    in_place = isinstance(write.node, t.AugAssign) and any(takes(FloatingPointError, text, scope) for text in each.handlers)
    return in_place or not has_adjoint(write, kinds)


def refusal(node: t.stmt, why: str, kind: type[Unsupported] = Unsupported) -> Any:
    """Return the refusal of a `try` statement."""
    origin = origin_of(node)
    keyword = "with" if origin is not None and origin.text.startswith("with") else "try"  # `with suppress(...)`
    return kind(
        f"tangentlike cannot differentiate a `{keyword}` statement.",
        place=None if origin is None else origin.place,
        why=why,
        instead="leave only what may raise in its body, and put what follows into its `else`.",
    )


def name_taken(tree: t.FunctionDef, facts: Facts) -> Unsupported:
    """Return the refusal of a function that has another meaning for a name of ours."""
    return Unsupported(
        f"tangentlike cannot differentiate `{tree.name}` where exceptions are caught.",
        place=facts.source.place(facts.source.tree),
        why=f"it has a meaning of its own for the name `{try_needs.__name__}`, which stands for what may raise meanwhile.",
        instead="give that another name.",
    )


def rename_replaced(tree: t.FunctionDef, each: Attempt, facts: Facts) -> None:
    """Give new names to what a body binds in the place of an earlier value, and the old ones after it."""
    flow = find_flow(tree.body)
    handler = live_from(flow).get(flow.after[point(each.node)][1], frozenset())
    old = live_before(find_flow(each.body)) | handler
    body, after = each.body, []
    for place, node in enumerate(body):
        for name in sorted(replaced(node, old)):
            if sum(name in t.names_stored(other) for other in body) != 1:
                continue
            fresh = facts.fresh(f"{name}1")
            body[place] = renamed_targets(body[place], name, fresh)
            body[place + 1 :] = [t.rename(other, {name: fresh}) for other in body[place + 1 :]]
            after.append(t.assign(name, t.name(fresh)))
    set_origin(after, origin_of(body[-1]) if body else None)
    each.node.body = [*body, each.node.body[each.end], *after, *each.node.body[each.end + 1 :]]


def replaced(node: t.stmt, old: Names) -> set[str]:
    """Return the names to which a plain assignment gives another value."""
    return t.names_stored(node.targets) & old if isinstance(node, t.Assign) else set()


def renamed_targets(node: t.stmt, name: str, fresh: str) -> t.stmt:
    """Return an assignment that binds another name."""
    new = t.copy(node)
    new.targets = [t.rename(target, {name: fresh}) for target in new.targets]
    return new


def with_needs(block: t.Block, raises: Raising) -> t.Block:
    """Say of each value that may raise, and that nothing later in a block reads, that it is needed."""
    flow = find_flow(block)

    def transfer(place: Point, after: Names) -> Names:
        node = flow.nodes.get(place)
        if isinstance(node, t.Assign) and not (stored_at(flow, place) & after or raises(node)):
            return after  # it may be left out, with what only it reads
        return passed(after, stored_at(flow, place), read_at(flow, place))

    return _with_needs(block, solve_backward(flow, transfer)[1], raises)


def _with_needs(block: t.Block, read: dict[Point, Names], raises: Raising) -> t.Block:
    out: t.Block = []
    for node in block:
        out.append(node)
        if isinstance(node, (t.If, t.For, t.While)):
            quiet = not raises.anywhere([*node.body, *node.orelse])
            node.body = _with_needs(node.body, read, raises)
            node.orelse = _with_needs(node.orelse, read, raises)
            if quiet and raises(node, "start"):
                node.body.insert(0, t.statement(t.call(try_needs.__name__, t.constant(None))))
        match node:
            case t.Assign(targets=[t.Name(id=name)]) if name not in read.get(point(node), ()) and raises(node):
                out.append(t.statement(t.call(try_needs.__name__, t.name(name))))
    return out
