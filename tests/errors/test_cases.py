"""Every file of `cases/`: the error stands on the line that a comment `# error: text` marks, and says that text.

A function with arguments in its docstring is a case. The guilty line is its own, or that of the helper above it.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import tangentlike as tl
from tangentlike.errors import TangentlikeError

FOLDER = Path(__file__).parent / "cases"
MARK = re.compile(r"#\s*error:\s*(.+?)\s*$")
ARGS = re.compile(r"args:\s*(.*?)\s*$", re.MULTILINE)


def cases() -> list[Any]:
    """Return every case as a function and its file."""
    found = []
    for path in sorted(FOLDER.glob("*.py")):
        if path.stem == "__init__":
            continue
        module = importlib.import_module(f"tests.errors.cases.{path.stem}")
        functions = [f for f in vars(module).values() if inspect.isfunction(f) and f.__module__ == module.__name__]
        chosen = [f for f in functions if ARGS.search(f.__doc__ or "")]
        found += [pytest.param(f, path, id=f"{path.stem}.{f.__name__}") for f in chosen]
    assert len(found) > 40, "a folder of cases must not be empty"
    return found


def guilty_line(fun: Callable[..., Any], path: Path) -> tuple[int, str]:
    """Return the number and the text of the first marked line inside the function, else of the last one before it."""
    lines, start = inspect.getsourcelines(fun)
    for number, line in enumerate(lines, start):
        if mark := MARK.search(line):
            return number, mark[1]
    before = path.read_text(encoding="utf-8").splitlines()[: start - 1]
    number = max(i for i, line in enumerate(before, 1) if MARK.search(line))
    return number, MARK.search(before[number - 1])[1]


@pytest.mark.parametrize(("fun", "path"), cases())
def test_refused_on_its_line(fun: Callable[..., Any], path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    number, text = guilty_line(fun, path)
    args = eval(f"[{ARGS.search(fun.__doc__)[1]}]", fun.__globals__)
    with pytest.raises(NotImplementedError) as caught:
        tl.grad(fun, fallback="error")(*args)
    error = caught.value
    assert isinstance(error, TangentlikeError)
    assert error.place is not None, f"no place: {error}"
    assert Path(error.place.filename).resolve() == path.resolve()
    assert error.place.line == number, str(error)
    assert text in str(error)
    assert error.why, f"an error says why: {error}"
    assert error.instead, f"an error says what to write instead: {error}"
    assert capsys.readouterr().out == "", "the refusal comes before the function runs"
