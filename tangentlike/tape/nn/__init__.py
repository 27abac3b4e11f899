"""Neural networks: `nn.functional`."""

from tangentlike.tape.nn import functional

__all__ = ["functional"]
