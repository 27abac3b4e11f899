"""More generators: how they are given, left and gone on with."""

import itertools

import numpy as np

K = 2.0


def gen(x, n):
    for i in range(n):
        yield x * i


def gen_state(x):
    a, b = 0.0, x
    while True:
        yield a, b
        a, b = b, a + b * x


def gen_try(x):
    try:
        yield x
        yield x * x
    finally:
        pass


def gen_send(x):
    got = yield x
    yield got


def gen_ret(x):
    yield x
    return x * 3


def gen_deleg(x):
    r = yield from gen_ret(x)
    yield r


def gen_default(x, k=[2.0]):
    yield x * k[0]


def gen_kw(x, *, k=3.0):
    for i in range(2):
        yield x * k + i


def gen_star(*xs):
    for v in xs:
        yield v * v


def gen_global(x):
    for i in range(2):
        yield x * K + i


def gen_nested_if(xs):
    for i, v in enumerate(xs):
        if i % 2 == 0:
            if v > 0.2:
                yield v, i
        else:
            continue
        if v > 1.7:
            break


def ended_by_else(x):
    """The `else` of a loop over an endless generator.

    args: 0.7
    """
    total = 0.0
    for a, b in gen_state(x):
        if b > 5.0 or a > 3.0:
            break
        total += a * b
    else:
        total = -1.0
    return total


def all_sorts(x):
    """Generators with `try`, `yield from` with a result, defaults and stars.

    args: 0.7
    taped: a generator with a `try` statement
    """
    first = sum(gen_try(x)) + sum(gen_deleg(x)) + sum(gen_default(x))
    return first + sum(gen_kw(x, k=x)) + sum(gen_star(x, 2.0, x)) + sum(gen_global(x))


def by_keyword_and_star(x):
    """Arguments by keyword, starred, and gathered.

    args: 0.7
    """
    total = 0.0
    for v in gen_kw(k=x, x=2.0):
        total += v
    for v in gen_star(*[x, x * 2]):
        total += v
    for v in gen_star(x, x + 1.0):
        total += v * x
    return total


def yields_in_branches(xs):
    """A yield in a branch of a branch, in a loop that breaks and continues.

    args: np.array([0.5, 1.5, 2.0, 0.1, 0.9])
    """
    total = 0.0
    for v, i in gen_nested_if(xs):
        if i == 2:
            total += 1.0
            continue
        total += v ** 2 * (i + 1)
    return total


def walked_twice(x):
    """A generator that is left, and then walked on.

    args: 0.7
    """
    g = gen(x, 4)
    total = 0.0
    for v in g:
        total += v
        if v > 1.0:
            break
    for v in g:
        total += v * 10
    return total


def nested_clauses(x):
    """Generators in both clauses of a comprehension.

    args: 0.7
    """
    return sum(v * w for v in gen(x, 3) for w in gen(v, 3)) + max(gen(x, 3)) + len(list(gen(x, 3)))


def asked_for_one(x):
    """any and next ask for as much as they need.

    args: 0.7
    """
    d = {i: v for i, v in enumerate(gen(x, 3))}
    return d[1] * d[2] + any(v > 0.5 for v in gen(x, 3)) + next(gen(x + 1, 2)) + sum(1 for v in gen(x, 9) if v > 1)


def same_target(x):
    """The loop binds the name that its generator was given.

    args: 0.7
    """
    total = x
    for total in gen(total, 4):
        pass
    return total * x


def own_names(x):
    """The generator has variables of the same names.

    args: 0.7
    """
    i = 5
    v = 2.0
    out = 0.0
    for k in gen(x, 3):
        out += k * i * v
    return out + i * v


def rebound_in_the_loop(x):
    """The loop rebinds what the generator was given.

    args: 0.7
    """
    for v in gen(x, 0):
        x = 100.0
    for v in gen(x, 3):
        x = x * 1.5 + v
    return x


def list_of_generators(x):
    """Generators in a list.

    args: 0.7
    taped: a generator function
    """
    gens = [gen(x, 3), gen(x * 2, 2)]
    return sum(sum(g) for g in gens)


def handed_on(x):
    """A generator is handed to a function.

    args: 0.7
    taped: a generator function
    """
    def apply(items):
        s = 0.0
        for v in items:
            s += v * v
        return s
    return apply(gen(x, 3)) + apply(list(gen(x, 3)))


def grouped(xs):
    """itertools.groupby.

    args: np.array([0.5, 1.5, 2.0])
    """
    groups = itertools.groupby(xs, key=lambda v: v > 1.0)
    return sum(sum(g) ** 2 for k, g in groups)


def two_of_one(xs):
    """itertools.tee.

    args: np.array([0.5, 1.5, 2.0])
    taped: `itertools.tee`
    """
    a, b = itertools.tee(xs)
    next(b)
    return sum(p * q for p, q in zip(a, b))


def rows(x):
    """Iterators of the rows of a matrix.

    args: np.array([[0.5, 1.5], [2.0, 0.3]])
    """
    total = 0.0
    for row in itertools.chain(x, x.T):
        total += np.prod(row)
    for r, s in itertools.combinations(x, 2):
        total += r @ s
    for r, s in itertools.product(x, repeat=2):
        total += np.sum(r * s)
    for a in itertools.accumulate(x):
        total += np.sum(a ** 2)
    return total


def counting(x):
    """A generator that counts down its own argument, beside itertools.count.

    args: 0.7
    """
    def walk(v, n):
        while n > 0:
            n -= 1
            v = v * x
            yield v
    n = 3
    return sum(walk(x, n)) + n + sum(i * v for i, v in zip(itertools.count(1), walk(x, 2)))


def entries(x):
    """A generator of the entries of a dict.

    args: {"a": 0.5, "b": 1.5}
    """
    def named(p):
        for k, v in p.items():
            yield k, v * v
    out = {k: v for k, v in named(x)}
    return out["a"] * out["b"] + sum(v for _, v in named(x))


def sliding_windows(x):
    """A generator that keeps a list of what it has walked.

    args: np.array([0.5, 1.5, 2.0])
    """
    def windows(items, size):
        it = iter(items)
        window = []
        for v in it:
            window.append(v)
            if len(window) == size:
                yield window
                window = window[1:]
    return sum(w[0] * w[1] for w in windows(x, 2))


def steps_of_a_solver(x):
    """The steps of an endless solver.

    args: 0.7
    """
    def rk(y, h):
        t = 0.0
        while True:
            yield t, y
            k1 = -y
            k2 = -(y + h * k1 / 2)
            y = y + h * k2
            t += h
    for t, y in rk(x, 0.1):
        if t > 0.55:
            break
    last = y
    ys = [y for _, (t, y) in zip(range(4), rk(x, 0.2))]
    return last * 2 + ys[-1] * x + t


def left_in_two_loops(x):
    """Generators in each other, left and passed over.

    args: 0.7
    """
    total = 0.0
    for i in range(2):
        for v in gen(x, 4):
            if v > 1.0:
                break
            for w in gen(v, 3):
                if w > 1.0:
                    continue
                total += w * x + v
        else:
            total += 100.0
    return total


def returned_from_two_loops(x):
    """A return out of two generators.

    args: 0.7
    """
    for v in gen(x, 5):
        for w in gen(v, 5):
            if w > 2.0:
                return w * v
    return x
