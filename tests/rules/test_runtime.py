"""What generated code calls: what it reads, what it may share, and that it can be printed on its own."""

import ast
import builtins
import functools
import inspect
from pathlib import Path

import numpy as np
import pytest

import tangentlike.runtime
from tangentlike.containers import flatten, map_leaves
from tangentlike.rules import checking, load
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.runtime.trees import add_item, require_scalar
from tests.rules.recorded import replaced_helpers
from tests.rules.samples import SAMPLES, run_seeded, text

FOLDER = Path(tangentlike.runtime.__file__).parent
MODULES = [load.run_file(path) for path in sorted(FOLDER.glob("*.py")) if path.stem != "__init__"]
ALIASING = {f.__qualname__ for module in MODULES for f in getattr(module, "MAY_ALIAS", ())}
HELPERS = {
    name: value
    for module in MODULES
    for name, value in vars(module).items()
    if inspect.isfunction(value) and not name.startswith("_") and value.__code__.co_filename == module.__file__
}


def spoil(value):
    """Return what has the same shapes and dtypes and no values."""
    return map_leaves(lambda leaf: leaf * np.nan if checking.has_numbers(leaf) else leaf, value)


def same(first, second):
    pairs = zip(flatten(first)[0], flatten(second)[0], strict=True)
    return all(np.array_equal(a, b, equal_nan=checking.has_numbers(a)) for a, b in pairs)


def shares(result, arguments):
    inputs = [leaf for leaf in flatten(list(arguments))[0] if isinstance(leaf, np.ndarray)]
    outputs = [leaf for leaf in flatten([result])[0] if isinstance(leaf, np.ndarray)]
    return any(np.may_share_memory(a, b) for a in inputs for b in outputs)


def watch(function, broken):
    """Return a helper that reports what it does beside what it says."""
    names = list(inspect.signature(function).parameters)

    @functools.wraps(function)
    def watched(*args):
        spoiled = [spoil(arg) if name.startswith("like") else arg for name, arg in zip(names, args, strict=False)]
        result = function(*args)
        if not same(result, function(*spoiled, *args[len(names) :])):
            broken.append(f"{function.__name__} reads the values of what is only a `like`")
        if shares(result, args) and function.__qualname__ not in ALIASING:
            broken.append(f"{function.__name__} shares memory with an argument")
        return result

    return watched


@pytest.fixture(scope="module")
def broken():
    """Collect what helpers do wrong while all rules run."""
    found = []
    with replaced_helpers(lambda helper: watch(helper, found)):
        yield found


@pytest.mark.parametrize("sample", SAMPLES, ids=text)
def test_helpers_keep_their_word(sample, broken):
    broken.clear()
    checking.check_call(sample, run_seeded)
    assert not broken


@pytest.mark.parametrize("name", sorted(HELPERS))
def test_a_helper_can_be_printed_alone(name):
    function = HELPERS[name]
    tree = ast.parse(inspect.getsource(function))
    allowed = {"np", "Any", *vars(builtins)}.union(*(vars(module) for module in MODULES))
    defined = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    defined |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    read = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - defined
    assert read <= allowed
    assert not any(p.kind is p.KEYWORD_ONLY for p in inspect.signature(function).parameters.values())
    assert function.__doc__


@pytest.mark.parametrize(
    ("bar", "like"),
    [
        (2.0, 1.0), (np.float64(2.0), 1.0), (np.ones((2, 3)), 1.0), (np.ones((2, 3)), np.float32(1.0)),
        (2.0, np.ones(3)), (np.ones((2, 3)), np.ones((2, 1))), (np.ones((4, 2, 3)), np.ones((2, 1))),
        (np.ones(3), np.ones(3, np.float32)),
        (np.ones((0, 3)), np.ones((1, 3))), (np.ones((0, 3)), np.ones((0, 1))), (1j * np.ones(3), np.ones(3)),
        (np.ones(3), 1j), (np.ones(()), np.ones(())), (2.0, np.ones(())), (np.ones((1, 1)), 1.0),
        (1 + 2j, 1.0), (2, 1.0), (np.ones(3), [1.0, 2.0, 3.0]), (True, 1.0), (np.float32(1.0), np.float64(2.0)),
        (2.0, 3),
    ],
)
def test_unbroadcast_conforms(bar, like):
    result = unbroadcast(bar, like)
    assert np.shape(result) == np.shape(like)
    assert np.ndim(bar) == 0 or np.isclose(np.sum(result), np.sum(bar) if np.iscomplexobj(like) else np.sum(bar).real)
    if isinstance(like, float | int):
        assert type(result) is (float if not isinstance(like, np.floating) else type(like))
    elif isinstance(like, np.ndarray | np.generic):
        assert result.dtype == like.dtype


def test_unbroadcast_returns_what_fits():
    bar = np.ones(3)
    assert unbroadcast(bar, np.zeros(3)) is bar


@pytest.mark.parametrize("x", [1, 0.5, np.float32(0.5), np.array(0.5), np.int64(1)])
def test_a_scalar_may_be_differentiated(x):
    require_scalar(x)


@pytest.mark.parametrize("x", [True, np.True_, None, "1", [1.0], np.ones(1), 1j, np.array(1j), np.complex128(1)])
def test_what_is_no_real_scalar_is_refused(x):
    with pytest.raises(TypeError, match="not a real scalar"):
        require_scalar(x)


def test_items_are_added_in_place_where_they_can_be():
    for bar in ([0.0, 1.0], {0: 0.0, 1: 1.0}, np.array([0.0, 1.0])):
        assert add_item(bar, 1, 2.0) is bar
        assert bar[1] == 3.0
