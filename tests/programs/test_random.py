"""Random programs: what is compiled from them agrees with differences.

The default is what a run of all tests has time for; a search for defects sets TANGENTLIKE_PROGRAMS=20.
The seed is fixed, and shown with each failure; TANGENTLIKE_SEED changes it, TANGENTLIKE_PROGRAMS multiplies the
number of programs. A program is compared only where every small change of its arguments leaves the executed path as
it is (every instruction of it is compared) and where the differences settle, so that kinks and overflow never come
into it.
"""

from __future__ import annotations

import hashlib
import importlib.util
import math
import os
import sys
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, assume, given, seed, settings
from hypothesis import strategies as st

from tests.programs import differences as d
from tests.programs import harness
from tests.programs.cases import Case, expected, is_scalar
from tests.programs.grammar import Writer, points, programs
from tests.programs.grammar_in_place import programs_in_place

SEED = int(os.environ.get("TANGENTLIKE_SEED", "271828"))
TIMES = float(os.environ.get("TANGENTLIKE_PROGRAMS", "1"))
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
QUIET += [HealthCheck.function_scoped_fixture]
LIMIT = 1e4


def many(count: int) -> settings:
    """Return the settings for a number of programs."""
    examples = max(1, round(count * TIMES))
    return settings(
        max_examples=examples,
        deadline=None,
        database=None,
        suppress_health_check=QUIET,
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A folder for the texts; the modules that were made from them are forgotten afterwards."""
    known = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - known:
        if name.startswith("random_program_"):
            del sys.modules[name]


def load(text: str, folder: Path) -> Callable[..., Any]:
    """Write a program into a file of its own, import it and return its function."""
    name = "random_program_" + hashlib.sha256(text.encode()).hexdigest()[:16]
    if name not in sys.modules:
        path = folder / f"{name}.py"
        path.write_text(text, encoding="utf-8")
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name].program


def path_taken(fun: Callable[..., Any], args: list[Any]) -> list[tuple[str, int]]:
    """Return every instruction that a call of the program's own functions executes."""
    filename = fun.__code__.co_filename
    steps: list[tuple[str, int]] = []

    def follow(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename != filename:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            steps.append((frame.f_code.co_name, frame.f_lasti))
        return follow

    before = sys.gettrace()
    sys.settrace(follow)
    try:
        fun(*args)
    finally:
        sys.settrace(before)
    return steps


def moved(args: list[Any]) -> Iterator[list[Any]]:
    """Yield the arguments with each entry moved to the ends of the differences' interval."""
    x, y, xs = args
    flat = [x, y, *xs]
    for i, value in enumerate(flat):
        for sign in (1.0, -1.0):
            entries = [*flat[:i], value + sign * d.STEP * max(0.1, abs(value)), *flat[i + 1 :]]
            yield [entries[0], entries[1], np.array(entries[2:])]


def usable(case: Case) -> bool:
    """Tell whether differences say something about this program at this point."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        try:
            value = case.run()
            if not is_scalar(value) or not math.isfinite(value) or abs(value) > LIMIT:
                return False
            steps = path_taken(case.fun, case.call()[0])
            if len(steps) > 20000 or any(path_taken(case.fun, args) != steps for args in moved(case.call()[0])):
                return False
            return not any(d.unreliable(expected(case, key)) for key in range(3))
        except (OverflowError, ZeroDivisionError):
            return False
        except ValueError as error:
            if "math domain error" in str(error) or "expected a finite input" in str(error):  # the latter since 3.14
                return False  # `math.sin` of what a NumPy operation made infinite
            raise


def make_case(text: str, point: str, folder: Path, taped: str = "") -> Case:
    """Return the program as a case, or reject it."""
    case = Case(f"random program (seed {SEED})", load(text, folder), point, "", 1, taped)
    assume(usable(case))
    return case


pytestmark = [
    pytest.mark.filterwarnings("ignore::tangentlike.errors.ControlFlowWarning"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning"),
]


def check_one_or_all(case: Case, key: int | None) -> None:
    if key is None:
        harness.check_together(case)
    else:
        harness.check_alone(case, key)


@st.composite
def keys(draw: Callable[[Any], Any]) -> int | None:
    """Draw one argument, or all of them together."""
    return Writer(draw).pick([0, 1, 2, None])


@seed(SEED)
@many(40)
@given(text=programs(), point=points(), key=keys())
def test_gradient(text: str, point: str, key: int | None, folder: Path) -> None:
    check_one_or_all(make_case(text, point, folder), key)


@pytest.mark.long
@seed(SEED + 4)
@many(640)
@given(text=programs(), point=points(), key=keys())
def test_gradient_of_many(text: str, point: str, key: int | None, folder: Path) -> None:
    check_one_or_all(make_case(text, point, folder), key)


@seed(SEED + 1)
@many(12)
@given(text=programs(), point=points())
def test_value(text: str, point: str, folder: Path) -> None:
    harness.check_value(make_case(text, point, folder))


@seed(SEED + 2)
@many(16)
@given(text=programs(), point=points())
def test_pullback(text: str, point: str, folder: Path) -> None:
    harness.check_pullback(make_case(text, point, folder))


@seed(SEED + 3)
@many(8)
@given(text=programs(), point=points())
def test_second_order(text: str, point: str, folder: Path) -> None:
    harness.check_twice(make_case(text, point, folder))


@pytest.mark.long
@seed(SEED + 8)
@many(40)
@given(text=programs(), point=points())
def test_many_in_other_ways(text: str, point: str, folder: Path) -> None:
    case = make_case(text, point, folder)
    harness.check_value(case)
    harness.check_pullback(case)
    harness.check_twice(case)


# What writes in place may run on the tape, in part or as a whole: it must be right wherever it runs.

in_place = pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")


@in_place
@seed(SEED + 5)
@many(20)
@given(text=programs_in_place(), point=points(), key=keys())
def test_in_place(text: str, point: str, key: int | None, folder: Path) -> None:
    check_one_or_all(make_case(text, point, folder, "it may be"), key)


@in_place
@seed(SEED + 6)
@many(10)
@given(text=programs_in_place(), point=points())
def test_in_place_pullback(text: str, point: str, folder: Path) -> None:
    harness.check_pullback(make_case(text, point, folder, "it may be"))


@in_place
@pytest.mark.long
@seed(SEED + 7)
@many(240)
@given(text=programs_in_place(), point=points(), key=keys())
def test_many_in_place(text: str, point: str, key: int | None, folder: Path) -> None:
    check_one_or_all(make_case(text, point, folder, "it may be"), key)
