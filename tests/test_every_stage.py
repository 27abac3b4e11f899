"""Each stage of the corpus is Python: printed, parsed back, executed, it gives what the primal gives; and what comes
out at the end holds nothing in vain."""

import ast
import inspect
import re

import numpy as np
import pytest

from tangentlike.compiling import make_functions
from tangentlike.pipeline import NORMALISE, derive, stage_text
from tangentlike.subjects import find_subject
from tangentlike.syntax import trees as t
from tangentlike.syntax.dialects import FLAT
from tangentlike.syntax.printer import to_source
from tangentlike.variants import Variants
from tests.programs import differences as d
from tests.programs.cases import all_cases, is_scalar
from tests.programs.open_cases import with_open

CASES = [case for case in all_cases() if not case.taped]
NUMBERS = (int, float, bool, str, type(None))

# Functions of floats whose text has an `unbroadcast` all the same, and why.
GENERAL = {
    "assignments.rebound_to_string": "a variable changes its kind",
    "complex_numbers.product_of_a_list": "a float becomes complex",
    "containers.dict_built": "the entries of a dict that is rebound have no kind",
    "containers.dict_updated": "so have those of one that gets further keys",
    "containers.dict_with_computed_key": "and of one whose keys are computed",
    "containers.keys_that_meet": "the same",
    "exits.found_by_a_helper": "a variable is None, or a number",
    "generators_asked.with_a_default-0": "so is what an iterator may give",
    "generators_asked.with_a_default-1": "the same",
    "helpers.keyword_dict_handed_on": "the same",
    "iterables.object_walked": "so has what an object gives that is walked",
    "lists.list_concatenation": "so have those of a repeated list",
    "objects_by_stars.parts_by_name": "the items of a tuple that is empty have no kind",
    "straight.builtin_sum": "`sum` with a start",
    "straight.conversion": "`float(x)`",
    "straight.division_with_remainder": "`divmod`",
}


def derive_with_stages(case):
    """Return the text with respect to all arguments, and the (text, injected names) of each stage before it.

    The variant is the one that other tests of the program ask for: it is compiled once for all of them.
    """
    args, kwargs = case.call()
    bound = inspect.signature(case.fun).bind(*args, **kwargs)
    bound.apply_defaults()
    names = tuple(case.parameter(key) for key in case.wrt())
    together = Variants(case.fun, "value_and_grad", names, False)
    variants = together if is_scalar(case.run()) else Variants(case.fun, "vjp", None, False)
    variants.table.clear()
    stages = {}

    def watch(name, tree, facts):
        stages[name] = stage_text(tree), facts.program.injected

    watches = iter([watch])  # for this derivative, and not for those that the program takes itself
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tangentlike.variants.derive", lambda request: derive(request, next(watches, None)))
        variant = variants.lower(bound.args, bound.kwargs)
    assert not variant.fallbacks
    return find_subject(case.fun), stages, variant.source


@pytest.mark.parametrize("case", with_open(CASES, "stages", turn=1))
def test_every_stage(case):
    subject, stages, final = derive_with_stages(case)
    assert list(stages) == [step.name for step in NORMALISE]
    expected, seen = case.run(), set()
    for name, (text, injected) in stages.items():
        if text not in seen:
            seen.add(text)
            check_round_trip(text, name)
            function = make_functions(text, subject.name, {subject.name: subject.home()}, injected)[subject.name]
            args, kwargs = case.call()
            check_value(function(*args, **kwargs), expected, f"after {name}:\n{text}")
    assert not FLAT.violations(t.parse_function(text))
    check_round_trip(final, "the end")
    assert not find_vain(final), final
    values = [*case.call()[0], *case.call()[1].values()]
    only_numbers = all(isinstance(value, NUMBERS) for value in values) and case.name not in GENERAL
    if only_numbers and not re.search(r"\bnp\.\w+", final):
        assert "unbroadcast(" not in final, final


def check_round_trip(text, stage):
    """Printing what was parsed gives the same program."""
    again = to_source(t.parse(text))
    assert ast.dump(ast.parse(again)) == ast.dump(ast.parse(text)), stage


def check_value(found, expected, where):
    """A stage computes what the primal computes; a rewrite may round differently."""
    found, expected = list(d.leaves(found)), list(d.leaves(expected))
    assert [path for path, _ in found] == [path for path, _ in expected], where
    for (path, one), (_, other) in zip(found, expected, strict=True):
        if isinstance(other, (float, np.ndarray, np.generic)):
            np.testing.assert_allclose(one, other, rtol=1e-12, atol=1e-14, err_msg=f"{path} {where}")
        else:
            assert one == other, f"{path} {where}"


def find_vain(text):
    """Return the names that a function binds and never reads, and assignments of a thing to itself."""
    found = []
    for function in ast.parse(text).body:
        names = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
        # The counter of a loop that only repeats is bound, and so is what is unpacked beside what is wanted.
        loops = [node.target for node in ast.walk(function) if isinstance(node, ast.For)]
        bound = {node.id for target in loops for node in ast.walk(target) if isinstance(node, ast.Name)}
        read = {node.id for node in names if isinstance(node.ctx, ast.Load)}
        shared = [node for node in ast.walk(function) if isinstance(node, (ast.Nonlocal, ast.Global))]
        read |= {name for node in shared for name in node.names}
        found += sorted({node.id for node in names if isinstance(node.ctx, ast.Store)} - read - bound - {"_"})
        pairs = [(node.targets[0], node.value) for node in ast.walk(function) if isinstance(node, ast.Assign)]
        found += [ast.unparse(target) for target, value in pairs if ast.unparse(target) == ast.unparse(value)]
    return found
