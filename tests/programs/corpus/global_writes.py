"""Functions that rebind globals."""

import numpy as np

COUNT = 0.0
SCALE = 2.0
CALLS = 0
LAST = None
BEST = 1.0
BUF = np.zeros(2)


def accumulated_outside(x):
    """A global is accumulated in a loop.

    args: 1.5
    """
    global COUNT
    COUNT = 0.0
    for _ in range(3):
        COUNT = COUNT + x * SCALE
    return COUNT * x


def calls_counted_outside(x):
    """A counter of calls.

    args: 1.5
    """
    global CALLS
    CALLS += 1
    return x * x


def last_one(x):
    """What was last computed is kept, in one of two branches.

    args: 1.5
    """
    global CALLS, LAST
    CALLS += 1
    y = x * x
    LAST = y
    if y > 2.0:
        LAST = y * x
    return LAST + y


def bump(v):
    global COUNT
    COUNT = v * 2.0


def read_after_a_helper(x):
    """A helper leaves a value where the function reads it.

    args: 1.5
    """
    bump(x)
    return COUNT * x


def peek():
    return COUNT * 3.0


def read_by_a_helper(x):
    """A helper reads what the function has left.

    args: 1.5
    """
    global COUNT
    COUNT = x
    return peek() * x


def tally(v):
    global CALLS
    CALLS += 1
    return v * v


def counted_by_a_helper(x):
    """A helper counts its calls.

    args: 1.5
    """
    return tally(x) + tally(2 * x)


def run_total(v):
    global BEST
    BEST = BEST * 0.5 + v
    return BEST


def state_of_a_helper(x):
    """A helper goes on with what it has left.

    args: 1.5
    """
    global BEST
    BEST = 1.0
    run_total(x)
    return run_total(x) * x


def read_by_a_nested_function(x):
    """A nested function reads it at two times.

    args: 1.5
    """
    global COUNT
    COUNT = 1.0
    def step(v):
        return v * COUNT
    a = step(x)
    COUNT = x
    return a + step(x)


def written_by_a_nested_function(x):
    """A nested function rebinds it, too.

    args: 1.5
    """
    global COUNT
    COUNT = x
    def step(v):
        global COUNT
        COUNT = COUNT * v
    step(x)
    return COUNT


def global_array(x):
    """A global array is rebound.

    args: np.array([0.5, 1.5])
    """
    global BUF
    BUF = x * 2.0
    BUF = BUF + x
    return np.sum(BUF ** 2)
