"""The text of a function or a class as the user wrote it, without decorators of functions."""

from __future__ import annotations

import inspect
import re
import sys
import textwrap
from types import FunctionType
from typing import Any

from tangentlike.errors import Place
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.source import find_source


def text_of(function: FunctionType) -> str:
    """Return the definition of a user's function, without decorators; that of a lambda as a function."""
    source = find_source(function)
    if function.__name__ == "<lambda>":
        return to_source(source.tree)
    return textwrap.dedent("".join(source.lines[source.tree.lineno - 1 : source.tree.end_lineno]))


def find_class_text(cls: type) -> str | None:
    """Return the text of a class statement; None of a class that a call made."""
    try:
        return textwrap.dedent(inspect.getsource(cls))
    except (OSError, TypeError):
        return None


def is_namedtuple(cls: type) -> bool:
    """Tell whether a class is what `namedtuple` makes, and no more.

    >>> from collections import namedtuple
    >>> is_namedtuple(namedtuple("Pair", "a b")), is_namedtuple(tuple)
    (True, False)
    """
    return cls.__bases__ == (tuple,) and hasattr(cls, "_fields") and hasattr(cls, "_field_defaults")


def find_assignment(cls: type) -> Place | None:
    """Return the line of a module at which a class that a call made gets its name."""
    module: Any = sys.modules.get(cls.__module__)
    try:
        lines = inspect.getsource(module).splitlines()
    except (OSError, TypeError):
        return None
    for number, line in enumerate(lines, 1):
        if re.match(rf"\s*{re.escape(cls.__name__)}\s*(:[^=]*)?=", line):
            return Place(module.__file__, number, 0, len(line), line)
    return None
