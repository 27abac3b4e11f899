"""Passes that make generated code what a person would have written."""

from tangentlike.syntax import trees as t
from tangentlike.syntax.printer import to_source
from tangentlike.tidy.negations import cancel_negations


def test_double_negations_cancel_in_tests_only():
    block = t.parse_statements("if not not (a or b):\n    c = not not d\nwhile not not not e:\n    f()\n")
    after = "if a or b:\n    c = not not d\nwhile not e:\n    f()\n"
    assert to_source(t.Module(cancel_negations(block), [])) == after
