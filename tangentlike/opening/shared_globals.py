"""Helpers that share globals with the function that calls them are written into it: there, a global is a variable like others.

    WORK = np.zeros(3)                          def loss(x):
                                                    def total():
    def total():                                        return np.sum(WORK ** 2)
        return np.sum(WORK ** 2)        ->
                                                    WORK[:] = x
    def loss(x):                                    return total()
        WORK[:] = x
        return total()

What is brought in this way is found by names alone. Nothing depends on finding all of it: what others may do to a global is asked
where the global gets its variable (`global_writes`, `normalise/buffers`), and refused.
"""

import dis
import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from types import CellType, CodeType, FunctionType
from typing import Any

import numpy as np

from tangentlike.analysis.aliases import IN_PLACE
from tangentlike.analysis.changing import changed_name
from tangentlike.analysis.free_names import free_names, local_names
from tangentlike.analysis.scopes import Scope
from tangentlike.errors import SourceNotAvailable
from tangentlike.opening.global_writes import is_read_first
from tangentlike.opening.walked import Finder, is_generator
from tangentlike.rules import registry
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.source import Source, find_source

UNFIT_NAMES = ("ClassDef", "AsyncFunctionDef", "AsyncFor", "AsyncWith", "Await", "Import", "ImportFrom", "Match", "TryStar")
MUTABLE = (np.ndarray, list, dict)
MOST = 30                                       # functions that are looked through


@dataclass
class Text:
    """A function that works on globals: its text, what it reads outside of itself, and the globals that it changes."""

    tree: t.FunctionDef
    outside: set[str]
    changes: set[str]
    defaults: dict[str, Any] = field(default_factory=dict)  # by parameters: lists and arrays that live as long as the function
    keeps: bool = False                         # it changes one of them


def bring_in_helpers(source: Source, scope: Scope) -> None:
    """Define the helpers that share globals, which some of them or the function itself change, in the function."""
    reached = reached_from(free_names(source.tree.body), scope.globals)
    sharing = any(may_share(each, scope.globals) for each in reached.values())
    if not reached or not (sharing or any(isinstance(node, t.Global) for node in t.walk_all(source.tree.body))):
        return
    own = text_of(source, scope)
    texts: dict[str, Text] = {}
    for name, function in reached.items():
        found = read(function, scope, name, source)
        if found is not None:
            texts[name] = found
    state = shared_state([own, *texts.values()], scope)
    wanted = called(own, touching(texts, state))
    if not wanted or not all(map(functools.partial(may_stand_in, own, scope), wanted.values())):
        return
    every = [source.tree, *(text.tree for text in wanted.values())]
    calls = [n for tree in every for n in t.walk_all(tree.body) if isinstance(n, t.Call)]
    calls = [n for n in calls if isinstance(n.func, t.Name) and n.func.id in wanted]
    if not all(is_only_called(tree, wanted.keys()) for tree in every) or any(map(is_spread, calls)):
        return
    for name, text in wanted.items():
        scope.lookup(name)
        scope.watch(reached[name], "__code__", "__defaults__", "__kwdefaults__")
        give_defaults(name, text, [n for n in calls if n.func.id == name], scope)
    place = 1 if isinstance(source.tree.body[0], t.Expr) and isinstance(source.tree.body[0].value, t.Constant) else 0
    source.tree.body[place:place] = [text.tree for text in wanted.values()]


def reached_from(names: set[str], namespace: dict[str, Any]) -> dict[str, FunctionType]:
    """Return the functions of a module that a text may call by these names, and those that these call."""
    found: dict[str, FunctionType] = {}
    todo = sorted(names)
    while todo and len(found) < MOST:
        name = todo.pop()
        value = namespace.get(name)
        if isinstance(value, FunctionType) and value.__globals__ is namespace and name not in found:
            found[name] = value
            todo += names_in(value.__code__)
    return found


def names_in(code: CodeType) -> list[str]:
    """Return the names that a code and those inside of it look up."""
    inner = (each for each in code.co_consts if isinstance(each, CodeType))
    return [*code.co_names, *(name for each in inner for name in names_in(each))]


def may_share(function: FunctionType, namespace: dict[str, Any]) -> bool:
    """Tell whether a function reads or writes a global that is a buffer, or binds one anew."""
    values = [*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()]
    values += map(namespace.get, function.__code__.co_names)
    return any(isinstance(value, MUTABLE) for value in values) or binds_globals(function.__code__)


@functools.lru_cache(maxsize=1024)
def binds_globals(code: CodeType) -> bool:
    """Tell whether a function, or one inside of it, binds globals anew."""
    inner = any(binds_globals(each) for each in code.co_consts if isinstance(each, CodeType))
    return inner or any(step.opname == "STORE_GLOBAL" for step in dis.get_instructions(code))


def read(function: FunctionType, scope: Scope, name: str, around: Source) -> Text | None:
    """Return the text of a helper that may stand in another function of its module; None if it may not."""
    if function.__closure__ is not None or hasattr(function, "__wrapped__") or registry.find(function) is not None:
        return None
    try:
        source = find_source(function)
    except SourceNotAvailable:
        return None
    tree = source.tree
    defaults = without_defaults(tree, function)
    unfit = any(type(node).__name__ in UNFIT_NAMES for node in t.walk(tree))
    if unfit or is_generator(tree) or not all(isinstance(value, MUTABLE) for value in defaults.values()):
        return None
    tree.name, tree.returns = name, None
    for node in t.walk(tree):
        if isinstance(node, t.Name):
            node.annotation = None
        if source.filename != around.filename and hasattr(node, "lineno"):
            node.lineno = None                  # it has an origin
    text = text_of(source, scope)
    text.defaults, text.keeps = defaults, any(name in defaults for name in changed_in(tree, scope))
    return text


def without_defaults(tree: t.FunctionDef, function: FunctionType) -> dict[str, Any]:
    """Take the defaults that are no literals out of a function; return them by parameter."""
    found: dict[str, Any] = {}
    names = [node.id for node in [*tree.args.posonlyargs, *tree.args.args]]
    values = dict(zip(reversed(names), reversed(function.__defaults__ or ()), strict=False)) | (function.__kwdefaults__ or {})
    for own, parameters in (tree.args.defaults, names[-len(tree.args.defaults) :]), (tree.args.kw_defaults, tree.args.kwonlyargs):
        for place, (node, parameter) in enumerate(zip(own, parameters, strict=False)):
            if node is not None and not t.is_literal(node):
                name = getattr(parameter, "id", parameter)
                found[name], own[place] = values[name], t.constant(None)
    return found


def give_defaults(name: str, text: Text, calls: list[t.Call], scope: Scope) -> None:
    """Give a helper its defaults in each call that leaves them out."""
    parameters = [node.id for node in text.tree.args.args]
    for parameter, value in text.defaults.items():
        own = Names({*scope.cells, *scope.globals}).fresh(f"{name}_{parameter}")
        scope.cells[own] = CellType(value)
        for call in calls:
            given = parameter in parameters[: len(call.args)] or any(keyword.arg == parameter for keyword in call.keywords)
            call.keywords = [*call.keywords, *([] if given else [t.keyword(parameter, t.name(own))])]


def is_spread(call: t.Call) -> bool:
    """Tell whether a call does not say which parameters it gives."""
    return any(isinstance(arg, t.Starred) for arg in call.args) or any(keyword.arg is None for keyword in call.keywords)


def text_of(source: Source, scope: Scope) -> Text:
    """Return a function with the globals that it works on."""
    tree = source.tree
    bound = {name for node in t.walk_all(tree.body) if isinstance(node, t.Global) for name in node.names}
    own = local_names(tree) - bound
    outside = (free_names(tree.body) | bound) - own
    arrays = {name for name in outside if isinstance(scope.peek(name), MUTABLE)}
    return Text(tree, outside, (bound & t.names_stored(tree.body)) | (set(changed_in(tree, scope)) & arrays))


def changed_in(tree: t.FunctionDef, scope: Scope) -> Iterator[Any]:
    """Yield the names of what a function may write in place, itself or by other names."""
    finder = Finder(tree, scope, set())
    other: dict[str, list[str | None]] = {}
    for node in t.walk_all(tree.body):
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) | t.For(target=t.Name(id=name), iter=value):
                other.setdefault(name, []).append(t.base_of(value))
    for node in t.walk_all(tree.body):
        changed = [changed_name(node)]
        if isinstance(node, t.AugAssign):
            changed.append(t.base_of(node.target))
        if isinstance(node, t.Call):
            meaning = finder.meaning(node.func)
            given = node.args if isinstance(meaning, FunctionType) or any(meaning is each for each in IN_PLACE) else []
            given = node.args[:1] if getattr(meaning, "__name__", "") == "at" else given
            changed += [t.base_of(part) for part in given]
            changed += [t.base_of(k.value) for k in node.keywords if k.arg == "out" or isinstance(meaning, FunctionType)]
        for name in changed:
            yield name
            yield from other.get(str(name), [])


def shared_state(texts: list[Text], scope: Scope) -> set[str]:
    """Return the globals that some function changes, and that one of them reads as another call has left it."""
    changed = set().union(*(text.changes for text in texts))
    arrays = {name for name in changed if isinstance(scope.peek(name), MUTABLE)}
    still = inactive([text.tree for text in texts], changed - arrays)
    read_first = {name for text in texts for name in text.outside if is_read_first(text.tree.body, name)}
    return arrays | ((changed - still) & read_first)


def inactive(trees: list[t.FunctionDef], names: set[str]) -> set[str]:
    """Return the globals that are only bound to literals and to each other, such as a counter of calls."""
    stores = [n for tree in trees for n in t.walk_all(tree.body) if isinstance(n, (t.Assign, t.AugAssign, t.AnnAssign))]
    while True:
        moved = set().union(*(t.names_stored(node) for node in stores if node.value is None or t.names_used(node.value) - names))
        if not moved & names:
            return names
        names = names - moved


def touching(texts: dict[str, Text], state: set[str]) -> dict[str, Text]:
    """Return the functions that work on some globals, or call one that does."""
    found: set[str] = set()
    while True:
        new = {name for name, text in texts.items() if text.keeps or text.outside & (state | found)}
        if new == found:
            return {name: texts[name] for name in texts if name in found}
        found = new


def called(around: Text, texts: dict[str, Text]) -> dict[str, Text]:
    """Return those of some helpers that a function calls, or that these call: each after those that it calls itself."""
    found: dict[str, Text] = {}

    def visit(text: Text, above: tuple[str, ...]) -> None:
        for name in sorted(text.outside & texts.keys() - found.keys() - {*above}):
            visit(texts[name], (*above, name))
            found.setdefault(name, texts[name])

    visit(around, ())
    return found


def may_stand_in(around: Text, scope: Scope, helper: Text) -> bool:
    """Tell whether all that a helper reads outside means the same in the function that it is brought into."""
    return not helper.outside & ((local_names(around.tree) - around.changes) | scope.cells.keys())


def is_only_called(tree: t.FunctionDef, names: Any) -> bool:
    """Tell whether a function does nothing with some others but call them."""
    called = {id(node.func) for node in t.walk_all(tree.body) if isinstance(node, t.Call)}
    return all(id(n) in called for n in t.walk_all(tree.body) if isinstance(n, t.Name) and n.id in names)
