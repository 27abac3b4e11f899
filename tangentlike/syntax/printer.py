# ruff: noqa: N802  (astunparse finds the method of a node by the node's name)
"""Print gast trees as the text that a person would have written.

Three conventions carry what a tree has no place for: a string statement that starts with `#` is a comment line; the
attribute `comment` of a statement is its trailing comment; `blank_before` asks for a blank line above it.
"""

from collections.abc import Iterable
from typing import Any

from tangentlike.syntax import trees as t
from tangentlike.syntax.expressions import NAMED, TUPLE, YIELD
from tangentlike.syntax.literals import docstring, plain
from tangentlike.syntax.patterns import PatternPrinter

COMMENT_COLUMN = 40
DEFINITIONS = ("FunctionDef", "AsyncFunctionDef", "ClassDef")
IMPORTS = ("Import", "ImportFrom")


def to_source(tree: t.AST | Iterable[t.stmt]) -> str:
    """Return the text of a module, a function, a statement, a list of statements or an expression.

    The text of an expression is one line without an end; all other text ends with a line end.

    >>> to_source(t.parse_expression("(-(x)) ** 2 + (a * (b * c))"))
    '(-x) ** 2 + a * (b * c)'
    >>> print(to_source([t.comment("swap"), *t.parse_statements("(a, b) = (b, a)")]), end="")
    # swap
    a, b = b, a
    """
    printer = Printer()
    if isinstance(tree, t.expr):
        printer.put(tree, YIELD)
        return "".join(printer.parts)
    if isinstance(tree, t.Module):
        printer.block(tree.body, top=True)
    elif isinstance(tree, t.AST):
        printer.dispatch(tree)
    else:
        printer.block(list(tree), top=True)
    return "".join(printer.parts).lstrip("\n") + "\n"


class Printer(PatternPrinter):
    """The statement half of the printer."""

    def __init__(self) -> None:
        """Start empty."""
        super().__init__()
        # The trailing comment of the statement at hand, until the end of its first line.
        self.pending: list[str] = []

    def fill(self, text: str = "") -> None:
        """Start a line."""
        self.write("\n" + "    " * self._indent + text)

    def dispatch(self, tree: Any) -> None:
        """Write a block, a statement, an expression or a part of one."""
        if isinstance(tree, list):
            self.block(tree)
        elif isinstance(tree, t.stmt):
            comment = getattr(tree, "comment", None)
            self.pending = [comment] if comment else []
            getattr(self, "_" + type(tree).__name__)(tree)
            self.end_line()
        else:
            super().dispatch(tree)

    def enter(self) -> None:
        """End the header of a compound statement."""
        self.write(":")
        self.end_line()
        self._indent += 1

    def end_line(self) -> None:
        """Write the trailing comment, if there is one."""
        for comment in self.pending:
            line = "".join(self.parts).rpartition("\n")[2]
            self.write(" " * max(2, COMMENT_COLUMN - len(line)))
            self.write(comment if comment.startswith("#") else "# " + comment)
        self.pending = []

    def block(self, statements: list[t.stmt], top: bool = False, documented: bool = False) -> None:
        """Write statements, with blank lines around definitions."""
        for number, statement in enumerate(statements):
            self.write("\n" * _blank_lines(statements, number, top))
            if number == 0 and documented and _is_text(statement) and not t.is_comment(statement):
                self.fill(docstring(plain(statement.value.value), "    " * self._indent))
            else:
                self.dispatch(statement)
        if not top and all(map(t.is_comment, statements)):
            self.fill("pass")

    def body(self, statements: list[t.stmt], documented: bool = False) -> None:
        """Write an indented block after the header that ends here."""
        self.enter()
        self.block(statements, documented=documented)
        self.leave()

    # Simple statements.

    def _Module(self, node: t.Module) -> None:
        self.block(node.body, top=True, documented=True)

    def _Expr(self, node: t.Expr) -> None:
        if t.is_comment(node):
            for line in node.value.value.split("\n"):
                self.fill(line if line.startswith("#") else f"# {line}".rstrip())
        else:
            self.fill()
            self.put(node.value, YIELD)

    def _Assign(self, node: t.Assign) -> None:
        self.fill()
        for target in node.targets:
            self.put(target, TUPLE)
            self.write(" = ")
        self.put(node.value, YIELD)

    def _AugAssign(self, node: t.AugAssign) -> None:
        self.fill()
        self.put(node.target)
        self.write(f" {self.binop[type(node.op).__name__]}= ")
        self.put(node.value, YIELD)

    def _AnnAssign(self, node: t.AnnAssign) -> None:
        self.fill()
        in_parentheses = isinstance(node.target, t.Name) and not node.simple
        self.write("(" * in_parentheses)
        self.put(node.target)
        self.write(")" * in_parentheses + ": ")
        self.put(node.annotation)
        if node.value is not None:
            self.write(" = ")
            self.put(node.value)

    def _Return(self, node: t.Return) -> None:
        self.fill("return")
        if node.value is not None:
            self.write(" ")
            self.put(node.value, TUPLE)

    def _TypeAlias(self, node: t.AST) -> None:
        self.fill("type ")
        self.put(node.name)
        self._type_params(node)
        self.write(" = ")
        self.put(node.value)

    # Compound statements.

    def _FunctionDef(self, node: t.FunctionDef, keyword: str = "def") -> None:
        self._decorators(node)
        self.fill(f"{keyword} {node.name}")
        self._type_params(node)
        self.write("(")
        self._arguments(node.args)
        self.write(")")
        if node.returns is not None:
            self.write(" -> ")
            self.put(node.returns)
        self.body(node.body, documented=True)

    def _AsyncFunctionDef(self, node: t.AST) -> None:
        self._FunctionDef(node, "async def")

    def _ClassDef(self, node: t.AST) -> None:
        self._decorators(node)
        self.fill(f"class {node.name}")
        self._type_params(node)
        if node.bases or node.keywords:
            self.dispatch(t.Call(t.name(""), node.bases, node.keywords))
        self.body(node.body, documented=True)

    def _decorators(self, node: t.AST) -> None:
        for decorator in node.decorator_list:
            self.fill("@")
            self.put(decorator, NAMED)

    def _For(self, node: t.For, keyword: str = "for ") -> None:
        self.fill(keyword)
        self.put(node.target, TUPLE)
        self.write(" in ")
        self.put(node.iter, TUPLE)
        self.body(node.body)
        self._otherwise(node.orelse)

    def _AsyncFor(self, node: t.AST) -> None:
        self._For(node, "async for ")

    def _While(self, node: t.While) -> None:
        self.fill("while ")
        self.put(node.test, NAMED)
        self.body(node.body)
        self._otherwise(node.orelse)

    def _If(self, node: t.If, keyword: str = "if ") -> None:
        self.fill(keyword)
        self.put(node.test, NAMED)
        self.body(node.body)
        if len(node.orelse) == 1 and isinstance(node.orelse[0], t.If):
            comment = getattr(node.orelse[0], "comment", None)
            self.pending = [comment] if comment else []
            self._If(node.orelse[0], "elif ")
        else:
            self._otherwise(node.orelse)

    def _otherwise(self, statements: list[t.stmt], keyword: str = "else") -> None:
        if statements:
            self.fill(keyword)
            self.body(statements)

    def _withitem(self, node: t.AST) -> None:
        # `with (a, b):` would be two managers.
        doubled = isinstance(node.context_expr, t.Tuple) and node.optional_vars is None
        self.write("(" * doubled)
        self.put(node.context_expr)
        self.write(")" * doubled)
        if node.optional_vars is not None:
            self.write(" as ")
            self.put(node.optional_vars)

    def _Try(self, node: t.Try, star: str = "") -> None:
        self.fill("try")
        self.body(node.body)
        for handler in node.handlers:
            self.fill("except" + star)
            if handler.type is not None:
                self.write(" ")
                self.put(handler.type)
            if handler.name is not None:
                self.write(f" as {handler.name.id}")
            self.body(handler.body)
        self._otherwise(node.orelse)
        self._otherwise(node.finalbody, "finally")

    def _TryStar(self, node: t.AST) -> None:
        self._Try(node, "*")

    def _Match(self, node: t.AST) -> None:
        self.fill("match ")
        self.put(node.subject, TUPLE)
        self.enter()
        for case in node.cases:
            self.fill("case ")
            self.pattern(case.pattern)
            if case.guard is not None:
                self.write(" if ")
                self.put(case.guard, NAMED)
            self.body(case.body)
        self.leave()


def _is_text(node: t.AST) -> bool:
    return isinstance(node, t.Expr) and isinstance(node.value, t.Constant) and isinstance(plain(node.value.value), str)


def _kind(node: t.AST) -> str:
    return type(node).__name__


def _blank_lines(block: list[t.stmt], number: int, top: bool) -> int:
    """Return how many blank lines stand before a statement of a block."""
    if number == 0:
        return 0
    before, here = block[number - 1], block[number]
    if t.is_comment(before):
        return int(getattr(here, "blank_before", False))
    # A definition takes the comments above it along.
    owner = next((node for node in block[number:] if not t.is_comment(node)), here)
    if _kind(before) in DEFINITIONS or _kind(owner) in DEFINITIONS:
        return 2 if top else 1
    starts_code = top and (_kind(before) in IMPORTS) != (_kind(here) in IMPORTS)
    return int(starts_code or getattr(here, "blank_before", False))
