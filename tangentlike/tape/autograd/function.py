"""`autograd.Function`: an operation whose way back the user writes."""

from typing import Any

import numpy as np

from tangentlike.tape.modes import RECORDING, no_grad
from tangentlike.tape.nodes import Node, Variable, count, node_type
from tangentlike.tape.record import is_active, plain, results_of
from tangentlike.tape.tensor import Tensor


class Context:
    """What `forward` leaves for `backward`: saved tensors, and any attribute that the user sets.

    For the walk back it is the form of its node.
    """

    reads = likes = ()
    frees = False
    is_local = True                              # it may return no contribution
    add_into = in_place = None

    def __init__(self, function: type["Function"], args: tuple[Any, ...]):
        self.function = function
        self.needs_input_grad = tuple(is_active(arg) for arg in args)
        self.likes_of: list[Any] = [arg.value if isinstance(arg, Variable) else None for arg in args]
        self.wanted = tuple(place for place, is_wanted in enumerate(self.needs_input_grad) if is_wanted)
        self.node: Node | None = None
        self.kept: tuple[Any, ...] = ()
        self.constants: tuple[Any, ...] = ()

    def save_for_backward(self, *tensors: Any) -> None:
        """Keep arguments or results for `backward`, until the graph is freed."""
        self.kept = tensors
        self.frees = True

    def mark_non_differentiable(self, *tensors: Any) -> None:
        """Say which results carry no derivative."""
        self.constants = tensors

    def mark_dirty(self, *tensors: Any) -> None:
        """Refuse: functions that write into their arguments are not known here."""
        raise NotImplementedError("autograd.Function may not write into its arguments here: return a new tensor")

    @property
    def saved_tensors(self) -> tuple[Any, ...]:
        """What `save_for_backward` kept."""
        return self.kept

    def pull(self, bar: Any, *saved: Any) -> tuple[Any, ...]:
        """Return the contributions of the arguments that carry derivatives, as plain values."""
        bars = [Tensor.make(each) for each in bar] if isinstance(bar, (list, tuple)) else [Tensor.make(bar)]
        return tuple(map(plain, self.parts(bars)))

    def again(self, bar: Any, *saved: Any) -> tuple[Any, ...]:
        """Return the contributions as variables."""
        return tuple(self.parts(list(bar) if isinstance(bar, (list, tuple)) else [bar]))

    def parts(self, bars: list[Any]) -> list[Any]:
        """Run the user's `backward`; None is no contribution."""
        found = self.function.backward(self, *bars)
        parts = list(found) if isinstance(found, (list, tuple)) else [found]
        wanted = self.needs_input_grad
        if len(parts) < len(wanted) or any(part is not None for part in parts[len(wanted) :]):
            raise RuntimeError(
                f"function {self.function.__name__}Backward returned an incorrect number of gradients (expected "
                f"{len(wanted)}, got {len(parts)})"
            )
        given = list(zip(parts, wanted, self.likes_of, strict=False))
        for place, (part, is_wanted, like) in enumerate(given):
            got = np.shape(plain(part))
            if is_wanted and part is not None and got != np.shape(like):
                raise RuntimeError(
                    f"Function {self.function.__name__}Backward returned an invalid gradient at index {place} - got "
                    f"{list(got)} but expected shape compatible with {list(np.shape(like))}"
                )
        return [part for part, is_wanted, _ in given if is_wanted]

    def places(self) -> list[int]:
        """Return the places of the arguments that are tensors."""
        return [place for place, like in enumerate(self.likes_of) if like is not None]


class Function:
    """An operation of the user's: `forward(ctx, *args)` and `backward(ctx, *bars)`, both static; called by `apply`.

    >>> from tangentlike import tape
    >>> class Cube(Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x**3
    ...     @staticmethod
    ...     def backward(ctx, bar):
    ...         return bar * 3 * ctx.saved_tensors[0] ** 2
    >>> x = tape.tensor(2.0, requires_grad=True)
    >>> Cube.apply(x)
    tensor(8., grad_fn=<CubeBackward>)
    """

    @staticmethod
    def forward(*args: Any) -> Any:
        """Return the result; its first argument is the context, unless there is a `setup_context`."""
        raise NotImplementedError("You must implement the forward function for custom autograd.Function.")

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> None:
        """Keep what `backward` reads."""

    @staticmethod
    def backward(ctx: Any, *bars: Any) -> Any:
        """Return a contribution for each argument of `forward`, None for those that are no tensors."""
        raise NotImplementedError("You must implement the backward function for custom autograd.Function.")

    @classmethod
    def apply(cls, *args: Any) -> Any:
        """Run the operation, and record it."""
        context = Context(cls, args)
        with no_grad():
            if cls.setup_context is Function.setup_context:
                out = cls.forward(context, *args)
            else:
                out = cls.forward(*args)
                cls.setup_context(context, args, out)
        return joined(context, args, out) if RECORDING.on and any(context.needs_input_grad) else out


def joined(context: Context, args: tuple[Any, ...], out: Any) -> Any:
    """Give the results of a user's function the node that takes them back."""
    node: Any = node_type(f"{context.function.__name__}Backward")()
    node.form, node.number = context, next(count)
    node.parents = tuple(arg.node for arg, active in zip(args, context.needs_input_grad, strict=True) if active)
    node.saved = ([each.value for each in context.kept if isinstance(each, Variable)],)
    many = isinstance(out, tuple)
    given = out if many else (out,)
    values = tuple(each.value for each in given)
    made = results_of(Tensor, node, values if many else values[0])
    results = []
    for before, after in zip(given, made if many else (made,), strict=True):
        if any(before is each for each in context.constants):
            results.append(before)
        elif any(before is arg for arg in args):
            results.append(after)
        else:
            before.node = after.node
            results.append(before)
    return tuple(results) if many else results[0]
