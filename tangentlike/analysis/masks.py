"""Which values matter only where a condition selects them, as in `np.where(x > 0, np.log(x), 0.0)`.

Outside of the condition the bar of such a value is zero, but its operation's partial may be infinite or nan there, and
zero times those is nan. What goes back through the operation is therefore selected by the same condition.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tangentlike.analysis.activity import is_varied
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.operators import bound_arguments
from tangentlike.analysis.values import Array, Kind, Scalar, Static, is_scalar
from tangentlike.errors import NoRule
from tangentlike.rules import registry
from tangentlike.rules.registry import Rule
from tangentlike.syntax import trees as t


@dataclass(frozen=True)
class Mask:
    """A value is selected where the variable `condition` is `taken`, as read by one statement."""

    condition: str
    taken: bool
    node: t.stmt


def find_masks(tree: t.FunctionDef, kinds: Kinds, varied: frozenset[str]) -> dict[str, Mask]:
    """Return the masks of variables of a flat function whose every use is under one and the same condition."""
    if not any(_selection(kinds, node) for node in t.walk_all(tree.body) if isinstance(node, t.Assign)):
        return {}
    finder = _Finder(kinds, varied, tree)
    finder.block(tree.body)
    return finder.masks


class _Finder:
    """Go through blocks from their ends: the uses of a value are seen before its assignment."""

    def __init__(self, kinds: Kinds, varied: frozenset[str], tree: t.FunctionDef):
        self.kinds = kinds
        self.varied = varied
        self.masks: dict[str, Mask] = {}
        nodes = list(t.walk_all(tree.body))
        self.assigned = Counter(n.id for n in nodes if isinstance(n, t.Name) and isinstance(n.ctx, t.Store))
        self.read = Counter(_loads(nodes))
        for node in nodes:
            still = isinstance(node, t.Assign) and not is_varied(node.value, varied, kinds)
            if still or isinstance(node, (t.If, t.While)):
                self.read.subtract(_loads(t.walk(node.value if isinstance(node, t.Assign) else node.test)))

    def block(self, block: t.Block) -> None:
        """Find the masks of what one block assigns; a use in another block is a use without a mask."""
        uses: dict[str, list[Mask | None]] = {}
        for node in reversed(block):
            for inner in ("body", "orelse"):
                if isinstance(getattr(node, inner, None), list):
                    self.block(getattr(node, inner))
            if not isinstance(node, t.Assign):
                continue
            match node.targets:
                case [t.Name(id=name)] if self.assigned[name] == 1:
                    found = uses.get(name, [])
                    if len(found) == self.read[name] and len({_key(mask) for mask in found}) == 1 and found[0]:
                        self.masks[name] = found[0]
            for name, mask in self.uses(node):
                uses.setdefault(name, []).append(mask)

    def uses(self, node: t.Assign) -> Iterable[tuple[str, Mask | None]]:
        """Yield what a statement reads, and under which mask."""
        if not is_varied(node.value, self.varied, self.kinds):
            return
        under = _selection(self.kinds, node)
        own = self.masks.get(node.targets[0].id) if isinstance(node.targets[0], t.Name) else None
        through = own if own is not None and _is_elementwise(self.kinds, node.value) else None
        for name in _loads(t.walk(node.value)):
            mask = through
            if under is not None:
                condition, sides = under
                taken = [side is sides[0] for side in sides if isinstance(side, t.Name) and side.id == name]
                once = len(taken) == 1 and name != condition and self.assigned.get(condition) == 1
                mask = Mask(condition, taken[0], node) if once else None
            yield name, mask if mask is not None and self.same_size(name, mask) else None

    def same_size(self, name: str, mask: Mask) -> bool:
        """Tell whether a value and the condition certainly have one shape."""
        value, condition = self.kinds.variables.get(name), self.kinds.variables.get(mask.condition)
        match value, condition:
            case Array(_, shape, False), Array(_, other, False):
                return shape is not None and shape == other and (isinstance(shape, str) or None not in shape)
        return value is not None and condition is not None and is_scalar(value) and _is_flag(condition)


def _is_flag(kind: Kind) -> bool:
    return is_scalar(kind) or isinstance(kind, (Scalar, Static))


def _loads(nodes: Iterable[t.AST]) -> list[str]:
    return [n.id for n in nodes if isinstance(n, t.Name) and isinstance(n.ctx, t.Load)]


def _key(mask: Mask | None) -> tuple[str, bool] | None:
    return (mask.condition, mask.taken) if mask is not None else None


def _selection(kinds: Kinds, node: t.Assign) -> tuple[str, tuple[t.expr, t.expr]] | None:
    """Return the condition's name and the two sides of a statement that selects from them."""
    rule = _rule(kinds, node.value)
    if rule is None or rule.selected is None:
        return None
    try:
        arguments = bound_arguments(kinds, node.value, rule)
    except NoRule:
        return None
    condition, taken, other = (arguments[name] for name in rule.selected)
    return (condition.id, (taken, other)) if isinstance(condition, t.Name) else None


def _is_elementwise(kinds: Kinds, value: t.expr) -> bool:
    rule = _rule(kinds, value)
    return rule is not None and rule.kind == "elementwise"


def _rule(kinds: Kinds, value: t.expr) -> Rule | None:
    function = kinds.callee(value)
    return registry.find(function) if function is not None else None
