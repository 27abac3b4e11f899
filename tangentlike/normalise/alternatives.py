"""Names that mean one of two arrays, where memory with several names is written: what is done with each is written apart.

    z = a if c else b               z_first = c
    z += 1.0            becomes     if z_first:
                                        a += 1.0
                                    else:
                                        b += 1.0
"""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.views import is_view
from tangentlike.effects import memory_of
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.views import writes_in_place
from tangentlike.syntax import trees as t

MOST = 8                                        # statements that may be written twice
ROUNDS = 4
SIMPLE = (t.Assign, t.AugAssign, t.Expr)


def split_alternatives(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Write statements that use one of two arrays as a branch with a statement for each."""
    for _ in range(ROUNDS):
        if not writes_in_place(tree) or not any(map(is_candidate, t.walk_all(tree.body))):
            break
        kinds = facts.kinds(tree)
        writes = memory_of(tree, kinds, facts).writes
        shared = frozenset().union(*(write.seen for write in writes if write.seen - {write.name}))
        found = next((n for n in t.walk_all(tree.body) if is_split(n, tree, shared, kinds)), None)
        if found is None:
            break
        tree = _Split(found, facts).run(tree)
    return tree


def is_candidate(node: t.AST) -> bool:
    """Tell at a glance whether a statement may give a name one of two meanings."""
    return chosen(node) is not None


def chosen(node: t.AST) -> tuple[str, t.expr, t.expr, t.expr] | None:
    """Return the name that a statement gives one of two meanings: the name, the test, and both."""
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.IfExp(test=test, body=first, orelse=second)):
            return name, test, first, second
        case t.If(test=test, body=[*_, t.Assign(targets=[t.Name(id=name)], value=first)], orelse=[
            *_, t.Assign(targets=[t.Name(id=other)], value=second)
        ]) if name == other:
            inside = t.names_stored([*node.body[:-1], *node.orelse[:-1]])
            return None if inside & t.names_read([first, second]) else (name, test, first, second)
    return None


def is_split(node: t.AST, tree: t.FunctionDef, shared: frozenset[str], kinds: Kinds) -> bool:
    """Tell whether a statement chooses between two arrays, and few plain statements use the name."""
    found = chosen(node)
    if found is None or found[0] not in shared or not all(is_view(each, kinds) for each in found[2:]):
        return False
    name = found[0]
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and isinstance(n.ctx, t.Store)]
    augmented = sum(isinstance(n, t.AugAssign) and isinstance(n.target, t.Name) and n.target.id == name
                    for n in t.walk_all(tree.body))
    inner = [n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))]
    using = [n for n in t.walk_all(tree.body) if isinstance(n, SIMPLE) and name in t.names_used(n)]
    plain = {id(n) for statement in using for n in t.walk(statement)}
    whole = all(id(n) in plain for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name)
    once = stored.count(name) - augmented == (1 if isinstance(node, t.Assign) else 2)
    return once and whole and len(using) <= MOST and name not in t.names_used(inner)


class _Split:
    """Write both meanings of one name."""

    def __init__(self, node: t.stmt, facts: Facts):
        found = chosen(node)
        assert found is not None
        self.node = node
        self.name, self.test, *self.meanings = found
        self.first = facts.fresh(f"{self.name}_first")
        self.names = [facts.fresh(self.name), facts.fresh(self.name)]

    def run(self, tree: t.FunctionDef) -> t.FunctionDef:
        """Return the function with the statements that use the name written twice."""
        if isinstance(self.node, t.If):
            self.node.body, self.node.orelse = self.node.body[:-1], self.node.orelse[:-1]
        return rewrite_statements(tree, self.change)

    def change(self, node: t.stmt) -> t.Block:
        """Return what becomes of one statement."""
        if node is self.node:
            both = [t.assign(name, value) for name, value in zip(self.names, self.meanings, strict=True)]
            flag = t.assign(self.first, self.test)
            if not isinstance(node, t.If) or not (node.body or node.orelse):
                return [flag, *both]
            node.test = t.name(self.first)
            node.body = node.body or [t.Pass()]
            return [flag, node, *both]
        if not isinstance(node, SIMPLE) or self.name not in t.names_used(node):
            return [node]
        ways = [[t.rename(t.copy(node), {self.name: name})] for name in self.names]
        return [t.if_(t.name(self.first), *ways)]
