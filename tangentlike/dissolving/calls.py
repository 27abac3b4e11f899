"""Calls that concern objects: constructors, methods, properties, and functions that objects are given to."""

import types
from types import FunctionType
from typing import TYPE_CHECKING, Any

from tangentlike.analysis.calls import is_users
from tangentlike.analysis.instances import is_frozen, is_plain
from tangentlike.analysis.scopes import MISSING
from tangentlike.dissolving.classes import class_data, constructor_of, find_member, method_of
from tangentlike.dissolving.heap import PLAIN, Instance, Kept, Unclear
from tangentlike.normalise.hoisting import Opened, operands
from tangentlike.runtime.claims import as_number
from tangentlike.syntax import trees as t

if TYPE_CHECKING:
    from tangentlike.dissolving.writing import Writer

ALL_AT_ONCE = (sum, list, tuple, max, min, sorted, dict)


class Calls:
    """What calls become."""

    def __init__(self, writer: "Writer"):
        """Keep what the parts of the pass share."""
        self.writer = writer
        self.heap = writer.heap
        self.after: dict[int, tuple[type, t.AST]] = {}  # calls of `super()`: the class after which a method is looked for

    # Which calls are of interest

    def class_of(self, node: t.AST) -> type | None:
        """Return the class that a call makes an object of, if its objects may be dissolved."""
        found = self.writer.resolve(node.func) if isinstance(node, t.Call) else None
        return found if isinstance(found, type) and is_plain(found) and found not in self.writer.kept else None

    def is_of_interest(self, node: t.Call) -> bool:
        """Tell whether a call makes an object, or asks for the class of a value in a function that is written out."""
        found = self.writer.resolve(node.func)
        if found is isinstance and self.writer.frames and len(node.args) == 2:
            return self.are_plain(node.args[1])
        return self.class_of(node) is not None or self.writer.returned_class(found) is not None

    def takes_all(self, node: t.Call) -> bool:
        """Tell whether a call takes all items of an iterator at once."""
        found = self.writer.resolve(node.func)
        return any(found is each for each in ALL_AT_ONCE)

    def open_super(self, node: Any) -> None:
        """`super().method(x)` is a method of this object, looked for after the class at hand."""
        match node:
            case t.Call(func=t.Attribute(value=t.Call(func=t.Name(id="super"), args=args) as base) as func) if self.writer.frames:
                frame = self.writer.frames[-1]
                owner = self.writer.resolve(args[0]) if args else frame.owner
                if isinstance(owner, type) and frame.receiver and not base.keywords:
                    func.value = t.name(frame.receiver)
                    self.after[id(node)] = owner, node

    # Calls

    def call(self, node: t.Call) -> Opened:
        """Return what a call becomes whose receiver and arguments are ready."""
        func = node.func
        node.args = self.writer.rows.spread(node.args)
        if isinstance(func, t.Attribute) and self.heap.instance(func.value):
            return self.of_object(node, func.value, func.attr)
        if isinstance(func, t.Attribute):
            found = self.writer.groups.method(func, node)
            if found is not None:
                return found
        called = self.heap.instance(func)
        if called and called.method:
            return self.writer.bounds.called(called, node)
        if called:
            return self.method(func, "__call__", node.args, node, node.keywords) or self.writer.expressions.kept(node)
        cls = self.class_of(node)
        if cls is not None:
            return self.construct(cls, node)
        function = self.writer.resolve(func)
        before: t.Block = []
        if function is enumerate or function is zip:
            walked = [self.writer.bounds.items(each) for each in node.args]
            before, node.args = [each for inside, _ in walked for each in inside], [left for _, left in walked]
        given = [slot.value for slot in operands(node)]
        first = self.heap.instance(node.args[0]) if node.args else None
        if function is isinstance and len(node.args) == 2 and first is None and self.are_plain(node.args[1]):
            return [t.statement(t.call(self.writer.spell(as_number), node.args[0]))], t.constant(False)
        if first is not None:
            found = self.writer.asking.builtin(function, first, node)
            if found is not None:
                return found
        if function is len and node.args and self.heap.group(node.args[0]):
            return [], self.writer.groups.length(node.args[0])
        if not any(map(self.heap.meant, given)) and self.writer.returned_class(function) is None:
            return before, node
        return self.function(function, node)

    def are_plain(self, node: t.expr) -> bool:
        """Tell whether these are classes whose objects become names: what is none of those is most likely a number."""
        found = [self.writer.resolve(each) for each in (node.elts if isinstance(node, t.Tuple) else [node])]
        return all(isinstance(each, type) and is_plain(each) and each not in self.writer.kept for each in found)

    def of_object(self, node: t.Call, base: t.Name, name: str) -> Opened:
        """A call of a method, or of what an attribute holds."""
        made = self.heap.instance(base)
        assert made is not None
        if made is self.writer.tables.table(base):
            return self.writer.tables.called(made, name, node)
        after, _ = self.after.get(id(node), (None, None))
        if after is None and self.is_bound(made, name):
            inside, held = self.read(base, name, node)
            node.func = held
            again, left = self.call(node)
            return [*inside, *again], left
        found = self.method(base, name, node.args, node, node.keywords, after)
        if found is None and after is not None and name == "__init__":
            return [], t.constant(None)
        return found or self.writer.expressions.kept(node)

    def is_bound(self, made: Instance, name: str) -> bool:
        """Tell whether an attribute of an object itself has a value here."""
        if name in made.places and made.places[name] in self.heap.env:
            return True
        self.heap.asked.add((made, name))
        return False

    def method(
        self, base: t.expr, name: str, args: list[t.expr], node: Any, keywords: Any = (), after: type | None = None
    ) -> Opened | None:
        """Write a method out; None if the class has none, or it gives `NotImplemented`."""
        made = self.heap.instance(base)
        assert made is not None
        found = find_member(made.cls, name, after)
        if found is None:
            return None
        owner, member = found
        self.writer.watch(made.cls if after is None else owner, name)
        first: list[t.expr] = [base]
        if isinstance(member, staticmethod):
            member, first = member.__func__, []
        elif isinstance(member, classmethod):
            member, first = member.__func__, [t.name(self.writer.spell(made.cls))]
        if not isinstance(member, FunctionType):
            raise Kept(made.cls, node=node)
        method = method_of(member, owner, self.writer.methods)
        if method is None:
            raise Kept(made.cls, node=node)
        before, left = self.writer.inliner.inline(method, node, [*first, *args], list(keywords))
        return None if isinstance(left, t.Name) and left.id == "NotImplemented" else (before, left)

    def function(self, function: Any, node: t.Call) -> Opened:
        """Write a function out that is given objects, or returns one."""
        first: list[t.expr] = []
        owner = None
        if isinstance(function, types.MethodType) and isinstance(function.__self__, type):
            first, owner, function = [t.name(self.writer.spell(function.__self__))], function.__self__, function.__func__
        method = method_of(function, owner, self.writer.methods) if isinstance(function, FunctionType) else None
        if method is None or not is_users(function):
            return self.writer.expressions.kept(node)
        return self.writer.inliner.inline(method, node, [*first, *node.args], node.keywords)

    def construct(self, cls: type, node: Any) -> Opened:
        """Write a constructor out."""
        made = Instance(cls, self.writer.wanted or cls.__name__.strip("_").lower())
        named = {keyword.arg for keyword in node.keywords}
        found = constructor_of(cls, len(node.args), named, self.writer.methods)
        spread = any(isinstance(each, t.Starred) for each in node.args) or None in named
        if found is None or spread:
            raise Kept(cls, node=node)
        self.writer.watch(cls, "__init__")
        held = self.heap.hold(made)
        before: t.Block = []
        for name, stored in class_data(cls).items():
            if stored or name in self.writer.stored:
                before += self.store(made, name, t.attribute(t.name(self.writer.spell(cls)), name))
        wanted, self.writer.wanted = self.writer.wanted, ""
        inside, _ = self.writer.inliner.inline(found, node, [held, *node.args], node.keywords)
        self.writer.wanted = wanted
        made.made = True
        return [*before, *inside], held

    # Attributes

    def read(self, base: t.expr, name: str, node: Any) -> Opened:
        """Return what an attribute of an object is."""
        made = self.heap.instance(base)
        assert made is not None
        found = find_member(made.cls, name)
        owner, member = found or (None, MISSING)
        if isinstance(member, property):
            self.writer.watch(made.cls, name)
            method = method_of(member.fget, owner, self.writer.methods) if isinstance(member.fget, FunctionType) else None
            if method is None:
                raise Kept(made.cls, node=node)
            return self.writer.inliner.inline(method, node, [base], [])
        if self.is_bound(made, name):
            meaning = self.heap.env[made.places[name]]
            if isinstance(meaning, Unclear):
                raise Kept(made.cls, *meaning.classes, node=node)
            return [], self.heap.at(made, name)
        data = found is not None and not callable(member) and not hasattr(member, "__get__")
        changes = class_data(made.cls).get(name) or name in self.writer.stored
        bound = self.writer.bounds.method(base, name)
        if bound is not None:
            return bound
        if not data or changes or name.startswith("__"):
            raise Kept(made.cls, node=node)
        return [], t.attribute(t.name(self.writer.spell(made.cls)), name)

    def assigned(self, base: t.expr, name: str, value: t.expr, node: Any, *, direct: bool = False) -> t.Block:
        """Return what a store into an attribute does: a property has a function for it."""
        made = self.heap.instance(base)
        assert made is not None
        owner, member = find_member(made.cls, name) or (None, None)
        frozen = any(map(is_frozen, made.cls.__mro__)) and not direct
        if isinstance(member, property) and isinstance(member.fset, FunctionType) and not frozen:
            self.writer.watch(made.cls, name)
            method = method_of(member.fset, owner, self.writer.methods)
            if method is not None:
                before, _ = self.writer.inliner.inline(method, node, [base, value], [])
                return before
        if isinstance(member, property) or (frozen and find_member(made.cls, "__init__") is None):
            raise Kept(made.cls, node=node)
        slot = isinstance(member, types.MemberDescriptorType)
        if (hasattr(type(member), "__set__") and not slot) or (frozen and not self.in_made_constructor(made)):
            raise Kept(made.cls, node=node)
        return self.store(made, name, value)

    def in_made_constructor(self, made: Instance) -> bool:
        """Tell whether a store stands in the text that a dataclass makes for its objects."""
        return not made.made and bool(self.writer.frames) and self.writer.frames[-1].function is None

    def store(self, made: Instance, name: str, value: t.expr) -> t.Block:
        """Give an attribute a value."""
        if made.made:
            self.heap.stored.add(made.cls)
        if made.index is not None and (name not in made.places or self.heap.meant(value)):
            raise Kept(made.cls, node=value)
        if made.index is not None:
            return [t.gast_assign([t.as_store(self.heap.at(made, name))], value)]
        place = self.heap.place(made, name)
        before, value = self.writer.groups.started(place, value)
        held = self.heap.meant(value)
        if made.real and (before or (held is not None and not getattr(held, "real", ""))):
            raise Kept(made.cls, node=value)  # others would see an object that is none
        if held is not None:
            return [*before, *self.heap.bind(place, held), *self.left(made, name)]
        self.heap.env[place] = PLAIN
        return [t.assign(place, value), *self.left(made, name)]

    def left(self, made: Instance, name: str) -> t.Block:
        """Return the store of an attribute into the object itself, if others than the function have it."""
        if not made.real:
            return []
        held = self.heap.env[made.places[name]]
        value = held.real if isinstance(held, Instance) else made.places[name]
        return [t.gast_assign([t.as_store(t.attribute(t.name(made.real), name))], t.name(value))]
