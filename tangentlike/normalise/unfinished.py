"""Arithmetic in place that raises once it has written: NumPy does so where it is told to raise (`np.errstate`)."""

from tangentlike.analysis.aliases import written_parts
from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.outlining import base_of
from tangentlike.analysis.raising import asks, is_end, takes
from tangentlike.normalise.blocks import rewrite_statements
from tangentlike.normalise.interruptions import refusal
from tangentlike.runtime.attempts import try_runs
from tangentlike.runtime.contexts import check_quiet
from tangentlike.syntax import trees as t

ALWAYS = ("over", "under", "invalid")           # what any arithmetic may raise
ERRORS = {t.Add: ALWAYS, t.Sub: ALWAYS, t.Mult: ALWAYS}
ALL = ("divide", *ALWAYS)


def watch_unfinished(tree: t.FunctionDef, facts: Facts) -> t.FunctionDef:
    """Test, in the body of a `try`, that arithmetic in place does not raise once it has written; later passes write it anew.

    >>> # try: y /= b  ->  try: check_quiet("divide", "over", "under", "invalid"); y /= b
    """
    found: dict[int, tuple[str, ...]] = {}
    for node in t.walk_all(tree.body):
        if isinstance(node, t.If) and asks(node.test) == try_runs.__name__:
            watch(node, found, tree, facts)
    if not found:
        return tree

    def change(node: t.stmt) -> t.Block:
        if id(node) not in found:
            return [node]
        spelled = facts.program.spell(check_quiet, check_quiet.__name__, facts)
        return [t.statement(t.call(spelled, *map(t.constant, found[id(node)]))), node]

    return rewrite_statements(tree, change)


def watch(node: t.If, found: dict[int, tuple[str, ...]], tree: t.FunctionDef, facts: Facts) -> None:
    """Find the statements of the body of a `try` that compute in place what is read outside of it."""
    number, *handlers = (each.value for each in node.test.args)
    if not any(takes(FloatingPointError, text, facts.scope) for text in handlers):
        return
    end = next((i for i, each in enumerate(node.body) if is_end(each, number)), len(node.body))
    body, kinds = node.body[:end], facts.kinds(tree)
    for inner in t.walk_all(body):
        if isinstance(inner, t.AugAssign) and not has_no_memory(kinds.of(inner)):
            written = [inner.target]
            found[id(inner)] = ERRORS.get(type(inner.op), ALL)
        else:
            written = written_parts(inner, kinds) if isinstance(inner, t.Call) else []
        seen = [name for part in written for name in base_of(part) if is_seen(name, body, tree, facts)]
        if not seen:
            found.pop(id(inner), None)
        elif isinstance(inner, t.Call) or any(takes(NotImplementedError, text, facts.scope) for text in handlers):
            raise refusal(node, f"its body computes in place (`{min(seen)}`), and NumPy may raise once it has written.")


def is_seen(name: str, block: t.Block, tree: t.FunctionDef, facts: Facts) -> bool:
    """Tell whether a name means anything outside of a block."""
    own = {id(node) for node in t.walk_all(block)}
    elsewhere = any(isinstance(n, t.Name) and n.id == name and id(n) not in own for n in t.walk_all(tree.body))
    return elsewhere or name in facts.parameters or name not in facts.local_names
