"""Syntax trees: the gast node classes, text to tree, and small constructors.

The rest of the package says `from tangentlike.syntax import trees as t` and never names gast itself. Nodes are made
by the constructors here or parsed from text: a gast node has no default fields.
"""

import ast
from collections.abc import Iterable
from typing import Any

import gast
from gast import (  # noqa: F401  (the vocabulary of the package)
    AST,
    Add,
    And,
    AnnAssign,
    Assert,
    Assign,
    Attribute,
    AugAssign,
    BinOp,
    BoolOp,
    Break,
    Call,
    Compare,
    Constant,
    Continue,
    Delete,
    Dict,
    DictComp,
    Div,
    Eq,
    ExceptHandler,
    Expr,
    FloorDiv,
    For,
    FormattedValue,
    FunctionDef,
    GeneratorExp,
    Global,
    GtE,
    If,
    IfExp,
    Import,
    ImportFrom,
    In,
    Is,
    IsNot,
    JoinedStr,
    Lambda,
    List,
    ListComp,
    Load,
    MatMult,
    Mod,
    Module,
    Mult,
    Name,
    NamedExpr,
    NodeTransformer,
    Nonlocal,
    Not,
    NotIn,
    Or,
    Param,
    Pass,
    Pow,
    Raise,
    Return,
    Set,
    SetComp,
    Slice,
    Starred,
    Store,
    Sub,
    Subscript,
    Try,
    Tuple,
    UAdd,
    UnaryOp,
    USub,
    While,
    With,
    arguments,
    comprehension,
    expr,
    keyword,
    stmt,
    withitem,
)

from tangentlike.syntax.rewriting import (  # noqa: F401
    as_load,
    as_store,
    copy,
    dump,
    equal,
    exchange,
    fields,
    is_literal,
    rename,
    substitute,
)
from tangentlike.syntax.walks import (  # noqa: F401
    base_of,
    iter_child_nodes,
    names_read,
    names_stored,
    names_used,
    same_state,
    state_of,
    walk,
    walk_all,
    walk_own,
)

Block = list[stmt]


def parse(text: str) -> Module:
    """Parse a module."""
    return gast.parse(text)


def parse_function(text: str) -> FunctionDef:
    """Parse the text of one function."""
    return gast.parse(text).body[0]


def parse_statements(text: str) -> Block:
    """Parse statements, without origins."""
    return gast.parse(text).body


def parse_expression(text: str) -> expr:
    """Parse one expression."""
    return gast.parse(text, mode="eval").body


def from_ast(node: ast.AST) -> AST:
    """Convert one node of Python's own ast."""
    return gast.ast_to_gast(node)


def name(identifier: str) -> Name:
    """Make a name that is read."""
    return gast.Name(identifier, gast.Load(), None, None)


def store(identifier: str) -> Name:
    """Make a name that is assigned."""
    return gast.Name(identifier, gast.Store(), None, None)


def parameter(identifier: str, annotation: expr | None = None) -> Name:
    """Make a name in a parameter list."""
    return gast.Name(identifier, gast.Param(), annotation, None)


def constant(value: Any) -> Constant:
    """Make a constant."""
    return gast.Constant(value, None)


def call(function: expr | str, *positional: expr, **named: expr) -> Call:
    """Make a call; a string is the name, possibly dotted, of the function."""
    callee = dotted(function) if isinstance(function, str) else function
    return gast.Call(callee, list(positional), [gast.keyword(k, v) for k, v in named.items()])


def dotted(path: str) -> expr:
    """Make the expression of a dotted name such as `np.sum`."""
    first, *rest = path.split(".")
    out: expr = name(first)
    for part in rest:
        out = gast.Attribute(out, part, gast.Load())
    return out


def attribute(value: expr, attr: str) -> Attribute:
    """Make `value.attr`."""
    return gast.Attribute(value, attr, gast.Load())


def subscript(value: expr, index: expr) -> Subscript:
    """Make `value[index]`, to be read."""
    return gast.Subscript(value, index, gast.Load())


def binary(left: expr, operator: AST, right: expr) -> BinOp:
    """Make `left operator right`."""
    return gast.BinOp(left, operator, right)


def negative(operand: expr) -> UnaryOp:
    """Make `-operand`."""
    return gast.UnaryOp(gast.USub(), operand)


def tuple_of(items: Iterable[expr]) -> Tuple:
    """Make a tuple display that is read."""
    return gast.Tuple(list(items), gast.Load())


def list_of(items: Iterable[expr]) -> List:
    """Make a list display."""
    return gast.List(list(items), gast.Load())


def assign(target: expr | str, value: expr) -> Assign:
    """Make `target = value`; a string is a name, any other target is turned into a store."""
    node = store(target) if isinstance(target, str) else as_store(copy(target))
    return gast.Assign([node], value, None)


def augment(target: expr | str, operator: AST, value: expr) -> AugAssign:
    """Make `target operator= value`."""
    node = store(target) if isinstance(target, str) else as_store(copy(target))
    return gast.AugAssign(node, operator, value)


def statement(value: expr) -> Expr:
    """Make an expression statement."""
    return gast.Expr(value)


def comment(text: str) -> Expr:
    """Make a comment: a string statement that starts with `#` is printed as a comment."""
    return gast.Expr(constant("# " + text))


def is_comment(node: AST) -> bool:
    """Tell whether a statement is one of our comments."""
    return isinstance(node, Expr) and isinstance(node.value, Constant) and str(node.value.value).startswith("#")


def if_(test: expr, body: Block, orelse: Block | None = None) -> If:
    """Make an `if` statement."""
    return gast.If(test, body, orelse or [])


def not_(test: expr) -> expr:
    """Make the negation of a test; a double negation cancels."""
    if isinstance(test, UnaryOp) and isinstance(test.op, Not):
        return test.operand
    return gast.UnaryOp(gast.Not(), test)


def while_(test: expr, body: Block) -> While:
    """Make a `while` statement."""
    return gast.While(test, body, [])


def for_(target: expr | str, iterable: expr, body: Block) -> For:
    """Make a `for` statement."""
    node = store(target) if isinstance(target, str) else as_store(copy(target))
    return gast.For(node, iterable, body, [], None)


def return_(value: expr | None) -> Return:
    """Make a `return` statement."""
    return gast.Return(value)


def no_arguments() -> arguments:
    """Make an empty parameter list."""
    return gast.arguments([], [], None, [], [], None, [])


def function(identifier: str, args: arguments, body: Block) -> FunctionDef:
    """Make a function definition."""
    node = parse_function("def f(): pass")
    node.name, node.args, node.body = identifier, args, body
    return node


def gast_assign(targets: list[expr], value: expr) -> Assign:
    """Make an assignment from nodes that are targets already."""
    return gast.Assign(targets, value, None)


def slice_of(lower: int | None, upper: int | None) -> Slice:
    """Make `lower:upper`."""
    return gast.Slice(*(None if bound is None else constant(bound) for bound in (lower, upper)), None)


def dict_of(items: Iterable[tuple[expr, expr]]) -> Dict:
    """Make a dict display."""
    pairs = list(items)
    return gast.Dict([key for key, _ in pairs], [value for _, value in pairs])


def less(left: expr, right: expr) -> Compare:
    """Compare two numbers."""
    return Compare(left, [gast.Lt()], [right])


def is_(left: expr, right: expr) -> Compare:
    """Make `left is right`."""
    return gast.Compare(left, [gast.Is()], [right])
