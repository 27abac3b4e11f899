"""Number the pieces that survive: v1, v2, ... in the order in which the primal computes them."""

import re

from tangentlike.syntax import trees as t


def number_pieces(tree: t.FunctionDef, order: list[tuple[str, str]], taken: frozenset[str]) -> t.FunctionDef:
    """Rename pieces and what is named after them (`p3_bar`, `p3_saved`); `order` lists (piece, variable)."""
    used = t.names_used(tree)
    counts: dict[str, int] = {}
    new: dict[str, str] = {}
    pieces = {piece for piece, _ in order}
    families: dict[str | None, set[str]] = {}
    for name in used:
        families.setdefault(_stem(name, pieces), set()).add(name)
    taken |= families.get(None, set())
    for piece, base in order:
        family = families.get(piece)
        if not family:
            continue
        number = counts.get(base, 0) + 1
        endings = {"", *(name[len(piece) :] for name in family)}
        # The variable may be gone while a bar that is named after it is not.
        while any(f"{base}{number}{ending}" in taken for ending in endings):
            number += 1
        counts[base] = number
        for name in family:
            new[name] = f"{base}{number}{name[len(piece):]}"
    return rename_all(tree, new)


def _stem(name: str, pieces: set[str]) -> str | None:
    """Return the piece that a name belongs to: the name itself, or the start before `_bar` and the like."""
    if name in pieces:
        return name
    head = re.fullmatch(r"(.+?)_(bar|saved|left|record|part|dot)\d*", name)
    return head[1] if head and head[1] in pieces else None


def rename_all(tree: t.FunctionDef, new: dict[str, str]) -> t.FunctionDef:
    """Rename names everywhere, trailing comments included."""
    t.rename(tree, new)
    for node in t.walk(tree):
        text = getattr(node, "comment", None)
        if isinstance(text, str):
            node.comment = re.sub(r"\b[A-Za-z_]\w*\b", lambda m: new.get(m[0], m[0]), text)
    return tree
