"""Parameters that may be left out, where they are given: `if out is None: out = np.empty_like(x)` does nothing then."""

from collections.abc import Collection

from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def without_defaults(tree: t.FunctionDef, given: Collection[str]) -> t.FunctionDef:
    """Return a function without what it does where parameters are None that are given."""

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.If(test=test, body=body, orelse=orelse):
                known = outcome_of(test, given)
                return [node] if known is None else body if known else orelse
            case t.Assign(targets=[t.Name(id=name)], value=t.IfExp(test=test, body=body, orelse=orelse)):
                known = outcome_of(test, given)
                if known is not None:
                    node.value = body if known else orelse
                return [] if isinstance(node.value, t.Name) and node.value.id == name else [node]
        return [node]

    return rewrite_statements(t.copy(tree), change)


def outcome_of(test: t.expr, given: Collection[str]) -> bool | None:
    """Tell what a test gives that asks whether a parameter is None; None if it asks something else."""
    match test:
        case t.Compare(left=t.Name(id=name), ops=[t.Is() | t.IsNot() as op], comparators=[t.Constant(value=None)]) if name in given:
            return isinstance(op, t.IsNot)
    return None
