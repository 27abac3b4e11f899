"""Make in-place statements say what they do: `y += v` on a number is `y = y + v`; what is shared is refused."""

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.aliases import Memory, find_holders, find_memory
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import find_flow, live_after, point
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Closure, List, Unknown, is_scalar
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.runtime.indexing import add_at
from tangentlike.syntax import trees as t


def expand_augmented(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `x += e` into `x = x + e` where x is a number, or an array that nobody else sees.

    >>> # total += row  ->  total = total + row, for a local array with one name
    """
    kinds = facts.kinds(tree)
    memory = find_memory(tree, kinds)
    varied = varied_names(tree, kinds, facts.wrt)
    check_writes(tree, facts, kinds, memory, varied)

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, t.AugAssign) or not isinstance(node.target, t.Name) or node.target.id not in varied:
            return [node]
        if isinstance(kinds.of(node.target), List):
            raise _extension(facts, node)
        return [t.assign(node.target, t.binary(t.as_load(t.copy(node.target)), node.op, node.value))]

    return rewrite_statements(tree, change)


def _extension(facts: Facts, node: t.AugAssign) -> Unsupported:
    return Unsupported(
        "tangentlike cannot differentiate this change of a list.",
        place=facts.source.place(node),
        why="it changes the list in place, and not by items at its end.",
        instead="make a new list.",
    )


def check_writes(tree: t.FunctionDef, facts: Facts, kinds: Kinds, memory: Memory, varied: frozenset[str]) -> None:
    """Refuse in-place writes to memory that somebody else can see afterwards."""
    check_changes(tree, facts, varied)
    flow = find_flow(tree.body)
    live = live_after(flow)
    holders = find_holders(flow, memory, kinds)
    for name, call in memory.calls:
        if kinds.callee(call) is not add_at and (memory.group(name) & varied or t.names_read(call) & varied):
            _refuse_call(facts, name, call)
    for call in (n for n in t.walk_all(tree.body) if isinstance(n, t.Call)):
        written = facts.program.written_arguments(kinds, call, facts)
        if any(memory.group(name) & varied for name in written) or (written and is_given_varied(call, varied, kinds)):
            _refuse_call(facts, sorted(written)[0], call)
    for name, node, as_list in memory.writes:
        if isinstance(node, t.Call):
            continue
        if is_scalar(kinds.variables.get(name, Unknown())) or _replaces(node, kinds):
            continue
        group = memory.group(name, as_list)
        if memory.is_outside(name, as_list):
            if group & varied or _is_varied_write(node, varied):
                _refuse(facts, name, node, set(), outside=True)
            continue
        seen = live.get(point(node), frozenset())
        group &= holders.get(point(node), {}).get(name, group)
        others = {n for n in group - {name} if n in seen and not is_scalar(kinds.variables.get(n, Unknown()))}
        if others and (memory.group(name, as_list) & varied):
            _refuse(facts, name, node, others, outside=False)


def is_given_varied(call: t.Call, varied: frozenset[str], kinds: Kinds) -> bool:
    """Tell whether a function may see something varied: in its arguments, or around it."""
    callee = kinds.callee(call)
    around = set(callee.outer) if isinstance(callee, Closure) else set()
    return bool((t.names_read(call) | around) & varied)


CHANGES = frozenset({"append", "extend", "insert", "pop", "update", "setdefault"})


def check_changes(tree: t.FunctionDef, facts: Facts, varied: frozenset[str]) -> None:
    """Refuse changes of a list or dict that has no name of its own, such as `d["items"].append(x)`."""
    for node in t.walk_all(tree.body):
        match node:
            case t.Call(func=t.Attribute(value=t.Subscript() | t.Attribute() | t.Call(), attr=method)) if method in CHANGES:
                if t.names_read(node) & varied:
                    raise Unsupported(
                        f"tangentlike cannot differentiate `{method}` on a part of another object.",
                        place=facts.source.place(node),
                        why="the part has no name by which its derivative could follow the change.",
                        instead="keep it in a variable of its own until it is complete.",
                    )


def _refuse_call(facts: Facts, name: str, call: t.Call) -> None:
    raise Unsupported(
        f"tangentlike cannot differentiate a call that writes into its argument (`{name}`).",
        place=facts.source.place(call),
        why="what the call changes is used afterwards, and there is no adjoint of the change yet.",
        instead="let the function return a new array, or write the elements with `a[i] = ...` here.",
    )


def _replaces(node: t.stmt, kinds: Kinds) -> bool:
    """Tell whether an augmented assignment replaces a number."""
    return isinstance(node, t.AugAssign) and isinstance(node.target, t.Name) and is_scalar(kinds.of(node))


def _is_varied_write(node: t.stmt, varied: frozenset[str]) -> bool:
    return bool(t.names_read(node) & varied)


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
