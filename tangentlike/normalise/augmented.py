"""Make in-place statements say what they do: `y += v` on a number is `y = y + v`; what is shared is refused."""

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.aliases import Memory, find_memory
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Kind, List, Unknown, is_scalar
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.syntax import trees as t


def expand_augmented(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `x += e` into `x = x + e` where x is a number, or an array that nobody else sees.

    >>> # total += row  ->  total = total + row, for a local array with one name
    """
    kinds = facts.kinds(tree)
    memory = find_memory(tree, kinds)
    varied = varied_names(tree, kinds, facts.wrt)
    check_writes(facts, kinds, memory, varied)

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, t.AugAssign) or not isinstance(node.target, t.Name) or node.target.id not in varied:
            return [node]
        if isinstance(kinds.of(node), List) or isinstance(kinds.of(node.target), List):
            return _extend(node, facts)
        return [t.assign(node.target, t.binary(t.as_load(t.copy(node.target)), node.op, node.value))]

    return rewrite_statements(tree, change)


def _extend(node: t.AugAssign, facts: Facts) -> t.Block:
    """`items += [a, b]` appends each."""
    if isinstance(node.op, t.Add) and isinstance(node.value, (t.List, t.Tuple)):
        target = t.as_load(t.copy(node.target))
        return [t.statement(t.call(t.attribute(t.copy(target), "append"), item)) for item in node.value.elts]
    raise Unsupported(
        "tangentlike cannot differentiate `+=` on a list here.",
        place=facts.source.place(node),
        why="it changes the list in place by a list whose items are not written out.",
        instead="append the items in a loop.",
    )


def check_writes(facts: Facts, kinds: Kinds, memory: Memory, varied: frozenset[str]) -> None:
    """Refuse in-place writes to memory that somebody else can see."""
    for name, node in memory.written.items():
        kind = kinds.variables.get(name, Unknown())
        group = memory.group(name)
        if not group & varied and name not in memory.outside:
            continue
        if isinstance(node, t.AugAssign) and isinstance(node.target, t.Name) and _is_number(kinds, node, kind):
            continue
        others = _sharers(kinds, name, kind, group)
        if others or group & memory.outside:
            _refuse(facts, name, node, others - memory.outside, bool(group & memory.outside))


def _is_number(kinds: Kinds, node: t.AugAssign, kind: Kind) -> bool:
    """Tell whether an augmented name is a number that is replaced, not an array that is written."""
    return is_scalar(kinds.of(node)) and is_scalar(kind)


def _sharers(kinds: Kinds, name: str, kind: Kind, group: set[str]) -> set[str]:
    """Return the other names of the memory; for a list, only other lists: its items are not written."""
    others = {other for other in group - {name} if not is_scalar(kinds.variables.get(other, Unknown()))}
    if isinstance(kind, List):
        return {other for other in others if isinstance(kinds.variables.get(other), (List, Unknown))}
    return others


def _refuse(facts: Facts, name: str, node: t.AST, others: set[str], outside: bool) -> None:
    if outside:
        what, why = "an in-place write to an argument or a global", f"`{name}` may be the caller's own array."
    else:
        seen = ", ".join(f"`{other}`" for other in sorted(others))
        what, why = "an in-place write to an array with two names", f"the memory of `{name}` is also seen by {seen}."
    raise Unsupported(
        f"tangentlike cannot differentiate {what} (`{name}`).",
        place=facts.source.place(node),
        why=why,
        instead=f"work on a copy (`{name} = {name}.copy()`), or write `{name} = {name} + ...`.",
    )


