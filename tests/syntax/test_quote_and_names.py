"""Templates with holes, and fresh names."""

import pytest

from tangentlike.errors import InternalError
from tangentlike.syntax import trees as t
from tangentlike.syntax.names import Names
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.quote import quote, quote_expression

x_i, block = t.parse_expression("x[i]"), t.parse_statements("a = 1\nb = 2")

FILLED = [
    ("v_bar = v_bar + part", {"v_bar": "x_bar", "part": t.parse_expression("a or b")}, "x_bar = x_bar + (a or b)\n"),
    ("v += part", {"v": x_i, "part": "p"}, "x[i] += p\n"),
    ("for v, w in xs:\n    body", {"v": x_i, "body": block}, "for x[i], w in xs:\n    a = 1\n    b = 2\n"),
    ("if test:\n    body\nelse:\n    body", {"test": x_i, "body": block[0]}, "if x[i]:\n    a = 1\nelse:\n    a = 1\n"),
    ("body", {"body": block}, "a = 1\nb = 2\n"),
    ("body", {"body": x_i}, "x[i]\n"),
    ("if a:\n    body", {"body": []}, "if a:\n    pass\n"),
    ("def f(x: k, *, y=d):\n    return x", {"f": "g", "x": "z", "d": x_i}, "def g(z: k, *, y=x[i]):\n    return z\n"),
    ("""
     x_saved.append(x)
     x = v
     """, {"x": "u", "x_saved": "u_saved"}, "u_saved.append(u)\nu = v\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "holes", "expected"), FILLED)
def test_holes_are_filled(text, holes, expected):
    assert to_source(quote(text, **holes)) == expected
    assert to_source(quote(text, **holes)) == expected


def test_filled_trees_share_no_node():
    tree = quote_expression("h + h", h=x_i)
    assert tree.left is not tree.right
    assert isinstance(quote("h = 1", h=x_i)[0].targets[0].ctx, t.Store)
    assert isinstance(x_i.ctx, t.Load)


@pytest.mark.parametrize(("text", "holes"), [("x = 1", {"y": "z"}), ("x = body", {"body": block})])
def test_holes_that_do_not_fit_are_refused(text, holes):
    with pytest.raises(InternalError):
        quote(text, **holes)


def test_fresh_names():
    names = Names(["x", "x2", "p1"])
    names.reserve("y")
    requests = ["x", "x", "y", "p1", "p1", "lambda", "len", "w_bar", "w_bar"]
    assert [names.fresh(base) for base in requests] == [
        "x3", "x4", "y2", "p1_2", "p1_3", "lambda2", "len2", "w_bar", "w_bar2",
    ]  # fmt: skip
