"""A compiled gradient behaves as a function that somebody wrote: it is pickled, inspected, stepped through, and its
errors show its lines; and it follows what changes around it."""

import collections
import copy
import dataclasses
import functools
import inspect
import io
import linecache
import math
import multiprocessing
import pdb
import pickle
import threading
import traceback

import cloudpickle
import numpy as np
import pytest

import tangentlike as tl

scale = 2.0
offsets = np.array([1.0, 2.0])


def shrink(v):
    return 0.5 * v


def loss(w, x, power: int = 2):
    """Measure w at x."""
    total = 0.0
    for k in range(power):
        total = total + shrink(w * x) ** (k + 1)
    return total * scale


def shrink_often(v):
    for _ in range(2):
        v = 0.5 * v
    return v


def longer_loss(w, x):
    return shrink_often(w * x) ** 2


def fails_late(x, n):
    y = x
    for _ in range(n):
        y = y / (x - 2.0)
    return y


def settle(x):
    y = x
    while abs(y * y - x) > 1e-12:
        y = (y + x / y) / 2.0
    return y


def pair_of(x):
    return offsets @ x


@tl.grad
def decorated(x):
    return x * x * x


settle_grad = tl.grad(settle)


class Model:
    def __init__(self, rate):
        self.rate = rate

    @tl.grad
    def energy(self, x):
        return self.rate * x * x

    @tl.value_and_grad(argnums="y")
    def product(self, x, y):
        return self.rate * x * y

    def plain(self, x):
        return self.rate * x**3


# As an object


def test_pickle():
    df = tl.grad(loss, "w")
    value = df(3.0, 0.5)
    again = pickle.loads(pickle.dumps(df))
    assert again(3.0, 0.5) == value
    assert again.source == df.source
    assert pickle.loads(pickle.dumps(decorated)) is decorated
    assert copy.deepcopy(df)(3.0, 0.5) == value


def test_cloudpickle_of_a_lambda_and_a_closure():
    rate = 3.0
    df = tl.grad(lambda x: rate * x * x)
    assert cloudpickle.loads(cloudpickle.dumps(df))(2.0) == 12.0
    assert pickle.loads(pickle.dumps(df))(2.0) == 12.0


def test_a_spawned_pool():
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.map(settle_grad, [4.0, 9.0]) == [settle_grad(4.0), settle_grad(9.0)]
        assert pool.map(decorated, [2.0]) == [12.0]
        assert pool.apply(inspect.getsource, [settle_grad]) == inspect.getsource(tl.grad(settle))


def test_inspect():
    df = tl.grad(loss, "w")
    assert str(inspect.signature(df)) == "(w, x, power: int = 2)"
    assert (df.__name__, df.__doc__, df.__wrapped__) == ("loss", "Measure w at x.", loss)
    df(3.0, 0.5)
    assert df.source == tl.source(df)
    # `inspect` gives one function, without the halves of its helpers.
    longer = tl.grad(longer_loss)
    assert longer.source.endswith(f"\n\n\n{inspect.getsource(longer)}")
    assert inspect.getsource(settle_grad) == settle_grad.source
    assert "def loss_grad(w, x, power: int = 2, *, out_bar=1.0):" in df.source


def test_the_source_of_a_signature_that_has_not_run():
    df = tl.grad(loss, "w")
    general, floats = df.source, df.lower(3.0, 0.5)
    assert df.source == general
    assert floats.source != general and floats.fallbacks == ()
    df(3.0, 0.5)
    assert df.source == floats.source


def test_a_traceback_shows_the_generated_line():
    df = tl.grad(fails_late)
    assert df(3.0, 2) == pytest.approx(1.0 - 2.0 * 3.0)
    with pytest.raises(ZeroDivisionError) as caught:
        df(2.0, 1)
    linecache.checkcache()
    lines = traceback.extract_tb(caught.value.__traceback__)
    assert lines[-1].name == "fails_late_grad"
    assert lines[-1].line in df.source and "/" in lines[-1].line


def test_stepping_with_pdb():
    df = tl.grad(settle)
    df(4.0)
    output = io.StringIO()
    debugger = pdb.Pdb(stdin=io.StringIO("step\nstep\nstep\nnext\nnext\nnext\nlist\nwhere\np y\nquit\n"), stdout=output)
    debugger.use_rawinput = False
    debugger.prompt = ""
    debugger.runcall(df, 4.0)
    shown = output.getvalue()
    assert "settle_grad" in shown and "y = x" in shown
    assert "Forward sweep" in shown


def test_a_warning_names_the_generated_line():
    df = tl.grad(lambda x: np.sum(np.log(x)))
    with np.errstate(divide="warn"), pytest.warns(RuntimeWarning) as caught:
        df(np.array([0.0, 1.0]))
    assert all(warning.filename.startswith("<tangentlike ") for warning in caught)
    assert all(linecache.getline(warning.filename, warning.lineno).strip() in df.source for warning in caught)


def test_threads():
    df, wrong = tl.grad(loss, "w"), []
    expected = {x: tl.grad(loss, "w")(x, 0.5) for x in (1.0, 2.0)}

    def work():
        for _ in range(50):
            for x, value in expected.items():
                if df(x, 0.5) != value or df(np.array(x), 0.5) != value:
                    wrong.append(x)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


# What changes around it


def test_a_helper_that_is_redefined(monkeypatch):
    df = tl.grad(loss, "w")
    before = df(3.0, 1.0)
    monkeypatch.setitem(globals(), "shrink", lambda v: 2.0 * v)
    assert before == pytest.approx(2.0 * (0.5 + 2 * 0.25 * 3.0))
    assert df(3.0, 1.0) == pytest.approx(2.0 * (2.0 + 2 * 4.0 * 3.0))
    monkeypatch.undo()
    assert df(3.0, 1.0) == before


def test_a_global_that_changes_its_value_and_its_kind(monkeypatch):
    df = tl.grad(loss, "w")
    assert df(3.0, 1.0, 1) == 1.0
    monkeypatch.setitem(globals(), "scale", 6.0)
    assert df(3.0, 1.0, 1) == 3.0
    monkeypatch.setitem(globals(), "scale", np.float64(8.0))
    assert df(3.0, 1.0, 1) == 4.0
    monkeypatch.setitem(globals(), "scale", 4)
    assert df(3.0, 1.0, 1) == 2.0


def test_a_global_array_that_is_replaced_or_written(monkeypatch):
    df, x = tl.grad(pair_of), np.array([1.0, 1.0])
    assert df(x).tolist() == [1.0, 2.0]
    monkeypatch.setitem(globals(), "offsets", np.array([3.0, 4.0]))
    found = df(x)
    assert found.tolist() == [3.0, 4.0]
    offsets[0] = 7.0
    assert found.tolist() == [3.0, 4.0]
    assert df(x).tolist() == [7.0, 4.0]


def test_a_global_flag_decides_anew():
    space = {"square": True}
    text = "def f(x):\n    return x * x if square else x\n"
    linecache.cache["<flagged>"] = (len(text), None, text.splitlines(keepends=True), "<flagged>")
    exec(compile(text, "<flagged>", "exec"), space)
    df = tl.grad(space["f"])
    assert df(3.0) == 6.0
    space["square"] = False
    assert df(3.0) == 1.0
    space["square"] = True
    assert df(3.0) == 6.0


def test_closure_values_and_functions_that_change():
    rate, step = 2.0, math.sin

    def f(x):
        return rate * step(x)

    df = tl.grad(f)
    assert df(0.3) == pytest.approx(2.0 * math.cos(0.3))
    rate = 5.0
    assert df(0.3) == pytest.approx(5.0 * math.cos(0.3))
    step = math.exp
    assert df(0.3) == pytest.approx(5.0 * math.exp(0.3))


def test_two_closures_of_one_function_do_not_meet():
    def times(rate):
        return lambda x: rate * x * x

    one, two = tl.grad(times(1.0)), tl.grad(times(np.array(3.0)))
    assert (one(2.0), two(2.0), one(2.0)) == (4.0, 12.0, 4.0)


def test_functions_as_arguments_are_told_apart():
    def apply(fun, x):
        return fun(x) * x

    df = tl.grad(apply, "x")
    assert df(math.sin, 0.5) == pytest.approx(math.cos(0.5) * 0.5 + math.sin(0.5))
    assert df(math.exp, 0.5) == pytest.approx(1.5 * math.exp(0.5))
    assert df(lambda v: v * v, 0.5) == pytest.approx(3 * 0.25)
    assert df(lambda v: 2.0 * v, 0.5) == pytest.approx(2.0)


# Arguments and results

Point = collections.namedtuple("Point", "x y")


@dataclasses.dataclass
class Spring:
    stiffness: float
    anchor: np.ndarray
    label: str = "spring"


def energy_of(spring, p):
    return spring.stiffness * np.sum((spring.anchor - p.x) ** 2) * p.y


def test_argnums_forms():
    def f(a, b, *rest, c=1.0):
        return a * b * rest[0] * rest[1] ** 2 * c

    args, bars = (2.0, 3.0, 5.0, 7.0), (735.0, 490.0, 294.0, 420.0)
    assert tl.grad(f)(*args) == bars[0]
    assert tl.grad(f, 1)(*args) == bars[1] == tl.grad(f, "b")(*args)
    assert tl.grad(f, -1)(*args) == bars[1]
    assert tl.grad(f, (3,))(*args) == (bars[3],)
    assert tl.grad(f, ("b", 2, 0))(*args) == (bars[1], bars[2], bars[0])
    assert tl.grad(f, [0, 1])(*args) == bars[:2]
    assert tl.grad(f, "c")(*args, c=2.0) == 1470.0
    assert tl.grad(f, ("c", "a"))(*args) == (1470.0, bars[0])
    for wrong in ("z", 2.5, (0, "z")):
        with pytest.raises((tl.TangentlikeError, TypeError)):
            tl.grad(f, wrong)(*args)


def test_has_aux():
    def f(x, y):
        seen = {"y": y, "square": x * x}
        return x * x * y, seen

    assert tl.grad(f, has_aux=True)(3.0, 2.0) == (12.0, {"y": 2.0, "square": 9.0})
    assert tl.value_and_grad(f, has_aux=True)(3.0, 2.0) == ((18.0, {"y": 2.0, "square": 9.0}), 12.0)
    value, pullback, aux = tl.vjp(f, 3.0, 2.0, has_aux=True)
    assert (value, pullback(1.0), aux) == (18.0, (12.0, 9.0), {"y": 2.0, "square": 9.0})


def test_containers_in():
    spring, p = Spring(2.0, np.array([1.0, 2.0])), Point(np.array([0.5, 1.0]), 3.0)
    spring_bar, p_bar = tl.grad(energy_of, ("spring", "p"))(spring, p)
    assert type(spring_bar) is Spring and type(p_bar) is Point
    assert spring_bar.stiffness == pytest.approx(1.25 * 3.0)
    np.testing.assert_allclose(spring_bar.anchor, [6.0, 12.0])
    np.testing.assert_allclose(p_bar.x, [-6.0, -12.0])
    assert p_bar.y == pytest.approx(2.5) and spring_bar.label is None


def test_nested_containers_with_unused_parts():
    def f(tree):
        return tree["layers"][1]["w"] @ tree["layers"][1]["w"] * tree["rate"]

    layers = [{"w": np.ones(2), "b": 1.0}, {"w": np.array([1.0, 2.0]), "b": 2.0}]
    bar = tl.grad(f)({"layers": layers, "rate": 3.0, "name": "net", "empty": ()})
    assert bar["rate"] == 5.0 and bar["name"] is None and bar["empty"] == ()
    assert [layer["b"] for layer in bar["layers"]] == [0.0, 0.0]
    assert [layer["w"].tolist() for layer in bar["layers"]] == [[0.0, 0.0], [6.0, 12.0]]


def test_containers_out():
    def f(x, v):
        return {"a": x * v, "rest": (x, Point(v.sum(), 3))}

    value, pullback = tl.vjp(f, 2.0, np.array([1.0, 2.0]))
    assert value["rest"] == (2.0, Point(3.0, 3))
    x_bar, v_bar = pullback({"a": np.array([1.0, 1.0]), "rest": (10.0, Point(100.0, 0.0))})
    assert x_bar == 13.0 and v_bar.tolist() == [102.0, 102.0]


@pytest.mark.parametrize("unused", [1.5, 3, np.ones((2, 2)), np.float32(1.5), (1.0, np.zeros(2)), {"a": 1.0}, []])
def test_an_unused_argument_gets_zeros(unused):
    def f(x, y):
        return x * 2.0

    bar = tl.grad(f, "y")(1.0, unused)
    structure = functools.partial(np.testing.assert_equal, bar)
    match unused:
        case np.ndarray():
            structure(np.zeros((2, 2)))
        case tuple():
            structure((0.0, np.zeros(2)))
        case dict():
            structure({"a": 0.0})
        case list():
            structure([])
        case _:
            assert bar == 0.0
            assert type(bar) is (np.float32 if isinstance(unused, np.float32) else float)


@pytest.mark.parametrize("make", [lambda v: np.array(v, np.float32), lambda v: np.float32(v[0])])
def test_float32_stays(make):
    def f(x, y):
        return np.sum(np.exp(x) * y + x / 3.0) * 2.0

    x, y = make([0.5, 0.25]), make([2.0, 3.0])
    x_bar, y_bar = tl.grad(f, (0, 1))(x, y)
    assert x_bar.dtype == y_bar.dtype == np.float32
    np.testing.assert_allclose(y_bar, 2.0 * np.exp(x), rtol=1e-6)
    value, pullback = tl.vjp(f, x, y)
    assert value.dtype == np.float32 == pullback(np.float32(1.0))[0].dtype


def test_a_float_is_a_float_and_a_0d_array_an_array():
    def f(x):
        return np.exp(x) * 2.0

    assert isinstance(tl.grad(f)(0.5), float)
    assert isinstance(tl.grad(f)(np.float64(0.5)), float)
    bar = tl.grad(f)(np.array(0.5))
    assert type(bar) is np.ndarray and bar.shape == ()
    assert isinstance(tl.grad(f)(1), float)
    assert type(tl.grad(shrink)(0.5)) is float


def test_methods():
    model = Model(3.0)
    assert model.energy(2.0) == 12.0
    assert model.product(2.0, 5.0) == (30.0, 6.0)
    assert tl.grad(model.plain)(2.0) == 36.0
    model.rate = 5.0
    assert model.energy(2.0) == 20.0
    assert tl.grad(model.plain)(2.0) == 60.0
    assert tl.grad(Model.plain, "x")(model, 2.0) == 60.0
    assert model.product(2.0, 5.0) == (50.0, 10.0)
    bound = tl.grad(model.plain)
    assert bound(2.0) == 60.0
    model.rate = np.float64(1.0)
    assert bound(2.0) == 12.0


def test_partials():
    assert tl.grad(functools.partial(loss, power=1))(3.0, 1.0) == 1.0
    assert tl.grad(functools.partial(loss, 3.0))(1.0) == tl.grad(loss, "x")(3.0, 1.0)


def test_a_callable_object():
    class Line:
        def __init__(self, slope):
            self.slope = slope

        def __call__(self, x):
            return self.slope * x * x

    assert tl.grad(Line(3.0))(2.0) == 12.0


def test_results_share_nothing_and_arguments_stay():
    def f(x, y):
        return np.sum(x) + np.sum(y)

    x, y = np.ones(3), np.ones(3)
    x_bar, y_bar = tl.grad(f, (0, 1))(x, y)
    x_bar[0] = 5.0
    assert y_bar[0] == 1.0 and x[0] == 1.0
    assert tl.grad(f)(x, y)[0] == 1.0


class Tripled:
    __call__ = lambda self, x: 3.0 * x * x  # noqa: E731


def test_a_callable_object_whose_call_is_a_lambda():
    assert tl.grad(Tripled())(2.0) == 12.0


def test_wrong_calls_are_python_s_own():
    df = tl.grad(loss)
    for call in (df, lambda: df(1.0, 2.0, 3, 4), lambda: df(1.0, 2.0, nonsense=1)):
        with pytest.raises(TypeError, match=r"loss\(\)"):
            call()
