"""Write pieces that nothing else reads back into the expression that they came from."""

from tangentlike.syntax import trees as t
from tangentlike.tidy.purity import IsPureCall, Names, is_pure, reads_memory, writes_memory


def merge_pieces(body: t.Block, pieces: frozenset[str], is_pure_call: IsPureCall, arrays: Names) -> t.Block:
    """Merge each piece that is assigned once and read once: `x1 = a * b`, `x = x1 + c` becomes `x = a * b + c`."""
    reads: dict[str, int] = {}
    stores: dict[str, int] = {}
    for node in t.walk_all(body):
        if isinstance(node, t.Name):
            counts = reads if isinstance(node.ctx, t.Load) else stores
            counts[node.id] = counts.get(node.id, 0) + 1
    single = frozenset(name for name in pieces if reads.get(name) == 1 and stores.get(name) == 1)
    return _merge(body, single, is_pure_call, arrays)


def _merge(block: t.Block, single: frozenset[str], is_pure_call: IsPureCall, arrays: Names) -> t.Block:
    out = list(block)
    index = len(out) - 1
    while index >= 0:
        node = out[index]
        for inner in ("body", "orelse"):
            if isinstance(getattr(node, inner, None), list) and not isinstance(node, t.FunctionDef):
                setattr(node, inner, _merge(getattr(node, inner), single, is_pure_call, arrays))
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if name in single and is_pure(value, is_pure_call):
                reader = _reader(out, index, name)
                if reader is not None and _can_move(value, out[index + 1 : reader], arrays):
                    out[reader] = _filled(out[reader], name, value)
                    del out[index]
        index -= 1
    return out


def _reader(block: t.Block, index: int, name: str) -> int | None:
    """Return the statement of a block whose own expression reads a piece; None if it is read deeper inside."""
    for place in range(index + 1, len(block)):
        if name in t.names_read(block[place]):
            own = _own_expression(block[place])
            return place if own is not None and name in t.names_read(own) else None
    return None


def _own_expression(node: t.stmt) -> t.AST | None:
    if isinstance(node, t.If):
        return node.test
    if isinstance(node, t.For):
        return node.iter
    if isinstance(node, (t.While, t.FunctionDef)):
        return None
    return node


def _can_move(value: t.expr, between: t.Block, arrays: Names) -> bool:
    names = t.names_read(value)
    if any(names & t.names_stored(node) for node in between):
        return False
    return not (reads_memory(value, arrays) and any(writes_memory(node, names) for node in between))


def _filled(node: t.stmt, name: str, value: t.expr) -> t.stmt:
    own = _own_expression(node)
    if own is node:
        new = t.substitute(node, {name: value})
        if hasattr(node, "comment"):
            new.comment = node.comment  # type: ignore[union-attr]
        return new
    field = "test" if isinstance(node, t.If) else "iter"
    setattr(node, field, t.substitute(own, {name: value}))
    return node
