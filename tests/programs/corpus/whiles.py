"""while loops that stop when something has converged, or when something has run out."""

import math

import numpy as np


def sqrt_newton(x, tol):
    """Newton's square root.

    args: 2.0, 1e-12
    wrt: x
    order: 2
    """
    y = x
    while abs(y * y - x) > tol:
        y = 0.5 * (y + x / y)
    return y


def counted(x):
    """A while loop with an integer counter.

    args: 1.05
    order: 2
    """
    i = 0
    y = 1.0
    while i < 5:
        y = y * x + i
        i = i + 1
    return y


def countdown(x, n):
    """while n: an integer that is its own test.

    args: 0.7, 4
    """
    y = x
    while n:
        y = math.sin(y) + x
        n -= 1
    return y


def zero_trips(x):
    """The loop does not run at all.

    args: 3.0
    """
    y = x**2
    while y < 1.0:
        y = y * 2.0
    return y * x


def halve_until_small(x):
    """The number of trips depends on the value.

    args: 10.0
    """
    n = 0
    while x > 1.0:
        x = x / 2.0
        n += 1
    return x**2 + n


def two_conditions(x, n):
    """A tolerance and a maximum of trips.

    args: 0.5, 50
    args: 0.5, 3
    """
    term = 1.0
    total = 1.0
    k = 0
    while abs(term) > 1e-14 and k < n:
        k += 1
        term = term * x / k
        total = total + term
    return total


def fixed_point(a):
    """A fixed point of cos.

    args: 0.8
    """
    x = 1.0
    previous = 0.0
    while abs(x - previous) > 1e-13:
        previous = x
        x = math.cos(a * x) * 0.5
    return x * a


def nested_whiles(x, y):
    """while inside while.

    args: 1.0, 1.4
    """
    total = 0.0
    i = 0
    while i < 3:
        j = 0
        z = x
        while z < 4.0 + i:
            z = z * y
            j += 1
        total = total + z * j
        x = x + 0.3 * z
        i += 1
    return total * x


def for_in_while(x):
    """A for loop inside a while loop.

    args: 0.4
    """
    s = 1.0
    while s < 10.0:
        for k in range(3):
            s = s + x * k + 0.1 * s
    return s


def while_in_for(x):
    """A while loop inside a for loop, with another number of trips each time.

    args: 5.3
    """
    total = 0.0
    for k in range(1, 4):
        y = x * k
        while y > 2.0:
            y = y / 3.0 + 0.1
        total = total + y**2
    return total


def adaptive_euler(y, rate, tolerance):
    """An integration whose step is halved or doubled.

    args: 1.3, 0.8, 1e-2
    wrt: y, rate
    """
    t = 0.0
    h = 0.25
    while t < 1.0:
        if t + h > 1.0:
            h = 1.0 - t
        full = y + h * (-rate * y)
        half = y + 0.5 * h * (-rate * y)
        double = half + 0.5 * h * (-rate * half)
        if abs(double - full) > tolerance:
            h = 0.5 * h
            continue
        y = double
        t = t + h
        if abs(double - full) < 0.1 * tolerance:
            h = 2.0 * h
    return y


def bisection_then_newton(c):
    """Bracket first, then polish: the result comes from the second loop.

    args: 3.0
    """
    low, high = 0.0, 4.0
    while high - low > 0.5:
        middle = 0.5 * (low + high)
        if middle**2 < c:
            low = middle
        else:
            high = middle
    x = 0.5 * (low + high)
    for _ in range(6):
        x = x - (x * x - c) / (2.0 * x)
    return x


def vector_iteration(A, b):
    """Jacobi's iteration until the residual is small.

    args: np.array([[4.0, 1.0], [0.5, 3.0]]), np.array([1.0, 2.0])
    """
    d = np.diag(A)
    x = b / d
    while np.sum(np.abs(A @ x - b)) > 1e-13:
        x = x + (b - A @ x) / d
    return np.sum(x**2)


def power_method(A):
    """The largest eigenvalue of a matrix.

    args: np.array([[2.0, 0.5], [0.3, 1.0]])
    """
    v = np.ones(2)
    change = 1.0
    while change > 1e-14:
        w = A @ v
        w = w / np.sqrt(w @ w)
        change = np.max(np.abs(w - v))
        v = w
    return v @ A @ v


def while_walrus(x):
    """An assignment in the test of a while loop.

    args: 0.9
    """
    y = 8.0
    while (r := y * x) > 2.0:
        y = r - 0.5
    return y + r


def while_over_index(values):
    """An array walked by an index.

    args: np.array([0.5, 1.5, 2.5, 0.1])
    """
    i = 0
    s = 0.0
    while i < len(values) and s < 4.0:
        s = s + values[i] ** 2
        i += 1
    return s * i


def gcd_like(a, b):
    """Two variables that change places.

    args: 7.3, 2.2
    """
    n = 0
    while b > 0.3 and n < 20:
        a, b = b, a - b if a > b else b - a
        n += 1
    return a * 3.0 + b


def agm(a, b):
    """The arithmetic-geometric mean.

    args: 1.0, 2.5
    order: 2
    """
    while abs(a - b) > 1e-12:
        a, b = (a + b) / 2.0, math.sqrt(a * b)
    return a


def implicit_step(y, h):
    """An implicit equation solved inside each time step.

    args: 1.0, 0.2
    """
    for _ in range(3):
        guess = y
        while True:
            residual = guess - y + h * guess**3
            if abs(residual) < 1e-13:
                break
            guess = guess - residual / (1.0 + 3.0 * h * guess**2)
        y = guess
    return y


def left_at_its_end(x):
    """Loops that are always left in their first trip, also in another loop.

    args: 1.3
    args: 2.1
    """
    while True:
        y = x * x
        break
    total = 0.0
    for k in range(3):
        while True:
            a = x * (k + 1)
            if a > 4.0:
                a = a * x
                break
            b = a * a
            a = b + x
            break
        total += a
    while y > 0.0:
        y = y * x
        if y < 3.0:
            continue
        z = y * x
        break
    return z * total
