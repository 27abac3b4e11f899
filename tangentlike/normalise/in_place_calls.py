"""Write calls that write into an array they are given as stores, which have adjoints."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tangentlike.analysis.dtypes import dtype_of, is_place, may_store, rank_of
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.operators import call_arguments, is_of_arrays
from tangentlike.analysis.probing import probe
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Array, Drawing, Kind, Number, Static, is_scalar
from tangentlike.analysis.views import is_view
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.rules.in_place import RESULT, Form, expand_store, find_forms
from tangentlike.syntax import trees as t

# What ufuncs do unless they are told otherwise.
USUAL = {"where": True, "casting": "same_kind", "order": "K", "dtype": None, "subok": True}
METHODS = frozenset({"at", "copyto", "put", "place", "putmask", "put_along_axis", "fill_diagonal", "fill", "sort", "partition",
                     "shuffle"})


def store_results(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn `np.exp(x, out=y)` into `y[...] = np.exp(x)`, `y.sort()` into `y[...] = np.sort(y)`.

    >>> # np.log(x, out=y, where=m)  ->  y[m] = np.log(x[m])
    """
    calls = [node for node in t.walk_all(tree.body) if isinstance(node, t.Call)]
    if not any(is_of_interest(node, facts.scope) for node in calls):
        return tree
    work = _Stores(facts, facts.kinds(tree))
    work.forms = {id(node): form for node in calls if (form := work.find_form(node)) is not None}
    tree = Hoisting(facts, lambda node: id(node) in work.forms, work.open).statements(tree)
    return rewrite_statements(tree, lambda node: [] if isinstance(node, t.Expr) and id(node.value) in work.left else [node])


def is_of_interest(node: t.Call, scope: Scope) -> bool:
    """Tell at a glance whether a call may write into an array; ufuncs take it by position, too."""
    if any(keyword.arg == "out" for keyword in node.keywords):
        return True
    path = dotted_path(node.func)
    function = scope.peek(path) if path is not None and len(node.args) > 1 else None
    by_position = isinstance(function, np.ufunc) and len(node.args) > function.nin
    return by_position or (isinstance(node.func, t.Attribute) and node.func.attr in METHODS)


@dataclass
class _Stores:
    """The calls of one function that are stores, and the expressions that are left of them."""

    facts: Facts
    kinds: Kinds
    forms: dict[int, Form] = field(default_factory=dict)
    left: set[int] = field(default_factory=set)

    def find_form(self, node: t.Call) -> Form | None:
        """Return which store a call is, None for other calls."""
        whole = not any(isinstance(a, t.Starred) for a in node.args) and all(k.arg for k in node.keywords)
        for form, arguments in self.readings(node) if whole else ():
            if self.fits(form, arguments):
                return form
        return None

    def readings(self, node: t.Call) -> Iterator[tuple[Form, dict[str, Any]]]:
        """Yield the stores that a call may be, with the arguments of each."""
        callee = self.kinds.callee(node)
        calls = [(callee, *call_arguments(self.kinds, node))] if callee is not None else []
        split = split_out(callee, node) if callee is not None and is_of_arrays(callee) else None
        if split is not None:
            self.note(callee, node, split["value"])
            calls.append((RESULT, [], split))
        for function, args, named in calls:
            bound = [(form, form.bind(args, named)) for form in find_forms(function)]
            yield from ((form, arguments) for form, arguments in bound if arguments is not None)

    def note(self, callee: Any, node: t.Call, call: t.Call) -> None:
        """Note the kind of a call without `out=`, which nobody has inferred."""
        args, named = call_arguments(self.kinds, call)
        given = {name: self.kinds.of(value) for name, value in named.items()}
        self.kinds.note(call, probe(callee, [self.kinds.of(a) for a in args], given).kind)
        self.kinds.callees[id(call)] = callee

    def fits(self, form: Form, arguments: dict[str, Any]) -> bool:
        """Tell whether a form has the effect of a call with such arguments."""
        nodes = {name: a for name, a in arguments.items() if isinstance(a, t.expr)}
        target = nodes.pop(form.written)
        if form.mask is not None and dtype_of(self.kinds.of(nodes[form.mask])) != "bool":
            return False
        kind = self.kinds.of(target)
        values = [self.kinds.of(node) for name, node in nodes.items() if name not in form.places]
        known = all(may_store(given, kind) for given in values if not is_option(given))
        alike = all(self.is_number(nodes[name]) or self.same_shape(nodes[name], target) for name in form.alike)
        alike &= all(self.is_number(nodes[name]) for name in form.numbers)
        return known and alike and self.is_array(target) and self.computes_alike(nodes.get("value"), target)

    def computes_alike(self, call: t.expr | None, target: t.expr) -> bool:
        """Tell whether a call gives the same without `out=`.

        Only ufuncs compute in the type of their operands, and write into what has more dimensions than their result.
        """
        if not isinstance(call, t.Call) or isinstance(self.kinds.callee(call), np.ufunc):
            return True
        given, own = self.kinds.of(call), self.kinds.of(target)
        return dtype_of(given) == dtype_of(own) and rank_of(given) in (rank_of(own), None)

    def is_array(self, target: t.expr) -> bool:
        """Tell whether something is an array with a name, or a view of one that a store can write."""
        kind = self.kinds.of(target)
        if not isinstance(kind, Number) and (not isinstance(kind, Array) or kind.scalar or kind.shape == ()):
            return False
        if isinstance(target, t.Subscript) and isinstance(target.value, t.Name):
            if not isinstance(self.kinds.of(target.value), (Array, Number)):
                return False  # a store into a list would put another array there
            parts = target.slice.elts if isinstance(target.slice, t.Tuple) else [target.slice]
            views = all(isinstance(part, t.Slice) or is_place(self.kinds.of(part)) for part in parts)
            return views and self.facts.program.may_repeat(target.slice, self.kinds, self.facts)
        repeated = self.facts.program.may_repeat(target, self.kinds, self.facts)
        return isinstance(target, t.Name) or self.is_new(target) or (is_view(target, self.kinds) and repeated)

    def is_new(self, target: t.expr) -> bool:
        """Tell whether what is written has no name yet, as in `out=np.zeros(3)`."""
        return isinstance(target, t.Call) and self.facts.program.may_repeat(target, self.kinds, self.facts)

    def is_number(self, node: t.expr) -> bool:
        """Tell whether an expression is certainly one number."""
        return is_scalar(self.kinds.of(node))

    def same_shape(self, node: t.expr, other: t.expr) -> bool:
        """Tell whether two expressions certainly have one shape."""
        match self.kinds.of(node), self.kinds.of(other):
            case Array(_, shape, False), Array(_, theirs, False):
                return shape is not None and shape == theirs and (isinstance(shape, str) or None not in shape)
        return False

    # Writing

    def open(self, node: t.AST, hoisting: Hoisting) -> Opened:
        """Return the store that a call is, and what the call returns."""
        assert isinstance(node, t.Call)
        before, form = hoisting.parts(node), self.forms[id(node)]
        arguments = next(arguments for other, arguments in self.readings(node) if other is form)
        target = arguments[form.written]
        if isinstance(target, t.Call):
            name = self.facts.fresh("written")
            before.append(t.assign(name, target))
            target = arguments[form.written] = t.name(name)
        if form.mask is not None:
            arguments[form.mask] = self.mask(arguments[form.mask], target, before)
            for name in form.masked:
                arguments[name] = self.under(arguments[form.mask], arguments[name], target)
        value = t.copy(target) if "value" in arguments else t.constant(None)
        self.left.add(id(value))
        return [*before, whole(expand_store(form, arguments, self.spell))], value

    def mask(self, node: t.expr, target: t.expr, before: t.Block) -> t.expr:
        """Return a mask of the shape of an array; one that is no variable gets a name."""
        if not self.same_shape(node, target):
            node = self.spread(node, target)
        if isinstance(node, t.Name):
            return node
        name = self.facts.fresh("mask")
        before.append(t.assign(name, node))
        return t.name(name)

    def under(self, mask: t.expr, node: t.expr, target: t.expr) -> t.expr:
        """Return the elements of an operand that are under a mask; of the call of a ufunc, those of its operands."""
        if isinstance(node, t.Call) and isinstance(self.kinds.callee(node), np.ufunc):
            node.args = [self.under(mask, arg, target) for arg in node.args]
            return node
        if self.is_number(node):
            return node
        return t.subscript(node if self.same_shape(node, target) else self.spread(node, target), t.copy(mask))

    def spread(self, node: t.expr, target: t.expr) -> t.expr:
        """Write an operand with the shape of an array."""
        np_ = self.spell(np, "np")
        return t.call(f"{np_}.broadcast_to", node, t.call(f"{np_}.shape", t.copy(target)))

    def spell(self, value: Any, wanted: str) -> str:
        """Return the name by which the text reaches an object."""
        return self.facts.program.spell(value, wanted, self.facts)


def split_out(callee: Any, node: t.Call) -> dict[str, t.expr] | None:
    """Return a call without `out=` as the arguments of a form: what is written, the call, and the mask of a ufunc."""
    args, keywords = list(node.args), [k for k in node.keywords if k.arg != "out" and not is_usual(callee, k)]
    found = [k.value for k in node.keywords if k.arg == "out"]
    if isinstance(callee, np.ufunc) and callee.nout == 1 and len(args) > callee.nin:
        found, args = [*found, *args[callee.nin :]], args[: callee.nin]
    if len(found) != 1 or (isinstance(callee, np.ufunc) and callee.nout > 1):
        return None
    out = found[0].elts[0] if isinstance(found[0], t.Tuple) and len(found[0].elts) == 1 else found[0]
    split = {"out": out, "value": t.Call(node.func, args, keywords)}
    masks = [k for k in keywords if k.arg == "where"] if isinstance(callee, np.ufunc) else []
    if not masks:
        return split
    split["value"] = t.Call(node.func, args, [])
    return {**split, "where": masks[0].value} if keywords == masks and callee.signature is None else None


def is_usual(callee: Any, keyword: t.keyword) -> bool:
    """Tell whether an option of a ufunc is its default."""
    value = keyword.value.value if isinstance(keyword.value, t.Constant) else USUAL
    return isinstance(callee, np.ufunc) and keyword.arg in USUAL and USUAL[keyword.arg] == value


def is_option(kind: Kind) -> bool:
    """Tell whether an argument is no number: a word, or None, or a random generator."""
    return isinstance(kind, Drawing) or (isinstance(kind, Static) and (kind.value is None or isinstance(kind.value, str)))


def whole(statement: t.stmt) -> t.stmt:
    """Write `b[0][...] = value` as `b[0] = value`."""
    match statement:
        case t.Assign(targets=[t.Subscript(value=t.Subscript() as part, slice=t.Constant(value=value))]) if value is ...:
            statement.targets = [t.as_store(part)]
    return statement
