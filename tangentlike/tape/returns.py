"""What functions return that give values along a dimension, and where these are."""

from typing import NamedTuple

from tangentlike.tape.tensor import Tensor


class Found(NamedTuple):
    """Values and their indices."""

    values: Tensor
    indices: Tensor


class _Shown(Found):
    """Shown by PyTorch's name for it."""

    def __repr__(self) -> str:
        return f"torch.return_types.{type(self).__name__}(\nvalues={self.values!r},\nindices={self.indices!r})"


def found(name: str, values: Tensor, indices: Tensor) -> Found:
    """Return values and indices, under the name of the function that found them."""
    return _kinds.setdefault(name, type(name, (_Shown,), {}))(values, indices)


_kinds: dict[str, type[_Shown]] = {}
