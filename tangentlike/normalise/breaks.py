"""Prepare loops for going back: flags for early exits, no `else`, no `continue` that is nested."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.raising import is_end
from tangentlike.normalise.blocks import has_exit, rewrite_statements
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin


def lift_continues(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Bring each `continue` into an `if` of the loop's own block, where the rest of the block is its other branch.

    A nested one sets a flag on its way; `if skip: continue` then stands in the loop's block. The `else` of a loop must
    be an `if` by now (`flag_breaks`): what it leaves is the loop around.
    """

    def change(node: t.stmt) -> t.Block:
        if isinstance(node, (t.For, t.While)):
            node.body = _lift(node.body, facts, top=True)
        return [node]

    return rewrite_statements(tree, change)


def _lift(block: t.Block, facts: Facts, top: bool) -> t.Block:
    out: t.Block = []
    for node in block:
        if not isinstance(node, t.If) or not has_exit(node, (t.Continue,)) or (top and _is_direct(node)):
            out.append(node)
            if isinstance(node, t.Continue):
                break
            continue
        flag = facts.fresh("skip")
        node.body = _flagged(node.body, flag)
        node.orelse = _flagged(node.orelse, flag)
        new: t.Block = [t.assign(flag, t.constant(False)), node, t.if_(t.name(flag), [t.Continue()])]
        origin = origin_of(node)
        if origin is not None:
            set_origin(new, origin)
        out.extend(new)
    return out


def _is_direct(node: t.If) -> bool:
    """Tell whether the only exit of an `if` is the last statement of one branch."""
    branches = [branch for branch in (node.body, node.orelse) if has_exit(branch, (t.Continue, t.Break))]
    return len(branches) == 1 and isinstance(branches[0][-1], t.Continue) and not has_exit(branches[0][:-1])


def _flagged(block: t.Block, flag: str) -> t.Block:
    """Replace each `continue` of a block by the flag, and guard what would have been skipped."""
    out: t.Block = []
    for place, node in enumerate(block):
        if isinstance(node, t.Continue):
            out.append(t.assign(flag, t.constant(True)))
            return out
        out.append(node)
        if isinstance(node, t.If) and has_exit(node, (t.Continue,)):
            node.body = _flagged(node.body, flag)
            node.orelse = _flagged(node.orelse, flag)
            rest = _flagged(block[place + 1 :], flag)
            end = [rest.pop()] if rest and is_end(rest[-1]) else []  # what is watched ends there on all ways
            if rest:
                out.append(t.if_(t.not_(t.name(flag)), rest))
            return [*out, *end]
    return out


def flag_breaks(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Set a flag before each `break`, so that the backward sweep knows how the loop ended.

    The `else` of a loop becomes an `if` on that flag. A flag that nothing reads is removed later.
    """

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, (t.For, t.While)):
            return [node]
        orelse, node.orelse = node.orelse, []
        flags: list[str] = []
        node.body = _flag(node.body, facts, flags)
        before: t.Block = [t.assign(flag, t.constant(False)) for flag in flags]
        test = _any_of(flags)
        after = orelse if test is None else [t.if_(t.not_(test), orelse)] if orelse else []
        return [*before, node, *after]

    return rewrite_statements(tree, change)


def _any_of(flags: list[str]) -> t.expr | None:
    if not flags:
        return None
    if len(flags) == 1:
        return t.name(flags[0])
    return t.BoolOp(t.Or(), [t.name(flag) for flag in flags])


def _flag(block: t.Block, facts: Facts, flags: list[str]) -> t.Block:
    out: t.Block = []
    for node in block:
        if isinstance(node, t.Break):
            flags.append(facts.fresh("left_early"))
            out.append(t.assign(flags[-1], t.constant(True)))
        elif isinstance(node, t.If):
            node.body = _flag(node.body, facts, flags)
            node.orelse = _flag(node.orelse, facts, flags)
        out.append(node)
    return out
