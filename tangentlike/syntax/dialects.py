"""The four subsets of Python that the passes speak, and what a tree does that its dialect forbids.

Surface is what a user may write, Flat what the analyses read, Derivative what a sweep is made of, Tidy what we print.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of
from tangentlike.syntax.printer import to_source

Check = Callable[[t.FunctionDef], Iterator[tuple[t.AST, str]]]

FOREIGN = frozenset({
    "AsyncFunctionDef", "AsyncFor", "AsyncWith", "Await", "Yield", "YieldFrom", "ClassDef", "TypeAlias", "TryStar",
    "TemplateStr", "Interpolation",
})  # fmt: skip


@dataclass(frozen=True)
class Dialect:
    """A subset of Python: the nodes that it excludes by kind, and its checks of form."""

    name: str
    excluded: frozenset[str]
    checks: tuple[Check, ...] = ()

    def violations(self, tree: t.FunctionDef) -> list[str]:
        """Say what in a function is not in this dialect; an empty list means that all of it is.

        >>> FLAT.violations(t.parse_function("def f(x):\\n    y = z = x\\n    return y"))
        ['`y = z = x`: a chained assignment is not Flat']
        """
        found = [(node, type(node).__name__) for node in own_nodes(tree) if type(node).__name__ in self.excluded]
        for check in self.checks:
            found += check(tree)
        return [f"`{_first_line(node)}`: {what} is not {self.name}" for node, what in found]


def _first_line(node: t.AST) -> str:
    origin = origin_of(node)
    return origin.text if origin else to_source(node).strip().partition("\n")[0]


def chained_assignments(tree: t.FunctionDef) -> Iterator[tuple[t.AST, str]]:
    """Yield assignments to more than one target."""
    for node in own_nodes(tree):
        if isinstance(node, t.Assign) and len(node.targets) > 1:
            yield node, "a chained assignment"


def unpacked_targets(tree: t.FunctionDef) -> Iterator[tuple[t.AST, str]]:
    """Yield targets that take values apart, other than a tuple of names from a call or in a loop."""
    for node in own_nodes(tree):
        if isinstance(node, t.Assign) and not isinstance(node.value, t.Call):
            yield from ((node, "a tuple as target") for target in node.targets if isinstance(target, (t.Tuple, t.List)))
        elif isinstance(node, t.Assign):
            yield from ((node, "a nested target") for target in node.targets if not _is_plain(target))
        elif isinstance(node, t.For) and not _is_plain(node.target):
            yield node, "a nested loop target"


def _is_plain(target: t.expr) -> bool:
    return not isinstance(target, (t.Tuple, t.List)) or all(isinstance(item, t.Name) for item in target.elts)


def loops_with_else(tree: t.FunctionDef) -> Iterator[tuple[t.AST, str]]:
    """Yield loops that have an `else`."""
    for node in own_nodes(tree):
        if isinstance(node, (t.For, t.While)) and node.orelse:
            yield node, "the `else` of a loop"


def early_returns(tree: t.FunctionDef) -> Iterator[tuple[t.AST, str]]:
    """Yield returns that are not the last statement of the function; a function without one yields itself."""
    returns = [node for node in own_nodes(tree) if isinstance(node, t.Return)]
    yield from ((node, "an early return") for node in returns if node is not tree.body[-1])
    if not isinstance(tree.body[-1], t.Return):
        yield tree, "a function that does not end with a return"


def own_nodes(tree: t.FunctionDef) -> Iterator[t.AST]:
    """Yield the nodes of a function, without those inside the functions that it defines.

    A nested function stays as the user wrote it: where it is called, it is lifted and translated by itself.
    """
    left: list[t.AST] = [tree]
    while left:
        node = left.pop()
        yield node
        if node is tree or not isinstance(node, (t.FunctionDef, t.Lambda)):
            left += reversed(list(t.iter_child_nodes(node)))


FLAT_CHECKS = (chained_assignments, unpacked_targets, loops_with_else, early_returns)

SURFACE = Dialect("Surface", FOREIGN)
FLAT = Dialect("Flat", FOREIGN | {"NamedExpr"}, FLAT_CHECKS)
DERIVATIVE = Dialect("Derivative", FOREIGN | {"NamedExpr"}, (chained_assignments, loops_with_else))
TIDY = Dialect("Tidy", FOREIGN | {"NamedExpr"}, (loops_with_else,))
