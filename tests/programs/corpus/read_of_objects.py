"""What dataclasses give besides their fields: properties where dicts are made, numbers of the class, what is kept."""

import functools
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Position:
    """A share of a portfolio."""

    ticker: str
    amount: float
    price: float = 1.0

    @property
    def value(self):
        """What it is worth."""
        return self.amount * self.price


@dataclass
class Pipe:
    """A number that all pipes share, one that is kept once it is known, and one that is no attribute at all."""

    length: float
    radius: float = 0.5
    roughness = 2.5

    @functools.cached_property
    def volume(self):
        """Computed at the first read."""
        return self.length * self.radius**2

    def __getattr__(self, name):
        if name == "diameter":
            return self.radius * 2.0
        raise AttributeError(name)


def weights_by_ticker(amount, price):
    """A property in the values of a dict comprehension.

    args: 2.0, 3.0
    order: 2
    """
    positions = [Position("A", amount, price), Position("B", amount * amount)]
    total = sum(p.value for p in positions)
    weights = {p.ticker: p.value / total for p in positions}
    return weights["A"] ** 2 - weights["B"]


def properties_in_displays(position, rate):
    """Properties in dicts whose keys are known.

    args: Position("A", 2.0, 3.0), 1.5
    """
    held = {"a": position, "b": replace(position, price=rate)}
    values = {key: p.value * rate for key, p in held.items()}
    more = {**values, "c": position.value * rate}
    whole = (more | values) | {"d": position.value if rate > 0.0 else 0.0}
    return whole["a"] * whole["b"] + whole["c"] * whole["d"]


def number_of_the_class(pipe, speed):
    """All objects of the class read the same number.

    args: Pipe(2.0), 3.0
    """
    return pipe.roughness * pipe.length * speed


def numbers_of_the_class_in_a_list(length):
    """Beside what differs from object to object.

    args: 2.0
    order: 2
    """
    pipes = [Pipe(length * k) for k in range(1, 4)]
    return sum(p.roughness * p.length**2 for p in pipes)


def kept_once_it_is_known(pipe, speed):
    """No field, and made of fields.

    args: Pipe(2.0), 3.0
    taped: what the first read keeps is in the object
    """
    return pipe.volume * speed + pipe.volume


def attribute_by_a_method(pipe, speed):
    """No field, and made of fields.

    args: Pipe(2.0), 3.0
    taped: any text may be an attribute
    """
    return pipe.diameter * speed
