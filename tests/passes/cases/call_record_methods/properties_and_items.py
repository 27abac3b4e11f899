# f(2.0, 0.5)
from dataclasses import dataclass


@dataclass
class Interval:
    low: float
    high: float

    @property
    def width(self):
        return self.high - self.low

    def __getitem__(self, k):
        return self.high if k == 0 else self.low


def f(x, k):
    part = Interval(x, k)
    return part.width * part[0] + part[1] * part.low


# ---
def f(x, k):
    part = Interval(x, k)
    return width(part) * getitem(part, 0) + getitem(part, 1) * part.low
