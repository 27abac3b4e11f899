"""Ways to leave a loop or a function early."""

import math

import numpy as np


def early_returns(x, y):
    """Guard clauses at the top.

    args: -1.0, 2.0
    args: 1.0, -2.0
    args: 1.0, 2.0
    """
    if x < 0:
        return x**2 * y
    if y < 0:
        return y**3
    z = x * y
    return z + math.sin(z)


def return_in_else(x):
    """One branch returns, the other goes on.

    args: 0.5
    args: 1.5
    """
    if x < 1.0:
        y = x**2
    else:
        return 3.0 * x
    y = y * x
    return y + 1.0


def return_in_for(x, n):
    """A return inside a for loop.

    args: 1.2, 10
    args: 1.2, 2
    """
    total = 0.0
    for i in range(n):
        total = total + x**i
        if total > 5.0:
            return total * x
    return total


def return_in_nested_for(x, n):
    """A return two loops deep.

    args: 0.8, 6
    args: 0.1, 3
    """
    total = 0.0
    for i in range(n):
        for j in range(i):
            total = total + x * j
            if total > 8.0:
                return total * x + i
        total = total * 1.1
    return total - x


def return_in_while(x):
    """A return inside `while True`.

    args: 3.0
    args: 50.0
    """
    count = 0
    while True:
        x = math.sqrt(x) + 0.2
        count += 1
        if x < 1.8:
            return x * count
        if count == 4:
            return x**2


def break_in_for(x, rate):
    """break when a bound is passed.

    args: 1.0, 1.3
    args: 1.0, 1.01
    """
    for _ in range(8):
        x = x * rate
        if x > 2.0:
            break
        x = x + 0.1
    return x**2


def break_in_while_true(x):
    """Newton's iteration that leaves in the middle.

    args: 5.0
    """
    y = x
    while True:
        step = (y * y - x) / (2.0 * y)
        y = y - step
        if abs(step) < 1e-10:
            break
    return y


def compound(x, rate, goal):
    """A while loop with a condition and a break.

    args: 1.0, 1.5, 4.5
    args: 1.0, 1.5, 1000.0
    wrt: x, rate
    order: 2
    """
    earned = 0.0
    while earned < 100.0:
        x = x * rate
        if x > goal:
            break
        earned = earned + x**2
    return earned + x


def continue_in_for(values):
    """continue skips the rest.

    args: np.array([1.0, -2.0, 3.0, -0.5, 2.0])
    """
    total = 0.0
    for v in values:
        if v < 0:
            continue
        total = total + math.sqrt(v)
    return total


def continue_in_while(x):
    """continue in a while loop whose state has changed already.

    args: 0.9
    """
    i = 0
    y = 1.0
    while i < 6:
        i += 1
        y = y * x
        if i % 2 == 0:
            continue
        y = y + x**2
    return y


def break_and_continue(x, n):
    """Both in one loop.

    args: 1.1, 10
    """
    s = 0.0
    for i in range(n):
        x = x * 1.1
        if i % 3 == 0:
            continue
        s = s + x * i
        if s > 20.0:
            break
        s = s * 0.9
    return s * x


def break_of_inner_loop(x, n):
    """The inner loop leaves early, the outer one goes on.

    args: 0.7, 5
    """
    total = 0.0
    for i in range(n):
        y = x
        for j in range(n):
            y = y * (x + 0.5)
            if y > 1.0 + 0.2 * i:
                break
            total = total + y * j
        total = total + y
    return total


def break_of_both_loops(x):
    """A flag takes a break outwards.

    args: 1.3
    """
    found = False
    s = x
    for i in range(5):
        for j in range(5):
            s = s + x * i * j
            if s > 15.0:
                found = True
                break
        if found:
            break
        s = s * 1.05
    return s**2


def for_else_taken(x):
    """The else of a for loop runs when there was no break.

    args: 1.0
    args: 3.0
    """
    for i in range(4):
        x = x * 1.2
        if x > 5.0:
            break
    else:
        x = x**2
    return x + i


def while_else(x):
    """The else of a while loop.

    args: 1.0
    args: 1.9
    """
    n = 0
    while x < 2.0:
        x = x + 0.3 * x
        n += 1
        if n > 2:
            x = x * 2.0
            break
    else:
        x = math.sin(x)
    return x


def search_then_use(x, table):
    """A search loop with else, then its index.

    args: 2.4, np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    args: 9.0, np.array([0.0, 1.0, 2.0, 3.0, 4.0])
    """
    for i in range(len(table) - 1):
        if table[i] <= x < table[i + 1]:
            t = (x - table[i]) / (table[i + 1] - table[i])
            break
    else:
        i = len(table) - 2
        t = 1.0
    return (1.0 - t) * table[i] ** 2 + t * table[i + 1] ** 2


def return_of_a_tuple_of_paths(x):
    """Every path returns; nothing comes after.

    args: 0.3
    args: 1.3
    """
    if x < 1.0:
        y = x**2
        return y * 3.0
    else:
        y = x**3
        return y / 3.0


def return_after_nested_ifs(x, y):
    """Returns at several depths.

    args: 2.0, 3.0
    args: 2.0, -3.0
    args: -2.0, 3.0
    """
    z = x * y
    if x > 0:
        if y > 0:
            return z**2
        z = z + x
    else:
        z = z - y
        if z < -8.0:
            return z * x
    return z * y


def continue_in_nested(matrix):
    """continue in both loops.

    args: np.array([[1.0, -2.0, 0.5], [-1.0, 3.0, 2.0], [0.7, 0.2, -0.1]])
    """
    total = 0.0
    for row in matrix:
        if row[0] < 0:
            continue
        for v in row:
            if v < 0:
                continue
            total = total + v**2
        total = total * 1.5
    return total


def first_above(values, level):
    """Return the first that is large enough.

    args: np.array([0.2, 0.9, 1.7, 3.0]), 1.0
    args: np.array([0.2, 0.9]), 1.0
    """
    for i, v in enumerate(values):
        if v > level:
            return v**2 * i
    return level * values[0]


def leaves_either_way(x):
    """Both branches of an inner test leave the loop; earlier iterations did the rest of it.

    args: 1.3
    order: 2
    """
    a = x
    for i in range(4):
        if i > 2:
            if x > 30.0:
                return a
            else:
                break
        a = a * x
    return a


def leaves_before_it_is_replaced(x, steps):
    """The loop is left from a second test, before the value that it leaves with is replaced by a constant.

    args: 1.3, np.array([0.3, 0.9])
    args: 1.3, np.array([200.0, 0.9])
    """
    y = x
    for step in steps:
        if step > 100.0:
            y = y * 2.0
        elif step > -1.0:
            break
        y = step * 3.0
    return y * x


def leaves_deep_inside(x, steps):
    """An exit in one branch, a replaced value in the other and after both.

    args: 1.3, np.array([0.3, 0.9, 0.5])
    args: 1.3, np.array([0.5, 0.3, 0.5])
    args: 1.3, np.array([0.9, 0.3, 0.5])
    """
    y = x
    for step in steps:
        if step > 0.4:
            if step > 0.8:
                break
        else:
            y = y * step
        y = step
    return y * x


def goes_on_from_an_else(x, steps):
    """The `else` of an inner loop goes on with the outer one.

    args: 1.3, np.array([0.3, 0.9, 0.1])
    order: 2
    """
    for step in steps:
        for k in range(2):
            if step > 5.0 * k + 50.0:
                break
        else:
            if step < 0.4:
                continue
            x = x * step
        x = x * x
    return x


def rest_after_branches_that_leave(x):
    """Statements that are never reached, in loops.

    args: np.array([2.0, 3.0, 0.5, 4.0])
    order: 2
    """
    total = 0.0
    for v in x:
        if v > 1.0:
            total += v**3
            continue
        else:
            break
        total += v * v
    while total < 1e3:
        if total < 200.0:
            total = total * total
            continue
        else:
            return total * x[0]
        total += x[1]
    return total


def left_with_a_new_target(x, values):
    """The loop that is left at once has bound its target, which is a variable that there was.

    args: 0.3, np.array([0.05, 0.7, 0.3])
    args: 0.3, np.array([0.7, 0.05, 0.3])
    args: 0.3, np.array([1.7, 1.05, 1.3])
    """
    y = x * x
    first = y
    for _ in range(2):
        for k, y in enumerate(values):
            if y < 0.5:
                break
            x = x * y + k
    return x * first + y


def ends_with_a_break(x, y):
    """What runs to the end of the body leaves the loop: nothing of it is there where the loop begins.

    args: 1.6, 2.0
    order: 2
    """
    i = 0
    while True:
        i += 1
        if i > 2:
            z = x * i
        else:
            continue
        break
    return z * y


def once(x, y):
    """A loop that is no loop, twice, with a value that takes the place of another.

    args: 1.2, 0.9
    order: 2
    """
    z = x + y
    w = 0.5 * y * x
    while True:
        u = z / (1.0 + w * w)
        z = z / (1.0 + z * z)
        break
    while True:
        w = z / (1.0 + w * w)
        break
    return z + w + u


def goes_on_with_less(x, y):
    """Where the loop goes on, nothing is known of what its exit needs.

    args: 1.6, 2.0
    order: 2
    """
    z = 1.0
    for _ in range(4):
        z = z * x
        while True:
            w = z * y
            if w < 3.0:
                z = w + x * 0.1
                continue
            u = w * w + z
            break
        z = u / (1.0 + w * w * w)
    return z * u


def asked_before_and_after_an_exit(x, y):
    """The same test before and after a branch that goes on or leaves, deep inside.

    args: 1.6, 2.0
    args: 1.1, 0.9
    """
    i = 0
    while True:
        i += 1
        if i < 3:
            z = x * i
        elif i < 4:
            continue
        else:
            z = y * x * i
            if z > 10.0:
                z = z * z
                break
            z = z + 1.0
        if i < 3:
            continue
        z = z * x
        break
    return z * y


def same_test_before_a_change(x, y):
    """The same test twice, once of a value that the branch changes and that may leave the loop.

    args: 1.13, 0.87
    """
    z = 1.0
    for _ in range(2):
        if z > 0.8:
            w = 0.5 * x * z
        u = 0.5 * z * y
        if z > 0.8:
            z = 0.7 * x
        elif u > 0.8:
            break
    return z + w * 0.7 + u * 0.3


def changed_after_going_on(x, y):
    """A value that is read before an exit, and changed and read after it.

    args: 1.13, 0.87
    """
    i = 0
    while i < 3:
        i += 1
        z = 0.7 * x
        u = z + 0.3 * z
        w = y / (1.0 + z * z)
        if i < 3:
            continue
        z = y / (1.0 + w * w)
    return z + w * 0.7 + u * 0.3


def left_by_every_else(x, y):
    """The `else` of a loop without a `break` always leaves: what follows is never reached.

    args: 1.13, 0.87
    """
    z, w, i = x + y, x * y, 0
    while i < 5:
        i += 1
        if i % 2 == 1:
            for _ in range(2):
                continue
            else:
                break
            continue
        else:
            break
    return z + w * 0.7


def replaced_when_left(x, n, start):
    """What an array is replaced by, and read with, where the loop is left: its shape is taken up for the bar before.

    args: 0.9, 6, np.ones(2)
    args: 0.9, 1, np.ones(2)
    wrt: x
    """
    b = start
    w = x
    y = 0.0
    for _ in range(n):
        w = w * 1.3 + 0.3
        if w > 2.0:
            b = w * w
            y = w * b
            break
    return y + np.sum(b)


def found_or_nothing(x, n):
    a = b = None
    w, y = x, 0.0
    for _ in range(n):
        w = w * w + 0.3
        if abs(w) > 2.0:
            a = w * 2.0
            b = w * w
            y = a * b
            break
    return y, (a, b)


def found_by_a_helper(x, n):
    """Variables are nothing, until the loop is left with their values.

    args: 0.9, 6
    """
    y, found = found_or_nothing(x, n)
    return y * found[0] + found[1]


def taken_out_until(limit, y):
    """An iteration that leaves by `break` has taken an item out before; its test is kept.

    args: 1.5, 0.8
    order: 2
    """
    items = [0.5, y, y * y, 1.0]
    while items:
        _first = items.pop(0)
        if 3.0 < y or -0.7 < limit:
            break
    return limit * y + items[0] * items[1] + 3.0 * items[2]
