"""tangentlike: derivatives of ordinary Python and NumPy functions, as readable Python."""

from tangentlike.api import grad, source, value_and_grad, vjp
from tangentlike.errors import ControlFlowWarning, FallbackWarning, RecompileWarning, TangentlikeError
from tangentlike.implicit import fixed_point, implicit_root
from tangentlike.rules.kinds import adjoint, bilinear, constant, elementwise, general, linear, rewrite, tangent

__all__ = [
    "ControlFlowWarning",
    "FallbackWarning",
    "RecompileWarning",
    "TangentlikeError",
    "adjoint",
    "bilinear",
    "constant",
    "elementwise",
    "fixed_point",
    "general",
    "grad",
    "implicit_root",
    "linear",
    "rewrite",
    "source",
    "tangent",
    "value_and_grad",
    "vjp",
]
