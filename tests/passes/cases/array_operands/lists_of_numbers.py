# f(1.5)
import numpy as np


def f(x):
    items = [x, x * x]
    return np.prod(items) + np.max((x, 2.0)) + np.concatenate([np.array(items), np.ones(1)]).sum() + np.prod([1.0, 2.0])


# ---
def f(x):
    items = [x, x * x]
    return np.prod(np.array(items)) + np.max(np.array((x, 2.0))) + np.concatenate([np.array(items), np.ones(1)]).sum() + np.prod([1.0, 2.0])
