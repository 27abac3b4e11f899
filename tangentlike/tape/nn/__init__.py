"""Neural networks: `nn.functional`, and modules that hold parameters."""

from tangentlike.tape.nn import clipping as utils
from tangentlike.tape.nn import containers, functional, init, layers, pools, recurrent, weighted
from tangentlike.tape.nn.containers import *  # noqa: F403
from tangentlike.tape.nn.layers import *  # noqa: F403
from tangentlike.tape.nn.parameters import Module, Parameter
from tangentlike.tape.nn.pools import *  # noqa: F403
from tangentlike.tape.nn.recurrent import *  # noqa: F403
from tangentlike.tape.nn.weighted import *  # noqa: F403

__all__ = [  # noqa: PLE0604  (the lists of the modules hold strings)
    *containers.__all__, *layers.__all__, *pools.__all__, *recurrent.__all__, *weighted.__all__,
    "Module", "Parameter", "functional", "init", "utils",
]
