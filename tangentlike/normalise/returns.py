"""Give a function one return, at its end."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Static, Tuple, is_scalar
from tangentlike.errors import NotScalar
from tangentlike.normalise.blocks import has_exit, leaves
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin

LEAVES = (t.Return,)


def single_return(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn early returns into assignments of the result and a way past the rest.

    Where one branch of an `if` leaves, the rest moves into the other one. A flag is used only where nesting demands
    it: for a return inside a loop, or one that is two branches deep.
    """
    body = tree.body
    if not _always(body):
        body = [*body, t.return_(t.constant(None))]
    last = body[-1]
    plain = isinstance(last, t.Return) and not has_exit(body[:-1], LEAVES) and isinstance(last.value, t.Name)
    if plain and not facts.has_aux:
        tree.body = body
        return tree
    if facts.has_aux:
        check_pairs(tree, facts)
        facts.aux = facts.fresh("aux")
    work = _Returns(facts.fresh("out"), facts)
    new = work.block(body, flagged=False, looping=False)
    if work.flag is not None:
        new.insert(_first_that_leaves(new, work.flag), t.assign(work.flag, t.constant(False)))
    tree.body = [*new, t.return_(t.name(work.result))]
    return tree


def check_pairs(tree: t.FunctionDef, facts: Facts) -> None:
    """Refuse results that are certainly no pair of a value and something besides."""
    kinds = facts.kinds(tree)
    for node in t.walk(tree):
        kind = kinds.of(node.value) if isinstance(node, t.Return) and node.value is not None else Static(None)
        pair = not is_scalar(kind) and kind != Static(None) and (not isinstance(kind, Tuple) or len(kind.items) == 2)
        if isinstance(node, t.Return) and not pair:
            raise NotScalar(
                f"with has_aux=True, `{tree.name}` must return a pair.",
                place=facts.source.place(node),
                why="the first of two results is differentiated, the second, the aux, is handed on.",
                instead="return `value, aux`, or leave out has_aux.",
            )


def _first_that_leaves(block: t.Block, flag: str) -> int:
    return next(i for i, node in enumerate(block) if flag in t.names_stored(node))


def _always(block: t.Block) -> bool:
    """Tell whether a block certainly ends in a return (or an exception, or never)."""
    return any(leaves(node, (t.Return, t.Raise)) for node in block)


class _Returns:
    """The names that the rewriting of one function uses."""

    def __init__(self, result: str, facts: Facts):
        self.result = result
        self.flag: str | None = None
        self.facts = facts

    def block(self, block: t.Block, flagged: bool, looping: bool) -> t.Block:
        """Rewrite a block; `flagged`: a return in it must set the flag; `looping`: and leave a loop."""
        out: t.Block = []
        for place, node in enumerate(block):
            rest = block[place + 1 :]
            if isinstance(node, t.Return):
                return out + self.leave(node, flagged, looping)
            if not has_exit(node, LEAVES):
                out.append(node)
            elif isinstance(node, t.If):
                return out + self.branch(node, rest, flagged, looping)
            else:
                return out + self.loop(node, rest, flagged, looping)
        return out

    def leave(self, node: t.Return, flagged: bool, looping: bool) -> t.Block:
        """Replace one return."""
        value = node.value if node.value is not None else t.constant(None)
        target: t.expr = t.name(self.result)
        if self.facts.aux is not None:
            target = t.tuple_of([target, t.name(self.facts.aux)])
        new: t.Block = [t.assign(target, value)]
        if flagged:
            new.append(t.assign(self.use_flag(), t.constant(True)))
        if looping:
            new.append(t.Break())
        origin = origin_of(node)
        if origin is not None:
            set_origin(new, origin)
        return new

    def use_flag(self) -> str:
        """Return the name of the flag, made at its first use."""
        if self.flag is None:
            self.flag = self.facts.fresh("returned")
        return self.flag

    def branch(self, node: t.If, rest: t.Block, flagged: bool, looping: bool) -> t.Block:
        """Rewrite an `if` with returns inside, and what follows it."""
        if looping:
            node.body = self.block(node.body, True, True)
            node.orelse = self.block(node.orelse, True, True)
            return [node, *self.block(rest, True, True)]
        if _always(node.body):
            node.body = self.block(node.body, flagged, False)
            node.orelse = self.block([*node.orelse, *([] if _always(node.orelse) else rest)], flagged, False)
            return [node]
        if _always(node.orelse):
            node.body = self.block([*node.body, *rest], flagged, False)
            node.orelse = self.block(node.orelse, flagged, False)
            return [node]
        flag_here = flagged or bool(rest)
        node.body = self.block(node.body, flag_here, False)
        node.orelse = self.block(node.orelse, flag_here, False)
        return [node, *self.guarded(rest, flagged)]

    def loop(self, node: t.For | t.While, rest: t.Block, flagged: bool, looping: bool) -> t.Block:
        """Rewrite a loop with returns inside, and what follows it."""
        node.body = self.block(node.body, True, True)
        node.orelse = self.block(node.orelse, True, looping)
        if looping:
            way_out = t.if_(t.name(self.use_flag()), [t.Break()])
            return [node, way_out, *self.block(rest, True, True)]
        return [node, *self.guarded(rest, flagged)]

    def guarded(self, rest: t.Block, flagged: bool) -> t.Block:
        """Run the rest only if nothing has returned."""
        new = self.block(rest, flagged, False)
        return [t.if_(t.not_(t.name(self.use_flag())), new)] if new else []
