"""What the tape costs an operation, beside autograd and PyTorch: `python benchmarks/tape.py`.

Chains of 10,000 multiplications and sines, on a number and on a vector of ten, forward and backward, through the public
names of each library. All run in one process, in turns; medians of the times and of the ratios of each turn. A library
that is not installed is left out.
"""

import gc
import importlib
import statistics
import time
import tracemalloc

import numpy as np

from tangentlike import tape

COUNT = 10_000
TURNS = 9
CHAINS = 5
DATA = {"number": 0.9999, "10-vector": np.linspace(0.5, 1.0, 10)}
OPERATIONS = ("multiply", "sine")


def chain(operation, sin, x, count=COUNT):
    """Return the end of a chain of operations."""
    y = x
    if operation == "multiply":
        for _ in range(count):
            y = y * 1.0001
    else:
        for _ in range(count):
            y = sin(y)
    return y


def on_tensors(torch):
    """Return how a library of PyTorch's kind goes there and back."""

    def run(operation, data):
        x = torch.tensor(data, requires_grad=True)
        chain(operation, torch.sin, x).sum().backward()
        return np.asarray(x.grad.numpy())

    return run


def with_autograd(autograd):
    """Return how autograd goes there and back."""
    sin = importlib.import_module("autograd.numpy").sin
    total = importlib.import_module("autograd.numpy").sum

    def run(operation, data):
        return autograd.grad(lambda x: total(chain(operation, sin, x)))(data)

    return run


def found(name):
    """Return a module, or None with a word about it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        print(f"{name} is not installed: left out")
        return None


def make_runs():
    """Return what is compared, by name."""
    runs = {"tape": on_tensors(tape)}
    autograd, torch = found("autograd"), found("torch")
    if autograd is not None:
        runs["autograd"] = with_autograd(autograd)
    if torch is not None:
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float64)
        runs["PyTorch"] = on_tensors(torch)
    return runs


def timed(run, operation, data):
    """Return the CPU seconds of one chain of several in a row, collections of garbage by Python among them."""
    gc.collect()
    begun = time.process_time()
    for _ in range(CHAINS):
        run(operation, data)
    return (time.process_time() - begun) / CHAINS


def measure(runs, operation, data):
    """Return the microseconds an operation of each library in each turn, once all have given the same gradient."""
    results = [run(operation, data) for run in runs.values()]
    for result in results[1:]:
        np.testing.assert_allclose(results[0], result, rtol=1e-9)
    return [[1e6 * timed(run, operation, data) / COUNT for run in runs.values()] for _ in range(TURNS)]


def bytes_recorded(operation):
    """Return the bytes that one recorded operation on a number keeps."""
    x = tape.tensor(0.9999, requires_grad=True)
    chain(operation, tape.sin, x, 10)
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        end = chain(operation, tape.sin, x)
        kept = tracemalloc.get_traced_memory()[0] - before
        assert end.requires_grad
        return kept / COUNT
    finally:
        tracemalloc.stop()


def row(runs, operation, kind):
    """Return one line of the table."""
    turns = measure(runs, operation, DATA[kind])
    times = [statistics.median(column) for column in zip(*turns, strict=True)]
    ratios = [statistics.median(turn[0] / turn[k] for turn in turns) for k in range(1, len(times))]
    shown = "".join(f"{each:12.2f}" for each in times) + "".join(f"{ratio:16.3f}" for ratio in ratios)
    return f"{operation:10s}{kind:10s}{shown}{bytes_recorded(operation):10.0f}"


if __name__ == "__main__":
    compared = make_runs()
    others = "".join(f"{'tape / ' + name:>16s}" for name in list(compared)[1:])
    print("microseconds an operation, forward and backward; bytes a recorded operation on a number")
    print(f"{'':20s}" + "".join(f"{name:>12s}" for name in compared) + others + f"{'bytes':>10s}")
    for operation in OPERATIONS:
        for kind in DATA:
            print(row(compared, operation, kind), flush=True)
