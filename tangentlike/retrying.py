"""A whole function on the tape, where a piece of it gives what compiled code cannot take: that is seen only when it runs."""

import functools
from collections.abc import Callable
from typing import Any

from tangentlike.analysis.free_names import local_names
from tangentlike.analysis.values import Kind
from tangentlike.effects import summarise
from tangentlike.errors import NotHandedOut
from tangentlike.pipeline import Text
from tangentlike.subjects import Subject
from tangentlike.understood import understands


def may_run_again(text: Text, subject: Subject, kinds: dict[str, Kind]) -> bool:
    """Tell whether a program may be run from its start after a part of it has run: it changes nothing that anybody sees."""
    program = text.program
    texts = [subject, *(found for found in program.subjects.values() if found is not None)]
    quiet = not (program.written or program.changed or program.left)
    known = (understands(found.scope, found.source.tree.body, local_names(found.source.tree)) for found in texts)
    return quiet and all(known) and not summarise(program, subject, kinds).writes


def retrying(call: Callable[..., Any], whole: Callable[[NotHandedOut], Callable[..., Any]]) -> Callable[..., Any]:
    """Return a call that goes to another function once a piece has given what cannot be handed out."""
    found: list[Callable[..., Any]] = []

    @functools.wraps(call)
    def run(*args: Any, **kwargs: Any) -> Any:
        if not found:
            try:
                return call(*args, **kwargs)
            except NotHandedOut as refusal:
                found.append(whole(refusal))
        return found[0](*args, **kwargs)

    return run
