"""Open containers of parameters: each entry that is read becomes a variable of its own."""

import re

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Dict, Kind, Record, Tuple
from tangentlike.syntax import trees as t

Path = tuple[object, ...]


def open_arguments(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Read the entries of a dict, tuple or record argument once: `p_rate = p["rate"]`, then `p_rate` throughout.

    Only for a parameter that is read entry by entry and never changed, so that its entries are plain variables.
    """
    before: t.Block = []
    for name in facts.wrt:
        kind = facts.parameters[name]
        if name in facts.given:
            before += taken_out(tree, name, facts)
        elif isinstance(kind, (Dict, Tuple, Record)) and _only_entries(tree, name, kind):
            work = _Opener(name, kind, facts)
            tree.body = [work.visit(node) for node in tree.body]
            before.extend(t.assign(new, t.copy(read)) for new, read in work.reads.values())
            facts.opened[name] = {key: new for key, (new, _) in work.reads.items()}
    tree.body = [*before, *tree.body]
    return tree


def taken_out(tree: t.FunctionDef, name: str, facts: Facts) -> t.Block:
    """Take the reads of the attributes of an object, and of objects in it, from the start of the function: they have names."""
    out: t.Block = []
    facts.opened[name] = {}
    for node in list(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=own)], value=t.Attribute(value=t.Name(id=base), attr=attr)) if base == name:
                tree.body.remove(node)
                facts.opened[name][attr] = own
                out += [node, *(taken_out(tree, own, facts) if own in facts.given else [])]
    return out


def _only_entries(tree: t.FunctionDef, name: str, kind: Kind) -> bool:
    """Tell whether a parameter occurs only as `p["key"]`, `p[0]` or `p.key`, and is never stored to."""
    if name in {n.id for n in t.walk_all(tree.body) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)}:
        return False
    allowed: set[int] = set()
    for node in t.walk_all(tree.body):
        own = isinstance(node, (t.Subscript, t.Attribute)) and isinstance(node.value, t.Name) and node.value.id == name
        if own and isinstance(node.ctx, t.Load) and _entry(node, kind) is not None:
            allowed.add(id(node.value))
        if isinstance(node, (t.FunctionDef, t.Lambda)) and name in t.names_read(node):
            return False
    return all(id(n) in allowed for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id == name)


def _entry(node: t.Subscript | t.Attribute, kind: Kind) -> tuple[object, Kind] | None:
    """Return the key and the kind of the entry that an expression reads, if both are known."""
    key = node.attr if isinstance(node, t.Attribute) else node.slice.value if isinstance(node.slice, t.Constant) else None
    match kind:
        case Dict(items) if isinstance(node, t.Subscript):
            return next(((k, v) for k, v in items if k == key and type(k) is type(key)), None)
        case Record(_, items) if isinstance(node, t.Attribute):
            return next(((k, v) for k, v in items if k == key), None)
        case Tuple(items) if isinstance(node, t.Subscript) and type(key) is int and -len(items) <= key < len(items):
            return key % len(items), items[key]
    return None


class _Opener(t.NodeTransformer):
    """Replace reads of entries by variables."""

    def __init__(self, name: str, kind: Kind, facts: Facts):
        self.name = name
        self.kind = kind
        self.facts = facts
        self.reads: dict[object, tuple[str, t.expr]] = {}

    def visit_Subscript(self, node: t.Subscript) -> t.expr:
        """Replace `p["key"]`."""
        return self._replaced(node)

    def visit_Attribute(self, node: t.Attribute) -> t.expr:
        """Replace `p.key`."""
        return self._replaced(node)

    def _replaced(self, node: t.Subscript | t.Attribute) -> t.expr:
        if not isinstance(node.value, t.Name) or node.value.id != self.name:
            return self.generic_visit(node)
        found = _entry(node, self.kind)
        assert found is not None
        key = found[0]
        if key not in self.reads:
            stem = re.sub(r"\W", "_", str(key))
            self.reads[key] = (self.facts.fresh(f"{self.name}_{stem}"), t.copy(node))
        return t.name(self.reads[key][0])


