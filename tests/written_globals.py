"""Functions that rebind globals of their module, for `test_opening`."""

# ruff: noqa: PLW0603

LEVEL = 0.0
CALLS = 0


def half_done(x):
    global LEVEL
    LEVEL = 2.0 * x
    if x > 1.0:
        raise ValueError("too high")
    LEVEL = LEVEL + x * x
    return LEVEL * x - x * LEVEL + x * x * 0.0 + LEVEL * 0.0 + x * 1.25


def counted(x):
    global CALLS
    CALLS += 1
    return x * x


def faded(x):
    global LEVEL
    LEVEL = LEVEL * 0.5 + x
    return LEVEL * x


def leave(v):
    global LEVEL
    LEVEL = 2.0 * v


def through_a_global(x):
    leave(x)
    return LEVEL * x
