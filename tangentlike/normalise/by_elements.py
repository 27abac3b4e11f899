"""Functions that call another one for each element: their result as an array of a list.

NumPy gives the result the type of the first value, or the one that it is told: only where all are certainly floats is the
list the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from types import FunctionType
from typing import TYPE_CHECKING, Any

import numpy as np

from tangentlike.analysis.probing import probe
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.values import FLOAT, UNKNOWN, Array, Closure, Kind, Scalar, Static, is_float, is_number
from tangentlike.callees import Known
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.rules import registry
from tangentlike.runtime.by_elements import array_as_first
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener

FLOATING = "float64"
ITEMS = {"f": FLOAT, "i": Scalar("int"), "b": Scalar("bool")}  # of arrays, by the kind of their type
HARMLESS = ("doc", "cache")                     # options that change nothing of what is computed


def result_of(work: "Opener", function: t.expr, kinds: list[Kind], named: dict[str, Kind] | None = None) -> Kind:
    """Return the kind of what a function gives for arguments of some kinds."""
    call = t.Call(function, [t.name("given") for _ in kinds], [t.keyword(name, t.name("given")) for name in named or {}])
    for argument, kind in zip(call.args, kinds, strict=True):
        work.kinds.note(argument, kind)
    for keyword in call.keywords:
        work.kinds.note(keyword.value, (named or {})[keyword.arg])
    meant = work.kinds.of(function)
    run = Known(work.kinds, work.facts)
    program, env = work.facts.program, dict(work.kinds.variables)
    if isinstance(meant, Closure):
        found: Kind = program.closure_kind(run, call, meant, kinds, named or {}, env)
        return found
    if isinstance(meant, Static) and isinstance(meant.value, FunctionType):
        bound = program.bind(meant.value, call, run)
        return UNKNOWN if bound is None else program.result_kind(meant.value, bound, env)
    if isinstance(meant, Static) and registry.find(meant.value) is not None:
        return probe(meant.value, kinds, named or {}).kind
    return UNKNOWN


def is_floating(kind: Kind, rank: int) -> bool:
    """Tell whether a value is certainly a float, or an array of floats with at most so many axes."""
    if isinstance(kind, Array):
        return kind.dtype == FLOATING and isinstance(kind.shape, tuple) and len(kind.shape) <= rank
    return kind == FLOAT


@dataclass
class Vectorized:
    """What a call of a vectorised function calls for each element, and its options."""

    function: t.expr
    as_floats: bool = False                     # all results become floats
    excluded: frozenset[int | str] = field(default_factory=frozenset)  # arguments that are handed on as they are


def vectorized_function(work: "Opener", node: t.Call) -> Vectorized | None:
    """Return what a call of a vectorised function calls for each element; None for other calls, and unknown options."""
    maker = node.func
    if isinstance(maker, t.Call) and work.kinds.callee(maker) is np.vectorize:
        options = {**dict(zip(("pyfunc", "otypes"), maker.args, strict=False)), **{k.arg: k.value for k in maker.keywords}}
        known = {"pyfunc", "otypes", "excluded", *HARMLESS}
        if len(maker.args) > 2 or not options.keys() <= known or "pyfunc" not in options:
            return None
        return with_options(options["pyfunc"], types_of(work, options.get("otypes")), literal(options.get("excluded")))
    callee = work.kinds.callee(node)
    if isinstance(callee, np.vectorize) and callee.signature is None and isinstance(callee.pyfunc, FunctionType):
        function = t.name(work.spell(callee.pyfunc))
        work.kinds.note(function, Static(callee.pyfunc))
        return with_options(function, callee.otypes, callee.excluded)
    return None


def with_options(function: t.expr, types: Any, excluded: Any) -> Vectorized | None:
    """Return a vectorised function with options that are known; None if they are not."""
    if types is not None and (len(types) != 1 or np.dtype(types[0]) != FLOATING):
        return None
    if excluded is not None and not isinstance(excluded, (set, frozenset, list, tuple)):
        return None
    return Vectorized(function, types is not None, frozenset(excluded or ()))


def types_of(work: "Opener", node: t.expr | None) -> Any:
    """Return the types that an option names; one that nothing is known of is no float."""
    if node is None or (isinstance(node, t.Constant) and node.value is None):
        return None
    items = node.elts if isinstance(node, (t.List, t.Tuple)) else [node]
    found = [kind.value if isinstance(kind := work.kinds.of(item), Static) else object for item in items]
    try:
        return [np.dtype(each) for each in found]
    except TypeError:
        return [np.dtype(object)]


def literal(node: t.expr | None) -> Any:
    """Return the value of a set, list or tuple of constants; 0 for what is none, None for nothing."""
    if node is None:
        return None
    plain = isinstance(node, (t.Set, t.List, t.Tuple)) and all(isinstance(item, t.Constant) for item in node.elts)
    return {item.value for item in node.elts} if plain else 0


@dataclass
class Given:
    """One argument of a vectorised function: the expression, and how it is given."""

    holder: Any                                 # the keyword, or None
    node: t.expr
    kind: Kind
    is_whole: bool                              # it is handed on as it is

    @property
    def is_walked(self) -> bool:
        """Tell whether the function is given its elements."""
        return isinstance(self.kind, Array) and not self.kind.scalar and not self.is_whole

    @property
    def item(self) -> Kind:
        """Return the kind of what the function is given."""
        if self.is_whole or not isinstance(self.kind, Array):
            return self.kind
        return ITEMS[np.dtype(self.kind.dtype).kind]


def arguments_of(work: "Opener", node: t.Call, made: Vectorized) -> list[Given] | None:
    """Return the arguments of a call; None if they are not all arrays with known axes and numbers."""
    found = [Given(None, arg, work.kinds.of(arg), place in made.excluded) for place, arg in enumerate(node.args)]
    found += [Given(k, k.value, work.kinds.of(k.value), k.arg in made.excluded) for k in node.keywords]
    if any(isinstance(arg, t.Starred) for arg in node.args) or any(k.arg is None for k in node.keywords):
        return None
    return found if found and all(is_plain(each.kind) for each in found if not each.is_whole) else None


def is_plain(kind: Kind) -> bool:
    """Tell whether an argument is a number, or an array of numbers with at least one axis."""
    if not isinstance(kind, Array):
        return is_float(kind) or (isinstance(kind, Scalar) and kind.type == "bool")
    if kind.scalar:
        return kind.dtype == FLOATING
    known = kind.dtype == FLOATING or (kind.dtype is not None and np.dtype(kind.dtype).kind in "ib")
    return known and isinstance(kind.shape, tuple) and bool(kind.shape)


def is_vectorized(work: "Opener", node: t.Call) -> bool:
    """Tell whether a call is that of a vectorised function on arrays and numbers, that gives floats."""
    if not (isinstance(node.func, t.Call) or isinstance(work.kinds.callee(node), np.vectorize)):
        return False
    made = vectorized_function(work, node)
    given = None if made is None else arguments_of(work, node, made)
    if made is None or given is None or not any(map(is_active, given)):
        return False
    named = {each.holder.arg: each.item for each in given if each.holder is not None}
    kind = result_of(work, made.function, [each.item for each in given if each.holder is None], named)
    return is_floating(kind, 0) or (made.as_floats and is_number(kind) and not isinstance(kind, Array))


def is_active(given: Given) -> bool:
    """Tell whether an argument may carry a derivative."""
    return given.item == FLOAT or given.is_whole


def elementwise(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`np.vectorize(f)(x)` is `np.array([f(v) for v in x.tolist()])`, in the shape of x."""
    made = vectorized_function(work, node)
    given = None if made is None else arguments_of(work, node, made)
    assert made is not None
    assert given is not None
    before: t.Block = []
    for each in given:
        inside, value = hoisting.expression(each.node)
        before += inside
        if not isinstance(value, (t.Name, t.Constant)):
            name = work.named("given")
            before.append(t.assign(name, value))
            value = t.name(name)
        each.node = value
    walked = [each for each in given if each.is_walked]
    shape = shape_of(work, walked, before)
    items = list(walks(work, walked, shape))
    call: t.expr = t.Call(t.copy(made.function), [each.node for each in given if each.holder is None], [])
    call.keywords = [t.keyword(each.holder.arg, each.node) for each in given if each.holder is not None]
    call = t.call("float", call) if made.as_floats else call
    if not items:
        return before, t.call(numpy(work, "array"), call)
    target = t.as_store(items[0][0] if len(items) == 1 else t.tuple_of(item for item, _ in items))
    walk = items[0][1] if len(items) == 1 else t.call("zip", *(walk for _, walk in items))
    values = t.ListComp(call, [t.comprehension(target, walk, [], is_async=0)])
    # What is told to be floats may as well be empty.
    whole: t.expr = t.call(numpy(work, "array") if made.as_floats else work.spell(array_as_first), values)
    return before, whole if shape is None else t.call(t.attribute(whole, "reshape"), shape)


def numpy(work: "Opener", name: str) -> str:
    """Return the spelling of a NumPy function."""
    return f"{work.facts.program.spell(np, 'np', work.facts)}.{name}"


def is_flat(given: Given) -> bool:
    """Tell whether an argument has one axis."""
    return isinstance(given.kind, Array) and isinstance(given.kind.shape, tuple) and len(given.kind.shape) == 1


def shape_of(work: "Opener", walked: list[Given], before: t.Block) -> t.expr | None:
    """Return the shape of the result; None if it is that of a list."""
    if all(same_shape(each.kind, walked[0].kind) for each in walked):
        return t.attribute(t.copy(walked[0].node), "shape") if walked and not is_flat(walked[0]) else None
    name = work.named("shape")
    shapes = [t.attribute(t.copy(each.node), "shape") for each in walked]
    before.append(t.assign(name, t.call(numpy(work, "broadcast_shapes"), *shapes)))
    return t.name(name)


def walks(work: "Opener", walked: list[Given], shape: t.expr | None) -> Iterator[tuple[t.expr, t.expr]]:
    """Yield a name for each element, and the list of them; the arguments become these names."""
    spread = isinstance(shape, t.Name)
    for each in walked:
        value: t.expr = t.copy(each.node)
        if spread:
            value = t.call(numpy(work, "broadcast_to"), value, t.copy(shape))
        if spread or not is_flat(each):
            value = t.call(t.attribute(value, "ravel"))
        each.node = t.name(work.named("item"))
        yield t.copy(each.node), t.call(t.attribute(value, "tolist"))
