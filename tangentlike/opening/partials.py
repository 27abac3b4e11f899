"""Write calls of partial functions that are made inside as calls of the function itself.

`double = functools.partial(weighted, 2.0)`, `double(x)` is `weighted(2.0, x)`. What is bound is bound when the partial function is
made: it gets a name there, if what it is may change. A partial function that is handed on becomes a lambda.
"""

import functools
import inspect
from collections.abc import Callable
from dataclasses import dataclass
from types import FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.binding import Parameters, parameters_of
from tangentlike.analysis.free_names import COMPREHENSIONS, local_names
from tangentlike.analysis.members import dotted_path
from tangentlike.analysis.scopes import Scope
from tangentlike.opening.walked import Finder
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.source import Source

BLOCKS = ("body", "orelse", "finalbody")
DEPTH = 9
STILL = (t.Constant, t.Attribute, t.List, t.Tuple, t.Set, t.Name, t.Load)


def open_partials(source: Source, scope: Scope) -> None:
    """Write the partial functions that a function makes as what they call, in its tree."""
    finder = Finder(source.tree, scope, set())
    nested = [node for node in t.walk_all(source.tree.body) if isinstance(node, t.FunctionDef)]
    if any(vectorizing(node, finder) is not None for node in nested):
        taken = Names({*t.names_used(source.tree), *scope.cells, *scope.globals, *(node.name for node in nested)})
        source.tree.body = undecorated(source.tree.body, finder, taken.fresh)
        finder = Finder(source.tree, scope, set())
    if not any(is_partial(node, finder) or is_vectorizing(node, finder) for node in t.walk_all(source.tree.body)):
        return
    defined = {node.name for node in t.walk_all(source.tree.body) if isinstance(node, t.FunctionDef)}
    names = Names({*t.names_used(source.tree), *scope.cells, *scope.globals, *defined})
    for node in [n for n in t.walk_all(source.tree.body) if isinstance(n, t.Call)]:
        while is_partial(node.func, finder) and all(keyword.arg is not None for keyword in node.keywords):
            merge(node, node.func)
    for handed_on in (False,) * DEPTH + (True,):  # one may be made of another one
        work = _Opener(source.tree, finder, names.fresh, handed_on)
        source.tree.body = work.block(source.tree.body, in_loop=False)


def is_partial(node: t.AST, finder: Finder) -> bool:
    """Tell whether a node makes a partial function, of a function that a name means."""
    if not isinstance(node, t.Call) or finder.meaning(node.func) is not functools.partial or not node.args:
        return False
    plain = not any(isinstance(arg, t.Starred) for arg in node.args) and all(k.arg is not None for k in node.keywords)
    return plain and dotted_path(node.args[0]) is not None


def is_vectorizing(node: t.AST, finder: Finder) -> bool:
    """Tell whether a node makes a function of arrays of a function that a name means, or of a lambda."""
    if not isinstance(node, t.Call) or finder.meaning(node.func) is not np.vectorize or not node.args:
        return False
    options = [*node.args[1:], *(keyword.value for keyword in node.keywords)]
    still = all(isinstance(part, STILL) for option in options for part in t.walk(option))
    return isinstance(node.args[0], (t.Name, t.Lambda)) and still and not t.names_read(options) & finder.local


def vectorizing(node: t.FunctionDef, finder: Finder) -> t.Call | None:
    """Return what the one decorator of a nested function makes of it, if it makes a function of arrays; None for others."""
    if len(node.decorator_list) != 1:
        return None
    [decorator] = node.decorator_list
    options = decorator if isinstance(decorator, t.Call) else t.Call(decorator, [], [])
    made = t.Call(options.func, [t.name(node.name), *options.args], options.keywords)
    return made if is_vectorizing(made, finder) and not options.args else None


def undecorated(block: t.Block, finder: Finder, fresh: Callable[[str], str]) -> t.Block:
    """Write `@np.vectorize` of a nested function as a call."""
    out: t.Block = []
    for node in block:
        for part in BLOCKS:
            if isinstance(getattr(node, part, None), list):
                setattr(node, part, undecorated(getattr(node, part), finder, fresh))
        out.append(node)
        made = vectorizing(node, finder) if isinstance(node, t.FunctionDef) else None
        if made is not None and node.name not in t.names_read(node.body):
            name = fresh(f"{node.name}_each")
            out.append(t.assign(node.name, t.Call(made.func, [t.name(name), *made.args[1:]], made.keywords)))
            set_origin(out[-1:], origin_of(node))
            node.name, node.decorator_list = name, []
    return out


@dataclass
class _Opener:
    """One round through a function."""

    tree: t.FunctionDef
    finder: Finder
    fresh: Callable[[str], str]
    handed_on: bool                             # those that are left become lambdas

    def __post_init__(self) -> None:
        names = [n for n in t.walk(self.tree) if isinstance(n, t.Name)]
        self.stored = [n.id for n in names if not isinstance(n.ctx, t.Load)]
        self.stored += [n.name for n in t.walk_all(self.tree.body) if isinstance(n, t.FunctionDef)]
        self.hidden = {name for n in t.walk_all(self.tree.body) if isinstance(n, t.FunctionDef) for name in local_names(n)}

    def block(self, block: t.Block, in_loop: bool) -> t.Block:
        """Write the partial functions that the statements of a block make."""
        out: t.Block = []
        for node in block:
            if isinstance(node, t.FunctionDef):
                out.append(node)
                continue
            for part in BLOCKS:
                if isinstance(getattr(node, part, None), list):
                    inside = in_loop or isinstance(node, (t.For, t.While))
                    setattr(node, part, self.block(getattr(node, part), inside) or ([t.Pass()] if part == "body" else []))
            new = self.statement(node, in_loop)
            set_origin(new, origin_of(node))
            out.extend(new)
        return out

    def statement(self, node: t.stmt, in_loop: bool) -> t.Block:
        """Return what a statement becomes that makes a partial function."""
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if is_partial(value, self.finder):
                calls = self.calls_of(name, value)
                if calls is not None:
                    before = self.bound(value)
                    for call in calls:
                        merge(call, value)
                    return before
            case t.Assign(targets=[t.Name(id=name)], value=value) if is_vectorizing(value, self.finder):
                calls = self.calls_of(name, value)
                for call in calls or []:
                    call.func = t.copy(value)  # it is known where it is called
                return [node] if calls is None else []
        if in_loop or hasattr(node, "body") or not self.handed_on:
            return [node]
        before = []
        lambdas: dict[int, t.AST] = {}
        for found in self.made_at_once(node):
            parameters = self.parameters(found)
            if parameters is not None:
                before += self.bound(found)
                lambdas[id(found)] = as_lambda(found, parameters)
        return [*before, t.exchange(node, lambdas) if lambdas else node]

    def made_at_once(self, node: t.AST) -> list[t.Call]:
        """Return the partial functions that a statement makes when it runs, once."""
        if isinstance(node, (t.Lambda, t.IfExp, t.BoolOp, *COMPREHENSIONS)):
            return []
        if is_partial(node, self.finder):
            return [node]
        return [found for child in t.iter_child_nodes(node) for found in self.made_at_once(child)]

    def calls_of(self, name: str, value: t.Call) -> list[t.Call] | None:
        """Return the calls of a partial function, if it has one name and all that is done is to call it."""
        reads = [n for n in t.walk(self.tree) if isinstance(n, t.Name) and n.id == name and isinstance(n.ctx, t.Load)]
        calls = [n for n in t.walk(self.tree) if isinstance(n, t.Call) and any(n.func is read for read in reads)]
        spread = value.keywords and any(k.arg is None for call in calls for k in call.keywords)
        function = (dotted_path(value.args[0]) or "").partition(".")[0]
        alone = self.stored.count(name) == 1 and self.stored.count(function) <= 1 and function != name
        return calls if alone and len(calls) == len(reads) and not spread and function not in self.hidden else None

    def bound(self, value: t.Call) -> t.Block:
        """Give names to what a partial function binds, where it is made; tell which statements do."""
        before: t.Block = []

        def kept(given: t.expr) -> t.expr:
            fixed = isinstance(given, t.Name) and self.stored.count(given.id) <= 1 and given.id not in self.hidden
            if isinstance(given, t.Constant) or (fixed and given.id not in self.finder.around):
                return given
            name = self.fresh("given")
            before.append(t.assign(name, given))
            return t.name(name)

        value.args[1:] = [kept(arg) for arg in value.args[1:]]
        for keyword in value.keywords:
            keyword.value = kept(keyword.value)
        return before

    def parameters(self, value: t.Call) -> Parameters | None:
        """Return the parameters of the function that a partial function calls, if they are known."""
        path = str(dotted_path(value.args[0]))
        nested = [n for n in t.walk_own(self.tree.body) if isinstance(n, t.FunctionDef) and n.name == path]
        if nested and self.stored.count(path) == 1:
            return parameters_of(nested[0].args)
        function = self.finder.meaning(value.args[0])
        if not isinstance(function, FunctionType):
            return None
        return signature(function)


def signature(function: Any) -> Parameters:
    """Return the parameters of a live function; of defaults, only that they are there."""
    found = list(inspect.signature(function).parameters.values())
    names = [p.name for p in found if p.kind in (p.POSITIONAL_ONLY, p.POSITIONAL_OR_KEYWORD)]
    defaults = {p.name: t.constant(None) for p in found if p.default is not p.empty}
    return Parameters(names, [], None, None, defaults)


def merge(call: t.Call, value: t.Call) -> None:
    """Let the call of a partial function call the function itself."""
    named = {keyword.arg for keyword in call.keywords}
    call.func = t.copy(value.args[0])
    call.args = [*t.copy(value.args[1:]), *call.args]
    call.keywords = [*(t.copy(k) for k in value.keywords if k.arg not in named), *call.keywords]


def as_lambda(value: t.Call, parameters: Parameters) -> t.expr:
    """Return a partial function as a lambda with the parameters that must be given."""
    named = {keyword.arg for keyword in value.keywords}
    names: list[str] = []
    for name in parameters.names[len(value.args) - 1 :]:
        if name in named or name in parameters.defaults:
            break
        names.append(name)
    arguments = t.no_arguments()
    used = {n.id for n in t.walk(value) if isinstance(n, t.Name)}
    shown = [name if name not in used else f"{name}_" for name in names]
    arguments.args = [t.parameter(name) for name in shown]
    positional = [*t.copy(value.args[1:]), *map(t.name, shown)]
    return t.Lambda(arguments, t.Call(t.copy(value.args[0]), positional, t.copy(value.keywords)))
