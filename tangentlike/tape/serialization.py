"""Files of tensors, state dicts and models: pickles, in which a tensor is its bytes, dtype and shape."""

import os
import pickle
from pathlib import Path
from typing import Any, BinaryIO

from tangentlike.tape import devices

__all__ = ["load", "save"]

# What is made of plain data only; anything else could run code that came with the file.
WEIGHTS = frozenset({
    ("collections", "OrderedDict"),
    ("collections", "Counter"),
    ("collections", "defaultdict"),
    ("builtins", "set"),
    ("builtins", "dict"),
    ("tangentlike.tape.tensor", "rebuilt"),
    ("tangentlike.tape.tensor", "Tensor"),
    ("tangentlike.tape.tensor", "Size"),
    ("tangentlike.tape.nn.parameters", "Parameter"),
})
REFUSED = (
    "Weights only load failed. The file holds `{module}.{name}`, which is no tensor and no container of Python's. Such a file "
    "can run any code: `load(..., weights_only=False)` does that, if you trust where it came from."
)


class Weights(pickle.Unpickler):
    """What reads plain data only."""

    def find_class(self, module: str, name: str) -> Any:
        """Return a class or function that a file names, if it makes plain data."""
        if (module, name) not in WEIGHTS:
            raise pickle.UnpicklingError(REFUSED.format(module=module, name=name))
        return super().find_class(module, name)


def save(obj: Any, f: "str | os.PathLike[str] | BinaryIO") -> None:
    """Write an object to a file: tensors, containers of them, state dicts, whole modules. The format is not PyTorch's.

    >>> import io
    >>> from tangentlike import tape
    >>> file = io.BytesIO()
    >>> save({"w": tape.ones(2)}, file)
    >>> _ = file.seek(0)
    >>> load(file)
    {'w': tensor([1., 1.])}
    """
    text = pickle.dumps(obj)
    if isinstance(f, (str, os.PathLike)):
        Path(f).write_bytes(text)
    else:
        f.write(text)


def load(f: "str | os.PathLike[str] | BinaryIO", map_location: Any = None, *, weights_only: bool = True) -> Any:
    """Read what `save` has written; `weights_only=False` also reads objects of other classes, whose code it runs."""
    if map_location is not None:
        devices.device(map_location)
    if isinstance(f, (str, os.PathLike)):
        with Path(f).open("rb") as file:
            return load(file, weights_only=weights_only)
    return (Weights if weights_only else pickle.Unpickler)(f).load()
