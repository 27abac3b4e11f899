# ruff: noqa: PLC0415  (that is what is tested)
"""Imports inside of functions are as fresh as the call: what a module means now, and nothing is run for the compiler."""

import sys

import pytest

import tangentlike as tl
from tests.programs import imported


def uses_program(x):
    from tests.programs.imported import RATE, cubed

    return RATE * cubed(x)


def needs_own_module(x):
    from module_of_this_test import twice

    return twice(x)


def rebinds(x):
    from math import sin

    sin = sin(x)
    return sin * sin


def test_data_and_functions_may_change(monkeypatch):
    df = tl.grad(uses_program)
    assert df(2.0) == 0.5 * 3 * 2.0**2
    monkeypatch.setattr(imported, "RATE", 2.0)
    assert df(2.0) == 2.0 * 3 * 2.0**2
    monkeypatch.setattr(imported, "cubed", lambda x: x * x)
    assert df(2.0) == 2.0 * 2 * 2.0
    assert df.fallbacks == ()


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_a_module_of_the_user_is_not_run(tmp_path, monkeypatch):
    (tmp_path / "module_of_this_test.py").write_text("def twice(x):\n    return 2.0 * x\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    df = tl.grad(needs_own_module)
    assert "import" in df.lower(1.5).fallbacks[0].construct
    assert "module_of_this_test" not in sys.modules
    assert df(1.5) == 2.0
    monkeypatch.delitem(sys.modules, "module_of_this_test", raising=False)


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_a_name_that_is_bound_again_is_a_variable():
    df = tl.grad(rebinds)
    assert df(1.5) == pytest.approx(tl.grad(lambda x: __import__("math").sin(x) ** 2, fallback="tape")(1.5))
