"""Programs that write and read by back doors are differentiated right, on whichever engine, or refused."""

from __future__ import annotations

import inspect

import pytest

from tests.programs import back_doors, harness
from tests.programs.cases import Case

PROGRAMS = [
    fun
    for name, fun in vars(back_doors).items()
    if inspect.isfunction(fun) and fun.__module__ == back_doors.__name__ and name not in back_doors.HELPERS | {"LC"}
]
REFUSED = (NotImplementedError, TypeError, IndexError, AttributeError, ValueError)


@pytest.mark.parametrize("fun", PROGRAMS, ids=lambda fun: fun.__name__)
@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_right_or_refused(fun):
    fun(1.3)  # what it remembers of a plain call is no derivative
    try:
        harness.check_alone(Case(f"back_doors.{fun.__name__}", fun, "1.3", "", 1), 0, compiled=False)
    except REFUSED as error:
        assert fun.__name__ in back_doors.REFUSED, error
