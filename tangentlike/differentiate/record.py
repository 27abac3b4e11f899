"""What passes between the two halves of a helper: the names in the record, their order, and taking them out again."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import find_flow, live_before
from tangentlike.normalise.blocks import rewrite_block
from tangentlike.syntax import trees as t


def record_names(forward: t.Block, backward: t.Block, params: list[str]) -> list[str]:
    """Return what the backward half reads of the forward half: parameters first, then in order of appearance."""
    read = t.names_read(backward) | {n.id for n in t.walk_all(backward) if isinstance(n, t.Name)}
    order = [*params]
    for node in t.walk_all(forward):
        if isinstance(node, t.Name) and isinstance(node.ctx, t.Store) and node.id not in order:
            order.append(node.id)
    used = {n.id for n in t.walk_all(backward) if isinstance(n, t.Name) and isinstance(n.ctx, t.Load)}
    first_stores = _stored_before_read(backward)
    return [name for name in ordered(order, forward) if name in read and name in used and name not in first_stores]


def ordered(order: list[str], forward: t.Block) -> list[str]:
    """Return names in the order in which the statements of the forward sweep bind them."""
    params = [n for n in order if n not in t.names_stored(forward)]
    later: list[str] = []

    def visit(block: t.Block) -> None:
        for node in block:
            targets = node.targets if isinstance(node, t.Assign) else [getattr(node, "target", None)]
            for target in targets:
                for name in [] if target is None else _in_text_order(target):
                    if name not in later:
                        later.append(name)
            for inner in ("body", "orelse"):
                if isinstance(getattr(node, inner, None), list):
                    visit(getattr(node, inner))

    visit(forward)
    return [*params, *later]


def _in_text_order(target: t.expr) -> list[str]:
    if isinstance(target, (t.Tuple, t.List)):
        return [name for item in target.elts for name in _in_text_order(item)]
    if isinstance(target, t.Name) and isinstance(target.ctx, t.Store):
        return [target.id]
    return []


def _stored_before_read(backward: t.Block) -> set[str]:
    """Return names that the backward sweep binds itself before it reads them: bars, values taken from lists."""
    live = live_before(find_flow(backward))
    return t.names_used(backward) - live


def unpacked(record: list[str], saved: str) -> t.Block:
    """Take the record apart."""
    if not record:
        return []
    if len(record) == 1:
        return [t.assign(record[0], t.name(saved))]
    return [t.assign(t.tuple_of(t.name(n) for n in record), t.name(saved))]


def keep_apart(forward: t.Block, kept: dict[str, str]) -> t.Block:
    """Give values second names for the record: a name that the program may find unbound must stay so."""

    def change(node: t.stmt) -> t.Block:
        target = node.target if isinstance(node, t.For) else node
        stored = sorted(t.names_stored(target) & kept.keys()) if isinstance(node, (t.Assign, t.AugAssign, t.For)) else []
        copies = [t.assign(kept[name], t.name(name)) for name in stored]
        if isinstance(node, t.For):
            node.body[:0] = copies
            return [node]
        return [node, *copies]

    return rewrite_block(forward, change) if kept else forward


def fresh_lists(backward: t.Block, record: list[str], lists: list[str], facts: Facts) -> t.Block:
    """Take values from copies of the saved lists: a backward half may run many times."""
    out: t.Block = []
    for name in record:
        if name in lists:
            left = facts.fresh(name.removesuffix("_saved") + "_left")
            backward = [t.rename(node, {name: left}) for node in backward]
            out.append(t.assign(left, t.call(t.attribute(t.name(name), "copy"))))
    return [*out, *backward]
