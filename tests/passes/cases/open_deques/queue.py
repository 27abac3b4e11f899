# f(1.5)
from collections import deque


def f(x):
    q = deque([x, 2.0 * x])
    total = 0.0
    while q:
        v = q.popleft()
        total += v
        if v > 1.0:
            q.append(v * 0.5)
    return total


# ---
def f(x):
    q = list([x, 2.0 * x])
    total = 0.0
    while q:
        v = q.pop(0)
        total += v
        if v > 1.0:
            q.append(v * 0.5)
    return total
