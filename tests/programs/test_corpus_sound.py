"""The corpus itself: each function runs, and its differences settle at the point that is given."""

from __future__ import annotations

import pytest

from tests.programs import differences as d
from tests.programs.cases import Case, all_cases, expected

CASES = all_cases()


def test_corpus_is_large() -> None:
    assert len({case.fun for case in CASES}) >= 200


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_differences_settle(case: Case) -> None:
    assert d.identical(case.run(), case.run()), "a corpus function gives the same value each time"
    for key in case.wrt():
        estimate = expected(case, key)
        assert not d.unreliable(estimate), f"{key}: move the point away from the kink"
