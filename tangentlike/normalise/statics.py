"""Follow what the signature decides: flags, strings, None, types."""

import contextlib
from typing import Any

from tangentlike.analysis.binding import CannotBind, spread_keywords
from tangentlike.analysis.dicts import Entries, find_entries, given_entries
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.methods import Method
from tangentlike.analysis.records import find_replaced
from tangentlike.analysis.values import Dict, Keyed, Record, Static, items_in_order
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import Hoisting, Opened, evaluated_field
from tangentlike.syntax import trees as t


def follow_statics(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Keep the branch that this variant takes, where the kinds of the arguments decide it.

    With `mode="mean"` in the signature, `if mode == "mean": ... else: ...` becomes its first branch.
    """
    kinds = facts.kinds(tree)
    if keep_effects(tree, facts, kinds):
        kinds = facts.kinds(tree)

    def change(node: t.stmt) -> t.Block:
        entries = updated_entries(node, kinds)
        if entries is not None:
            return entries
        if isinstance(node, t.If):
            known = decided(node.test, kinds)
            if known is not None:
                effect = [] if facts.program.may_repeat(node.test, kinds, facts) else [t.statement(node.test)]
                return [*effect, *(node.body if known else node.orelse)]
        field = evaluated_field(node)
        if field is not None and getattr(node, field) is not None:
            setattr(node, field, _Chooser(kinds, facts).visit(getattr(node, field)))
        return [node]

    return rewrite_statements(tree, change)


def updated_entries(node: t.stmt, kinds: Kinds) -> t.Block | None:
    """Write `d.update(rate=x)` as stores; None for other statements."""
    match node:
        case t.Expr(value=t.Call(func=t.Attribute(value=t.Name(id=base), attr="update")) as call):
            is_dict = isinstance(kinds.of(call.func.value), (Dict, Keyed))
            entries = given_entries(call.args, call.keywords, kinds) if is_dict else None
            if entries is not None:
                return [t.assign(t.as_store(t.subscript(t.name(base), t.constant(k))), v) for k, v in entries.items()]
    return None


def decided(test: t.expr, kinds: Kinds) -> bool | None:
    """Return what a test certainly gives; constants of the source itself are left as they are written."""
    kind = kinds.of(test)
    if isinstance(kind, Static) and isinstance(kind.value, (bool, str, type(None))):
        return bool(kind.value)
    return None


def keep_effects(tree: t.FunctionDef, facts: Facts, kinds: Kinds) -> bool:
    """Run what decides for what it does, where its value is known: `print(x) or x` is `print(x)`, then `x`.

    Tells whether there is such a thing.
    """
    def has_effect(node: t.expr) -> bool:
        return decided(node, kinds) is not None and not facts.program.may_repeat(node, kinds, facts)

    def dropped(node: t.BoolOp) -> int | None:
        stop = isinstance(node.op, t.Or)
        places = range(len(node.values) - 1)
        return next((i for i in places if has_effect(node.values[i]) and decided(node.values[i], kinds) is not stop), None)

    def is_wanted(node: t.AST) -> bool:
        if isinstance(node, t.BoolOp):
            return dropped(node) is not None
        return isinstance(node, t.IfExp) and has_effect(node.test)

    def open_decided(node: t.AST, hoisting: Hoisting) -> Opened:
        assert isinstance(node, (t.IfExp, t.BoolOp))
        if isinstance(node, t.IfExp):
            first, rest = node.test, node.body if decided(node.test, kinds) else node.orelse
        else:
            place = dropped(node) or 0
            if place:
                return hoisting.expression(t.BoolOp(node.op, [*node.values[:place], t.BoolOp(node.op, node.values[place:])]))
            first = node.values[0]
            rest = node.values[1] if len(node.values) == 2 else t.BoolOp(node.op, node.values[1:])
        before, first = hoisting.expression(first)
        inside, value = hoisting.expression(rest)
        return [*before, t.statement(first), *inside], value

    found = any(map(is_wanted, t.walk_all(tree.body)))
    if found:
        Hoisting(facts, is_wanted, open_decided).statements(tree)
    return found


class _Chooser(t.NodeTransformer):
    """Replace conditional expressions whose tests are decided."""

    def __init__(self, kinds: Kinds, facts: Facts):
        self.kinds = kinds
        self.facts = facts

    def visit_IfExp(self, node: t.IfExp) -> t.expr:
        """Choose one side."""
        known = decided(node.test, self.kinds)
        if known is None:
            return self.generic_visit(node)
        return self.visit(node.body if known else node.orelse)

    def visit_BoolOp(self, node: t.BoolOp) -> t.expr:
        """Drop what is decided before the last value."""
        stop = isinstance(node.op, t.Or)
        values: list[t.expr] = []
        for value in node.values:
            known = decided(value, self.kinds)
            if known is None or known is stop or value is node.values[-1]:
                values.append(value)
            if known is stop:
                break
        node.values = values
        return self.generic_visit(node) if len(values) > 1 else self.visit(values[0])

    def visit_Call(self, node: t.Call) -> t.expr:
        """Read an entry of a dict with known keys instead of asking for it."""
        method = self.kinds.methods.get(id(node))
        self.generic_visit(node)
        if method is not None:
            node = self.opened(node, method)
        if any(keyword.arg is None for keyword in node.keywords):
            self.spread(node)
        entries = find_entries(node, self.kinds)
        if entries is not None:
            return as_display(entries)
        changed = find_replaced(node, self.kinds)
        if changed is not None:
            return self.rebuilt(node, *changed)
        match node:
            case t.Call(func=t.Attribute(value=t.Name() as base, attr="_asdict"), args=[], keywords=[]):
                return self.as_entries(node, base)
            case t.Call(func=t.Attribute(value=base, attr="get"), args=[key, *default]):
                return self.asked(node, base, key, default[0] if default else t.constant(None))
        return node

    def as_entries(self, node: t.Call, base: t.Name) -> t.expr:
        """Write `state._asdict()` with all its entries."""
        kind = self.kinds.of(base)
        if not isinstance(kind, Record) or items_in_order(kind) is None:
            return node
        return as_display({name: t.attribute(t.copy(base), name) for name, _ in kind.items})

    def asked(self, node: t.Call, base: t.expr, key: t.expr, default: t.expr) -> t.expr:
        """Write `d.get(key, default)` as what it gives, or as a test, where that is known."""
        kind = self.kinds.of(base)
        if isinstance(kind, Dict) and isinstance(key, t.Constant):
            return t.subscript(base, key) if key.value in [k for k, _ in kind.items] else default
        if isinstance(kind, Keyed) and isinstance(base, t.Name) and self.facts.program.may_repeat(key, self.kinds, self.facts):
            return t.IfExp(t.Compare(t.copy(key), [t.In()], [t.copy(base)]), t.subscript(base, key), default)
        return node

    def spread(self, node: t.Call) -> None:
        """Write `f(**options)` as `f(rate=options["rate"])` where the keys are known."""
        if all(isinstance(keyword.value, (t.Name, t.Dict)) for keyword in node.keywords if keyword.arg is None):
            with contextlib.suppress(CannotBind):
                named = spread_keywords(node, self.kinds)
                node.keywords = [t.keyword(name, value) for name, value in named.items()]

    def visit_Dict(self, node: t.Dict) -> t.expr:
        """Write `{**d, "rate": x}` with all its entries, where the keys of d are known."""
        return self.written_out(node)

    def visit_DictComp(self, node: t.DictComp) -> t.expr:
        """Write `{k: p[k] - rate * g[k] for k in p}` with all its entries, where the keys of p are known."""
        return self.written_out(node)

    def visit_BinOp(self, node: t.BinOp) -> t.expr:
        """Write the union of two dicts with all its entries."""
        return self.written_out(node)

    def written_out(self, node: t.expr) -> t.expr:
        """Write a dict with all its entries, if their keys are known; what the entries are made of comes first."""
        self.generic_visit(node)
        entries = find_entries(node, self.kinds)
        return node if entries is None else as_display(entries)

    def opened(self, node: t.Call, method: Method) -> t.Call:
        """Write `model.predict(x)` as `predict(model, x)`."""
        if method.receiver is not None:
            method.receiver = node.func.value if isinstance(node.func, t.Attribute) else node.func
        objects: list[t.expr] = [t.name(self.spell(value, "given")) for value in method.objects]
        options: dict[str, t.expr] = {name: t.name(self.spell(v, f"given_{name}")) for name, v in method.options.items()}
        name = method.function.__name__.strip("_")
        return method.written(node, t.name(self.spell(method.function, name)), objects, options)

    def spell(self, value: Any, wanted: str) -> str:
        """Return the name of an object that the text does not name."""
        return self.facts.program.spell(value, wanted, self.facts)

    def rebuilt(self, node: t.Call, base: t.expr, kind: Record) -> t.expr:
        """Write `state._replace(speed=v)` as a new record, all fields named."""
        given = {keyword.arg: keyword.value for keyword in node.keywords}
        known = given.keys() <= {name for name, _ in kind.items}
        if not isinstance(base, t.Name) or None in given or not known:
            return node
        fields = {name: given.get(name) or t.attribute(t.copy(base), name) for name, _ in kind.items}
        return t.call(self.spell(kind.cls, kind.cls.__name__), **fields)

    def visit_Lambda(self, node: t.Lambda) -> t.expr:
        """Leave other functions alone."""
        return node


def as_display(entries: Entries) -> t.Dict:
    """Write entries out."""
    return t.dict_of((t.constant(key), value) for key, value in entries.items())
