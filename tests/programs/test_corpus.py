"""Every function of the corpus, in every way of reverse mode, against differences."""

from __future__ import annotations

import pytest

from tests.programs import harness
from tests.programs.cases import Case, all_cases

CASES = all_cases()
SECOND = [case for case in CASES if case.order > 1]


def named(case: Case) -> str:
    return case.name


@pytest.mark.parametrize("case", CASES, ids=named)
def test_gradient(case: Case) -> None:
    harness.check_gradient(case)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_value(case: Case) -> None:
    harness.check_value(case)


@pytest.mark.parametrize("case", CASES, ids=named)
def test_pullback(case: Case) -> None:
    harness.check_pullback(case)


@pytest.mark.parametrize("case", SECOND, ids=named)
def test_second_order(case: Case) -> None:
    harness.check_second_order(case)


@pytest.mark.parametrize("case", [c for c in SECOND if type(c.argument(0)) is float], ids=named)
def test_grad_of_grad(case: Case) -> None:
    harness.check_twice(case)


def test_there_are_second_orders() -> None:
    assert len(SECOND) > 60
