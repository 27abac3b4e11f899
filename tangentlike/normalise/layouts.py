"""Arrays that are written through another shape of theirs: their elements must lie row by row, or that shape is a copy."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.operators import call_arguments
from tangentlike.analysis.values import Array, List, Tuple
from tangentlike.analysis.views import is_view, laid_out
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.rules.views import is_laid
from tangentlike.runtime.indexing import add_at
from tangentlike.runtime.places import check_rows
from tangentlike.syntax import trees as t


def check_layouts(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Test arrays that are written through another shape, where they are made, unless they certainly lie row by row.

    >>> # b = a * 2.0  ->  b = a * 2.0; check_rows(b)   where `b.reshape(-1)[k] = v` follows
    """
    kinds = facts.kinds(tree)
    facts.rows |= {name for node in t.walk_all(tree.body) for view in stored_views(node, kinds) if (name := laid_out(view))}
    if not facts.rows:
        return tree
    sure = proven(tree, facts, kinds)

    def change(node: t.stmt) -> t.Block:
        made = node.targets if isinstance(node, t.Assign) else [node.target] if isinstance(node, t.For) else []
        bound = sorted(t.names_stored([target for target in made if not isinstance(target, t.Subscript)]) & facts.rows)
        tests = [] if id(node) in sure else [test(name, facts) for name in bound]
        if isinstance(node, t.For):
            node.body = [*tests, *node.body]
            return [node]
        return [node, *tests]

    tree = rewrite_statements(tree, change)
    tree.body = [*(test(name, facts) for name in sorted(facts.rows & facts.parameters.keys())), *tree.body]
    return tree


def test(name: str, facts: Facts) -> t.stmt:
    """Return the test of one array."""
    return t.statement(t.call(facts.program.spell(check_rows, "check_rows", facts), t.name(name)))


def stored_views(node: t.AST, kinds: Kinds) -> list[t.expr]:
    """Return the views that a statement itself writes into."""
    match node:
        case t.Assign(targets=[t.Subscript(value=view)]) | t.AugAssign(target=t.Subscript(value=view) | view):
            return [view] if is_view(view, kinds) else []
        case t.Expr(value=t.Call(args=[view, _, _]) as call) if kinds.callee(call) is add_at:
            return [view] if is_view(view, kinds) else []
    return []


def proven(tree: t.FunctionDef, facts: Facts, kinds: Kinds) -> set[int]:
    """Return the assignments that certainly bind a name to an array that lies row by row."""
    made = [n for n in t.walk_all(tree.body) if isinstance(n, t.Assign) and all(isinstance(x, t.Name) for x in n.targets)]
    several = {name for n in t.walk_all(tree.body) if isinstance(n, (t.For, t.Assign)) and n not in made for name in bound(n)}
    several |= facts.parameters.keys()
    sure: set[int] = {id(n) for n in made}
    while True:
        unsure = {x.id for n in made if id(n) not in sure for x in n.targets} | several
        known = {x.id for n in made for x in n.targets} - unsure
        left = {id(n) for n in made if id(n) in sure and lies_by_rows(n.value, kinds, known)}
        if left == sure:
            return sure
        sure = left


def bound(node: t.stmt) -> set[str]:
    """Return the names that a loop or an assignment of several names binds."""
    targets = [node.target] if isinstance(node, t.For) else [x for x in node.targets if not isinstance(x, t.Subscript)]
    return t.names_stored(targets)


def lies_by_rows(node: t.expr, kinds: Kinds, known: set[str]) -> bool:
    """Tell whether an expression certainly makes an array row by row, or is one that lies so."""
    kind = kinds.of(node)
    if not isinstance(kind, Array) or kind.scalar:
        return False
    match node:
        case t.Name(id=name):
            return name in known
        case t.BinOp() if is_laid(kinds.callee(node), "by rows"):
            return True
        case t.BinOp() | t.UnaryOp():
            parts = [part for part in t.iter_child_nodes(node) if isinstance(part, t.expr)]
            return kind.shape == (kind.shape or ())[:1] or all_by_rows(parts, kinds, known)
        case t.Call() if not any(keyword.arg in ("order", "out", None) for keyword in node.keywords):
            callee, (args, _) = kinds.callee(node), call_arguments(kinds, node)
            of_list = bool(args) and isinstance(kinds.of(args[0]), (List, Tuple)) and is_laid(callee, "by rows, of lists")
            if is_laid(callee, "by rows") or of_list:
                return True
            alike = isinstance(callee, np.ufunc) or is_laid(callee, "as operands")
            return alike and all_by_rows(args, kinds, known)
    return False


def all_by_rows(nodes: list[t.expr], kinds: Kinds, known: set[str]) -> bool:
    """Tell whether all arrays among operands lie row by row: what is computed of them then does, too."""
    given = [(node, kinds.of(node)) for node in nodes]
    return all(lies_by_rows(node, kinds, known) for node, kind in given if isinstance(kind, Array) and not kind.scalar)
