"""Derivatives: `autograd.grad`, `autograd.backward`, `autograd.functional`, operations of one's own, and checks."""

from tangentlike.tape.autograd import functional
from tangentlike.tape.autograd.function import Function
from tangentlike.tape.autograd.gradcheck import GradcheckError, gradcheck, gradgradcheck
from tangentlike.tape.autograd.gradients import backward, grad
from tangentlike.tape.modes import enable_grad, no_grad, set_grad_enabled
from tangentlike.tape.tensor import Tensor as Variable

__all__ = [
    "Function", "GradcheckError", "Variable", "backward", "enable_grad", "functional", "grad", "gradcheck", "gradgradcheck",
    "no_grad", "set_grad_enabled",
]
