"""What the forward sweep saves, where, and where the backward sweep takes it up again (TBR).

In a loop each saved value has a list of its own, or, from four values on that are saved at one place, a tuple in one
list. A value is saved as late as possible: before its name changes, before the loop may be left, or at the end of
the block. Going back it is taken up under its own name, at the mirrored place. Outside loops a value that is about
to be overwritten keeps a second name.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tangentlike.analysis.flow import Names, Point, point
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.raising import asks, is_end
from tangentlike.analysis.values import Array, List, Scalar, Static, is_scalar, parts_of
from tangentlike.differentiate.exits import hides_the_rest
from tangentlike.differentiate.places import Places
from tangentlike.differentiate.sweep import Read, Sweep
from tangentlike.runtime.trees import copied, own
from tangentlike.syntax import trees as t

TUPLE = 4


@dataclass
class Site:
    """One saved value: pushed before `block[push]`, taken up before `block[pop]` is reversed."""

    name: str
    block: t.Block
    push: int
    reads: list[int]
    keys: list[Read] = field(default_factory=list)
    target: str = ""
    pop: int = 0


@dataclass
class Alias:
    """A value outside of loops that keeps a second name: `second = name` before `block[push]`."""

    name: str
    second: str
    block: t.Block
    push: int


@dataclass
class Group:
    """Sites that are saved at one place, as a tuple if there are many."""

    sites: list[Site]
    list_name: str
    pop: int


@dataclass
class Saves:
    """All that one sweep saves."""

    sweep: Sweep
    places: Places
    bound: dict[Point, Names]
    sites: list[Site] = field(default_factory=list)
    aliases: dict[tuple[str, int, int], Alias] = field(default_factory=dict)
    groups: list[Group] = field(default_factory=list)
    kept_in_step: set[tuple[str, int]] = field(default_factory=set)
    found: dict[str, t.expr] = field(default_factory=dict)
    renamed: list[tuple[str, str, t.Block, int]] = field(default_factory=list)
    available: Callable[[Read], bool] = lambda read: False

    def save(self, read: Read) -> t.expr:
        """Save the value of a read, and return what the backward sweep reads instead."""
        block, index, push, looping = self.home(read)
        index = self.places.group_end(block, index)
        if not looping:
            key = (read.name, id(block), push)
            if key not in self.aliases:
                second = self.sweep.facts.fresh(f"{read.name}_saved")
                self.aliases[key] = Alias(read.name, second, block, push)
            return t.name(self.aliases[key].second)
        site = self.find(read.name, block, push)
        if site is None:
            site = Site(read.name, block, push, [])
            self.sites.append(site)
        site.reads.append(index)
        site.keys.append(read)
        return t.name(read.name)

    def saved_anyway(self, read: Read, reader: t.stmt) -> t.expr | None:
        """Save a value only if it is saved already, and not before a later statement reads it; else None."""
        block, _, push, looping = self.home(read)
        site, place = self.find(read.name, block, push), self.places.within(reader, block)
        if not looping or site is None or place is None or place > push:
            return None
        site.reads.append(place)
        return self.save(read)

    def find(self, name: str, block: t.Block, push: int) -> Site | None:
        """Return the site of a name at a place."""
        return next((s for s in self.sites if s.name == name and s.block is block and s.push == push), None)

    def home(self, read: Read) -> tuple[t.Block, int, int, bool]:
        """Return where a value is saved: block, the read's statement in it, the place, and whether it is in a loop.

        From the read outwards, as long as the name keeps the value: an `if` is left only if the name is bound
        without it, a loop only if the loop does not change the name.
        """
        node, start = read.node, 1 if read.after else 0
        while True:
            place = self.places.of(node)
            for index in range(place.index + start, len(place.block)):
                statement = place.block[index]
                if read.name in self.places.changed_in(statement) or self.places.may_leave(statement):
                    return place.block, place.index, index, self.is_looping(place.block)
            parent = place.parent
            if parent is None or self.must_stay(read, parent):
                return place.block, place.index, len(place.block), self.is_looping(place.block)
            node, start = parent, 1

    def must_stay(self, read: Read, parent: t.stmt) -> bool:
        """Tell whether a value must be saved inside a compound statement."""
        if self.places.may_leave(parent):
            return True  # after it, an iteration that left would have saved nothing
        if isinstance(parent, (t.For, t.While)):
            inner = t.names_stored(parent.target) if isinstance(parent, t.For) else set()
            if read.name in inner or read.name in self.places.changed_in(parent):
                return True
        where = point(parent, "start" if isinstance(parent, t.For) else "at")
        return read.name not in self.bound.get(where, frozenset())

    def is_looping(self, block: t.Block) -> bool:
        """Tell whether a block stands in a loop."""
        return bool(block) and bool(self.places.loops(block[0]))

    # All sites are known

    def arrange(self, apart: set[tuple[int, int]]) -> None:
        """Merge sites, leave out what is kept in step, and form groups; `apart` are exits that count iterations."""
        self.merge(apart)
        stepping = [site for site in self.sites if self.in_step(site)]
        for site in self.sites:
            site.target = site.target or site.name
            site.pop = self.pop_place(site.block, site.push, max(site.reads))
        self.part(stepping)
        self.sites = [site for site in self.sites if site not in stepping]
        self.group()

    def part(self, stepping: list[Site]) -> None:
        """Where one line reads a variable both before and after its own change, the later value gets another name."""
        for site in self.sites:
            for old in self.sites:
                if old is site or old.name != site.name or site.target != site.name or not self.clash(old, site):
                    continue
                site.target = self.sweep.facts.fresh(f"{site.name}_new")
                for read in site.keys:
                    self.found[self.sweep.keys[read]] = t.name(site.target)
                if site in stepping:
                    self.renamed.append((site.target, site.name, site.block, old.pop))

    def clash(self, old: Site, new: Site) -> bool:
        """Tell whether an earlier value is taken up, under the same name, while a later one is still to be read."""
        if old.block is new.block:
            return old.push < new.push and max(*old.reads, self.taken(old.block, old.pop)) >= min(new.reads)
        places = [self.places.within(read.node, old.block) for read in new.keys]
        return any(place is not None and place <= max(old.pop, self.taken(old.block, old.pop)) for place in places)

    def taken(self, block: t.Block, pop: int) -> int:
        """Return the last statement that is reversed after a value is taken up: after an exit, the rest of the block is."""
        exits = pop < len(block) and self.places.may_leave(block[pop]) and not hides_the_rest(block[pop])
        return len(block) if exits else -1

    def merge(self, apart: set[tuple[int, int]]) -> None:
        """One push serves reads before and after a possible exit, if the name does not change in between."""
        kept: list[Site] = []
        for site in sorted(self.sites, key=lambda s: s.push):
            earlier = next((s for s in kept if self.same_value(s, site, apart)), None)
            if earlier is None:
                kept.append(site)
            else:
                earlier.reads.extend(site.reads)
                earlier.keys.extend(site.keys)
        self.sites = kept

    def same_value(self, first: Site, second: Site, apart: set[tuple[int, int]]) -> bool:
        """Tell whether two sites of one block save the same value."""
        if first.name != second.name or first.block is not second.block:
            return False
        between = range(first.push, min(second.reads))
        if any((id(first.block), index) in apart or hides_the_rest(first.block[index]) for index in between):
            return False
        return not any(first.name in self.places.changed_in(first.block[index]) for index in range(first.push, second.push))

    def in_step(self, site: Site) -> bool:
        """Tell whether a name needs no list of its own here, because going back keeps it in step.

        A variable that changes at one place of a loop and is saved before that: from the end of an iteration down to
        that place, its name holds the value that the next iteration (already reversed) has taken up, and in the last
        iteration the value that the loop ended with.
        """
        loop = self.places.of(site.block[0]).parent
        if not isinstance(loop, (t.For, t.While)) or loop.body is not site.block:
            return False
        if isinstance(loop, t.For) and site.name in t.names_stored(loop.target):
            return False  # the header gives it the value that an iteration began with
        changing = [i for i, node in enumerate(site.block) if site.name in self.places.changed_in(node)]
        if len(changing) != 1 or changing[0] >= min(site.reads) or not isinstance(site.block[changing[0]], t.Assign):
            return False
        old = [s for s in self.sites if s is not site and s.name == site.name and s.block is site.block]
        if not any(s.push <= changing[0] for s in old) or self.sweep.memory.may_change(site.name):
            return False
        if not self.available(Read(site.name, loop, True)):
            return False
        self.kept_in_step.add((site.name, id(loop)))
        return True

    def pop_place(self, block: t.Block, push: int, last_read: int) -> int:
        """Return the statement before whose reversal a value is taken up: before any flag hides part of the block."""
        wanted = max(last_read, push - 1)
        exits = [i for i in range(push, wanted + 1) if i < len(block) and self.places.may_leave(block[i])]
        return exits[0] if exits else wanted

    def group(self) -> None:
        """Name the lists: at each place where something must be saved, all that is there by then is saved with it."""
        fresh = self.sweep.facts.fresh
        blocks: dict[int, list[Site]] = {}
        for site in self.sites:
            blocks.setdefault(id(site.block), []).append(site)
        for sites in blocks.values():
            rest = sorted(sites, key=lambda s: s.push)
            while rest:
                place = rest[0].push
                here = [s for s in rest if self.start(s) <= place and not self.leaves_between(s, place)]
                rest = [s for s in rest if s not in here]
                last = max(site.pop for site in here)
                shared = [s for s in here if self.keeps(s, place, last)]
                if len(shared) >= TUPLE:
                    shared.sort(key=self.start)  # in the order of the text
                    for site in shared:
                        site.push = place
                    self.groups.append(Group(shared, fresh("step_saved"), last))
                    here = [s for s in here if s not in shared]
                self.groups.extend(self.alone(site) for site in here)

    def start(self, site: Site) -> int:
        """Return the first place of a block where a name has the value that is saved at the end."""
        changing = [i for i in range(site.push) if site.name in self.places.changed_in(site.block[i])]
        return changing[-1] + 1 if changing else 0

    def leaves_between(self, site: Site, place: int) -> bool:
        """Tell whether the loop may be left between two places: then fewer values are saved at the later one."""
        return any(self.places.may_leave(node) for node in site.block[place : site.push])

    def alone(self, site: Site) -> Group:
        """Give a value a list of its own; a piece is saved right where it is made."""
        made = self.sweep.pieces.get(site.name)
        asked = isinstance(made, t.Assign) and bool(asks(made.value))  # which way was taken is known after it
        if made is not None and not asked and any(node is made for node in site.block[: site.push]):
            place = self.places.of(made).index + 1
            passed = site.block[place : site.push]
            # What a `try` statement saves is saved after its body, which may be interrupted; what follows an exit, after it.
            held = (is_end(node) or self.places.may_leave(node) or site.name in self.places.changed_in(node) for node in passed)
            if not any(held):
                site.push = place
        name = site.name.removesuffix("_record")
        return Group([site], self.sweep.facts.fresh(f"{name}_saved"), site.pop)

    def keeps(self, site: Site, place: int, last: int) -> bool:
        """Tell whether a value can be taken up before the reversal of `block[last]`: under its name, or another one.

        A name that going back keeps in step with its variable stays what it is.
        """
        span = site.block[place : max(last, self.taken(site.block, last)) + 1]
        if site.pop == last or not any(site.name in self.places.changed_in(node) for node in span):
            return True
        if any(name == site.name for name, _ in self.kept_in_step) or site.target != site.name:
            return False
        site.target = self.sweep.facts.fresh(f"{site.name}_saved")
        for read in site.keys:
            self.found[self.sweep.keys[read]] = t.name(site.target)
        return True

    def saved_value(self, name: str) -> t.expr:
        """Return what is saved of a name: arrays that are written in place are copied."""
        return own_copy(self.sweep, t.name(name)) or t.name(name)


def own_copy(sweep: Sweep, node: t.expr) -> t.expr | None:
    """Return a copy of a variable whose memory is written at some place; None if it needs none."""
    if not isinstance(node, t.Name):
        return None
    kind, read = sweep.kind(node.id), t.name(node.id)
    if isinstance(kind, (Scalar, Static)) or is_scalar(kind) or not sweep.memory.may_change(node.id):
        return None
    if isinstance(kind, Array) or (isinstance(kind, List) and all(map(has_no_memory, parts_of(kind)))):
        return t.call(t.attribute(read, "copy"))
    apart = node.id in sweep.facts.apart
    return t.call(sweep.spell(own, "own") if apart else sweep.spell(copied, "copied"), read)
