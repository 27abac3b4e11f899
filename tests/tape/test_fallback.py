"""What the compiler refuses runs on the tape, in NumPy's semantics: programs as users write them, against differences."""

import array
import copy
import math
import pickle
import struct
import warnings

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import FallbackWarning, NoRule, Unsupported
from tangentlike.taped import OnTape
from tests.programs import differences as d

X = np.array([0.7, -0.4, 1.3, 0.2])
TABLE = np.array([1.0, 2.0, 4.0])
OPERATIONS = {"sin": math.sin, "square": lambda v: v * v}
calls = []


class Spring:
    """An object with state, methods and a property."""

    rest = 0.3

    def __init__(self, k):
        self.k = k
        self.energies = []
        self.last = np.zeros(2)

    @property
    def half(self):
        return 0.5 * self.k

    @staticmethod
    def cube(v):
        return math.pow(v, 3)

    def energy(self, x):
        e = self.half * math.exp(x - self.rest) ** 2
        self.energies.append(e)
        self.last[0] = e
        return e + self.cube(x)


class Stiff(Spring):
    """A subclass that calls its base."""

    def energy(self, x):
        return 2.0 * super().energy(x)


def swap_of_elements(x):
    y = x.copy()
    with np.errstate(all="ignore"):
        y[0], y[2] = y[2], y[0]
    return np.sum(y * np.arange(4.0)) * y[0]


def read_before_it_is_overwritten(x):
    y = x * 2.0
    with np.errstate(all="ignore"):
        a = y[0]
        y[0] = y[1] ** 2
    return a * y[0] * np.sum(y)


def second_name(x):
    with np.errstate(all="ignore"):
        t = s = x * 1.0
        t += x
        n = m = s[0]
        n += 1.0
    return np.sum(s * t) + n * m


def rows_are_views(x):
    with np.errstate(all="ignore"):
        a = np.outer(x, x)
        for row in a:
            row *= row[0]
        b = a.T[1:3]
        b[0] -= a[:, 3]
    return np.sum(a * a[::-1])


def masks_and_indices(x):
    with np.errstate(all="ignore"):
        y = x ** 2
        y[x < 0.5] *= 3.0
        y[[0, 0, 1]] = np.array([x[3], x[2], x[1]])
        np.add.at(y, [1, 1, 2], x[0])
    return np.sum(y * y)


def results_into_arrays(x):
    with np.errstate(all="ignore"):
        y = np.zeros(4)
        np.multiply(x, x, out=y)
        np.sin(y, out=y, where=x > 0.0)
        np.subtract(y, 0.25, y)
        np.copyto(y, 2.0 * x, where=x < 0.0)
        y.fill(x[1]) if y[0] > 5.0 else np.put(y, [3], x[0])
    return np.sum(y ** 2) + y.max()


def sorted_in_place(x):
    with np.errstate(all="ignore"):
        y = np.empty(4)
        y[:] = x
        y.sort()
        y[1:] += y[:-1]
        y[::2] = y[1::2]
    return y @ np.arange(1.0, 5.0) + np.sum([1, 2, 3, 4] * y) + np.sum(y - [y[0]] * 4)


def table_filled_by_a_loop(x):
    with np.errstate(all="ignore"):
        out = np.empty((3, 4))
        for i in range(3):
            for j in range(4):
                out[i, j] = math.sin(x[j]) * TABLE[i]
    return out.mean(axis=0) @ x


def conversions(x):
    with np.errstate(all="ignore"):
        v = float(np.sum(x))
        text = f"{v:.3f} {x[0]:6.2f} {x}"
        n = int(10.0 * v + 0.5)
        assert isinstance(x, np.ndarray) and isinstance(v, float) and type(v) is float and not isinstance(n, float)
        w = np.array([v, v * v, 1.0])
    return (w @ TABLE) * n + (len(text) > 9) * x[1]


def exception_chooses(x):
    try:
        return math.log(x[1])
    except ValueError:
        return math.log(-x[1] * x[0])


def objects(x):
    spring, stiff = Spring(2.0 * x[0]), Stiff(1.5)
    with np.errstate(all="ignore"):
        total = spring.energy(x[2]) + stiff.energy(x[3])
    return total + sum(spring.energies) + spring.last[0] * x[1]


def dispatch_through_dicts(x):
    total = 0.0
    with np.errstate(all="ignore"):
        for name, v in zip(["sin", "square", "sin"], x[:3], strict=True):
            total = total + OPERATIONS[name](v)
    return total


def counted(x):
    count = 0

    def step(v):
        nonlocal count
        count += 1
        return v * count

    with np.errstate(all="ignore"):
        return step(x[0]) + step(x[1]) + step(x[2])


def domain_of_where(x):
    with np.errstate(all="ignore"):
        return np.sum(np.where(x > 0.0, np.log(x) * x, x ** 2))


def walrus_and_generators(x):
    def squares(values):
        for v in values:
            yield v * v

    with np.errstate(all="ignore"):
        total = 0.0
        for s in squares(x):
            if (half := s / 2.0) > 0.1:
                total += half * s
    return total


PROGRAMS = [
    swap_of_elements, read_before_it_is_overwritten, second_name, rows_are_views, masks_and_indices, results_into_arrays,
    sorted_in_place, table_filled_by_a_loop, conversions, exception_chooses, objects, dispatch_through_dicts, counted,
    domain_of_where, walrus_and_generators,
]


def taped(fun, operator="value_and_grad"):
    """Return a derivative with respect to `x` that runs on the tape, whatever the compiler could do."""
    return lambda x: OnTape(fun, ("x",), operator, True, False)((x,), {})


@pytest.mark.parametrize("fun", PROGRAMS, ids=lambda fun: fun.__name__)
def test_right_on_the_tape(fun):
    df = taped(fun)
    x = X.copy()
    value, gradient = df(x)
    assert d.identical(value, fun(X.copy())) and d.identical(x, X)
    assert not d.mismatches(gradient, d.differentiate(fun, X), X)
    assert not d.mismatches(df(x)[1], d.differentiate(fun, X), X)
    assert not d.mismatches(tl.grad(fun)(x), d.differentiate(fun, X), X)  # compiled, or in pieces


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
@pytest.mark.parametrize("fun", [second_name, rows_are_views, table_filled_by_a_loop, walrus_and_generators])
def test_second_order_on_the_tape(fun):
    gradient = tl.grad(fun)
    weights = np.array([0.3, -1.0, 0.5, 0.8])

    def along(x):
        return np.sum(gradient(x) * weights)

    assert not d.mismatches(taped(along, "grad")(X), d.differentiate(along, X), X)
    assert not d.mismatches(tl.grad(along)(X), d.differentiate(along, X), X)


def test_source_that_cannot_be_found():
    names = {"math": math}
    exec("def hidden(x, n=3):\n    import numpy as np\n    return math.sin(x) ** n + np.sum(np.array([x, x]))", names)
    df = tl.grad(names["hidden"])
    with pytest.warns(FallbackWarning, match="hidden"):
        assert df(0.5) == pytest.approx(3.0 * math.sin(0.5) ** 2 * math.cos(0.5) + 2.0, rel=1e-14)
    assert df(0.5, n=2) == pytest.approx(2.0 * math.sin(0.5) * math.cos(0.5) + 2.0, rel=1e-14)
    assert df(0.5, 1) == pytest.approx(math.cos(0.5) + 2.0, rel=1e-14)


def test_records_and_warnings():
    def retried(x):
        try:
            return math.log(x[1])
        except [ValueError][0]:  # of an expression, so that it is not known which exceptions it takes
            return x[0] * x[1]

    df = tl.grad(retried)
    with pytest.warns(FallbackWarning, match="retried"):
        df(X)
    [record] = df.fallbacks
    first = retried.__code__.co_firstlineno
    assert record.lineno == first + 1 and "try" in record.construct and record.reason
    assert "on the tape" in df.source and "try" in df.source
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        df(X)
        tl.grad(retried)(X)  # the place has been shown
    with pytest.raises(Unsupported, match="try"):
        tl.grad(retried, fallback="error")(X)
    assert df.lower(X).fallbacks == (record,)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_compiled_code_inside_a_taped_function_and_around_it():
    inner = tl.grad(lambda v: v ** 3)
    taped = tl.grad(exception_chooses)

    def uses_both(x):
        with np.errstate(all="ignore"):
            return inner(x[0]) * x[1] + np.sum(taped(x) * x)

    assert not d.mismatches(tl.grad(uses_both)(X), d.differentiate(uses_both, X), X)
    assert not d.mismatches(tl.grad(lambda x: taped(x)[0] * x[2])(X), d.differentiate(lambda x: taped(x)[0] * x[2], X), X)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_several_arguments_and_containers():
    def f(params, scale, x, *more, power=2):
        with np.errstate(all="ignore"):
            total = params["w"] @ x * scale + params["b"][0] ** power
            for each in more:
                total = total + each * scale
        return total, {"seen": total}

    params = {"w": np.array([1.0, 2.0]), "b": [3.0, "unit"]}
    arguments = (params, 0.5, np.array([0.3, 0.4]), 1.0, 2.0)
    gradient, aux = tl.grad(f, argnums=("params", "scale"), has_aux=True)(*arguments)
    assert aux == {"seen": f(*arguments)[0]}
    assert np.allclose(gradient[0]["w"], [0.15, 0.2]) and gradient[0]["b"] == [6.0, None]
    assert gradient[1] == pytest.approx(1.1 + 3.0)
    value, pullback = tl.vjp(lambda *args: f(*args)[0], *arguments)
    bars = pullback(2.0)
    assert value == f(*arguments)[0] and len(bars) == 5 and bars[3:] == (1.0, 1.0) and bars[1] == pytest.approx(8.2)
    assert d.identical(pullback(2.0), bars)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_side_effects_happen_once_and_are_plain():
    state = {"runs": 0, "last": None}
    kept = np.zeros(2)

    def f(x):
        state["runs"] += 1
        state["last"] = x
        kept[0] = x * x
        calls.append(x)
        with np.errstate(all="ignore"):
            return x ** 3

    calls.clear()
    assert tl.grad(f)(2.0) == 12.0
    assert state == {"runs": 1, "last": 2.0} and calls == [2.0] and type(calls[0]) is float
    assert kept.tolist() == [4.0, 0.0]


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_an_argument_is_left_as_the_function_leaves_it():
    def f(x):
        with np.errstate(all="ignore"):
            x *= 2.0
            x[0] = x[1] * x[2]
        return np.sum(x ** 2)

    x, y = X.copy(), X.copy()
    gradient = tl.grad(f)(x)
    assert d.identical(f(y), np.sum(x ** 2)) and d.identical(x, y)
    assert not d.mismatches(gradient, d.differentiate(lambda v: f(v.copy()), X), X)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_what_would_lose_a_derivative_is_refused():
    def packed(x):
        with np.errstate(all="ignore"):
            return struct.unpack("d", struct.pack("d", x))[0]

    def stored_outside(x):
        values = array.array("d", [0.0])
        with np.errstate(all="ignore"):
            values[0] = x
        return values[0] * x

    def without_rule(x):
        with np.errstate(all="ignore"):
            return np.sum(np.polydiv(x * x, x)[0])

    def into_ints(x):
        with np.errstate(all="ignore"):
            y = np.arange(3)
            y[0] = x
        return y[0] * x

    def of_text(x):
        return float(f"{x:.17g}") * x

    def of_texts(x):
        return np.sum(np.array(str(x[0]).split(","), dtype=float)) * x[1]

    assert tl.grad(lambda x: len(f"{x}") * x)(2.0) == 3.0
    for fun, argument in ((packed, 2.0), (of_text, 2.0), (of_texts, X), (stored_outside, 2.0), (without_rule, X), (into_ints, 2.0)):
        with pytest.raises((Unsupported, NoRule, struct.error)):
            taped(fun)(argument)
        if fun is not into_ints:  # whose derivative is that of rounding down, when it is compiled
            with pytest.raises((Unsupported, NoRule, struct.error)):
                tl.grad(fun)(argument)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_copies_carry_the_derivative():
    def f(x):
        params = {"w": x, "scale": float(x[0]), "more": [x * 2.0]}
        with np.errstate(all="ignore"):
            other = copy.deepcopy(params)
            other["w"] *= other["scale"]
            shallow = copy.copy(params["more"][0])
            shallow[0] = 1.0
            params["more"][0][1] = 0.0
        return np.sum(other["w"] ** 2) + np.sum(shallow * x) + np.sum(params["more"][0])

    assert not d.mismatches(tl.grad(f)(X), d.differentiate(f, X), X)
    with pytest.raises(Unsupported, match="pickled"):
        tl.grad(lambda x: pickle.loads(pickle.dumps(x + int("1"))) * [x for _ in range(1)].copy()[0])(2.0)


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
def test_its_own_exceptions_come_through():
    def f(x):
        with np.errstate(all="ignore"):
            return {"a": x}["b"]

    with pytest.raises(KeyError, match="b"):
        tl.grad(f)(1.0)
    with pytest.raises(TypeError):
        tl.grad(lambda x: (_ for _ in [x]))(1.0)


class Parent:
    def __init__(self, value):
        self.value = value

    def grow(self, by):
        self.value += by


class Child(Parent):
    def __init__(self, value):
        super().__init__(value)
        self.other = Parent(value * 0.5)

    def grow(self, by):
        super().grow(by * 0.5)
        self.other.grow(by)


def test_a_method_changes_the_object_that_it_is_of():
    def f(x):
        child = Child(x)
        child.grow(x * x)
        return child.value * child.other.value

    assert not d.mismatches(taped(f, "grad")(1.5), d.differentiate(f, 1.5), 1.5)
