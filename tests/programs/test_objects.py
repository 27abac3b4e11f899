"""Objects that become local names: random programs mean the same without them, and what they rely on is guarded."""

import importlib.util
import linecache
import os
import sys
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.compiling import make_functions
from tangentlike.dissolving.dissolve import Dissolver
from tangentlike.program import Program
from tangentlike.subjects import Subject
from tangentlike.syntax.printer import to_source
from tests.programs.grammar_of_objects import program_of_objects

TIMES = float(os.environ.get("TANGENTLIKE_PROGRAMS", "1"))
POINTS = (1.1, 0.3, -0.8, 2.7, 0.05)


def load(text, folder, name):
    """Import a text as a module."""
    path = folder / f"{name}.py"
    path.write_text(text)
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[name]
    return module


def without_objects(function):
    """Return a function without the objects that it makes for itself; the same one if they stay."""
    subject, program = Subject.of(function), Program()
    made = Dissolver()(subject, program)
    if made is subject:
        return function
    name = function.__name__
    return make_functions(to_source(made.source.tree), name, {name: made.home()}, program.injected)[name]


def value_of(function, x):
    try:
        return function(x)
    except (ArithmeticError, AttributeError, NameError, IndexError) as error:
        return type(error).__name__


def compare(seeds, folder):
    """Compare programs with and without their objects; return how many lost some."""
    changed = 0
    for seed in seeds:
        function = load(program_of_objects(seed), folder, f"objects_{seed}").f
        other = without_objects(function)
        changed += other is not function
        for x in POINTS:
            wanted, found = value_of(function, x), value_of(other, x)
            if isinstance(wanted, str) or abs(wanted) < 1e12:
                assert found == wanted or abs(found - wanted) <= 1e-12 * max(1.0, abs(wanted)), f"seed {seed} at {x}"
        linecache.clearcache()
    return changed


def test_random_programs_mean_the_same(tmp_path):
    assert compare(range(round(36 * TIMES)), tmp_path) > 9


@pytest.mark.long
def test_many_random_programs_mean_the_same(tmp_path):
    assert compare(range(1000, 1000 + round(1000 * TIMES)), tmp_path) > 250


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning", "ignore::tangentlike.errors.ControlFlowWarning")
@pytest.mark.parametrize("seed", [pytest.param(k, marks=[pytest.mark.long] if k > 3001 else []) for k in range(3000, 3012)])
def test_gradients_of_random_programs(seed, tmp_path):
    function = load(program_of_objects(seed), tmp_path, f"objects_{seed}").f
    h = 1e-6
    values = [function(1.1 + k * h) for k in (-1, 0, 1)]
    slope = (values[2] - values[0]) / (2 * h)
    if abs(values[2] - 2 * values[1] + values[0]) > 1e-9 * max(1.0, abs(slope)) or abs(slope) > 1e4:
        pytest.skip("a kink, or too steep for differences")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value, gradient = tl.value_and_grad(function)(1.1)
    np.testing.assert_allclose([value, gradient], [values[1], slope], rtol=2e-4, atol=1e-6)


MODULE = """
G = 2.0

class A:
    k = 0.5
    def __init__(self, u): self.u = u
    def step(self, d): self.u += d * self.k * G
    @property
    def p(self): return self.u * 2.0
    def __add__(self, other): return A(self.u + other.u)

def helper(o, d): return o.u * d

def f(x):
    a = A(x)
    a.step(x * x)
    b = a + A(1.0)
    return helper(a, x) + b.p
"""


def replaced_method(module):
    def step(self, d):
        self.u = self.u * self.u + d

    module.A.step = step


def replaced_class(module):
    class Other(module.A):
        k = 7.0

    module.A = Other


def replaced_helper(module):
    module.helper = lambda o, d: o.u * d * 2.0


def replaced_property(module):
    module.A.p = property(lambda self: self.u * 9.0)


def replaced_code(module):
    def step(self, d):
        self.u += d * d

    module.A.step.__code__ = step.__code__


def replaced_constructor(module):
    def init(self, u):
        self.u = u * 3.0

    module.A.__init__ = init


def replaced_data(module):
    module.A.k = 5.0
    module.G = 3.0


CHANGES = [replaced_method, replaced_class, replaced_helper, replaced_property, replaced_code, replaced_constructor, replaced_data]


@pytest.mark.parametrize("change", CHANGES, ids=lambda f: f.__name__)
def test_what_a_text_relies_on_is_guarded(change, tmp_path):
    module = load(MODULE, tmp_path, "guarded")
    gradient = tl.grad(module.f)
    for _ in range(2):
        wanted = (module.f(1.5 + 1e-6) - module.f(1.5 - 1e-6)) / 2e-6
        np.testing.assert_allclose(gradient(1.5), wanted, rtol=1e-6)
        assert not gradient.fallbacks
        change(module)


class Counter:
    """An object of the caller's."""

    def __init__(self, value):
        self.calls = 0
        self.value = value


def counted(x, counter):
    counter.calls += 1
    own = Counter(x)
    own.calls += counter.calls
    return x * x * own.calls * own.value


def stored(x, counter):
    counter.value = x * 2.0
    own = Counter(counter.value)
    own.calls += 1
    return own.value * own.calls * x


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
@pytest.mark.parametrize("function", [counted, stored], ids=lambda f: f.__name__)
def test_an_object_of_the_caller_is_left_as_the_function_leaves_it(function):
    mine, theirs = Counter(1.0), Counter(1.0)
    gradient = tl.grad(function)
    for _ in range(2):
        function(3.0, theirs)
        wanted = (function(3.0 + 1e-6, Counter(1.0)) - function(3.0 - 1e-6, Counter(1.0))) / 2e-6
        gradient(3.0, mine)
        assert vars(mine) == vars(theirs)
        np.testing.assert_allclose(gradient(3.0, Counter(1.0)), wanted, rtol=1e-6)
