"""Every function of the corpus, in every way of reverse mode, against differences."""

from __future__ import annotations

import pytest

from tests.programs import harness
from tests.programs.cases import Case, all_cases
from tests.programs.open_cases import PULLBACK, with_open

CASES = all_cases()
pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
TAPED = [case for case in CASES if case.taped]
SECOND = [case for case in CASES if case.order > 1]
# Of one argument alone, the gradient is the one that `test_value_and_gradient_together` compares.
PARTIAL = [case for case in CASES if len(case.wrt()) > 1 or case.order > 1]


@pytest.mark.parametrize("case", with_open(PARTIAL, "gradient"))
def test_gradient(case: Case) -> None:
    harness.check_one_alone(case)


@pytest.mark.long
@pytest.mark.parametrize("case", with_open(CASES, "gradient"))
def test_gradient_of_each_argument(case: Case) -> None:
    harness.check_gradient(case)


@pytest.mark.parametrize(
    "case", [*with_open([c for c in CASES if c not in PARTIAL], "value"), *with_open(PARTIAL, "value", turn=1)]
)
def test_value_and_gradient_together(case: Case) -> None:
    harness.check_value(case)


@pytest.mark.parametrize("case", with_open(CASES, "pullback", turn=PULLBACK))
def test_pullback(case: Case) -> None:
    harness.check_pullback(case)


@pytest.mark.parametrize("case", with_open(SECOND, "second_order", turn=2))
def test_second_order(case: Case) -> None:
    harness.check_second_order(case)


@pytest.mark.parametrize("case", with_open([c for c in SECOND if type(c.argument(0)) is float], "twice", turn=PULLBACK))
def test_grad_of_grad(case: Case) -> None:
    harness.check_twice(case)


@pytest.mark.parametrize("case", TAPED, ids=lambda case: case.name)
def test_taped_cases_are_taped(case: Case) -> None:
    harness.check_is_taped(case)


def test_there_are_second_orders() -> None:
    assert len(SECOND) > 60
    assert len(PARTIAL) > 300
