"""`autograd.gradcheck`: derivatives against central differences."""

from collections.abc import Callable
from typing import Any

import numpy as np

from tangentlike.tape.autograd.gradients import grad, items_of
from tangentlike.tape.creation import ones_like
from tangentlike.tape.tensor import Tensor

Function = Callable[..., Any]


class GradcheckError(RuntimeError):
    """A derivative is not what differences say."""


def gradcheck(
    func: Function, inputs: Any, eps: float = 1e-6, atol: float = 1e-5, rtol: float = 1e-3, raise_exception: bool = True
) -> bool:
    """Tell whether the derivatives of `func` with respect to the inputs that require them agree with differences.

    >>> from tangentlike import tape
    >>> gradcheck(lambda x: x.sin(), tape.linspace(0.0, 1.0, 3).requires_grad_())
    True
    """
    given = items_of(inputs)
    places = [k for k, x in enumerate(given) if isinstance(x, Tensor) and x.requires_grad]
    if not places:
        raise ValueError("gradcheck expects at least one input tensor to require gradient")
    for number, out in enumerate(items_of(func(*given))):
        if not out.requires_grad:
            continue
        for place in places:
            numeric = differences(func, given, place, number, eps)
            analytic = jacobian_of(out, given[place])
            if not np.allclose(analytic, numeric, rtol, atol):
                if raise_exception:
                    raise GradcheckError(
                        f"Jacobian mismatch for output {number} with respect to input {place},\n"
                        f"numerical:{Tensor.make(numeric)}\nanalytical:{Tensor.make(analytic)}\n"
                    )
                return False
    return True


def gradgradcheck(func: Function, inputs: Any, eps: float = 1e-6, atol: float = 1e-5, rtol: float = 1e-3) -> bool:
    """Tell whether second derivatives agree with differences of the first."""
    given = items_of(inputs)

    def first(*leaves: Any) -> Any:
        outputs = [out for out in items_of(func(*leaves)) if out.requires_grad]
        wanted = [x for x in leaves if isinstance(x, Tensor) and x.requires_grad]
        weights = [ones_like(out) * 0.7 for out in outputs]
        return grad(outputs, wanted, weights, create_graph=True, materialize_grads=True)

    return gradcheck(first, given, eps, atol, rtol)


def jacobian_of(out: Any, x: Any) -> Any:
    """Return the derivative of every element of `out`, a column each."""
    columns = []
    for place in range(out.numel()):
        weight = np.zeros_like(out.value).reshape(-1)
        weight[place] = 1.0
        seed = Tensor.make(weight.reshape(out.value.shape))
        [bar] = grad(out, x, seed, retain_graph=True, materialize_grads=True)
        columns.append(np.ravel(bar.value))                                 # type: ignore[union-attr]
    return np.stack(columns, 1)


def differences(func: Function, given: list[Any], place: int, number: int, eps: float) -> Any:
    """Return central differences of an output with respect to an input, a row for each of its elements."""
    rows = []
    for k in range(given[place].numel()):
        ends = []
        for step in (eps, -eps):
            moved = np.array(given[place].value)
            moved.reshape(-1)[k] += step
            x = Tensor.make(moved[()], None)
            leaves = [x.requires_grad_() if j == place else each for j, each in enumerate(given)]   # type: ignore[attr-defined]
            ends.append(np.ravel(np.asarray(items_of(func(*leaves))[number].detach().numpy())))
        rows.append((ends[0] - ends[1]) / (2 * eps))
    return np.stack(rows)
