"""The bodies of rules: Python functions, of which the text is read."""

import inspect
import linecache
import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from tangentlike.errors import NoRule
from tangentlike.syntax import trees as t

Body = Callable[..., Any]


def default_operands(kind: str, parameters: Iterable[inspect.Parameter]) -> tuple[str, ...]:
    """Return the operands of a rule that names none: for a linear map the first parameter, else all without default."""
    names = tuple(p.name for p in parameters if p.default is p.empty and p.kind is not p.VAR_KEYWORD)
    return {"linear": names[:1], "bilinear": names[:2], "constant": ()}.get(kind, names)


def parse_body(function: Body) -> t.FunctionDef:
    """Parse a rule's body from its own lines, decorators dropped."""
    code = function.__code__
    lines = linecache.getlines(code.co_filename, function.__globals__)[code.co_firstlineno - 1 :]
    if not lines:
        raise NoRule(f"the text of the rule `{function.__name__}` cannot be read", instead="define it in a file")
    tree = t.parse_function(textwrap.dedent("".join(inspect.getblock(lines))))
    tree.decorator_list = []
    return tree
