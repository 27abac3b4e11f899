"""Values that become other kinds: numbers of arrays, text, ints, complex; and functions made of scalar functions."""

import math

import numpy as np

TABLE = np.array([0.0, 1.0, 4.0, 9.0, 16.0])


def ramp(v):
    if v > 1.0:
        return v * v
    return 0.5 * v


def table_lookup(x):
    """int(x) chooses two entries of a table.

    args: 2.3
    """
    i = int(x)
    fraction = x - i
    return TABLE[i] * (1.0 - fraction) + TABLE[i + 1] * fraction


def active_table(x, table):
    """The same with the table as an argument, and math.floor.

    args: 1.3, np.array([1.0, 2.0, 4.0])
    """
    i = math.floor(x)
    return table[i] + (table[i + 1] - table[i]) * (x - i) ** 2


def itemised(x):
    """.item() and float().

    args: np.array([0.5, 1.5])
    """
    total = np.sum(x * x).item()
    return float(total) * float(x[0]) + x[1].item()


def listed(x):
    """.tolist().

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    total = 1.0
    for row in x.tolist():
        for value in row:
            total = total * value + math.sin(value)
    return total


def array_of_numbers(x):
    """np.array and np.asarray of lists of active numbers.

    args: 0.7
    """
    a = np.array([[x, x * x], [1.0, math.cos(x)]])
    b = np.asarray([x, 2.0])
    return np.sum(a @ b)


def mathematical(x):
    """Functions of `math` on a float.

    args: 0.7
    """
    return math.exp(x) * math.atan2(x, 2.0) + math.hypot(x, 1.0) + math.pow(x, 3) + math.fsum([x, x])


def whole_parts(x, w):
    """Whole parts of an array, by its type, as places and as numbers.

    args: np.array([0.1, 0.7, 0.75, 1.9, 2.2]), np.array([1.0, 2.0, 3.0, 4.0, 5.0])
    """
    places = x.astype(int)
    part = x - places
    density = np.zeros(4)
    np.add.at(density, places, w * (1 - part))
    np.add.at(density, places + 1, w * part)
    total = np.cumsum(density)
    total /= total[-1]
    return np.sum(total**2) + np.sum(np.asarray(x, dtype=int) * w)


def branch_on_kind(x):
    """isinstance(x, np.ndarray) is what it is without us.

    args: np.array([0.5, 1.5])
    args: 0.7
    """
    if isinstance(x, np.ndarray):
        return np.sum(x**2)
    return math.sin(x)


def vectorised(x):
    """np.vectorize of a scalar function with a branch.

    args: np.array([0.5, 1.5, 2.0])
    """
    return np.sum(np.vectorize(ramp)(x) * x)


def along_axis(a):
    """np.apply_along_axis.

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    return np.sum(np.apply_along_axis(lambda row: row / np.sum(row), 1, a) ** 2)


def numbered(a):
    """np.ndenumerate.

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    total = 0.0
    for (i, j), value in np.ndenumerate(a):
        total += value ** (i + 1) * (j + 1.0)
    return total


def every_index(a):
    """np.ndindex, and np.nditer.

    args: np.array([[0.5, 1.5], [0.2, 0.9]])
    """
    total = 1.0
    for index in np.ndindex(a.shape):
        total += a[index] ** 2
    for value in np.nditer(a):
        total = total * (1.0 + value)
    return total


def reported(x, lines):
    """A number is formatted on the way.

    args: 0.7, []
    wrt: x
    taped: a write into an argument or a global
    """
    y = x
    for step in range(2):
        y = math.sin(y) + x
        lines.append(f"{step}: {y:.3f} %s" % round(y, 2))
    return y * len(lines)


def printed(x):
    """A number is printed.

    args: np.array([0.5, 1.5])
    """
    y = x * x
    text = f"{y} {y[0]:.2e} {str(x)!r}"
    return np.sum(y) * (2.0 if "e" in text else 1.0)


def complex_iteration(x):
    """Complex numbers in a loop, and a real result.

    args: 0.3
    """
    z = complex(x, 0.2)
    for _ in range(3):
        z = z * z + x * 1j
    return abs(z) ** 2 + z.real * z.imag


def complex_arrays(x):
    """A complex array with a real result.

    args: np.array([0.5, 1.5, 0.2])
    """
    waves = np.exp(1j * x) * (x + 2.0j)
    return np.sum(np.abs(waves) ** 2) + np.real(waves[0] * np.conj(waves[1]))


def spectrum(x):
    """The power of a Fourier transform.

    args: np.array([0.5, 1.5, 0.2, 0.9])
    """
    power = np.abs(np.fft.fft(x)) ** 2
    return np.sum(power * np.array([1.0, 2.0, 0.0, 1.0]))


def ints_count(n, x):
    """An int is differentiated in the reals.

    args: 3, 0.7
    """
    return n * x**n / (1 + n)


def kind_changed(x):
    """astype, and an array of ints beside floats.

    args: np.array([0.5, 1.5, 0.2])
    """
    y = x.astype(np.float64) * np.arange(3)
    return np.sum(y) + np.float64(x[0]) * np.int64(2)


def numbers_of_strings(x):
    """Words that are numbers are constants; zip with strict.

    args: 0.7
    """
    return sum(float(w) * x**n for w, n in zip("1.5 2.5".split(), (1, 2), strict=True))


def rounded(x):
    """round, floor, and // have derivative zero.

    args: 2.3
    """
    return x * round(x) + x * math.floor(x) + x * (x // 1) + x % 2.0


def bool_times(x):
    """A truth value is a number.

    args: 2.3
    """
    return (x > 2.0) * x + (x > 3.0) * x**2


def by_the_sign(x):
    """np.sign, abs and copysign.

    args: -0.7
    """
    return np.sign(x) * x**2 + math.copysign(x * x, x) + abs(x)
