"""Arguments and calls that make no sense: each gives a clear error of the right class."""

from __future__ import annotations

import collections
import inspect
import math

import numpy as np
import pytest

import tangentlike as tl
from tangentlike import errors


def square_sum(x, scale=1.0):
    return np.sum(x**2) * scale


def product(x, y):
    return x * y


def doubled(x):
    return x * 2.0


def raised(kind: type[Exception], *words: str):
    """Expect an error of tangentlike's that is also `kind` and says all the words."""
    pattern = "(?s)" + "".join(f"(?=.*{word})" for word in words)
    return pytest.raises(kind, match=pattern)


# --- arguments


def test_integer_array_is_refused():
    with raised(errors.ArgumentError, "int"):
        tl.grad(square_sum)(np.array([1, 2, 3]))
    assert issubclass(errors.ArgumentError, TypeError)


def test_integer_array_inside_a_container_is_refused():
    def of_dict(p):
        return np.sum(p["w"] ** 2)

    with raised(errors.ArgumentError, "int"):
        tl.grad(of_dict)({"w": np.array([1, 2])})


def test_integer_array_beside_the_differentiated_one_is_welcome():
    gradient = tl.grad(lambda x, k: np.sum(x * k))(np.array([1.0, 2.0]), np.array([3, 4]))
    assert gradient.tolist() == [3.0, 4.0]


def test_python_int_is_promoted():
    gradient = tl.grad(product)(3, 2.5)
    assert gradient == 2.5
    assert type(gradient) is float


def test_bool_array_is_refused():
    with raised(errors.ArgumentError, "bool"):
        tl.grad(square_sum)(np.array([True, False]))


@pytest.mark.parametrize("wrong", ["text", None, b"bytes", {1.0, 2.0}, object()])
def test_what_is_no_number_is_refused(wrong):
    with raised(errors.ArgumentError, "`x`", "float"):
        tl.grad(lambda x: 1.0)(wrong)


def test_object_array_is_refused():
    with raised(errors.ArgumentError, "object"):
        tl.grad(square_sum)(np.array([1.0, 2.0], dtype=object))


def test_masked_array_is_refused():
    with raised(errors.ArgumentError, "MaskedArray"):
        tl.grad(square_sum)(np.ma.array([1.0, 2.0], mask=[True, False]))


def test_matrix_is_refused():
    with pytest.warns(PendingDeprecationWarning):
        wrong = np.matrix([[1.0, 2.0]])
    with raised(errors.ArgumentError, "matrix"):
        tl.grad(square_sum)(wrong)


class Series:
    """Something like a pandas Series: an array inside, NumPy's functions work on it."""

    def __init__(self, values):
        self.values = np.asarray(values)

    def __array__(self, dtype=None, copy=None):
        return self.values

    def __pow__(self, power):
        return Series(self.values**power)


def test_array_like_object_is_refused_by_name():
    with raised(errors.ArgumentError, "Series"):
        tl.grad(square_sum)(Series([1.0, 2.0]))


def test_range_is_refused():
    with raised(errors.ArgumentError, "range"):
        tl.grad(square_sum)(range(3))


def test_missing_argument_of_vjp_is_the_users_own():
    with raised(TypeError, "missing a required argument: 'x'"):
        tl.vjp(square_sum)


def test_structured_array_is_refused():
    with raised(errors.ArgumentError, "array of"):
        tl.grad(square_sum)(np.zeros(2, dtype=[("a", float)]))


# --- results


@pytest.mark.parametrize("argument", [np.array([1.0, 2.0]), np.array([1.0]), np.zeros((2, 2))])
def test_array_result_names_the_alternatives(argument):
    with raised(errors.NotScalar, "jacobian", "vjp", "elementwise_grad"):
        tl.grad(doubled)(argument)
    assert issubclass(errors.NotScalar, TypeError)


def test_tuple_result_names_the_alternatives():
    with raised(errors.NotScalar, "vjp"):
        tl.grad(lambda x: (x, x))(1.0)


async def waits(x):
    return x * x


def yields(x):
    yield x * x


def is_array(x):
    y = 2.0 * x
    return y * x


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
@pytest.mark.parametrize(
    ("fun", "said"),
    [(waits, "the result of `waits` is a coroutine"), (yields, "`yields` is a generator"), (is_array, "with 1 dimension")],
)
def test_a_result_that_is_no_scalar_has_a_place(fun, said):
    with raised(errors.NotScalar, said, "Why:", "Instead:") as caught:
        tl.grad(fun)(np.ones(2))
    lines, start = inspect.getsourcelines(fun)
    assert caught.value.place.filename == __file__
    assert caught.value.place.line - start in (0, len(lines) - 1)


def test_the_result_of_a_lambda_is_called_that():
    with raised(errors.NotScalar, "the result of `<lambda>` is an array", "test_bad_input.py"):
        tl.grad(lambda x: 2.0 * x)(np.ones(2))


def test_none_result():
    def forgot(x):
        print(x * x)

    with raised(errors.NotScalar, "None"):
        tl.grad(forgot)(1.0)


def test_text_result():
    with raised(errors.NotScalar, "str"):
        tl.grad(lambda x: f"{x}")(1.0)


def test_bool_result():
    with raised(errors.NotScalar, "truth value|bool"):
        tl.grad(lambda x: x > 1.0)(2.0)


def test_int_result_is_a_constant():
    assert tl.grad(lambda x: 3)(2.0) == 0.0


def test_value_and_grad_has_the_same_check():
    with raised(errors.NotScalar, "vjp"):
        tl.value_and_grad(doubled)(np.array([1.0, 2.0]))


def test_has_aux_needs_a_pair():
    with raised(TypeError, "aux"):
        tl.grad(lambda x: x * x, has_aux=True)(2.0)


# --- argnums


@pytest.mark.parametrize("argnums", ["w", ("x", "w"), ""])
def test_unknown_name(argnums):
    with raised(errors.UnknownArgument, "square_sum", "x"):
        tl.grad(square_sum, argnums=argnums)(np.array([1.0]))
    assert issubclass(errors.UnknownArgument, ValueError)


@pytest.mark.parametrize("argnums", [2, 7, (0, 2), -3])
def test_position_out_of_range(argnums):
    with raised(errors.UnknownArgument, "square_sum"):
        tl.grad(square_sum, argnums=argnums)(np.array([1.0]), 2.0)


def test_negative_position_counts_from_the_end():
    assert tl.grad(product, argnums=-1)(2.0, 3.0) == 2.0


@pytest.mark.parametrize("argnums", [1.0, None, [0.5], object()])
def test_argnums_of_a_wrong_type(argnums):
    with raised(errors.TangentlikeError, "argnums"):
        tl.grad(square_sum, argnums=argnums)(np.array([1.0]))


@pytest.mark.parametrize("wrong", [3, "text", [math.sin]])
def test_not_a_function(wrong):
    with raised(errors.ArgumentError, "not a function"):
        tl.grad(wrong)


def test_wrong_number_of_arguments_is_the_primal_s_error():
    df = tl.grad(product)
    with pytest.raises(TypeError, match=r"product|missing|argument"):
        df(1.0)
    with pytest.raises(TypeError, match=r"product|argument"):
        df(1.0, 2.0, 3.0)
    with pytest.raises(TypeError, match=r"product\(\) takes 2 positional arguments but 3 were given"):
        df(1.0, 2.0, 3.0)
    with pytest.raises(TypeError, match="z"):
        df(1.0, z=2.0)


# --- functions without a rule, and without source


@pytest.mark.parametrize("function", [memoryview, np.i0, next])
def test_library_function_without_rule(function):
    with raised(errors.NoRule, function.__name__):
        tl.grad(function)(1.0)
    assert issubclass(errors.NoRule, NotImplementedError)


def test_call_of_a_library_function_without_rule():
    with raised(errors.NoRule, "i0"):
        tl.grad(lambda x: np.i0(x) * x)(1.0)


def test_a_call_without_rule_on_inactive_values_is_welcome():
    assert tl.grad(lambda x, y: math.nextafter(y, 9.0) * x)(2.0, 1.0) == math.nextafter(1.0, 9.0)


def test_source_not_available():
    names: dict = {}
    exec("def hidden(x):\n    return x * x", names)
    with raised(errors.SourceNotAvailable, "hidden"):
        tl.grad(names["hidden"], fallback="error")(1.0)
    assert issubclass(errors.SourceNotAvailable, OSError)


def test_exec_d_helper_is_named():
    names: dict = {}
    exec("def hidden(x):\n    return x * x", names)
    hidden = names["hidden"]
    with raised(errors.TangentlikeError, "hidden"):
        tl.grad(lambda x: hidden(x) * 2.0, fallback="error")(1.0)


# --- cotangents


def matrix_product(a, x):
    return a @ x


def test_cotangent_of_a_wrong_shape():
    _, pullback = tl.vjp(matrix_product, np.eye(2), np.ones(2))
    with raised(errors.ShapeMismatch, r"\(3,\)", r"\(2,\)"):
        pullback(np.ones(3))
    with raised(errors.ShapeMismatch, r"\(2,\)"):
        pullback(1.0)
    with raised(errors.ShapeMismatch, r"\(2, 2\)"):
        pullback(np.eye(2))
    assert issubclass(errors.ShapeMismatch, ValueError)


def test_cotangent_of_a_scalar():
    value, pullback = tl.vjp(product, 2.0, 3.0)
    assert value == 6.0
    with raised(errors.ShapeMismatch, r"\(2,\)"):
        pullback(np.ones(2))


def test_cotangent_of_a_wrong_structure():
    _, pullback = tl.vjp(lambda x: (x, x * x), 2.0)
    with raised(errors.ShapeMismatch, "structure"):
        pullback(1.0)
    with raised(errors.ShapeMismatch, "structure"):
        pullback((1.0,))


def test_cotangent_of_a_wrong_type():
    _, pullback = tl.vjp(product, 2.0, 3.0)
    with raised(errors.TangentlikeError, "cotangent"):
        pullback("text")


# --- the user's own exceptions


class Overheated(Exception):
    """An exception with a state of its own."""

    def __init__(self, degrees):
        super().__init__(f"{degrees} degrees")
        self.degrees = degrees


KEPT = Overheated(120.0)


def raises_an_object(x):
    if x > 1.0:
        raise KEPT
    return x * x


def raises_in_loop(x):
    for k in range(5):
        x = x * 2.0
        if x > 10.0:
            raise Overheated(k)
    return x


def helper_that_raises(x):
    if x < 0:
        raise ValueError(f"negative: {x}")
    return math.sqrt(x)


def raises_in_helper(x):
    return helper_that_raises(x) * x


def fails_to_assert(x):
    assert x < 1.0, "too large"
    return x * x


def test_own_exception_is_the_same_object():
    with pytest.raises(Overheated) as caught:
        tl.grad(raises_an_object)(2.0)
    assert caught.value is KEPT
    assert tl.grad(raises_an_object)(0.5) == 1.0


def test_own_exception_from_a_loop_and_a_helper():
    with pytest.raises(Overheated) as caught:
        tl.grad(raises_in_loop)(3.0)
    assert caught.value.degrees == 1
    with pytest.raises(ValueError, match=r"^negative: -4.0$") as plain:
        tl.grad(raises_in_helper)(-4.0)
    assert type(plain.value) is ValueError
    with pytest.raises(AssertionError, match="too large"):
        tl.grad(fails_to_assert)(2.0)


@pytest.mark.parametrize(
    ("fun", "args", "kind", "message"),
    [
        (lambda x: 1.0 / (x - x), (1.0,), ZeroDivisionError, "division by zero"),
        (lambda x: math.log(x) * x, (-1.0,), ValueError, "math domain error|positive"),
        (lambda x: x[5] * 2.0, (np.ones(2),), IndexError, "index 5 is out of bounds"),
        (lambda p: p["b"] * 2.0, ({"a": 1.0},), KeyError, "b"),
        (lambda x: np.sum(x @ np.ones(3)), (np.ones(2),), ValueError, "matmul"),
        (lambda x: np.sum(x + np.ones(3)), (np.ones(2),), ValueError, "broadcast"),
        (lambda x: x + "text", (1.0,), TypeError, "unsupported operand"),
        (lambda x: x.missing, (np.ones(2),), AttributeError, "missing"),
        (lambda x: x * undefined_name, (1.0,), NameError, "undefined_name"),  # noqa: F821
        (lambda x: [x, x].pop(7), (1.0,), IndexError, "pop index"),
        (lambda x: int("many") * x, (1.0,), ValueError, "invalid literal"),
    ],
)
def test_python_s_own_errors_come_through(fun, args, kind, message):
    with pytest.raises(kind, match=message) as caught:
        tl.grad(fun)(*args)
    assert type(caught.value) is kind
    assert not isinstance(caught.value, errors.TangentlikeError)


def test_variable_without_value():
    def forgot_a_branch(x):
        if x > 1.0:
            y = x * x
        return y * 2.0

    def never_assigned(x):
        for k in range(0):
            y = x * k
        return y

    for operator in (tl.grad, tl.value_and_grad):
        for function in (forgot_a_branch, never_assigned):
            with pytest.raises(UnboundLocalError):
                operator(function)(0.5)
    for function in (forgot_a_branch, never_assigned):
        with pytest.raises(UnboundLocalError):
            tl.vjp(function, 0.5)
    assert tl.grad(forgot_a_branch)(2.0) == tl.vjp(forgot_a_branch, 2.0)[1](1.0)[0] == 8.0


def twice(row):
    return {"all": row, "rest": row[::-1]}


def test_an_array_that_a_container_holds_twice():
    def of_list(x):
        row = np.array([x, 1.0])
        rows = []
        for _ in range(len(row)):
            rows.append(row)
        rows[0] *= 2.0
        return np.sum(rows[1])

    def of_dict(x):
        row = np.array([x, 1.0])
        rows = {}
        for key in "abc":
            rows[key] = row
        rows["b"] += x
        return np.sum(rows["c"])

    def of_views(x):
        row = np.array([x, 1.0])
        rows = [row, [row[:1]]] * 2
        rows[0] /= x
        return np.sum(rows[1][0])

    def of_helper(x):
        rows = twice(np.array([x, 1.0]))
        rows["all"] *= x
        return np.sum(rows["rest"])

    def of_display(x):
        row = np.array([x, 1.0])
        rows = [row, [row, row[:1]]]
        rows[0] *= x
        rows[1][1][0] += x
        return np.sum(rows[1][0])

    assert tl.grad(of_display, fallback="error")(0.5) == 3.0

    for function, slope in ((of_list, 2.0), (of_dict, 3.0), (of_views, 0.0), (of_helper, 2.0)):
        with pytest.raises(NotImplementedError, match="multiply" if function is of_views else "twice"):
            tl.grad(function, fallback="error")(0.5)
        df = tl.grad(function)
        assert df(0.5) == pytest.approx(slope, abs=1e-12)
        assert df.fallbacks


def test_an_exception_leaves_nothing_behind():
    df = tl.grad(raises_in_loop)
    before = df(0.1)
    with pytest.raises(Overheated):
        df(3.0)
    assert df(0.1) == before == 32.0


def test_print_before_the_exception_happens_once(capsys):
    def noisy(x):
        print("working")
        if x > 1.0:
            raise Overheated(x)
        return x

    with pytest.raises(Overheated):
        tl.grad(noisy)(2.0)
    assert capsys.readouterr().out == "working\n"


def test_deep_containers_keep_their_types():
    Pair = collections.namedtuple("Pair", "a b")
    gradient = tl.grad(lambda p: p.a * p.b[0])(Pair(2.0, [3.0, "unit", None]))
    assert gradient == Pair(3.0, [2.0, None, None])


def through_hexadecimal(x):
    y = 2.0 * x
    return float.fromhex(y.hex()) ** 2


@pytest.mark.filterwarnings("ignore::tangentlike.errors.FallbackWarning")
def test_what_the_tape_refuses_has_a_place():
    with raised(errors.Unsupported, "would be lost here", "float.fromhex", "Why:", "Instead:") as caught:
        tl.grad(through_hexadecimal)(1.5)
    assert caught.value.place.filename == __file__
    assert caught.value.place.line == through_hexadecimal.__code__.co_firstlineno + 2


def test_whole_numbers_of_numpy_name_arguments():
    assert tl.grad(product, argnums=np.int64(1))(2.0, 3.0) == 2.0
    assert tl.grad(product, argnums=tuple(np.arange(2)))(2.0, 3.0) == (3.0, 2.0)


class Pump:
    """Not a function."""

    def __init__(self, power):
        self.power = power


def test_a_class_is_no_function():
    with raised(errors.NoRule, "`Pump`", "it is a class", "returns a number"):
        tl.grad(Pump)(1.0)
