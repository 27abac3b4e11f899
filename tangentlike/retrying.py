"""A whole function on the tape, where compiled code does not do for what it meets: that is seen only when it runs.

That is a piece on the tape that gives what compiled code cannot take; and a test in the text that fails, such as that what
is written shares memory with nothing else.
"""

import functools
from collections.abc import Callable
from types import TracebackType
from typing import Any

from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.values import Kind
from tangentlike.effects import summarise
from tangentlike.errors import NotHandedOut, Unsupported
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.pipeline import Text
from tangentlike.runtime.by_elements import in_memory_order
from tangentlike.runtime.contexts import check_quiet, enter_context, leave_context
from tangentlike.runtime.places import check_rows
from tangentlike.runtime.sequences import check_apart, check_separate
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.parts import place_text
from tangentlike.understood import understands

ENDS = frozenset({enter_context.__name__, leave_context.__name__})
TESTS = (check_apart, check_quiet, check_rows, check_separate, in_memory_order)


def may_run_again(text: Text, subject: Subject, kinds: dict[str, Kind]) -> bool:
    """Tell whether a program may be run from its start after a part of it has run: it changes nothing that anybody sees."""
    program = text.program
    texts = [subject, *(found for found in program.subjects.values() if found is not None)]
    quiet = not (program.written or program.changed or program.left)
    known = (understands(found.scope, without_contexts(found.source.tree).body, local_names(found.source.tree)) for found in texts)
    return quiet and all(known) and not summarise(program, subject, kinds).writes


def without_contexts(tree: t.FunctionDef) -> t.FunctionDef:
    """Return a function without the ends of its `with` statements: none but harmless managers have such ends."""
    tree = t.copy(tree)
    calls = [n for n in t.walk_all(tree.body) if isinstance(n, t.Call) and isinstance(n.func, t.Name) and n.func.id in ENDS]
    managers = t.names_read([call.args for call in calls])

    def change(node: t.stmt) -> t.Block:
        made = isinstance(node, t.Assign) and t.names_stored(node.targets) & managers
        return [] if made or any(getattr(node, "value", None) is call for call in calls) else [node]

    return rewrite_statements(tree, change)


def may_be_tested(text: Text, subject: Subject, kinds: dict[str, Kind]) -> bool:
    """Tell whether a text has tests that may fail, and a program that may still be run from its start when they do."""
    names = {name for name, value in text.injected.items() if any(value is test for test in TESTS)}
    return bool(names) and (come_first(text, names) or may_run_again(text, subject, kinds))


def come_first(text: Text, names: set[str]) -> bool:
    """Tell whether all tests of a text stand at its start, before anything is done."""
    functions = t.parse(text.source).body
    entry = next(function for function in functions if function.name == text.entry)
    late = next((k for k, node in enumerate(entry.body) if not is_first(node, names)), len(entry.body))
    others = [function for function in functions if function is not entry]
    return not names & t.names_read([*entry.body[late:], *others])


def is_first(node: t.stmt, names: set[str]) -> bool:
    """Tell whether a statement is a test, or changes nothing: a docstring, or a name for what is held somewhere."""
    match node:
        case t.Expr(value=t.Constant()):
            return True
        case t.Assign(targets=[t.Name()], value=value):
            return place_text(value) is not None
        case t.Expr(value=t.Call(func=t.Name(id=name))):
            return name in names
    return False


def is_of_test(trace: TracebackType | None) -> bool:
    """Tell whether an error comes from one of our tests, and not from the user's own code."""
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and any(trace.tb_frame.f_code is test.__code__ for test in TESTS)


def refusal_of(error: NotImplementedError) -> tuple[Unsupported, bool] | None:
    """Return what an error of a compiled function refuses, and whether for all arguments; None for an error of the user's."""
    if isinstance(error, NotHandedOut):
        return error, True
    if not is_of_test(error.__traceback__):
        return None
    what, _, instead = str(error).partition("; ")
    return Unsupported(f"{what}.", why="a test at run time found that.", instead=f"{instead}."), False


def retrying(call: Callable[..., Any], whole: Callable[[Unsupported, bool], Any]) -> Callable[..., Any]:
    """Return a call that goes to another function once a piece has given what cannot be handed out, and whenever a test fails.

    `whole` gives the variant of that function: for a refusal, and whether it holds for all arguments from then on.
    """
    found: list[Callable[..., Any]] = []

    @functools.wraps(call)
    def run(*args: Any, **kwargs: Any) -> Any:
        if found:
            return found[0](*args, **kwargs)
        try:
            return call(*args, **kwargs)
        except NotImplementedError as error:
            refused = refusal_of(error)
            if refused is None:
                raise
            other = whole(*refused).function
            found.extend([other] if refused[1] else [])
        return other(*args, **kwargs)

    return run
