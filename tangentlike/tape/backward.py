"""The way back: bars from the results to the leaves, in the reverse order of recording."""

import functools
import weakref
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from typing import Any

import numpy as np

from tangentlike.runtime.arrays import add_trees, zeros_like
from tangentlike.tape.forms import Pullback
from tangentlike.tape.memory import WRITTEN, find_written
from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import AccumulateGrad, Node, Variable, flat_nodes
from tangentlike.tape.record import plain, recorded, results_of

Bars = dict[Node, Any]
Hook = Callable[[Any], Any]

AGAIN = (
    "Trying to backward through the graph a second time (or directly access saved tensors after they have already been "
    "freed). Saved intermediate values of the graph are freed when you call .backward() or autograd.grad(). Specify "
    "retain_graph=True if you need to backward through the graph a second time or if you need to access saved tensors "
    "after calling backward."
)
CHANGED = (
    "one of the variables needed for gradient computation has been modified by an inplace operation: [{kind} {shape}], "
    "which {name} reads, is at version {count}; an earlier version is expected. Hint: write into a copy (`x = x + 1` in the "
    "place of `x += 1`, or `x.clone()` before)."
)
NUMBERS = (np.ndarray, np.generic, list, tuple)


HOOKS: Any = weakref.WeakKeyDictionary()         # of each node that has hooks, the hooks by their keys


def backward_of(bars: Bars, kind: type[Variable], retain: bool | None, create: bool, inputs: Any) -> None:
    """Send bars back, and add what arrives to `.grad` of the leaves (or of `inputs` only)."""
    ends = None if inputs is None else {x.node for x in inputs}

    def arrive(node: Node, bar: Any) -> None:
        leaf = node.variable if isinstance(node, AccumulateGrad) else None
        if leaf is not None and (ends is None or node in ends):
            accumulate(leaf, bar)

    Walk(kind, arrive, again=create, retain=create if retain is None else retain, ends=ends or ()).run(bars)


def accumulate(leaf: Any, bar: Any) -> None:
    """Add a bar to the `grad` of a leaf: in place, as PyTorch does it, where nothing is recorded."""
    old = getattr(leaf, "_grad", None)
    if isinstance(bar, Variable):
        leaf._grad = bar if old is None else old + bar
    elif old is None:
        leaf._grad = leaf.kind.make(np.array(bar, leaf.value.dtype)[()])
    elif type(old.value) is np.ndarray and old.node is None:
        old.value += bar
    else:
        leaf._grad = leaf.kind.make(old.value + bar)


def seed_of(root: Any, gradient: Any, place: int, create: bool) -> Any:
    """Return the bar that a way back starts with: 1 for a single number, else what the user gives."""
    if root.node is None:
        raise RuntimeError(f"element {place} of tensors does not require grad and does not have a grad_fn")
    if gradient is None:
        if root.value.size != 1:
            raise RuntimeError("grad can be implicitly created only for scalar outputs")
        gradient = root.kind.make(np.ones_like(root.value)[()])
    given = gradient if isinstance(gradient, Variable) else root.kind.make(np.asarray(gradient, root.value.dtype))
    if given.value.shape != root.value.shape:
        raise RuntimeError(
            f"Mismatch in shape: grad_output[{place}] has a shape of torch.Size({list(given.value.shape)}) and "
            f"output[{place}] has a shape of torch.Size({list(root.value.shape)})."
        )
    return given if create else given.value


class Walk:
    """One way back.

    `arrive(node, bar)` takes what comes to each leaf and to each of `ends`; only what leads to `ends` is computed, if
    there are any. `again`: the way back is itself recorded, and bars are variables. `retain`: what the nodes saved is
    kept.
    """

    def __init__(
        self,
        kind: type[Variable],
        arrive: Callable[[Node, Any], None],
        *,
        again: bool,
        retain: bool,
        ends: Iterable[Node] = (),
    ):
        self.kind = kind
        self.arrive = arrive
        self.again = again
        self.retain = retain
        self.ends = frozenset(ends)
        self.bars: Bars = {}
        self.owned: Bars = {}                    # the bars that this walk has made, and nobody else has seen

    def run(self, bars: Bars) -> None:
        """Walk from the nodes that have bars."""
        self.bars = bars
        useful = leading_to(self.ends, bars) if self.ends else None
        waiting = [(-node.number, node) for node in bars]
        heapify(waiting)
        earlier, RECORDING.on = RECORDING.on, self.again
        try:
            while waiting:
                node = heappop(waiting)[1]
                self.along(node, bars.pop(node), bars, waiting, useful)
        finally:
            RECORDING.on = earlier

    def along(self, node: Node, bar: Any, bars: Bars, waiting: list[Any], useful: set[Node] | None) -> None:
        """Take back a node, and on along the chain that begins with it, as long as no other node waits."""
        pull, local = (self.pull_again, self.pull_again) if self.again else (self.pull, self.pull_locally)
        ends, hooks, owned = self.ends, HOOKS.data, self.owned
        while True:
            if hooks and node in HOOKS:
                owned.pop(node, None)            # hooks may keep what they are shown
                bar = self.hooked(bar, HOOKS[node])
            if type(node) is AccumulateGrad:
                owned.pop(node, None)
                return self.arrive(node, bar)
            if ends and node in ends:
                owned.pop(node, None)
                self.arrive(node, bar)
            if useful is not None and node not in useful:
                return None
            parents = node.parents
            if node.form.is_local:
                parts = local(node, bar)
                if parts is None or (len(parts) == 1 and parts[0] is None):
                    return None
            else:
                if owned:
                    owned.pop(node, None)
                parts = pull(node, bar)
            if waiting or len(parents) != 1 or type(parents[0]) is list:
                return hand_on(bars, waiting, parents, parts)
            node, bar = parents[0], parts[0]

    def hooked(self, bar: Any, hooks: dict[int, Hook]) -> Any:
        """Show a bar to hooks in turn; what one returns takes its place."""
        for hook in list(hooks.values()):
            new = hook(bar if self.again else self.kind.make(bar))
            if new is not None:
                bar = new if self.again else plain(new)
        return bar

    def pull(self, node: Node, bar: Any, by: Pullback | None = None) -> Any:
        """Return the contributions of one node, as plain numbers and arrays; `by` what, if not by its form."""
        saved = node.saved
        if saved is None:
            raise RuntimeError(AGAIN)
        if WRITTEN:
            check(node)
        form = node.form
        if not self.retain:
            if form.frees:
                node.saved = None
            elif form.reads:
                release(node, saved)
        return form.pull(bar, *saved) if by is None else by(bar, *saved)

    def pull_locally(self, node: Node, bar: Any) -> Any:
        """Return the contributions of a node that concerns some elements only, whose cost is not that of all.

        Bars that are owned are written: None is returned if the contribution is in its place already.
        """
        mine = self.owned.pop(node, None) is bar
        if node.form.add_into is not None:
            return self.pull(node, bar, functools.partial(self.add_into, node))
        if type(bar) is not np.ndarray or node.form.in_place is None:
            return self.pull(node, bar)
        bar = bar if mine else np.array(bar)
        parts = self.pull(node, bar, node.form.in_place)
        if parts[0] is bar:
            self.owned[node.parents[0]] = bar
        return parts

    def add_into(self, node: Node, bar: Any, out: Any, *arguments: Any) -> Any:
        """Add the contribution of a node into the bar of its parent, which this walk owns from then on."""
        form, [parent] = node.form, node.parents
        like, old = arguments[form.wanted[0]], self.bars.get(parent)
        total = old
        if old is None or self.owned.get(parent) is not old:
            total = zeros_like(like) if old is None else sum_of(zeros_like(like), old)
        if type(total) not in (np.ndarray, list) or form.add_into is None:
            return form.pull(bar, out, *arguments)
        form.add_into(total, bar, out, *arguments)
        self.owned[parent] = total
        if old is None:
            return (total,)
        self.bars[parent] = total
        return None

    def pull_again(self, node: Node, bar: Any) -> tuple[Any, ...]:
        """Return the contributions of one node as variables: what it read is joined with its node again."""
        if node.saved is None:
            raise RuntimeError(AGAIN)
        check(node)
        form = node.form
        if form.again is None:
            form.again = form.compiled(recorded)
        parents = dict(zip(form.wanted, node.parents, strict=True))
        kind = self.kind
        out, *saved = node.saved
        if not self.retain:
            release(node, node.saved)
        values = [rejoined(kind, value, parents.get(place)) for place, value in enumerate(saved)]
        results = results_of(kind, node, out) if isinstance(out, (list, tuple)) else rejoined(kind, out, node)
        return form.again(bar, None if out is None else results, *values)


def rejoined(kind: type[Variable], value: Any, node: Any) -> Any:
    """Return the variable of a saved value whose node is known; of lists, lists."""
    if isinstance(node, list):
        return [rejoined(kind, item, maker) for item, maker in zip(value, node, strict=True)]
    if node is None:
        return value
    leaf = node.variable if type(node) is AccumulateGrad else None
    return kind.make(value, node) if leaf is None or leaf.value is not value else leaf


def check(node: Node) -> None:
    """Refuse to go on where an array that a node read was written since."""
    found = find_written(node.saved, node.number)
    if found is not None:
        value, writes = found
        kind, shape = getattr(value, "dtype", ""), list(getattr(value, "shape", ()))
        raise RuntimeError(CHANGED.format(kind=kind, shape=shape, name=node.name(), count=writes))


def sum_of(old: Any, part: Any) -> Any:
    """Add a contribution to a bar; bars of several results are tuples."""
    return add_trees(old, part) if isinstance(part, (list, tuple)) else old + part


def hand_on(bars: Bars, waiting: list[Any], parents: tuple[Any, ...], parts: tuple[Any, ...]) -> None:
    """Add the contributions of a node to the bars of its parents."""
    for parent, part in zip(parents, parts):  # noqa: B905  (a form gives one part a parent)
        if type(parent) is list:
            add_list(bars, waiting, parent, part)
        elif part is None:
            continue
        elif parent in bars:
            bars[parent] = sum_of(bars[parent], part)
        else:
            bars[parent] = part
            heappush(waiting, (-parent.number, parent))


def add_list(bars: Bars, waiting: list[Any], parents: list[Any], parts: Any) -> None:
    """Add the contributions to the items of a list."""
    for parent, part in zip(parents, parts, strict=True):
        if type(parent) is list:
            add_list(bars, waiting, parent, part)
        elif parent is not None and part is not None:
            if parent in bars:
                bars[parent] = sum_of(bars[parent], part)
            else:
                bars[parent] = part
                heappush(waiting, (-parent.number, parent))


def leading_to(ends: frozenset[Node], roots: Iterable[Node]) -> set[Node]:
    """Return the nodes from which one of `ends` is reached through their parents."""
    seen = set(roots)
    left = list(seen)
    while left:
        new = {each for each in flat_nodes(left.pop().parents) if each is not None} - seen
        seen |= new
        left += new
    useful: set[Node] = set()
    for node in sorted(seen, key=lambda node: node.number):
        if any(each in useful or each in ends for each in flat_nodes(node.parents)):
            useful.add(node)
    return useful


def release(node: Node, saved: tuple[Any, ...]) -> None:
    """Drop what a node saved; one that reads only shapes and options can be walked again."""
    if node.form.frees:
        node.saved = None
        return
    for place in node.form.reads:
        if isinstance(saved[place + 1], NUMBERS):
            node.saved = None
