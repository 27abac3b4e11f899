"""Random programs as text: an own grammar of statements, drawn by hypothesis.

A program is a module with helper functions and a function `program(x, y, xs)` of two floats and an array of three,
whose result is a float. It always stops: every `for` and `while` has a bound, and no helper calls itself. Simple
choices come first, so that hypothesis shrinks a failing program to a short one.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")
HEADER = "import math\n\nimport numpy as np\n\n\n"
CONSTANTS = ("0.5", "1.5", "-0.7", "2.0", "0.1", "-1.3", "1.0", "0.0", "3")
NAMES = ("a", "b", "c", "s", "t")
UNARY = ("math.sin({})", "math.tanh({})", "np.cos({})", "math.exp(-abs({}))", "math.sqrt(1.0 + {} ** 2)", "-{}")
UNARY += ("abs({})", "np.tanh({})", "{} ** 2", "float({})", "math.atan({})")
BINARY = ("{} + {}", "{} * {}", "{} - {}", "{} / (2.0 + {} ** 2)", "max({}, {})", "min({}, {})")
BINARY += ("math.hypot({}, 1.0 + {} ** 2)",)
CUTS = ("[: {} % 4]", "[{} % 4 :]", "[: {} % 3 + 1]", "[-1 - {} % 3 :]")
RANGES = ("range(2)", "range(1, 4)", "range(3, 0, -1)", "range(0, 6, 2)", "reversed(range(3))")
RANGES += ("range(n)", "range(n, 0, -2)")
ARRAYS = ("xs", "reversed(xs)", "xs[1:]", "np.sin(xs)", "xs.tolist()", "[x, y]", "(0.5, x, -0.5)")


@dataclasses.dataclass
class Scope:
    """What may be read at a place of the program, and where the place is."""

    floats: list[str]
    ints: list[str]
    arrays: list[str]  # local arrays of four elements, with one name each
    lists: list[str]
    helpers: list[tuple[str, int]]  # names, and how many floats they take
    blurred: list[str] = dataclasses.field(default_factory=list)  # floats on one path, arrays on another
    matrices: list[str] = dataclasses.field(default_factory=list)  # four rows of four elements
    captured: tuple[str, ...] = ()  # numbers of an enclosing function: they may not be assigned to
    names: tuple[str, ...] = (*NAMES, "x", "y")  # floats that may be assigned to, whether they exist or not
    loops: int = 0
    depth: int = 0

    def copy(self) -> Scope:
        """Return an independent copy."""
        lists = {key: list(value) for key, value in vars(self).items() if isinstance(value, list)}
        return dataclasses.replace(self, **lists)

    def own(self) -> list[str]:
        """Return the floats that exist and may be assigned to."""
        return [name for name in self.floats if name not in self.captured]

    def inside(self, loop: bool = False) -> Scope:
        """Return the scope of a nested block."""
        inner = self.copy()
        inner.depth += 1
        inner.loops += int(loop)
        return inner

    def meet(self, *others: Scope) -> None:
        """Keep, and add, what all of the others have: the state after branches."""
        for field in ("floats", "ints", "arrays", "lists", "blurred", "matrices"):
            common = [name for name in getattr(others[0], field) if all(name in getattr(o, field) for o in others)]
            setattr(self, field, common)


class Writer:
    """Draws one program; it lives as long as the drawing."""

    def __init__(self, draw: Callable[[Any], Any]):
        self.draw = draw
        self.fresh = 0

    # -- choices

    def pick(self, options: list[T] | tuple[T, ...]) -> T:
        return options[self.number(0, len(options) - 1)]

    def chance(self) -> bool:
        return self.draw(st.booleans())

    def number(self, low: int, high: int) -> int:
        """Draw a number from booleans: an integer strategy prefers constants of whatever modules are imported by then."""
        size = high - low + 1
        drawn = 0
        for _ in range((size - 1).bit_length() + 2 if size > 1 else 0):
            drawn = 2 * drawn + self.chance()
        return low + drawn % size

    def name(self, stem: str) -> str:
        self.fresh += 1
        return f"{stem}{self.fresh}"

    # -- expressions

    def atom(self, scope: Scope) -> str:
        readers = [lambda: self.pick(scope.floats), lambda: self.pick(CONSTANTS), lambda: f"xs[{self.number(-3, 2)}]"]
        if scope.ints:
            readers.append(lambda: self.pick(scope.ints))
            readers.append(
                lambda: f"np.sum({self.pick(['xs', *scope.arrays])}{self.pick(CUTS).format(self.pick(scope.ints))})"
            )
        if scope.arrays:
            readers.append(lambda: f"{self.pick(scope.arrays)}[{self.index(scope)}]")
            readers.append(lambda: f"np.sum({self.pick(scope.arrays)})")
        if scope.lists:
            readers.append(lambda: f"sum({self.pick(scope.lists)}, 0.1)")
        if scope.blurred:
            readers.append(lambda: f"np.sum({self.pick(scope.blurred)})")
        return self.pick(readers)()

    def index(self, scope: Scope) -> str:
        options = ["0", "1", "-1", "2"]
        options += [f"{i} % 4" for i in scope.ints]
        return self.pick(options)

    def expression(self, scope: Scope, depth: int = 2) -> str:
        if depth == 0:
            return self.atom(scope)
        kind = self.number(0, 7 if scope.helpers else 6)
        if kind == 0:
            return self.atom(scope)
        if kind <= 3:
            pattern = self.pick(BINARY)
            return pattern.format(self.part(scope, depth), self.part(scope, depth))
        if kind <= 5:
            return self.pick(UNARY).format(self.part(scope, depth))
        if kind == 6:
            one, other = self.expression(scope, depth - 1), self.expression(scope, depth - 1)
            return f"({one} if {self.test(scope)} else {other})"
        return self.call(scope, depth)

    def part(self, scope: Scope, depth: int) -> str:
        text = self.expression(scope, depth - 1)
        return text if is_closed(text) else f"({text})"

    def call(self, scope: Scope, depth: int) -> str:
        helper, count = self.pick(scope.helpers)
        return f"{helper}({', '.join(self.expression(scope, depth - 1) for _ in range(count))})"

    def test(self, scope: Scope) -> str:
        kind = self.number(0, 8)
        left, right = self.atom(scope), self.pick(CONSTANTS)
        if kind <= 3:
            return f"{left} {self.pick(['<', '>'])} {right}"
        if kind == 4:
            return f"-1.0 < {left} < 1.1"
        if kind == 5:
            return f"{left} > {right} {self.pick(['and', 'or'])} {self.atom(scope)} < 0.9"
        if kind == 6:
            return f"not {left} < {self.atom(scope)}"
        if kind == 7 and scope.ints:
            return f"{self.pick(scope.ints)} % 2 == {self.number(0, 1)}"
        return f"({self.pick(NAMES)}q := {self.expression(scope, 1)}) > {right}"

    # -- statements

    def block(self, scope: Scope, most: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.number(1, most)):
            lines += self.statement(scope)
        return lines

    def statement(self, scope: Scope) -> list[str]:
        simple = [self.assign, self.assign, self.augment, self.pair, self.start_array, self.start_list, self.start_int]
        if scope.ints:
            simple += [self.advance]
        if scope.arrays:
            simple += [self.store, self.store, self.store_slice]
        if scope.lists:
            simple += [self.append, self.append, self.pop]
        nested = [self.branch, self.blur, self.counted, self.over_values, self.bounded_while, self.leave, self.closure]
        if scope.lists:
            nested.append(self.drain)
        if scope.depth < 3:
            simple += nested
        if scope.loops:
            simple += [self.leave, self.leave]
        return self.pick(simple)(scope)

    def target(self, scope: Scope) -> str:
        name = self.pick(scope.names)
        if name not in scope.floats:
            scope.floats.append(name)
        return name

    def assign(self, scope: Scope) -> list[str]:
        value = self.expression(scope)
        return [f"{self.target(scope)} = {value}"]

    def augment(self, scope: Scope) -> list[str]:
        return [f"{self.pick(scope.own())} {self.pick(['+=', '-=', '*='])} {self.expression(scope, 1)}"]

    def pair(self, scope: Scope) -> list[str]:
        if self.chance():
            one, other = self.pick(scope.own()), self.pick(scope.own())
            return [f"{one}, {other} = {other}, {one}"] if one != other else [f"{one} = {one} * 0.5"]
        values = f"{self.expression(scope, 1)}, {self.expression(scope, 1)}"
        one, other = self.target(scope), self.target(scope)
        return [f"{one}, {other} = {values}"] if one != other else [f"{one} = ({values})[1]"]

    def start_array(self, scope: Scope) -> list[str]:
        name = self.name("u")
        value = self.pick(["np.zeros(4)", "np.ones(4)", "np.full(4, 1.0 * {})", "np.arange(4.0) * {}"])
        value = value.format(self.atom(scope))
        scope.arrays.append(name)
        return [f"{name} = {value}"]

    def store(self, scope: Scope) -> list[str]:
        name, sign = self.pick(scope.arrays), self.pick(["=", "+=", "*="])
        return [f"{name}[{self.index(scope)}] {sign} {self.expression(scope, 1)}"]

    def store_slice(self, scope: Scope) -> list[str]:
        name, sign = self.pick(scope.arrays), self.pick(["=", "+="])
        if scope.ints and self.chance():
            return [f"{name}{self.pick(CUTS).format(self.pick(scope.ints))} {sign} {self.expression(scope, 1)}"]
        value = self.pick(["{}", "xs[1:] * {}", f"{name}[2:] * {{}}", f"0.5 * {name}[:2] + {{}}"])
        return [f"{name}[1:3] {sign} {value.format(self.atom(scope))}"]

    def start_int(self, scope: Scope) -> list[str]:
        name = self.name("j")
        scope.ints.append(name)
        return [f"{name} = {self.pick(['1', 'n', 'int(abs(x)) + 1', 'len(xs) - 1'])}"]

    def advance(self, scope: Scope) -> list[str]:
        own = [name for name in scope.ints if name not in scope.captured]
        if not own:
            return self.assign(scope)
        name = self.pick(own)  # counters only grow, so that each loop ends
        return [self.pick([f"{name} += 1", f"{name} = {name} + 2", f"{name} = abs({name}) * 2 + 1"])]

    def start_list(self, scope: Scope) -> list[str]:
        name = self.name("items")
        scope.lists.append(name)
        return [f"{name} = {self.pick(['[]', '[x]', '[0.5, y]'])}"]

    def append(self, scope: Scope) -> list[str]:
        return [f"{self.pick(scope.lists)}.append({self.expression(scope, 1)})"]

    def pop(self, scope: Scope) -> list[str]:
        name, source = self.pick(scope.own()), self.pick(scope.lists)
        taken = self.pick([f"{source}.pop()", f"{source}[-1]", f"{source}[0]", f"{source}.pop(0)"])
        return [f"if {source}:", f"    {name} = {taken}"]

    def drain(self, scope: Scope) -> list[str]:
        source, value = self.pick(scope.lists), self.name("v")
        inner = scope.inside(loop=True)
        inner.lists.remove(source)
        inner.floats.append(value)
        if self.chance():
            head, first = f"while {source}:", f"{value} = {source}.pop()"
        else:
            head, first = f"for {value} in {self.pick([source, f'reversed({source})'])}:", f"{value} = {value} * 0.9"
        body = [first, *self.block(inner, 2)]
        return [head, *indent(body)]

    def branch(self, scope: Scope) -> list[str]:
        lines = [f"if {self.test(scope)}:"]
        scopes = [scope.inside()]
        lines += indent(self.block(scopes[-1], 2))
        if self.number(0, 3) == 3:
            scopes.append(scope.inside())
            lines += [f"elif {self.test(scope)}:", *indent(self.block(scopes[-1], 2))]
        if self.chance():
            scopes.append(scope.inside())
            lines += ["else:", *indent(self.block(scopes[-1], 2))]
        else:
            scopes.append(scope.copy())
        scope.meet(*scopes)
        return lines

    def blur(self, scope: Scope) -> list[str]:
        name, one, other = self.name("z"), self.expression(scope, 1), self.expression(scope, 1)
        lines = [f"if {self.test(scope)}:", f"    {name} = {one}", "else:", f"    {name} = xs * ({other})"]
        scope.blurred.append(name)
        return lines

    def counted(self, scope: Scope) -> list[str]:
        counter = self.name("i")
        inner = scope.inside(loop=True)
        inner.ints.append(counter)
        lines = [f"for {counter} in {self.pick(RANGES)}:", *indent(self.block(inner, 3))]
        return lines + self.otherwise(scope)

    def over_values(self, scope: Scope) -> list[str]:
        value, counter = self.name("v"), self.name("k")
        if scope.own() and self.number(0, 3) == 3:
            value = self.pick(scope.own())  # the target is a variable that there is
        inner = scope.inside(loop=True)
        inner.floats += [value] if value not in inner.floats else []
        source = self.pick(ARRAYS)
        kind = self.number(0, 2)
        if kind == 0:
            head = f"for {value} in {source}:"
        elif kind == 1:
            inner.ints.append(counter)
            head = f"for {counter}, {value} in enumerate({source}):"
        else:
            other = self.name("v")
            inner.floats.append(other)
            head = f"for {value}, {other} in zip({source}, {self.pick(ARRAYS)}):"
        return [head, *indent(self.block(inner, 3)), *self.otherwise(scope)]

    def bounded_while(self, scope: Scope) -> list[str]:
        counter = self.name("k")
        inner = scope.inside(loop=True)
        inner.ints.append(counter)
        condition = f"{counter} < {self.number(2, 4)}"
        guard = []
        if self.chance():
            condition = f"{self.atom(scope)} < 1.4 and {condition}"
        elif self.chance():
            condition, guard = "True", [f"if not {condition}:", "    break"]
        body = [f"{counter} += 1", *guard, *self.block(inner, 3)]
        lines = [f"{counter} = 0", f"while {condition}:", *indent(body)]
        lines += self.otherwise(scope) if condition != "True" else []
        scope.ints.append(counter)
        return lines

    def otherwise(self, scope: Scope) -> list[str]:
        if self.number(0, 4) < 4:
            return []
        return ["else:", *indent(self.block(scope.inside(), 2))]

    def leave(self, scope: Scope) -> list[str]:
        ways = ["return"]
        if scope.loops:
            ways = ["break", "continue", "return"]
        way = self.pick(ways)
        inner = scope.inside()
        before = self.block(inner, 1) if self.chance() else []
        if way == "return":
            way = f"return {self.expression(inner, 1)}"
        return [f"if {self.test(scope)}:", *indent([*before, way])]

    def closure(self, scope: Scope) -> list[str]:
        name, parameter = self.name("f"), self.name("p")
        inner = Scope([*scope.floats, parameter], list(scope.ints), [], [], list(scope.helpers), depth=2)
        inner.captured, inner.names = (*scope.floats, *scope.ints), (parameter, self.name("q"))
        body = self.block(inner, 2) if self.chance() else []
        body.append(f"return {self.expression(inner, 1)}")
        call = f"{name}({self.atom(scope)}) * 0.5"
        lines = [f"def {name}({parameter}):", *indent(body), f"{self.target(scope)} = {call}"]
        if self.chance():
            value = self.atom(scope)
            lines.append(f"{self.target(scope)} = {name}({value})")
        return lines

    # -- functions

    def everything(self, scope: Scope) -> str:
        """An expression that reads nearly all that there is, so that little of the program is idle."""
        terms = [self.expression(scope, 1), *scope.floats]
        terms += [f"np.sum({name})" for name in scope.arrays + scope.blurred]
        terms += [f"sum({name})" for name in scope.lists]
        return " + ".join(terms)

    def helper(self, helpers: list[tuple[str, int]]) -> tuple[str, tuple[str, int]]:
        name, count = self.name("helper"), self.number(1, 2)
        parameters = ["x", "y"][:count]
        scope = Scope(floats=list(parameters), ints=[], arrays=[], lists=[], helpers=list(helpers), depth=1)
        body = self.block(scope, 3)
        body.append(f"return {self.expression(scope, 1)}")
        signature = ", ".join(parameters) + ("" if count == 2 else ", y=0.5")
        text = [f"def {name}({signature}, xs=(0.2, 0.4, -0.3), n=2):", *indent(body)]
        return "\n".join(replace_arrays(text)) + "\n\n\n", (name, count)

    def program(self) -> str:
        text, helpers = HEADER, []
        for _ in range(self.number(0, 2)):
            body, known = self.helper(helpers)
            text += body
            helpers.append(known)
        scope = Scope(floats=["x", "y"], ints=[], arrays=[], lists=[], helpers=helpers)
        lines = ["n = 3"]
        for start in (self.start_array, self.start_list):
            lines += start(scope) if self.chance() else []
        lines += [*self.block(scope, 6), f"return {self.everything(scope)}"]
        return text + "\n".join(["def program(x, y, xs):", *indent(lines)]) + "\n"


def replace_arrays(lines: list[str]) -> list[str]:
    """Make `xs` an array at the top of a helper: its default is a tuple."""
    return [lines[0], "    xs = np.array(xs) * x", *lines[1:]]


def is_closed(text: str) -> bool:
    """Tell whether an expression may stand beside any operator as it is: no operator is outside of all brackets."""
    depth = 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if depth == 0 and letter in " -":
            return False
    return True


def indent(lines: list[str]) -> list[str]:
    """Return the lines one level deeper."""
    return [f"    {line}" for line in lines]


@st.composite
def programs(draw: Callable[[Any], Any]) -> str:
    """Draw the text of a program."""
    return Writer(draw).program()


@st.composite
def points(draw: Callable[[Any], Any]) -> str:
    """Draw the text of arguments for a program: five numbers that differ, lest the point be on a kink of `max`."""
    values = [Writer(draw).number(-14, 17) / 10 + 0.0371 + 0.0113 * i for i in range(5)]
    x, y, *rest = (f"{value:.4f}" for value in values)
    return f"{x}, {y}, np.array([{', '.join(rest)}])"
