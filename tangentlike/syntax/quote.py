"""Write code as code: real Python with holes, parsed once, instead of strings that are joined."""

import functools
import textwrap
from typing import Any, TypeAlias

from tangentlike.errors import InternalError
from tangentlike.syntax import trees as t

Hole: TypeAlias = t.expr | t.stmt | list[t.stmt] | str


def quote(text: str, **holes: Hole) -> list[t.stmt]:
    """Return statements in which the names of the holes are filled.

    A string is a name. An expression stands wherever its hole is read or assigned. A block takes the place of a hole
    that is a statement of its own. Everything that is filled in is copied, so trees never share nodes.

    >>> from tangentlike.syntax.printer import to_source
    >>> block = quote("while test:\\n    body\\n    x_bar = part", test=t.parse_expression("n > 0"),
    ...               body=t.parse_statements("n = n - 1"), x_bar="u_bar", part=t.constant(1.0))
    >>> print(to_source(block), end="")
    while n > 0:
        n = n - 1
        u_bar = 1.0
    """
    template, used = _parsed(text)
    _check_holes(text, used, holes)
    fillings = {name: t.name(value) if isinstance(value, str) else value for name, value in holes.items()}
    return _filled_block(template, fillings)


def quote_expression(text: str, **holes: t.expr | str) -> t.expr:
    """Return an expression in which the names of the holes are filled.

    >>> from tangentlike.syntax.printer import to_source
    >>> to_source(quote_expression("a * b", a=t.parse_expression("x + y"), b="z"))
    '(x + y) * z'
    """
    [statement] = quote(text, **holes)
    return statement.value


@functools.lru_cache(maxsize=1024)
def _parsed(text: str) -> tuple[list[t.stmt], frozenset[str]]:
    block = t.parse_statements(textwrap.dedent(text))
    functions = {node.name for node in t.walk_all(block) if isinstance(node, t.FunctionDef)}
    return block, frozenset(t.names_used(block) | functions)


def _check_holes(text: str, used: frozenset[str], holes: dict[str, Hole]) -> None:
    unknown = sorted(holes.keys() - used)
    if unknown:
        raise InternalError(f"the template {text!r} has no hole {', '.join(unknown)}.")


def _filled(node: Any, holes: dict[str, Any]) -> Any:
    """Copy a template, positions aside, and fill its holes."""
    if isinstance(node, list):
        return _filled_block(node, holes) if node and isinstance(node[0], t.stmt) else [_filled(n, holes) for n in node]
    if not isinstance(node, t.AST):
        return node
    if isinstance(node, t.Name) and node.id in holes:
        return _filled_name(node, holes)
    out = type(node)(*[_filled(getattr(node, field), holes) for field in node._fields])
    if isinstance(node, t.FunctionDef) and isinstance(holes.get(node.name), t.Name):
        out.name = holes[node.name].id
    return out


def _filled_name(node: t.Name, holes: dict[str, Any]) -> t.expr:
    value = t.copy(holes[node.id])
    if not isinstance(value, t.expr):
        raise InternalError(f"the hole {node.id} stands in an expression, and a block was given for it.")
    if isinstance(node.ctx, t.Param):
        return t.parameter(value.id, _filled(node.annotation, holes))
    return value if isinstance(node.ctx, t.Load) else t.as_store(value)


def _filled_block(block: list[t.stmt], holes: dict[str, Any]) -> list[t.stmt]:
    out: list[t.stmt] = []
    for statement in block:
        filling = None
        if isinstance(statement, t.Expr) and isinstance(statement.value, t.Name):
            filling = holes.get(statement.value.id)
        if isinstance(filling, (list, t.stmt)):
            out += t.copy(filling) if isinstance(filling, list) else [t.copy(filling)]
        else:
            out.append(_filled(statement, holes))
    return out
