"""A write in place that another name sees is differentiated right, or refused."""

from __future__ import annotations

import inspect
import math

import pytest

from tests.programs import aliased, harness
from tests.programs.cases import Case
from tests.programs.grammar_of_aliases import program_of_aliases
from tests.programs.test_objects import TIMES, load

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


SEEDS = [pytest.param(k, marks=[pytest.mark.long] if k > 10 * TIMES else []) for k in range(round(200 * TIMES))]


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_random_programs(seed, tmp_path):
    fun = load(program_of_aliases(seed), tmp_path, f"aliases_{seed}").f
    case = Case(f"aliases {seed}", fun, "np.array([0.31, 0.52, 0.23])", "", 1)
    value = case.run()
    if math.isfinite(value) and abs(value) < 1e4:
        harness.check_alone(case, 0, compiled=False)
