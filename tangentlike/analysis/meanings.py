"""The meanings of a name: assignments that one place may read belong together, others have nothing in common."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tangentlike.analysis.flow import Flow, Point, find_flow, point
from tangentlike.syntax import trees as t

Definitions = dict[str, frozenset[int]]
SCOPES = (t.FunctionDef, t.Lambda, t.ListComp, t.SetComp, t.DictComp, t.GeneratorExp)


@dataclass
class Meaning:
    """One meaning of a name: where it is assigned, and all places that assign or read it."""

    is_given: bool = False  # the caller gives it: a parameter
    stores: list[t.Name] = field(default_factory=list)
    places: list[t.Name] = field(default_factory=list)


def find_meanings(tree: t.FunctionDef, parameters: set[str]) -> dict[str, list[Meaning]]:
    """Return the meanings of each name that has several, in the order of the text.

    Names that another scope shares are left out: a nested function sees what the name means when it is called.
    """
    names = _candidates(tree, parameters)
    flow = find_flow(tree.body)
    given = {name: -1 - place for place, name in enumerate(sorted(names & parameters))}
    before = _reaching(flow, names, given)
    groups = _Groups()
    seen: list[tuple[t.Name, int]] = []
    for node, what in _points(tree.body):
        for item in _names(node, what):
            if item.id not in names:
                continue
            numbers = list(before.get(point(node, what), {}).get(item.id, ())) if _reads(node, item) else []
            numbers += [id(item)] if _stores(item) else []
            groups.unite(numbers)
            seen += [(item, number) for number in numbers[:1]]
    return {name: found for name in sorted(names) if len(found := _meanings(name, seen, groups, given)) > 1}


def _meanings(name: str, seen: list[tuple[t.Name, int]], groups: "_Groups", given: dict[str, int]) -> list[Meaning]:
    found: dict[int, Meaning] = {}
    if name in given:
        found[groups.leader(given[name])] = Meaning(is_given=True)
    for item, number in seen:
        if item.id == name:
            meaning = found.setdefault(groups.leader(number), Meaning())
            meaning.places.append(item)
            meaning.stores += [item] if _stores(item) else []
    return list(found.values())


class _Groups:
    """Sets of numbers that are united step by step."""

    def __init__(self) -> None:
        self.parents: dict[int, int] = {}

    def leader(self, number: int) -> int:
        """Return the number that stands for the set of a number."""
        while self.parents.get(number, number) != number:
            number = self.parents[number]
        return number

    def unite(self, numbers: list[int]) -> None:
        """Put numbers into one set."""
        for number in numbers[1:]:
            self.parents[self.leader(number)] = self.leader(numbers[0])


def _candidates(tree: t.FunctionDef, parameters: set[str]) -> set[str]:
    """Return the names that are assigned in several places, and in no other scope."""
    shared: set[str] = set()
    counts = dict.fromkeys(parameters, 1)
    for node in t.walk_all(tree.body):
        if isinstance(node, SCOPES):
            shared |= t.names_used(node) | {getattr(node, "name", "")}
        elif isinstance(node, t.Name) and _stores(node):
            counts[node.id] = counts.get(node.id, 0) + 1
    return {name for name, count in counts.items() if count > 1} - shared


def _reaching(flow: Flow, names: set[str], given: dict[str, int]) -> dict[Point, Definitions]:
    """Return, before each point, the assignments that a read of a name may see; what is `given` has a number, too."""
    before: dict[Point, Definitions] = {flow.entry: {name: frozenset({number}) for name, number in given.items()}}
    stale = {flow.entry}
    while stale:
        for place in flow.order:
            if place not in stale:
                continue
            stale.discard(place)
            after = dict(before[place])
            for item in _names(flow.nodes[place], place[0]) if place in flow.nodes else ():
                if _stores(item) and item.id in names:
                    after[item.id] = frozenset({id(item)})
            for following in flow.after[place]:
                old = before.get(following)
                new = after if old is None else _joined(old, after)
                if new != old:
                    before[following] = new
                    stale.add(following)
    return before


def _joined(old: Definitions, new: Definitions) -> Definitions:
    return {**old, **{name: old.get(name, frozenset()) | numbers for name, numbers in new.items()}}


def _points(block: t.Block) -> Iterator[tuple[t.stmt, str]]:
    """Yield the points of a block at which names are read or assigned, in the order of the text."""
    for node in block:
        for what in ("start", "target") if isinstance(node, t.For) else ("at",):
            yield node, what
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and isinstance(node, (t.If, t.For, t.While)):
                yield from _points(inner)


def _names(node: t.stmt, what: str) -> list[t.Name]:
    """Return the names that occur at one point of the flow."""
    part: t.AST | None = node
    if isinstance(node, t.For):
        part = {"start": node.iter, "target": node.target}.get(what)
    elif isinstance(node, (t.If, t.While)):
        part = node.test
    return [] if part is None else [item for item in t.walk(part) if isinstance(item, t.Name)]


def _stores(item: t.Name) -> bool:
    return isinstance(item.ctx, t.Store)


def _reads(node: t.stmt, item: t.Name) -> bool:
    """Tell whether a name is read here: `y += v` reads what it assigns."""
    return not _stores(item) or (isinstance(node, t.AugAssign) and node.target is item)
