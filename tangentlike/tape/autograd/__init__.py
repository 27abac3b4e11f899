"""Derivatives: `autograd.grad`, `autograd.backward`, `autograd.functional`."""

from tangentlike.tape.autograd import functional
from tangentlike.tape.autograd.gradients import backward, grad
from tangentlike.tape.modes import enable_grad, no_grad, set_grad_enabled

__all__ = ["backward", "enable_grad", "functional", "grad", "no_grad", "set_grad_enabled"]
