"""Devices: there is one, the processor that NumPy computes on."""

import functools
from collections.abc import Callable
from typing import Any

__all__ = ["device"]


class device:  # noqa: N801  (PyTorch's name)
    """Where memory is: `device("cpu")`.

    >>> device("cpu")
    device(type='cpu')
    """

    def __init__(self, type: Any = "cpu", index: int | None = None):
        self.type = str(type).split(":")[0]
        self.index = index
        if self.type != "cpu":
            raise RuntimeError(f"tangentlike.tape computes on the CPU, with NumPy: there is no device {str(type)!r} here.")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, device)

    __hash__ = object.__hash__

    def __str__(self) -> str:
        return "cpu"

    def __repr__(self) -> str:
        return "device(type='cpu')"


def placed(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that also takes `device`, which has to be the CPU."""

    @functools.wraps(function)
    def make(*args: Any, **kwargs: Any) -> Any:
        wanted = kwargs.pop("device", None)
        if wanted is not None:
            device(wanted)
        return function(*args, **kwargs)

    return make
