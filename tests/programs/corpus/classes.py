"""Objects: methods, attributes that are written, properties, operators, inheritance."""

import dataclasses
from collections import namedtuple

import numpy as np

State = namedtuple("State", ["position", "speed"])


@dataclasses.dataclass
class Account:
    """A dataclass whose attributes are changed by methods."""

    balance: float
    rate: float = 0.1

    def grow(self, steps):
        for _ in range(steps):
            self.balance += self.balance * self.rate
        return self

    @property
    def interest(self):
        return self.balance * self.rate


class Vector:
    """Operators of the user's own."""

    def __init__(self, x, y):
        self.x, self.y = x, y

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vector(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __getitem__(self, i):
        return (self.x, self.y)[i]

    def __abs__(self):
        return np.sqrt(self.x**2 + self.y**2)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y

    def __len__(self):
        return 2

    def __iter__(self):
        yield self.x
        yield self.y


class Layer:
    """A callable object."""

    def __init__(self, w, b):
        self.w = w
        self.b = b

    def __call__(self, x):
        return self.activate(self.w @ x + self.b)

    def activate(self, z):
        return np.tanh(z)


class Linear(Layer):
    """Overrides a method."""

    def activate(self, z):
        return z


class Scaled(Layer):
    """Calls the method that it overrides."""

    def __init__(self, w, b, k):
        super().__init__(w, b)
        self.k = k

    def activate(self, z):
        return self.k * super().activate(z)


def attribute_written(x):
    """A method writes an attribute, a property reads it.

    args: 1.5, 
    """
    account = Account(x, 0.2)
    account.grow(3)
    account.rate = account.rate * x
    return account.balance + account.interest


def chained_methods(x):
    """Methods that return self.

    args: 1.5
    """
    return Account(x).grow(1).grow(2).interest * x


def operators(x, y):
    """Operators of the user's own class.

    args: 1.5, 0.7
    """
    v = Vector(x, y) + 2.0 * Vector(y, x) * x
    return abs(-v) + v[1]


def unpacked_object(x):
    """An object that is iterated, compared, and has a length.

    args: 1.5
    taped: an object that is made inside
    """
    v = Vector(x, x * x)
    a, b = v
    if v == Vector(x, x):
        return a
    return a * b * len(v) + sum(v)


def callable_objects(w, x):
    """__call__, inheritance, super().

    args: np.array([[0.5, 0.2], [0.1, 0.8]]), np.array([0.3, 0.6])
    """
    b = np.array([0.1, -0.2])
    layers = [Layer(w, b), Linear(w.T, b), Scaled(w, b, 2.0)]
    for layer in layers:
        x = layer(x)
    return np.sum(x**2)


def isinstance_of_objects(x):
    """A test for a class chooses what is done.

    args: 1.5
    """
    shapes = [Vector(x, 2.0), Account(x)]
    total = 0.0
    for shape in shapes:
        if isinstance(shape, Vector):
            total += abs(shape)
        else:
            total += shape.interest
    return total


def object_in_two_names(x):
    """Two names for one object.

    args: 1.5
    """
    first = Account(x)
    second = first
    second.balance *= x
    return first.balance + second.rate


def state_replaced(x):
    """A namedtuple with _replace in a loop.

    args: 0.5, 
    """
    state = State(x, 1.0)
    for _ in range(4):
        state = state._replace(speed=state.speed - 0.1 * state.position)
        state = state._replace(position=state.position + 0.1 * state.speed)
    return state.position * state.speed


def dataclass_of_arrays(x):
    """An attribute that is an array is changed in place.

    args: np.array([0.5, 1.5])
    """
    account = Account(x * 2.0)
    account.balance[0] *= x[1]
    account.balance += x
    return np.sum(account.balance**2)


def attributes_by_name(x):
    """getattr, setattr and hasattr.

    args: 1.5
    """
    account = Account(x)
    for name in ("balance", "rate"):
        setattr(account, name, getattr(account, name) * x)
    return account.balance * account.rate if hasattr(account, "rate") else x


def differentiated_dataclass(account, years):
    """The object is what is differentiated.

    args: Account(100.0, 0.05), 3
    wrt: account
    """
    value = account.balance
    for _ in range(years):
        value = value * (1.0 + account.rate)
    return value + account.interest


class Pair:
    """A vector that can be taken apart."""

    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Pair(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Pair(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __iter__(self):
        return iter((self.x, self.y))


def numbers_times_objects_that_are_walked(x, y):
    """A number of Python's own on the left of an object that NumPy would take for a sequence.

    args: 1.3, 0.7
    order: 2
    """
    place, velocity = Pair(0.0, x), Pair(y, x * y)
    dt = x * 0.1
    for i in range(3):
        place = place + dt * velocity
        velocity = velocity + (-dt) * place + i * velocity
    a, b = place
    return a * b + sum(velocity)


def numpy_number_times_an_object(x, weights):
    """NumPy's number is asked first, and walks the object.

    args: 1.3, np.array([0.5, 2.0])
    taped: an operator of an object
    """
    total = Pair(0.0, 0.0)
    for weight in weights:
        total = total + Pair(x, x * x) * weight
    return sum(weights[0] * total)
