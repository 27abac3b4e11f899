"""Generated code stays as it was when somebody last read it: `pytest --update-golden` rewrites it, and the diff is
what the reviewer reads."""

import functools
import re
from pathlib import Path

import pytest

import tangentlike as tl
from tests.golden import models
from tests.programs.cases import all_cases
from tests.syntax.models import MODELS

TEXTS = Path(__file__).parent / "texts"
CASES = {case.name: case for case in all_cases()}

# The four models, for arguments of which nothing is known but their annotations.
GENERAL = {
    "neuron_loss": ("w", "b"),
    "compound": ("x", "rate"),
    "smooth": ("u0", "k"),
    "model": ("w", "b"),
}
# Functions of the corpus, for their own arguments.
CHOSEN = [
    "assignments.swap",
    "branches.three_branches",
    "branches.string_option",
    "closures.captures_array",
    "containers.dict_argument",
    "containers.list_of_dicts",
    "exits.return_in_nested_for",
    "exits.break_and_continue",
    "handed_over.in_a_loop",
    "helpers.helper_with_loop",
    "helpers.recursion",
    "indexing.rosenbrock",
    "indexing.slices",
    "lists.append_then_sum",
    "lists.list_as_stack",
    "loops.power_by_loop",
    "loops.changing_bound",
    "sizes.affine",
    "sizes.distances",
    "sizes.gates",
    "sizes.layers_in_a_list",
]


def texts():
    """Return the generated text of each golden function."""
    made = {}
    for name, argnums in GENERAL.items():
        made[name] = functools.partial(general, name, argnums)
    for name in CHOSEN:
        made[name] = functools.partial(lowered, name)
    return made


def general(name, argnums):
    """Return the text of the gradient of a model."""
    return tl.grad(getattr(models, name), argnums).source


def lowered(name):
    """Return the text of the gradient with respect to all arguments of a case, for the kinds of its arguments."""
    case = CASES.get(name) or CASES[f"{name}-0"]
    args, kwargs = case.call()
    names = tuple(case.parameter(key) for key in case.wrt())
    return tl.grad(case.fun, names[0] if len(names) == 1 else names).lower(*args, **kwargs).source


@pytest.mark.parametrize("name", texts())
def test_the_text_is_the_one_that_was_read(name, request):
    path = TEXTS / f"{name}.py"
    made = texts()[name]()
    if request.config.getoption("--update-golden"):
        path.write_text(made)
    assert made == path.read_text()


def test_every_text_has_its_function():
    assert {path.stem for path in TEXTS.glob("*.py")} == set(texts())


@pytest.mark.parametrize("name", GENERAL)
def test_the_models_are_the_style_guide(name):
    """Those of the printer, which are the style guide's, with docstring and sweep comments in their long form."""
    (found,) = [text for key, text in MODELS.items() if f"def {name}_grad" in text]
    short = code_of(found)
    assert short[-len(code_of((TEXTS / f"{name}.py").read_text())) :] == code_of((TEXTS / f"{name}.py").read_text())


def code_of(text):
    """Return the lines of code and quoted source; docstrings and the comments above the sweeps differ in length."""
    text = re.sub(r'"""Gradient of.*?"""', '"""Gradient"""', text, flags=re.DOTALL)
    text = re.sub(r"^ *# (Forward|Backward) sweep.*$", "", text, flags=re.MULTILINE)
    return [re.sub(r"\s+#", "  #", line) for line in text.splitlines() if line.strip()]
