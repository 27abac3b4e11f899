"""Nested functions as functions of their own: what they, and those that they call, read of the function around goes along."""

from collections.abc import Mapping
from dataclasses import replace
from types import CellType

from tangentlike.analysis.binding import parameters_of
from tangentlike.analysis.scopes import Scope
from tangentlike.analysis.values import Closure, Kind
from tangentlike.compiling import Home, make_functions
from tangentlike.program import Program
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.printer import to_source


def standing_alone(program: Program, closure: Closure, around: Mapping[str, Kind]) -> Subject:
    """Return a nested function, lifted, that calls lifted functions; `around` are the kinds in the function around.

    >>> # fib(k - 1)  ->  fib(k - 1, memo=memo, x=x)
    """
    return _function(program, closure, around) if called_closures(program, closure, around) else program.lift(closure)


def _function(program: Program, closure: Closure, around: Mapping[str, Kind]) -> Subject:
    lifted, called = program.lift(closure), called_closures(program, closure, around)
    key = (id(lifted), ("alone", *sorted(called)))
    if key not in program.lifted:
        args, tree = lifted.source.tree.args, t.copy(lifted.source.tree)
        kept = [pair for pair in zip(args.kwonlyargs, args.kw_defaults, strict=True) if pair[0].id not in called]
        tree.args.kwonlyargs, tree.args.kw_defaults = [each for each, _ in kept], [value for _, value in kept]
        along = {name: _along(program, closure, inner, around) for name, inner in called.items()}
        for call in [node for node in t.walk_all(tree.body) if isinstance(node, t.Call)]:
            if isinstance(call.func, t.Name) and call.func.id in called:
                call.keywords = [*call.keywords, *(t.keyword(one, t.name(other)) for one, other in along[call.func.id].items())]
        scope = Scope(lifted.scope.globals, {**lifted.scope.cells, **{name: CellType() for name in called}})
        text, home = to_source(t.Module([tree], [])), Home(scope.globals, scope.cells)
        function = make_functions(text, lifted.name, {lifted.name: home}, {})[lifted.name]
        made = Subject(replace(lifted.source, tree=tree, function=function), scope, parameters_of(tree.args))
        program.lifted[key] = program.subjects[function] = made
        for name, inner in called.items():  # one of them may call this one
            scope.cells[name].cell_contents = _function(program, inner, around).source.function
    return program.lifted[key]


def called_closures(program: Program, closure: Closure, around: Mapping[str, Kind]) -> dict[str, Closure]:
    """Return the nested functions that a nested function calls, and does nothing else with."""
    body = program.lift(closure).source.tree.body
    kinds = {name: around.get(outer) for name, outer in zip(closure.captured, closure.outer, strict=True)}
    reached = {*closure.outer}
    return {
        name: kind
        for name, kind in kinds.items()
        if isinstance(kind, Closure) and not kind.derived and {*kind.outer} <= reached and _is_only_called(name, body)
    }


def _along(program: Program, closure: Closure, inner: Closure, around: Mapping[str, Kind]) -> dict[str, str]:
    """Return what the call of another nested function takes along: its parameters, and the names here."""
    here = dict(zip(closure.outer, closure.captured, strict=True))
    left = called_closures(program, inner, around)
    return {name: here[outer] for name, outer in zip(inner.captured, inner.outer, strict=True) if name not in left}


def _is_only_called(name: str, body: t.Block) -> bool:
    """Tell whether a name occurs as that of a called function only, and in no function that is defined inside."""
    called = {id(node.func) for node in t.walk_all(body) if isinstance(node, t.Call)}
    named = [node for node in t.walk_all(body) if isinstance(node, t.Name) and node.id == name]
    inner = [node for node in t.walk_all(body) if isinstance(node, (t.FunctionDef, t.Lambda)) and name in t.names_used(node)]
    return not inner and all(id(node) in called for node in named)
