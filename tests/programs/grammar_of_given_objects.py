"""Random programs that change objects which they are given or find in a global: two of them may be one object."""

from __future__ import annotations

import re
from random import Random

from tests.programs.grammar_of_objects import program_of_objects

GIVEN = {"a": "g", "b": "h", "c": "G"}
BOUND = re.compile(r"[abcghG] (=|\+=)[^=]|[abcghG], t =")
ALIASES = 5


def program_of_given_objects(seed: int) -> str:
    """Return the text of a module with a function `f` of a number and two objects, and an object `G`."""
    random = Random(seed)
    head, body = program_of_objects(seed).split("def f(x):\n")
    start, end = head.index("    def __add__"), head.index("class B(A)")
    lines = [line for text in body.split("\n") for line in changed(text, random)]
    return f"{head[:start]}\n\n{head[end:]}G = B(0.9)\n\n\ndef f(x, g, h):\n" + "\n".join(lines)


def changed(line: str, random: Random) -> list[str]:
    """Return a line about the objects that are given; one that would bind their names does nothing."""
    line = re.sub(r"\b(?<!\.)([abc])\b", lambda found: GIVEN[found.group(1)], line)
    text = line.strip()
    indent = line[: len(line) - len(text)]
    if BOUND.match(text):
        return [f"{indent}pass"]
    simple = text and not text.endswith(":") and not text.startswith("return")
    return [line, indent + statement(random)] if simple and random.random() < 0.3 else [line]


def statement(random: Random) -> str:
    """Return a statement that reaches the objects by other names."""
    o, q = random.choice("ghG"), random.choice("ghG")
    return random.choice([
        f"m = {o}.bump; m(0.2)",
        f"for e in ({o}, {q}, {o}): e.u = e.u * 0.9 + 0.1",
        f"h.a.w += {o}.u * 0.1",
        f"g.extra = {o}.u; t = t + g.extra",
        f"for n in ('u', 'w'): setattr({o}, n, getattr({q}, n) * 0.7)",
        f"t += sum(e.w for e in [{o}, h, {q}])",
        f"z = {o}; z.u += 0.1; t += {q}.u",
        "h.a, G.a = G.a, h.a",
        "t += change(h.a, 0.3)",
    ])


def objects(module, alias: int):
    """Return the two objects that the function is given, and make the global one anew."""
    module.G.__dict__.clear()
    module.G.__init__(0.9)
    other = module.B(0.6)
    return (module.A(0.8), other, other.a, module.G, module.G.a)[alias], other


def state(module, *given) -> list[dict[str, object]]:
    """Return what the objects hold."""
    held = [vars(each) for each in (*given, module.G)]
    return [{name: vars(v) if hasattr(v, "__dict__") else v for name, v in each.items()} for each in held]
