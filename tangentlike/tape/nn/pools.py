"""Pools as modules, by PyTorch's names."""

from collections.abc import Callable
from typing import Any

from tangentlike.tape.nn import windows
from tangentlike.tape.nn.parameters import Module

__all__ = ["AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AvgPool1d", "AvgPool2d", "MaxPool1d", "MaxPool2d"]


class Pool(Module):
    """One number for each window."""

    function: Callable[..., Any]

    def __init__(self, kernel_size: Any, stride: Any = None, padding: Any = 0):
        super().__init__()
        self.kernel_size, self.stride, self.padding = kernel_size, kernel_size if stride is None else stride, padding

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return type(self).function(input, self.kernel_size, self.stride, self.padding)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        shown = f"kernel_size={self.kernel_size}, stride={self.stride}, padding={self.padding}"
        return shown + (", dilation=1, ceil_mode=False" if type(self).__name__.startswith("Max") else "")


class MaxPool1d(Pool):
    """The largest elements."""

    function = staticmethod(windows.max_pool1d)


class MaxPool2d(Pool):
    """The largest elements."""

    function = staticmethod(windows.max_pool2d)


class AvgPool1d(Pool):
    """The means."""

    function = staticmethod(windows.avg_pool1d)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        sizes = (windows.each(size, 1) for size in (self.kernel_size, self.stride, self.padding))
        return "kernel_size={}, stride={}, padding={}".format(*sizes)


class AvgPool2d(Pool):
    """The means."""

    function = staticmethod(windows.avg_pool2d)


class AdaptiveAvgPool2d(Module):
    """The means of as many windows as are wanted."""

    function: Callable[..., Any] = staticmethod(windows.adaptive_avg_pool2d)

    def __init__(self, output_size: Any):
        super().__init__()
        self.output_size = output_size

    def forward(self, input: Any) -> Any:
        """Compute the result."""
        return type(self).function(input, self.output_size)

    def extra_repr(self) -> str:
        """Return what is shown of it."""
        return f"output_size={self.output_size}"


class AdaptiveAvgPool1d(AdaptiveAvgPool2d):
    """The means of as many windows as are wanted."""

    function = staticmethod(windows.adaptive_avg_pool1d)
