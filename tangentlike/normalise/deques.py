"""Write queues as lists, whose methods have adjoints."""

import collections
from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import INT
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote, quote_expression

# The methods of a queue, and what they do to a list; those after which a full queue drops an item say which.
VALUES = {("popleft", 0): "items.pop(0)", ("pop", 0): "items.pop()"}
CHANGES = {
    ("append", 1): "items.append(value)",
    ("appendleft", 1): "items.insert(0, value)",
    ("popleft", 0): "items.pop(0)",
    ("pop", 0): "items.pop()",
    ("rotate", 0): "items.insert(0, items.pop())",
    ("rotate", 1): "for i in range(value % max(1, len(items))): items.insert(0, items.pop())",
    ("clear", 0): "items.clear()",
}
DROPS = {"append": "if len(items) > most: items.pop(0)", "appendleft": "if len(items) > most: items.pop()"}
READING = frozenset({"len", "list", "tuple", "sum", "max", "min", "sorted", "reversed", "enumerate", "zip", "any", "all"})
Queue = tuple[t.expr | None, t.expr | None]     # its first items, and how many it holds at most
TESTED = (t.If, t.While, t.UnaryOp, t.BoolOp, t.IfExp)


def open_deques(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `q = deque(items)` into `q = list(items)`, and `q.popleft()` into `q.pop(0)`, where nobody can tell.

    With a `maxlen`, each addition is followed by a test that drops what is too much.
    """
    if not any(isinstance(node, t.Attribute) and node.attr in ("append", "popleft") for node in t.walk_all(tree.body)):
        return tree
    found = find_queues(tree, facts)
    if not found:
        return tree

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Name(id=name)]) if name in found:
                return [*checked(found[name][1]), t.assign(name, as_list(*found[name]))]
            case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=name), attr=method), args=args)) if name in found:
                return changed(name, method, args, found[name][1], facts)
        return [node]

    tree = rewrite_statements(tree, change)
    tree.body = [_Taken(found).visit(node) for node in tree.body]
    return tree


def find_queues(tree: t.FunctionDef, facts: Facts) -> dict[str, Queue]:
    """Return the variables that are queues and may be lists: their first items, and how many they hold at most."""
    makers = [n for n in t.walk_all(tree.body) if isinstance(n, t.Assign) and isinstance(n.value, t.Call)]
    kinds = facts.kinds(tree) if makers else Kinds()
    stored = [n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
    inner = t.names_used([n for n in t.walk_all(tree.body) if isinstance(n, (t.FunctionDef, t.Lambda))])
    steady = {arg.id for arg in [*tree.args.posonlyargs, *tree.args.args, *tree.args.kwonlyargs]} - set(stored)
    arrays = {id(arg) for node in t.walk_all(tree.body) if makes_array(node, kinds) for arg in node.args}
    found: dict[str, Queue] = {}
    for node in makers:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=call) if kinds.callee(call) is collections.deque:
                made = first_items(call, {n for n in steady if kinds.variables.get(n) == INT})
                if made is not None and stored.count(name) == 1 and name not in inner and is_only_read(name, tree, arrays):
                    found[name] = made
    return found


def makes_array(node: t.AST, kinds: Kinds) -> bool:
    """Tell whether this is a call of a function of NumPy's, which makes an array of what it is given."""
    return isinstance(node, t.Call) and getattr(kinds.callee(node), "__module__", None) == "numpy"


def first_items(call: t.Call, whole: set[str]) -> Queue | None:
    """Return the first items of a queue and its limit; None if it is not plain. `whole`: names of whole numbers."""
    named: dict[Any, t.expr] = {keyword.arg: keyword.value for keyword in call.keywords}
    given = dict(zip(("iterable", "maxlen"), call.args, strict=False)) | named
    items, limit = given.get("iterable"), given.get("maxlen")
    if not given.keys() <= {"iterable", "maxlen"}:
        return None
    match limit:
        case None | t.Constant(value=None):
            return items, None
        case t.Constant(value=int(most)) if type(most) is int and most > 0:
            return items, limit
        case t.Name(id=name) if name in whole and (items is None or not getattr(items, "elts", items)):
            return None, limit
    return None


def checked(most: t.expr | None) -> t.Block:
    """Return what raises the error of a queue whose limit is negative."""
    if not isinstance(most, t.Name):
        return []
    return quote("if most < 0: raise ValueError('maxlen must be non-negative')", most=most)


def is_only_read(name: str, tree: t.FunctionDef, allowed: set[int]) -> bool:
    """Tell whether every use of a queue is a method that lists have in some way, or reads its items."""
    allowed = set(allowed)
    for node in t.walk_all(tree.body):
        match node:
            case t.Expr(value=t.Call(func=t.Attribute(value=base, attr=method), args=args, keywords=[])):
                allowed |= {id(base)} if (method, len(args)) in CHANGES else set()
            case t.Call(func=t.Attribute(value=base, attr=method), args=args, keywords=[]) if (method, len(args)) in VALUES:
                allowed.add(id(base))
            case t.Call(func=t.Name(id=function), args=args) if function in READING:
                allowed |= set(map(id, args))
            case t.Subscript(value=base, slice=index) if not isinstance(index, t.Slice):
                allowed.add(id(base))
            case t.For(iter=walked) | t.comprehension(iter=walked):
                allowed.add(id(walked))
        if isinstance(node, TESTED):
            allowed |= set(map(id, t.iter_child_nodes(node)))
    return all(id(n) in allowed for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name
               and isinstance(n.ctx, t.Load))


def as_list(items: t.expr | None, most: t.expr | None) -> t.expr:
    """Return the list of the first items of a queue."""
    if items is None:
        return t.list_of([])
    made = t.call("list", items)
    return made if most is None else t.subscript(made, t.slice_of(-most.value, None))


def changed(name: str, method: str, args: list[t.expr], most: t.expr | None, facts: Facts) -> t.Block:
    """Return what a method does to the list; one that is full drops an item at the other end."""
    holes: dict[str, Any] = {"items": t.name(name), **({"value": args[0]} if args else {})}
    holes |= {"i": facts.fresh("i")} if (method, len(args)) == ("rotate", 1) else {}
    body = quote(CHANGES[method, len(args)], **holes)
    if most is not None and method in DROPS:
        body += quote(DROPS[method], items=t.name(name), most=t.copy(most))
    return body


class _Taken(t.NodeTransformer):
    """Write `q.popleft()` in expressions as `q.pop(0)`."""

    def __init__(self, names: Any):
        self.names = names

    def visit_Call(self, node: t.Call) -> t.expr:
        """Replace one call."""
        self.generic_visit(node)
        match node:
            case t.Call(func=t.Attribute(value=t.Name(id=name), attr=method), args=[]) if name in self.names:
                return quote_expression(VALUES[method, 0], items=t.name(name)) if (method, 0) in VALUES else node
        return node
