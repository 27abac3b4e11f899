"""A bar that is zero already is not made zero again."""

from tangentlike.syntax import trees as t

Known = dict[str, t.expr]                       # the bars that are zero here, and how that was written


def keep_zeros(block: t.Block, bars: frozenset[str]) -> t.Block:
    """Drop `x_bar = 0.0` in a branch where `x_bar = 0.0` stands before it, and nothing in between has used the bar."""
    return _kept(block, bars, {})


def _kept(block: t.Block, bars: frozenset[str], known: Known) -> t.Block:
    out: t.Block = []
    for node in block:
        match node:
            case t.Assign(targets=[t.Name(id=name)], value=value) if name in bars and is_zero(value):
                if name in known and t.equal(known[name], value):
                    continue
                _forget(known, node)
                known[name] = value
            case t.If():
                node.body, node.orelse = _branch(node.body, bars, known), _branch(node.orelse, bars, known)
                _forget(known, node)
            case t.For() | t.While():
                _forget(known, node)
                node.body, node.orelse = _kept(node.body, bars, {}), _kept(node.orelse, bars, {})
            case _:
                _forget(known, node)
        out.append(node)
    return out


def _branch(block: t.Block, bars: frozenset[str], known: Known) -> t.Block:
    """Return a branch without what is known; one that would be left empty stays as it is."""
    new = _kept(block, bars, dict(known))
    return block if all(map(t.is_comment, new)) else new


def is_zero(value: t.expr) -> bool:
    """Tell whether an expression is a new zero."""
    match value:
        case t.Constant(value=number):
            return type(number) is float and number == 0.0
        case t.Call(func=t.Attribute(value=t.Name(id="np"), attr="zeros_like"), args=[t.Name()], keywords=[]):
            return True
    return False


def _forget(known: Known, node: t.stmt) -> None:
    """Forget the bars that a statement uses in any way, and those that it would make otherwise."""
    used, stored = t.names_used(node), t.names_stored(node)
    for name in [name for name, value in known.items() if name in used or t.names_read(value) & stored]:
        del known[name]
