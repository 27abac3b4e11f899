"""The derivative of a function as a complete module, or what the passes give on the way to it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tangentlike import api
from tangentlike.assumptions import state_assumptions
from tangentlike.errors import ArgumentError
from tangentlike.gradients import find_variants
from tangentlike.standalone import write_module

Arguments = tuple[tuple[Any, ...], dict[str, Any]]
Argnums = int | str | tuple[int | str, ...]


def dump_module(fn: Callable[..., Any], argnums: Argnums, args: Arguments | None, mode: str, stage: str | None) -> str:
    """Return the text of the gradient of `fn` for these arguments; without arguments, of the general variant.

    With `stage`, return instead what that pass gives, or, for "all", every pass.
    """
    if mode != "reverse":
        raise ArgumentError(f"there is no mode `{mode}`.", instead="use `reverse`.")
    variants = find_variants(api.grad(fn, argnums))
    if stage is not None:
        return select_stages(variants.stages(args), stage)
    variant = variants.general() if args is None else variants.lower(*args)
    entry = variant.function.__name__
    text, named = state_assumptions(variant.source, entry, variant.signature)
    return write_module(text, variant.homes, {**variant.injected, **named}, first=entry)


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
