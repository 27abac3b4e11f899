"""`with` statements of context managers that have nothing to do with values: their bodies are compiled."""

import contextlib
import io
import threading
import warnings

import numpy as np

LOCK = threading.Lock()


def quiet(x):
    """np.errstate around arithmetic.

    args: np.array([0.5, 1.0, 2.0])
    order: 2
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log(x) / x
    return np.sum(y**2)


def returned_inside(x):
    """A `with` that ends with a return.

    args: np.array([0.5, 1.0, 2.0])
    order: 2
    """
    y = x * x
    with np.errstate(all="ignore"):
        z = np.where(y > 0.3, np.sqrt(y - 0.3), 0.0)
        return np.sum(z * y)


def nested_in_a_loop(x):
    """Several of them, in a loop and a branch, with a name for what is entered.

    args: np.array([0.5, 1.0, 2.0])
    order: 2
    """
    total = 0.0
    for k in range(3):
        with warnings.catch_warnings(record=True) as caught, np.errstate(divide="ignore"):
            warnings.simplefilter("ignore")
            y = np.sin(x * k)
            if k > 1:
                with LOCK:
                    y = y * x
            for value in y:
                if value < 0.0:
                    continue
                total += value**2
        total += len(caught)
    return total


def printed_elsewhere(x):
    """Output that goes elsewhere, from a helper as well.

    args: 1.5
    """
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        print(2.0)
        y = helper(x) * x
    return y * len(shown.getvalue())


def helper(x):
    with np.printoptions(precision=3), contextlib.nullcontext():
        print("helper")
        return x**3


def written_in_place(x):
    """An array that is written inside, a value that is overwritten.

    args: np.array([0.5, -1.0, 2.0])
    order: 2
    """
    y = np.zeros_like(x)
    with np.errstate(invalid="ignore", divide="ignore"):
        np.divide(1.0, x, out=y, where=x > 0)
        y = y * y
        y[1] = x[0] ** 2
    y = np.sin(y)
    return np.sum(y * x)


def returned_by_a_branch(x):
    """A branch inside of the `with` statement returns; the function goes on after it.

    args: np.array([0.7, 2.0, 1.5])
    args: np.array([1.7, 2.0, 1.5])
    """
    with np.errstate(divide="ignore"):
        if x[0] > 1.0:
            return x[0] ** 2
        y = x[0] ** 3
    return y * x[1]


def returned_by_all_branches(x):
    """All that is done inside of the `with` statement ends in a `return`.

    args: np.array([0.7, 2.0, 1.5])
    args: np.array([1.7, 2.0, 1.5])
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        y = np.log(x)
        if y[0] > 0:
            return np.sum(y)
        elif y[1] > 5.0:
            z = y * 2.0
        else:
            return np.sum(y * y)
        return np.sum(z)


def returned_from_a_loop(x, level):
    """A loop inside of the `with` statement returns, or comes to its end.

    args: np.array([0.7, 2.0, 1.5]), 1.0
    args: np.array([0.7, 2.0, 1.5]), 10.0
    wrt: x
    """
    total = 0.0
    with np.errstate(over="raise"):
        for v in x:
            for k in range(3):
                total += v * v * k
                if total > level:
                    return total * x[0]
            total = total * 1.1
    return total


def returned_in_two_managers(x):
    """One `with` statement inside of another one, both of which are left.

    args: np.array([0.7, 2.0, 1.5])
    args: np.array([1.7, 2.0, 1.5])
    """
    with np.errstate(divide="ignore"):
        with np.printoptions(precision=3):
            if x[0] < 1.0:
                return np.sum(x * x)
            y = x * 2.0
        return np.sum(y * x * x)


def returned_in_an_attempt(x):
    """A `try` statement inside of the `with` statement returns.

    args: np.array([0.7, 2.0, 1.5])
    """
    with np.errstate(divide="ignore"):
        try:
            return np.sum(x[5] * x)
        except IndexError:
            return np.sum(x * x)
