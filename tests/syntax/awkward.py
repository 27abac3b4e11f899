"""Functions whose text is awkward to find. `CASES` names them; `expected` of each is the text of its last statement."""

import functools

import numpy as np

plus, minus = lambda x: x + 1.0, lambda x: x - 1.0
nested_lambda = lambda x: lambda y: x * y  # noqa: E731
twins = [lambda x: x, lambda x: x]


def apply(*functions, **named):
    return [*functions, *named.values()]


over_lines = apply(
    lambda x: x
    + 2.0,
    a=lambda x, y=(lambda z: z): -x, b=(lambda x: (
        x * 3.0
    )),
)  # fmt: skip


def outer(k):
    scale = 2.0

    def inner(x):
        text = """
text at column 0
"""
        return x * scale * k * len(text)

    def recursive(n):
        return n if n < 1 else recursive(n - 1)

    return inner, recursive


def plain_decorator(f):
    return f


@plain_decorator
# a comment stands between

@plain_decorator
def decorated(x):
    return np.sin(x)


def doubling(f):
    @functools.wraps(f)
    def wrapper(*args):
        return 2.0 * f(*args)

    return wrapper


@doubling
def doubled(x):
    return x


@functools.lru_cache
def cached(x):
    return x + 5.0


class Model:
    __scale = 3.0

    def __call__(self, x):
        return x * 7.0

    def method(self, x):
        return x * self.__scale

    @classmethod
    def made(cls, x):
        return cls, x

    @staticmethod
    def still(x):
        return x + 9.0

    @property
    def size(self):
        return super().__repr__()


def with_assert(x):
    assert x > 0, "positive"
    return x + 10.0


def one_line(x): return x + 11.0  # fmt: skip


async def asynchronous(x):
    return await x


def generator(x):
    yield x


CASES = [
    (plus, "lambda x: x + 1.0"), (minus, "lambda x: x - 1.0"), (nested_lambda, "lambda x: lambda y: x * y"),
    (nested_lambda(1.0), "lambda y: x * y"), (twins[0], "lambda x: x"), (over_lines[0], "lambda x: x + 2.0"),
    (over_lines[1], "lambda x, y=(lambda z: z): -x"), (over_lines[1].__defaults__[0], "lambda z: z"),
    (over_lines[2], "lambda x: (x * 3.0)"), (outer(1.0)[0], "return x * scale * k * len(text)"),
    (outer(1.0)[1], "return n if n < 1 else recursive(n - 1)"), (decorated, "return np.sin(x)"),
    (doubled, "return 2.0 * f(*args)"), (cached, "return x + 5.0"), (Model(), "return x * 7.0"),
    (Model().method, "return x * self.__scale"), (Model.made, "return cls, x"), (Model.still, "return x + 9.0"),
    (Model.size, "return super().__repr__()"), (functools.partial(with_assert, x=1), "return x + 10.0"),
    (one_line, "return x + 11.0"), (asynchronous, "return await x"), (generator, "yield x"),
]  # fmt: skip
