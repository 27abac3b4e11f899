"""Pieces that have the value of an earlier piece: going back reads the earlier one, and one value is kept."""

from tangentlike.differentiate.places import Places
from tangentlike.differentiate.sweep import Sweep
from tangentlike.syntax import trees as t

ARITHMETIC = (t.BinOp, t.UnaryOp, t.Compare)


def find_twins(sweep: Sweep, places: Places) -> dict[str, str]:
    """Return for each piece the earlier one of its block that is computed by the same arithmetic of the same values.

    In `u = x + 0.5 * h * k` and `v = y + 0.5 * h * m` the second `0.5 * h`, if h is still the same.
    """
    out: dict[str, str] = {}
    blocks: dict[int, t.Block] = {}
    for node in sweep.pieces.values():
        block = places.of(node).block
        blocks[id(block)] = block
    for block in blocks.values():
        known: dict[str, tuple[str, set[str]]] = {}
        for node in block:
            name = _piece(sweep, node)
            text = "" if name is None else t.dump(t.substitute(node.value, {k: t.name(v) for k, v in out.items()}))
            if name is not None and text in known:
                out[name] = known[text][0]
            changed = places.changed_in(node)
            known = {each: (made, reads) for each, (made, reads) in known.items() if not reads & changed}
            # An array that is written in place through another name is not what was computed.
            if name is not None and name not in out and not sweep.memory.may_change(name):
                known[text] = (name, t.names_read(node.value))
    return out


def _piece(sweep: Sweep, node: t.stmt) -> str | None:
    """Return the name of a piece that is plain arithmetic of names and constants."""
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=value) if sweep.pieces.get(name) is node:
            parts = list(t.iter_child_nodes(value))
            plain = all(isinstance(part, (t.Name, t.Constant)) or not isinstance(part, t.expr) for part in parts)
            return name if isinstance(value, ARITHMETIC) and plain else None
    return None
