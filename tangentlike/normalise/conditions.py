"""Give a name to every condition that the backward sweep may ask about again; bring walrus assignments out."""

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.normalise.blocks import has_exit, rewrite_statements
from tangentlike.syntax import trees as t


def hoist_walrus(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `if (d := f(x)) > 0:` into an assignment and a test; in a `while`, the test moves into the loop."""

    def change(node: t.stmt) -> t.Block:
        test = _test(node)
        if test is None or not any(isinstance(n, t.NamedExpr) for n in t.walk(test)):
            return [node]
        if isinstance(node, t.While):
            before, test = _hoist(test, facts)
            leave = t.if_(t.not_(test), [t.Break()])
            node.test, node.body = t.constant(True), [*before, leave, *node.body]
            if node.orelse:
                leave.body = [*node.orelse, t.Break()]
                node.orelse = []
            return [node]
        before, test = _hoist(test, facts)
        _set_test(node, test)
        return [*before, node]

    return rewrite_statements(tree, change)


def _test(node: t.stmt) -> t.expr | None:
    match node:
        case t.If(test=test) | t.While(test=test) | t.Assert(test=test):
            return test
        case t.Assign(value=value) | t.Expr(value=value) | t.AugAssign(value=value):
            return value
        case t.Return(value=value):
            return value
        case t.For(iter=iterable):
            return iterable
    return None


def _set_test(node: t.stmt, value: t.expr) -> None:
    for field in ("test", "value", "iter"):
        if hasattr(node, field):
            setattr(node, field, value)
            return


def _hoist(node: t.expr, facts: Facts) -> tuple[t.Block, t.expr]:
    """Return the statements that a walrus needs before an expression, and the expression without it."""
    if not any(isinstance(n, t.NamedExpr) for n in t.walk(node)):
        return [], node
    match node:
        case t.NamedExpr(target=target, value=value):
            before, value = _hoist(value, facts)
            return [*before, t.assign(target.id, value)], t.name(target.id)
        case t.BoolOp(op=op, values=[first, *rest]):
            return _hoist_boolean(op, first, rest, facts)
        case t.IfExp(test=test, body=body, orelse=orelse):
            name = facts.fresh("chosen")
            before, test = _hoist(test, facts)
            ways = []
            for value in (body, orelse):
                inside, value = _hoist(value, facts)
                ways.append([*inside, t.assign(name, value)])
            return [*before, t.if_(test, *ways)], t.name(name)
    before = []
    for field, child in t.fields(node):
        items = child if isinstance(child, list) else [child]
        new = []
        for item in items:
            if isinstance(item, t.expr):
                inside, item = _hoist(item, facts)
                before.extend(inside)
            elif isinstance(item, t.keyword):
                inside, item.value = _hoist(item.value, facts)
                before.extend(inside)
            new.append(item)
        setattr(node, field, new if isinstance(child, list) else new[0])
    return before, node


def _hoist_boolean(op: t.AST, first: t.expr, rest: list[t.expr], facts: Facts) -> tuple[t.Block, t.expr]:
    """`a and (b := f(a))`: the second part is evaluated only if the first is true."""
    before, first = _hoist(first, facts)
    if not any(isinstance(n, t.NamedExpr) for value in rest for n in t.walk(value)):
        return before, t.BoolOp(op, [first, *rest])
    name = facts.fresh("holds")
    inside, value = _hoist(rest[0] if len(rest) == 1 else t.BoolOp(op, rest), facts)
    test = t.name(name) if isinstance(op, t.And) else t.not_(t.name(name))
    return [*before, t.assign(name, first), t.if_(test, [*inside, t.assign(name, value)])], t.name(name)


def name_tests(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give a name to each condition that decides about active values: `branch = x > 0`, `if branch:`.

    What the backward sweep does not ask about is merged back later.
    """
    varied = varied_names(tree, facts.kinds(tree), facts.wrt)

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, t.If) or isinstance(_bare(node.test), (t.Name, t.Constant)):
            return [node]
        mutated = t.names_stored(node) | {n.id for n in t.walk_all([*node.body, *node.orelse]) if isinstance(n, t.Name)}
        if not mutated & varied and not has_exit(node):
            return [node]
        name = facts.fresh("branch")
        facts.tests.add(name)
        test, node.test = node.test, t.name(name)
        return [t.assign(name, test), node]

    return rewrite_statements(tree, change)


def _bare(test: t.expr) -> t.expr:
    return test.operand if isinstance(test, t.UnaryOp) and isinstance(test.op, t.Not) else test
