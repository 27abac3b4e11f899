"""Texts that nest deeply: long sums are deep trees. They are compiled in a deeper stack, or run on the tape."""

import importlib.util
import inspect
import math
import sys
import threading

import pytest

import tangentlike as tl

pytestmark = pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")


def written(folder, text):
    """Import a function `f` from a file of its own."""
    path = folder / "deep.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(f"deep_{abs(hash(text))}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.f


def square_of_sine(x):
    return math.sin(x) ** 2


def called_with_little_stack(function, *args):
    """Call a function where less of the stack is left than its compilation takes."""
    def deeper(left):
        return function(*args) if left == 0 else deeper(left - 1)

    used = len(inspect.stack(0))
    return deeper(sys.getrecursionlimit() - used - 60)


@pytest.mark.parametrize("fallback", ["tape", "error"])
def test_what_has_no_room_is_compiled_in_a_deeper_stack(fallback):
    limit, size = sys.getrecursionlimit(), threading.stack_size()
    df = tl.grad(square_of_sine, fallback=fallback)
    assert called_with_little_stack(df, 0.5) == pytest.approx(math.sin(1.0))
    assert df.fallbacks == ()
    assert (sys.getrecursionlimit(), threading.stack_size()) == (limit, size)


def test_a_sum_that_takes_too_long_to_compile_runs_on_the_tape(tmp_path):
    f = written(tmp_path, "def f(x):\n    return " + " + ".join(f"{i}.0 * x" for i in range(1500)) + "\n")
    assert tl.grad(f)(2.0) == sum(range(1500))


def test_a_branch_of_a_hundred_cases(tmp_path):
    cases = "".join(f"    {'el' * (i > 0)}if k == {i}:\n        y = x * {i}.0\n" for i in range(110))
    f = written(tmp_path, f"def f(x, k):\n    y = x\n{cases}    return y * x\n")
    assert tl.grad(f)(2.0, 40) == 160.0
    assert tl.grad(f)(2.0, 200) == 4.0
