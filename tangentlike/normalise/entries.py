"""Write dicts whose keys may be equal as stores, of which the last one holds."""

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Static
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def store_entries(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `d = {key: x, "c": y}` into `d = {}`, `d[key] = x`, `d["c"] = y`: each value has one entry, or none."""
    kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=t.Dict(keys=keys, values=values)) if may_be_equal(keys, kinds):
                base = facts.fresh(f"{name}_entries") if name in t.names_read(node.value) else name
                stores = [
                    t.gast_assign([t.as_store(t.subscript(t.name(base), key))], value)
                    for key, value in zip(keys, values, strict=True)
                ]
                return [t.assign(base, t.dict_of([])), *stores, *([t.assign(name, t.name(base))] if base != name else [])]
        return [node]

    return rewrite_statements(tree, change)


def may_be_equal(keys: list[t.expr | None], kinds: Kinds) -> bool:
    """Tell whether two keys of a display may be equal; what `**` adds has keys that are looked at elsewhere."""
    if None in keys:
        return False
    known = [kind.value for key in keys if key is not None and isinstance(kind := kinds.of(key), Static)]
    return len(keys) > 1 and (len(known) < len(keys) or len(set(known)) < len(keys))
