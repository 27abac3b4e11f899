"""Arrays that arguments and globals hold, and that the function itself writes: they get a local name, and with it a bar.

    work["rows"][0] = x         work_rows = work["rows"]
    y = work["rows"] * 2        work_rows[0] = x
                                y = work_rows * 2
"""

import re
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.instances import is_object
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.reach import argument
from tangentlike.analysis.values import Array, Dict, Kind, List, Record, Static, Tuple, is_value
from tangentlike.effects import memory_of
from tangentlike.normalise.buffers import sees_all
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import as_identifier
from tangentlike.syntax.parts import place_text

HOLDERS = (Dict, List, Record, Tuple)


def name_held(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Give the arrays that a dict, a list or an object holds names of their own, where they are written in place.

    Whatever holds them must be read place by place, by keys and attributes that are written in the text; that no two places
    are the same memory is tested.
    """
    inner = t.names_used([node for node in t.walk_all(tree.body) if isinstance(node, (t.FunctionDef, t.Lambda))])
    used = t.names_used(tree.body) - inner - {*facts.given}
    roots = {name for name in used if may_hold(facts.parameters.get(name) or found_outside(name, facts))}
    if not roots or not facts.is_entry:
        return tree
    given, facts.holders = tree, frozenset(roots)
    tree = t.copy(tree)  # what is known of it holds only if each use is a place
    work = _Places(tree, facts.kinds(tree))
    whole = not roots & t.names_stored(tree.body) and all([work.follow(root) for root in sorted(roots)])
    whole = whole and all(work.there.values())
    if not whole or not sees_all(tree, facts, frozenset(roots)):
        facts.holders = frozenset()
        return given
    work.spell_changes()
    facts.held = {text for texts in work.texts.values() for text in texts}
    facts.buffers |= facts.held
    writes = memory_of(tree, facts.kinds(tree), facts).writes
    written = {text for text in facts.held if any(argument(text) in write.objects for write in writes)}
    facts.buffers = (facts.buffers - facts.held) | written
    before = work.replaced({text for root in roots - set(facts.wrt) for text in work.texts.get(root, ())} & written, facts)
    tree.body = [*before, *tree.body]
    return tree


def found_outside(name: str, facts: Facts) -> Kind | None:
    """Return the kind of a container or object that a function reads outside of itself."""
    value = None if name in facts.local_names else facts.scope.peek(name)
    if isinstance(value, (dict, list)):
        return Dict(()) if isinstance(value, dict) else List(None)
    return Static(value)


def may_hold(kind: Kind | None) -> bool:
    """Tell whether a value of a kind is a container, or an object with attributes of its own."""
    if not isinstance(kind, Static):
        return isinstance(kind, HOLDERS)
    return is_object(kind.value) and not (callable(kind.value) or isinstance(kind.value, ModuleType))


@dataclass
class _Places:
    """The places of arrays in what some names hold, in one function."""

    tree: t.FunctionDef
    kinds: Kinds
    parents: dict[int, t.AST] = field(default_factory=dict)
    texts: dict[str, set[str]] = field(default_factory=dict)
    nodes: dict[str, list[t.expr]] = field(default_factory=dict)
    there: dict[str, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node in t.walk_all(self.tree.body):
            self.parents |= {id(child): node for child in t.iter_child_nodes(node)}

    def follow(self, root: str) -> bool:
        """Find the places of arrays that are reached by a name; tell whether it is read in no other way."""
        names = [node for node in t.walk_all(self.tree.body) if isinstance(node, t.Name) and node.id == root]
        return all([self.place(node, root) for node in names])

    def place(self, node: t.expr, root: str) -> bool:
        """Note the array that is reached from one use of a name; tell whether something is known of what is reached."""
        listed = False
        while True:
            parent = self.parents.get(id(node))
            if not is_step(parent, node):
                return False
            listed |= isinstance(self.kinds.of(node), List)  # it may be too short for what is not evaluated
            node, kind = parent, self.kinds.of(parent)
            if isinstance(node.ctx, t.Store):
                return self.is_changed(node) and self.note(node, root, listed)
            if isinstance(kind, Array) and not kind.scalar and kind.shape != ():
                return str(kind.dtype).startswith("float") and self.note(node, root, listed)
            if not may_hold(kind):
                return has_no_memory(kind) and (is_value(kind) or not isinstance(kind, Static))

    def is_reached(self, node: t.AST) -> bool:
        """Tell whether an expression is evaluated whatever happens."""
        while id(node) in self.parents:
            node = self.parents[id(node)]
        before = self.tree.body[: next(place for place, each in enumerate(self.tree.body) if each is node)]
        return not hasattr(node, "body") and not any(isinstance(each, (t.Return, t.Raise)) for each in t.walk_all(before))

    def is_changed(self, node: t.expr) -> bool:
        """Tell whether an array is changed in place: `work["rows"] += x`, which also puts the same array there again."""
        change, base = self.parents[id(node)], self.kinds.of(node.value)
        kind = self.kinds.of(change)
        plain = isinstance(base, (Dict, List)) and isinstance(change, t.AugAssign)
        return plain and isinstance(kind, Array) and not kind.scalar and str(kind.dtype).startswith("float")

    def note(self, node: t.expr, root: str, listed: bool) -> bool:
        """Note an array at a place, and whether that place certainly is there."""
        text = str(place_text(node))
        self.there[text] = self.there.get(text, not listed) or self.is_reached(node)
        self.texts.setdefault(root, set()).add(text)
        self.nodes.setdefault(text, []).append(node)
        return True

    def spell_changes(self) -> None:
        """Write `work["rows"] += x` as `work["rows"][...] += x`."""
        for node in [node for nodes in self.nodes.values() for node in nodes]:
            if isinstance(node.ctx, t.Store):
                change = self.parents[id(node)]
                change.target = self.parents[id(node)] = t.as_store(t.subscript(t.as_load(node), t.constant(Ellipsis)))

    def replaced(self, texts: set[str], facts: Facts) -> t.Block:
        """Write places as names of their own; return what binds these."""
        names = {text: facts.fresh(as_identifier("_".join(re.findall(r"\w+", text.lower())), "held")) for text in sorted(texts)}
        for text, own in names.items():
            for node in self.nodes[text]:
                put(self.parents[id(node)], node, t.name(own))
        return [t.assign(own, t.parse_expression(text)) for text, own in names.items()]


def is_step(parent: Any, node: t.expr) -> bool:
    """Tell whether an expression takes an attribute of another one, or an item by a key that is written there."""
    if not isinstance(parent, (t.Attribute, t.Subscript)) or parent.value is not node:
        return False
    return isinstance(parent, t.Attribute) or (isinstance(parent.slice, t.Constant) and type(parent.slice.value) in (int, str))


def put(parent: t.AST, old: t.AST, new: t.AST) -> None:
    """Put a node in the place of another one."""
    for name, value in vars(parent).items():
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list):
            value[:] = [new if each is old else each for each in value]
