"""From function objects to their own text: never to a text that is not what runs."""

import functools
import linecache
import math

import numpy as np
import pytest

from tangentlike.compiling import Home, make_functions
from tangentlike.errors import ArgumentError, SourceNotAvailable
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of, set_origin
from tangentlike.syntax.printer import to_source
from tangentlike.syntax.source import find_source, unwrap
from tests.syntax import awkward


@pytest.mark.parametrize(("function", "last"), awkward.CASES)
def test_awkward_functions_are_found(function, last):
    source = find_source(function)
    assert origin_of(source.tree.body[-1]).text == last
    assert source.tree.decorator_list == []
    assert find_source(function).tree is not source.tree
    assert source.module == awkward.__name__


def test_a_function_of_a_test_module_with_asserts():
    def checked(x):
        assert x > 0.0, f"{x} is not positive"
        return x

    assert find_source(checked).tree.name == "checked"


def test_a_lambda_becomes_a_function():
    assert to_source(find_source(awkward.minus).tree) == "def lambda_(x):\n    return x - 1.0\n"


def test_private_names_are_spelled_out():
    assert to_source(find_source(awkward.Model.method).tree.body) == "return x * self._Model__scale\n"


def test_our_own_objects_give_the_function_that_they_generated():
    class Gradient:
        __wrapped__ = awkward.cached
        __tangentlike_function__ = staticmethod(awkward.one_line)

    assert unwrap(Gradient()) is awkward.one_line


ORIGINS = """\
def f(x, n):  # a header
    y = (x +
         n)  # why
    for i in range(  # loop
        n
    ):
        if x > 0: y = 1; x = 2
        elif (lambda: n)():
            s = '''a
            b'''
    while abs(y) > d["é"] : pass; é = "é#"  # no
    with a as b, \\
            c:
        return f"arg[{i}]({y}", {1: 2}
    try:
        pass
    except E:
        raise
"""
TEXTS = [
    "def f(x, n):", "y = (x + n)", "for i in range(n):", "if x > 0:", "y = 1", "x = 2", "elif (lambda: n)():",
    "s = '''a b'''", 'while abs(y) > d["é"] :', "pass", 'é = "é#"', "with a as b, c:",
    'return f"arg[{i}]({y}", {1: 2}', "try:", "pass", "raise",
]  # fmt: skip


def make(text, filename="<exec>", **scope):
    exec(compile(text, filename, "exec"), scope)
    return scope["f"]


def test_origins_and_places():
    source = find_source(make(ORIGINS), ORIGINS)
    statements = [node for node in t.walk(source.tree) if isinstance(node, t.stmt)]
    statements.sort(key=lambda node: (node.lineno, node.col_offset))
    assert [origin_of(node).text for node in statements] == TEXTS
    places = [origin_of(node).place for node in statements]
    marked = [place.excerpt[place.column : place.end_column] for place in places]
    assert marked[1:4] == ["y = (x +", "for", "if"]
    assert marked[8:11] == ["while", "pass", 'é = "é#"']


def test_origins_are_shared_by_copies_and_given_to_what_has_none():
    tree = find_source(awkward.one_line).tree
    assert origin_of(t.copy(tree).body[0]) is origin_of(tree.body[0])
    new = t.parse_statements("if a:\n    b = 1")
    set_origin(new, origin_of(tree))
    assert origin_of(new[0].body[0]) is origin_of(tree)
    set_origin(new, origin_of(tree.body[0]))
    assert origin_of(new[0]) is origin_of(tree)


def test_source_text_may_be_given():
    text = "import math\n\ndef f(x):\n    return x + 1"
    assert find_source(make(text), text).place(find_source(make(text), text).tree).line == 3
    with pytest.raises(SourceNotAvailable, match="not that of the function"):
        find_source(make(text), text.replace("1", "1.0"))
    closure = make("def g(k):\n    def f(x):\n        return x + k\n    return f\nf = g(1)")
    assert find_source(closure, "def f(x):\n    return x + k").tree.name == "f"


def test_generated_text_in_the_line_cache():
    text = "def f(x):\n    return f(x) if x else math.sin(x) * scale\n"
    function = make_functions(text, "f", {"f": Home(globals())}, {"scale": 3.0})["f"]
    linecache.clearcache()
    assert to_source(find_source(function).tree) == text


REFUSED = [
    (math.sin, "not written in Python"), (np.sin, "not written in Python"), (len, "`len`"), (int, "it is a class"),
    (make("def f(x): return x"), "no text is kept"), (functools.partial(np.sin), "not written in Python"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "why"), REFUSED)
def test_what_has_no_text_is_refused(function, why):
    with pytest.raises(SourceNotAvailable, match=why):
        find_source(function)


def test_what_is_no_function_is_refused():
    with pytest.raises(ArgumentError, match="not float"):
        find_source(1.0)


EDITS = [
    ("def f(x):\n    return x * 2\n", "def f(x):\n    return x * 3\n"),
    ("def f(x):\n    return x * 2\n", "def f(x):\n    return x * 2.0\n"),
    ("def f(x):\n    return x * 2\n", "\ndef f(x):\n    return x * 2\n"),
    ("g, f = lambda x: x * 1, lambda x: x * 2\n", "g, f = lambda x: x * 2, lambda x: x * 1\n"),
    ("def f(x):\n    return x\n", "def f(x:\n"),
]


@pytest.mark.parametrize(("before", "after"), EDITS)
def test_a_file_that_was_edited_after_the_import_is_refused(tmp_path, before, after):
    file = tmp_path / "edited.py"
    file.write_text(before)
    function = make(before, str(file))
    assert find_source(function).tree
    file.write_text(after + "# longer\n")
    assert find_source(function).tree
    linecache.checkcache()
    with pytest.raises(SourceNotAvailable, match="changed after the import"):
        find_source(function)


def test_a_module_that_was_loaded_again_is_read_again(tmp_path):
    file = tmp_path / "reloaded.py"
    for text in ("def f(x):\n    return x\n", "def f(x):\n    return x * 200\n"):
        file.write_text(text)
        assert to_source(find_source(make(text, str(file))).tree) == text
