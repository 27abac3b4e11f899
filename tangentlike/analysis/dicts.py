"""Dicts that are made of others: `dict(rate=x)`, `{**d, "rate": x}`, `d | e`, `d.copy()`, `d.update(rate=x)`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.joins import as_keyed, join, join_all, widen
from tangentlike.analysis.sizes import map_dims
from tangentlike.analysis.values import NEVER, UNKNOWN, Dict, Iterator, Keyed, Kind, Static, Tuple
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.analysis.kinds import Environment, Inference, Kinds

CHANGES = frozenset({"update", "setdefault", "pop", "popitem", "clear"})
Entries = dict[Any, t.expr]
MOST = 12                                       # entries that are written out one by one


def merged(kinds: Sequence[Kind]) -> Kind:
    """Return the kind of the union of dicts."""
    if any(isinstance(kind, Keyed) for kind in kinds) and all(isinstance(kind, (Dict, Keyed)) for kind in kinds):
        return join_all(map(as_keyed, kinds)) or UNKNOWN
    entries: dict[Any, Kind] = {}
    for kind in kinds:
        if not isinstance(kind, Dict):
            return UNKNOWN
        entries |= dict(kind.items)
    return Dict(tuple(entries.items()))


def dict_kind(args: Sequence[Kind], named: dict[str, Kind]) -> Kind:
    """Return the kind of `dict(other, rate=x)`."""
    return merged([*args, Dict(tuple(named.items()))])


def infer_method(
    run: "Inference", node: t.Call, args: Sequence[Kind], named: dict[str, Kind], env: "Environment"
) -> Kind | None:
    """Return the kind that a method of a dict gives, and note what it changes; None for methods that are not of dicts."""
    if not isinstance(args[0], (Dict, Keyed)) or not isinstance(node.func, t.Attribute):
        return None
    if node.func.attr not in CHANGES:
        return view_kind(args[0], node.func.attr) if len(args) == 1 else None
    kind = dict_kind(args, named) if node.func.attr == "update" else UNKNOWN
    changed = CHANGED.get((node.func.attr, len(args) - 1))
    found = changed(*args) if changed is not None and not named else None
    if isinstance(node.func.value, t.Name):
        run.assign(t.store(node.func.value.id), kind if found is None else found[0], env)
    return UNKNOWN if found is None else found[1]


def _with_default(base: Dict | Keyed, key: Kind, value: Kind) -> tuple[Kind, Kind] | None:
    """Return the kinds of a dict after an entry is put in where there is none, and of the entry."""
    if isinstance(base, Dict) and isinstance(key, Static):
        entries = dict(base.items)
        return (base, entries[key.value]) if key.value in entries else (with_entry(base, key, value), widen(value))
    whole = with_entry(base, key, value)
    return (whole, whole.item) if isinstance(whole, Keyed) and whole.item is not None else None


def _without_entry_or(base: Dict | Keyed, key: Kind, value: Kind) -> tuple[Kind, Kind] | None:
    """Return the kinds of a dict after an entry is taken out if there is one, and of what is taken."""
    if isinstance(base, Dict) and isinstance(key, Static):
        return _without_entry(base, key) if key.value in dict(base.items) else (base, value)
    found = _without_entry(base, key)
    return None if found is None else (found[0], join(found[1], widen(value)))


def _without_entry(base: Dict | Keyed, key: Kind) -> tuple[Kind, Kind] | None:
    """Return the kinds of a dict after an entry is taken out, and of the entry; None if it is not known which."""
    if isinstance(base, Keyed):
        return None if base.item is None else (base, base.item)
    entries = dict(base.items)
    if not isinstance(key, Static) or key.value not in entries:
        whole = as_keyed(base)
        return (whole, whole.item) if isinstance(whole, Keyed) and whole.item is not None else None
    taken = entries.pop(key.value)
    return Dict(tuple(entries.items())), taken


def find_entries(node: t.expr, kinds: "Kinds") -> Entries | None:
    """Return the entries of a dict that an expression makes, where their keys are known; None for other expressions."""
    match node:
        case t.Dict(keys=keys) if None in keys:
            parts = [value if key is None else t.dict_of([(key, value)]) for key, value in zip(keys, node.values, strict=True)]
            return _union(parts, kinds)
        case t.BinOp(left=left, right=right) if type(node.op).__name__ == "BitOr":
            return _union([left, right], kinds)
        case t.Call(func=t.Attribute(value=base, attr="copy"), args=[], keywords=[]) if isinstance(kinds.of(base), Dict):
            return _union([base], kinds)
        case t.DictComp(key=t.Name(id=key), value=value) if isinstance(kinds.of(node), Dict):
            return {names[key].value: t.substitute(value, names) for names in walked_entries(node, kinds) or ()}
        case t.Call(args=args, keywords=keywords) if kinds.callee(node) is dict:
            return given_entries(args, keywords, kinds)
    return None


def given_entries(args: list[t.expr], keywords: list[Any], kinds: "Kinds") -> Entries | None:
    """Return the entries of the arguments of `dict` or `update`."""
    parts = [*args]
    for keyword in keywords:
        named = keyword.arg is not None
        parts.append(t.dict_of([(t.constant(keyword.arg), keyword.value)]) if named else keyword.value)
    return _union(parts, kinds)


def _union(parts: list[t.expr], kinds: "Kinds") -> Entries | None:
    out: Entries = {}
    for part in parts:
        found = _entries(part, kinds)
        if found is None:
            return None
        out |= found
    return out


def _entries(node: t.expr, kinds: "Kinds") -> Entries | None:
    if isinstance(node, t.Dict):
        keys = [kinds.of(key) if not isinstance(key, t.Constant) else Static(key.value) for key in node.keys]
        known = [key.value for key in keys if isinstance(key, Static)]
        return dict(zip(known, node.values, strict=True)) if len(known) == len(keys) else None
    kind = kinds.of(node)
    if not isinstance(node, t.Name) or not isinstance(kind, Dict):
        return None
    return {key: t.subscript(t.copy(node), t.constant(key)) for key, _ in kind.items}


def walked_entries(node: t.DictComp, kinds: "Kinds") -> list[dict[str, t.expr]] | None:
    """Return what the names of a dict comprehension mean for each of its keys, where it walks a dict whose keys are known.

    For `{k: v * rate for k, v in d.items()}`: k is a constant each time, v an entry of d.
    """
    clause = node.generators[0]
    walked, method = clause.iter, "keys"
    if isinstance(walked, t.Call) and isinstance(walked.func, t.Attribute) and not walked.args:
        walked, method = walked.func.value, walked.func.attr
    kind = kinds.of(walked)
    if len(node.generators) > 1 or clause.ifs or not isinstance(walked, t.Name) or not isinstance(kind, Dict):
        return None
    own = t.names_stored(clause.target)
    inside = [*t.walk(node.key), *t.walk(node.value)]
    if any(isinstance(n, (t.Lambda, t.NamedExpr)) or (isinstance(n, t.Name) and n.id in own and _binds(n)) for n in inside):
        return None
    out = []
    for key, _ in kind.items if len(kind.items) <= MOST else ():
        entry = t.subscript(t.copy(walked), t.constant(key))
        match clause.target, method:
            case t.Name(id=name), "keys":
                out.append({name: t.constant(key)})
            case t.Tuple(elts=[t.Name(id=name), t.Name(id=value)]), "items":
                out.append({name: t.constant(key), value: entry})
    return out or None


def _binds(node: t.Name) -> bool:
    return not isinstance(node.ctx, t.Load)


def _without_last(base: Dict | Keyed) -> tuple[Kind, Kind] | None:
    """Return the kinds of a dict after its last entry is taken out, and of the key and the entry."""
    whole = as_keyed(base)
    known = isinstance(whole, Keyed) and whole.item is not None
    return (whole, Tuple((whole.key, whole.item))) if known else None  # type: ignore[attr-defined]


CHANGED: dict[tuple[str, int], Any] = {
    ("pop", 1): _without_entry,
    ("pop", 2): _without_entry_or,
    ("setdefault", 2): _with_default,
    ("popitem", 0): _without_last,
    ("clear", 0): lambda base: (base if isinstance(base, Keyed) else Dict(()), Static(None)),
}


def with_entry(base: Dict | Keyed, key: Kind, value: Kind) -> Kind:
    """Return the kind of a dict after a store; with a key that is not known, its entries are no longer told apart."""
    if not isinstance(key, Static) or isinstance(base, Keyed):
        return join(base, Keyed(widen(key), widen(value)))
    entries = dict(base.items)
    entries[key.value] = widen(value)
    return Dict(tuple(entries.items()))


def view_kind(base: Kind, name: str) -> Kind | None:
    """Return the kind of `d.items()` and the like; None for other methods."""
    whole = as_keyed(base)
    if not isinstance(whole, Keyed) or name not in ("keys", "values", "items"):
        return None
    item = NEVER if whole.item is None else map_dims(whole.item, lambda dim: None)
    return Iterator({"keys": whole.key, "values": item, "items": Tuple((whole.key, item))}[name])
