"""Decide which function a variable means before it is called."""

from tangentlike.analysis.activity import is_varied, varied_names
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.values import Choice
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.hoisting import Hoisting, Opened
from tangentlike.syntax import trees as t


def split_choices(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Turn the call of a variable that means one of several functions into an `if` with a call of each.

    `y = act(x)` becomes `if act is sin: y1 = sin(x)`, `else: y1 = cos(x)`, `y = y1`.
    """
    kinds = facts.kinds(tree)
    varied = varied_names(tree, kinds, facts.wrt)

    def is_wanted(node: t.AST) -> bool:
        return isinstance(node, t.Call) and isinstance(kinds.of(node.func), Choice) and is_varied(node, varied, kinds)

    def open_call(node: t.AST, hoisting: Hoisting) -> Opened:
        assert isinstance(node, t.Call)
        options = kinds.of(node.func)
        assert isinstance(options, Choice)
        before: t.Block = []
        if not isinstance(node.func, t.Name):
            inside, function = hoisting.expression(node.func)
            node.func = t.name(facts.fresh("function"))
            before = [*inside, t.assign(node.func.id, function)]
        before += hoisting.parts(node)
        name = facts.fresh(f"{node.func.id}1")
        return [*before, *ways(node, options, name, facts)], t.name(name)

    hoisting = Hoisting(facts, is_wanted, open_call)
    hoisting.kinds = kinds

    def change(node: t.stmt) -> t.Block:
        evaluated = isinstance(node, (t.Assign, t.AugAssign, t.Return, t.Expr))
        return hoisting.statement(node) if evaluated else [node]

    return rewrite_statements(tree, change)


def ways(node: t.Call, options: Choice, name: str, facts: Facts) -> t.Block:
    """Return the `if` with a call of each function that is called."""
    text: t.Block = []
    for option in reversed(options.options):
        own = getattr(option.value, "__name__", "")
        wanted = own if own.isidentifier() else "function"  # the name of a lambda is none
        spelled = facts.program.spell(option.value, wanted, facts)
        call = t.Call(t.dotted(spelled), t.copy(node.args), t.copy(node.keywords))
        way: t.Block = [t.assign(name, call)]
        text = way if not text else [t.if_(t.is_(t.copy(node.func), t.dotted(spelled)), way, text)]
    return text
