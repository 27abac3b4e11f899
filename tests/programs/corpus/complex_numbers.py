"""Complex numbers and arrays with real results."""

import cmath
import math

import numpy as np


def iterated(x):
    """A complex number in a loop, its parts and its absolute value.

    args: 0.3
    """
    z = complex(x, 0.2)
    for _ in range(3):
        z = z * z + x * 1j
    return abs(z) ** 2 + z.real * z.imag


def conjugated(x):
    """Conjugate and parts of a number.

    args: 0.3
    """
    z = x + 2j
    return (z * z.conjugate()).real + z.imag * 2


def parts_of_an_array(x):
    """Parts, absolute value and angle of arrays.

    args: np.array([0.5, 1.5, 0.2])
    """
    w = np.exp(1j * x)
    return np.sum(w.real * w.imag) + np.abs(np.sum(w)) + np.angle(w[0])


def transformed(x):
    """Real and inverse Fourier transforms.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    f = np.fft.rfft(x)
    return np.sum(f.real ** 2 + 2 * f.imag ** 2) + np.sum(np.abs(np.fft.ifft(x)) ** 2)


def filtered(x):
    """A filter between a transform and its inverse.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    f = np.fft.fft(x) * np.array([1.0, 0.5, 0.0, 0.5])
    y = np.fft.ifft(f).real
    return np.sum(y ** 3)


def by_cmath(a, b):
    """Functions of cmath.

    args: 0.3, 0.4
    """
    z = complex(a, b)
    return abs(cmath.exp(z)) + cmath.sqrt(z).real + cmath.phase(z)


def stored_by_element(x):
    """A complex array that is filled by a loop.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    z = np.zeros(4, dtype=complex)
    for i in range(4):
        z[i] = x[i] * np.exp(1j * i)
    return np.sum(np.abs(z) ** 2 * np.arange(4)) + np.vdot(z, z).real


def stored_parts(x):
    """The parts of an array are stored.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    z = np.empty(4, dtype=complex)
    z.real = x
    z.imag = x ** 2
    return np.sum((z ** 2).real)


def hermitian_form(x):
    """A hermitian form of active matrices.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    m = np.array([[x[0], 1j * x[1]], [-1j * x[1], x[2]]])
    v = np.array([1.0, 1j * x[3]])
    return (v.conj() @ m @ v).real


def float_argument(x):
    """A float goes through complex numbers: its derivative is a float.

    args: 0.7
    """
    z = np.exp(1j * x)
    return z.real + 2 * np.imag(z) + np.real(np.conj(z) * 1j)


def bode(x):
    """Gain and phase of a filter.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    h = 1.0 / (1.0 + 1j * x)
    return 20 * np.sum(np.log10(np.abs(h))) + np.sum(np.angle(h))


def two_dimensions(x):
    """A transform of two dimensions.

    args: np.array([[0.5, 1.5], [0.2, 0.7]])
    """
    f = np.fft.fft2(x)
    return np.sum(np.abs(f) ** 2 * np.array([[1.0, 0.0], [2.0, 3.0]])) + np.sum(np.fft.fftshift(f).imag)


def helper(z):
    return z.real ** 2 + 3.0 * z.imag


def helper_of_both(x):
    """A helper of complex and of real numbers.

    args: 0.7
    """
    return helper(complex(x, 1.0)) + helper(x * (1 + 2j)) + helper(x)


def wave_packet(x):
    """Split steps of a Schroedinger equation.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    psi = np.exp(-x ** 2) * np.exp(2j * x)
    psi = psi / np.sqrt(np.sum(np.abs(psi) ** 2))
    for _ in range(2):
        psi = np.fft.ifft(np.exp(-0.1j * np.arange(4) ** 2) * np.fft.fft(psi))
        psi = psi * np.exp(-0.1j * x ** 2)
    return np.sum(np.arange(4) * np.abs(psi) ** 2)


def transform_by_hand(x):
    """A sum of exponentials that starts as 0j.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    total = 0j
    for k, v in enumerate(x):
        total += v * np.exp(-2j * np.pi * k / 4)
    return total.real ** 2 + total.imag ** 2 + abs(total)


def element_turned(x):
    """An element of a complex array is multiplied in place.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    z = x[:2] + 1j * x[2:]
    y = z.copy()
    y[0] *= 1j
    return np.sum(y.imag * y.real) + np.sum(np.abs(np.outer(z, z.conj())))


def powers(x):
    """Powers and quotients of a number, and its type.

    args: 0.7
    """
    z = complex(x)
    w = z ** 2 + 1 / (z + 1j)
    return (w * w).real + abs(w) + (w if isinstance(w, float) else w.imag)


def product_of_a_list(x):
    """A list of complex numbers.

    args: 0.7
    """
    zs = [complex(x, k) for k in range(3)]
    p = 1.0
    for z in zs:
        p = p * z
    return p.real + p.imag


def converted(x):
    """astype, and a norm.

    args: np.array([0.5, 1.5, 0.2, 0.7])
    """
    z = x.astype(complex)
    z = z * (1 + 1j)
    return float(np.sum(z.real)) + np.linalg.norm(z) + np.mean(z).imag


def tried(x):
    """A complex array in a `try` statement.

    args: np.array([0.5, 1.5])
    """
    try:
        z = x * (1 + 2j)
    except ValueError:
        z = x
    return np.sum(z.real * z.imag)


def polar(x):
    """Polar coordinates, and cmath of a real number.

    args: 0.7
    """
    z = cmath.polar(complex(x, 2.0))
    return z[0] * z[1] + cmath.rect(x, 0.3).imag + cmath.log(complex(x, 1.0)).imag + cmath.tan(x).real


def many_operations(x, y):
    """Many operations on complex arrays of two real ones.

    args: np.array([0.5, 1.5]), np.array([0.2, 0.3])
    """
    z = x + 1j * y
    w = z ** 3 + np.sqrt(z) - 1 / z
    return np.sum(np.real(w * np.conj(w))) + np.real(np.prod(z)) + np.abs(np.mean(z)) + np.real(np.cumsum(z)[-1] ** 2)


def complex_matrices(x):
    """Products, a determinant and an inverse.

    args: np.array([0.5, 1.5, 0.2, 0.9])
    """
    z = x.reshape(2, 2) * np.exp(1j * x.reshape(2, 2))
    a = z @ z.conj().T
    return np.trace(a).real + np.linalg.det(a).real + np.abs(np.linalg.inv(z + 2 * np.eye(2))).sum()


def element_by_element(x):
    """The elements of a spectrum are numbers of NumPy's.

    args: np.array([0.5, 1.5, 0.2, 0.9])
    """
    spec = np.fft.rfft(x * np.hanning(4))
    out = 0.0
    for k in range(len(spec)):
        s = spec[k]
        out += (s * s.conjugate()).real * k + s.real
    return out


def single_precision(x):
    """A number of single precision.

    args: np.float32(0.5)
    """
    z = np.exp(1j * x)
    return (z * z).real


def int_part(n, x):
    """An int becomes the real part.

    args: 3, 0.7
    """
    z = complex(n, x) * 1j
    return z.real * z.imag


def polynomial_of(coefficients, re):
    """Real coefficients of a polynomial at a complex number, from a whole number on.

    args: [1.0, 0.5, -0.3], 0.7
    args: np.array([1.0, 0.5, -0.3]), 0.7
    """
    z = complex(re, 1.0)
    p = 0
    for c in coefficients:
        p = p * z + c
    return p.real * p.imag + abs(p) ** 2


def float_that_turns_complex(x, y):
    """A variable is a float first and NumPy's complex number later.

    args: np.array([0.3]), np.array([0.4])
    """
    s = 0.0
    z = x[0] + 1j * y[0]
    for _ in range(3):
        s = s * z + z
    return s.real + 2.0 * s.imag


def escaping(c):
    """A point of the complex plane is iterated until it is far away.

    args: np.array([0.2, -0.3])
    order: 2
    """
    z = 0j
    n = 0
    w = c[0] + 1j * c[1]
    while n < 6 and abs(z) <= 2:
        z = z * z + w
        n += 1
    return z.real**2 + math.log(abs(z) + 1) + n


def array_of_several_kinds(x, k):
    """Real and complex numbers make one array, into which a real one is added.

    args: np.array([0.3, 0.4]), 0.7
    """
    p = np.array([x[0], x[1] * 1j * k, 2.0])
    p[1] += k
    return np.abs(p.sum() * k)


def size_times_itself(x, k):
    """The size of a number that may be complex meets that number again.

    args: np.array([0.3, 0.4]), 0.7
    """
    s = k
    for xi in x:
        s = s * (xi + 0.5j) + abs(s)
        r = abs(s)
        s = s * r + r
    return s.real - s.imag * r
