# ruff: noqa: N802  (astunparse finds the method of a node by the node's name)
"""Print gast expressions with as few parentheses as Python's precedence allows."""

from typing import Any

from astunparse import Unparser

from tangentlike.syntax import trees as t
from tangentlike.syntax.literals import is_signed, literal, plain, string_literal

# What may stand without parentheses in a place that asks for at least some level. A walrus is the exception: it
# stands bare only where exactly its own level is asked for.
YIELD, TUPLE, NAMED, TEST, OR, AND, NOT, COMPARE, BIT_OR, BIT_XOR, BIT_AND, SHIFT, ARITH, TERM, FACTOR, POWER, AWAIT, ATOM = range(18)  # noqa: E501

LEVELS = {
    "Yield": YIELD, "YieldFrom": YIELD, "NamedExpr": NAMED, "Lambda": TEST, "IfExp": TEST, "Compare": COMPARE,
    "Await": AWAIT, "And": AND, "Or": OR, "Not": NOT, "Invert": FACTOR, "UAdd": FACTOR, "USub": FACTOR,
    "BitOr": BIT_OR, "BitXor": BIT_XOR, "BitAnd": BIT_AND, "LShift": SHIFT, "RShift": SHIFT, "Add": ARITH,
    "Sub": ARITH, "Mult": TERM, "MatMult": TERM, "Div": TERM, "FloorDiv": TERM, "Mod": TERM, "Pow": POWER,
}  # fmt: skip

QUOTES = ('"', "'", '"""', "'''")


def level_of(node: t.expr) -> int:
    """Return how tightly an expression holds together: one of the levels above."""
    if isinstance(node, (t.BinOp, t.UnaryOp, t.BoolOp)):
        return LEVELS[type(node.op).__name__]
    if isinstance(node, t.Tuple):
        return TUPLE if len(node.elts) > 1 else ATOM
    if isinstance(node, t.Constant):
        # `-1 ** 2` is -1, so a negative constant is bound like a minus sign.
        return FACTOR if is_signed(node.value) else ATOM
    return LEVELS.get(type(node).__name__, ATOM)


class ExpressionPrinter(Unparser):
    """The expression half of the printer; text is collected in `parts`."""

    def __init__(self) -> None:
        """Start empty: unlike its base, it prints when it is told to."""
        self.parts: list[str] = []
        self.write = self.parts.append
        self.future_imports: list[str] = []
        self._indent = 0

    def put(self, node: t.expr, level: int = TEST) -> None:
        """Write an expression, in parentheses where its own level is below the one asked for."""
        own = level_of(node)
        bare = own >= level and not (own == NAMED != level)
        if not bare:
            self.write("(")
        getattr(self, "_" + type(node).__name__)(node)
        if not bare:
            self.write(")")

    def series(self, nodes: list[Any], level: int = TEST) -> None:
        """Write expressions with commas between them."""
        for number, node in enumerate(nodes):
            if number:
                self.write(", ")
            self.put(node, level)

    def text_of(self, node: t.expr, level: int = TEST) -> str:
        """Return the text of an expression on its own."""
        inner = type(self)()
        inner.put(node, level)
        return "".join(inner.parts)

    def dispatch(self, tree: Any) -> None:
        """Write one node; the methods of the base call this for every part."""
        if isinstance(tree, t.expr):
            self.put(tree)
        else:
            getattr(self, "_" + type(tree).__name__)(tree)

    # Atoms.

    def _Constant(self, node: t.Constant) -> None:
        self.write(literal(node.value))

    def _Attribute(self, node: t.Attribute) -> None:
        if isinstance(node.value, t.Constant) and type(plain(node.value.value)) is int:
            self.write(f"({literal(node.value.value)})")
        else:
            self.put(node.value, ATOM)
        self.write("." + node.attr)

    def _Call(self, node: t.Call) -> None:
        self.put(node.func, ATOM)
        if len(node.args) == 1 and not node.keywords and isinstance(node.args[0], t.GeneratorExp):
            self.put(node.args[0])
            return
        self.write("(")
        self.series(node.args, NAMED)
        for number, keyword in enumerate(node.keywords):
            if number or node.args:
                self.write(", ")
            self.write("**" if keyword.arg is None else keyword.arg + "=")
            self.put(keyword.value)
        self.write(")")

    def _Subscript(self, node: t.Subscript) -> None:
        self.put(node.value, ATOM)
        self.write("[")
        index = node.slice
        if isinstance(index, t.Tuple) and any(isinstance(item, t.Slice) for item in index.elts):
            self.series(index.elts)
            if len(index.elts) == 1:
                self.write(",")
        elif isinstance(index, t.Tuple) and any(isinstance(item, t.Starred) for item in index.elts):
            self.put(index)  # bare stars are new in Python 3.11
        else:
            self.put(index, TUPLE)
        self.write("]")

    def _Starred(self, node: t.Starred) -> None:
        self.write("*")
        self.put(node.value, BIT_OR)

    def _Tuple(self, node: t.Tuple) -> None:
        if len(node.elts) > 1:
            self.series(node.elts)
        else:
            self.write("(")
            self.series(node.elts)
            self.write(",)" if node.elts else ")")

    def _Set(self, node: t.Set) -> None:
        self.write("{")
        self.series(node.elts)
        # The empty display is a dict.
        self.write("}" if node.elts else "*()}")

    def _Dict(self, node: t.Dict) -> None:
        self.write("{")
        for number, (key, value) in enumerate(zip(node.keys, node.values, strict=True)):
            if number:
                self.write(", ")
            if key is None:
                self.write("**")
                self.put(value, BIT_OR)
            else:
                self.put(key)
                self.write(": ")
                self.put(value)
        self.write("}")

    def _comprehension(self, node: t.AST) -> None:
        self.write(" async for " if node.is_async else " for ")
        self.put(node.target, TUPLE)
        self.write(" in ")
        self.put(node.iter, OR)
        for test in node.ifs:
            self.write(" if ")
            self.put(test, OR)

    # Operators.

    def _UnaryOp(self, node: t.UnaryOp) -> None:
        self.write("not " if isinstance(node.op, t.Not) else self.unop[type(node.op).__name__])
        self.put(node.operand, level_of(node))

    def _BinOp(self, node: t.BinOp) -> None:
        own, power = level_of(node), isinstance(node.op, t.Pow)
        # A power groups to the right, and its exponent may carry a sign.
        self.put(node.left, AWAIT if power else own)
        self.write(f" {self.binop[type(node.op).__name__]} ")
        self.put(node.right, FACTOR if power else own + 1)

    def _BoolOp(self, node: t.BoolOp) -> None:
        for number, value in enumerate(node.values):
            if number:
                self.write(" and " if isinstance(node.op, t.And) else " or ")
            self.put(value, level_of(node) + 1)

    def _Compare(self, node: t.Compare) -> None:
        self.put(node.left, BIT_OR)
        for operator, value in zip(node.ops, node.comparators, strict=True):
            self.write(f" {self.cmpops[type(operator).__name__]} ")
            self.put(value, BIT_OR)

    def _IfExp(self, node: t.IfExp) -> None:
        self.put(node.body, OR)
        self.write(" if ")
        self.put(node.test, OR)
        self.write(" else ")
        self.put(node.orelse)

    def _NamedExpr(self, node: t.NamedExpr) -> None:
        self.put(node.target, ATOM)
        self.write(" := ")
        self.put(node.value)

    def _Await(self, node: t.expr) -> None:
        self.write("await ")
        self.put(node.value, ATOM)

    def _Yield(self, node: t.expr) -> None:
        self.write("yield")
        if node.value is not None:
            self.write(" ")
            self.put(node.value, TUPLE)

    def _YieldFrom(self, node: t.expr) -> None:
        self.write("yield from ")
        self.put(node.value)

    # Parameters.

    def _Lambda(self, node: t.Lambda) -> None:
        before = len(self.parts)
        self._arguments(node.args)
        self.parts.insert(before, "lambda " if len(self.parts) > before else "lambda")
        self.write(": ")
        self.put(node.body)

    def _arguments(self, node: t.arguments) -> None:
        positional = [*node.posonlyargs, *node.args]
        texts = [self._parameter(*pair) for pair in _with_defaults(positional, node.defaults)]
        if node.posonlyargs:
            texts.insert(len(node.posonlyargs), "/")
        if node.vararg is not None:
            texts.append("*" + self._parameter(node.vararg, None))
        elif node.kwonlyargs:
            texts.append("*")
        texts += map(self._parameter, node.kwonlyargs, node.kw_defaults)
        if node.kwarg is not None:
            texts.append("**" + self._parameter(node.kwarg, None))
        if texts:
            self.write(", ".join(texts))

    def _parameter(self, node: t.Name, default: t.expr | None) -> str:
        text: str = node.id
        if node.annotation is not None:
            text += ": " + self.text_of(node.annotation)
        if default is not None:
            text += ("=" if node.annotation is None else " = ") + self.text_of(default)
        return text

    # Strings with holes.

    def _JoinedStr(self, node: t.JoinedStr, prefix: str = "f") -> None:
        for quote in QUOTES:
            text = self._interpolated(node.values, quote)
            if text is not None:
                self.write(f"{prefix}{quote}{text}{quote}")
                return
        # Until Python 3.12 a hole could hold neither a backslash nor the quotes around it.
        self.write("(")
        self.write(" + ".join(self._formatted(value) for value in node.values))
        self.write(")")

    def _TemplateStr(self, node: t.AST) -> None:
        self._JoinedStr(node, "t")

    def _interpolated(self, values: list[t.expr], quote: str) -> str | None:
        """Return the inside of an f-string, or None where the quotes do not fit."""
        out = []
        for value in values:
            if isinstance(value, t.Constant):
                out.append("".join(_in_f_string(character, quote[0]) for character in value.value))
                continue
            hole = self.text_of(value.value, OR)
            if quote in hole or "\\" in hole:
                return None
            out.append("{ " if hole.startswith("{") else "{")
            out.append(hole + ("" if value.conversion == -1 else "!" + chr(value.conversion)))
            if value.format_spec is not None:
                spec = self._interpolated(value.format_spec.values, quote)
                if spec is None or "\\" in spec or "{{" in spec:
                    return None
                out.append(":" + spec)
            out.append("}")
        return "".join(out)

    def _formatted(self, value: t.expr) -> str:
        """Return one piece of an f-string as an expression of its own."""
        if isinstance(value, t.Constant):
            return string_literal(value.value)
        hole = self.text_of(value.value)
        if value.conversion != -1:
            hole = {"r": "repr", "s": "str", "a": "ascii"}[chr(value.conversion)] + f"({hole})"
        return f"format({hole})" if value.format_spec is None else f"format({hole}, {self.text_of(value.format_spec)})"


def _in_f_string(character: str, quote: str) -> str:
    if character in "{}":
        return character * 2
    return "\\" + quote if character == quote else repr(character)[1:-1] if character != "'" else "'"


def _with_defaults(parameters: list[t.Name], defaults: list[t.expr]) -> list[tuple[t.Name, t.expr | None]]:
    padding: list[t.expr | None] = [None] * (len(parameters) - len(defaults))
    return list(zip(parameters, padding + defaults, strict=True))
