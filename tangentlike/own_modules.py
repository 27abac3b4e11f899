"""Modules of the user's own program: what a text reads of them is named by itself, so that it needs no import.

`util.SCALE` becomes `SCALE`, which can then be written down.
"""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from tangentlike.errors import Place, Unsupported
from tangentlike.syntax import trees as t

INSTALLED = frozenset({"site-packages", "dist-packages"})
ABSENT = object()


def is_own_module(value: object) -> bool:
    """Tell whether a value is a module that is neither in the standard library nor installed."""
    if not isinstance(value, ModuleType):
        return False
    root, file = value.__name__.partition(".")[0], getattr(value, "__file__", None)
    known = root in sys.stdlib_module_names or root in ("numpy", "tangentlike", "__main__")
    return not known and (file is None or not INSTALLED & set(Path(file).parts))


def open_modules(
    text: str, own: dict[str, ModuleType], within: str | None, bind: Callable[[str, object], str]
) -> str:
    """Return `text` with `module.member` as a name of its own, in the function `within` or everywhere.

    `own` are the modules by name; `bind` takes a wanted name and the member and returns the name to use.
    """
    tops = [node for node in t.parse(text).body if within is None or getattr(node, "name", None) == within]
    chains = sorted(_find_chains(tops, own), key=lambda node: (node.lineno, node.col_offset), reverse=True)
    taken = {node.id for node in t.walk_all(tops) if isinstance(node, t.Name)} | set(dir(builtins))
    lines = text.splitlines(keepends=True)
    for chain in chains:
        start, attributes = _parts(chain)
        spelled, value = ".".join([start, *attributes]), _resolve(chain, own)
        # Columns count bytes; those of an f-string's parts may be others, and a chain may be broken across lines.
        line = lines[chain.lineno - 1].encode()
        found = line[chain.col_offset : chain.end_col_offset].decode(errors="replace")
        if value is ABSENT or is_own_module(value) or not isinstance(chain.ctx, t.Load) or found != spelled:
            raise _refusal(spelled, own[start])
        wanted = attributes[-1] if attributes[-1] not in taken else "_".join([start, *attributes])
        changed = line[: chain.col_offset] + bind(wanted, value).encode() + line[chain.end_col_offset :]
        lines[chain.lineno - 1] = changed.decode()
    return "".join(lines)


def _find_chains(nodes: Iterable[t.AST], own: dict[str, ModuleType]) -> Iterator[Any]:
    """Yield each `module.part.member`, up to the first part that is no module of the user's own."""
    for node in nodes:
        within = isinstance(node, t.Attribute) and is_own_module(_resolve(node.value, own))
        if is_own_module(_resolve(node, own)) or within:
            yield node
        else:
            yield from _find_chains(t.iter_child_nodes(node), own)


def _resolve(node: t.AST, own: dict[str, ModuleType]) -> object:
    if isinstance(node, t.Name):
        return own.get(node.id, ABSENT)
    if isinstance(node, t.Attribute):
        inner = _resolve(node.value, own)
        return getattr(inner, node.attr, ABSENT) if is_own_module(inner) else ABSENT
    return ABSENT


def _parts(chain: t.AST) -> tuple[str, list[str]]:
    attributes: list[str] = []
    while isinstance(chain, t.Attribute):
        attributes.insert(0, chain.attr)
        chain = chain.value
    assert isinstance(chain, t.Name)
    return chain.id, attributes


def _refusal(spelled: str, module: ModuleType) -> Unsupported:
    return Unsupported(
        f"`{spelled}` cannot be written into a module.",
        place=Place(module.__file__, 1, 0, 0, "") if module.__file__ else None,
        why=f"{module.__name__} is not installed, so that a text that runs by itself cannot import it, and only "
        "what is read of it by name can be written down.",
        instead="import the function or constant by its name.",
    )
