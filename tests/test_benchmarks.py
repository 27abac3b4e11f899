"""The gradients that the benchmarks compare agree: what is written by hand is wrong sooner than what is generated."""

import runpy
import sys
from pathlib import Path

import numpy as np
import pytest

import tangentlike as tl

FOLDER = Path(__file__).parent.parent / "benchmarks"


def load(name):
    """Run a benchmark's file without its table."""
    sys.path.insert(0, str(FOLDER))
    try:
        return runpy.run_path(str(FOLDER / name))
    finally:
        sys.path.remove(str(FOLDER))


NAMES = load("reverse.py")
TAPE = load("tape.py")


@pytest.mark.parametrize("problem", NAMES["make_problems"](), ids=lambda problem: problem[0].__name__)
def test_both_gradients_agree(problem):
    function, by_hand, wrt, args = problem
    NAMES["check"](tl.grad(function, wrt)(*args), by_hand(*args))


@pytest.mark.parametrize("kind", TAPE["DATA"])
def test_the_chains_of_the_tape(kind):
    """The gradient of a chain of multiplications is their factor, that of a chain of sines the product of cosines."""
    run, data = TAPE["on_tensors"](TAPE["tape"]), TAPE["DATA"][kind]
    np.testing.assert_allclose(run("multiply", data), np.full_like(data, 1.0001 ** TAPE["COUNT"]), rtol=1e-9)
    product, value = np.ones_like(data), np.array(data)
    for _ in range(TAPE["COUNT"]):
        product, value = product * np.cos(value), np.sin(value)
    np.testing.assert_allclose(run("sine", data), product, rtol=1e-9)


@pytest.mark.parametrize("operation", TAPE["OPERATIONS"])
def test_the_bytes_of_a_recorded_operation(operation):
    """At most a tenth of autograd's 5,300."""
    assert TAPE["bytes_recorded"](operation) <= 530


@pytest.mark.parametrize("program", load("growth.py")["PROGRAMS"], ids=lambda program: program.__name__)
def test_the_growing_programs(program):
    """They are compiled, and right."""
    df = tl.grad(program, (0, 1))
    x, y = np.linspace(0.1, 1.0, 5), np.ones(5)
    found = df(x.copy(), y.copy())
    assert df.fallbacks == ()
    for place, gradient in enumerate(found):
        for i in range(5):
            ends = []
            for step in (1e-6, -1e-6):
                args = [x.copy(), y.copy()]
                args[place][i] += step
                ends.append(program(*args))
            np.testing.assert_allclose(gradient[i], (ends[0] - ends[1]) / 2e-6, atol=1e-7)
