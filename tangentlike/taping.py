"""The halves of a piece that runs on the tape: they look like those of any helper, and call the tape."""

from tangentlike.analysis.facts import Facts
from tangentlike.program import Pair
from tangentlike.syntax import trees as t
from tangentlike.syntax.origins import origin_of


def taped_halves(pair: Pair, facts: Facts) -> list[t.FunctionDef]:
    """Return a forward half that runs a piece on the tape, and a backward half that goes back."""
    from tangentlike.tape.pieces import on_tape  # noqa: PLC0415  (most programs never need the tape)

    tree, spell = pair.subject.source.tree, facts.program.spell
    forward, backward = t.no_arguments(), t.no_arguments()
    forward.args = t.copy(tree.args.args)
    backward.args = [t.parameter("out_bar"), t.parameter("saved")]
    wrt = t.tuple_of(map(t.constant, pair.wrt))
    piece = t.name(spell(pair.subject.source.function, pair.subject.name, facts))
    run = t.call(spell(on_tape, "on_tape", facts), piece, wrt, *(t.name(a.id) for a in forward.args))
    back = t.call(t.attribute(t.name("saved"), "pull"), t.name("out_bar"))
    origin = origin_of(tree.body[0])
    text = f": `{origin.text}`" if origin is not None and "`" not in origin.text else ""
    first = t.statement(t.constant(f"Line {tree.lineno}, on the tape{text}; returning also the way back."))
    second = t.statement(t.constant(f"Adjoint of line {tree.lineno}: derivatives with respect to {', '.join(pair.wrt)}."))
    return [
        t.function(pair.forward, forward, [first, t.return_(run)]),
        t.function(pair.backward, backward, [second, t.return_(back)]),
    ]
