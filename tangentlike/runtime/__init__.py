"""What generated code calls: plain functions that need NumPy only."""

from tangentlike.runtime import (
    arrays,
    attempts,
    by_elements,
    claims,
    contexts,
    convolutions,
    fourier,
    indexing,
    linalg,
    operands,
    places,
    products,
    reductions,
    scalars,
    sequences,
    shapes,
    storing,
    trees,
)

MODULES = (
    arrays,
    by_elements,
    attempts,
    claims,
    contexts,
    convolutions,
    fourier,
    indexing,
    linalg,
    operands,
    places,
    products,
    reductions,
    scalars,
    sequences,
    shapes,
    storing,
    trees,
)
# Helpers whose result may be an argument, or a view of one.
ALIASING = tuple(function for module in MODULES for function in module.MAY_ALIAS)
