"""What is known not to work yet, and why: each entry fails today, and the suite fails when one of them starts to work.

None of them gives a wrong number without a word, except where the reason says so.
"""

from __future__ import annotations

import pytest

from tests.programs.cases import Case

OPEN: dict[str, dict[str, str]] = {
    "gradient": {},
    "value": {},
    "pullback": {},
    "second_order": {},
    "twice": {},
    "stages": {
        "contexts.by_shape": "a stage is the text for the first kinds of a recursion; run alone, it calls itself with others",
    },
}


def with_open(cases: list[Case], check: str) -> list[object]:
    """Return the cases as parameters; those that do not work yet are expected to fail, and only to fail."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=OPEN[check][case.name])] if case.name in OPEN[check] else [],
        )
        for case in cases
    ]
