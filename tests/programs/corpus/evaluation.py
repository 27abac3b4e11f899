"""What the primal evaluates once is evaluated once: helpers that count, and lists that remember."""

STATE: list[float] = []


def flipped(x):
    """Return x and then -x: a second evaluation gives something else."""
    STATE.append(1.0)
    return x if len(STATE) % 2 else -x


def test_of_a_conditional_expression(x):
    """Going back asks which side was chosen, not for the test.

    args: 1.5
    """
    STATE.clear()
    return x * x if flipped(x) > 0 else 3.0 * x


def test_inside_an_operand(x):
    """The test stands between two operands.

    args: 1.5
    """
    STATE.clear()
    return flipped(x) * (x * x if flipped(x) < 0 and flipped(x) > 0 else 3.0 * x) * flipped(x)


def range_of_a_comprehension(x):
    """How often it runs is decided once.

    args: 1.5
    """
    STATE.clear()
    return sum([x * x * k for k in range(int(flipped(2.0)) + 2)])


def walked_by_a_loop(x):
    """What a loop walks is made once.

    args: 1.5
    """
    STATE.clear()
    y = x
    for scale in [flipped(2.0), flipped(3.0)]:
        y = y * scale * x
    return y


def element_at_a_counted_index(x):
    """An index that is evaluated again is another one.

    args: 1.5
    """
    STATE.clear()
    return x * (2.0, 3.0)[int(flipped(1.0) > 0)] * x
