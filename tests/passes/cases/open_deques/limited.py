# f(1.5)
from collections import deque


def f(x):
    q = deque(maxlen=2)
    for k in range(4):
        q.append(x * k)
    q.rotate(1)
    q.appendleft(x)
    return q[0] + q[-1] * len(q)


# ---
def f(x):
    q = []
    for k in range(4):
        q.append(x * k)
        if len(q) > 2:
            q.pop(0)
    for i in range(1 % max(1, len(q))):
        q.insert(0, q.pop())
    q.insert(0, x)
    if len(q) > 2:
        q.pop()
    return q[0] + q[-1] * len(q)
