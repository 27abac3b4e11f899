"""Where a statement comes from: the user's own line, which generated code quotes as a comment.

The origin of a statement is the one fact that nodes carry along: copies keep it, and the printer never shows it.
"""

import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from tangentlike.errors import Place
from tangentlike.syntax import trees as t

OPENING, CLOSING = ("(", "[", "{"), (")", "]", "}")
LAYOUT = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)


@dataclass(frozen=True)
class Origin:
    """One statement of the user's: its text in one line, its line number, and its place for messages."""

    text: str
    line: int
    place: Place

    def __deepcopy__(self, memo: dict[int, Any]) -> "Origin":
        """Share the origin between copies: it never changes."""
        return self


class Text(Protocol):
    """What origins are made from: the lines of a file, and the place of a node in it."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the file."""

    def place(self, node: t.AST) -> Place:
        """Return the place of a node."""


def mark_origins(tree: t.FunctionDef, source: Text) -> None:
    """Give every statement of a function, and the function itself, its origin.

    A compound statement has the text of its header only, such as `for i in range(n):`.
    """
    for node in t.walk(tree):
        if isinstance(node, t.stmt):
            node.origin = Origin(statement_text(node, source.lines), node.lineno, source.place(node))


def origin_of(node: t.AST) -> Origin | None:
    """Return the origin of a statement, or None."""
    return getattr(node, "origin", None)


def set_origin(nodes: t.AST | Iterable[t.AST], origin: Origin | None) -> None:
    """Give an origin to the statements, at any depth, that have none."""
    for node in t.walk_all(nodes):
        if isinstance(node, t.stmt) and origin_of(node) is None:
            node.origin = origin


def character_column(line: str, offset: int) -> int:
    """Turn the offset of a node, which counts bytes of UTF-8, into one that counts characters.

    >>> character_column("é = x", 5)
    4
    """
    return offset if line.isascii() else len(line.encode()[:offset].decode(errors="replace"))


def is_lambda_at(line: str, column: int) -> bool:
    """Tell whether a lambda starts here: its statements stand for the whole expression."""
    return line.startswith("lambda", column) and not line[column + 6 :][:1].isidentifier()


def statement_text(node: t.stmt, lines: tuple[str, ...]) -> str:
    r"""Return a statement as one line without comments; of a compound statement, the header.

    >>> lines = ("if f(  # why\n", "    x\n", "):\n", "    y = (1 +\n", "         2)  # because\n")
    >>> tree = t.parse("".join(lines)).body[0]
    >>> statement_text(tree, lines), statement_text(tree.body[0], lines)
    ('if f(x):', 'y = (1 + 2)')
    """
    first, last = int(node.lineno), int(node.end_lineno)
    start = character_column(lines[first - 1], node.col_offset)
    end = character_column(lines[last - 1], node.end_col_offset)
    has_header = isinstance(getattr(node, "body", getattr(node, "cases", None)), list)
    has_header = has_header and not is_lambda_at(lines[first - 1], start)
    if first == last and not has_header:
        return lines[first - 1][start:end]
    # The tokeniser must not see the indentation, so blanks in its place keep the columns.
    chunk = [lines[first - 1][start:], *lines[first:last]]
    stop = None if has_header else (last - first + 1, end - (start if first == last else 0))
    try:
        return _joined(chunk, stop)
    except (tokenize.TokenError, SyntaxError):
        return " ".join(" ".join(chunk[: 1 if has_header else None]).split())


def _joined(chunk: list[str], stop: tuple[int, int] | None) -> str:
    """Join tokens up to a position, or up to the colon that ends a header."""
    out, row, column = "", 1, 0
    for token in _tokens(chunk, stop):
        line = chunk[token.start[0] - 1]
        if token.start[0] == row:
            out += line[column : token.start[1]]
        elif not out.endswith(OPENING) and token.string not in CLOSING:
            out += " "
        out += " ".join(part.strip() for part in token.string.split("\n")) if "\n" in token.string else token.string
        row, column = token.end
    return out


def _tokens(chunk: list[str], stop: tuple[int, int] | None) -> Iterator[tokenize.TokenInfo]:
    """Yield the tokens of the statement, layout and comments aside."""
    depth = lambdas = 0
    for token in tokenize.generate_tokens(iter([*chunk, ""]).__next__):
        if stop is not None and token.start >= stop:
            return
        if token.type in LAYOUT:
            continue
        yield token
        # A piece of an f-string may look like a bracket.
        sign = token.string if token.type == tokenize.OP else ""
        depth += (sign in OPENING) - (sign in CLOSING)
        if depth == 0:
            lambdas += token.type == tokenize.NAME and token.string == "lambda"
            if sign == ":":
                lambdas -= 1
                if lambdas < 0 and stop is None:
                    return
