"""Programs that are given objects, or find them in globals, and change them; and objects that are what is differentiated."""

import math
from dataclasses import dataclass, field

import numpy as np


class Account:
    """An object with numbers, a list that only grows, and a number of calls."""

    rate = 0.5

    def __init__(self, total=1.0):
        self.total = total
        self.last = None
        self.calls = 0
        self.history = []

    def add(self, y):
        self.calls += 1
        self.total += y * self.rate
        self.last = y if self.last is None else y + self.last
        self.history.append(self.total)
        return self.total

    def __call__(self, y):
        return self.add(y) * 2.0

    @property
    def doubled(self):
        return self.total * 2.0

    @doubled.setter
    def doubled(self, value):
        self.total = value / 2.0


class Branch:
    """An object that holds others."""

    def __init__(self, left, right=None, weight=1.0):
        self.left = left
        self.right = right
        self.weight = weight


class Ring:
    """An array that is written in place."""

    def __init__(self, n):
        self.data = np.zeros(n)
        self.place = 0

    def push(self, value):
        self.data[self.place % len(self.data)] = value
        self.place += 1


@dataclass
class Level:
    """A dataclass with a container in it."""

    height: float
    sizes: dict = field(default_factory=dict)
    log: list = field(default_factory=list)


LEDGER = Account()


def method_called(x, account):
    for _ in range(3):
        x = x * account.add(x)
    return x * account.total


def attribute_stored(x, account):
    account.total = account.total * x
    account.calls += 1
    return account.total * x * account.calls


def new_attribute(x, account):
    account.extra = x * account.total
    return account.extra * x


def called_object(x, account):
    return account(x) + account(x * x) + account.last


def property_stored(x, account):
    account.doubled = account.doubled * x
    return account.total * x


def stored_on_one_way(x, account):
    if x > 1.0:
        account.total = x * x
    return account.total * x


def two_objects(x, one, other):
    one.total = x * 2.0
    other.total = other.total * x + 1.0
    return one.total * other.total


def object_in_object(x, branch):
    branch.left.total = branch.left.total * x
    branch.weight *= branch.left.add(x)
    return branch.weight * branch.right.total


def global_object(x):
    return LEDGER.add(x) * LEDGER(x)


def array_written(x, ring):
    for i in range(5):
        ring.push(x * i)
        x = x + ring.data.mean()
    return x


def left_by_a_setter(x, account):
    account.doubled = account.total + x * account.total
    return account.total**2 + total_of(account)


def total_of(account):
    return account.total


def read_by_a_helper(x, account):
    account.total = x * x
    return read_later([account]) * x


def read_later(accounts):
    return sum(each.total for each in accounts)


def changed_by_another(x, account):
    before = account.total
    change_all([account])
    return (account.total + before) * x


def change_all(accounts):
    for each in accounts:
        each.total = each.total * 3.0


def dataclass_changed(x, level):
    level.height = level.height * x
    level.sizes["a"] = x * x
    level.log.append(x)
    return level.height * level.sizes["a"]


def both_dataclasses(x, one, other):
    one.height = x * x
    return other.height * x


def an_object(account, x):
    return account.add(x) * account.doubled


def objects_in_an_object(branch, x):
    return branch.left.total * branch.weight * x + math.sin(branch.right.total)


def an_object_that_changes(account, x):
    account.total = account.total**2 * x
    account.rate = 3.0
    return account.total * x


def arrays_in_an_object(ring, x):
    ring.data[0] *= x
    return np.sum(ring.data**2) * x


def objects_in_a_list(accounts, x):
    return sum(each.total * x for each in accounts) ** 2


def two_attributes_of_one_sum(branch, x):
    return np.sum(branch.left * branch.right) * x


class Slotted:
    """An object with slots."""

    __slots__ = ("value",)

    def __init__(self, value):
        self.value = value


def slot_stored(x, slotted):
    slotted.value = slotted.value * x
    return slotted.value * x


def history_read(x, account):
    account.add(x)
    account.history.append(x * x)
    return sum(account.history) * account.history[-1]


def history_of_an_object(account, x):
    account.history.append(account.total * x)
    return sum(v * v for v in account.history) + account.history[0]


def method_handed_on(x, account):
    return total_after(account.add, x) * account.calls


def total_after(step, x):
    for _ in range(3):
        x = step(x)
    return x


def tree(branch, x):
    left = 0.0 if branch.left is None else tree(branch.left, x)
    right = 0.0 if branch.right is None else tree(branch.right, x)
    return branch.weight * x + left * right + left


def with_history():
    account = Account(2.0)
    account.history.append(3.0)
    return account


# name of the program: its arguments, the one to differentiate, whether it is compiled
CASES = [
    ("method_called", lambda: (1.2, Account()), 0, True),
    ("attribute_stored", lambda: (1.2, Account(2.0)), 0, True),
    ("new_attribute", lambda: (1.2, Account(2.0)), 0, True),
    ("called_object", lambda: (1.2, Account(2.0)), 0, True),
    ("property_stored", lambda: (1.2, Account(2.0)), 0, True),
    ("stored_on_one_way", lambda: (1.2, Account(2.0)), 0, True),
    ("stored_on_one_way", lambda: (0.8, Account(2.0)), 0, True),
    ("two_objects", lambda: (1.2, Account(2.0), Account(3.0)), 0, True),
    ("two_objects", lambda: (1.2, *(2 * [Account(2.0)])), 0, True),
    ("object_in_object", lambda: (1.2, Branch(Account(2.0), Account(3.0))), 0, True),
    ("object_in_object", lambda: (1.2, Branch(*(2 * [Account(2.0)]))), 0, True),
    ("global_object", lambda: (1.2,), 0, True),
    ("array_written", lambda: (1.2, Ring(3)), 0, True),
    ("left_by_a_setter", lambda: (1.2, Account(2.0)), 0, True),
    ("read_by_a_helper", lambda: (1.2, Account(2.0)), 0, True),
    ("changed_by_another", lambda: (1.2, Account(2.0)), 0, True),
    ("dataclass_changed", lambda: (1.2, Level(2.0)), 0, False),
    ("both_dataclasses", lambda: (1.2, *(2 * [Level(2.0)])), 0, False),
    ("both_dataclasses", lambda: (1.2, Level(2.0), Level(3.0)), 0, False),
    ("an_object", lambda: (Account(2.0), 1.2), 0, True),
    ("objects_in_an_object", lambda: (Branch(Account(2.0), Account(3.0)), 1.2), 0, True),
    ("an_object_that_changes", lambda: (Account(2.0), 1.2), 0, True),
    ("arrays_in_an_object", lambda: (Ring(3), 1.2), 0, True),
    ("objects_in_a_list", lambda: ([Account(2.0), Account(3.0)], 1.2), 0, False),
    ("slot_stored", lambda: (1.2, Slotted(2.0)), 0, False),
    ("history_read", lambda: (1.2, Account(2.0)), 0, True),
    ("history_of_an_object", lambda: (with_history(), 1.2), 0, True),
    ("method_handed_on", lambda: (1.2, Account(2.0)), 0, True),
    ("tree", lambda: (Branch(Branch(None, None, 3.0), Branch(Branch(None), None, 2.0)), 1.2), 0, True),
    ("two_attributes_of_one_sum", lambda: (Branch(np.arange(3.0), np.ones(3)), 1.2), 0, True),
]
