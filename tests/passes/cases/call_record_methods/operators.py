# f(2.0, 0.5)
from typing import NamedTuple


class Vector(NamedTuple):
    x: float
    y: float

    def __add__(self, other):
        return Vector(self.x + other.x, self.y + other.y)

    def __neg__(self):
        return Vector(-self.x, -self.y)

    def __rmul__(self, k):
        return Vector(self.x * k, self.y * k)


def f(x, k):
    p = Vector(x, k)
    q = Vector(k, x)
    total = 2.0 * p + -q
    total += p
    return total.x * total.y


# ---
def f(x, k):
    p = Vector(x, k)
    q = Vector(k, x)
    total = add(rmul(p, 2.0), neg(q))
    total = add(total, p)
    return total.x * total.y
