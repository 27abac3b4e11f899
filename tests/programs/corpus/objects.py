"""Methods, properties, objects that can be called, partial functions."""

import dataclasses
import functools
import math
from typing import NamedTuple

import numpy as np


class Layer:
    """An object with weights."""

    def __init__(self, weight, mode="tanh"):
        self.weight = weight
        self.mode = mode

    def activate(self, z):
        """A method that reads a flag."""
        return np.tanh(z) if self.mode == "tanh" else z

    def __call__(self, x):
        return np.sum(self.activate(x * self.weight) * x)


class Base:
    """A class to be inherited from."""

    rate = 2.0

    def run(self, x):
        """A method that calls what a subclass defines."""
        return self.step(x) * self.rate

    def step(self, x):
        """To be overridden."""
        return x


class Derived(Base):
    """A subclass."""

    def step(self, x):
        """The step of this class."""
        return x**3


@dataclasses.dataclass
class Oscillator:
    """A dataclass with methods and a property."""

    stiffness: float
    mass: float

    @property
    def frequency(self):
        """A property."""
        return math.sqrt(self.stiffness / self.mass)

    def position(self, t):
        """A method that reads a property."""
        return math.cos(self.frequency * t) * self.mass

    def __call__(self, t):
        return self.position(t) ** 2


class Point(NamedTuple):
    """A namedtuple with methods."""

    x: float
    y: float

    def norm(self):
        """A method."""
        return math.hypot(self.x, self.y)

    def moved(self, d):
        """A method that makes another one."""
        return Point(self.x + d, self.y * d)


LAYER = Layer(2.0)
WIDE = Layer(np.array([1.0, 2.0]), "linear")
DERIVED = Derived()


# A class that a call made; its members have no name that code can say.
Wave = type("Wave", (Oscillator,), {"loss": property(lambda self: 0.5), "bent": lambda self, x: x * x})
WAVE = Wave(2.0, 0.5)


def quadratic(a, x, b=1.0):
    """A helper with more parameters than are left open."""
    return a * x**2 + b * x


PARABOLA = functools.partial(quadratic, 3.0, b=0.5)


def method_of_global(x):
    """A method of an object of the module.

    args: 0.7
    """
    return LAYER.activate(x) * x


def called_objects(x):
    """Objects that can be called.

    args: 0.7
    """
    return LAYER(x) + WIDE(x) * x


def object_argument(layer, x):
    """An object as argument.

    args: LAYER, 0.7
    args: WIDE, np.array([0.3, 0.4])
    wrt: x
    """
    return layer(x) * np.sum(layer.activate(x))


def inherited_method(x):
    """A method of a base class that calls one of the subclass.

    args: 0.7
    """
    return DERIVED.run(x)


def dataclass_methods(oscillator, t):
    """Methods, a property and a call of a dataclass argument.

    args: Oscillator(2.0, 0.5), 0.7
    """
    return oscillator.position(t) * oscillator.frequency + oscillator(t)


def namedtuple_methods(point, d):
    """Methods of a namedtuple, one of which makes another.

    args: Point(0.3, 0.4), 0.7
    """
    other = point.moved(d)
    return other.norm() * other.moved(d).x


def partial_function(x):
    """A partial function of the module, an option given anew.

    args: 0.7
    """
    return PARABOLA(x) + PARABOLA(x, b=x) * x


def method_in_test(x):
    """A method in the test of a loop.

    args: 0.9
    """
    while LAYER.activate(x) > 0.3:
        x = x * 0.8
    return LAYER.activate(x) * x


def members_that_are_lambdas(x):
    """A property and a method that are lambdas.

    args: 0.7
    """
    return WAVE.loss * x + WAVE.bent(x)
