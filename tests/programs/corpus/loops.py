"""for loops: what can be walked, and what happens to the variables."""

import math

import numpy as np

WEIGHTS = [np.array([[0.1, 0.2], [0.3, -0.4]]), np.array([[0.5, 0.6]])]
BIASES = [np.array([0.1, 0.2]), np.array([-0.3])]


def power_by_loop(x, n):
    """range(n).

    args: 1.3, 5
    order: 2
    """
    y = 1.0
    for _ in range(n):
        y = y * x
    return y


def range_start_stop(x):
    """range(a, b), and the counter is read.

    args: 0.6
    """
    s = 0.0
    for k in range(2, 7):
        s = s + x**k / k
    return s


def range_with_step(x):
    """range(a, b, c).

    args: 0.6
    """
    s = x
    for k in range(1, 10, 3):
        s = s * x + k
    return s


def range_backwards(x):
    """A negative step: Horner's scheme.

    args: 1.4
    order: 2
    """
    y = 0.0
    for k in range(5, -1, -1):
        y = y * x + (k + 1)
    return y


def range_backwards_by_two(values):
    """A negative step of two over an array.

    args: np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    """
    s = 1.0
    for k in range(len(values) - 1, 0, -2):
        s = s * values[k] + values[k - 1]
    return s


def zero_trip_range(x, n):
    """A loop that may not run.

    args: 1.7, 0
    args: 1.7, -3
    args: 1.7, 2
    """
    y = x
    for i in range(n):
        y = y * x + i
    return y * 2.0


def changing_bound(x):
    """The bound of the range changes in the body; the range does not.

    args: 1.2
    """
    n = 4
    y = x
    for i in range(n):
        n = n + i
        y = y * x + n
    return y


def bound_from_outer_loop(x):
    """A triangle of trips.

    args: 0.9
    """
    s = 0.0
    for i in range(4):
        for j in range(i, 4):
            s = s + x**i * (j + 1)
    return s


def bound_grows_between_loops(x, n):
    """One range after another, with n rebound between them.

    args: 1.1, 2
    """
    y = x
    for k in range(3):
        for i in range(n):
            y = y + x * i
        n = n + k
        y = y * 1.1
    return y


def counter_rebound(x):
    """The loop variable is assigned to in the body.

    args: 0.8
    """
    s = 0.0
    for i in range(5):
        i = 2 * i + 1
        s = s + x**i
    return s


def counter_rebound_between_reads(x, counts):
    """The loop variable is read before and after it is changed.

    args: np.array([0.8, 1.2, -0.5, 0.3, 1.1]), [2, 3]
    wrt: x
    """
    s = 0.0
    for k in counts:
        low = np.sum(x[:k] ** 2)
        k = k - 1
        high = np.sum(x[k:] ** 3)
        s += low * high
    return s


def parts_up_to_changing_places(rows, counts):
    """What one part of a row ends with is not what the other one begins with.

    args: np.array([[0.8, 1.2, -0.5, 0.3], [0.4, -0.9, 1.5, 0.7]]), (2, 3)
    wrt: rows
    """
    s = 0.0
    for row, k in zip(rows, counts):
        y = row * 2.0
        low = np.sum(y[:k] ** 2)
        k = k - 1
        s += low * np.sum(y[k:] ** 3)
    return s


def counter_after_loop(x):
    """The loop variable is read after the loop.

    args: 1.5
    """
    y = x
    for i in range(1, 5):
        y = y + x / i
    return y * i


def float_counter(x):
    """A float that counts along.

    args: 0.3
    """
    t = 0.0
    s = 0.0
    for _ in range(4):
        s = s + math.sin(t * x)
        t = t + 0.5
    return s


def accumulate_into_argument_name(x, y):
    """The argument's own name is overwritten in the loop.

    args: 0.5, 0.8
    order: 2
    """
    for _ in range(3):
        x = math.sin(x) * y
        y = y + x
    return x + y


def over_array(values):
    """for v in array.

    args: np.array([0.5, 1.5, 2.0])
    order: 2
    """
    p = 1.0
    for v in values:
        p = p * v + math.sin(v)
    return p


def over_rows(matrix, w):
    """for row in a 2-d array.

    args: np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 0.1]]), np.array([0.3, -0.2])
    """
    total = 0.0
    for row in matrix:
        total = total + math.tanh(row @ w)
    return total


def over_rows_and_entries(matrix):
    """Nested iteration over a 2-d array.

    args: np.array([[1.0, 2.0], [3.0, 4.0]])
    """
    total = 1.0
    for row in matrix:
        for v in row:
            total = total * 0.5 + v**2
    return total


def over_columns(matrix):
    """Iteration over the transpose.

    args: np.array([[1.0, 2.0, 0.5], [3.0, 4.0, 0.2]])
    """
    total = 0.0
    for column in matrix.T:
        total = total + column[0] * column[1] ** 2
    return total


def over_list_of_floats(x, y):
    """for over a list display.

    args: 1.3, 0.7
    """
    s = 1.0
    for v in [x, y, x * y, 2.0]:
        s = s * v + v
    return s


def over_list_argument(weights):
    """The argument is a list of arrays.

    args: [np.array([1.0, 2.0]), np.array([0.5]), np.array([3.0, 1.0, 0.2])]
    """
    total = 0.0
    for w in weights:
        total = total + np.sum(w**3)
    return total


def over_tuple_of_constants(x):
    """for over a tuple of numbers.

    args: 0.45
    """
    s = 0.0
    for c in (1.0, -0.5, 0.25):
        s = s * x + c
    return s


def over_pairs(x):
    """Unpacking in the loop's target.

    args: 0.6
    """
    total = 0.0
    for amplitude, frequency in [(1.0, 2.0), (0.5, 4.0), (0.25, 6.0)]:
        total = total + amplitude * math.sin(frequency * x)
    return total


def over_enumerate(values):
    """enumerate.

    args: np.array([0.4, 1.2, 0.9])
    """
    s = 0.0
    for i, v in enumerate(values):
        s = s + (i + 1) * v**2
    return s


def over_enumerate_with_start(values, x):
    """enumerate with a start.

    args: np.array([0.4, 1.2, 0.9]), 1.1
    """
    s = 0.0
    for k, v in enumerate(values, 1):
        s = s + v * x**k
    return s


def over_zip(xs, ys):
    """zip of two arrays.

    args: np.array([0.4, 1.2, 0.9]), np.array([1.0, 2.0, 0.5])
    """
    s = 1.0
    for x, y in zip(xs, ys):
        s = s * x + y**2
    return s


def over_zip_of_unequal(xs, ys):
    """zip stops at the shorter one.

    args: np.array([0.4, 1.2, 0.9, 5.0]), np.array([1.0, 2.0])
    """
    s = 0.0
    for x, y in zip(xs, ys):
        s = s + x * y
    return s


def over_zip_and_enumerate(xs, ys):
    """enumerate of zip.

    args: np.array([0.4, 1.2, 0.9]), np.array([1.0, 2.0, 0.5])
    """
    s = 0.0
    for i, (x, y) in enumerate(zip(xs, ys)):
        s = s + i * x * y + y**2
    return s


def over_zip_of_layers(weights, biases, x):
    """A network with a list of weights and a list of biases.

    args: WEIGHTS, BIASES, np.array([1.0, 2.0])
    """
    for w, b in zip(weights, biases):
        x = np.tanh(w @ x + b)
    return np.sum(x**2)


def over_reversed_array(values):
    """reversed of an array.

    args: np.array([0.4, 1.2, 0.9])
    """
    s = 0.0
    for v in reversed(values):
        s = s * 0.5 + v**2
    return s


def over_reversed_range(x, n):
    """reversed of a range.

    args: 1.1, 5
    """
    y = x
    for i in reversed(range(1, n)):
        y = y * x + i
    return y


def over_reversed_list(a, b):
    """reversed of a list.

    args: 1.2, 0.5
    """
    items = [a, a * b, b**2]
    y = 0.0
    for item in reversed(items):
        y = y * a + item
    return y


def over_slice(values):
    """Iteration over a slice.

    args: np.array([0.4, 1.2, 0.9, 2.0])
    """
    y = values[0]
    for v in values[1:]:
        y = y * 0.3 + v**2
    return y


def over_strings(x):
    """Iteration over words.

    args: 1.2
    """
    for name in ("double", "square", "none", "square"):
        if name == "double":
            x = 2.0 * x
        elif name == "square":
            x = x**2
    return x


def over_linspace(a):
    """Iteration over an inactive array: a quadrature.

    args: 1.4
    """
    total = 0.0
    for t in np.linspace(0.0, 1.0, 7):
        total = total + math.exp(-a * t**2)
    return total / 7


def nested_three_deep(x):
    """Three loops.

    args: 0.3
    """
    s = 1.0
    for i in range(3):
        for j in range(2):
            for k in range(i + 1):
                s = s + x * s * (i + j + k)
    return s


def branch_in_loop(values):
    """if in for, with a test on the running value.

    args: np.array([0.5, 2.0, -1.0, 0.3])
    """
    s = 0.1
    for v in values:
        if v > s:
            s = s + v**2
        else:
            s = s * v
    return s


def loop_in_branch(x, n):
    """A loop in each branch.

    args: 1.2, 3
    args: -1.2, 3
    """
    if x > 0:
        for i in range(n):
            x = x * 1.1 + i
    else:
        for i in range(n):
            x = x**2 - i
    return x


def last_value(values):
    """A variable that is assigned only inside the loop.

    args: np.array([0.5, 2.0, -1.0])
    """
    for v in values:
        y = v**2
    return y * 3.0


def assigned_in_loop_branch(values):
    """A variable assigned on some trips, read on later ones.

    args: np.array([0.5, 2.0, -1.0, 3.0])
    """
    last = 1.0
    total = 0.0
    for v in values:
        total = total + last * v
        if v > 1.0:
            last = v**2
    return total


def running_maximum(values):
    """A running maximum written with a branch.

    args: np.array([0.5, 2.0, -1.0, 1.5])
    """
    best = values[0]
    position = 0
    for i in range(1, len(values)):
        if values[i] > best:
            best = values[i]
            position = i
    return best**2 * position


def float_becomes_array(matrix):
    """An accumulator that starts as 0.0 and becomes a row.

    args: np.array([[1.0, 2.0], [3.0, 4.0], [0.5, 0.1]])
    """
    total = 0.0
    for row in matrix:
        total = total + row**2
    return np.sum(total**2)


def int_becomes_float(values):
    """An accumulator that starts as the int 0.

    args: np.array([1.0, 2.0, 0.7])
    """
    s = 0
    for v in values:
        s = s + v**2
        s = s * 0.9
    return s


def augmented_accumulator(values):
    """s += on a float.

    args: np.array([1.0, 2.0, 0.7])
    """
    s = 0.0
    p = 1.0
    for v in values:
        s += v**2
        p *= v
        s -= p / 2.0
        p /= 1.5
        p **= 2
    return s * p


def old_value_kept(x):
    """The value of the trip before is kept: a Fibonacci recurrence.

    args: 0.7
    order: 2
    """
    previous, current = x, x**2
    for _ in range(5):
        previous, current = current, previous + current * x
    return current


def welford(values):
    """Running mean and variance.

    args: np.array([1.0, 4.0, 2.0, 5.5])
    """
    mean = 0.0
    m2 = 0.0
    for n, v in enumerate(values):
        delta = v - mean
        mean = mean + delta / (n + 1)
        m2 = m2 + delta * (v - mean)
    return m2 / (len(values) - 1)


def logsumexp_by_loop(values):
    """The maximum first, then the sum.

    args: np.array([0.5, 2.0, -1.0])
    """
    m = values[0]
    for v in values:
        if v > m:
            m = v
    s = 0.0
    for v in values:
        s = s + math.exp(v - m)
    return m + math.log(s)


def before_and_after_loop(x, n):
    """A value made before the loop and read after it.

    args: 0.8, 4
    order: 2
    """
    early = math.sin(x)
    y = x
    for _ in range(n):
        y = y * early
    return y + early**2 * x


def two_loops_share_a_name(x):
    """The same variable name in two loops.

    args: 0.8
    """
    s = 0.0
    for i in range(3):
        y = x * i
        s = s + math.sin(y)
    for i in range(3):
        y = x + i
        s = s * y
    return s


def simpson(a, b):
    """Quadrature with weights that depend on the counter.

    args: 0.2, 1.9
    """
    n = 8
    h = (b - a) / n
    s = math.exp(a) * math.sin(a) + math.exp(b) * math.sin(b)
    for i in range(1, n):
        x = a + i * h
        weight = 4.0 if i % 2 == 1 else 2.0
        s += weight * math.exp(x) * math.sin(x)
    return s * h / 3.0


def leapfrog(q, p, h):
    """A pendulum over several time steps.

    args: 0.5, 0.2, 0.1
    order: 2
    """
    for _ in range(6):
        p = p - 0.5 * h * math.sin(q)
        q = q + h * p
        p = p - 0.5 * h * math.sin(q)
    return 0.5 * p**2 - math.cos(q)


def runge_kutta(y, k):
    """Four stages a step.

    args: 1.0, 0.6
    """
    h = 0.2
    t = 0.0
    for _ in range(4):
        k1 = -k * y + math.sin(t)
        k2 = -k * (y + 0.5 * h * k1) + math.sin(t + 0.5 * h)
        k3 = -k * (y + 0.5 * h * k2) + math.sin(t + 0.5 * h)
        k4 = -k * (y + h * k3) + math.sin(t + h)
        y = y + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
        t = t + h
    return y


def logistic_map(r, x):
    """A chaotic recurrence.

    args: 3.6, 0.3
    """
    for _ in range(5):
        x = r * x * (1.0 - x)
    return x


def continued_fraction(x):
    """A division in each trip.

    args: 1.3
    """
    y = x
    for k in range(6, 0, -1):
        y = k + x / y
    return y


def replaced_before_break(y, v, n):
    """A loop whose only effect is that the value is replaced by a constant, just before it ends.

    args: 1.0, np.array([0.5, 1.5]), 3
    wrt: y
    """
    for item in v:
        if item * n > 4.0:
            y = 0.8
            break
    return y * item


def kept_unless_break(y, v):
    """The same, where no trip of the loop leaves.

    args: 1.0, np.array([0.5, 1.5])
    wrt: y
    """
    while len(v) > 0:
        if v[0] > 4.0:
            y = 0.8
            break
        v = v[1:]
    return y * 2.0


def swapped_with_item(x):
    """The variable of a loop changes places with another one: each trip starts with a new item.

    args: 0.3
    """
    a = x
    for _ in range(3):
        for item in [1.5, 2.5]:
            item, a = a * item, item
    return a * x + item


def items_of_several_shapes(items):
    """Arrays of several shapes, of which a loop reads some: the others get zeros of their own shapes.

    args: [np.array([3.0, 1.0, 2.0]), np.array([1.0]), np.array([4.0, 5.0])]
    """
    total = 0.0
    for item in items:
        if item[0] > 2.0:
            total = total + item.sum() ** 2
        elif item[0] < -5.0:
            break
        else:
            total = total + 1.0
    return total


def squared_around_a_branch(y, k):
    """A value is read before, inside and after a branch that replaces it twice.

    args: 0.3, 0.2
    order: 2
    """
    total = 0.0
    for _ in range(3):
        a = y * y
        if y > 0.1:
            y = k * 2.0
            z = y * y
            y = z + a
        total = total + a * y
    return total
