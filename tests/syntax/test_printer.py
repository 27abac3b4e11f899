"""The printer: what it prints parses back to the same tree, and reads as a person would write it."""

import ast
import inspect
import random
import sys

import numpy as np
import pytest

from tangentlike.errors import InternalError
from tangentlike.syntax import trees as t
from tangentlike.syntax.literals import plain
from tangentlike.syntax.printer import to_source
from tests.syntax import hard_constructs
from tests.syntax.models import MODELS, with_conventions

CONSTRUCTS = [
    construct
    for minor in range(10, sys.version_info.minor + 1)
    for construct in getattr(hard_constructs, f"SINCE_3_{minor}", [])
]


class _Same(ast.NodeTransformer):
    """Undo the two liberties of the printer: the indentation of docstrings, and the spelling of infinity."""

    def visit_Constant(self, node):
        return ast.Constant(inspect.cleandoc(node.value) if isinstance(node.value, str) else node.value)

    def visit_Call(self, node):
        self.generic_visit(node)
        return ast.Constant(1e400) if ast.unparse(node) == "float('inf')" else node


def dump(text):
    return ast.dump(_Same().visit(ast.parse(text)))


@pytest.mark.parametrize("text", CONSTRUCTS)
def test_hard_constructs_survive(text):
    printed = to_source(t.parse(text))
    assert dump(printed) == dump(text), printed
    assert to_source(t.parse(printed)) == printed


@pytest.mark.parametrize("name", MODELS)
def test_the_models_print_as_they_stand(name):
    assert to_source(with_conventions(MODELS[name])) == MODELS[name]


def random_expression(rng, depth):
    """Return a random expression, with constants that only folding makes."""
    deeper = lambda: random_expression(rng, depth - 1)  # noqa: E731
    if depth == 0 or rng.random() < 0.1:
        return rng.choice([t.name("x"), t.name("y"), t.constant(2), t.constant(0.5), t.constant(True)])
    return rng.choice([
        lambda: t.binary(deeper(), rng.choice(BINARY)(), deeper()),
        lambda: t.binary(deeper(), rng.choice(BINARY)(), deeper()),
        lambda: t.UnaryOp(rng.choice([t.USub, t.UAdd, t.Not])(), deeper()),
        lambda: t.BoolOp(rng.choice([t.And, t.Or])(), [deeper(), deeper()]),
        lambda: t.Compare(deeper(), [t.In(), t.Is()], [deeper(), deeper()]),
        lambda: t.IfExp(deeper(), deeper(), deeper()),
        lambda: t.call(t.subscript(deeper(), t.tuple_of([deeper(), t.Slice(deeper(), None, deeper())])), deeper()),
        lambda: t.attribute(deeper(), "a"),
        lambda: t.Lambda(t.no_arguments(), deeper()),
        lambda: t.tuple_of([deeper() for _ in range(rng.randrange(4))]),
        lambda: t.NamedExpr(t.store("w"), deeper()),
        lambda: t.JoinedStr([t.FormattedValue(deeper(), -1, None), t.constant(" '{\"")]),
    ])()  # fmt: skip


BINARY = [t.Add, t.Sub, t.Mult, t.Div, t.Pow, t.Mod, t.MatMult]


def test_random_expressions_survive():
    rng = random.Random(7)
    for _ in range(3000):
        tree = random_expression(rng, 4)
        text = to_source(tree)
        assert t.equal(t.parse_expression(text), tree) or "format(" in text, text


@pytest.mark.parametrize("value", [-1, -0.5, -0.0, 2 - 3j, -2j, 1e300, np.float64(0.1), np.int64(-3), np.float32(0.5),
                                   np.bool_(True), float("inf"), -float("inf"), complex(0.0, -0.0), (1, (-2.0,)),
                                   np.longdouble(2), np.str_("a"), frozenset({1}), complex("inf")])  # fmt: skip
def test_a_constant_keeps_its_value_in_every_place(value):
    value, folded = plain(value), t.constant(value)
    assert repr(eval(to_source(folded))) == repr(value)
    for text in ("c ** 2", "-c", "c.real", "2 ** c", "1 - c", "c * c"):
        try:
            expected = eval(text, {"c": value})
        except (TypeError, AttributeError, OverflowError):
            continue
        assert repr(eval(to_source(t.substitute(t.parse_expression(text), {"c": folded})))) == repr(expected)


def test_nan_and_unprintable_constants():
    assert to_source(t.constant(float("nan"))) == 'float("nan")'
    with pytest.raises(InternalError):
        to_source(t.constant(object()))


LAYOUT = [
    ("x=1;y=(2)", "x = 1\ny = 2\n"),
    ("import a\ndef f():\n  def g(): pass\n  return g\ndef h(): pass\nx = 1",
     "import a\n\n\ndef f():\n    def g():\n        pass\n\n    return g\n\n\ndef h():\n    pass\n\n\nx = 1\n"),
    ("x = 1\n'# of f'\ndef f(): '# nothing'", "x = 1\n\n\n# of f\ndef f():\n    # nothing\n    pass\n"),
    ("class A:\n  '''Say so.\n\n     Twice.'''\n  def f(self): pass",
     'class A:\n    """Say so.\n\n    Twice.\n    """\n\n    def f(self):\n        pass\n'),
    ("x = 'say \"no\"'; y = 'yes'; z = f'{x}'", "x = 'say \"no\"'\ny = \"yes\"\nz = f\"{x}\"\n"),
    ("a[:,0], b[(1)] = (1), -(2)", "a[:, 0], b[1] = 1, -2\n"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), LAYOUT)
def test_layout(text, expected):
    assert to_source(t.parse(text)) == expected


def test_comments_of_headers_and_long_lines():
    block = t.parse_statements("while x:\n    y = f(a, b, c, d, e, g, h, i, j, k)\nif x: pass\nelif y: pass")
    block[0].comment, block[0].body[0].comment = "again", "# long"
    block[1].blank_before, block[1].orelse[0].comment = True, "or else"
    assert to_source(block) == (
        "while x:                                # again\n    y = f(a, b, c, d, e, g, h, i, j, k)  # long\n\n"
        "if x:\n    pass\nelif y:                                 # or else\n    pass\n"
    )


def test_docstrings_stand_at_the_indentation_of_their_function():
    function = t.parse_function("def f():\n  'Say so.  \\n   \\n        Again,\\n          deeper.\\n   '")
    assert to_source(function) == 'def f():\n    """Say so.\n\n    Again,\n      deeper.\n    """\n'
