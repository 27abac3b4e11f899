"""Optimisers, which change parameters in place by what is in `.grad`, and the schedules of their learning rates."""

from tangentlike.tape.optim import lr_scheduler
from tangentlike.tape.optim.adaptive import Adadelta, Adagrad, Adam, Adamax, AdamW, NAdam, RAdam, RMSprop
from tangentlike.tape.optim.descent import LBFGS, SGD, Rprop
from tangentlike.tape.optim.optimizer import Optimizer

__all__ = [
    "LBFGS", "SGD", "Adadelta", "Adagrad", "Adam", "AdamW", "Adamax", "NAdam", "Optimizer", "RAdam", "RMSprop", "Rprop",
    "lr_scheduler",
]
