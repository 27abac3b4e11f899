"""A case is a file: the calls as a comment, the function before, `# ---`, the function after. The pass must turn the
one into the other, and both must give the same. `--update-golden` writes the second part; the reviewer reads it."""

import importlib.util
import inspect
from pathlib import Path

import numpy as np
import pytest

from tangentlike.arguments import differentiable
from tangentlike.compiling import make_functions
from tangentlike.pipeline import NORMALISE, facts_for, stage_text
from tangentlike.program import Program
from tangentlike.signatures import kinds_of_arguments
from tangentlike.subjects import Subject
from tangentlike.syntax import trees as t

CASES = sorted((Path(__file__).parent / "cases").rglob("*.py"))
PASSES = {step.name: step.run for step in NORMALISE}
LINE = "# ---\n"


def load(text, folder):
    """Import a text with one function, from a file, where its source is found."""
    path = folder / "before.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location("before", path)
    module = importlib.util.module_from_spec(spec)
    module.np = np
    spec.loader.exec_module(module)
    return module


def call_all(function, calls):
    """Return the results of calls such as `f(1.0), f(2.0)`."""
    return eval(f"[{calls}]", {"np": np, "f": function})


def apply_pass(name, module, calls):
    """Return the text that a pass gives, for the kinds of the arguments of the first call."""
    args, kwargs = call_all(lambda *args, **kwargs: (args, kwargs), calls)[0]
    bound = inspect.signature(module.f).bind(*args, **kwargs)
    bound.apply_defaults()
    subject = Subject.of(module.f)
    wrt = tuple(name for name, value in bound.arguments.items() if differentiable(value))
    facts = facts_for(subject, kinds_of_arguments(bound.arguments, wrt), wrt, Program())
    facts.is_entry = True
    return stage_text(PASSES[name](t.copy(subject.source.tree), facts)), facts.program.injected, subject


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_case(path, tmp_path, request):
    head, _, body = path.read_text().partition("\n")
    calls = head.removeprefix("# ")
    before, _, after = body.partition(f"\n\n{LINE}")
    module = load(before, tmp_path)
    made, injected, subject = apply_pass(path.parent.name, module, calls)
    if request.config.getoption("--update-golden"):
        after = made
        path.write_text(f"{head}\n{before}\n\n{LINE}{after}")
    assert made == after
    function = make_functions(made, "f", {"f": subject.home()}, injected)["f"]
    np.testing.assert_equal(call_all(function, calls), call_all(module.f, calls))


def test_every_pass_has_cases():
    counts = {name: sum(path.parent.name == name for path in CASES) for name in PASSES}
    assert {path.parent.name for path in CASES} == set(PASSES)
    assert not [name for name, count in counts.items() if count < 2]
