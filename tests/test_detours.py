"""What depends on an active value by a text, a code, or memory that helpers leave: refused, or only printed and compared."""

import json
import math

import numpy as np
import pytest

import tangentlike as tl
from tangentlike.errors import TangentlikeError, Unsupported

HISTORY: list[float] = []
TABLE = np.array([1.0, 2.0])
LIMIT = 1.0
LOGGED = []


class Cell:
    """An object that keeps a number."""

    def __init__(self):
        self.value = 1.0
        self.label = ""

    def keep(self, value):
        self.value = value

    def read(self):
        return self.value


CELL = Cell()
CELLS = [CELL]


def parse(text):
    return float(text)


def spell(x):
    return str(x)


def keep_in(cell, x):
    cell.value = x


def keep_globally(x):
    global LIMIT  # noqa: PLW0603
    LIMIT = x


def show(text, x):
    print(text)
    return x * x


def of_str(x):
    return x * float(str(x))


def of_formatted(x):
    return x * float(f"{x:.3f}")


def of_percent(x):
    return x * float("%g" % x)  # noqa: UP031


def of_format(x):
    text = f"value {x}"
    return x * float(text.split()[1])


def of_many(x):
    texts = [f"{v}" for v in (x, 2.0 * x)]
    return x * sum(float(text) for text in texts)


def of_mapped(x):
    texts = [repr(v) for v in (x, 2.0 * x)]
    return x * sum(map(float, texts))


def of_json(x):
    text = json.dumps(1.0) + str(x)
    return x * json.loads(text)


def by_helpers(x):
    return x * parse(spell(x))


def in_a_loop(x):
    total = 0.0
    for part in f"{x} {x}".split():
        total += float(part)
    return x * total


def of_text_array(x):
    return x * np.asarray(str(x), dtype=float)


def of_code(x):
    code = np.array([x]).view(np.int64)
    return x * code.view(np.float64)[0]


def of_object(x):
    keep_in(CELL, x)
    return CELL.value * x


def of_methods(x):
    CELL.keep(x)
    return CELL.read() * x


def of_setattr(x):
    setattr(CELL, "value", x)  # noqa: B010
    return CELL.value * x


def of_object_in_a_list(x):
    keep_in(CELLS[0], x)
    return CELLS[0].value * x


def of_methods_in_a_list(x):
    CELLS[0].keep(x)
    return CELLS[0].read() * x


def of_setattr_in_a_list(x):
    setattr(CELLS[0], "value", x)  # noqa: B010
    return CELLS[0].value * x


def of_global(x):
    [keep_globally][0](x)
    return LIMIT * x


def log_number(x):
    LOGGED.append(x)
    return x * x


def of_last_logged(x):
    LOGGED.clear()
    return LOGGED[-1] * log_number(x) / x if LOGGED else log_number(x) * LOGGED[-1] / x


def of_global_of_a_helper(x):
    keep_globally(x)
    return LIMIT * x


def of_filled(x):
    TABLE.fill(x)
    return TABLE[0] * x


def of_operator_method(x):
    values = np.zeros(3)
    values.__setitem__(0, x)
    return values.sum() * x


def of_hash(x):
    return hash(x) * x


class Curve:
    """An object that computes what it is asked for."""

    def __init__(self, slope):
        self.slope = slope

    def __getitem__(self, place):
        return self.slope * np.sum(place)

    def __len__(self):
        return 0


CURVE = Curve(2.0)


def of_array_as_index(x):
    return CURVE[np.array([x, x])] - 1.4 * x


def of_slice_as_index(x):
    return np.r_[0.0 : 2.0 * x : 3j][2] - 0.6 * x


def of_permutation(x):
    values = np.random.default_rng(0).permuted(np.array([x, x]))
    return values[0] * x


def of_known_permutation(x):
    return np.random.permutation(np.array([x, x]))[0] * x


REFUSED = [of_str, of_formatted, of_percent, of_format, of_many, of_mapped, of_json, by_helpers, in_a_loop, of_text_array,
            of_code, of_array_as_index, of_slice_as_index, of_object_in_a_list, of_methods_in_a_list, of_setattr_in_a_list,
            of_global, of_last_logged, of_operator_method, of_hash, of_permutation]


@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_a_number_made_of_a_detour_is_refused(function):
    with pytest.raises(TangentlikeError):
        tl.grad(function, fallback="error")(1.3)


# What an object or a global keeps, the tape follows.
FOLLOWED = [of_array_as_index, of_object_in_a_list, of_methods_in_a_list, of_setattr_in_a_list, of_global, of_last_logged,
            of_operator_method]


@pytest.mark.filterwarnings("ignore::tangentlike.FallbackWarning")
@pytest.mark.parametrize("function", REFUSED, ids=lambda f: f.__name__)
def test_on_the_tape_it_is_refused_or_followed(function):
    if function in FOLLOWED:
        assert tl.grad(function)(1.3) == pytest.approx(2.6)
    else:
        with pytest.raises((TangentlikeError, json.JSONDecodeError)):
            tl.grad(function)(1.3)


@pytest.mark.parametrize("fallback", ["tape", "error"])
def test_a_permutation_is_followed(fallback):
    assert tl.grad(of_known_permutation, fallback=fallback)(1.3) == pytest.approx(2.6)


KEPT = [of_filled, of_object, of_methods, of_setattr, of_global_of_a_helper]


@pytest.mark.parametrize("function", KEPT, ids=lambda f: f.__name__)
def test_what_a_global_keeps_is_followed(function):
    assert tl.grad(function, fallback="error")(1.3) == pytest.approx(2.6)


def test_the_message():
    with pytest.raises(Unsupported, match=r"(?s)by a detour.*float\(str\(x\)\).*Instead: pass the number itself"):
        tl.grad(of_str, fallback="error")(1.3)


def printed(x):
    label = f"x is {x:.3f}"
    lines = [label, "at " + str(x)]
    print(", ".join(lines), "%g" % x)  # noqa: UP031
    return x * x


def handed_to_a_helper(x):
    return show(f"x is {x}", x)


def compared(x):
    if str(x).startswith("-") or len(f"{x:.1f}") > 30:
        return -x
    return x * x


def in_an_error(x):
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x * x


def in_an_assertion(x):
    assert x > 0, f"{x} is not positive"
    return x * x


def kept_beside_a_number(x):
    report = {"label": f"{x:.2f}", "loss": x * x}
    print(report["label"])
    return report["loss"]


def logged(x):
    HISTORY.append(x)
    CELL.label = f"at {x}"
    keep_in(CELL, x)
    return x * x * len(HISTORY[:1])


def parsed_for_nothing(x):
    shown = float(f"{x:.3f}")
    print(shown)
    return x * x


def rounded(x):
    return x * x + 0.0 * int(x) + 0.0 * math.floor(x) + 0.0 * round(x)


TAKEN = [printed, handed_to_a_helper, compared, in_an_error, in_an_assertion, kept_beside_a_number, logged,
         parsed_for_nothing, rounded]


@pytest.mark.parametrize("function", TAKEN, ids=lambda f: f.__name__)
def test_what_is_only_shown_is_taken(function, capsys):
    value, gradient = tl.value_and_grad(function)(1.3)
    assert (value, gradient) == pytest.approx((1.69, 2.6))
