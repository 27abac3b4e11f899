"""Functions and their helpers that share arrays and numbers of the module."""

import math

import numpy as np

WORK = np.zeros(3)
NEXT = np.zeros(3)
WEIGHTS = np.array([1.0, -2.0, 0.5])
PREVIOUS = None
STATE = 0.0
VELOCITY = np.zeros(3)
GRID = np.zeros((3, 3))
TOTAL = 0
DEPTH = 0.0
EVALUATIONS = 0


def put(v):
    WORK[:] = v**2
    WORK[1] *= v[0]


def total():
    return np.sum(WORK * WEIGHTS)


def step(dt):
    NEXT[1:-1] = WORK[1:-1] + dt * (WORK[2:] - 2.0 * WORK[1:-1] + WORK[:-2])
    NEXT[0] = WORK[0]
    NEXT[-1] = WORK[-1]
    WORK[:] = NEXT


def filled_and_read(x):
    """One helper fills a buffer, another one reads it.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    put(x)
    return total() * x[0]


def used_twice_in_one_expression(x):
    """The buffer is filled twice before both results are multiplied.

    args: np.array([0.4, 1.2, 0.8])
    """
    def energy(v):
        put(v)
        return total()
    return energy(x) * energy(x * x[1]) + WORK[2]


def steps_of_heat(x, dt):
    """A step of a simulation that works on two buffers, in a loop.

    args: np.array([0.4, 1.2, 0.8]), 0.1
    """
    WORK[:] = x
    for _ in range(4):
        step(dt)
    return WORK @ WORK


def left_early(v):
    WORK[:] = v
    if v[0] < 0.0:
        return v[1]
    WORK[0] = math.sin(v[1])
    return WORK[0] * v[2]


def early_return(x):
    """A helper that writes a buffer and returns at two places.

    args: np.array([0.4, 1.2, 0.8])
    args: np.array([-0.4, 1.2, 0.8])
    """
    return left_early(x) + np.sum(WORK**2)


def grow(v, k):
    WORK[k] = WORK[k - 1] * v[k] + v[k]
    if k < 2:
        grow(v, k + 1)


def recursion_on_a_buffer(x):
    """A helper that calls itself goes along a buffer.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK[0] = x[0]
    grow(x, 1)
    return WORK[2] * WORK[1]


def row_of_a_grid(k, v):
    GRID[k] = v * GRID[k - 1]


def rows_of_a_grid(x):
    """Rows of a table are filled one from another.

    args: np.array([0.4, 1.2, 0.8])
    """
    GRID[0] = x
    for k in range(1, 3):
        row_of_a_grid(k, x)
    return GRID.sum() * GRID[2, 1]


def relax(v):
    global STATE
    STATE = 0.8 * STATE + 0.2 * v
    return STATE


def low_pass(x):
    """A filter keeps its state in a global, which is set back first.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    global STATE
    STATE = 0.0
    out = 0.0
    for v in x:
        out += relax(v) ** 2
    return out * STATE


def push(force):
    global VELOCITY
    VELOCITY = 0.9 * VELOCITY + force


def momentum(x):
    """An array of the module that is bound anew in each step.

    args: np.array([0.4, 1.2, 0.8])
    """
    global VELOCITY
    VELOCITY = np.zeros(3)
    for _ in range(3):
        push(x * np.cos(VELOCITY))
    return np.sum(VELOCITY * x)


def add_up(v):
    global TOTAL
    TOTAL += v * v


def started_from_a_whole_number(x):
    """What is added up starts from the whole number 0.

    args: np.array([0.4, 1.2, 0.8])
    """
    global TOTAL
    TOTAL = 0
    for v in x:
        add_up(v)
    return math.sqrt(TOTAL)


def evaluate(v):
    global EVALUATIONS
    EVALUATIONS += 1
    return v * v


def counted_while_it_is_filtered(x):
    """A counter beside of a state: only one of them has a derivative.

    args: np.array([0.4, 1.2, 0.8])
    """
    global STATE
    STATE = 1.0
    for v in x:
        relax(evaluate(v))
    return STATE * x[0]


def halve_below(v):
    global DEPTH
    DEPTH = DEPTH + v
    if v > 0.3:
        halve_below(v * 0.5)


def state_of_a_recursion(x):
    """A recursion adds to a global at each level.

    args: 1.5
    """
    global DEPTH
    DEPTH = 0.0
    halve_below(x)
    return DEPTH * x


def declared_and_only_written_in_place(x):
    """A global is declared, but never bound anew.

    args: np.array([0.4, 1.2, 0.8])
    """
    global WORK
    WORK[:] = x * 2.0
    return total()


def two_levels(v):
    put(v)
    return total()


def helper_of_a_helper(x):
    """The function itself does not name the buffer.

    args: np.array([0.4, 1.2, 0.8])
    """
    return two_levels(x) - two_levels(x[::-1])


def scaled(v, *, by=2.0, into=0):
    WORK[into] = v * by
    return WORK[into]


def keywords_and_defaults(x):
    """Helpers with defaults and arguments by keyword.

    args: np.array([0.4, 1.2, 0.8])
    """
    a = scaled(x[0]) + scaled(x[1], by=x[2], into=1)
    return a * np.sum(WORK[:2])


def handed_over_and_read(v, out):
    out[:] = v * WORK


def given_another_buffer(x):
    """A helper that reads one buffer of the module, and is given the other one.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK[:] = x**2
    handed_over_and_read(x, NEXT)
    return np.sum(NEXT * WORK)


def comprehension_over_a_buffer(x):
    """Items of the buffer are walked in a comprehension, and by a lambda.

    args: np.array([0.4, 1.2, 0.8])
    """
    put(x)
    square = lambda k: WORK[k] ** 2  # noqa: E731
    return sum([v * v for v in WORK]) + square(1) * total()


class Solver:
    """An object whose methods work on the buffers of the module."""

    def __init__(self, k):
        self.k = k
        self.calls = 0

    def put(self, v):
        WORK[:] = v * self.k

    def energy(self, v):
        self.put(v)
        return total() * self.k

    def counted(self, v):
        self.calls += 1
        self.put(v)
        return WORK[0] * total()

    def relaxed(self, v):
        global STATE
        STATE = STATE * 0.5 + v
        return STATE


SOLVER = Solver(2.0)


def by_methods(x):
    """Methods write a buffer, and a helper of theirs reads it.

    args: np.array([0.4, 1.2, 0.8])
    """
    return SOLVER.energy(x) * x[0] + WORK[1]


def by_methods_that_count(x):
    """The same with an object that changes.

    args: np.array([0.4, 1.2, 0.8])
    """
    return SOLVER.counted(x) + SOLVER.energy(x[::-1])


def global_of_a_method(x):
    """A method binds a global anew.

    args: np.array([0.4, 1.2, 0.8])
    taped: a global that a method writes
    """
    global STATE
    STATE = 1.0
    SOLVER.relaxed(x[0])
    return SOLVER.relaxed(x[1]) * STATE


SETTINGS = {"gain": 1.0, "bias": 0.0}
PAIR = [1.0, 2.0]
SAME_PAIR = PAIR


def read_total():
    return np.sum(WORK)


def product_of_the_pair():
    return PAIR[0] * PAIR[1]


def gain_changed(v):
    SETTINGS["gain"] = SETTINGS["gain"] * 0.5 + v


def state_in_a_dict(x):
    """A helper changes a number in a dict of the module.

    args: np.array([0.4, 1.2, 0.8])
    """
    SETTINGS["gain"] = 1.0
    gain_changed(x[0])
    gain_changed(x[1])
    return SETTINGS["gain"] * x[2] + SETTINGS["bias"]


def state_in_a_list(x):
    """A list of numbers of the module is written, and read by a helper.

    args: np.array([0.4, 1.2, 0.8])
    order: 2
    """
    PAIR[0] = x[0]
    return product_of_the_pair() * x[1]


def list_with_two_names(x):
    """Two names of the module mean one list.

    args: np.array([0.4, 1.2, 0.8])
    taped: a test at run time
    """
    PAIR[0] = x[0]
    return SAME_PAIR[0] * x[1]


def list_that_is_an_argument(x, pair=PAIR):
    """An argument is the list of the module.

    args: np.array([0.4, 1.2, 0.8])
    taped: a test at run time
    """
    PAIR[0] = x[0]
    return pair[0] * x[1]


def function_that_reads_the_buffer(x, read=read_total):
    """An argument is a function that reads the buffer.

    args: np.array([0.4, 1.2, 0.8])
    taped: a write into a global
    """
    WORK[:] = x**2
    return read() * x[0]


def squares_by_default(v, out=np.zeros(3)):  # noqa: B008
    out[:] = v**2
    return np.sum(out * v)


def running_by_default(v, state=[0.0], *, by=0.5):  # noqa: B006
    state[0] = state[0] * by + v
    return state[0]


def buffer_that_is_a_default(x):
    """A helper works on an array that is its default, unless it is given another.

    args: np.array([0.4, 1.2, 0.8])
    """
    return squares_by_default(x) * squares_by_default(2.0 * x) + squares_by_default(x[::-1], out=WORK) * WORK[0]


def state_that_is_a_default(x):
    """A filter keeps its state in the list that is its default.

    args: np.array([0.4, 1.2, 0.8])
    """
    running_by_default(x[0], by=0.0)
    running_by_default(x[1])
    return running_by_default(x[2]) * running_by_default(0.0)


def logged_into_an_argument(x, history):
    """What is computed is appended to a list of the caller's.

    args: np.array([0.4, 1.2, 0.8]), []
    wrt: x
    """
    y = np.sum(x**2)
    history.append(y)
    return y * x[0]


FIRST_TWO = WORK[:2]
HELD_WORK = [WORK]


def sum_of_the_view():
    return np.sum(FIRST_TWO)


def first_of_the_held():
    return HELD_WORK[0][0]


def read_through_a_view(x):
    """A helper writes a buffer, another one reads it through a view of the module.

    args: np.array([0.4, 1.2, 0.8])
    taped: a buffer with two names
    """
    put(x)
    return sum_of_the_view() * x[1] + FIRST_TWO[0]


def read_through_a_list(x):
    """The same through a list that holds it.

    args: np.array([0.4, 1.2, 0.8])
    taped: a buffer with two names
    """
    put(x)
    return first_of_the_held() * x[1]


def by_a_nested_function(v):
    def inner(w):
        global STATE
        STATE = STATE + w * w

    inner(v)
    inner(v * 2.0)


def global_of_a_function_in_a_helper(x):
    """A helper binds a global anew by a function of its own.

    args: np.array([0.4, 1.2, 0.8])
    taped: `global` two functions deep
    """
    global STATE
    STATE = 0.0
    by_a_nested_function(x[0])
    by_a_nested_function(x[1])
    return STATE * x[2]


def even(v, k):
    WORK[k % 3] += v[k % 3]
    return WORK[0] if k == 0 else odd(v, k - 1)


def odd(v, k):
    WORK[k % 3] *= v[k % 3]
    return WORK[1] if k == 0 else even(v, k - 1)


def two_that_call_each_other(x):
    """Two helpers that call each other work on one buffer.

    args: np.array([0.4, 1.2, 0.8])
    taped: functions that call each other
    """
    WORK[:] = 1.0
    return even(x, 5) * WORK[2]


def name_that_hides_a_global(x):
    """The function has a variable of the name of a global that a helper reads.

    args: np.array([0.4, 1.2, 0.8])
    taped: a name with two meanings
    """
    WEIGHTS = x[0]  # noqa: N806
    put(x)
    return total() * WEIGHTS


def calls_itself(x, k=2):
    """A recursion that works on a buffer of the module.

    args: np.array([0.4, 1.2, 0.8])
    """
    WORK[:] = x * (k + 1)
    squares = np.sum(WORK**2)
    if k:
        squares = squares + calls_itself(x * 0.5, k - 1) * WORK[0]
    return squares


def unpacked_between_two_calls(x):
    """Items of the buffer are taken out before it is filled again.

    args: np.array([0.4, 1.2, 0.8])
    """
    put(x)
    a, b, c = WORK
    put(x * x)
    return a * b * c + total()
