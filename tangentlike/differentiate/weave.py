"""Put the two sweeps together: saves into the forward text, what is taken up into the backward text."""

from dataclasses import dataclass, field

from tangentlike.differentiate.blocks import is_mark
from tangentlike.differentiate.interrupted import interrupted_saves, remembered, shortened
from tangentlike.differentiate.reads import Reads
from tangentlike.differentiate.saves import Group
from tangentlike.differentiate.sweep import Sweep
from tangentlike.normalise.hoisting import is_self_assignment
from tangentlike.syntax import trees as t


@dataclass
class Weave:
    """The insertions into forward blocks, by block and index; and the lists to start."""

    sweep: Sweep
    reads: Reads
    insert: dict[tuple[int, int], t.Block] = field(default_factory=dict)
    counters: dict[int, str] = field(default_factory=dict)

    # Forward

    def at(self, block: t.Block, index: int, node: t.stmt) -> None:
        """Insert a statement before `block[index]`."""
        self.insert.setdefault((id(block), index), []).append(node)

    def forward(self) -> None:
        """Insert the saves into the forward sweep, in place."""
        for alias in self.reads.saves.aliases.values():
            node = t.assign(alias.second, self.reads.saves.saved_value(alias.name))
            node.comment = f"{alias.name} is overwritten, but going back reads the old value"
            self.at(alias.block, alias.push, node)
        for group in self.reads.saves.groups:
            self.push(group)
        self.keep_in_step()
        self.apply(self.sweep.tree.body)

    def keep_in_step(self) -> None:
        """Take from the lists, in the handlers of a `try` statement, what its interrupted body has put there."""
        for each, list_name in list(interrupted_saves(self.sweep, self.reads.places, self.reads.saves.groups)):
            name = self.sweep.facts.fresh(f"{list_name.removesuffix('_saved')}_kept")
            place = self.reads.places.of(each.node)
            self.at(place.block, place.index, remembered(name, list_name))
            if not each.node.orelse:
                each.node.orelse.append(t.Pass())
            self.insert.setdefault((id(each.node.orelse), 0), []).insert(0, shortened(name, list_name))

    def push(self, group: Group) -> None:
        """Start a list before the outermost loop, and append to it at its place."""
        block, index = group.sites[0].block, group.sites[0].push
        values = [self.reads.saves.saved_value(site.name) for site in group.sites]
        value = values[0] if len(values) == 1 else t.tuple_of(values)
        self.at(block, index, t.statement(t.call(t.attribute(t.name(group.list_name), "append"), value)))
        start = t.assign(group.list_name, t.list_of([]))
        start.comment = self.reason(group)
        self.start_before(block, start)

    def start_before(self, block: t.Block, node: t.stmt) -> None:
        """Insert a statement before the outermost statement of the function that holds a block."""
        outer = block[0]
        for parent in self.reads.places.parents(block[0]):
            outer = parent
        place = self.reads.places.of(outer)
        index = place.index
        while index > 0 and self.is_flag(place.block[index - 1]):
            index -= 1
        self.at(place.block, index, node)

    def is_flag(self, node: t.stmt) -> bool:
        """Tell whether a statement clears one of our flags."""
        return (
            isinstance(node, t.Assign)
            and isinstance(node.value, t.Constant)
            and node.value.value is False
            and isinstance(node.targets[0], t.Name)
            and node.targets[0].id not in self.sweep.facts.user_names
        )

    def reason(self, group: Group) -> str:
        """Say why a list exists."""
        if len(group.sites) > 1:
            return "what going back reads of each iteration"
        name = group.sites[0].name
        if name not in self.sweep.pieces:
            return f"{name} is overwritten, but going back reads the old value"
        reader = self.reader(name)
        changed = self.overwritten_operand(name)
        return f"{reader} reads it, and the loop overwrites {changed}" if changed else f"{reader} reads it"

    def reader(self, name: str) -> str:
        """Return the bar whose line reads a saved piece."""
        return self.readers.get(name, "going back")

    readers: dict[str, str] = field(default_factory=dict)

    def overwritten_operand(self, name: str) -> str | None:
        """Return the variable behind a piece that the loop changes."""
        todo, seen = [name], set()
        loops = self.reads.places.loops(self.sweep.pieces[name])
        changed = frozenset().union(*(self.reads.places.changed_in(loop) for loop in loops))
        while todo:
            piece = todo.pop(0)
            made = self.sweep.pieces.get(piece)
            if made is None or piece in seen:
                if piece in changed and piece in self.sweep.facts.user_names:
                    return piece
                continue
            seen.add(piece)
            operands = [node.id for node in t.walk(made.value) if isinstance(node, t.Name)]  # in the order of the text
            todo.extend(sorted(operands, key=lambda n: n not in self.sweep.varied))
        return None

    def apply(self, block: t.Block) -> None:
        """Rebuild a block with its insertions."""
        old = list(block)
        for node in old:
            for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
                if isinstance(inner, list) and inner:
                    self.apply(inner)
        new: t.Block = []
        for index, node in enumerate(old):
            new.extend(self.insert.get((id(block), index), []))
            new.append(node)
        new.extend(self.insert.get((id(block), len(old)), []))
        block[:] = new

    # Backward

    def backward(self, text: t.Block) -> t.Block:
        """Fill in reads, marks and loop headers; return the text."""
        self.readers.update(find_readers(self.sweep, text))
        pops: dict[tuple[int, int], t.Block] = {}
        for new, name, block, place in self.reads.saves.renamed:
            pops.setdefault((id(block), place), []).append(t.assign(new, t.name(name)))
        for group in self.reads.saves.groups:
            target = t.tuple_of(t.store(s.target) for s in group.sites) if len(group.sites) > 1 else group.sites[0].target
            take = t.call(t.attribute(t.name(group.list_name), "pop"))
            pops.setdefault((id(group.sites[0].block), group.pop), []).append(t.assign(target, take))
        filled = [t.substitute(node, self.reads.found) for node in text]
        filled = self.unread(filled)
        out = self.block(filled, pops)
        return inline_pops(out, {g.list_name for g in self.reads.saves.groups}, self.sweep)

    def unread(self, text: t.Block) -> t.Block:
        """Fill reads that filling in has brought (an index of an element that is read again)."""
        while any(isinstance(n, t.Name) and n.id in self.reads.found for n in t.walk_all(text)):
            text = [t.substitute(node, self.reads.found) for node in text]
        return text

    def block(self, text: t.Block, pops: dict[tuple[int, int], t.Block]) -> t.Block:
        """Replace the marks of a block, drop what turned out to be empty."""
        out: t.Block = []
        taken: t.Block = []
        for node in text:
            if not is_mark(node) and not t.is_comment(node):
                out.extend(taken)
                taken = []
            if is_mark(node):
                out.extend(taken)
                block, place = (a.value for a in node.value.args)
                taken = pops.pop((block, place), [])
            elif taken and t.is_comment(node):
                out.extend([node, *taken])
                taken = []
            elif isinstance(node, t.While):
                out.extend(self.loop(node, pops))
            elif isinstance(node, t.If):
                out.extend(branch(node, self.block(node.body, pops), self.block(node.orelse, pops)))
            elif not is_self_assignment(node):
                out.append(node)
        return [*out, *taken]

    def loop(self, node: t.While, pops: dict[tuple[int, int], t.Block]) -> t.Block:
        """Write the header of a reversed loop."""
        key = node.test.args[0].value
        place = self.reads.places.table[key]
        primal = place.block[place.index]
        body = self.block(node.body, pops)
        if isinstance(primal, t.For):
            return [self.for_loop(primal, body)]
        counter = self.counted(primal)
        if counter is not None:
            return [t.for_("_", t.call("range", counter), body)]
        filled = self.list_of_each_iteration(primal)
        if filled is not None:
            return [t.while_(t.name(filled), body)]
        name = self.count(primal)
        return [t.for_("_", t.call("range", t.name(name)), body)]

    def counted(self, primal: t.stmt) -> t.expr | None:
        """Return the number of iterations of a loop inside another one, as it was read."""
        name = self.sweep.records.get(id(primal))
        if name is None:
            return None
        key = next((k for k, r in self.sweep.reads.items() if r.name == name and r.node is primal), None)
        self.count(primal, name)
        return self.reads.found[key] if key is not None else t.name(name)

    def count(self, primal: t.stmt, name: str | None = None) -> str:
        """Count the iterations of a loop in the forward sweep."""
        if id(primal) not in self.counters:
            name = name or self.sweep.facts.fresh("trips")
            self.counters[id(primal)] = name
            place = self.reads.places.of(primal)
            self.at(place.block, place.index, t.assign(name, t.constant(0)))
            first = self.sweep.counts_from.get(id(primal), 0)
            self.at(primal.body, first, t.assign(name, t.binary(t.name(name), t.Add(), t.constant(1))))
        return self.counters[id(primal)]

    def list_of_each_iteration(self, primal: t.stmt) -> str | None:
        """Return a list that has exactly one entry for each iteration, if there is one."""
        first = self.sweep.counts_from.get(id(primal), 0)
        for group in self.reads.saves.groups:
            site = group.sites[0]
            if site.block is primal.body and site.push >= first:
                before = primal.body[first : site.push]
                if not any(self.reads.places.may_leave(n) for n in before):
                    return group.list_name
        return None

    def for_loop(self, primal: t.For, body: t.Block) -> t.stmt:
        """Walk the iterable of a `for` backwards, as far as the forward sweep came."""
        iterable = self.sweep.iterables[id(primal)]
        filled = self.unread([t.statement(iterable)])[0].value
        counter = self.counted(primal)
        if counter is not None:
            filled = t.subscript(filled, t.Slice(None, counter, None))
        names = t.names_stored(primal.target)
        if not names & t.names_read(body):
            plain = filled if counter is None else t.call("range", counter)
            return t.for_("_", plain, body)
        return t.for_(t.as_load(t.copy(primal.target)), t.call("reversed", filled), body)


def branch(node: t.If, body: t.Block, orelse: t.Block) -> t.Block:
    """Return an `if` without empty branches."""
    bare = [not any(not t.is_comment(n) for n in block) for block in (body, orelse)]
    if all(bare):
        return []
    if bare[0]:
        return [t.if_(t.not_(node.test), orelse)]
    return [t.if_(node.test, body, [] if bare[1] else orelse)]


def find_readers(sweep: Sweep, text: t.Block) -> dict[str, str]:
    """Return, for each value that is read, the first variable whose line reads it."""
    out: dict[str, str] = {}
    for node in t.walk_all(text):
        if isinstance(node, (t.Assign, t.AugAssign)):
            target = node.targets[0] if isinstance(node, t.Assign) else node.target
            while isinstance(target, t.Subscript):
                target = target.value
            for name in sorted(t.names_read(node.value)):
                if name in sweep.reads and isinstance(target, t.Name):
                    out.setdefault(sweep.reads[name].name, target.id)
    return out


def inline_pops(text: t.Block, lists: set[str], sweep: Sweep) -> t.Block:
    """Take a value from its list where it is read, if that is one place of the same block."""
    counts: dict[str, int] = {}
    for node in t.walk_all(text):
        if isinstance(node, t.Name) and isinstance(node.ctx, t.Load):
            counts[node.id] = counts.get(node.id, 0) + 1
    return _inline(text, lists, counts)


def _inline(text: t.Block, lists: set[str], counts: dict[str, int]) -> t.Block:
    out: t.Block = []
    for index, node in enumerate(text):
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list):
                setattr(node, inner, _inline(getattr(node, inner), lists, counts))
        name = _popped(node, lists)
        if name is not None and counts.get(name) == 1:
            reader = next((n for n in text[index + 1 :] if name in t.names_read(n)), None)
            if isinstance(reader, (t.Assign, t.AugAssign, t.Expr)):
                place = text.index(reader)
                text[place] = _with_comment(t.substitute(reader, {name: node.value}), reader)
                continue
        out.append(node)
    return out


def _with_comment(new: t.stmt, old: t.stmt) -> t.stmt:
    if hasattr(old, "comment"):
        new.comment = old.comment
    return new


def _popped(node: t.stmt, lists: set[str]) -> str | None:
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="pop"))):
            return name if base in lists else None
    return None


