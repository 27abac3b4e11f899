"""Passes that make generated code what a person would have written."""

import functools

import pytest

from tangentlike.analysis.regions import are_apart, cover
from tangentlike.syntax import trees as t
from tangentlike.syntax.printer import to_source
from tangentlike.tidy.negations import cancel_negations
from tangentlike.tidy.order import order_returned
from tangentlike.tidy.overwrites import assign_to_zeros
from tangentlike.tidy.prune import drop_unread_lists
from tangentlike.tidy.signs import cancel_signs
from tangentlike.tidy.slots import settle_items
from tangentlike.tidy.zeros import keep_zeros


def test_double_negations_cancel_in_tests_only():
    block = t.parse_statements("if not not (a or b):\n    c = not not d\nwhile not not not e:\n    f()\n")
    after = "if a or b:\n    c = not not d\nwhile not e:\n    f()\n"
    assert to_source(t.Module(cancel_negations(block), [])) == after


SIGNS = {
    "met by a sign": ("a_bar = -b * c / d\ne_bar = -a_bar * f\n", "e_bar = b * c / d * f\n"),
    "stored in a part": ("a_bar = -2.0 * c\ne_bar[0:k] = -a_bar\n", "e_bar[0:k] = 2.0 * c\n"),
    "three": ("a_bar = -b\nc_bar = -a_bar * d\ne_bar = -c_bar\n", "c_bar = b * d\ne_bar = -c_bar\n"),
    "read twice": ("a_bar = -b * c\ne_bar = -a_bar * a_bar\n", None),
    "read with no sign": ("a_bar = -b * c\ne_bar = a_bar * f\n", None),
    "a divisor": ("a_bar = -b * c\ne_bar = f / -a_bar\n", None),
    "a sum": ("a_bar = -b + c\ne_bar = -a_bar * f\n", None),
    "added to": ("a_bar = -b\na_bar = -a_bar * c\n", None),
}


@pytest.mark.parametrize("name", SIGNS)
def test_signs_that_meet_cancel_in_what_runs_often(name):
    before, after = SIGNS[name]
    loop = "for i in k:\n    " + before.strip().replace("\n", "\n    ") + "\n"
    changed = loop if after is None else "for i in k:\n    " + after.strip().replace("\n", "\n    ") + "\n"
    for text, repeated, expected in ((before, True, after or before), (before, False, before), (loop, False, changed)):
        assert to_source(t.Module(cancel_signs(t.parse_statements(text), repeated=repeated), [])) == expected


ASSIGNED = {
    "parts": ("x_bar[2:] += a\nx_bar[0] += b\n", "x_bar[2:] = a\nx_bar[0] = b\n"),
    "up to a place that changes": ("x_bar[:k] += a\nk = k - 1\nx_bar[k:] += b\n", "x_bar[:k] = a\nk = k - 1\nx_bar[k:] += b\n"),
    "the second time it adds": ("x_bar[1:] += a\nx_bar[:-1] += b\n", "x_bar[1:] = a\nx_bar[:-1] += b\n"),
    "what is subtracted": ("x_bar[0] -= a\nx_bar[1] -= a * b\n", "x_bar[0] = -a\nx_bar[1] = -a * b\n"),
    "unknown places": ("x_bar[i] += a\nx_bar[j] += b\n", "x_bar[i] = a\nx_bar[j] += b\n"),
    "sizes in order": ("x_bar[0:n] += a\nx_bar[2 * n:] += b\n", "x_bar[0:n] = a\nx_bar[2 * n:] = b\n"),
    "after a read it adds": ("y_bar = x_bar * a\nx_bar[0] += b\n", "y_bar = x_bar * a\nx_bar[0] += b\n"),
    "in a loop it adds": ("for i in k:\n    x_bar[i] += a\nx_bar[0] += b\n", "for i in k:\n    x_bar[i] += a\nx_bar[0] += b\n"),
    "added to before all is assigned": ("x_bar[:k] += a\nx_bar[i] += b\nx_bar[k:] += c\n",
                                        "x_bar[:k] = a\nx_bar[i] += b\nx_bar[k:] += c\n"),
    "what it reads itself": ("x_bar[0] += x_bar[1] * a\n", "x_bar[0] += x_bar[1] * a\n"),
}


@pytest.mark.parametrize("name", ASSIGNED)
def test_first_contributions_to_parts_of_zeros_are_assigned(name):
    before, after = ASSIGNED[name]
    block = t.parse_statements(f"x_bar = np.zeros_like(x)\n{before}")
    assert tidied(block) == f"x_bar = np.zeros_like(x)\n{after}"


WHOLE = {
    "first and others": ("x_bar[1:] += a\nx_bar[0] += b\n", "x_bar[1:] = a\nx_bar[0] = b\n"),
    "sizes": ("x_bar[n:2 * n] += a\nx_bar[0:n] += b\nx_bar[2 * n:] += c\n",
              "x_bar[n:2 * n] = a\nx_bar[0:n] = b\nx_bar[2 * n:] = c\n"),
    "added to later": ("x_bar[:k] += a\nx_bar[k:] += b\nx_bar[i] += c\n", "x_bar[:k] = a\nx_bar[k:] = b\nx_bar[i] += c\n"),
}


@pytest.mark.parametrize("name", WHOLE)
def test_what_is_assigned_as_a_whole_needs_no_zeros(name):
    before, after = WHOLE[name]
    block = t.parse_statements(f"x_bar = np.zeros_like(x)\n{before}")
    assert tidied(block) == f"x_bar = np.empty_like(x)\n{after}"


OVERWRITTEN = {
    "a store": ("x_bar[i] = 0.0\ny_bar = a\nx_bar[i] += a * b\n", "y_bar = a\nx_bar[i] = a * b\n"),
    "a difference": ("x_bar[::2] = 0.0\nx_bar[::2] -= a\n", "x_bar[::2] = -a\n"),
    "another place": ("x_bar[i] = 0.0\nx_bar[j] += a\nx_bar[i] += b\n",) * 2,
    "another index by then": ("x_bar[i] = 0.0\ni = i - 1\nx_bar[i] += b\n",) * 2,
    "another index by a store": ("x_bar[i] = 0.0\ni[0] = 2\nx_bar[i] += b\n",) * 2,
    "a read": ("x_bar[i] = 0.0\ny_bar = x_bar[1:]\nx_bar[i] += b\n",) * 2,
    "an exit": ("x_bar[i] = 0.0\nif a:\n    return y\nx_bar[i] += b\n",) * 2,
}


@pytest.mark.parametrize("name", OVERWRITTEN)
def test_zeros_that_are_added_to_are_not_made(name):
    before, after = OVERWRITTEN[name]
    assert tidied(t.parse_statements(before)) == after


def tidied(block):
    size = {"n": "d0"}.get
    apart, whole = functools.partial(are_apart, size=size), functools.partial(cover, size=size)
    return to_source(t.Module(assign_to_zeros(block, frozenset({"x_bar"}), apart, whole), []))


TAKEN = "x_bar[i] = x_bar[i] + a\nx_part = x_bar[i]\nx_bar[i] = zeros_like(x_part)\ny_bar = x_part\n"
ADDED = "b = y_bar * 2.0\nx_bar[i] = x_bar[i] + b\n"
SETTLED = {
    "taken out and put back": (f"{TAKEN}b = y_bar * 2.0\nx_bar[i] = x_bar[i] + b\n",
                               "y_bar = x_bar[i] + a\nb = y_bar * 2.0\nx_bar[i] = b\n"),
    "what a helper gives": (f"{TAKEN}b, c = f_backward(y_bar)\nx_bar[i] = x_bar[i] + b\n",
                            "y_bar = x_bar[i] + a\nb, c = f_backward(y_bar)\nx_bar[i] = b\n"),
    "the rest of a list": ("a_bar = x_bar[i]\nx_bar[i] = zeros_like(a_bar)\nb = a_bar[-1]\n"
                           "x_bar = add_item(x_bar, i, a_bar[:-1])\n",
                           "a_bar = x_bar[i]\nb = a_bar[-1]\nx_bar[i] = a_bar[:-1]\n"),
    "subtracted": ("x_bar[0] = zeros_like(b)\nx_bar[0] = x_bar[0] - b * c\n", "x_bar[0] = -b * c\n"),
}
AS_THEY_ARE = {
    "written there": f"{TAKEN}{ADDED}x_bar[i][0] = 0.0\n",
    "written by another name": f"{TAKEN}{ADDED}y_bar[0] += c\n",
    "what is put in is written": f"{TAKEN}{ADDED}b[0] += c\n",
    "part of another array": f"{TAKEN}x_bar[i] = x_bar[i] + c[0]\n",
    "read as a whole": f"{TAKEN}{ADDED}z_bar = list(x_bar)\n",
    "returned": f"{TAKEN}{ADDED}return x_bar\n",
    "another index": f"{TAKEN}i = i - 1\n{ADDED}",
    "read in between": f"{TAKEN}c = x_bar[j]\n{ADDED}",
    "added in a branch": f"{TAKEN}if c:\n    b = y_bar * 2.0\n    x_bar[i] = x_bar[i] + b\n",
}


@pytest.mark.parametrize("name", SETTLED)
def test_items_of_bars_change_without_zeros_in_between(name):
    before, after = SETTLED[name]
    assert settled(before) == after


@pytest.mark.parametrize("name", AS_THEY_ARE)
def test_items_that_may_be_seen_or_written_keep_their_zeros(name):
    assert "x_bar[i] = zeros_like(x_part)" in settled(AS_THEY_ARE[name])


def settled(text):
    return to_source(t.Module(settle_items(t.parse_statements(text), frozenset({"x_bar"})), []))


UNREAD = {
    "taken from, but not read": ("for i in n:\n    d(i)\n    a.append(i)\nwhile b:\n    a.pop()\n    c = b.pop()\n",
                                 "for i in n:\n    d(i)\nwhile b:\n    c = b.pop()\n"),
    "an item is read": ("a.append(i)\na.append(j)\na.pop()\nc = a.pop()\n",) * 2,
    "its length is read": ("a.append(i)\nwhile a:\n    a.pop()\n",) * 2,
}


@pytest.mark.parametrize("name", UNREAD)
def test_lists_of_which_no_item_is_read_are_not_filled(name):
    before, after = UNREAD[name]
    assert to_source(t.Module(drop_unread_lists(t.parse_statements(before), ["a"]), [])) == after


ORDERED = {
    "nothing in between": ("y_bar = b\nx_bar = a\nz_bar = c\nreturn x_bar, y_bar\n",
                           "z_bar = c\nx_bar = a\ny_bar = b\nreturn x_bar, y_bar\n"),
    "an element that is written": ("x_bar = a[0]\na[0] = 0.0\nreturn x_bar\n",) * 2,
    "a list that both take from": ("x_bar = a.pop()\nz_bar = a.pop()\nreturn x_bar\n",) * 2,
}


@pytest.mark.parametrize("name", ORDERED)
def test_returned_bars_come_last_where_the_order_is_free(name):
    before, after = ORDERED[name]
    assert to_source(t.Module(order_returned(t.parse_statements(before)), [])) == after


ZEROS = {
    "in a branch": ("x_bar = 0.0\nif c:\n    x_bar = 0.0\n    y = a\n", "x_bar = 0.0\nif c:\n    y = a\n"),
    "used in between": ("x_bar = 0.0\nx_bar += a\nif c:\n    x_bar = 0.0\n    y = a\n", None),
    "written in between": ("x_bar = np.zeros_like(x)\nx_bar[0] = a\nx_bar = np.zeros_like(x)\n", None),
    "another shape": ("x_bar = np.zeros_like(x)\nx = y\nx_bar = np.zeros_like(x)\n", None),
    "in a loop": ("x_bar = 0.0\nfor i in k:\n    x_bar = 0.0\n    x_bar = x_bar + a\n", None),
    "all that a branch does": ("x_bar = 0.0\nif c:\n    x_bar = 0.0\n", None),
    "after a branch": ("x_bar = 0.0\nif c:\n    y = a\nelse:\n    x_bar = b\nx_bar = 0.0\n", None),
    "after a branch that does not use it": ("x_bar = 0.0\nif c:\n    y = a\nx_bar = 0.0\n", "x_bar = 0.0\nif c:\n    y = a\n"),
    "in both branches": ("x_bar = 0.0\nif c:\n    x_bar = 0.0\n    y = a\nelse:\n    x_bar = 0.0\n    x_bar = x_bar + a\n",
                         "x_bar = 0.0\nif c:\n    y = a\nelse:\n    x_bar = x_bar + a\n"),
}


@pytest.mark.parametrize("name", ZEROS)
def test_what_is_zero_is_not_made_zero_again(name):
    before, after = ZEROS[name]
    assert to_source(t.Module(keep_zeros(t.parse_statements(before), frozenset({"x_bar"})), [])) == (after or before)
