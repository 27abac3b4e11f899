"""Operators and items of dataclasses and namedtuples that a function is given: methods of their classes."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np


class Vector(NamedTuple):
    """Its sum is not that of tuples."""

    x: float
    y: float

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __matmul__(self, other):
        return self.x * other.x + self.y * other.y


class Motion(NamedTuple):
    """Records in a record."""

    place: Vector
    velocity: Vector
    time: float = 0.0


@dataclass(frozen=True)
class Complex:
    """Methods that ask what they are given, and that call each other."""

    re: float
    im: float = 0.0

    def __add__(self, other):
        return Complex(self.re + other.re, self.im + other.im)

    def __mul__(self, other):
        if isinstance(other, Complex):
            return Complex(self.re * other.re - self.im * other.im, self.re * other.im + self.im * other.re)
        return Complex(self.re * other, self.im * other)

    def __rmul__(self, other):
        return self * other

    def __pow__(self, n):
        out = Complex(1.0)
        for _ in range(n):
            out = out * self
        return out

    @property
    def square(self):
        """Of its absolute value."""
        return (self * Complex(self.re, -self.im)).re


@dataclass
class Table:
    """Its items are not its fields."""

    rows: np.ndarray
    scale: float = 2.0

    def __getitem__(self, index):
        return self.rows[-1 - index] * self.scale

    def __len__(self):
        return len(self.rows)

    def __iadd__(self, other):
        self.rows = self.rows + 2.0 * other.rows
        return self


@dataclass
class Interval:
    """Both items are numbers, and so are the fields: the other way round."""

    low: float
    high: float

    def __getitem__(self, k):
        return self.high if k == 0 else self.low


def orbit(motion, pull):
    """Steps of vectors in a state that is a record itself.

    args: Motion(Vector(1.0, 0.2), Vector(0.0, 0.9)), 1.1
    """
    for _ in range(4):
        r3 = (motion.place @ motion.place) ** 1.5
        velocity = motion.velocity + (-0.05 * pull / r3) * motion.place
        motion = motion._replace(place=motion.place + velocity * 0.05, velocity=velocity, time=motion.time + 0.05)
    return motion.place @ -motion.velocity + motion.time


def sum_of_vectors(vectors, k):
    """What an assignment adds to makes a new one.

    args: [Vector(1.0, 2.0), Vector(0.3, 0.7)], 0.5
    """
    total = Vector(0.0, k)
    for v in vectors:
        total += k * v
    return total @ total


def iterated(z, k):
    """A method that asks for the class of what it is given.

    args: Complex(0.3, 0.4), 0.5
    """
    w = z
    for _ in range(3):
        w = w * w + k * z
    return w.square + (z**3).re


def items_by_a_method(table, interval):
    """Items that are no fields.

    args: Table(np.array([1.0, 2.0, 4.0])), Interval(0.5, 3.0)
    """
    return table[0] * table[1] * interval[0] ** 2 + interval[1] * len(table)


def places_of_a_table(table, k):
    """Items of items.

    args: Table(np.array([[1.0, 2.0], [0.5, 1.5]])), 0.7
    """
    return table[0][1] * table[1][0] * k


def changed_by_its_own_method(table, k):
    """`+=` is what the class says.

    args: Table(np.array([1.0, 2.0])), 3.0
    """
    work = Table(table.rows * k)
    work += table
    return np.sum(work.rows)


@dataclass(frozen=True)
class Quantity:
    """Its methods leave to others what they do not know."""

    value: float
    error: float = 0.0

    def __mul__(self, other):
        if not isinstance(other, Quantity):
            return NotImplemented
        return Quantity(self.value * other.value, self.value * other.error + other.value * self.error)


def record_from_a_piece(mass, speeds):
    """A record that a statement on the tape gives, read by compiled code, and given to the next one.

    args: Quantity(2.0, 0.1), [Quantity(1.5, 0.2), Quantity(0.5, 0.3)]
    taped: its method may give `NotImplemented`
    """
    momentum = mass * speeds[0]
    for speed in speeds:
        momentum = momentum * speed
    return momentum.value * mass.error + momentum.error**2


@dataclass
class Pair:
    """What it gives one after the other is not what it has at places."""

    first: float
    second: float

    def __iter__(self):
        return iter((self.second, self.first))

    def __getitem__(self, k):
        return (self.first, self.second)[k]

    def __len__(self):
        return 2


def record_taken_apart(pair, k):
    """An assignment asks for what it gives one after the other.

    args: Pair(2.0, 5.0), 0.5
    taped: a list of what a method gives
    """
    a, b = pair
    return a**2 * b * k + pair[0]
