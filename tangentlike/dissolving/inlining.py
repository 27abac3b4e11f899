"""Write a function out where it is called, objects among its arguments."""

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.binding import CannotBind, bind, parameters_of
from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.observing import kind_of
from tangentlike.analysis.scopes import MISSING
from tangentlike.analysis.values import Static
from tangentlike.dissolving.classes import DATA, Method
from tangentlike.dissolving.heap import Kept, Meaning
from tangentlike.dissolving.stars import name_parts
from tangentlike.normalise.hoisting import Opened
from tangentlike.normalise.renaming import rename_free
from tangentlike.normalise.returns import single_return
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

DEPTH = 12
MOST_AROUND = 6                                 # calls of a function inside of itself, which walks what it is given
MOST = 400                                      # statements that all calls of a function may become


@dataclass
class Frame:
    """A function that is being written out: the class whose method it is, the name of the object, all that it is given."""

    function: Any
    owner: type | None
    receiver: str
    objects: list[Any] = field(default_factory=list)


class Inliner:
    """Calls of functions whose text takes the place of the call."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap
        self.written = 0

    def inline(self, method: Method, node: Any, args: list[t.expr], keywords: list[Any]) -> Opened:
        """Return the statements of a function for a call, and what it returns."""
        given = [*args, *(keyword.value for keyword in keywords)]
        bound = self.bound(method, node, args, keywords, given)
        objects = [each for each in map(self.heap.meant, given) if each is not None]
        if self.goes_round(method, objects):
            self.refuse(given, node)
        tree = self.text_of(method, node)
        self.written += sum(isinstance(each, t.stmt) for each in t.walk_all(tree.body))
        if len(self.writer.frames) > DEPTH or self.written > MOST or not isinstance(tree.body[-1], t.Return):
            self.refuse(given, node)
        self.writer.watch_text(method)
        bound = name_parts(tree, bound)
        tree.body, bound = with_constants(tree.body, bound)
        classes = {name: value.id for name, value in bound.items() if self.is_class(value, name, tree)}
        new = {**self.new_names(tree, bound, given), **classes}
        bound = {name: value for name, value in bound.items() if name not in classes}
        before = self.start(new, bound)
        plain = {new[name]: value for name, value in bound.items() if not self.heap.meant(value)}
        body = rename_free(tree.body, {**self.outside(method, tree, given, node), **new})
        self.heap.captured |= captured_names(body)
        receiver = next((new[name] for name in bound), "")
        self.writer.frames.append(Frame(method.function, method.owner, receiver, objects))
        wanted, self.writer.wanted = self.writer.wanted, ""
        try:
            inside, _ = self.writer.statements.block(body[:-1])
            self.writer.wanted = wanted
            last, left = self.writer.expressions.expression(body[-1].value)
        finally:
            self.writer.frames.pop()
            self.writer.wanted = wanted
        out, left = self.with_arguments([*before, *inside, *last], left, plain)
        result = self.heap.meant(left)
        if result is not None:
            left = self.heap.hold(result)
        for name in new.values():
            self.heap.env.pop(name, None)
        return out, left

    def goes_round(self, method: Method, objects: list[Any]) -> bool:
        """Tell whether a function calls itself without end, as far as the text says: not if it walks from object to object."""
        around = [frame for frame in self.writer.frames if method.function is not None and frame.function is method.function]
        walks = any(getattr(each, "real", "") for each in objects) or not any(frame.objects == objects for frame in around)
        return len(around) > (MOST_AROUND if walks else 0)

    def is_class(self, value: t.expr, name: str, tree: t.FunctionDef) -> bool:
        """Tell whether a parameter means a class throughout, which is then called by its own name."""
        return isinstance(value, t.Name) and isinstance(self.writer.resolve(value), type) and name not in t.names_stored(tree.body)

    def refuse(self, given: list[t.expr], node: t.AST) -> Any:
        """Refuse to write a call out: its objects stay objects."""
        found = [each.cls for each in map(self.heap.meant, given) if each is not None]
        raise Kept(*found, *filter(None, [self.writer.calls.class_of(node)]), node=node)

    def bound(self, method: Method, node: Any, args: list[t.expr], keywords: list[Any], given: list[t.expr]) -> dict[str, Any]:
        """Return an expression for each parameter."""
        parameters = parameters_of(method.tree.args)
        try:
            bound = bind(parameters, t.Call(t.name("_"), args, keywords), self.writer.expressions.kinds)
        except CannotBind:
            return self.refuse(given, node)
        out: dict[str, Any] = {}
        for name, value in bound.items():
            out[name] = self.default(method, name) if value is None else value
            if out[name] is None:
                self.refuse(given, node)
        return out

    def default(self, method: Method, name: str) -> t.expr | None:
        """Return a default value as text; None if it has none that stays what it is."""
        value = method.defaults.get(name, MISSING)
        if type(value) in (int, float) and value < 0 and math.isfinite(value):
            return t.negative(t.constant(-value))
        if type(value) in (*DATA, bool) and type(value) is not tuple and (type(value) is not float or math.isfinite(value)):
            return t.constant(value)
        if value == () and type(value) is tuple:
            return t.tuple_of([])
        if value is not MISSING and isinstance(kind_of(value), Static):
            return t.name(self.writer.spell(value, name))
        return None

    def text_of(self, method: Method, node: Any) -> t.FunctionDef:
        """Return the text of a function, with one return at its end, and the place of the call."""
        tree = t.copy(method.tree)
        returns = [each for each in t.walk_own(tree.body) if isinstance(each, t.Return)]
        if not returns and not isinstance(tree.body[-1], t.Raise):
            tree.body = [*tree.body, t.return_(t.constant(None))]
        elif returns != tree.body[-1:] or returns[0].value is None:
            tree = single_return(tree, self.writer.facts)
        for each in t.walk_all(tree.body):
            for part in ("lineno", "col_offset", "end_lineno", "end_col_offset", "origin"):
                each.__dict__.pop(part, None)
                if part != "origin" and hasattr(node, part):
                    setattr(each, part, getattr(node, part))
        return tree

    def new_names(self, tree: t.FunctionDef, bound: dict[str, Any], given: list[t.expr]) -> dict[str, str]:
        """Return the names that the variables of a function get; what it returns may have the name of the caller's variable."""
        own = local_names(tree)
        result = tree.body[-1].value
        new: dict[str, str] = {}
        wanted = self.writer.wanted
        free = wanted in self.writer.facts.local_names and wanted not in self.heap.env and wanted not in self.heap.owned
        if isinstance(result, t.Name) and result.id in own - bound.keys() and free and wanted not in t.names_used(given):
            new[result.id] = wanted
        for name in sorted(own - new.keys()):
            new[name] = self.writer.fresh(name)
        return new

    def start(self, new: dict[str, str], bound: dict[str, Any]) -> t.Block:
        """Give the parameters their values."""
        out: t.Block = []
        meanings: dict[str, Meaning] = {}
        for name, value in bound.items():
            meanings[new[name]] = self.heap.meant(value)
            if meanings[new[name]] is None:
                out.append(t.assign(new[name], value))
        self.heap.env.update(meanings)
        return out

    def outside(self, method: Method, tree: t.FunctionDef, given: list[t.expr], node: t.AST) -> dict[str, str]:
        """Return how the caller spells the global names of a function."""
        new: dict[str, str] = {}
        mine, theirs = self.writer.facts.scope, method.scope
        for name in sorted(free_names(tree.body) - local_names(tree) - {"super", "__class__"}):
            value = theirs.lookup(name)
            same_cell = name in theirs.cells and mine.cells.get(name) is theirs.cells[name]
            same_global = name not in theirs.cells and name not in mine.cells and theirs.globals is mine.globals
            if (same_cell or same_global or mine.peek(name) is value) and name not in self.writer.facts.local_names:
                self.writer.facts.names.reserve(name)
                continue
            if value is MISSING or not isinstance(kind_of(value), Static):
                self.refuse(given, node)  # data may change, and the caller would not see it
            new[name] = self.writer.spell(value, name)
        return new

    def with_arguments(self, block: t.Block, left: t.expr, plain: dict[str, t.expr]) -> Opened:
        """Write names and constants that are given to a function in the place of its parameters."""
        whole: t.Block = [*block, t.return_(left)]
        for name, value in plain.items():
            start = next(i for i, node in enumerate(whole) if name in t.names_stored(node))
            rest = [*whole[:start], *whole[start + 1 :]]
            stored = [n.id for n in t.walk_all(rest) if isinstance(n, t.Name) and not isinstance(n.ctx, t.Load)]
            inner = any(isinstance(n, (t.FunctionDef, t.Lambda)) for n in t.walk_all(rest))
            local = isinstance(value, t.Name) and value.id in self.writer.facts.local_names and value.id not in stored
            simple = local or isinstance(value, t.Constant)
            if simple and name not in stored and not inner:
                whole = t.substitute(rest, {name: value})
        return whole[:-1], whole[-1].value


def with_constants(body: t.Block, bound: dict[str, Any]) -> tuple[t.Block, dict[str, Any]]:
    """Write whole numbers and texts that are given to a function in the place of its parameters; return what else it is given."""
    inner = t.names_used([node for node in t.walk_all(body) if isinstance(node, (t.FunctionDef, t.Lambda))])
    fixed = {
        name: value for name, value in bound.items()
        if is_fixed(value)
        if name not in t.names_stored(body) | inner
    }
    return t.substitute(body, fixed), {name: value for name, value in bound.items() if name not in fixed}


def is_fixed(node: t.expr) -> bool:
    """Tell whether an argument is a text or a whole number, which may be a place in a list."""
    value = node.operand if isinstance(node, t.UnaryOp) and isinstance(node.op, t.USub) else node
    return isinstance(value, t.Constant) and (value.value is None or type(value.value) in (str, int))


def captured_names(body: t.Block) -> set[str]:
    """Return the names that nested functions use."""
    inner = [node for node in t.walk_all(body) if isinstance(node, (t.FunctionDef, t.Lambda))]
    return t.names_used(inner) | {node.name for node in inner if isinstance(node, t.FunctionDef)}
