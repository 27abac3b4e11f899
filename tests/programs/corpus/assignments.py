"""Every form of assignment."""

import math

import numpy as np


def tuple_assignment(x, y):
    """a, b = ...

    args: 1.2, 0.5
    """
    a, b = x * y, x + y
    return a * b


def swap(x, y):
    """Two variables change places, twice.

    args: 1.2, 0.5
    """
    x, y = y, x
    x = x**2
    x, y = y + x, x
    return x * y + x


def rotate_three(a, b, c):
    """Three variables change places.

    args: 1.0, 2.0, 3.0
    """
    a, b, c = b, c, a
    a, b, c = b * c, c * a, a * b
    return a + b**2 + c**3


def nested_targets(x, y):
    """(a, b), c = ...

    args: 1.2, 0.5
    """
    (a, b), c = (x, x * y), y
    [d, e] = a + b, b * c
    return d * e + c


def starred_target(x, y):
    """first, *rest = ...

    args: 1.2, 0.5
    """
    first, *rest = x, y, x * y
    *start, last = rest
    return first * last + rest[0] ** 2 + start[0] * len(rest)


def unpacked_array(values):
    """a, b, c = array.

    args: np.array([1.0, 2.0, 0.3])
    order: 2
    """
    a, b, c = values
    return a * b**2 + math.sin(c * a)


def unpacked_rows(matrix):
    """p, q = a 2-d array.

    args: np.array([[1.0, 2.0], [0.3, -0.4]])
    """
    p, q = matrix
    return p @ q + p[0] * q[1] ** 2


def chained_assignment(x):
    """a = b = ...

    args: 0.9
    """
    a = b = x**2
    a = a * x
    return a * b


def chained_constant(values):
    """Two accumulators from one constant.

    args: np.array([1.0, 2.0, 0.3])
    """
    s = p = 1.0
    for v in values:
        s += v
        p *= v
    return s * p


def augmented_floats(x, y):
    """+=, -=, *=, /=, **=.

    args: 1.4, 0.6
    """
    z = x
    z += y
    z *= x
    z -= y**2
    z /= x + y
    z **= 2
    return z


def augmented_remainders(x):
    """%= and //=.

    args: 7.7
    """
    a = x
    a %= 3.0
    b = x
    b //= 2.0
    return a * b * x


def augmented_copy_stays(x):
    """t = s; t += ... rebinds t of a float, s stays.

    args: np.array([1.0, 2.0])
    """
    s = np.sum(x)
    t = s
    t += x[0]
    return s * t


def element_is_a_copy(x):
    """The accumulator starts from an element; x does not change.

    args: np.array([1.0, 2.0, 4.0])
    """
    a = x[0]
    a += x[1] * 2.0
    a *= x[2]
    return a + x[0] ** 2


def annotated(x: float, n: int = 3) -> float:
    """Annotations on arguments and variables.

    args: 1.2
    """
    y: float = x * n
    z: float
    z = y**2
    count: int = 2
    return z * count


def rebound_to_array(x):
    """A name that is a float first and an array later.

    args: 1.3
    """
    y = x * 2.0
    s = y
    y = y * np.array([1.0, 2.0])
    s = s + np.sum(y**2)
    y = y[1]
    return s * y


def rebound_to_int(x):
    """A name that is a float, then an int, then a float.

    args: 1.3
    """
    k = x**2
    y = k * x
    k = 3
    y = y * k
    k = y / 2.0
    return k * y


def rebound_to_string(x):
    """A name that is a float first, then text.

    args: 1.3
    """
    message = x * 2.0
    y = message * x
    message = "done"
    if message == "done":
        y = y + 1.0
    return y


def rebound_to_list(x):
    """A name that is an array, then a list.

    args: np.array([1.0, 2.0])
    """
    x = x * 3.0
    x = [x[0], x[1], x[0] * x[1]]
    return x[0] * x[1] + x[2] ** 2


def formatted(x, verbose):
    """f-strings and print of active values.

    args: 1.3, False
    args: 1.3, True
    """
    y = x**2
    label = f"y = {y:.3f}, x = {x!r}"
    if verbose:
        print(label, y, sep=": ")
        print("percent %5.1f and {:.2f}".format(y), "%g" % x)
    return y * len(label) / len(label)


def printed_in_loop(x):
    """print inside a loop.

    args: 0.4
    """
    for i in range(3):
        x = x + math.sin(x)
        print(f"step {i}: x = {x:8.4f}")
    return x


def string_variables(x):
    """Strings made and compared.

    args: 0.4
    """
    kind = "log"
    name = kind + "1p"
    if name.startswith("log") and name.upper() == "LOG1P":
        return math.log1p(x)
    return x


def integer_arithmetic(x, n):
    """Integers computed from integers.

    args: 1.1, 5
    """
    half = n // 2
    rest = n % 2
    m = half * 2 + rest
    y = x ** (m - 1)
    if m & 1:
        y = y * (1 << half)
    return y


def underscore(pairs):
    """Ignored parts of a tuple.

    args: (1.2, 3.4, 0.5)
    """
    a, _, c = pairs
    return a * c**2


def copies_of_names(x, y):
    """Names that are other names for the same number.

    args: 0.7, 1.6
    """
    a = x
    b = a
    a = a * y
    c = b
    b = b + a
    return a * b * c


def many_results(x):
    """A tuple of three values, taken apart.

    args: 0.7
    """
    values = (x, x**2, math.sin(x))
    a, b, c = values
    return a * b + c * values[1]


def argument_reused(x, y):
    """An argument's name for something else.

    args: 0.7, np.array([1.0, 2.0])
    """
    y = np.sum(y * x)
    x = y**2
    return x + y


def great_circle(p1, p2, radius=6371.0):
    """Tuples that `map` takes apart.

    args: (51.5, -0.1), (48.9, 2.3)
    args: [51.5, -0.1], (48.9, 2.3), 1.0
    args: np.array([51.5, -0.1]), [48.9, 2.3]
    """
    lat1, lon1 = map(math.radians, p1)
    lat2, lon2 = (math.radians(angle) for angle in p2)
    a = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * radius * math.asin(min(1.0, math.sqrt(a)))


def projections(params, x):
    """A generator over the names of parameters, taken apart.

    args: {"q": np.eye(2) * 0.5, "k": np.ones((2, 2)) * 0.2, "v": np.array([[0.1, 0.2], [0.3, 0.4]])}, np.array([[1.0, 0.2]])
    """
    q, k, v = (x @ params[name] for name in ("q", "k", "v"))
    weights = np.exp(q @ k.T / np.sqrt(k.shape[-1]))
    return np.sum((weights / weights.sum() @ v) ** 2)


def iterators_taken_apart(x, pairs):
    """Views, pairs, reversed items and generators of unknown length, with a starred name.

    args: 0.7, [(1.0, 2.0), (3.0, -1.0)]
    """
    (a, b), (c, d) = pairs
    low, high = reversed((x, x * a))
    (i, u), (j, v) = enumerate([b, c * x])
    (p, q), (r, s) = zip((a, d), (b, x), strict=True)
    first, *rest = (value * value for value in (a, b, c) if value > 0.0)
    e, f = {"e": x * a, "f": d}.values()
    return low * high + u * j + v * i + p * q * r * s + first * sum(rest) + e * f


def nested_star(points):
    """A starred name inside of a tuple of targets.

    args: (2.0, (3.0, 4.0, 5.0))
    """
    a, (b, *c) = points
    return a * b + max(c) * min(*c)
