# ruff: noqa: N802  (astunparse finds the method of a node by the node's name)
"""Print what astunparse does not know: the patterns of `match`, and type parameters."""

from tangentlike.syntax import trees as t
from tangentlike.syntax.expressions import ExpressionPrinter
from tangentlike.syntax.literals import literal

STARS = {"TypeVar": "", "TypeVarTuple": "*", "ParamSpec": "**"}


class PatternPrinter(ExpressionPrinter):
    """Patterns and type parameters, as an addition to expressions."""

    def pattern(self, node: t.AST, closed: bool = False) -> None:
        """Write a pattern, in parentheses where an `as` or an `|` may not stand bare."""
        kind = type(node).__name__
        bare = not closed or kind not in ("MatchAs", "MatchOr") or getattr(node, "pattern", node) is None
        self.write("" if bare else "(")
        getattr(self, "_" + kind)(node)
        self.write("" if bare else ")")

    def pattern_series(self, nodes: list[t.AST]) -> None:
        """Write patterns with commas between them."""
        for number, node in enumerate(nodes):
            self.write(", " * (number > 0))
            self.pattern(node)

    def _MatchValue(self, node: t.AST) -> None:
        # A call would be a class pattern, so an infinity is a literal that overflows.
        self.write(self.text_of(node.value).replace('float("inf")', "1e309"))

    def _MatchSingleton(self, node: t.AST) -> None:
        self.write(literal(node.value))

    def _MatchSequence(self, node: t.AST) -> None:
        self.write("[")
        self.pattern_series(node.patterns)
        self.write("]")

    def _MatchMapping(self, node: t.AST) -> None:
        self.write("{")
        for number, (key, pattern) in enumerate(zip(node.keys, node.patterns, strict=True)):
            self.write(", " * (number > 0))
            self.put(key)
            self.write(": ")
            self.pattern(pattern)
        if node.rest is not None:
            self.write(", " * bool(node.keys) + "**" + node.rest)
        self.write("}")

    def _MatchClass(self, node: t.AST) -> None:
        self.put(node.cls)
        self.write("(")
        self.pattern_series(node.patterns)
        for number, (name, pattern) in enumerate(zip(node.kwd_attrs, node.kwd_patterns, strict=True)):
            self.write(", " * bool(number or node.patterns) + name + "=")
            self.pattern(pattern)
        self.write(")")

    def _MatchStar(self, node: t.AST) -> None:
        self.write("*" + (node.name or "_"))

    def _MatchAs(self, node: t.AST) -> None:
        if node.pattern is not None:
            self.pattern(node.pattern, closed=type(node.pattern).__name__ == "MatchAs")
            self.write(" as ")
        self.write(node.name or "_")

    def _MatchOr(self, node: t.AST) -> None:
        for number, pattern in enumerate(node.patterns):
            self.write(" | " * (number > 0))
            self.pattern(pattern, closed=True)

    def _type_params(self, node: t.AST) -> None:
        parameters = getattr(node, "type_params", None) or []
        self.write("[" * bool(parameters))
        for number, parameter in enumerate(parameters):
            self.write(", " * (number > 0) + STARS[type(parameter).__name__] + parameter.name)
            for sign, part in ((": ", "bound"), (" = ", "default_value")):
                if getattr(parameter, part, None) is not None:
                    self.write(sign)
                    self.put(getattr(parameter, part))
        self.write("]" * bool(parameters))
