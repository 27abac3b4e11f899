"""Every recorded program prints the same on the tape as it does with PyTorch."""

import pytest

from tests.tape import recorded

CASES = recorded.every()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.subject}-{case.title}")
def test_same_as_pytorch(case: recorded.Recorded) -> None:
    assert recorded.run(case, "tangentlike.tape") == case.output


def test_titles_differ() -> None:
    titles = [(case.subject, case.title) for case in CASES]
    assert len(set(titles)) == len(titles) > 100
