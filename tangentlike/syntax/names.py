"""The one supply of fresh names."""

import builtins
import keyword
from collections.abc import Iterable

FORBIDDEN = frozenset(keyword.kwlist) | frozenset(dir(builtins))


def as_identifier(wanted: str, otherwise: str = "function") -> str:
    """Return the name that an object has if code can say it: that of a lambda, or of a made class, it may not.

    >>> as_identifier("solve"), as_identifier("<lambda>"), as_identifier("class")
    ('solve', 'function', 'function')
    """
    return wanted if wanted.isidentifier() and not keyword.iskeyword(wanted) else otherwise


class Names:
    """Names that nobody uses yet; the same requests give the same names.

    >>> names = Names({"x", "p1"})
    >>> [names.fresh(base) for base in ("x", "x", "y", "p1", "sum")]
    ['x2', 'x3', 'y', 'p1_2', 'sum2']
    """

    def __init__(self, taken: Iterable[str]):
        """Start from the names that are taken."""
        self.taken = set(taken)

    def fresh(self, base: str) -> str:
        """Return, and reserve, a name: the base itself if it is free, else the base with the next free number."""
        stem = base + "_" if base[-1:].isdigit() else base
        name, number = base, 2
        while name in self.taken or name in FORBIDDEN:
            name, number = f"{stem}{number}", number + 1
        self.taken.add(name)
        return name

    def reserve(self, name: str) -> None:
        """Take a name, so that nobody else gets it."""
        self.taken.add(name)
