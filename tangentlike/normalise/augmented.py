"""Make in-place statements say what they do: `y += v` on a number is `y = y + v`; what is shared is refused."""

from collections.abc import Iterable

import numpy as np

from tangentlike.analysis.activity import varied_names
from tangentlike.analysis.aliases import Write, has_adjoint, values_read
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import find_flow, live_after, point
from tangentlike.analysis.free_names import COMPREHENSIONS
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.reach import OUTSIDE, argument
from tangentlike.analysis.values import Array, Closure, Kind, List, Unknown, carries, is_scalar, parts_of
from tangentlike.effects import effects_of, memory_of
from tangentlike.errors import Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.buffers import holds_numbers, is_only_left, sees_all
from tangentlike.normalise.given_memory import arrays_given, leaves_in_given, only_grows, place_at_start, stand_apart
from tangentlike.normalise.refusals import unknown_place
from tangentlike.normalise.support import refuse_unsupported
from tangentlike.runtime.sequences import check_separate
from tangentlike.syntax import trees as t


def expand_augmented(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `x += e` into `x = x + e` where x is a number, or an array that nobody else sees.

    >>> # total += row  ->  total = total + row, for a local array with one name
    """
    kinds = facts.kinds(tree)
    varied = varied_names(tree, kinds, facts.wrt)
    own, seen = check_writes(tree, facts, kinds, varied)

    def change(node: t.stmt) -> t.Block:
        if not isinstance(node, t.AugAssign) or not isinstance(node.target, t.Name) or node.target.id not in varied:
            return [node]
        if isinstance(kinds.of(node.target), List):
            raise _extension(facts, node)
        refuse_without_dimensions(facts, node, kinds.of(node.target))
        if id(node) in seen or is_wider(kinds.of(node.value), kinds.of(node.target)):  # that array itself is what changes
            node.target = t.as_store(t.subscript(t.name(node.target.id), t.constant(Ellipsis)))
            return [node]
        return [t.assign(node.target, t.binary(t.as_load(t.copy(node.target)), node.op, node.value))]

    tree = rewrite_statements(tree, change)
    facts.program.written.update(own)
    others = written_besides(tree, facts, kinds, varied) if facts.is_entry else []
    facts.program.written.update(name for name in others if name in facts.parameters)
    start = facts.argument_reads
    tree.body[start:start] = [*(separate(tree, facts, own) if own else []), *separate(tree, facts, others, varied)]
    return tree


def written_besides(tree: t.FunctionDef, facts: Facts, kinds: Kinds, varied: frozenset[str]) -> list[str]:
    """Return the arrays from outside that are written and carry no derivative, if they are not an argument of interest, too."""
    found: dict[str, None] = {}
    for write in memory_of(tree, kinds, facts).writes:
        for name in (*facts.parameters, *sorted(facts.buffers | (t.names_read(write.node) - facts.local_names))):
            array = may_be_written(facts.parameters[name]) if name in facts.parameters else is_array(facts, name)
            if array and write.outside and name not in varied and (argument(name) in write.objects or write.name == name):
                found[name] = None
    return list(found)


def is_array(facts: Facts, name: str) -> bool:
    """Tell whether a name of the module or around the function means an array."""
    return isinstance(facts.scope.peek(name), np.ndarray)


def is_wider(value: Kind, array: Kind) -> bool:
    """Tell whether `a + v` is more precise than the array that `a += v` changes."""
    if not isinstance(array, Array) or array.scalar or not isinstance(value, Array) or None in (array.dtype, value.dtype):
        return False
    return np.promote_types(str(array.dtype), str(value.dtype)) != np.dtype(array.dtype)


def refuse_without_dimensions(facts: Facts, node: t.AugAssign, kind: Kind) -> None:
    """Refuse to change an array without dimensions: arithmetic makes numbers of it, which nobody else would see change."""
    if isinstance(kind, Array) and not kind.scalar and kind.shape == ():
        raise Unsupported(
            "tangentlike cannot differentiate an in-place change of an array without dimensions.",
            place=facts.source.place(node),
            why="NumPy makes numbers of such arrays, and its derivative would have to stay an array.",
            instead="use a number, or an array of one element.",
        )


def _extension(facts: Facts, node: t.AugAssign) -> Unsupported:
    return Unsupported(
        "tangentlike cannot differentiate this change of a list.",
        place=facts.source.place(node),
        why="it changes the list in place, and not by items at its end.",
        instead="make a new list.",
    )


def check_writes(tree: t.FunctionDef, facts: Facts, kinds: Kinds, varied: frozenset[str]) -> tuple[list[str], set[int]]:
    """Refuse in-place writes to memory that somebody else can see afterwards.

    Returns the arguments that are written, and the statements that write them.
    """
    own: list[str] = []
    seen: set[int] = set()
    check_changes(tree, facts, varied)
    live = live_after(find_flow(tree.body), lambda node: values_read(node, kinds))
    for write in memory_of(tree, kinds, facts).writes:
        active = bool((write.seen | with_outer(names_given(write, kinds), kinds)) & varied)
        if not active or leaves_in_given(write.node, facts):
            continue
        if not (has_adjoint(write, kinds) or hands_back(write, kinds, facts)):
            _refuse_call(facts, kinds, write)
        if write.call is None and is_object(write.name, tree, kinds):
            raise unknown_place(facts, write.node)
        outside = {thing for thing in write.objects - frozenset(map(argument, facts.handed)) if thing.outside}
        arrays = [*(name for name, kind in facts.parameters.items() if may_be_written(kind)), *sorted(facts.buffers)]
        written = [name for name in arrays if {argument(name)} == outside]
        seen |= {id(write.node)} if outside else set()
        on_tape = write.call is not None and kinds.callee(write.call) in facts.program.pieces  # it works on a copy
        allowed = written if facts.is_entry and not on_tape and stand_apart(tree, facts, kinds) else []
        divisible = on_tape or not write.objects & {OUTSIDE, *map(argument, facts.buffers)}
        own += allowed
        if outside and not allowed and only_grows(tree, facts, kinds, write.name):
            facts.program.written.add(write.name)
            continue
        if outside and not allowed:
            if not is_log(tree, facts, write.name):
                _refuse(facts, write.name, write.node, frozenset(), True, divisible)
            facts.program.written.update({write.name} & facts.parameters.keys())
        read_later = with_outer(live.get(point(write.node), frozenset()), kinds)
        given_back = facts.program.pieces.given_back(None if write.call is None else kinds.callee(write.call))
        shared = (write.seen - {write.name}) & (read_later | {*given_back})  # each is given back as a copy
        others = frozenset(name for name in shared if not is_scalar(kinds.variables.get(name, Unknown())))
        if others and (write.call is not None or write.seen & varied):  # a call may put there what is active
            _refuse(facts, write.name, write.node, others, False, divisible)
    return list(dict.fromkeys(own)), seen


def names_given(write: Write, kinds: Kinds) -> set[str]:
    """Return the names that a write carries on; a call in a comprehension may be given what that walks."""
    if write.call is None:
        return carried_by(write.node, kinds)
    lists = [node for node in t.walk(write.node) if isinstance(node, COMPREHENSIONS)]
    around = [node for node in lists if any(inner is write.call for inner in t.walk(node))]
    return set().union(*(carried_by(part, kinds) for part in [write.call, *around]))


def carried_by(node: t.AST, kinds: Kinds) -> set[str]:
    """Return the names whose values a write may carry on: not what its parts make sizes and other whole numbers of."""
    found = {node.id} if isinstance(node, t.Name) and isinstance(node.ctx, t.Load) else set()
    for part in t.iter_child_nodes(node):
        kind = kinds.of(part) if isinstance(part, (t.Call, t.Attribute)) else None
        found |= set() if kind is not None and has_no_memory(kind) and not carries(kind) else carried_by(part, kinds)
    return found


def is_object(name: str, tree: t.FunctionDef, kinds: Kinds) -> bool:
    """Tell whether a variable is an object of a class that is not known: a store into it may do anything."""
    if not isinstance(kinds.variables.get(name), Unknown):
        return False
    made = (n.value for n in t.walk_all(tree.body) if isinstance(n, t.Assign) and name in t.names_stored(n.targets))
    classes = (kinds.callee(value) for value in made if isinstance(value, t.Call))
    return any(isinstance(each, type) and each.__module__ not in ("builtins", "numpy", "collections") for each in classes)


def is_log(tree: t.FunctionDef, facts: Facts, name: str) -> bool:
    """Tell whether a name is that of a list outside, of the module or of the caller, to which the function only appends."""
    if not is_only_left(tree, name):
        return False
    if name not in facts.local_names:
        return True
    others = (kind for other, kind in facts.parameters.items() if other != name)
    apart = all(isinstance(kind, Array) or has_no_memory(kind) for kind in others) and sees_all(tree, facts, shared=(list, dict))
    return name in facts.parameters.keys() - {*facts.wrt} and facts.is_entry and apart


def may_be_written(kind: Kind) -> bool:
    """Tell whether an argument is an array, of which a test can tell whether it shares memory with another one."""
    return isinstance(kind, Array) and not kind.scalar


def separate(tree: t.FunctionDef, facts: Facts, written: list[str], among: frozenset[str] | None = None) -> t.Block:
    """Return the tests that what is written is seen through no other argument, nor through a global array (`among` some)."""
    arrays = [name for name, kind in facts.parameters.items() if may_be_written(kind)]
    free = [node for node in t.walk_all(tree.body) if isinstance(node, (t.Name, t.Attribute)) and isinstance(node.ctx, t.Load)]
    outside = sorted({path for path in map(dotted_path, free) if path and path.partition(".")[0] not in facts.local_names})
    arrays += [path for path in outside if is_array(facts, path)]
    arrays += sorted({*facts.held, *arrays_given(tree, facts, facts.kinds(tree))})
    spelled = facts.program.spell(check_separate, "check_separate", facts)
    lists = [name for name, kind in facts.parameters.items() if not (isinstance(kind, Array) or has_no_memory(kind))]
    lists += [path for path in outside if holds_numbers(facts.scope.peek(path))]
    rest = {name: [other for other in (lists if name in lists else arrays) if other != name] for name in written}
    rest = {name: [other for other in others if among is None or other in among] for name, others in rest.items()}
    tests = ([place_at_start(text, tree, facts) for text in (name, *others)] for name, others in rest.items() if others)
    return [t.statement(t.call(spelled, *places)) for places in tests]


def hands_back(write: Write, kinds: Kinds, facts: Facts) -> bool:
    """Tell whether a call is that of a piece on the tape, which gives back what it writes."""
    callee = None if write.call is None else kinds.callee(write.call)
    if any(callee is function for function in facts.program.handing.values()):
        return isinstance(write.node, t.Assign) and write.name in t.names_stored(write.node)
    return write.name in facts.program.pieces.given_back(callee)


def with_outer(names: Iterable[str], kinds: Kinds) -> frozenset[str]:
    """Add the outer names that nested functions among (or inside of) variables read."""
    found = set(names)
    todo = [kinds.variables[name] for name in names if name in kinds.variables]
    while todo:
        kind = todo.pop()
        if isinstance(kind, Closure):
            todo.extend(kinds.variables[name] for name in set(kind.outer) - found if name in kinds.variables)
            found |= set(kind.outer)
        todo.extend(parts_of(kind))
    return frozenset(found)


CHANGES = frozenset({"append", "extend", "insert", "pop", "update", "setdefault"})


def check_changes(tree: t.FunctionDef, facts: Facts, varied: frozenset[str]) -> None:
    """Refuse changes of a list or dict that has no name of its own, such as `d["items"].append(x)`."""
    for node in t.walk_all(tree.body):
        match node:
            case t.Call(func=t.Attribute(value=t.Subscript() | t.Attribute() | t.Call(), attr=method)) if method in CHANGES:
                if t.names_read(node) & varied and not leaves_in_given(t.statement(node), facts):
                    raise Unsupported(
                        f"tangentlike cannot differentiate `{method}` on a part of another object.",
                        place=facts.source.place(node),
                        why="the part has no name by which its derivative could follow the change.",
                        instead="keep it in a variable of its own until it is complete.",
                    )


def _refuse_call(facts: Facts, kinds: Kinds, write: Write) -> None:
    assert write.call is not None
    effects = effects_of(kinds, facts)(write.call)
    if effects is not None and effects.unreadable is not None:
        refuse_unsupported(effects.unreadable.source.tree, effects.unreadable)
    raise Unsupported(
        f"tangentlike cannot differentiate a call that writes into its argument (`{write.name}`).",
        place=facts.source.place(write.call if getattr(write.call, "lineno", None) is not None else write.node),
        why="what the call changes is used afterwards, and there is no adjoint of the change yet.",
        instead="let the function return a new array, or write the elements with `a[i] = ...` here.",
    )


def _refuse(
    facts: Facts, name: str, node: t.AST, others: frozenset[str], outside: bool, divisible: bool
) -> None:
    if outside:
        what, why = "an in-place write to an argument or a global", f"`{name}` may be the caller's own array."
    else:
        seen = ", ".join(f"`{other}`" for other in sorted(others))
        what, why = "an in-place write to an array with two names", f"the memory of `{name}` is also seen by {seen}."
    found = Unsupported(
        f"tangentlike cannot differentiate {what} (`{name}`).",
        place=facts.source.place(node),
        why=why,
        instead=f"work on a copy (`{name} = {name}.copy()`), or write `{name} = {name} + ...`.",
    )
    found.divisible = divisible  # compiled code would read what a piece leaves in a global as constants
    raise found
