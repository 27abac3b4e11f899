"""Recurrent networks, by PyTorch's names: cells, which take one step, and layers of them, which take a sequence."""

import math
from collections.abc import Callable
from typing import Any

from tangentlike.tape import creation
from tangentlike.tape.nn.essentials import dropout, linear
from tangentlike.tape.nn.parameters import Module
from tangentlike.tape.nn.weighted import uniform
from tangentlike.tape.shapes import cat, stack

__all__ = ["GRU", "LSTM", "RNN", "GRUCell", "LSTMCell", "RNNCell"]

Weights = tuple[Any, Any, Any, Any]


def plain_step(x: Any, state: Any, weights: Weights, activation: str = "tanh") -> Any:
    """Return tanh (or relu) of a linear function of input and state (Elman 1990)."""
    return getattr(linear(x, weights[0], weights[2]) + linear(state, weights[1], weights[3]), activation)()


def gated_step(x: Any, state: Any, weights: Weights) -> Any:
    """Return a mixture of the old state and a new one (Cho et al. 2014)."""
    reset, update, new = linear(x, weights[0], weights[2]).chunk(3, -1)
    reset_of, update_of, new_of = linear(state, weights[1], weights[3]).chunk(3, -1)
    share = (update + update_of).sigmoid()
    return (1.0 - share) * (new + (reset + reset_of).sigmoid() * new_of).tanh() + share * state


def lstm_step(x: Any, state: Any, weights: Weights) -> Any:
    """Return what is shown and what is remembered (Hochreiter and Schmidhuber 1997)."""
    gates = linear(x, weights[0], weights[2]) + linear(state[0], weights[1], weights[3])
    keep_new, keep_old, new, shown = gates.chunk(4, -1)
    memory = keep_old.sigmoid() * state[1] + keep_new.sigmoid() * new.tanh()
    return shown.sigmoid() * memory.tanh(), memory


class Cell(Module):
    """One step."""

    gates = 1
    step: Callable[..., Any]

    def __init__(self, input_size: int, hidden_size: int, bias: bool = True, **options: Any):
        super().__init__()
        self.input_size, self.hidden_size, self.bias, self.options = input_size, hidden_size, bias, options
        bound, rows = 1.0 / math.sqrt(hidden_size), self.gates * hidden_size
        self.weight_ih, self.weight_hh = uniform(bound, rows, input_size), uniform(bound, rows, hidden_size)
        self.bias_ih = uniform(bound, rows) if bias else None
        self.bias_hh = uniform(bound, rows) if bias else None

    def forward(self, input: Any, hx: Any = None) -> Any:
        """Compute the next state."""
        if hx is None:
            zeros = creation.zeros(*input.value.shape[:-1], self.hidden_size, dtype=input.dtype)
            hx = (zeros, zeros) if self.gates == 4 else zeros
        weights = (self.weight_ih, self.weight_hh, self.bias_ih, self.bias_hh)
        activation = {"activation": self.options["nonlinearity"]} if "nonlinearity" in self.options else {}
        return type(self).step(input, hx, weights, **activation)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"{self.input_size}, {self.hidden_size}"


class RNNCell(Cell):
    """One step of an `RNN`."""

    step = staticmethod(plain_step)


class GRUCell(Cell):
    """One step of a `GRU`."""

    gates, step = 3, staticmethod(gated_step)


class LSTMCell(Cell):
    """One step of an `LSTM`."""

    gates, step = 4, staticmethod(lstm_step)


class Layers(Module):
    """Layers of cells along a sequence of shape (length, batch, features); `batch_first`: (batch, length, features)."""

    gates = 1
    step: Callable[..., Any]

    def __init__(
        self, input_size: int, hidden_size: int, num_layers: int = 1, bias: bool = True, batch_first: bool = False,
        dropout: float = 0.0, bidirectional: bool = False, **options: Any,
    ):
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers, self.bias = input_size, hidden_size, num_layers, bias
        self.batch_first, self.dropout, self.bidirectional, self.options = batch_first, dropout, bidirectional, options
        bound, rows, self.ways = 1.0 / math.sqrt(hidden_size), self.gates * hidden_size, 2 if bidirectional else 1
        for name in self.names():
            width = input_size if name.startswith("l0") else self.ways * hidden_size
            setattr(self, f"weight_ih_{name}", uniform(bound, rows, width))
            setattr(self, f"weight_hh_{name}", uniform(bound, rows, hidden_size))
            for kind in ("ih", "hh") if bias else ():
                setattr(self, f"bias_{kind}_{name}", uniform(bound, rows))

    def names(self) -> list[str]:
        """Return the ends of the names of the parameters, for each layer and way."""
        ways = ("", "_reverse")[: self.ways]
        return [f"l{layer}{way}" for layer in range(self.num_layers) for way in ways]

    def forward(self, input: Any, hx: Any = None) -> Any:
        """Return the states of the last layer at all steps, and those of all layers at the last step."""
        single = input.value.ndim == 2
        sequence = input.unsqueeze(1) if single else input.transpose(0, 1) if self.batch_first else input
        states = self.first_states(sequence, hx, single)
        finals = []
        for layer in range(self.num_layers):
            found = []
            for way in range(self.ways):
                place = layer * self.ways + way
                outs, final = self.along(sequence, states[place], self.names()[place], backwards=way == 1)
                finals.append(final)
                found.append(outs)
            sequence = cat(found, -1) if self.ways == 2 else found[0]
            if self.dropout and layer < self.num_layers - 1:
                sequence = dropout(sequence, self.dropout, self.training)
        out = sequence.squeeze(1) if single else sequence.transpose(0, 1) if self.batch_first else sequence
        last = tuple(stack(part) for part in zip(*finals, strict=True)) if self.gates == 4 else (stack(finals),)
        last = tuple(part.squeeze(1) for part in last) if single else last
        return out, last if self.gates == 4 else last[0]

    def first_states(self, sequence: Any, hx: Any, single: bool) -> list[Any]:
        """Return the first state of each layer and way."""
        count = self.num_layers * self.ways
        if hx is None:
            zeros = creation.zeros(count, sequence.value.shape[1], self.hidden_size, dtype=sequence.dtype)
            hx = (zeros, zeros) if self.gates == 4 else zeros
        elif single:
            hx = tuple(part.unsqueeze(1) for part in hx) if self.gates == 4 else hx.unsqueeze(1)
        return [(hx[0][k], hx[1][k]) for k in range(count)] if self.gates == 4 else [hx[k] for k in range(count)]

    def along(self, sequence: Any, state: Any, name: str, backwards: bool) -> tuple[Any, Any]:
        """Take the steps of one layer, one way."""
        kinds = ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
        weights = [getattr(self, f"{kind}_{name}", None) for kind in kinds]
        activation = {"activation": self.options["nonlinearity"]} if "nonlinearity" in self.options else {}
        places = range(sequence.value.shape[0])
        outs = []
        for place in reversed(places) if backwards else places:
            state = type(self).step(sequence[place], state, weights, **activation)
            outs.append(state[0] if self.gates == 4 else state)
        return stack(outs[::-1] if backwards else outs), state

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        shown = f"{self.input_size}, {self.hidden_size}"
        shown += f", num_layers={self.num_layers}" if self.num_layers != 1 else ""
        shown += ", bias=False" if not self.bias else ""
        shown += ", batch_first=True" if self.batch_first else ""
        shown += f", dropout={self.dropout}" if self.dropout else ""
        return shown + (", bidirectional=True" if self.bidirectional else "")


class RNN(Layers):
    """Layers of plain steps (Elman 1990)."""

    step = staticmethod(plain_step)


class GRU(Layers):
    """Layers of gated steps (Cho et al. 2014)."""

    gates, step = 3, staticmethod(gated_step)


class LSTM(Layers):
    """Layers of steps with a memory (Hochreiter and Schmidhuber 1997)."""

    gates, step = 4, staticmethod(lstm_step)
