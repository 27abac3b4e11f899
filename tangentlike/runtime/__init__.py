"""What generated code calls: plain functions that need NumPy only."""

from tangentlike.runtime import arrays, convolutions, fourier, indexing, linalg, products, reductions, scalars, sequences, shapes

ALIASING = tuple(
    function
    for module in (arrays, convolutions, fourier, indexing, linalg, products, reductions, scalars, sequences, shapes)
    for function in module.MAY_ALIAS
)
