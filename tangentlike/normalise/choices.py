"""Decide which function a variable means before it is called."""

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Choice
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def split_choices(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn the call of a variable that means one of several functions into an `if` with a call of each.

    `y = act(x)` becomes `if act is sin: y1 = sin(x)`, `else: y1 = cos(x)`, `y = y1`.
    """
    kinds = facts.kinds(tree)
    varied = varied_names(tree, kinds, facts.wrt)

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, (t.Assign, t.AugAssign, t.Return, t.Expr)) or node.value is None:
            return [node]
        work = _Splitter(facts, kinds, varied)
        node.value = work.visit(node.value)
        return [*work.before, node]

    return rewrite_statements(tree, change)


class _Splitter(t.NodeTransformer):
    """Replace calls by names that are assigned before."""

    def __init__(self, facts: Facts, kinds: Kinds, varied: frozenset[str]):
        self.facts = facts
        self.kinds = kinds
        self.varied = varied
        self.before: t.Block = []

    def visit_IfExp(self, node: t.IfExp) -> t.expr:
        """Leave branches alone: what they call is called on their way only."""
        return node

    visit_BoolOp = visit_Lambda = visit_IfExp

    def visit_Call(self, node: t.Call) -> t.expr:
        """Replace one call, the arguments first."""
        active = is_varied(node, self.varied, self.kinds)
        self.generic_visit(node)
        kind = self.kinds.of(node.func)
        if not active or not isinstance(kind, Choice):
            return node
        if not isinstance(node.func, t.Name):
            function = t.name(self.facts.fresh("function"))
            self.before.append(t.assign(function.id, node.func))
            node.func = function
        name = self.facts.fresh(f"{node.func.id}1")
        text: t.Block = []
        for option in reversed(kind.options):
            spelled = self.facts.program.spell(option.value, getattr(option.value, "__name__", ""), self.facts)
            call = t.Call(t.dotted(spelled), t.copy(node.args), t.copy(node.keywords))
            way: t.Block = [t.assign(name, call)]
            text = way if not text else [t.if_(t.is_(t.copy(node.func), t.dotted(spelled)), way, text)]
        self.before.extend(text)
        return t.name(name)
