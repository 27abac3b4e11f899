"""Live functions from text: where names are looked up, and what linecache, `inspect` and tracebacks show."""

import inspect
import linecache
import traceback
from types import CellType, ModuleType

import pytest

from tangentlike.compiling import Home, make_functions
from tangentlike.syntax.lines import restore_lines

TEXT = '''\
# A comment of the module.
def outer(x, y=-1.0, *, out_bar=1.0):
    """Say what it is,

    in two paragraphs.
    """
    pieces = [k * scale for k in range(3)]
    total = lambda: sum(pieces) + cell  # noqa: E731
    return inner(total() + x, y) + shift


def inner(a, b):
    if b == 7.0:
        return outer(a)
    return a / b
'''


@pytest.fixture
def made():
    module = ModuleType("users")
    module.__dict__.update(shift=0.5, scale="hidden by ours")
    cell = CellType(2.0)
    homes = {"outer": Home(module.__dict__, {"cell": cell}), "inner": Home(module.__dict__)}
    before = set(vars(module))
    functions = make_functions(TEXT, "test", homes, {"scale": 10.0})
    assert set(vars(module)) == before
    return functions, cell, module


def test_names_are_ours_then_the_users_cells_then_globals(made):
    functions, cell, module = made
    assert functions["outer"](1.0) == -32.5
    cell.cell_contents, module.shift = 3.0, 2.0
    assert functions["outer"](1.0) == -32.0
    assert functions["outer"](1.0, 7.0) == -63.0  # by way of `inner`, which calls it back


def test_the_function_describes_itself(made):
    outer = made[0]["outer"]
    assert (outer.__name__, outer.__qualname__, outer.__module__) == ("outer", "outer", "users")
    assert str(inspect.signature(outer)) == "(x, y=-1.0, *, out_bar=1.0)"
    assert inspect.getdoc(outer).splitlines()[0] == "Say what it is,"


def test_the_lines_are_found(made):
    functions = made[0]
    linecache.checkcache()
    assert inspect.getsource(functions["outer"]) == TEXT[TEXT.index("def outer") : TEXT.index("\n\ndef inner")]
    assert inspect.getsource(functions["inner"]) == TEXT[TEXT.index("def inner") :]
    with pytest.raises(ZeroDivisionError) as caught:
        functions["outer"](1.0, 0.0)
    shown = traceback.format_exception(caught.value)
    assert any("return inner(total() + x, y) + shift" in line for line in shown)


def test_the_lines_come_back_after_clearcache(made):
    inner = made[0]["inner"]
    linecache.clearcache()
    with pytest.raises(OSError):
        inspect.getsource(inner)
    restore_lines()
    assert inspect.getsource(inner).startswith("def inner")


def test_the_same_text_has_the_same_file_name(made):
    again = make_functions(TEXT, "test", {"outer": Home({}), "inner": Home({})}, {})
    assert again["inner"].__code__.co_filename == made[0]["inner"].__code__.co_filename


def test_a_default_that_is_no_literal_is_refused():
    with pytest.raises(ValueError, match="malformed node"):
        make_functions("def f(x=limit): return x", "f", {"f": Home({})}, {})
