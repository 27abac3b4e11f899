"""How fast generated gradients are, beside gradients written by hand: `python benchmarks/reverse.py`.

All that is compared runs in one process, in turns; CPU time, medians of the ratios of each turn. The figures are
good to a few percent on a machine with nothing else to do. For the functions, see `problems.py` beside this file.
"""

import gc
import statistics
import time

import numpy as np
from problems import make_problems

import tangentlike as tl

TURNS = 25
SECONDS_A_TURN = 0.01


def timed(function, args, repeats):
    """Return the CPU seconds of one call."""
    begun = time.process_time()
    for _ in range(repeats):
        function(*args)
    return (time.process_time() - begun) / repeats


def measure(functions, args):
    """Return the seconds of each function in each turn."""
    first = min(timed(function, args, 3) for function in functions)
    repeats = max(1, round(SECONDS_A_TURN / max(first, 1e-7)))
    turns = []
    for _ in range(TURNS):
        gc.collect()
        turns.append([timed(function, args, repeats) for function in functions])
    return turns


def check(made, wanted):
    """Raise unless two gradients agree."""
    if isinstance(wanted, dict):
        made, wanted = list(made.values()), list(wanted.values())
    if isinstance(wanted, (tuple, list)):
        for left, right in zip(made, wanted, strict=True):
            np.testing.assert_allclose(left, right, rtol=1e-7, atol=1e-10)
    else:
        np.testing.assert_allclose(made, wanted, rtol=1e-7, atol=1e-10)


def row(function, by_hand, wrt, args):
    """Return one line of the table."""
    gradient = tl.grad(function, wrt)
    first = timed(gradient, args, 1)
    check(gradient(*args), by_hand(*args))
    text = gradient.lower(*args).function
    turns = measure([function, by_hand, text, gradient], args)
    primal, hand, _, whole = (statistics.median(times) for times in zip(*turns, strict=True))
    ratios = [statistics.median(turn[i] / turn[j] for turn in turns) for i, j in ((2, 1), (3, 1), (3, 0))]
    micro = "".join(f"{1e6 * seconds:12.1f}" for seconds in (primal, hand, whole))
    return f"{function.__name__:12s}{micro}" + "".join(f"{ratio:10.2f}" for ratio in ratios) + f"{1e3 * first:12.0f}"


if __name__ == "__main__":
    tl.grad(lambda x: x * x)(1.0)  # reads the rules
    print(f"{'':12s}{'microseconds':>36s}{'text':>10s}{'call':>10s}{'call':>10s}{'first call':>12s}")
    heads = ("primal", "by hand", "gradient")
    print(f"{'':12s}" + "".join(f"{head:>12s}" for head in heads) + f"{'/ hand':>10s}{'/ hand':>10s}{'/ primal':>10s}{'ms':>12s}")
    for problem in make_problems():
        print(row(*problem), flush=True)
