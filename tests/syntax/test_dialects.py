"""What each dialect forbids."""

import pytest

from tangentlike.syntax import trees as t
from tangentlike.syntax.dialects import DERIVATIVE, FLAT, SURFACE, TIDY

CASES = [
    ("y = z = x", {FLAT, DERIVATIVE}), ("y, z = x, x", {FLAT}), ("y, z = f(x)", set()), ("y, (z, w) = f(x)", {FLAT}),
    ("y, *z = f(x)", {FLAT}), ("y, z[0] = f(x)", {FLAT}), ("y = [a for a in x]", set()), 
    ("y = (z := x)", {FLAT, DERIVATIVE, TIDY}),
    ("for a, b in x: pass", set()), ("for a, (b, c) in x: pass", {FLAT}),
    ("for a in x: pass\nelse: pass", {FLAT, DERIVATIVE, TIDY}),
    ("while x: break", set()), ("if x: return x", {FLAT}), ("def g(): return 1", set()), ("x[0] += 1", set()),
    ("yield x", {SURFACE, FLAT, DERIVATIVE, TIDY}), ("class A: pass", {SURFACE, FLAT, DERIVATIVE, TIDY}),
]  # fmt: skip


@pytest.mark.parametrize(("statement", "forbidden"), CASES)
def test_statements(statement, forbidden):
    text = "def f(x):\n" + "".join(f"    {line}\n" for line in statement.split("\n")) + "    return x"
    tree = t.parse_function(text)
    assert {d.name for d in (SURFACE, FLAT, DERIVATIVE, TIDY) if d.violations(tree)} == {d.name for d in forbidden}


def test_a_violation_names_the_statement():
    tree = t.parse_function("def f(x):\n    for i in x:\n        if i:\n            return i")
    assert FLAT.violations(tree) == [
        "`return i`: an early return is not Flat",
        "`def f(x):`: a function that does not end with a return is not Flat",
    ]
