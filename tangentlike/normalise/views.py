"""Names of views, where one of several names of the same memory is written: each use is written as the part that it is.

    row = b[i]                          b[i] *= scale
    row *= scale            becomes     total += b[i, 0]
    total += row[0]

A name is replaced only if wherever it is used it certainly means the view that one place has made, of an array that still
has the same name, at indices that still have the same values. What stays refused runs on the tape.
"""

from functools import partial
from types import ModuleType

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.flow import Flow, Point, point
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.outlining import base_of
from tangentlike.analysis.values import Array, Scalar, Static
from tangentlike.analysis.views import find_views, follow, is_replaceable, is_view, laid_out, made_at, read_parts
from tangentlike.effects import memory_of
from tangentlike.normalise.atoms import is_part_of_row
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.rules.views import expand_view
from tangentlike.syntax import trees as t

MOST = 6


def follow_views(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Write names of views as the parts that they are, where memory with several names is written."""
    tree = spell_views(tree, facts, frozenset())
    for _ in range(MOST):
        if not (writes_in_place(tree) and any(is_alias(node) for node in t.walk_all(tree.body))):
            break
        memory = memory_of(tree, facts.kinds(tree), facts)
        names = frozenset().union(*(write.seen for write in memory.writes if write.seen - {write.name}))
        tree = spell_views(tree, facts, names)
        kinds = facts.kinds(tree)
        views = find_views(tree, kinds, names)
        if not views:
            break
        tree = _Replace(tree, kinds, views, facts).run()
    return tree


def follow_handed(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Write names of views as the parts that they are once more, where helpers hand back what they write."""
    return follow_views(tree, facts) if facts.program.handing else tree


def spell_views(tree: t.FunctionDef, facts: Facts, names: frozenset[str]) -> t.FunctionDef:
    """Write views that functions give as those that the array gives itself, where they are written or have one of some names.

    `rows = np.swapaxes(b, 0, 1)` becomes `rows = b.swapaxes(0, 1)`.
    """
    found = [node for node in t.walk_all(tree.body) if is_of_view(node, names)]
    if not found:
        return tree
    kinds = facts.kinds(tree)
    for node in found:
        call = node.value
        if call.args and is_view(call.args[0], kinds):
            named = {str(keyword.arg): keyword.value for keyword in call.keywords}
            spell = partial(facts.program.spell, facts=facts)
            node.value = expand_view(kinds.callee(call), call.args, named, spell) or call
    return tree


def is_of_view(node: t.AST, names: frozenset[str]) -> bool:
    """Tell whether a node stores into what a call gives, or gives that one of some names."""
    match node:
        case t.Assign(targets=[t.Name(id=name)], value=t.Call()):
            return name in names
        case t.Subscript(value=t.Call(), ctx=t.Store()):
            return True
    return False


def writes_in_place(tree: t.FunctionDef) -> bool:
    """Tell whether a function writes something in place, as far as its own text shows."""
    stores = (isinstance(n, t.Subscript) and isinstance(n.ctx, t.Store) for n in t.walk_all(tree.body))
    return any(stores) or any(isinstance(n, t.AugAssign) or is_addition(n) for n in t.walk_all(tree.body))


def is_addition(node: t.AST) -> bool:
    """Tell whether a statement is a call with three arguments, as that of `add_at` is."""
    return isinstance(node, t.Expr) and isinstance(node.value, t.Call) and len(node.value.args) == 3


def is_alias(node: t.AST) -> bool:
    """Tell whether a statement may give a second name to an array, or to a part of one."""
    if not (isinstance(node, t.Assign) and isinstance(node.targets[0], t.Name)):
        return False
    return isinstance(node.value, (t.Name, t.Subscript, t.Attribute, t.Call))


def is_known_place(target: t.expr, kinds: Kinds, facts: Facts) -> bool:
    """Tell whether a store is to a variable, to an element of one, of a view of an array, or of a row of its own.

    A module, and an object whose attributes have names, only keep the number: what is read of it there has no derivative
    (`detours`).
    """
    if isinstance(target, t.Attribute):
        owner = kinds.of(target.value)
        given = isinstance(target.value, t.Name) and target.value.id in facts.given
        return given or (isinstance(owner, Static) and isinstance(owner.value, ModuleType))
    if not isinstance(target, t.Subscript):
        return isinstance(target, (t.Name, t.Tuple))
    return isinstance(target.value, t.Name) or is_view(target.value, kinds) or is_part_of_row(target, kinds, facts.apart)


class _Replace:
    """Replace the uses of names by what they mean; indices that are not simple get names of their own."""

    def __init__(self, tree: t.FunctionDef, kinds: Kinds, views: dict[str, Flow], facts: Facts):
        self.tree = tree
        self.kinds = kinds
        self.views = views
        self.facts = facts
        flow = next(iter(views.values()))
        self.known = follow(flow, kinds, frozen=True)
        steady = follow(flow, kinds, frozen=False)
        self.steady = {name for name in views if is_replaceable(name, flow, steady)}
        self.values: dict[int, t.expr] = {}
        self.before: dict[int, t.Block] = {}
        for node in flow.nodes.values():
            if isinstance(node, t.Assign) and made_at(flow, point(node), kinds) and node.targets[0].id in views:
                self.before[id(node)] = []
                self.values[id(node)] = self.frozen(node.value, node)

    def run(self) -> t.FunctionDef:
        """Return the function with its uses replaced."""
        return rewrite_statements(self.tree, self.change)

    def frozen(self, value: t.expr, node: t.Assign) -> t.expr:
        """Return a view with names in the place of indices that are computed."""
        value = t.copy(value)
        for part in t.walk(value):
            if isinstance(part, t.Subscript):
                part.slice = self.index(part.slice, node)
        return value

    def index(self, index: t.expr, node: t.Assign) -> t.expr:
        if isinstance(index, t.Tuple):
            return t.tuple_of(self.index(item, node) for item in index.elts)
        if isinstance(index, t.Slice):
            return t.Slice(*(None if p is None else self.index(p, node) for p in (index.lower, index.upper, index.step)))
        negative = isinstance(index, t.UnaryOp) and isinstance(index.operand, t.Constant)
        steady = isinstance(index, t.Name) and node.targets[0].id in self.steady
        if steady or isinstance(index, t.Constant) or negative:
            return index
        name = self.facts.fresh(f"{node.targets[0].id}_at")
        self.before[id(node)].append(t.assign(name, index))
        return t.name(name)

    def change(self, node: t.stmt) -> t.Block:
        """Replace in one statement; a definition that nobody needs any more is left out."""
        if id(node) in self.values and self.is_replaced(node):
            self.facts.rows |= {name for name in [laid_out(node.value)] if name is not None}
            # Somebody may catch what looking there raises, used or not.
            looked = [t.statement(t.copy(self.values[id(node)]))] if self.facts.program.catching else []
            return [*self.before[id(node)], *looked]
        for what in ("start", "at"):
            if (what, id(node)) not in self.known:
                continue
            meant = {name: self.values[made] for name, made in self.known[what, id(node)] if made in self.values}
            self.replace(node, (what, id(node)), meant)
        return [node]

    def is_replaced(self, node: t.Assign) -> bool:
        return node.targets[0].id in self.views

    def replace(self, node: t.stmt, place: Point, meant: dict[str, t.expr]) -> None:
        """Replace the names of views in what is evaluated at a point."""
        if isinstance(node, t.AugAssign) and isinstance(node.target, t.Name) and node.target.id in meant:
            view = t.copy(meant[node.target.id])
            whole = view if isinstance(view, (t.Name, t.Subscript)) else t.subscript(view, t.constant(Ellipsis))
            node.target = t.as_store(whole)
        for part in read_parts(node, place):
            for name, field, inner in list(loads_in(part)):
                if name in meant:
                    setattr_at(inner, field, t.copy(meant[name]))
        merge(node, self.kinds)


def loads_in(node: t.AST) -> list[tuple[str, tuple[str, int | None], t.AST]]:
    """Return the names that are read in a tree, each with where it stands: field, place in it, and its parent."""
    found = []
    for parent in t.walk(node):
        for field, value in vars(parent).items():
            items = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
            found += [(n.id, (field, i), parent) for i, n in items if isinstance(n, t.Name) and isinstance(n.ctx, t.Load)]
    return found


def setattr_at(node: t.AST, field: tuple[str, int | None], value: t.expr) -> None:
    """Put an expression in the place of another one."""
    name, index = field
    if index is None:
        setattr(node, name, value)
    else:
        getattr(node, name)[index] = value


def merge(node: t.stmt, kinds: Kinds) -> None:
    """Write `b[i][j]` as `b[i, j]` where `i` takes whole rows, and `b.T[i]` as `b[:, i]`."""
    for part in t.walk(node):
        while isinstance(part, t.Subscript) and (merge_rows(part, kinds) or merge_transposed(part, kinds)):
            pass
    _Lengths(kinds).visit(node)


def takes_one(index: t.expr, kinds: Kinds) -> bool:
    """Tell whether an index certainly is one whole number: it takes away a dimension."""
    if isinstance(index, t.Name):
        kind = kinds.variables.get(index.id)
        return kind == Scalar("int") or (isinstance(kind, Scalar) and kind.type == "int")
    return isinstance(index, t.Constant) and type(index.value) is int


def merge_rows(part: t.Subscript, kinds: Kinds) -> bool:
    """Take two subscripts of an array together; tell whether that could be done."""
    if not isinstance(part.value, t.Subscript):
        return False
    whose = [kinds.of(part.value.value), *(kinds.variables.get(name) for name in base_of(part.value.value))]
    if not any(isinstance(kind, Array) for kind in whose):
        return False  # a list takes one index
    outer, inner = indices(part.value.slice), indices(part.slice)
    plain = all(takes_one(i, kinds) or isinstance(i, t.Slice) for i in inner)
    if not plain or not all(takes_one(i, kinds) for i in outer):
        return False
    part.slice, part.value = t.tuple_of([*outer, *inner]), part.value.value
    return True


def merge_transposed(part: t.Subscript, kinds: Kinds) -> bool:
    """Take the subscript of a transposed matrix as one of the matrix; tell whether that could be done."""
    view, given = part.value, indices(part.slice)
    if not (isinstance(view, t.Attribute) and view.attr == "T" and is_matrix(view.value, kinds) and len(given) < 3):
        return False
    plain = all(takes_one(i, kinds) or isinstance(i, t.Slice) for i in given)
    if not plain or not any(takes_one(i, kinds) for i in given):  # two slices stay transposed
        return False
    part.value = view.value
    part.slice = t.tuple_of([*([t.slice_of(None, None)] if len(given) == 1 else []), *reversed(given)])
    return True


class _Lengths(t.NodeTransformer):
    """Write `len(b.T)` as `b.shape[1]`."""

    def __init__(self, kinds: Kinds):
        self.kinds = kinds

    def visit_Call(self, node: t.Call) -> t.expr:
        self.generic_visit(node)
        match node:
            case t.Call(func=t.Name(id="len"), args=[t.Attribute(value=base, attr="T")]) if is_matrix(base, self.kinds):
                return t.subscript(t.attribute(base, "shape"), t.constant(1))
        return node


def is_matrix(node: t.expr, kinds: Kinds) -> bool:
    """Tell whether an expression is a variable that is an array with two dimensions."""
    kind = kinds.variables.get(node.id) if isinstance(node, t.Name) else None
    return isinstance(kind, Array) and isinstance(kind.shape, tuple) and len(kind.shape) == 2


def indices(node: t.expr) -> list[t.expr]:
    """Return the indices of the dimensions."""
    return list(node.elts) if isinstance(node, t.Tuple) else [node]
