"""Leave a text that stands in the place of a call: what follows is skipped, without `return`."""

from collections.abc import Iterable

from tangentlike.syntax import trees as t

BLOCKS = ("body", "orelse")


class Leaves:
    """The places at which a text is left: statements that stand for it, known by identity."""

    def __init__(self) -> None:
        self.nodes: dict[int, t.stmt] = {}

    def mark(self, block: t.Block, kind: type) -> t.Block:
        """Put a leave in the place of each `return`, or of each `break` that leaves the loop around a block."""
        out: t.Block = []
        for node in block:
            if isinstance(node, kind):
                made = t.Pass()
                made.origin = getattr(node, "origin", None)
                self.nodes[id(made)] = made
                out.append(made)
                break  # what follows is never reached
            for part in BLOCKS:
                inner = getattr(node, part, None)
                is_own = not isinstance(node, (t.For, t.While)) or kind is t.Return or part == "orelse"
                if isinstance(inner, list) and is_own:
                    setattr(node, part, self.mark(inner, kind))
            out.append(node)
        return out

    def are_in(self, nodes: t.AST | Iterable[t.AST]) -> bool:
        """Tell whether a text may be left inside of some statements."""
        return any(id(node) in self.nodes for node in t.walk_all(nodes))

    def write(self, block: t.Block, flag: str, in_loop: bool = False) -> t.Block:
        """Return a block in which each leave sets a flag, and what follows asks for it; in a loop it is a `break`."""
        out: t.Block = []
        for place, node in enumerate(block):
            rest = block[place + 1 :]
            if id(node) in self.nodes:
                return [*out, t.assign(flag, t.constant(True)), *([t.Break()] if in_loop else [])]
            out.append(node)
            if not self.are_in(node):
                continue
            is_loop = isinstance(node, (t.For, t.While))
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list):
                    setattr(node, part, self.write(getattr(node, part), flag, in_loop or is_loop))
            if is_loop and in_loop:
                out.append(t.if_(t.name(flag), [t.Break()]))
            elif not in_loop and rest:
                return [*out, t.if_(t.not_(t.name(flag)), self.write(rest, flag))]
        return out


def is_exit(node: t.AST, kinds: tuple[type, ...]) -> bool:
    """Tell whether a statement leaves the loop around it in one of some ways; those of its own loops do not count."""
    if isinstance(node, kinds):
        return True
    if isinstance(node, (t.FunctionDef, t.Lambda, t.expr)):
        return False
    own = tuple(kind for kind in kinds if kind is t.Return) if isinstance(node, (t.For, t.While)) else kinds
    return any(is_exit(child, own) for child in t.iter_child_nodes(node)) if own else False


def has_exit(block: t.Block, *kinds: type) -> bool:
    """Tell whether a block may be left in one of some ways."""
    return any(is_exit(node, kinds) for node in block)


def without_continue(block: t.Block, flag: str) -> t.Block:
    """Return a block that is skipped to its end where `continue` would leave it."""
    out: t.Block = []
    for place, node in enumerate(block):
        if isinstance(node, t.Continue):
            return [*out, t.assign(flag, t.constant(True))]
        out.append(node)
        if isinstance(node, t.If) and has_exit([node], t.Continue):
            node.body, node.orelse = without_continue(node.body, flag), without_continue(node.orelse, flag)
            rest = without_continue(block[place + 1 :], flag)
            return [*out, *([t.if_(t.not_(t.name(flag)), rest)] if rest else [])]
    return out


def ended(place: str, lengths: list[t.expr]) -> t.Block:
    """Return tests that leave a loop where something that is walked beside has no item left."""
    return [t.if_(t.Compare(t.name(place), [t.GtE()], [t.copy(n)]), [t.Break()]) for n in lengths]


def noted(block: t.Block, flag: str) -> t.Block:
    """Set a flag before each `break` that leaves the loop around a block."""
    out: t.Block = []
    for node in block:
        if isinstance(node, t.Break):
            out.append(t.assign(flag, t.constant(True)))
        for part in ("orelse",) if isinstance(node, (t.For, t.While)) else ("body", "orelse"):
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, noted(getattr(node, part), flag))
        out.append(node)
    return out
