"""Calls that write into what they are given, inside of expressions."""

import numpy as np


def sweep(u, f):
    """One sweep of Gauss-Seidel; returns the largest change."""
    worst = 0.0
    for i in range(1, len(u) - 1):
        new = 0.5 * (u[i - 1] + u[i + 1] - f * u[i])
        worst = max(worst, abs(new - u[i]))
        u[i] = new
    return worst


def push(stack, value):
    """Put a value on a stack; returns how many there are."""
    stack.append(value)
    return len(stack)


def added(total, values, x):
    """Add to each of some values, and give their sum."""
    values *= x
    return total + np.sum(values)


def changes_added_up(x, n):
    """`total += sweep(...)`.

    args: 1.3, 3
    order: 2
    """
    u = np.linspace(0, 1, 5) * x
    total = 0.0
    for _ in range(n):
        total += sweep(u, x)
    return total + u.sum()


def until_it_changes_no_more(x):
    """`while sweep(...) > tolerance: pass`.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    sweeps = 0
    while sweep(u, x) > 1e-3:
        sweeps += 1
    return u.sum() * sweeps


def until_a_test_in_the_loop(x):
    """`if sweep(...) < tolerance: break`.

    args: 0.7
    """
    u = np.linspace(1, 2, 6) * x
    for k in range(30):
        if k > 2 and sweep(u, x) < 1e-3:
            break
    return np.sum(u**2)


def changes_in_a_list(x):
    """The results are kept in a list, by `append` and by a comprehension.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    errors = [sweep(u, x) for _ in range(2)]
    errors.append(sweep(u, 0.5 * x))
    return u[2] * errors[0] + errors[-1]


def read_before_and_after(x):
    """What stands in front of the call is read before it.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    first = u[1] + sweep(u, x) + u[1] ** 2
    second = [u[2], sweep(u, x), u[2]]
    u[3] += sweep(u, x) * u[3]
    return first * second[0] + second[2] + u[3]


def one_in_another(x):
    """A call in the arguments of a call, and one on each side of a choice.

    args: 1.3
    args: -0.4
    """
    u = np.linspace(0, 1, 5) * x + 1.0
    inner = sweep(u, 0.1 * sweep(u, x))
    outer = sweep(u, x) if u[2] > 1.2 else u[1] * sweep(u, 2.0 * x)
    return inner + outer * u[2]


def only_if_it_is_asked(x):
    """What `and` and `or` do not ask for does not run.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    k = 0
    while k < 3 and sweep(u, x) > 1e-3:
        k += 1
    done = k > 2 or sweep(u, 5.0) > 0.0
    return u.sum() * (2.0 if done else 3.0)


def pushed_twice(x):
    """A stack that two calls of one expression grow.

    args: 1.3
    """
    stack = []
    count = push(stack, x) + 2 * push(stack, x * x)
    return stack[0] * stack[1] * count


def handed_on(x, y):
    """The result goes straight into another call that writes.

    args: np.array([0.5, 1.5, -0.7]), 1.2
    """
    z = x * y
    w = x + y
    return added(added(0.0, z, y), w, y) * z[0] + w[1]


def element_that_the_call_writes(x):
    """The element is read before the call, and stored after it.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    u[2] += sweep(u, x)
    u[1] *= 1.0 + sweep(u, x)
    return np.sum(u)


def view_that_the_call_writes(x):
    """A view shows what the call writes: it is added to afterwards.

    args: 1.3
    """
    u = np.linspace(0, 1, 5) * x
    u[1:4] += sweep(u, x)
    return np.sum(u**2)


def tripled(w):
    w[0] = w[0] * 3.0
    return w[1] * 2.0


def doubled_and_more(w):
    w *= 2.0
    return w + 1.0


def second_name_in_the_same_statement(x):
    """A call writes into an array that the same statement reads by another name.

    args: np.array([0.7, 1.3])
    taped: an array with two names is written
    """
    u = x * 1.0
    a = u
    y = a * 2.0 + tripled(u) * a
    return y.sum()


def list_that_holds_what_is_written(x):
    """A call writes into an array that the same statement finds in a list.

    args: np.array([0.7, 1.3])
    taped: an array with two names is written
    """
    u = x * 1.0
    held = [u, x]
    y = tripled(u) + held[0][0]
    return y * u.sum()


def arithmetic_before_the_call(x):
    """Arithmetic of an array stands before a call that writes into it: in sums, in lists, in arguments, in products.

    args: np.array([0.7, 1.3])
    order: 2
    """
    u = x * 1.0
    y = u * 2.0 + tripled(u)
    z = -u + sum(tripled(u) for _ in range(2))
    parts = [u * 2.0, tripled(u), u + 0.0]
    several = {"a": u * u, "b": tripled(u)}
    w = u * 0.5 @ doubled_and_more(u)
    chosen = u * 2.0 + (tripled(u) if u[0] > 0 else 0.0)
    v = u * 3.0 - np.add(u, 1.0, out=u)
    total = y @ z + parts[0] @ parts[2] * parts[1] + several["a"] @ u * several["b"]
    return np.log(total + w + chosen @ v + 1e6)


def doubled_into(out, v):
    out[:] = 2.0 * v


def squares_onto(out, v):
    out.append(v * v)


def walked_after_it_was_filled(x):
    """A loop and comprehensions walk what only a call has filled.

    args: np.array([0.4, 1.2, 0.8])
    """
    y = np.zeros(3)
    doubled_into(y, x)
    total = 0.0
    for v in y:
        total = total + v * v
    for i, v in enumerate(y):
        total = total * v + i
    return total + sum(v**3 for v in y) + sum([v * v for v in y]) + sum(map(lambda v: v * v, y))


def list_walked_after_it_was_filled(x):
    """A loop walks a list to which only a call has appended; another list is made longer by it.

    args: np.array([0.4, 1.2, 0.8])
    """
    kept, more = [], [1.0]
    squares_onto(kept, x[0])
    squares_onto(kept, x[1])
    total = 0.0
    for v in kept:
        total = total + v * v
    more.extend(kept)
    return total + more[1] * more[2]


def walked_after_a_nested_function(x):
    """The same, filled by a nested function.

    args: np.array([0.4, 1.2, 0.8])
    """
    y = np.zeros(3)

    def put(v):
        y[:] = v**2

    put(x)
    total = 0.0
    for v in y:
        total = total + v * v
    return total * max(v for v in y)


def squares_into(v, out):
    out[:] = v**2
    return np.sum(out * v)


def one_buffer_for_two_calls(x):
    """What the first call has kept of the buffer is overwritten by the second.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    work = np.zeros(3)
    return squares_into(x, work) * squares_into(2.0 * x, work)


def one_buffer_in_a_loop(x):
    """The same in a loop, and the caller overwrites it itself.

    args: np.array([0.4, 1.2, 0.8])
    """
    work = np.zeros(3)
    total = 1.0
    for k in range(3):
        total = total * squares_into(x * (k + 1.0), work)
        work[0] = total
    return total + work[0]
