"""Schedules of learning rates, by PyTorch's names."""

from tangentlike.tape.optim.lr_scheduler.base import LRScheduler
from tangentlike.tape.optim.lr_scheduler.cosines import CosineAnnealingLR, CosineAnnealingWarmRestarts, OneCycleLR
from tangentlike.tape.optim.lr_scheduler.plateau import ReduceLROnPlateau
from tangentlike.tape.optim.lr_scheduler.powers import (
    ConstantLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiplicativeLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from tangentlike.tape.optim.lr_scheduler.several import ChainedScheduler, SequentialLR

__all__ = [
    "ChainedScheduler", "ConstantLR", "CosineAnnealingLR", "CosineAnnealingWarmRestarts", "ExponentialLR", "LRScheduler",
    "LambdaLR", "LinearLR", "MultiStepLR", "MultiplicativeLR", "OneCycleLR", "PolynomialLR", "ReduceLROnPlateau", "SequentialLR",
    "StepLR",
]
