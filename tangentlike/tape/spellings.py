"""What PyTorch's functions take beside their own parameters: NumPy's names of dimensions, and a tensor for the result."""

import functools
from collections.abc import Callable, Iterable
from typing import Any

from tangentlike.tape.modes import RECORDING
from tangentlike.tape.nodes import Variable
from tangentlike.tape.record import is_active

SPELLED = {"axis": "dim", "keepdims": "keepdim"}


def written(result: Any, out: Variable, name: str, *inputs: Any) -> Any:
    """Write a result into a tensor that was given for it."""
    if RECORDING.on and (is_active(inputs) or is_active(out)):
        raise RuntimeError(
            f"{name}(): functions with out=... arguments don't support automatic differentiation, but one of the arguments "
            "requires grad."
        )
    made: Any = out
    if made.value.shape != result.value.shape:
        made.value = result.value.astype(made.value.dtype)
        return made
    return made.copy_(result)


def with_spellings(functions: dict[str, Any], names: Iterable[str]) -> None:
    """Let functions of a module take `axis`, `keepdims` and `out`."""
    for name in names:
        functions[name] = spelled(functions[name])


def spelled(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that takes `axis` for `dim`, `keepdims` for `keepdim`, and `out`."""

    @functools.wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        if not kwargs:
            return function(*args)
        out = kwargs.pop("out", None)
        result = function(*args, **{SPELLED.get(key, key): value for key, value in kwargs.items()})
        return result if out is None else written(result, out, function.__name__, *args)

    return call
