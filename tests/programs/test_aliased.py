"""A write in place that another name sees is differentiated right, or refused."""

from __future__ import annotations

import inspect

import pytest

from tests.programs import aliased, harness
from tests.programs.cases import Case

PROGRAMS = [
    fun for name, fun in vars(aliased).items() if inspect.isfunction(fun) and name not in aliased.HELPERS
]


@pytest.fixture(autouse=True)
def table():
    """Programs may write the module's table: each starts from the same."""
    kept = aliased.TABLE.copy()
    yield
    aliased.TABLE[:] = kept


@pytest.mark.parametrize("fun", PROGRAMS, ids=lambda fun: fun.__name__)
@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_right(fun):
    """Compiled, or where the compiler refuses it, on the tape."""
    harness.check_alone(Case(f"aliased.{fun.__name__}", fun, "np.array([0.7, 0.2, 0.4])", "", 1), 0, compiled=False)
