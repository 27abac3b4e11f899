"""Random programs with objects: names that are exchanged, methods that change them, lists, tests and loops."""

from __future__ import annotations

from random import Random

CLASSES = '''
import copy
import math


class A:
    k = 0.5

    def __init__(self, u, w=1.0):
        self.u = u
        self.w = w

    def bump(self, d):
        self.u += d * self.w
        return self

    def mix(self, other):
        self.u, other.w = other.w * 0.5, self.u + 0.1
        return self.u

    def made(self, d):
        return A(self.u * 0.5 + d, w=self.w)

    def get(self, d):
        if d > 1.0:
            return self.u
        self.w = self.w * 0.9 + d * 0.1
        return self.w * d

    @property
    def p(self):
        return self.u * 0.3 + self.w

    @p.setter
    def p(self, v):
        self.u = v * 0.5

    def __add__(self, other):
        return A(self.u + other.u, self.w)

    def __mul__(self, k):
        return A(self.u * k, self.w * 0.5)

    __rmul__ = __mul__

    def __iadd__(self, other):
        self.u += other.u * 0.5
        return self


class B(A):
    def __init__(self, u):
        super().__init__(u, 0.7)
        self.a = A(u * 0.5)

    def bump(self, d):
        super().bump(d * 0.5)
        self.a.bump(d)
        return self


def change(o, d):
    o.u += d
    q = o
    q.w = q.w * 0.8
    return q.u * 0.4


def make(d, o):
    if d > 1.0:
        return A(d, o.u)
    r = A(o.w)
    r.bump(d)
    return r


def f(x):
'''


class Writer:
    """One random program."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.lines: list[str] = []
        self.has_list = self.random.random() < 0.4

    def choice(self, *options: str) -> str:
        return self.random.choice(options)

    def name(self) -> str:
        return self.choice("a", "b", "c")

    def number(self, depth: int = 0) -> str:
        """Return an expression that is a number."""
        o = self.name()
        found = ["x", "0.3", f"{o}.u", f"{o}.w", f"{o}.p", "t", "1.2", f"{o}.k"]
        if depth < 2:
            inner = [self.number(depth + 1) for _ in range(3)]
            found += [f"{inner[0]} + {inner[1]}", f"math.sin({inner[0]})", f"{inner[0]} * 0.5", f"{o}.bump({inner[0]}).u",
                      f"{o}.get({inner[0]})", f"change({o}, {inner[0]})", f"{o}.mix({self.name()})",
                      f"({inner[0]} if {inner[1]} > 0.7 else {inner[2]})"]
            if self.has_list:
                index = self.choice("0", "-1", "len(l) - 1")
                found += [f"l[{index}].u", "sum(e.u for e in l)", f"sum([e.bump({inner[0]}).w for e in l])"]
        return self.choice(*found)

    def object(self) -> str:
        """Return an expression that is an object."""
        o, q = self.name(), self.name()
        found = [f"A({self.number()})", f"A({self.number()}, {self.number()})", o, o, f"{o}.made({self.number()})", f"{o} + {q}",
                 f"0.5 * {o}", f"{o} * ({self.number()})", f"make({self.number()}, {o})", f"copy.copy({o})",
                 f"({o} if {self.number()} > 0.6 else {q})", f"{o}.bump({self.number()})"]
        return self.choice(*found, *(["l[0]", "l[-1]"] if self.has_list else []))

    def statement(self) -> str:
        """Return a simple statement."""
        o, q = self.name(), self.name()
        found = [f"{o} = {self.object()}", f"{o}.{self.choice(*'uwp')} {self.choice('=', '+=', '*=')} {self.number()}",
                 f"t {self.choice('=', '+=')} {self.number()}", f"{o}.{self.choice('bump', 'get')}({self.number()})",
                 f"{o} += {q}", f"{o}, t = {self.object()}, {self.number()}", f"{o}.u, {q}.w = {self.number()}, {self.number()}"]
        if self.has_list:
            found += [f"l.append({self.object()})", f"l[0].u = {self.number()}", f"{o} = l[-1]", f"l[0] = {self.object()}",
                      "for i, e in enumerate(l): e.w += i * 0.1 * l[0].u", f"for e in l: e.bump({self.number()})"]
        return self.choice(*found)

    def block(self, indent: str, depth: int, count: int) -> None:
        """Write statements."""
        for _ in range(count):
            kind = self.random.random()
            if kind < 0.75 or depth == 2:
                self.lines.append(indent + self.statement())
            elif kind < 0.88:
                self.lines.append(f"{indent}if {self.number()} > {self.choice('0.5', '1.0', '0.0')}:")
                self.block(indent + "    ", depth + 1, self.random.randint(1, 3))
                if self.random.random() < 0.6:
                    self.lines.append(f"{indent}else:")
                    self.block(indent + "    ", depth + 1, self.random.randint(1, 2))
            else:
                self.lines.append(f"{indent}for {'ij'[depth]} in range({self.random.randint(1, 3)}):")
                self.block(indent + "    ", depth + 1, self.random.randint(1, 3))
                if self.random.random() < 0.3:
                    self.lines.append(f"{indent}    if t > 3.0: {self.choice('break', 'continue')}")

    def text(self) -> str:
        """Return the text of the program."""
        self.lines += ["t = 0.2 * x", "a = A(x)"]
        self.lines += [self.choice("b = A(0.5 * x, x)", "b = B(x)"), self.choice("c = a", "c = A(1.0, x)")]
        if self.has_list:
            self.lines.append("l = " + self.choice("[A(x * i) for i in range(2)]", "[A(x), A(0.3)]", "[a, A(x)]"))
        self.block("", 0, self.random.randint(3, 8))
        ends = " + sum(e.u * e.w for e in l)" if self.has_list else ""
        self.lines.append(f"return t + a.u * 0.5 + b.w * 0.3 + c.u * c.w * 0.1{ends}")
        return CLASSES + "".join(f"    {line}\n" for line in self.lines)


def program_of_objects(seed: int) -> str:
    """Return the text of a module with a function `f` of a number."""
    return Writer(seed).text()
