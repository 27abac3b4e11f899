"""PyTorch's autograd on NumPy arrays: `import tangentlike.tape as torch`.

Names, behaviour and errors are PyTorch's; the default dtype is float64, and random numbers are NumPy's.

>>> import tangentlike.tape as torch
>>> x = torch.tensor([1.0, 2.0], requires_grad=True)
>>> (x ** 2).sum().backward()
>>> x.grad
tensor([2., 4.])
"""

from math import e, inf, nan, pi

from tangentlike.tape import (
    autograd,
    composed,
    conversions,
    counting,
    creation,
    cuda,
    devices,
    dtypes,
    elementwise,
    linalg,
    methods,
    nn,
    optim,
    ordering,
    products,
    reductions,
    scattering,
    serialization,
    shapes,
)
from tangentlike.tape.composed import *  # noqa: F403
from tangentlike.tape.conversions import *  # noqa: F403
from tangentlike.tape.counting import *  # noqa: F403
from tangentlike.tape.creation import *  # noqa: F403
from tangentlike.tape.devices import *  # noqa: F403
from tangentlike.tape.dtypes import *  # noqa: F403
from tangentlike.tape.dtypes import bool_ as bool
from tangentlike.tape.dtypes import float_ as float
from tangentlike.tape.dtypes import int_ as int
from tangentlike.tape.elementwise import *  # noqa: F403
from tangentlike.tape.modes import enable_grad, inference_mode, is_grad_enabled, no_grad, set_grad_enabled
from tangentlike.tape.ordering import *  # noqa: F403
from tangentlike.tape.products import *  # noqa: F403
from tangentlike.tape.reductions import *  # noqa: F403
from tangentlike.tape.scattering import *  # noqa: F403
from tangentlike.tape.serialization import *  # noqa: F403
from tangentlike.tape.shapes import *  # noqa: F403
from tangentlike.tape.tensor import Size, Tensor

methods.add_methods()

__all__ = [  # noqa: PLE0604  (the lists of the modules hold strings)
    *composed.__all__,
    *conversions.__all__,
    *counting.__all__,
    *creation.__all__,
    *devices.__all__,
    *dtypes.__all__,
    *elementwise.__all__,
    *ordering.__all__,
    *products.__all__,
    *reductions.__all__,
    *scattering.__all__,
    *serialization.__all__,
    *shapes.__all__,
    "Size",
    "Tensor",
    "autograd",
    "bool",
    "cuda",
    "e",
    "enable_grad",
    "float",
    "inf",
    "inference_mode",
    "int",
    "is_grad_enabled",
    "linalg",
    "nan",
    "nn",
    "no_grad",
    "optim",
    "pi",
    "set_grad_enabled",
]


def __getattr__(name: str) -> object:
    """Say that a function of PyTorch is missing here."""
    raise AttributeError(
        f"tangentlike.tape has no `{name}`. It has what PyTorch's autograd needs; NumPy's functions take tensors too, and "
        f"`autograd.Function` makes an operation of your own."
    )
