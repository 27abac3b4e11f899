# f(1.5, np.ones(2))
import numpy as np


def f(x, v):
    items = [x, x * x]
    return np.dot(v, b=items) + np.sum(np.exp(items)) + np.sum([v, v])


# ---
def f(x, v):
    items = [x, x * x]
    return np.dot(v, b=np.array(items)) + np.sum(np.exp(items)) + np.sum(np.array([v, v]))
