"""Programs that write memory which another name sees: their gradients must be right, or refused, and never wrong.

Each takes an array of three numbers. What is accepted today may be refused tomorrow, or the other way round.
"""

import numpy as np

TABLE = np.array([1.0, 2.0, 3.0])
HELPERS = frozenset(
    {
        "add_squares",
        "append_to",
        "times_first",
        "exponential",
        "exponential_and_square",
        "exponential_twice",
        "first",
        "passes",
        "pick",
        "rec2",
        "returns_global",
        "stored",
        "viewed",
        "inside_of_another",
        "write_and_swap",
        "write_first",
    }
)


def returns_global():
    return TABLE


def add_squares(a, b):
    a += b * b


def inside_of_another(u, k):
    return (u, k), k


def write_and_swap(u, v):
    u[0] *= 1.1
    return v, u


def passes(u):
    return u


def first(t):
    return t[0]


def pick(a, b, c):
    if c:
        return a
    return b


def rec2(a, b, n):
    if n == 0:
        return a
    return rec2(b, a, n - 1)


def stored(u):
    return [u, u * 2]


def viewed(u):
    return u[1:]


def lambda_returns_outer(x):
    u = x * 2
    g = lambda: u
    v = g()
    v[0] = 5.0
    return np.sum(u * x)


def nested_returns_outer(x):
    u = x * 2

    def g():
        return u

    v = g()
    v[0] = x[1] ** 2
    return np.sum(u * x)


def helper_returns_global(x):
    a = returns_global()
    b = returns_global()
    a[0] = x[0] * x[1]
    r = b[0] * x[0]
    TABLE[0] = 1.0
    return r


def flat_iterator(x):
    u = x * 2
    f = u.flat
    f[0] = x[1] ** 3
    return np.sum(u * x)


def helper_returns_argument(x):
    u = x * 2
    v = passes(u)
    v[0] = x[1] ** 3
    return np.sum(u * x)


def helper_returns_item(x):
    u = x * 2
    v = first((u, x))
    v[0] = x[1] ** 3
    return np.sum(u * x)


def helper_chooses(x):
    u = x * 2
    w = x * 3
    v = pick(u, w, x[0] > 0)
    v[0] = x[1] ** 3
    return np.sum(u * x) + np.sum(w * w)


def recursion_swaps(x):
    u = x * 2
    w = x * 3
    v = rec2(u, w, 3)
    v[0] = x[1] ** 3
    return np.sum(u * x) + np.sum(w * w)


def item_of_helpers_list(x):
    u = x * 2
    items = stored(u)
    v = items[0]
    v[0] = x[1] ** 3
    return np.sum(u * x)


def helper_returns_view(x):
    u = x * 2
    v = viewed(u)
    v[0] = x[1] ** 3
    return np.sum(u * x)


def entry_of_dict(x):
    u = x * 2
    d = {"a": u}
    e = d["a"]
    e[0] = x[1]
    return np.sum(u * x)


def items_of_dict(x):
    u = x * 2
    d = {"a": u}
    for k, e in d.items():
        e[0] = x[1] ** 2
    return np.sum(u * x)


def got_from_dict(x):
    u = x * 2
    d = {"a": u}
    e = d.get("a")
    e[0] = x[1] ** 2
    return np.sum(u * x)


def chosen_by_condition(x):
    u = x * 2
    v = u if x[0] > 0 else x * 3
    v[0] = x[1] ** 2
    return np.sum(u * x)


def same_memory_order(x):
    u = np.outer(x, x)
    v = np.asfortranarray(u)
    v[0, 0] = x[1] ** 2
    return np.sum(u * u)


def ravelled_in_order(x):
    u = np.outer(x, x).T
    v = np.ravel(u, order="F")
    v[0] = x[1] ** 2
    return np.sum(u * u)


def sliced_list(x):
    a = [x * 1.0]
    b = a[:]
    c = b[0]
    c[0] = x[1] ** 2
    return np.sum(a[0] * x)


def added_lists(x):
    a = [x * 1.0]
    b = a + [x * 2]
    c = b[0]
    c[0] = x[1] ** 2
    return np.sum(a[0] * x)


def repeated_list(x):
    a = [x * 1.0]
    b = a * 2
    c = b[0]
    c[0] = x[1] ** 2
    e = b[1]
    return np.sum(e * x)


def name_of_last_turn(x):
    u = x * 1.0
    v = x * 2.0
    for i in range(3):
        v[0] = x[1] ** 2
        v = u
        u[1] = x[2] ** 2
    return np.sum(u * x) + np.sum(v * x)


def argument_on_one_path(x):
    u = x
    if x[0] > 0:
        u = u * 2
    u[0] = x[1] ** 2
    return np.sum(u * x)


def unpacked_tuple(x):
    u = x * 2
    t = (u, x)
    a, b = t
    a[0] = x[1] ** 2
    return np.sum(u * x)


def rows_of_display(x):
    u = x * 2
    for r in [u, u]:
        r[0] = x[1] ** 2
    return np.sum(u * x)


def rows_of_array(x):
    m = np.outer(x, x)
    for r in m:
        r *= x
    return np.sum(m * m)


def unpacked_array(x):
    m = np.outer(x, x)
    a, b, c = m
    a[0] = x[1] ** 3
    return np.sum(m * m)


def slice_chosen(x):
    u = x * 1.0
    s = u[0:1]
    s = s if x[0] > 5 else s
    s += x[1]
    return np.sum(u * x)


def start_of_empty_sum(x):
    u = x * 2
    v = sum([], u)
    v[0] = x[1] ** 2
    return np.sum(u * x)


def popped_array(x):
    u = x * 2
    items = [u]
    v = items.pop()
    v[0] = x[1] ** 2
    return np.sum(u * x)


def appended_then_written(x):
    u = x * 2
    items = []
    items.append(u)
    u[0] = x[1] ** 2
    return np.sum(items[0] * x)


def appended_in_loop(x):
    items = []
    u = x * 2
    for i in range(3):
        items.append(u)
        u[0] = u[1] * x[0]
    return np.sum(items[0] * x)


def called_lambda(x):
    u = x * 2
    v = (lambda z: z)(u)
    v[0] = x[1] ** 2
    return np.sum(u * x)


def two_dimensional_view(x):
    u = x * 2
    v = np.atleast_2d(u)
    v[0, 0] = x[1] ** 2
    return np.sum(u * x)


def chained_assignment(x):
    u = v = x * 2
    v[0] = x[1] ** 2
    return np.sum(u * x)


def diagonal_by_einsum(x):
    u = np.outer(x, x)
    v = u.diagonal()
    w = np.einsum("ii->i", u)
    w[0] = x[1] ** 2
    return np.sum(u * u) + np.sum(v)


def split_views(x):
    u = x * 2
    v, w = np.split(u, [1])
    v[0] = x[1] ** 2
    return np.sum(u * x)


def array_without_copy(x):
    u = x * 2
    v = np.array(u, copy=False)
    v[0] = x[1] ** 2
    return np.sum(u * x)


def sum_kept_each_turn(x):
    acc = 0.0
    keep = acc
    for i in range(3):
        acc += x
        keep = acc
    acc += x * x
    return np.sum(keep * x)


def number_or_array(x):
    if x[0] > 0:
        u = x * 2
    else:
        u = 0.0
    v = u
    u += x
    return np.sum(v * u)


def rebound_in_loop(x):
    a = x * 2
    b = a
    for i in range(2):
        b[i] = x[1] ** 2
        b = a * 1.0
    return np.sum(a * x) + np.sum(b * x * x)


def write_first(w):
    w[0] = 5.0


def nested_function_writes(x):
    u = np.ones(3)

    def g():
        u[0] = 5.0

    y = u * x
    g()
    return np.sum(y) * u[0]


def helper_writes_constant(x):
    u = np.ones(3)
    y = u * x
    write_first(u)
    return np.sum(y) * u[0]


def sorted_in_place(x):
    u = np.array([3.0, 2.0, 1.0])
    y = u * x
    u.sort()
    return np.sum(y) * u[0]


def item_added_to(x):
    u = x * 2
    items = [u]
    items[0] += x
    return np.sum(u * x)


def constant_item_added_to(x):
    u = np.ones(3)
    items = [u]
    y = x * u
    items[0] += 1.0
    return np.sum(u * y)


def zipped_once(x):
    u = x * 2
    it = zip([u], [x])
    for a, b in it:
        a[0] = x[1] ** 2
    return np.sum(u * x)


def list_of_zip(x):
    u = x * 2
    pairs = list(zip([u], [1.0]))
    for a, b in pairs:
        a[0] = x[1] ** 2
    return np.sum(u * x)


def list_of_enumerate(x):
    u = x * 2
    pairs = list(enumerate([u]))
    w = pairs[0][1]
    w[0] = x[1] ** 2
    return np.sum(u * x)


def part_of_part(x):
    u = np.ones(3)
    items = [u]
    y = x * u
    items[0][0] = 4.0
    return np.sum(u * y)


def flat_of_constant(x):
    u = np.ones(3)
    f = u.flat
    y = x * u
    f[0] = 4.0
    return np.sum(u * y)


def function_as_argument(x):
    u = x * 2

    def apply(f):
        return f()

    v = apply(lambda: u)
    v[0] = x[1] ** 2
    return np.sum(u * x)


def closure_after_rebinding(x):
    u = x * 2
    g = lambda: u
    w = u
    u = x * 3
    v = g()
    v[0] = x[1] ** 2
    return np.sum(u * x) + np.sum(w)


def dict_with_two_names(x):
    d = {"a": 1.0}
    e = d
    y = x[0] * d["a"]
    e["a"] = 7.0
    return y * d["a"]


def dict_rebound_entry(x):
    d = {"a": x * 1.0}
    e = d
    e["a"] = x * 2
    return np.sum(d["a"] * x)


def entry_added_to(x):
    d = {"a": x * 1.0}
    e = d["a"]
    d["a"] += x
    return np.sum(e * x)


def list_in_list(x):
    m = [[x[0]], [x[1]]]
    r = m[0]
    r[0] = x[2]
    return m[0][0] * x[1]


def list_twice_in_list(x):
    r = [x[0]]
    m = [r, r]
    q = m[1]
    q[0] = x[1] ** 2
    return r[0] * x[1]


def conversion_without_copy(x):
    u = x * 2
    v = u.astype(float, copy=False)
    v *= x
    return np.sum(u * x)


def function_by_default(x, f=np.asarray):
    u = x * 2
    v = f(u)
    v *= x
    return np.sum(u * x)


def closure_reads_new_array(x):
    u = x * 2
    g = lambda: u
    u = x * 3
    v = u
    v[0] = x[1] ** 2
    return np.sum(g() * x)


def exponential(x):
    y = np.exp(x)
    return y


def record_of_helper_in_loop(x):
    h = x * 1.0
    for i in range(3):
        h = exponential(h * 0.1)
        h[0] = x[1] * 2
    return np.sum(h * x)


def exponential_and_square(x):
    y = np.exp(x)
    z = y * y
    return (y, z)


def exponential_twice(x):
    y = np.exp(x)
    return (y, y)


def helper_returns_same_twice(x):
    a, b = exponential_twice(x)
    a[0] = x[1] ** 2
    return np.sum(a * b)


def item_read_again(x):
    t = exponential_and_square(x)
    a = t[0]
    a[0] = x[1] ** 2
    return np.sum(a * t[0])


def split_read_again(x):
    items = np.split(x * 2, [1])
    a = items[0]
    a[0] = x[1] ** 2
    return np.sum(a * items[0])


def appended_before_store(x):
    u = x * 1.0
    items = []
    for i in range(3):
        w = u * i
        items.append(w)
        w[0] = x[1]
    return np.sum(items[0] * items[2])


def swapped_by_third_name(x):
    u = x * 1.0
    v = x * 2.0
    for i in range(3):
        t = u
        u = v
        v = t
        u[i] = x[1] ** 2
    return np.sum(u * v * x)


def append_to(items, u):
    items.append(u)


def helper_appends(x):
    items = [x * 1.0]
    u = x * 2
    append_to(items, u)
    u[0] = x[1] ** 2
    return np.sum(items[-1])


def function_in_list(x):
    u = x * 1.0
    f = [lambda: u][0]
    v = f()
    v[0] = x[1] ** 2
    return np.sum(u * x)


def row_of_reshaped(x):
    u = x * 2
    u = np.concatenate([u, u]).reshape(2, 3)
    r = u[0]
    r[0] = x[1] ** 2
    return np.sum(u)


def row_read_after_store(x):
    m = np.zeros((3, 3))
    r = m[0]
    for i in range(3):
        m[i] = x * i
    return np.sum(r * m[1]) + np.sum(m)


def row_written(x):
    m = np.zeros((3, 3))
    for i in range(3):
        row = m[i]
        row[:] = x * i
    return np.sum(m * m)


def constant_in_list(x):
    u = np.ones(3)
    items = [u]
    y = x * items[0]
    u[0] = 4.0
    return np.sum(y * items[0])


def times_first(items, x):
    return x * items[0]


def constant_in_list_of_helper(x):
    u = np.ones(3)
    items = [u]
    y = times_first(items, x)
    u[0] = 4.0
    return np.sum(y * items[0])


def constant_in_dict(x):
    u = np.ones(3)
    d = {"a": u}
    y = x * d["a"]
    u[0] = 4.0
    return np.sum(y * d["a"])


def constant_in_tuple(x):
    u = np.ones(3)
    t = (u, 1.0)
    y = x * t[0]
    u[0] = 4.0
    return np.sum(y * t[0])


def constant_in_list_in_loop(x):
    s = 0.0
    u = np.ones(3)
    items = [u]
    for i in range(3):
        y = x * items[0]
        u[i] = 4.0 + i
        s = s + np.sum(y * y)
    return s


def rows_of_comprehension(x):
    m = [row * 1.0 for row in [x, x]]
    r = m[0]
    r[0] = x[1] ** 2
    return np.sum(m[0] * m[1])


def handed_on_in_a_tuple(x):
    a = x * 2.0
    c = x + 1.0
    d, b = write_and_swap(c, a)
    a[1:] *= 1.2
    return np.sum(a * b) + 0.5 * np.sum(d * d)


def handed_on_inside_of_another(x):
    a = x * 2.0
    (b, _), k = inside_of_another(a, 3.0)
    a[0] *= 1.5
    return np.sum(a * b) * k


def row_and_column(x):
    u = np.outer(x, x)
    for i in range(3):
        add_squares(u[i], u[:, i])
    return np.sum(u**2)


def row_of_another_name(x):
    u = np.outer(x, x)
    w = u[1:]
    add_squares(w[0], u[1])
    return np.sum(u**2)
