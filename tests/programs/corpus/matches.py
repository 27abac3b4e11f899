"""`match` statements: literals, captures, guards, sequences, mappings and classes."""

import dataclasses
from collections import namedtuple

import numpy as np

Pair = namedtuple("Pair", ["left", "right"])
LIMIT = 2.0


@dataclasses.dataclass
class Spring:
    stiffness: float
    stretch: float = 1.0


def by_word(x, kind):
    """Words, alternatives, and everything else.

    args: 1.5, "square"
    args: 1.5, "third"
    args: 1.5, "other"
    order: 2
    """
    match kind:
        case "square":
            y = x * x
        case "cube" | "third":
            y = x**3
        case _:
            y = np.sin(x)
    return y + x


def by_number(x, n):
    """Numbers, None and flags; no case for some.

    args: 1.5, 2
    args: 1.5, 7
    args: 1.5, None
    args: 1.5, True
    wrt: x
    """
    y = x
    match n:
        case None:
            y = x * x
        case True:
            y = x**3
        case -1 | 2:
            y = np.cos(x)
        case 3.5:
            y = 0.0
    return y * x


def by_value_of_argument(x):
    """A number that carries a derivative decides, by guards; captures are kept if a guard does not hold.

    args: 1.5
    args: 2.5
    args: -0.5
    """
    match x * 2.0:
        case small if small < 0.0:
            return small**3
        case middle if middle < LIMIT * 2.0:
            y = middle * small
        case large:
            y = large * middle + small
    return y * x


def by_length(items):
    """Sequences of several lengths, with a star.

    args: [1.5, 2.0, 0.5]
    args: [1.5]
    args: [1.5, 2.0]
    """
    match items:
        case []:
            return 0.0
        case [only]:
            return only * only
        case [first, _, *middle, last]:
            return first * last + sum(middle) ** 2
        case (first, *rest):
            return first * sum(rest)


def items_in_loop(x):
    """A list of instructions, each a tuple.

    args: 1.5
    """
    y = x
    for step in [("add", 2.0), ("times", x), ("add", x)]:
        match step:
            case ("add", value):
                y = y + value
            case ("times", value):
                y = y * value
    return y


def by_mapping(settings):
    """Dicts, by keys and values.

    args: {"kind": "line", "slope": 2.0, "x": 1.5}
    args: {"kind": "dot", "x": 1.5}
    """
    match settings:
        case {"kind": "line", "slope": slope, "x": x}:
            return slope * x + x
        case {"x": x}:
            return x * x


def by_class(thing):
    """Dataclasses, namedtuples and plain types, with attributes by place and by name.

    args: Spring(2.0, 0.5)
    args: Pair(2.0, 3.0)
    args: np.array([1.0, 2.0])
    """
    match thing:
        case Spring(k, stretch=s):
            return 0.5 * k * s**2
        case Pair(left=a, right=b):
            return a * b**2
        case np.ndarray():
            return np.sum(thing)


def by_type(x):
    """Types of numbers and arrays.

    args: 1.5
    args: np.array([1.0, 2.0])
    """
    match x:
        case np.ndarray() as array:
            y = np.sum(array**3)
        case _:
            y = x**2
    return y


def two_at_once(a, b):
    """A pair that is matched at once; inner matches.

    args: 1.5, "x"
    args: 1.5, "y"
    """
    match a, b:
        case number, "x":
            y = number * 2.0
        case (number, word):
            match word:
                case "y":
                    y = number**2
                case _:
                    y = 0.0
    return y * a


def alternatives_that_bind(step):
    """Alternatives bind one name at different places.

    args: ("times", 1.5)
    args: (1.5, "plus")
    args: ("other", 1.5, 2.0)
    """
    match step:
        case ("times", value) | (value, "plus"):
            return value**2
        case (_, *values):
            return values[0] * values[1]


def subject_once(x):
    """The subject is evaluated once: a number that is drawn.

    args: 1.5
    """
    np.random.seed(3)
    match np.random.uniform(1.0, 2.0) * x:
        case y if y > 100.0:
            return y
        case y if y > 1.0:
            return y * np.random.uniform()
    return 0.0


def leaving_a_loop(x):
    """`break`, `continue` and `return` inside of cases.

    args: np.array([0.5, -1.0, 2.0, 9.0, 3.0])
    """
    total = 0.0
    for value in x:
        match value:
            case v if v < 0.0:
                continue
            case v if v > 5.0:
                break
            case _:
                total += value**2
    return total
