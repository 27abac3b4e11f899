"""Random programs that write in place: second names, views, rows and columns, masks, helpers, calls that write, `try`,
flat views and other shapes, slices with names, work buffers of the module, views in lists and dicts.

The statements of `grammar`, and these; each array has four elements, each matrix four rows of four.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.programs.grammar import HEADER, Scope, Writer, indent

WRITERS = '''def fill(v, a, k=1):
    v[k] = a * v[0]
    v[2:] *= 0.5


def shifted(v, a):
    first = v[0]
    v[:-1] = v[1:]
    v[-1] = a
    return first


def mix(v, w, a):
    v += a * w
    w[1] = v[2]


def spread(m, a):
    for row in m:
        fill(row, a, k=2)
    m[0] += a


'''
BUFFERS = "WORK = np.zeros(4)\nTABLE = np.ones((4, 4))\n\n\n"
VIEWS = ("{}", "{}[::-1]", "{}[:]", "{}[0:4]", "{}.reshape(-1)", "{}.ravel()", "np.asarray({})", "{}.reshape(4, 1)[:, 0]",
         "{}.reshape(2, 2).T.reshape(4)", "{}[None][0]", "np.ravel({})")
LINES = ("{0}[{1} % 4]", "{0}[:, {1} % 4]", "{0}.T[{1} % 4]", "{0}[::-1][{1} % 4]", "{0}[{1} % 4][::-1]")


class InPlaceWriter(Writer):
    """Draws a program that writes in place."""

    def atom(self, scope: Scope) -> str:
        if scope.matrices and self.number(0, 3) == 3:
            name = self.pick(scope.matrices)
            return self.pick([f"np.sum({name})", f"{name}[1, {self.index(scope)}]", f"{name}[2][{self.index(scope)}]"])
        return super().atom(scope)

    def statement(self, scope: Scope) -> list[str]:
        if self.number(0, 2) == 0:
            return super().statement(scope)
        choices = [self.start_array, self.start_matrix, self.buffer, self.cut]
        if scope.arrays:
            choices += [self.alias, self.alias, self.rebound, self.whole, self.masked, self.called, self.called_inside]
            choices += [self.store, self.guarded]
        if len(scope.arrays) > 1:
            choices += [self.swapped, self.mixed]
        if scope.matrices:
            choices += [self.line, self.line, self.element, self.spread, self.flat, self.listed]
            if scope.depth < 3:
                choices += [self.rows]
        return self.pick(choices)(scope)

    def start_matrix(self, scope: Scope) -> list[str]:
        name = self.name("m")
        value = self.pick(["np.zeros((4, 4))", "np.outer(np.arange(4.0), np.ones(4)) * {}", "np.eye(4) + {}"])
        line = f"{name} = {value.format(self.atom(scope))}"
        scope.matrices.append(name)
        return [line]

    def alias(self, scope: Scope) -> list[str]:
        name, view = self.name("w"), self.pick(VIEWS).format(self.pick(scope.arrays))
        scope.arrays.append(name)
        return [f"{name} = {view}"]

    def line(self, scope: Scope) -> list[str]:
        name = self.name("r")
        place = self.pick(["0", "1", "3", *scope.ints])
        view = self.pick(LINES).format(self.pick(scope.matrices), place)
        scope.arrays.append(name)
        return [f"{name} = {view}"]

    def buffer(self, scope: Scope) -> list[str]:
        """Write a global array, by its own name or by a local one."""
        value = self.expression(scope, 1)
        if self.chance():
            name = self.name("g")
            scope.arrays.append(name)
            return [f"{name} = {self.pick(['WORK', 'TABLE[1]', 'TABLE[:, 2]', 'WORK[::-1]'])}", f"{name}[:] = {value}"]
        ways = [f"WORK[:] = {value}", f"WORK[{self.index(scope)}] += {value}", f"np.multiply(TABLE[0], {value}, out=WORK)"]
        ways += [f"TABLE[{self.index(scope)}] = {value}", f"TABLE[{self.index(scope)}, 1:3] -= WORK[:2] * {value}"]
        return [self.pick(ways)]

    def cut(self, scope: Scope) -> list[str]:
        """Write through a slice that has a name."""
        if not scope.arrays:
            return self.start_array(scope)
        name, part = self.name("s"), self.pick(["slice(1, 3)", "slice(None, None, -1)", "np.s_[:2]", "slice(n - 3, n)"])
        array = self.pick(scope.arrays)
        return [f"{name} = {part}", f"{array}[{name}] {self.pick(['=', '*=', '-='])} {self.expression(scope, 1)}"]

    def flat(self, scope: Scope) -> list[str]:
        """Write a matrix as a flat array, with a name or without."""
        name, value, view = self.pick(scope.matrices), self.expression(scope, 1), self.pick(["reshape(-1)", "ravel()", "flat"])
        place = self.pick(["3", "1:4", "::5", "-2", "2::3"])
        if view == "flat" or self.chance():
            return [f"{name}.{view}[{place}] {self.pick(['=', '*=', '+='])} {value}"]
        flat, part = self.name("f"), self.name("p")
        scope.arrays.append(part)
        return [f"{flat} = {name}.{view}", f"{flat}[{place}] = {value}", f"{part} = {flat}[{self.pick(['4:8', '::5', '12:'])}]",
                f"{flat}[5] *= {part}[0]"]

    def listed(self, scope: Scope) -> list[str]:
        """Write parts of a matrix that a list or a dict holds."""
        name, held, value = self.pick(scope.matrices), self.name("l"), self.expression(scope, 1)
        one, two = self.pick([f"{name}[0]", f"{name}[:, 1]"]), self.pick([f"{name}[2]", f"{name}.T[3]", f"{name}.ravel()[4:8]"])
        if self.chance():
            return [f"{held} = [{one}, {two}]", f"{held}[0] += {held}[1] * {value}", f"{held}[1][:] = {held}[0]"]
        if self.chance():
            return [f"{held} = {{'a': {one}, 'b': {two}}}", f"for key in {held}:", f"    {held}[key] *= {value}"]
        return [f"for {held} in ({one}, {two}):", f"    {held} -= {value}", f"    {held}[1] *= 0.5"]

    def rows(self, scope: Scope) -> list[str]:
        name, counter = self.name("r"), self.name("i")
        inner = scope.inside(loop=True)
        inner.arrays.append(name)
        matrix = self.pick(scope.matrices)
        head = f"for {name} in {matrix}:"
        if self.chance():
            inner.ints.append(counter)
            head = f"for {counter}, {name} in enumerate({self.pick([matrix, f'{matrix}.T'])}):"
        return [head, *indent(self.block(inner, 3))]

    def rebound(self, scope: Scope) -> list[str]:
        name = self.pick(scope.arrays)
        return [f"{name} = {name} * {self.pick(['0.5', 'x', 'y'])}"]

    def whole(self, scope: Scope) -> list[str]:
        name, other = self.pick(scope.arrays), self.pick(scope.arrays)
        value = self.pick(["{}", f"{other} * {{}}", f"np.sin({other}) + {{}}"]).format(self.atom(scope))
        part = f"{name}[1:3] -= {other}[:2] * {self.atom(scope)}"
        ways = [f"{name} += {value}", f"{name} *= {value}", f"{name}[:] = {value}", part]
        return [self.pick(ways)]

    def masked(self, scope: Scope) -> list[str]:
        name = self.pick(scope.arrays)
        index = self.pick([f"{name} > 0.31", "[0, 2]", "np.array([3, 1])"])
        return [f"{name}[{index}] {self.pick(['=', '*=', '+='])} {self.expression(scope, 1)}"]

    def called_inside(self, scope: Scope) -> list[str]:
        name = self.pick(scope.arrays)
        call = f"shifted({name}, {self.atom(scope)})"
        around = self.pick(["{0} + {1} * {2}", "{2} * {1}", "({1} if {0} > 0.3 else {2})", "max({0}, {1})", "abs({1}) + {2} * {1}"])
        value = around.format(self.atom(scope), call, f"{name}[{self.index(scope)}]")
        target = self.pick([f"{self.pick(scope.own())} =", f"{self.pick(scope.own())} +=", f"{name}[1] +=", f"{name}[1:3] *="])
        if scope.depth < 3 and self.chance():
            counter = self.name("k")
            return [f"{counter} = 0", f"while {counter} < 3 and {value} < 1.0:", f"    {counter} += 1"]
        return [f"{target} {value}"]

    def called(self, scope: Scope) -> list[str]:
        name, value = self.pick(scope.arrays), self.expression(scope, 1)
        calls = [f"fill({name}, {value})", f"fill({name}, {value}, k=3)", f"fill({name}[::-1], {value})"]
        calls += [f"np.multiply({name}, 0.7, out={name})", f"np.add.at({name}, [0, 2, 0], {value})", f"{name}.fill({value})"]
        calls += [f"{{}} = shifted({name}, {value})", f"np.copyto({name}, {value})"]
        call = self.pick(calls)
        return [call.format(self.target(scope)) if call.startswith("{") else call]

    def mixed(self, scope: Scope) -> list[str]:
        one, other = self.pick(scope.arrays), self.pick(scope.arrays)
        return [f"mix({one}, {other}, {self.atom(scope)})"]

    def swapped(self, scope: Scope) -> list[str]:
        one, other = self.pick(scope.arrays), self.pick(scope.arrays)
        return [f"{one}, {other} = {other}, {one}"] if one != other else [f"{one}[0], {one}[1] = {one}[1], {one}[0]"]

    def element(self, scope: Scope) -> list[str]:
        name, place = self.pick(scope.matrices), self.index(scope)
        places = [f"[1, {place}]", f"[2][{place}]", f"[:, {place}]", "[0]", f".T[{place}]"]
        return [f"{name}{self.pick(places)} {self.pick(['=', '+=', '*='])} {self.expression(scope, 1)}"]

    def spread(self, scope: Scope) -> list[str]:
        name = self.pick(scope.matrices)
        return [self.pick([f"spread({name}, {self.atom(scope)})", f"fill({name}[1], {self.atom(scope)})"])]

    def guarded(self, scope: Scope) -> list[str]:
        name, value = self.pick(scope.arrays), self.expression(scope, 1)
        if self.chance():
            return ["with np.errstate(all='ignore'):", f"    {name}[{self.index(scope)}] = {value}"]
        return ["try:", f"    {name}[{self.index(scope)}] += {value}", "except ValueError:", f"    {name}[0] = 0.0"]

    def everything(self, scope: Scope) -> str:
        """Read the matrices, too."""
        terms = [super().everything(scope), *(f"np.sum({m} * np.arange(4.0))" for m in scope.matrices)]
        terms += [f"{name} @ np.arange(4.0)" for name in scope.arrays]
        return " + ".join(terms)

    def program(self) -> str:
        scope = Scope(floats=["x", "y"], ints=[], arrays=[], lists=[], helpers=[])
        lines = ["n = 3", *self.start_array(scope)]
        lines += [*self.start_matrix(scope)] if self.chance() else []
        lines += [*self.block(scope, 7), f"return {self.everything(scope)}"]
        if any("WORK" in line or "TABLE" in line for line in lines):
            lines = ["WORK[:] = 0.5", "TABLE[:] = np.arange(4.0)", *lines]  # what the last call has left counts for nothing
        return HEADER + BUFFERS + WRITERS + "\n".join(["def program(x, y, xs):", *indent(lines)]) + "\n"


@st.composite
def programs_in_place(draw: Callable[[Any], Any]) -> str:
    """Draw the text of a program that writes in place."""
    return InPlaceWriter(draw).program()
