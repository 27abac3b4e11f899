"""Objects that point at each other, that have slots, whose properties are written."""

import numpy as np


class Running:
    """State that grows with each call."""

    count = 0

    def __init__(self):
        self.total = 0.0
        self.seen = []

    def push(self, value):
        self.total = self.total * 0.5 + value
        self.seen.append(value)

    @staticmethod
    def half(x):
        return 0.5 * x

    @classmethod
    def of(cls, values):
        made = cls()
        for value in values:
            made.push(cls.half(value))
        return made


class Temperature:
    """A property that is written."""

    def __init__(self, celsius):
        self._celsius = celsius

    @property
    def kelvin(self):
        return self._celsius + 273.15

    @kelvin.setter
    def kelvin(self, value):
        self._celsius = value - 273.15


class Slotted:
    """No dict: its attributes have places."""

    __slots__ = ("a", "b")

    def __init__(self, a, b):
        self.a = a
        self.b = b

    def product(self):
        return self.a * self.b


class Node:
    """A linked structure."""

    def __init__(self, value, following=None):
        self.value = value
        self.following = following


def class_methods(x):
    """Static and class methods, and a list as an attribute.

    args: np.array([0.5, 1.5, 2.0])
    """
    running = Running.of(x)
    running.push(x[0])
    return running.total + sum(running.seen) * len(running.seen)


def property_written(x):
    """The setter of a property.

    args: 20.0
    """
    t = Temperature(x)
    t.kelvin = t.kelvin * 1.1
    t.kelvin += 2.0
    return t._celsius * t.kelvin


def slots(x):
    """A class with __slots__.

    args: 1.5
    """
    pair = Slotted(x, x * x)
    pair.a += 1.0
    return pair.product()


def linked_list(x):
    """Objects that point at each other.

    args: np.array([0.5, 1.5, 2.0])
    taped: an object that is made inside
    """
    head = None
    for value in x:
        head = Node(value * value, head)
    total, node = 0.0, head
    while node is not None:
        total = total * 0.5 + np.sin(node.value)
        node = node.following
    return total


def counter_of_the_class(x):
    """An attribute of the class itself is read through the object.

    args: 1.5
    """
    running = Running()
    for _ in range(3):
        running.push(x * x)
        running.count += 1
    return running.total * running.count


class Branching:
    """A node of a binary tree."""

    def __init__(self, left, right, value):
        self.left = left
        self.right = right
        self.value = value


def sum_of_tree(tree):
    return 0.0 if tree is None else tree.value**2 + sum_of_tree(tree.left) + sum_of_tree(tree.right)


def tree_of(depth, x):
    return None if depth == 0 else Branching(tree_of(depth - 1, x * 0.5), tree_of(depth - 1, x * 2.0), x)


def tree_by_recursion(x):
    """A recursion makes objects, and another one, that runs on the tape, reads them.

    args: 1.3
    taped: no derivative of `tree.value`
    """
    return sum_of_tree(tree_of(3, x))
