"""Which names mean objects at a place of a text, where their attributes are, and how two ways to a place agree on it."""

from dataclasses import dataclass, field

from tangentlike.analysis.facts import Facts
from tangentlike.syntax import trees as t


class Kept(Exception):
    """Objects of these classes cannot be names here: they stay objects."""

    def __init__(self, *classes: type, node: t.AST | None = None):
        self.classes = set(classes)
        self.node = node


@dataclass(eq=False)
class Instance:
    """An object: the local name of each of its attributes; `made`: its constructor has ended.

    An object in a list has an `index`: its attributes are in lists. One that the function was given has a `real` name,
    that of the object itself.
    """

    cls: type
    stem: str
    places: dict[str, str] = field(default_factory=dict)
    made: bool = False
    index: t.expr | None = None
    real: str = ""
    method: str = ""                            # of an object that is a method of another one: the name

    @property
    def is_fixed(self) -> bool:
        """Tell whether its attributes stay where they are."""
        return self.index is not None or bool(self.real)


@dataclass(eq=False)
class Group:
    """A list of objects of one class: the name of the list of each attribute."""

    cls: type
    places: dict[str, str]
    walked: int = 0                             # how many loops walk it


class Unclear:
    """What a name means that is an object on one way only, or another one on each."""

    def __init__(self, *classes: type):
        self.classes = classes


PLAIN = None                                    # what a name means that is bound to anything else
Meaning = Instance | Group | Unclear | None
Env = dict[str, Meaning]


@dataclass
class Heap:
    """The names of one function that mean objects, and the names that their attributes have."""

    facts: Facts
    env: Env = field(default_factory=dict)
    owned: dict[str, type] = field(default_factory=dict)  # names that are places of attributes, and of which class
    allocated: dict[str, list[str]] = field(default_factory=dict)
    stored: set[type] = field(default_factory=set)  # classes of objects that change after they were made
    shared: set[type] = field(default_factory=set)  # classes of which an object that has other names was copied
    captured: set[str] = field(default_factory=set)  # names that nested functions read
    bound: dict[str, type] = field(default_factory=dict)  # names that meant an object somewhere
    fixed: set[str] = field(default_factory=set)  # variables of ours that stay what they are while a name means their element
    asked: set[tuple[Instance, str]] = field(default_factory=set)  # attributes that were asked for when they had no value
    counter: int = 0
    loops: int = 0                              # how many loops are around
    branches: int = 0                           # how many tests are around

    def instance(self, node: t.AST) -> Instance | None:
        """Return the object that an expression means: only names mean objects."""
        found = self.env.get(node.id) if isinstance(node, t.Name) else None
        if isinstance(found, Unclear):
            raise Kept(*found.classes, node=node)
        return found if isinstance(found, Instance) else None

    def meant(self, node: t.AST) -> Instance | Group | None:
        """Return the object, or the list of objects, that an expression means."""
        return self.instance(node) or self.group(node)

    def group(self, node: t.AST) -> Group | None:
        """Return the list of objects that an expression means."""
        found = self.env.get(node.id) if isinstance(node, t.Name) else None
        return found if isinstance(found, Group) else None

    def at(self, made: Instance, attribute: str) -> t.expr:
        """Return the expression that is an attribute of an object."""
        place = t.name(made.places[attribute])
        return place if made.index is None else t.subscript(place, t.copy(made.index))

    def hold(self, made: Instance | Group) -> t.Name:
        """Return a name for an object that has none in the text."""
        self.counter += 1
        name = f"@{self.counter}"
        self.env[name] = made
        return t.name(name)

    def references(self, env: Env) -> dict[Instance, int]:
        """Count the names and attributes that mean each object that can be reached."""
        found: dict[Instance, int] = {}
        todo = [name for name in env if name not in self.owned]
        while todo:
            meaning = env.get(todo.pop())
            if isinstance(meaning, Instance):
                if meaning not in found and not meaning.index:
                    todo.extend(meaning.places.values())
                found[meaning] = found.get(meaning, 0) + 1
        return found

    def place(self, made: Instance, attribute: str, other: Env | None = None) -> str:
        """Return the name of an attribute, a new one at its first store; none that a living object uses is taken."""
        if attribute not in made.places:
            base = f"{made.stem}_{attribute.strip('_')}"
            known = self.allocated.setdefault(base, [])
            living = [*self.references(self.env), *self.references(other or {})]
            used = {name for each in living for name in each.places.values()}
            free = next((name for name in known if name not in used), None)
            if free is None:
                free = self.named(base)
                known.append(free)
                self.owned[free] = made.cls
            self.env.pop(free, None)
            made.places[attribute] = free
        return made.places[attribute]

    def named(self, wanted: str) -> str:
        """Return a new variable of the function."""
        name = self.facts.fresh(wanted)
        self.facts.local_names |= {name}
        self.facts.user_names |= {name}
        return name

    def bind(self, name: str, made: Instance | Group) -> t.Block:
        """Let a name mean an object; if it alone meant another one, and this one has no other name, reuse its places."""
        if name in self.captured:
            raise Kept(made.cls)
        self.bound.setdefault(name, made.cls)
        old = self.env.get(name)
        self.env[name] = made
        if isinstance(made, Instance) and isinstance(made.index, t.Name) and made.index.id not in self.fixed:
            return self.bound_element(name, made)
        if not isinstance(old, Instance) or not isinstance(made, Instance) or old is made or old.is_fixed or made.is_fixed:
            return []
        env = {**self.env, name: old}
        temporary = [key for key, value in self.env.items() if value is made and key != name]
        if not all(key.startswith("@") for key in temporary):
            return []
        for key in temporary:
            del env[key], self.env[key]
        env["@new"] = made
        return self.moved(made, old, env, name)

    def bound_element(self, name: str, made: Instance) -> t.Block:
        """Let a name mean an element of a list, whose index may change: it is kept."""
        index = self.named(f"{name}_index")
        self.fixed.add(index)
        self.env[name] = Instance(made.cls, made.stem, made.places, True, t.name(index))
        return [t.assign(index, t.copy(made.index))]

    def moved(self, source: Instance, target: Instance, env: Env, name: str) -> t.Block:
        """Return the copies that bring an object to the places of another one that nothing needs any more."""
        counts = self.references(env)
        if source.cls is not target.cls or counts.get(target) != 1 or counts.get(source) != 1 or not source.made:
            return []
        out: t.Block = []
        places = dict(source.places)
        for attribute, place in source.places.items():
            goal = target.places.get(attribute, place)
            objects = isinstance(env.get(place), (Instance, Unclear)) or isinstance(env.get(goal), (Instance, Unclear))
            if goal != place and place in env and not objects:  # an object within it keeps its own places
                places[attribute] = goal
                out.append(t.assign(goal, t.name(place)))
                self.env[goal] = PLAIN
        self.env[name] = Instance(source.cls, target.stem, places, True)
        return out

    # Where two ways meet

    def settle(self, env: Env, goal: Env) -> t.Block:
        """Return the copies at the end of one way that bring each object to where the other way has it.

        What they cannot bring there is unclear afterwards, in `goal`.
        """
        return Settling(self, env, goal, at_head=True).copies([n for n in goal if n in env and n not in self.owned and n[0] != "@"])

    def joined(self, ways: list[tuple[Env, t.Block]]) -> Env:
        """Return what names mean where several ways meet; copies are added to the end of each."""
        (first, _), *others = ways
        goal = dict(first)
        for env, block in others:
            self.part_ways(goal, ways[0][1], env, block)
            settling = Settling(self, env, goal)
            block.extend(settling.copies([n for n in goal if n in env and n not in self.owned and n[0] != "@"]))
            for name in goal.keys() ^ env.keys():
                goal[name] = self.on_one_way(name, goal.get(name, env.get(name)), name in env, settling)
        return goal

    def part_ways(self, goal: Env, block: t.Block, env: Env, other: t.Block) -> None:
        """Let a name that means one of two objects that both have other names mean a new one, a copy of either."""
        for name in goal.keys() & env.keys() - self.owned.keys():
            one, two = goal[name], env[name]
            if name[0] == "@" or not isinstance(one, Instance) or not isinstance(two, Instance) or one is two:
                continue
            held = self.references(goal)[one] > 1 or one in self.references(env)
            places = [*one.places.values(), *two.places.values()]
            plain = all(goal.get(place) is PLAIN and env.get(place) is PLAIN for place in places)
            alike = one.cls is two.cls and one.places.keys() == two.places.keys()
            if not held or not plain or one.is_fixed or two.is_fixed or not alike:
                continue
            self.shared.add(one.cls)
            new = Instance(one.cls, name, made=True)
            for attribute in one.places:
                place = self.place(new, attribute, goal)
                block.append(t.assign(place, t.name(one.places[attribute])))
                other.append(t.assign(place, t.name(two.places[attribute])))
                goal[place] = env[place] = PLAIN
            goal[name] = env[name] = new

    def on_one_way(self, name: str, meaning: Meaning, late: bool, settling: "Settling") -> Meaning:
        """Return what a name means that is bound on one way only: in a loop, it may be bound from an earlier trip."""
        if name in self.owned:
            old = {place for each in self.references(settling.env) for place in each.places.values()}
            old &= {place for each in self.references(settling.goal) for place in each.places.values()}
            return Unclear(self.owned[name]) if self.loops or name in old else meaning
        if isinstance(meaning, Group) or (isinstance(meaning, Instance) and (self.loops or (late and settling.touches(meaning)))):
            return Unclear(meaning.cls)
        return meaning


class Settling:
    """One way, and where it leads."""

    def __init__(self, heap: Heap, env: Env, goal: Env, at_head: bool = False):
        self.heap = heap
        self.at_head = at_head
        self.env = env
        self.goal = goal
        self.came: dict[Instance, Instance] = {}  # the object of this way that becomes one of the other way
        self.pairs: list[tuple[str, str]] = []  # the names to copy to, and from

    def copies(self, names: list[str]) -> t.Block:
        """Settle names, and return the copies; all at once if one reads what another one writes."""
        for name in names:
            self.name(name, name)
        found = list(self.came.values())
        self.heap.shared |= {each.cls for each in found if found.count(each) > 1}
        if {goal for goal, _ in self.pairs} & {source for _, source in self.pairs}:
            goals, sources = zip(*self.pairs, strict=True)
            return [t.gast_assign([t.as_store(t.tuple_of(map(t.name, goals)))], t.tuple_of(map(t.name, sources)))]
        return [t.assign(goal, t.name(source)) for goal, source in self.pairs]

    def name(self, mine: str, theirs: str) -> None:
        """Settle one name; `mine` is where this way has what the other way has under `theirs`."""
        found, wanted = self.env.get(mine), self.goal.get(theirs)
        if isinstance(found, Instance) and isinstance(wanted, Instance):
            self.instance(found, wanted, theirs)
        elif found is not PLAIN or wanted is not PLAIN:
            if found is not wanted:
                self.unclear(theirs, found, wanted)
        elif (mine in self.env) != (theirs in self.goal):
            self.goal[theirs] = Unclear(*({self.heap.owned[theirs]} if theirs in self.heap.owned else ()))
        elif mine != theirs and mine in self.env and (theirs, mine) not in self.pairs:
            self.pairs.append((theirs, mine))

    def instance(self, found: Instance, wanted: Instance, theirs: str) -> None:
        """Settle an object: its attributes are brought to the places of the other one."""
        if wanted in self.came:
            if self.came[wanted] is not found:
                self.unclear(theirs, found, wanted)
            return
        alike = found.cls is wanted.cls and found.places.keys() == wanted.places.keys()
        alike = alike and found.method == wanted.method
        alike = alike and found.made and wanted.made and not found.is_fixed and not wanted.is_fixed
        if found is not wanted and not alike:
            return self.unclear(theirs, found, wanted)
        self.came[wanted] = found
        for attribute, place in found.places.items():
            # What a trip of a loop stores first, nothing has asked for before: each trip may find it from the one before.
            new = self.at_head and found is wanted and place not in self.goal and (found, attribute) not in self.heap.asked
            if not new or self.env.get(place) is not PLAIN:
                self.name(place, wanted.places[attribute])

    def unclear(self, theirs: str, *meanings: Meaning) -> None:
        """Note that a name means several things."""
        classes = [each.cls for each in meanings if isinstance(each, (Instance, Group))]
        self.goal[theirs] = Unclear(*classes, *(cls for each in meanings if isinstance(each, Unclear) for cls in each.classes))

    def touches(self, meaning: Instance) -> bool:
        """Tell whether an object is elsewhere now, or its places hold another one."""
        moved = any(found is meaning and wanted is not meaning for wanted, found in self.came.items())
        return moved or bool({goal for goal, _ in self.pairs} & set(meaning.places.values()))
