"""Neural networks: `nn.functional`, and modules that hold parameters."""

from tangentlike.tape.nn import functional, init, layers
from tangentlike.tape.nn.layers import *  # noqa: F403
from tangentlike.tape.nn.parameters import Module, Parameter

__all__ = [*layers.__all__, "Module", "Parameter", "functional", "init"]  # noqa: PLE0604  (the list of the module holds strings)
