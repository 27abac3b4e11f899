"""What a function gives for one signature, by an abstract run of its text."""

from typing import Any

from tangentlike.analysis.closures import Escaped, holds_closure
from tangentlike.analysis.kinds import Inference
from tangentlike.analysis.refused import find_refused
from tangentlike.analysis.values import UNKNOWN, Kind
from tangentlike.callees import unknown_result
from tangentlike.filling import left_in, opened
from tangentlike.subjects import Subject


def infer_once(subject: Subject, kinds: dict[str, Kind], program: Any) -> tuple[Kind, dict[str, Kind]]:
    """Return the kind of a function's result, and of what it leaves in its arguments, with what is known of its own calls."""
    run = Inference(subject.source.tree, subject.scope, program)
    run.subject = subject
    found = run.run(kinds).result or UNKNOWN
    known = find_refused(subject.source.tree, subject.scope, handed=holds_closure(found)) is None
    found = found if known else unknown_result(subject)  # what its unknown statements do is not known
    found = Escaped() if holds_closure(found) else found
    if subject.source.function in program.pieces:
        found, known = opened(found), False
    return found, left_in(kinds, run.facts, known)
