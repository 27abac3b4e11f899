"""Evaluate the defaults of nested functions where they are defined."""

from tangentlike.analysis.facts import Facts
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def name_defaults(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give a default that is not a constant a name: `def g(z, d=x):` becomes `g_d = x`, `def g(z, d=g_d):`."""

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, t.FunctionDef):
            return [node]
        before: t.Block = []
        args = node.args
        positional = [*args.posonlyargs, *args.args][len(args.posonlyargs) + len(args.args) - len(args.defaults) :]
        for values, names in ((args.defaults, positional), (args.kw_defaults, args.kwonlyargs)):
            for place, value in enumerate(values):
                if (value is not None and not isinstance(value, (t.Constant, t.Name))) or _moves(value, tree, facts):
                    fresh = facts.fresh(f"{node.name}_{names[place].id}")
                    before.append(t.assign(fresh, value))
                    values[place] = t.name(fresh)
        return [*before, node]

    return rewrite_statements(tree, change)


def _moves(value: t.expr | None, tree: t.FunctionDef, facts: Facts) -> bool:
    """Tell whether a default is a variable, which may mean something else when the function is called."""
    return isinstance(value, t.Name) and value.id in facts.local_names
