"""Random programs whose names, tuples, lists, dicts and objects share arrays that are written in place."""

from __future__ import annotations

from random import Random

HEAD = '''
from collections import namedtuple
from dataclasses import dataclass

import numpy as np

P = namedtuple("P", "u v")


@dataclass
class Q:
    u: object
    v: object


def put(u, k):
    u[0] += k * u[1]


def across(u, v, k):
    u[1] = v[0] * k
    v[2] += u[0] * u[0]


def step(u, v, k):
    v[1] = u[1] + k * (u[0] - u[2])


def same(u):
    return u


def pick(u, v, c):
    if c:
        return u
    return v


def both(u, v):
    u[0] *= 1.1
    return v, u


def view(u):
    return u[::-1]


def new(u, v):
    return u * v


def nested(u, v):
    w = u * v
    return (w, u), [v, w]


def pairs(u, v):
    return [(u, v), (v, u.copy())]


def scaled(p, k):
    p[0][1] *= k
    return p[1], p[0]


def table(u, v):
    return {"u": u, "v": (v, u[::-1])}
'''

# A statement's `{n}` are names of arrays, `{i}` places in them, `{b}` a bit and `{e}` expressions of an array.
EXPRESSIONS = (
    "{n}", "{n}", "{n}", "{n}[::-1]", "{n}[...]", "same({n})", "pick({n}, {n}, i > 1)", "view({n})", "new({n}, {n})",
    "{n}.copy()", "({n} if i > 1 else {n})", "({n}, {n})[{b}]",
)
STATEMENTS = (
    "{d0}, {d1} = {d1}, {d0}",
    "{d0}, {d1}, {d2} = {d1}, {d2}, {d0}",
    "{d0}, {d1} = {e}, {e}",
    "{d0}, {d1} = both({d1}, {d2})",
    "{n} = {e}",
    "{n} = {e}",
    "put({n}, x[{i}])",
    "across({d0}, {d1}, x[1])",
    "step({d0}, {d1}, x[2])",
    "step({d0}, {d1}, x[2])\n{d0}, {d1} = {d1}, {d0}",
    "{n}[{i}] = {n}[{i}] * x[0]",
    "{n}[1:] *= 1.2",
    "t = ({n}, {n})\n{n} = t[{b}]",
    "t = [{n}, {n}, {n}.copy()]\nt[{i}][{i}] *= 1.1\n{n} = t[{i}]",
    "t, w = nested({n}, {n})\n{n} = t[{b}]\n{n} = w[{b}]",
    "t = pairs({n}, {n})\n{d0}, {d1} = t[{b}]",
    "t = pairs({n}, {n})\n{n} = t[{b}][{b}]",
    't = table({n}, {n})\n{n} = t["v"][{b}]',
    "{d0}, {d1} = scaled(({n}, {n}), x[0])",
    "q = Q({n}, {n})\nq.u[{i}] += 0.3 * q.v[{i}]\n{n} = q.v",
    "p = P({n}, {n})\np.u[{i}] += 0.3 * p.v[{i}]\n{n} = p.v",
    "for w in [{n}, {n}]:\n    w[{i}] *= 1.3",
    "for w in zip([{n}, {n}], [{n}, {n}.copy()]):\n    w[0][1] += w[1][0] * 0.2",
    "ws = [(w, 2.0) for w in ({n}, {n})]\nws[{b}][0][{i}] += 0.1\n{n} = ws[{b}][0]",
    'ds = {{"k": {n}, "l": {n}}}\nfor key, w in ds.items():\n    w[0] += 0.2 * w[1]\n{n} = ds.get("k")',
    "s += np.sum({n} * {n})",
)
NAMES = ("a", "b", "c", "d")


def filled(text: str, random: Random) -> str:
    """Return a text with something at each of its places."""
    apart = random.sample(NAMES, 3)
    for i, name in enumerate(apart):
        text = text.replace(f"{{d{i}}}", name)
    for place, options in (("{e}", EXPRESSIONS), ("{n}", NAMES), ("{i}", "012"), ("{b}", "01")):
        while place in text:
            text = text.replace(place, random.choice(options), 1)
    return text.replace("{{", "{").replace("}}", "}")


def block(random: Random, depth: int, count: int) -> list[str]:
    """Return the lines of some statements, with loops and branches of a few of them."""
    lines: list[str] = []
    for _ in range(count):
        if depth < 2 and random.random() < 0.15:
            inner = ["    " + line for line in block(random, depth + 1, random.randint(2, 4))]
            lines += [random.choice(["for i in range(3):", "if i > 0:"]), *inner]
        else:
            lines += filled(random.choice(STATEMENTS), random).split("\n")
    return lines


def program_of_aliases(seed: int) -> str:
    """Return the text of a module with a function `f` of an array of three numbers."""
    random = Random(seed)
    start = ["i = 1", "s = 0.0", "a = x.copy()", "b = x * 2.0", "c = x + 1.0"]
    start.append("d = " + random.choice(["a", "b", "x.copy()", "x.copy()", "a[::-1]"]))
    lines = [*start, *block(random, 0, random.randint(2, 7))]
    lines.append("return s + np.sum(a * b) + 0.5 * np.sum(c * c) + d[0] * d[1]")
    return f"{HEAD}\n\ndef f(x):\n" + "".join(f"    {line}\n" for line in lines)
