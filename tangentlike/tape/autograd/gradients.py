"""`autograd.grad` and `autograd.backward`: derivatives returned, or added to `.grad`."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from tangentlike.tape.backward import Walk, backward_of, seed_of
from tangentlike.tape.nodes import Node
from tangentlike.tape.tensor import Tensor


def items_of(given: Any) -> list[Any]:
    """Return one tensor, or a sequence of them, as a list."""
    return list(given) if isinstance(given, (list, tuple)) else [given]


def grad(
    outputs: Any,
    inputs: Any,
    grad_outputs: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    *,
    materialize_grads: bool = False,
) -> tuple[Tensor | None, ...]:
    """Return the derivatives of the sum of `outputs`, weighted with `grad_outputs`, with respect to each input.

    >>> from tangentlike import tape
    >>> x = tape.tensor(3.0, requires_grad=True)
    >>> grad(x ** 2, x)
    (tensor(6.),)
    """
    wanted = items_of(inputs)
    for tensor in wanted:
        if tensor.node is None:
            raise RuntimeError("One of the differentiated Tensors does not require grad")
    found: dict[Node, Any] = {}

    def arrive(node: Node, bar: Any) -> None:
        found[node] = bar

    walk = Walk(
        Tensor,
        arrive,
        again=create_graph,
        retain=create_graph if retain_graph is None else retain_graph,
        ends=[tensor.node for tensor in wanted],
    )
    walk.run(seeds(items_of(outputs), grad_outputs, create_graph))
    results = [found.get(tensor.node) for tensor in wanted]
    if materialize_grads:
        results = [np.zeros_like(t.value) if bar is None else bar for t, bar in zip(wanted, results, strict=True)]
    elif not allow_unused and any(bar is None for bar in results):
        place = [bar is None for bar in results].index(True)
        raise RuntimeError(
            f"The differentiated Tensor at index {place} appears to not have been used in the graph. Set allow_unused=True "
            "if this is the desired behavior."
        )
    return tuple(bar if bar is None or isinstance(bar, Tensor) else own(bar) for bar in results)


def own(bar: Any) -> Tensor:
    """Return a bar as a tensor that shares memory with nothing."""
    return Tensor.make(np.array(bar)[()])  # type: ignore[return-value]


def seeds(outputs: Sequence[Any], weights: Any, create_graph: bool) -> dict[Node, Any]:
    """Return the bars of outputs; those of one node are added up."""
    given = [None] * len(outputs) if weights is None else items_of(weights)
    if len(given) != len(outputs):
        raise RuntimeError(f"got {len(outputs)} tensors and {len(given)} gradients")
    bars: dict[Node, Any] = {}
    for place, (output, weight) in enumerate(zip(outputs, given, strict=True)):
        seed = seed_of(output, weight, place, create_graph)
        bars[output.node] = bars[output.node] + seed if output.node in bars else seed
    return bars


def backward(
    tensors: Any,
    grad_tensors: Any = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: Any = None,
) -> None:
    """Add the derivatives of the sum of tensors, weighted with `grad_tensors`, to `.grad` of the leaves."""
    bars = seeds(items_of(tensors), grad_tensors, create_graph)
    backward_of(bars, Tensor, retain_graph, create_graph, None if inputs is None else items_of(inputs))
