"""Which names are varied: they may depend on an input of interest.

The answer holds for a name in the whole function. It may say more than is true, never less; what a name means at one
place (its kind there) and whether the value is useful later are asked separately.
"""

from collections.abc import Iterable
from types import FunctionType

from tangentlike.analysis.calls import is_unread
from tangentlike.analysis.free_names import COMPREHENSIONS, free_names
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import is_class_number
from tangentlike.analysis.values import Closure, Dict, Keyed, List, Record, Static, Unknown, carries
from tangentlike.rules import registry
from tangentlike.rules.expand import like_positions
from tangentlike.runtime.indexing import add_at
from tangentlike.runtime.joining import find_join
from tangentlike.syntax import trees as t

MUTATORS = frozenset({"append", "extend", "insert"})
BINDING = (t.Assign, t.AugAssign, t.NamedExpr, t.AnnAssign, t.For, t.Call, *COMPREHENSIONS)


def varied_names(tree: t.FunctionDef, kinds: Kinds, wrt: Iterable[str]) -> frozenset[str]:
    """Return the names that may depend on the parameters `wrt`.

    In `y = x + n`, `k = int(y)` with `wrt = ("x",)`: x and y.
    """
    varied = set(wrt)
    binding = [node for node in t.walk_all(tree.body) if isinstance(node, BINDING)]
    changed = True
    while changed:
        before = len(varied)
        for node in binding:
            varied |= _varied_by(node, varied, kinds)
            if isinstance(node, t.Call) and kinds.writes is not None and _puts_varied(node, varied, kinds):
                varied |= kinds.writes(node)
        changed = len(varied) > before
    return frozenset(varied)


def _varied_by(node: t.AST, varied: set[str], kinds: Kinds) -> set[str]:
    """Return the names that one statement makes varied."""
    match node:
        case t.Assign(targets=targets, value=value) if is_varied(value, varied, kinds):
            return set().union(*(bases(target) for target in targets))
        case (
            t.AugAssign(target=target, value=value)
            | t.NamedExpr(target=target, value=value)
            | t.AnnAssign(target=target, value=t.expr() as value)
        ) if is_varied(value, varied, kinds):
            return bases(target)
        case t.For(target=target, iter=iterable) if gives_varied(iterable, varied, kinds):
            return bases(target)
        case t.Call(args=[base, _, part]) if kinds.callee(node) is add_at:
            return bases(base) if is_varied(part, varied, kinds) else set()
        case t.Call(func=t.Attribute(value=t.Name(id=base) as owner, attr=attr), args=args, keywords=keywords):
            # A method of what is not known may keep what it is given.
            keeps = attr in MUTATORS or (base in kinds.variables and isinstance(kinds.of(owner), (Unknown, Dict, Keyed)))
            given = [*args, *(keyword.value for keyword in keywords)]
            return {base} if keeps and any(is_varied(arg, varied, kinds) for arg in given) else set()
        case t.ListComp() | t.SetComp() | t.DictComp() | t.GeneratorExp():
            here = set(varied) | _varied_targets(node, varied, kinds)
            named = [inner for inner in t.walk(node) if isinstance(inner, t.NamedExpr)]
            return set().union(*(bases(each.target) for each in named if is_varied(each.value, here, kinds)))
    return set()


def _puts_varied(node: t.Call, varied: set[str], kinds: Kinds) -> bool:
    """Tell whether one of the user's functions is given, or reads, what is varied: it may write that into what it is given."""
    callee = kinds.callee(node)
    if isinstance(callee, Closure) and _reads_varied(callee, varied, kinds, set()):
        return True
    given = [*node.args, *(keyword.value for keyword in node.keywords)]
    ours = isinstance(callee, Closure) or (isinstance(callee, FunctionType) and registry.find(callee) is None)
    return ours and any(is_varied(part, varied, kinds) for part in given)


def may_keep(node: t.Call, kinds: Kinds) -> set[str]:
    """Return the names of the containers into which a function that nothing is known of may put what it is given.

    For `heapq.heappush(items, x)`: items. Python's own functions, and those with a rule or a text, are known.
    """
    if not is_unread(kinds.callee(node)):
        return set()
    return {arg.id for arg in node.args if isinstance(arg, t.Name) and isinstance(kinds.of(arg), (List, Dict, Keyed, Unknown))}


def bases(target: t.expr) -> set[str]:
    """Return the names that an assignment to a target changes."""
    if isinstance(target, t.Starred):
        return bases(target.value)
    if isinstance(target, (t.Tuple, t.List)):
        return set().union(*(bases(item) for item in target.elts))
    base = t.base_of(target)
    return set() if base is None else {base}


def gives_varied(node: t.expr, varied: Iterable[str], kinds: Kinds) -> bool:
    """Tell whether an iterable gives varied items; the values of `len` and the like are not."""
    if isinstance(node, t.Call) and kinds.callee(node) in (range, len):
        return False
    if isinstance(node, t.Call):
        return any(gives_varied(arg, varied, kinds) for arg in node.args) or is_varied(node, varied, kinds)
    return is_varied(node, varied, kinds)


def _makes_varied(node: t.expr, varied: set[str], kinds: Kinds) -> bool:
    """Tell whether a comprehension gives varied items."""
    varied |= _varied_targets(node, varied, kinds)
    return is_varied(node.value if isinstance(node, t.DictComp) else node.elt, varied, kinds)


def _varied_targets(node: t.expr, varied: set[str], kinds: Kinds) -> set[str]:
    """Return the targets of a comprehension that walk over varied items."""
    found: set[str] = set()
    for clause in node.generators:
        if gives_varied(clause.iter, varied | found, kinds):
            found |= bases(clause.target)
    return found


def operands(node: t.AST, kinds: Kinds) -> list[t.AST]:
    """Return the parts of an expression whose values matter: not what a helper reads for the shape only."""
    callee = kinds.callee(node)
    likes = like_positions(callee) if isinstance(node, t.Call) and isinstance(callee, FunctionType) else frozenset()
    skipped = {id(arg) for place, arg in enumerate(node.args) if place in likes} if likes else set()
    return [part for part in t.iter_child_nodes(node) if id(part) not in skipped]


def _reads_varied(closure: Closure, varied: set[str], kinds: Kinds, seen: set[str]) -> bool:
    """Tell whether a nested function reads a varied name, itself or by a function that it reads."""
    for name in closure.outer:
        if name in varied or name not in kinds.variables:
            return True  # what it reads may also be out of reach: then nothing is known
        inner = kinds.variables[name]
        if isinstance(inner, Closure) and name not in seen and _reads_varied(inner, varied, kinds, seen | {name}):
            return True
    return False


def _is_shared_number(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression reads a number that a record's class has for all of its objects."""
    kind = kinds.of(node.value) if isinstance(node, t.Attribute) else None
    return isinstance(kind, Record) and node.attr not in dict(kind.items) and is_class_number(kind.cls, node.attr)


def is_varied(node: t.expr, varied: Iterable[str], kinds: Kinds) -> bool:
    """Tell whether an expression may carry a derivative from a varied name."""
    if isinstance(node, t.Starred):
        return is_varied(node.value, varied, kinds)
    if isinstance(node, t.Name):
        kind = kinds.of(node)
        if isinstance(kind, Closure):
            return _reads_varied(kind, set(varied), kinds, set())
        return node.id in varied and carries(kind)
    if isinstance(node, t.Lambda):
        read = free_names([node])
        functions = [found for name in read if isinstance(found := kinds.variables.get(name), Closure)]
        return not read.isdisjoint(varied) or any(_reads_varied(kind, set(varied), kinds, set()) for kind in functions)
    if isinstance(node, COMPREHENSIONS):
        return _makes_varied(node, set(varied), kinds)
    if isinstance(node, t.Slice) or not carries(kinds.of(node)) or _is_shared_number(node, kinds):
        return False
    callee = kinds.callee(node)
    rule = registry.find(callee) if callee is not None else None
    if rule is not None and rule.kind == "constant":
        return False
    if isinstance(callee, Closure) and any(name in varied for name in callee.outer):
        return True
    parts = [node.body, node.orelse] if isinstance(node, t.IfExp) else operands(node, kinds)
    if isinstance(node, t.Subscript):
        base = kinds.of(node.value)
        joins = isinstance(base, Static) and find_join(base.value) is not None
        parts = [node.slice] if joins else [node.value]
    return any(is_varied(part, varied, kinds) for part in parts if isinstance(part, t.expr)) or any(
        is_varied(part.value, varied, kinds) for part in parts if isinstance(part, t.keyword)
    )
