"""The way back through `np.where`: values that are used under its condition only have no derivative elsewhere.

Outside of the condition the bar of such a value is zero, but its partial may be infinite or nan there, and zero times
those is nan. So what goes back through it is selected by the same condition, as in compiled code.
"""

from typing import Any

import numpy as np

from tangentlike.tape.backward import Walk
from tangentlike.tape.forms import Pullback
from tangentlike.tape.nodes import Node
from tangentlike.tape.record import plain


class SelectingWalk(Walk):
    """A way back that keeps out what `np.where` did not take."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.masks: dict[Node, Any] = {}
        self.reached: set[Node] = set()

    def pull(self, node: Node, bar: Any, by: Pullback | None = None) -> Any:
        """Return the contributions of one node, selected."""
        return self.selected(node, super().pull(node, bar, by))

    def pull_again(self, node: Node, bar: Any) -> tuple[Any, ...]:
        """Return the contributions of one node as variables, selected."""
        return self.selected(node, super().pull_again(node, bar))

    def selected(self, node: Node, parts: Any) -> Any:
        """Select the contributions of a node by its mask, and hand masks to its parents."""
        mask, rule = self.masks.pop(node, None), node.form.rule
        masks: list[Any] = [None] * len(node.parents)
        if rule.selected is not None and node.saved is not None:
            condition = node.saved[1 + node.form.names.index(rule.selected[0])]
            wanted = [node.form.names[place] == rule.selected[1] for place in node.form.wanted]
            masks = [condition if first else np.logical_not(condition) for first in wanted]
        elif mask is not None and rule.kind == "elementwise":
            fits = [np.shape(plain(part)) == np.shape(mask) for part in parts]
            parts = tuple(np.where(mask, part, 0.0)[()] if fit else part for part, fit in zip(parts, fits, strict=True))
            masks = [mask if fit else None for fit in fits]
        for parent, new in zip(node.parents, masks, strict=True):
            if type(parent) is not list:
                self.hand(parent, new)
        return parts

    def hand(self, parent: Node, mask: Any) -> None:
        """Note the mask of a contribution; two different ones are none."""
        if parent not in self.reached:
            self.reached.add(parent)
            if mask is not None:
                self.masks[parent] = mask
        elif parent in self.masks and (mask is None or not np.array_equal(mask, self.masks[parent])):
            del self.masks[parent]
