"""Give every assignment one target: chained, tuple and starred targets, annotations."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, Kind, List, Record, Tuple
from tangentlike.errors import Unsupported
from tangentlike.normalise.atoms import base_name
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.runtime.sequences import check_length
from tangentlike.syntax import trees as t


def split_targets(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Split assignments until each has one target, or the names that take the results of one call.

    `a = b = f(x)` becomes `a = f(x)`, `b = a`; `a, b = b, a` goes through a name of its own.
    """
    kinds = facts.kinds(tree)

    def split(node: t.stmt) -> t.Block:
        if isinstance(node, t.AnnAssign):
            return [] if node.value is None else split(t.gast_assign([node.target], node.value))
        if isinstance(node, t.Assign):
            return _split_assign(node, kinds, facts)
        if isinstance(node, t.For) and isinstance(node.target, (t.Tuple, t.List)):
            node.body = [*_split_loop(node.target, kinds, facts), *node.body]
        return [node]

    return rewrite_statements(tree, split)


def _split_loop(target: t.Tuple | t.List, kinds: Kinds, facts: Facts) -> t.Block:
    """`for i, (a, b) in ...` takes the inner items apart in the body: `a = inner[0]`, `b = inner[1]`."""
    out: t.Block = []
    for place, inner in enumerate(target.elts):
        if isinstance(inner, (t.Tuple, t.List)) and all(isinstance(item, t.Name) for item in inner.elts):
            name = t.name(facts.fresh("inner"))
            kind = Tuple(tuple(map(kinds.of, inner.elts)))
            kinds.note(name, kind)
            target.elts[place] = t.store(name.id)
            out += _split_value(inner, name, kind, kinds, facts)
    return out


def _split_assign(node: t.Assign, kinds: Kinds, facts: Facts) -> t.Block:
    if len(node.targets) > 1:
        return _split_chain(node, kinds, facts)
    target = node.targets[0]
    if not isinstance(target, (t.Tuple, t.List)):
        return [node]
    if isinstance(node.value, (t.Tuple, t.List)) and _same_length(target, node.value):
        return _split_display(target, node.value, kinds, facts)
    plain = all(isinstance(item, t.Name) for item in target.elts)
    kind = kinds.of(node.value)
    if isinstance(node.value, t.Call) and isinstance(kind, Tuple):
        if plain:
            return [node]
        if len(kind.items) == len(target.elts) and not any(isinstance(item, t.Starred) for item in target.elts):
            return _split_call(target, node.value, kind, kinds, facts)
    return _split_value(target, node.value, kinds.of(node.value), kinds, facts)


def _split_chain(node: t.Assign, kinds: Kinds, facts: Facts) -> t.Block:
    simple = isinstance(node.value, (t.Constant, t.Name))
    first = next((x for x in node.targets if isinstance(x, t.Name)), None)
    out: t.Block = []
    value = node.value
    if not simple:
        name = first.id if first is not None else facts.fresh("value")
        out.append(t.assign(name, node.value))
        value = t.name(name)
    kinds.note(value, kinds.of(node.value))
    for target in node.targets:
        if simple or target is not first:
            read = t.copy(value)
            kinds.note(read, kinds.of(node.value))
            out.extend(_split_assign(t.gast_assign([target], read), kinds, facts))
    return out


def _same_length(target: t.Tuple | t.List, value: t.Tuple | t.List) -> bool:
    starred = any(isinstance(item, t.Starred) for item in [*target.elts, *value.elts])
    return not starred and len(target.elts) == len(value.elts)


def _split_display(
    target: t.Tuple | t.List, value: t.Tuple | t.List, kinds: Kinds, facts: Facts
) -> t.Block:
    """`a, b = e1, e2`: all right sides are evaluated before the first target changes."""
    out: t.Block = []
    late: t.Block = []
    stores = any(not isinstance(item, t.Name) for item in target.elts)
    for place, (left, right) in enumerate(zip(target.elts, value.elts, strict=True)):
        later = t.names_read(value.elts[place + 1 :])
        clashes = stores or (isinstance(left, t.Name) and left.id in later)
        if clashes and not isinstance(right, t.Constant):
            name = facts.fresh(f"{left.id if isinstance(left, t.Name) else 'value'}_new")
            out.append(t.assign(name, right))
            read = t.name(name)
            kinds.note(read, kinds.of(right))
            late.extend(_split_assign(t.gast_assign([left], read), kinds, facts))
        else:
            (late if clashes else out).extend(_split_assign(t.gast_assign([left], right), kinds, facts))
    return out + late


def _split_call(target: t.Tuple | t.List, value: t.Call, kind: Tuple, kinds: Kinds, facts: Facts) -> t.Block:
    """`h[i], c[i] = f(x)`: the results get names first."""
    names = [facts.fresh(f"{base_name(item)}_new") for item in target.elts]
    out: t.Block = [t.gast_assign([t.as_store(t.tuple_of(map(t.name, names)))], value)]
    for item, name, known in zip(target.elts, names, kind.items, strict=True):
        read = t.name(name)
        kinds.note(read, known)
        out.extend(_split_assign(t.gast_assign([item], read), kinds, facts))
    return out


def _split_value(
    target: t.Tuple | t.List, value: t.expr, kind: Kind, kinds: Kinds, facts: Facts
) -> t.Block:
    """`a, *b = e`: the items are read one by one from a name."""
    out: t.Block = []
    if not isinstance(value, t.Name):
        name = facts.fresh("items")
        out.append(t.assign(name, value))
        value = t.name(name)
    star = next((i for i, item in enumerate(target.elts) if isinstance(item, t.Starred)), None)
    length = _length(kind)
    after = 0 if star is None else len(target.elts) - 1 - star
    wanted = len(target.elts) - (star is not None)
    if length is None or length < wanted or (length > wanted and star is None):
        spelled = facts.program.spell(check_length, "check_length", facts)
        most = wanted if star is None else None
        out.append(t.statement(t.call(spelled, t.copy(value), t.constant(wanted), t.constant(most))))
    if length is not None and length < wanted:
        return out  # there is nothing to read: it raises
    for place, item in enumerate(target.elts):
        if isinstance(item, t.Starred):
            if length is None and not isinstance(kind, (List, Array)):
                raise Unsupported(
                    "tangentlike cannot differentiate a starred target of unknown length.",
                    place=facts.source.place(target),
                    why="how many items it takes is not known from the kinds of the arguments.",
                    instead="take the items by index or slice.",
                )
            read: t.expr = _rest(value, kind, place, after, length)
            item = item.value
        else:
            index = place if star is None or place < star else place - len(target.elts)
            read = t.subscript(t.copy(value), t.constant(index))
            if isinstance(kind, Tuple) and length is not None:
                kinds.note(read, kind.items[index])
        out.extend(_split_assign(t.gast_assign([item], read), kinds, facts))
    return out


def _length(kind: Kind) -> int | None:
    match kind:
        case Tuple(items) | Record(_, items):
            return len(items)
        case Array(_, (int() as length, *_)):
            return length
    return None


def _rest(value: t.expr, kind: Kind, place: int, after: int, length: int | None) -> t.expr:
    if length is None:
        part = t.subscript(t.copy(value), t.slice_of(place, -after if after else None))
        return t.call("list", part) if isinstance(kind, Array) else part
    return t.list_of(t.subscript(t.copy(value), t.constant(i)) for i in range(place, length - after))
