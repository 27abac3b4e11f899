"""Leave out the names that a value has only on its way to another name."""

from collections import Counter

from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.syntax import trees as t

MOST = 2
ARITHMETIC = (t.BinOp, t.UnaryOp, t.Name, t.Constant)


def without_copies(body: t.Block, own: set[str]) -> t.Block:
    """Turn `x2 = a + b; p_x = x2` into `p_x = a + b`, where the first name is one of ours and nothing else reads it.

    >>> from tangentlike.syntax.printer import to_source
    >>> print(to_source(without_copies(t.parse_statements("x2 = a + p_x\\ny2 = f(p_x)\\np_x = x2\\np_y = y2"), {"a"})), end="")
    x2 = a + p_x
    p_y = f(p_x)
    p_x = x2
    """
    while _in_block(body, passing_names(body, own)):
        pass
    while written_in_place(body, passing_names(body, own, again=True)):
        pass
    return body


def passing_names(body: t.Block, own: set[str], again: bool = False) -> set[str]:
    """Return the names of ours that are read as often as they are stored: once, unless they may be stored `again`."""
    names = [node for node in t.walk_all(body) if isinstance(node, t.Name)]
    stored = Counter(node.id for node in names if not isinstance(node.ctx, t.Load))
    read = Counter(node.id for node in names if isinstance(node.ctx, t.Load))
    return {name for name, count in stored.items() if count == read[name] and (again or count == 1)} - own


def written_in_place(block: t.Block, ours: set[str]) -> bool:
    """Write a short value where its name is read, `p_x = p_x + vec_x` as `p_x = p_x + v * dt`; tell whether there was one."""
    pairs: list[tuple[t.Block, int, int]] = []
    for name in sorted(ours):
        found = [pair for each in blocks_in(block) for pair in values_read_once(each, name)]
        stores = sum(isinstance(n, t.Name) and n.id == name and not isinstance(n.ctx, t.Load) for n in t.walk_all(block))
        if found and len(found) == stores:
            pairs = found
            break
    for holder, first, second in pairs:
        value = holder[first].value
        holder[second].value = t.substitute(holder[second].value, {holder[first].targets[0].id: value})
    for holder, first, _ in sorted(pairs, key=lambda pair: -pair[1]):
        del holder[first]
    return bool(pairs)


def blocks_in(block: t.Block) -> list[t.Block]:
    """Return a block and all blocks inside of it."""
    out = [block]
    for node in block:
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef):
                out += blocks_in(inner)
    return out


def values_read_once(block: t.Block, name: str) -> list[tuple[t.Block, int, int]]:
    """Return where a name gets a short value, and where it is read with nothing but arithmetic between."""
    out: list[tuple[t.Block, int, int]] = []
    for first, node in enumerate(block):
        if not is_arithmetic(node) or node.targets[0].id != name or operations(node.value) > MOST:
            continue
        read = t.names_read(node.value)
        for second in range(first + 1, len(block)):
            reads = [n for n in t.walk(block[second]) if isinstance(n, t.Name) and n.id == name]
            if reads:
                simple = isinstance(block[second], (t.Assign, t.Return)) and isinstance(reads[0].ctx, t.Load) and len(reads) == 1
                simple = simple and name in t.names_read(block[second].value)
                # A call before it in the same expression may write into what it is made of.
                simple = simple and not (operations(node.value) and any(isinstance(n, t.Call) for n in t.walk(block[second].value)))
                short = simple and operations(block[second].value) + operations(node.value) <= MOST + 1
                out += [(block, first, second)] if short and not t.names_used(reads) & t.names_used(hidden(block[second])) else []
                break
            if not is_arithmetic(block[second]) or t.names_stored(block[second]) & read:
                break
    return out


def is_arithmetic(node: t.AST) -> bool:
    """Tell whether a statement gives a name a value that is made of names and numbers alone."""
    match node:
        case t.Assign(targets=[t.Name()], value=value):
            return all(isinstance(n, ARITHMETIC) for n in t.walk(value) if isinstance(n, t.expr))
    return False


def hidden(node: t.AST) -> list[t.AST]:
    """Return the parts of a statement that are evaluated later, or more than once."""
    return [n for n in t.walk(node) if isinstance(n, (t.Lambda, *COMPREHENSIONS))]


def operations(node: t.AST) -> int:
    """Count the operations of an expression."""
    return sum(isinstance(n, (t.BinOp, t.Call)) for n in t.walk(node))


def _in_block(block: t.Block, ours: set[str]) -> bool:
    """Take one copy away; tell whether there was one."""
    made: dict[str, int] = {}
    for index, node in enumerate(block):
        for inner in (getattr(node, "body", None), getattr(node, "orelse", None)):
            if isinstance(inner, list) and not isinstance(node, t.FunctionDef) and _in_block(inner, ours):
                return True
        match node:
            case t.Assign(targets=[t.Name(id=goal)], value=t.Name(id=name)) if name in made:
                first = made[name]
                if goal not in t.names_used(block[first + 1 : index]):
                    block[first].targets = node.targets
                    del block[index]
                    return True
        match node:
            case t.Assign(targets=[t.Name(id=name)]) if name in ours:
                made[name] = index
    return False
