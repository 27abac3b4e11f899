"""Where a value is only told to people or asked about: nothing is computed of it."""

import builtins

from tangentlike.syntax import trees as t

TELLING = ("print", "warn", "debug", "info", "warning", "error", "exception")
ASKING = frozenset({"isinstance", "len", "type", "hasattr"})
assert all(hasattr(builtins, name) for name in ASKING)


def is_only_told(name: str, block: t.Block) -> bool:
    """Tell whether a block reads a name only to raise, to print or in a test: no number is made of it.

    >>> is_only_told("e", t.parse_statements("print(e)\\nif 'x' in str(e):\\n    y = len(str(e))"))
    True
    >>> is_only_told("e", t.parse_statements("y = float(e.args[0])"))
    False
    """
    told = {id(n) for node in t.walk_all(block) for part in _harmless(node) for n in t.walk(part)}
    read = [n for n in t.walk_all(block) if isinstance(n, t.Name) and n.id == name and isinstance(n.ctx, t.Load)]
    return all(id(n) in told for n in read)


def _harmless(node: t.AST) -> list[t.AST]:
    """Return the parts of a node of which no number is made."""
    match node:
        case t.Raise() | t.Assert():
            return [node]
        case t.If(test=test) | t.While(test=test) | t.IfExp(test=test):
            return [test]
        case t.Expr(value=t.Call(func=t.Name(id=name) | t.Attribute(attr=name))) if name in TELLING:
            return [node]
        case t.Call(func=t.Name(id=name)) if name in ASKING:
            return [node]
    return []
