"""The order in which definitions of a module may stand: what one needs to be made comes before it."""

import ast
from collections.abc import Iterator, Mapping


def order_definitions(texts: Mapping[str, str]) -> list[str]:
    """Return texts of functions and classes, each after those that its header or its class body reads.

    Otherwise they stay in the order given. Annotations do not count: they can be left unevaluated.

    >>> order_definitions({"C": "class C(B):\\n    x: D\\n", "D": "class D: ...", "B": "class B: ..."})
    ['class B: ...', 'class C(B):\\n    x: D\\n', 'class D: ...']
    """
    needed = {name: set(_read_at_once(ast.parse(text).body)) & texts.keys() for name, text in texts.items()}
    placed: dict[str, None] = {}

    def place(name: str, above: tuple[str, ...]) -> None:
        for other in texts:
            if other in needed[name] and other not in placed and other not in (*above, name):
                place(other, (*above, name))
        placed.setdefault(name)

    for name in texts:
        place(name, ())
    return [texts[name] for name in placed]


def annotated_names(text: str) -> set[str]:
    """Return the names in the annotations of a text's functions and classes.

    >>> annotated_names("def f(d: D) -> float:\\n    ...") == {"D", "float"}
    True
    """
    found = [part for node in ast.walk(ast.parse(text)) for part in _annotations(node)]
    return {node.id for part in found for node in ast.walk(part) if isinstance(node, ast.Name)}


def _annotations(node: ast.AST) -> Iterator[ast.expr]:
    for field in ("annotation", "returns"):
        part = getattr(node, field, None)
        if part is not None:
            yield part


def _read_at_once(nodes: list[ast.stmt] | list[ast.AST]) -> Iterator[str]:
    """Yield the names that are read when definitions are carried out: not in bodies of functions, nor annotations."""
    for node in nodes:
        if isinstance(node, ast.Name):
            yield node.id
        skipped: list[ast.AST] = [*_annotations(node)]
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            skipped += node.body
        elif isinstance(node, ast.Lambda):
            skipped.append(node.body)
        yield from _read_at_once([each for each in ast.iter_child_nodes(node) if each not in skipped])
