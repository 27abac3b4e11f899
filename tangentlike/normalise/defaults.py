"""Evaluate the defaults of nested functions where they are defined."""

from tangentlike.analysis.facts import Facts
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def name_defaults(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give a default that is not a constant a name: `def g(z, d=x):` becomes `g_d = x`, `def g(z, d=g_d):`."""

    def change(node: t.stmt) -> t.Block:
        before: t.Block = []
        if isinstance(node, t.FunctionDef):
            _hoist(node.args, node.name, before)
        elif isinstance(node, (t.Assign, t.AugAssign, t.Return, t.Expr)) and node.value is not None:
            for inner in _own_lambdas(node.value):
                _hoist(inner.args, "lambda", before)
        return [*before, node]

    def _hoist(args: t.arguments, name: str, before: t.Block) -> None:
        positional = [*args.posonlyargs, *args.args][len(args.posonlyargs) + len(args.args) - len(args.defaults) :]
        for values, names in ((args.defaults, positional), (args.kw_defaults, args.kwonlyargs)):
            for place, value in enumerate(values):
                if (value is not None and not isinstance(value, (t.Constant, t.Name))) or _moves(value, tree, facts):
                    fresh = facts.fresh(f"{name}_{names[place].id}")
                    before.append(t.assign(fresh, value))
                    values[place] = t.name(fresh)

    return rewrite_statements(tree, change)


def _own_lambdas(node: t.expr) -> list[t.Lambda]:
    """Return the lambdas of an expression that are made whenever it is evaluated."""
    if isinstance(node, t.Lambda):
        return [node]
    if isinstance(node, (t.IfExp, t.BoolOp, t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp)):
        return []
    return [found for inner in t.iter_child_nodes(node) for found in _own_lambdas(inner)]


def _moves(value: t.expr | None, tree: t.FunctionDef, facts: Facts) -> bool:
    """Tell whether a default is a variable, which may mean something else when the function is called."""
    return isinstance(value, t.Name) and value.id in facts.local_names
