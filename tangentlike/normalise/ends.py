"""Give the body of a `try` statement one end, where early exits have put it into a branch."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.raising import is_end
from tangentlike.syntax import trees as t


def with_one_end(block: t.Block, number: int, facts: Facts) -> t.Block:
    """Part a branch that holds the end: what follows the end in it gets a branch of its own, after the end.

    `if c: out = a`, `else: y = f(); try_settled(1); out = y` becomes `if c: out = a`, `else: y = f()`, then `try_settled(1)`, and
    `if not c: out = y`. Where the end is not reached, an exit has left the body: what follows is not watched then, either.
    """

    def ends(nodes: t.Block) -> bool:
        return any(is_end(node, number) for node in t.walk_all(nodes))

    place = next((i for i, node in enumerate(block) if isinstance(node, t.If) and ends([node])), None)
    if place is None:
        return block
    node = block[place]
    in_body = ends(node.body)
    inner = with_one_end(node.body if in_body else node.orelse, number, facts)
    end = next((i for i, each in enumerate(inner) if is_end(each, number)), None)
    if end is None:
        return block
    before: t.Block = []
    asked = node.test.operand if isinstance(node.test, t.UnaryOp) and isinstance(node.test.op, t.Not) else node.test
    if not isinstance(asked, t.Name) or asked.id in t.names_stored([*node.body, *node.orelse]):
        name = facts.fresh("branch")
        facts.tests.add(name)
        before, node.test = [t.assign(name, node.test)], t.name(name)
    inside, after = inner[:end] or [t.Pass()], inner[end + 1 :]
    node.body, node.orelse = (inside, node.orelse) if in_body else (node.body, inside)
    test = t.copy(node.test) if in_body else t.not_(t.copy(node.test))
    rest: t.Block = [t.if_(test, after)] if after else []
    return [*block[:place], *before, node, inner[end], *rest, *block[place + 1 :]]
