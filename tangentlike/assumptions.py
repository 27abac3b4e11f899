"""What a text that runs by itself takes for granted of its arguments, said in its first lines.

A text is made for certain truth values, strings, None and functions among its arguments. A live gradient makes another
text for others; a text on its own can only refuse them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import FunctionType, ModuleType
from typing import Any

import numpy as np

from tangentlike.analysis.values import Dict, Kind, List, Record, Static, Tuple
from tangentlike.errors import Unsupported
from tangentlike.standalone import find_import
from tangentlike.syntax import trees as t
from tangentlike.syntax.literals import PRINTED_BY, literal

PLAIN = (bool, str, type(None))


def state_assumptions(text: str, entry: str, kinds: Mapping[str, Kind]) -> tuple[str, dict[str, object]]:
    """Return `text` whose function `entry` refuses other values than those it was made for, and what its tests name.

    >>> kinds = {"mode": Static("b"), "x": Static(None)}
    >>> print(state_assumptions('def f(x, mode="a"):\\n    "Do it."\\n    return x\\n', "f", kinds)[0])
    def f(x, mode="b"):
        "Do it."
        if mode != "b":
            raise ValueError('this text is for mode="b"')
        if x is not None:
            raise ValueError("this text is for x=None")
        return x
    <BLANKLINE>
    """
    function = next(node for node in t.parse(text).body if isinstance(node, t.FunctionDef) and node.name == entry)
    taken = set(re.findall(r"\w+", text))
    named: dict[str, object] = {}
    lines: list[str] = []
    for name, kind in kinds.items():
        for where, value in _find_fixed(name, kind):
            test, shown = _test(where, value, taken, named)
            lines += [f"    if {test}:", f"        raise ValueError({literal(f'this text is for {where}={shown}')})"]
    written = text.splitlines(keepends=True)
    if lines:
        # Comments stand before the first statement: the tests go right behind the docstring; a header has one line.
        head = function.body[0] if _is_docstring(function.body[0]) else None
        written.insert(function.lineno if head is None else head.end_lineno, "".join(f"{line}\n" for line in lines))
    return _with_defaults("".join(written), function, kinds), named


def _find_fixed(where: str, kind: Kind) -> Iterator[tuple[str, Any]]:
    """Yield the known values in an argument, each with the expression that reads it."""
    match kind:
        case Static(value):
            yield where, value
        case Tuple(items):
            for place, item in enumerate(items):
                yield from _find_fixed(f"{where}[{place}]", item)
        case Dict(items):
            for key, item in items:
                for inner, value in _find_fixed("", item):
                    yield f"{where}[{_key(key, where)}]{inner}", value
        case Record(_, items):
            for name, item in items:
                yield from _find_fixed(f"{where}.{name}", item)
        case List(item) if item is not None:
            yield from ((f"[{inner} for each in {where}]", _Every(value)) for inner, value in _find_fixed("each", item))


@dataclass(frozen=True)
class _Every:
    """All items of a list have this value."""

    value: Any


def _test(where: str, value: Any, taken: set[str], named: dict[str, object]) -> tuple[str, str]:
    """Return a test that holds where an argument has another value, and the text of the value."""
    if isinstance(value, _Every):
        inner, _, rest = where[1:-1].partition(" for each in ")
        test, shown = _test(inner, value.value, taken, named)
        return f"any({test} for each in {rest})", shown
    if value is None or isinstance(value, bool):
        return f"{where} is not {value}", repr(value)
    if isinstance(value, str):
        return f"{where} != {literal(value)}", literal(value)
    if isinstance(value, np.dtype):
        return f"{where} != {literal(value.name)}", literal(value.name)
    own = getattr(value, "__name__", "")
    if own and not isinstance(value, ModuleType) and find_import(own, value):
        final = own
        while final in taken:
            final += "_"
        taken.add(final)
        named[final] = value
        return f"{where} is not {final}", own
    if not _is_known_by_name(value):
        raise _refusal(where, value)
    # The same function has another identity where the user's module is imported under another name.
    return f'getattr({where}, "__name__", None) != {literal(own)}', own


def _key(key: Any, where: str) -> str:
    if type(key) not in PRINTED_BY:
        raise _refusal(f"a key of {where}", key)
    return literal(key)


def _refusal(where: str, value: Any) -> Unsupported:
    return Unsupported(
        f"`{where}`, a {type(value).__name__}, cannot be written into a module.",
        why="the text would hold for this one only, and could not recognise it: nothing in its name tells it from others.",
        instead="define a function by `def` at the top level of a module; of an object, pass the numbers as arguments.",
    )


def _is_known_by_name(value: Any) -> bool:
    """Tell whether no other value is likely to have this name: lambdas, closures and methods share theirs."""
    if isinstance(value, FunctionType):
        return value.__name__.isidentifier() and value.__closure__ is None
    return isinstance(value, (type, ModuleType))


def _is_docstring(node: t.stmt) -> bool:
    return isinstance(node, t.Expr) and isinstance(node.value, t.Constant) and isinstance(node.value.value, str)


def _with_defaults(text: str, function: t.FunctionDef, kinds: Mapping[str, Kind]) -> str:
    """Make the values that the text is for the defaults of parameters that have another one."""
    args = function.args
    positional = [*args.posonlyargs, *args.args]
    pairs = [*zip(reversed(positional), reversed(args.defaults), strict=False)]
    pairs += zip(args.kwonlyargs, args.kw_defaults, strict=True)
    lines = text.splitlines(keepends=True)
    found = [(node, kinds.get(each.id)) for each, node in pairs if node is not None]
    for node, kind in sorted(found, key=lambda pair: (pair[0].lineno, pair[0].col_offset), reverse=True):
        if isinstance(kind, Static) and isinstance(kind.value, PLAIN) and node.lineno == node.end_lineno:
            # Columns count bytes.
            line = lines[node.lineno - 1].encode()
            changed = line[: node.col_offset] + literal(kind.value).encode() + line[node.end_col_offset :]
            lines[node.lineno - 1] = changed.decode()
    return "".join(lines)
