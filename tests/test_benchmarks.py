"""The gradients that the benchmarks compare agree: what is written by hand is wrong sooner than what is generated."""

import runpy
import sys
from pathlib import Path

import pytest

import tangentlike as tl

FOLDER = Path(__file__).parent.parent / "benchmarks"


def load():
    """Run the benchmark's file without its table."""
    sys.path.insert(0, str(FOLDER))
    try:
        return runpy.run_path(str(FOLDER / "reverse.py"))
    finally:
        sys.path.remove(str(FOLDER))


NAMES = load()


@pytest.mark.parametrize("problem", NAMES["make_problems"](), ids=lambda problem: problem[0].__name__)
def test_both_gradients_agree(problem):
    function, by_hand, wrt, args = problem
    NAMES["check"](tl.grad(function, wrt)(*args), by_hand(*args))
