"""`autograd.functional`: Jacobians and Hessians of functions of tensors."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.tape.autograd.gradients import grad, items_of
from tangentlike.tape.creation import ones_like, zeros_like
from tangentlike.tape.modes import enable_grad
from tangentlike.tape.shapes import stack
from tangentlike.tape.tensor import Tensor

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]

Function = Callable[..., Any]


def leaves_of(inputs: Any, create_graph: bool) -> list[Any]:
    """Return the arguments to differentiate with respect to: where the result is differentiated again, themselves."""
    given = items_of(inputs)
    return [x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_() for x in given]


def packed(results: Any, given: Any) -> Any:
    """Return one result where one tensor was given, else a tuple."""
    return tuple(results) if isinstance(given, (list, tuple)) else results[0]


def jacobian(func: Function, inputs: Any, create_graph: bool = False) -> Any:
    """Return the derivative of every element of the result: arrays of shape result.shape + input.shape."""
    with enable_grad():
        leaves = leaves_of(inputs, create_graph)
        out = func(*leaves)
        rows = []
        for place in range(out.numel()):
            weight = zeros_like(out)
            weight.value = np.eye(1, out.numel(), place)[0].reshape(out.shape).astype(out.value.dtype)
            row = grad(out, leaves, weight, retain_graph=True, create_graph=create_graph, materialize_grads=True)
            rows.append(row)
        columns = zip(*rows, strict=True)
        parts = [stack(c).reshape(*out.shape, *leaf.shape) for c, leaf in zip(columns, leaves, strict=True)]
    return packed(parts, inputs)


def hessian(func: Function, inputs: Any, create_graph: bool = False) -> Any:
    """Return the second derivatives of a function whose result is one number."""
    single = not isinstance(inputs, (list, tuple))

    def gradient(place: int) -> Function:
        return lambda *leaves: grad(func(*leaves), leaves, create_graph=True, materialize_grads=True)[place]

    rows = [jacobian(gradient(place), tuple(items_of(inputs)), create_graph) for place in range(len(items_of(inputs)))]
    return rows[0][0] if single else tuple(rows)


def vjp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> tuple[Any, Any]:
    """Return the function's result, and `v` times its Jacobian."""
    with enable_grad():
        leaves = leaves_of(inputs, create_graph)
        out = func(*leaves)
        bars = grad(out, leaves, v, create_graph=create_graph, materialize_grads=True)
    return (out if create_graph else out.detach()), packed(bars, inputs)


def jvp(func: Function, inputs: Any, v: Any = None, create_graph: bool = False) -> tuple[Any, Any]:
    """Return the function's result, and its Jacobian times `v`: what goes back is linear, and is differentiated once more."""
    with enable_grad():
        leaves = leaves_of(inputs, create_graph)
        out = func(*leaves)
        weights = [ones_like(each, requires_grad=True) for each in items_of(out)]
        back = grad(items_of(out), leaves, weights, create_graph=True, materialize_grads=True)
        given = [ones_like(leaf) for leaf in leaves] if v is None else items_of(v)
        found = grad(back, weights, given, create_graph=create_graph, materialize_grads=True)
    return (out if create_graph else packed([each.detach() for each in items_of(out)], out)), packed(found, out)


def vhp(func: Function, inputs: Any, v: Any, create_graph: bool = False) -> tuple[Tensor, Any]:
    """Return the function's result, and `v` times its Hessian, which is symmetric."""
    return hvp(func, inputs, v, create_graph)


def hvp(func: Function, inputs: Any, v: Any, create_graph: bool = False) -> tuple[Tensor, Any]:
    """Return the function's result, and its Hessian times `v`."""
    with enable_grad():
        leaves = leaves_of(inputs, create_graph)
        out = func(*leaves)
        first = grad(out, leaves, create_graph=True, materialize_grads=True)
        bars = grad(first, leaves, items_of(v), create_graph=create_graph, materialize_grads=True)
    return (out if create_graph else out.detach()), packed(bars, inputs)
