"""Lists of objects of one class: a list for each attribute."""

import dataclasses
import math

import numpy as np


class Body:
    """A body that others pull."""

    def __init__(self, mass, x, v=0.0):
        self.mass, self.x, self.v = mass, x, v
        self.force = 0.0

    def step(self, dt):
        self.v += self.force / self.mass * dt
        self.x += self.v * dt
        self.force = 0.0

    def energy(self):
        return 0.5 * self.mass * self.v**2


class System:
    """Bodies, and what is done with all of them."""

    def __init__(self):
        self.bodies = []
        self.time = 0.0

    def add(self, mass, x):
        self.bodies.append(Body(mass, x))
        return self

    def pull(self):
        for a in self.bodies:
            for b in self.bodies:
                a.force += (b.x - a.x) * b.mass

    def step(self, dt):
        self.pull()
        for body in self.bodies:
            body.step(dt)
        self.time += dt

    def energy(self):
        return sum([body.energy() for body in self.bodies]) + self.time


@dataclasses.dataclass
class Layer:
    """Weights, and what they do."""

    weights: np.ndarray
    bias: float = 0.0

    def __call__(self, x):
        return np.tanh(self.weights @ x + self.bias)


class Box:
    """One value."""

    def __init__(self, value):
        self.value = value

    def __mul__(self, k):
        return Box(self.value * k)

    def twice(self):
        self.value *= 2.0
        return self


def bodies_that_pull(x):
    """Two loops over one list, and a generator.

    args: 1.3
    """
    bodies = [Body(1.0 + i, x * i, x) for i in range(3)]
    for _ in range(3):
        for i, a in enumerate(bodies):
            for j, b in enumerate(bodies):
                if i != j:
                    a.force += (b.x - a.x) * b.mass
        for body in bodies:
            body.step(0.1)
    return sum(body.energy() for body in bodies) + bodies[0].x * bodies[-1].v


def bodies_of_a_system(x):
    """A list in an object, filled by its methods.

    args: 1.3
    """
    system = System()
    system.add(1.0, x).add(2.0, x * x)
    for _ in range(3):
        system.step(0.1)
    return system.energy() * x


def layers(x):
    """Callable objects one after the other.

    args: np.array([0.3, 1.0])
    """
    net = [Layer(np.ones((2, 2)) * x[0]), Layer(np.eye(2), bias=x[1])]
    y = x
    for layer in net:
        y = layer(y)
    return np.sum(y)


def filled_by_a_loop(x):
    """A list that is empty at first, and elements that methods change.

    args: 1.3
    """
    boxes = []
    for i in range(3):
        box = Box(x * i)
        box.value += 1.0
        boxes.append(box)
    total = 0.0
    for box in boxes:
        total += box.twice().value
    return total * boxes[1].value * len(boxes)


def named_elements(x):
    """Objects that have names of their own, and elements that get some.

    args: 1.3
    """
    a, b = Box(x), Box(2.0 * x)
    boxes = [a, b, Box(1.0)]
    a.value *= 3.0
    boxes[1].value *= x
    i = 1
    chosen = boxes[i]
    i = 2
    chosen.value += boxes[i].value + boxes[i - 2].value
    return boxes[0].value * b.value


def walked_together(x):
    """zip, enumerate, reversed, and two loops in a comprehension.

    args: 1.3
    """
    boxes = [Box(x * i) for i in range(4) if i != 1]
    for box, k in zip(boxes, [1.0, 2.0, 3.0], strict=False):
        box.value *= k
    for i, (box, other) in enumerate(zip(boxes, reversed(boxes), strict=False)):
        box.value += other.value * i
    return sum([a.value * b.value for a in boxes for b in boxes])


def exchanged(x):
    """Elements that are exchanged for others, and taken out.

    args: 1.3
    """
    boxes = [Box(x), Box(x * x), Box(3.0)]
    for i in range(3):
        boxes[i] = boxes[i] * x
    last = boxes.pop()
    boxes.append(Box(last.value))
    while boxes:
        last.value += boxes.pop().value * x
    return last.value


def given_to_a_helper(x):
    """A list of objects as an argument.

    args: 1.3
    """
    boxes = [Box(x * i) for i in range(4)]
    return total_of(boxes, x) + total_of([Box(x), Box(2.0)], k=2.0)


def total_of(boxes, k):
    return sum(box.value for box in boxes) * k


def last_one_when_it_grows(x):
    """What was the last element is not the last one any more.

    args: 1.3
    taped: no derivative of `box.value`
    """
    boxes = [Box(x), Box(x * x)]
    box = boxes[-1]
    boxes.append(Box(x * 3.0))
    return box.value * boxes[-1].value


def changed_after_it_was_added(x):
    """An object that is changed by its name when it is in the list.

    args: 1.3
    taped: a store into a part of another object
    """
    boxes = []
    for i in range(3):
        box = Box(x * i)
        boxes.append(box)
        box.value += 1.0
    return sum(box.value for box in boxes)


def twice_in_a_list(x):
    """One object that a list holds twice.

    args: 1.3
    """
    box = Box(x)
    boxes = [box, box]
    boxes[0].value *= 2.0
    return boxes[1].value


def grows_while_it_is_walked(x):
    """A list that grows while a loop walks it.

    args: 1.3
    taped: a call that writes into its argument
    """
    boxes = [Box(x * i) for i in range(4)]
    for box in boxes:
        if len(boxes) < 8:
            boxes.append(Box(box.value + x))
    return sum(box.value for box in boxes)


# Lists that stay as they are: each object has a name of its own.


class Square:
    """An object of another class than the boxes, with a method that counts its calls."""

    def __init__(self, side):
        self.side = side
        self.calls = 0

    def area(self, k):
        self.calls += 1
        return self.side * self.side * k


class Layers:
    """An object that holds others, of several classes, and gives their numbers."""

    def __init__(self, layers):
        self.layers = layers

    def __call__(self, x):
        for layer in self.layers:
            x = layer(x)
        return x

    def numbers(self):
        return [p for layer in self.layers for p in layer.numbers()]


class Times:
    def __init__(self, w):
        self.w = w

    def __call__(self, x):
        return self.w * x

    def numbers(self):
        return [self.w]


class Sine:
    def __call__(self, x):
        return math.sin(x)

    def numbers(self):
        return []


def layers_of_several_classes(w, x):
    """A network as a list of callable objects.

    args: 1.3, 0.7
    """
    model = Layers([Times(w), Sine(), Times(w * w)])
    return model(x) + sum(p * p for p in model.numbers())


def one_object_twice(x):
    """The list holds an object twice, and it has another name as well.

    args: 1.3
    """
    a, b = Box(x), Box(x * x)
    for box in [a, b, a]:
        box.value = box.value * 2.0
    return a.value + b.value


def asked_for_its_class(x):
    """A tuple of objects, each asked for its class.

    args: 1.3
    """
    box, square = Box(x), Square(x)
    for each in (box, square):
        if isinstance(each, Box):
            each.value *= 3.0
        else:
            each.side *= 2.0
    return box.value * square.area(x) * square.calls


def carried_through_a_loop(x):
    """Objects of several classes that change in each trip.

    args: 1.3
    """
    pair = [Square(x), Box(x)]
    for i in range(3):
        for place, each in enumerate(pair):
            if isinstance(each, Square):
                each.side = each.side * x
            else:
                each.value += i * place
    return pair[0].area(1.0) * pair[-1].value


def made_in_each_trip(x):
    """A list that each trip makes anew, and takes apart.

    args: 1.3
    """
    total = 0.0
    for i in range(3):
        square, box = [Square(x * i), Box(x)]
        box.value = square.area(x)
        total += box.value
    return total


def by_their_names(x):
    """Attributes by names that are written out.

    args: 1.3
    """
    square = Square(x)
    for name in ("side", "calls"):
        setattr(square, name, getattr(square, name) + 1.0)
    return square.side * square.calls * x


def pairs_by_index(x, v):
    """Two bodies of a list at a time, by names that a comprehension has for other things.

    args: np.array([1.0, 2.0, 3.5]), np.array([0.1, 0.2, 0.3])
    order: 2
    """
    bodies = [Body(1.0, a, b) for a, b in zip(x, v, strict=True)]
    for _ in range(2):
        for i in range(len(bodies)):
            for j in range(i + 1, len(bodies)):
                a, b = bodies[i], bodies[j]
                force = b.x - a.x
                a.force += force
                b.force -= force
        for body in bodies:
            body.step(0.1)
    return sum(body.energy() for body in bodies)
