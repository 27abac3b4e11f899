"""Activations, losses and layers as functions, by PyTorch's names and in its conventions."""

from tangentlike.tape.nn import activations, essentials, losses, normalising, windows
from tangentlike.tape.nn.activations import *  # noqa: F403
from tangentlike.tape.nn.essentials import *  # noqa: F403
from tangentlike.tape.nn.losses import *  # noqa: F403
from tangentlike.tape.nn.normalising import *  # noqa: F403
from tangentlike.tape.nn.windows import *  # noqa: F403

__all__ = [  # noqa: PLE0604  (the lists of the modules hold strings)
    *activations.__all__, *essentials.__all__, *losses.__all__, *normalising.__all__, *windows.__all__,
]
