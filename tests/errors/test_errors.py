"""The shape of error messages, and that errors survive pickling."""

import pickle

import pytest

from tangentlike import errors

PLACE = errors.Place("examples/pump.py", 12, 4, 8, "    with open(path) as log:\n")
SHAPE = """\
examples/pump.py:12: tangentlike cannot differentiate a `with` statement.
  12 |     with open(path) as log:
     |     ^^^^
Why:     a context manager runs code on exit that has no derivative rule.
Instead: open the file in the caller, or mark the helper `@tangentlike.constant`."""
KINDS = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.TangentlikeError)]


def make(kind):
    return kind(
        "tangentlike cannot differentiate a `with` statement.",
        place=PLACE,
        why="a context manager runs code on exit that has no derivative rule.",
        instead="open the file in the caller, or mark the helper `@tangentlike.constant`.",
    )


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_the_shape_and_pickles(kind):
    error = make(kind)
    again = pickle.loads(pickle.dumps(error))
    assert str(error) == str(again) == SHAPE
    assert type(again) is kind
    assert (again.what, again.place, again.why, again.instead) == (error.what, PLACE, error.why, error.instead)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not errors.TangentlikeError])
def test_every_error_is_also_a_built_in_one(kind):
    assert any(base.__module__ in ("builtins", "_pickle") and base is not Exception for base in kind.__bases__)


def test_parts_that_are_missing_leave_no_line():
    assert str(errors.NotScalar("the result is an array.")) == "the result is an array."
    deep = errors.Place("<stdin>", 12345, 0, 0, "\tx")
    assert str(errors.Unsupported("no.", place=deep)).splitlines()[1:] == ["12345 |  x", "      | ^"]
