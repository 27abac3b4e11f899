"""Functions that call another one for each element or row: their result as an array of a list.

NumPy gives the result the type of the first value: only where all are certainly floats is the list the same.
"""

from types import FunctionType
from typing import TYPE_CHECKING

import numpy as np

from tangentlike.analysis.probing import probe
from tangentlike.analysis.sizes import same_shape
from tangentlike.analysis.values import FLOAT, UNKNOWN, Array, Closure, Kind, Scalar, Static, is_float
from tangentlike.callees import Known
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.rules import registry
from tangentlike.runtime.by_elements import array_as_first
from tangentlike.syntax import trees as t
from tangentlike.syntax.quote import quote_expression

if TYPE_CHECKING:
    from tangentlike.normalise.comprehensions import Opener

FLOATING = "float64"


def result_of(work: "Opener", function: t.expr, kinds: list[Kind]) -> Kind:
    """Return the kind of what a function gives for arguments of some kinds."""
    call = t.Call(function, [t.name("given") for _ in kinds], [])
    for argument, kind in zip(call.args, kinds, strict=True):
        work.kinds.note(argument, kind)
    meant = work.kinds.of(function)
    run = Known(work.kinds, work.facts)
    program, env = work.facts.program, dict(work.kinds.variables)
    if isinstance(meant, Closure):
        found: Kind = program.closure_kind(run, call, meant, kinds, {}, env)
        return found
    if isinstance(meant, Static) and isinstance(meant.value, FunctionType):
        bound = program.bind(meant.value, call, run)
        return UNKNOWN if bound is None else program.result_kind(meant.value, bound, env)
    if isinstance(meant, Static) and registry.find(meant.value) is not None:
        return probe(meant.value, kinds, {}).kind
    return UNKNOWN


def is_floating(kind: Kind, rank: int) -> bool:
    """Tell whether a value is certainly a float, or an array of floats with at most so many axes."""
    if isinstance(kind, Array):
        return kind.dtype == FLOATING and isinstance(kind.shape, tuple) and len(kind.shape) <= rank
    return kind == FLOAT


# `np.vectorize`


def vectorized_function(work: "Opener", node: t.Call) -> t.expr | None:
    """Return the function that a call of a vectorised one calls for each element; None for other calls."""
    maker = node.func
    if isinstance(maker, t.Call) and work.kinds.callee(maker) is np.vectorize:
        return maker.args[0] if len(maker.args) == 1 and not maker.keywords else None  # with options: on the tape
    callee = work.kinds.callee(node)
    if isinstance(callee, np.vectorize) and callee.otypes is None and not (callee.excluded or callee.signature or callee.cache):
        function = t.name(work.spell(callee.pyfunc)) if isinstance(callee.pyfunc, FunctionType) else None
        if function is not None:
            work.kinds.note(function, Static(callee.pyfunc))
        return function
    return None


def is_vectorized(work: "Opener", node: t.Call) -> bool:
    """Tell whether a call is that of a vectorised function on arrays of one shape and numbers, that gives floats."""
    if node.keywords or not node.args or not (isinstance(node.func, t.Call) or isinstance(work.kinds.callee(node), np.vectorize)):
        return False
    kinds = [work.kinds.of(arg) for arg in node.args]
    arrays = [kind for kind in kinds if isinstance(kind, Array) and not kind.scalar]
    plain = all(is_float(kind) or (isinstance(kind, Array) and kind.dtype == FLOATING) for kind in kinds)
    if not plain or not arrays or not all(same_shape(kind, arrays[0]) for kind in arrays):
        return False
    if not isinstance(arrays[0].shape, tuple) or not arrays[0].shape:
        return False
    function = vectorized_function(work, node)
    items: list[Kind] = [kind if isinstance(kind, (Scalar, Static)) else FLOAT for kind in kinds]
    return function is not None and is_floating(result_of(work, function, items), 0)


def elementwise(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`np.vectorize(f)(x)` is `np.array([f(v) for v in x.tolist()])`, in the shape of x."""
    function = vectorized_function(work, node)
    kinds = [work.kinds.of(arg) for arg in node.args]
    before: t.Block = []
    items, walked, given = [], [], []
    shape: t.expr | None = None
    for arg, kind in zip(node.args, kinds, strict=True):
        inside, value = hoisting.expression(arg)
        before += inside
        if not isinstance(value, (t.Name, t.Constant)):
            name = work.named("given")
            before.append(t.assign(name, value))
            value = t.name(name)
        if isinstance(kind, Array) and not kind.scalar:
            one = isinstance(kind.shape, tuple) and len(kind.shape) == 1
            flat = t.copy(value) if one else t.call(t.attribute(t.copy(value), "ravel"))
            shape = shape or (None if one else t.attribute(t.copy(value), "shape"))
            items.append(t.name(work.named("item")))
            walked.append(t.call(t.attribute(flat, "tolist")))
            given.append(t.copy(items[-1]))
        else:
            given.append(value)
    call = t.Call(function, given, [])
    target = t.as_store(items[0] if len(items) == 1 else t.tuple_of(items))
    walk = walked[0] if len(walked) == 1 else t.call("zip", *walked)
    values = t.ListComp(call, [t.comprehension(target, walk, [], is_async=0)])
    made: t.expr = t.call(work.spell(array_as_first), values)
    return before, made if shape is None else t.call(t.attribute(made, "reshape"), shape)


# `np.apply_along_axis`


def is_along_axis(work: "Opener", node: t.Call) -> bool:
    """Tell whether a function is called for each row or column of a matrix, and gives a number or an array of floats."""
    if node.keywords or len(node.args) < 3 or any(isinstance(arg, t.Starred) for arg in node.args):
        return False
    function, axis, matrix = node.args[:3]
    kind, along = work.kinds.of(matrix), work.kinds.of(axis)
    if not isinstance(along, Static) or along.value not in (0, 1, -1, -2) or not isinstance(kind, Array):
        return False
    if not isinstance(kind.shape, tuple) or len(kind.shape) != 2:
        return False
    row = Array(kind.dtype, (kind.shape[1 if along.value in (1, -1) else 0],))
    further = [work.kinds.of(arg) for arg in node.args[3:]]
    return kind.dtype == FLOATING and is_floating(result_of(work, function, [row, *further]), 1)


def along_axis(work: "Opener", node: t.Call, hoisting: Hoisting) -> Opened:
    """`np.apply_along_axis(f, 1, m)` is `np.array([f(row) for row in m])`; along axis 0, the same of the columns."""
    before: t.Block = []
    function, axis, matrix, *further = node.args
    along = work.kinds.of(axis)
    names: list[t.expr] = []
    for arg in [matrix, *further]:
        inside, value = hoisting.expression(arg)
        before += [*inside, t.assign(name := work.named("given"), value)]
        names.append(t.name(name))
    by_rows = isinstance(along, Static) and along.value in (1, -1)
    rows = names[0] if by_rows else t.attribute(names[0], "T")
    row = work.named("row")
    call = t.Call(function, [t.name(row), *names[1:]], [])
    text = "array_as_first([call for row in rows])"
    made = quote_expression(text, array_as_first=work.spell(array_as_first), call=call, row=row, rows=rows)
    return before, made if by_rows else t.attribute(made, "T")
