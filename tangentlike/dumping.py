"""The derivative of a function as a complete module, or what the passes give on the way to it."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tangentlike import api
from tangentlike.assumptions import state_assumptions
from tangentlike.errors import ArgumentError, NoRule, Unsupported
from tangentlike.gradients import find_variants
from tangentlike.standalone import write_module

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Argnums = int | str | tuple[int | str, ...]


@dataclass(frozen=True)
class Wanted:
    """What to dump: which derivative, for which arguments (None: the general variant), or what a pass gives."""

    argnums: Argnums = 0
    args: Arguments | None = None
    mode: str = "reverse"
    stage: str | None = None


def dump_module(fn: Callable[..., Any], name: str, wanted: Wanted) -> str:
    """Return the text of the gradient of `fn`, which the user calls `name`.

    With a stage, return instead what that pass gives, or, for "all", every pass.
    """
    argnums, args, mode = wanted.argnums, wanted.args, wanted.mode
    if mode != "reverse":
        raise ArgumentError(f"there is no mode `{mode}`.", instead="use `reverse`.")
    # A module that needs NumPy only has no tape.
    variants = find_variants(api.grad(fn, argnums, fallback="error"))
    with _asking_for_arguments(args is None):
        if wanted.stage is not None:
            return select_stages(variants.stages(args), wanted.stage)
        variant = variants.general() if args is None else variants.lower(*args)
    entry = variant.function.__name__
    text, named = state_assumptions(variant.source, entry, variant.signature)
    text, final = name_after(text, entry, name)
    homes = {final if each == entry else each: home for each, home in variant.homes.items()}
    return write_module(text, homes, {**variant.injected, **named}, first=final)


@contextlib.contextmanager
def _asking_for_arguments(missing: bool) -> Iterator[None]:
    """Say that arguments help, where none are given: that little is known of them is the likely reason for a refusal."""
    try:
        yield
    except (NoRule, Unsupported) as error:
        if not missing:
            raise
        advice = "give the arguments of a call, as in `--args '1.0, np.ones(3)'`, so that their kinds are known"
        advice += f"; or {error.instead}" if error.instead else "."
        raise type(error)(error.what, place=error.place, why=error.why, instead=advice) from error


def name_after(text: str, entry: str, asked: str) -> tuple[str, str]:
    r"""Return `text` with its function `entry` named after what the user asked for, and the new name.

    >>> name_after("def lambda__grad(x):\n    'Gradient of `lambda_`.'\n", "lambda__grad", "Model.loss")
    ("def loss_grad(x):\n    'Gradient of `loss`.'\n", 'loss_grad')
    """
    own, wanted = re.sub(r"_grad\d*$", "", entry), asked.rpartition(".")[2]
    final = f"{wanted}_grad"
    if own == wanted or re.search(rf"\b{final}\b", text):
        return text, entry
    text = re.sub(rf"^def {entry}\(", f"def {final}(", text, flags=re.MULTILINE)
    for before, after in ((f"Gradient of `{own}`", f"Gradient of `{wanted}`"), (f"sweep: {own},", f"sweep: {wanted},")):
        text = text.replace(before, after, 1)
    return text.replace(".<lambda>.\n", f".{asked}.\n", 1), final


def select_stages(stages: list[tuple[str, str]], wanted: str) -> str:
    """Return the texts of the pass `wanted`, or of all, each under its name.

    >>> print(select_stages([("flatten", "x1 = 1\\n"), ("reverse", "x2 = 2\\n")], "flatten"))
    # After flatten.
    x1 = 1
    <BLANKLINE>
    """
    chosen = [(name, text) for name, text in stages if wanted in ("all", name)]
    if not chosen:
        names = ", ".join(dict.fromkeys(name for name, _ in stages))
        raise ArgumentError(f"there is no pass `{wanted}`.", instead=f"the passes are {names}; `all` prints them all.")
    return "\n\n".join(f"# After {name}.\n{text}" for name, text in chosen)
