"""Objects that a function makes for itself, uses and forgets: what they are is local names."""

import dataclasses
import math

import numpy as np


class Particle:
    """A state that methods change."""

    def __init__(self, x, v, mass=1.0):
        self.x = x
        self.v = v
        self.mass = mass

    def kick(self, force, dt):
        self.v += force * dt / self.mass

    def drift(self, dt):
        self.x += self.v * dt

    def energy(self):
        return 0.5 * self.mass * self.v**2 + self.x**2


class Vec2:
    """Operators between objects, and with numbers."""

    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y

    @classmethod
    def polar(cls, radius, angle):
        return cls(radius * np.cos(angle), radius * np.sin(angle))

    @staticmethod
    def unit(x):
        return Vec2(x, 1.0)

    def __add__(self, other):
        return Vec2(self.x + other.x, self.y + other.y)

    def __sub__(self, other):
        return Vec2(self.x - other.x, self.y - other.y)

    def __mul__(self, k):
        if isinstance(k, Vec2):
            return self.x * k.x + self.y * k.y
        return Vec2(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __truediv__(self, k):
        return self * (1.0 / k)

    def __iadd__(self, other):
        self.x += other.x
        self.y += other.y
        return self

    def __neg__(self):
        return Vec2(-self.x, -self.y)

    def __abs__(self):
        return math.sqrt(self * self)

    def __eq__(self, other):
        return self.x == other.x and self.y == other.y


class Statistics:
    """Mean and variance of a stream."""

    def __init__(self):
        self.count = 0
        self.mean = 0.0
        self.squares = 0.0

    def push(self, value):
        self.count += 1
        delta = value - self.mean
        self.mean += delta / self.count
        self.squares += delta * (value - self.mean)

    @property
    def variance(self):
        if self.count < 2:
            return 0.0
        return self.squares / (self.count - 1)


@dataclasses.dataclass
class Controller:
    """A controller that remembers its last error."""

    kp: float
    ki: float = 0.5
    kd: float = 0.1
    total: float = 0.0
    last: float = 0.0
    seen: list = dataclasses.field(default_factory=list)

    def __post_init__(self):
        self.gain = self.kp + self.ki

    def update(self, error, dt):
        self.total += error * dt
        slope = (error - self.last) / dt
        self.last = error
        self.seen.append(error)
        return self.kp * error + self.ki * self.total + self.kd * slope


class Kalman:
    """A filter whose state is matrices."""

    def __init__(self, n, noise):
        self.mean = np.zeros(n)
        self.cov = np.eye(n)
        self.noise = noise * np.eye(n)

    def predict(self, transition):
        self.mean = transition @ self.mean
        self.cov = transition @ self.cov @ transition.T + self.noise

    def update(self, seen, observe, spread):
        innovation = seen - observe @ self.mean
        gain = self.cov @ observe / (observe @ self.cov @ observe + spread)
        self.mean = self.mean + gain * innovation
        self.cov = self.cov - np.outer(gain, observe @ self.cov)
        return innovation**2


class Stack:
    """A list behind methods."""

    def __init__(self):
        self.items = []

    def push(self, value):
        self.items.append(value)
        return self

    def pop(self):
        return self.items.pop()

    def __len__(self):
        return len(self.items)


class Light:
    """A machine with states."""

    def __init__(self, energy):
        self.state = "off"
        self.energy = energy

    def step(self, signal):
        if self.state == "off":
            if signal > 0:
                self.state = "on"
            return 0.0
        if signal < 0:
            self.state = "off"
            return self.energy
        self.energy *= 0.5 + signal
        return self.energy * signal


class Dual:
    """The user's own derivative."""

    def __init__(self, value, slope=0.0):
        self.value = value
        self.slope = slope

    def __add__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value + other.value, self.slope + other.slope)

    __radd__ = __add__

    def __mul__(self, other):
        other = other if isinstance(other, Dual) else Dual(other)
        return Dual(self.value * other.value, self.value * other.slope + self.slope * other.value)

    __rmul__ = __mul__

    def sin(self):
        return Dual(math.sin(self.value), math.cos(self.value) * self.slope)


@dataclasses.dataclass(frozen=True)
class Point:
    """An object that never changes."""

    x: float
    y: float = 1.0

    def moved(self, dt):
        return dataclasses.replace(self, x=self.x + dt * self.y, y=self.y - dt * math.sin(self.x))


class Shape:
    """What others inherit from."""

    scale = 2.0

    def __init__(self, size):
        self.size = size

    def area(self):
        return self.scale * self.size

    def describe(self):
        return self.area() + 1.0


class Square(Shape):
    """Calls what it overrides."""

    scale = 3.0

    def __init__(self, size, height):
        super().__init__(size * 2.0)
        self.height = height

    def area(self):
        return super().area() * self.height


class Cell:
    """One value."""

    def __init__(self, value):
        self.value = value

    def twice(self):
        self.value *= 2.0
        return self

    def __call__(self, k):
        return self.value * k


class Body:
    """Objects in an object."""

    def __init__(self, position, velocity):
        self.position = position
        self.velocity = velocity

    def step(self, dt):
        self.position = self.position + self.velocity * dt
        self.velocity += self.position * (-dt)


def leapfrog(x, v, k):
    """A particle and its methods in a loop.

    args: 1.0, 0.5, 2.0
    order: 2
    """
    p = Particle(x, v, mass=1.5)
    for _ in range(6):
        p.kick(-k * p.x, 0.1)
        p.drift(0.1)
    return p.energy()


def orbit_of_vectors(x, y):
    """Vectors that are bound anew in a loop.

    args: 1.0, 0.5
    """
    position, velocity = Vec2(x, y), Vec2.polar(1.0, x)
    for _ in range(4):
        pull = -position / abs(position) ** 3
        velocity = velocity + pull * 0.1
        position = position + 0.1 * velocity
    return position * velocity + abs(position - Vec2.unit(y))


def vectors_in_place(x, y):
    """`+=` of a class changes the object that another name means, too.

    args: 1.5, 0.7
    """
    v = Vec2(x, y)
    w = v
    v += Vec2(x * y, x)
    return w.x * v.y + (w.x if v == w else 0.0)


def running_variance(x):
    """Welford's algorithm, and a property with two returns.

    args: np.array([0.5, 1.5, 2.0, -0.3])
    """
    statistics = Statistics()
    first = statistics.variance
    for value in x:
        statistics.push(np.exp(value))
    return statistics.variance * statistics.mean + first


def controlled(target, kp):
    """A dataclass with defaults, a factory and `__post_init__`.

    args: 1.0, 2.0
    """
    controller = Controller(kp, kd=0.05)
    value = 0.0
    for _ in range(8):
        value += 0.1 * controller.update(target - value, 0.1)
    return value * controller.gain + sum(controller.seen) / len(controller.seen)


def filtered(seen, rate):
    """A Kalman filter.

    args: np.array([0.1, 0.5, 0.8]), 0.9
    """
    kalman = Kalman(2, 0.1)
    transition = np.array([[1.0, 0.1], [0.0, 1.0]]) * rate
    total = 0.0
    for value in seen:
        kalman.predict(transition)
        total += kalman.update(value, np.array([1.0, 0.5]), 0.2)
    return total + np.sum(kalman.mean**2) + np.trace(kalman.cov)


def postfix(x, y):
    """A stack behind methods.

    args: 1.5, 0.7
    """
    stack = Stack()
    for token in ("x", "y", "*", "x", "+"):
        if token == "x":
            stack.push(x)
        elif token == "y":
            stack.push(y)
        else:
            b, a = stack.pop(), stack.pop()
            stack.push(a * b if token == "*" else a + b)
    stack.push(x).push(y)
    return stack.pop() * stack.pop() * stack.items[0] * len(stack)


def machine(x, signals):
    """A machine whose method returns in several places.

    args: 2.0, np.array([1.0, 0.5, 0.2, -1.0, 0.3, 2.0, 0.1])
    wrt: x
    """
    light = Light(x)
    total = 0.0
    for signal in signals:
        total += light.step(signal)
        if light.energy < 0.2:
            break
    return total * light.energy


def dual_numbers(x):
    """Numbers that carry their own derivative.

    args: 0.8
    """
    d = Dual(x, 1.0)
    for _ in range(3):
        d = d * d.sin() + 0.5 * d + 1.0
    return d.value + d.slope


def frozen_points(x):
    """A frozen dataclass and `replace`.

    args: 0.5
    """
    point = Point(x)
    for _ in range(4):
        point = point.moved(0.1)
    return point.x * point.y


def inherited(x):
    """super(), a class attribute that is overridden, methods that call others.

    args: 1.5
    """
    return Square(x, x * x).describe() + Shape(x).describe() * Shape.area(Square(x, 1.0))


def bodies(x, y):
    """Objects in objects: one is bound anew, the other one changes in place.

    args: 1.0, 0.5
    """
    body = Body(Vec2(x, y), Vec2(0.0, x))
    velocity = body.velocity
    for _ in range(3):
        body.step(0.2)
    return body.position * velocity


def order_of_reads(x):
    """What is read before a method writes, and after.

    args: 1.3
    """
    cell = Cell(x)
    total = cell.value + cell.twice().value * cell.value + cell.value
    cell.value += cell.twice().value
    return total * cell.value


def swapped_objects(x):
    """Names that exchange their objects.

    args: 1.3
    """
    a, b, c = Cell(x), Cell(2.0 * x), Cell(x * x)
    for _ in range(4):
        a, b, c = b, c, a
        a.value += b.value * 0.1
    return a.value * b.value + c.value


def best_so_far(x):
    """An object that is kept from one trip, and one that is chosen by a test.

    args: 1.3
    """
    best = Cell(x)
    for i in range(4):
        cell = Cell(math.sin(x * i))
        if cell.value > best.value - 1.0:
            best = cell
    other = best if x > 1.0 else Cell(0.0)
    return best.value * other.value


def called_object(x):
    """Objects as functions, `and` and `while` with methods that write.

    args: 1.3
    """
    cell = Cell(x)
    count = 0
    while count < 9 and cell.twice().value < 20.0:
        count += 1
    return cell(x) * cell(k=2.0) + sum([cell(i) for i in range(2)])


def given_to_helpers(x):
    """Objects that helpers are given and return.

    args: 1.3
    """
    cell = made_and_changed(x, 2.0)
    k = change(cell, x)
    return cell.value * k + value_of(k=2.0, cell=cell)


def made_and_changed(x, y=1.0):
    cell = Cell(x)
    cell.value += y * x
    return cell


def change(cell, k):
    cell.value = cell.value * k
    k = k + 1.0
    return k


def value_of(cell, k):
    return cell.value * k


def array_in_an_object(x):
    """An array that an attribute and a variable mean.

    args: np.array([0.5, 1.5, 1.0])
    """
    cell = Cell(x * 2.0)
    y = cell.value
    cell.value[0] *= x[1]
    y[1] += cell.value[0]
    return np.sum((cell.value + 1.0) * y)


def read_before_written(x):
    """An element is read before a method changes it.

    args: np.array([0.5, 1.5, 1.0])
    """
    buffer = Buffer(x * 1.0)
    return buffer.data[0] + buffer.scale(2.0) * buffer.data[0] + buffer.total() * buffer.scale(3.0)


def written_between(x):
    """A call writes into what an operand was made of before.

    args: np.array([0.5, 1.5, 1.0])
    """
    cell = Cell(x * 1.0)
    return np.sum(half_written(cell, x * 2.0, cell.value + x))


def half_written(cell, k, made):
    other = made * 2.0
    return negated(cell.value) + other * k


def negated(y):
    y *= -1.0
    return y


class Buffer:
    """An array that methods write into."""

    def __init__(self, data):
        self.data = data

    def scale(self, k):
        self.data[0] *= k
        self.data[1:] += k
        return self.data[0]

    def total(self):
        return self.data[0] + self.data[1]


def kept_for_later(x):
    """What one trip keeps is changed by the same trip: two names for one object.

    args: 1.3
    taped: a store into a part of another object
    """
    best = Cell(x)
    for i in range(4):
        cell = Cell(math.sin(x * i))
        if cell.value > best.value:
            best = cell
        cell.value *= 3.0
    return best.value * x


def read_by_an_inner_function(x):
    """A nested function reads an object that changes.

    args: 1.3
    taped: a store into a part of another object
    """
    cell = Cell(x)

    def value():
        return cell.value * 2.0

    cell.value = x * x
    return value()


def attribute_of_some_trips(x):
    """An attribute that is made by one trip only.

    args: 1.3
    taped: a store into a part of another object
    """
    cell = Cell(x)
    for i in range(3):
        if i == 1:
            cell.extra = x * i
    return cell.value * cell.extra


def bound_method(x):
    """A method that is a value.

    args: 1.3
    """
    cell = Cell(x)
    twice = cell.twice
    twice()
    return cell.value * x


def none_at_first(x):
    """A name that means nothing, and then an object.

    args: 1.3
    taped: no derivative of `previous.value`
    """
    previous = None
    total = 0.0
    for i in range(3):
        cell = Cell(x * i)
        if previous is not None:
            total += previous.value * cell.value
        previous = cell
    return total


def of_a_former_trip(x):
    """A name that still means the object of a former trip.

    args: 1.3
    taped: no derivative of `p.value`
    """
    total = 0.0
    for i in range(3):
        cell = Cell(x * (i + 1))
        if i == 0:
            p = cell
        total += p.value * cell.value
    return total


class Series:
    """An object that gives items, and keeps a number of asked ones."""

    def __init__(self, items):
        self.items = items
        self.asked = 0

    def __iter__(self):
        return iter(self.items)

    def __len__(self):
        return len(self.items)

    def slope(self, x):
        self.asked += 1
        return 2.0 * x * self.items[0]


def walked_object(x):
    """An object that loops, functions and unpacking take items of.

    args: 1.3
    """
    series = Series([x, x * x, 2.0])
    total = 0.0
    for i, value in enumerate(series):
        total += value * i
    a, b, c = series
    return total + sum(series) * len(series) + max(series) + sum(v for v in series if v > 1.6) + a * b * c


def descend(slope, x, steps):
    for _ in range(steps):
        x = x - 0.1 * slope(x)
    return x


def method_handed_on(x):
    """A method that another function calls.

    args: 1.3
    """
    series = Series([x, 2.0])
    return descend(series.slope, x, 3) * series.asked


def sum_of_what_changes(x):
    """A sum of what methods give that change the object.

    args: 1.3
    """
    cell = Cell(x)
    total = 0.0
    for _ in range(3):
        total += cell.twice().value
        cell.value += cell.value * cell.twice().value
    return total * cell.value


def none_until_the_first(x):
    """An attribute that is None at first.

    args: np.array([1.3, 0.5])
    """
    cell = Cell(None)
    total = 0.0
    for i in range(3):
        cell.value = x if cell.value is None else 0.9 * cell.value + 0.1 * i
        total += np.sum(cell.value**2)
    return total


def unpacked_into_attributes(x):
    """What a function gives is unpacked into attributes and names.

    args: np.array([1.3, 0.5])
    """
    cell = Cell(x)
    state = {}
    for i in range(3):
        first, second = state.get(i - 1, (0.0, 1.0))
        cell.value, other = first + cell.value * x, second * 2.0
        state[i] = (cell.value, other)
    return np.sum(cell.value + state[2][1] * x)


class Ticks:
    """Counts its own calls."""

    def __init__(self):
        self.count = 0

    def __call__(self):
        self.count += 1
        return self.count


def places_that_count(x):
    """What is stored is computed before the place where it is stored, which changes what it was computed from.

    args: np.array([1.0, 2.0, 4.0, 5.0])
    """
    ticks = Ticks()
    y = x**2
    y[ticks() % 4 :] = ticks()
    y[ticks() % 4] = last = ticks()
    z = y[ticks() % 4] = ticks()
    return y @ x + last * z * x[0]
