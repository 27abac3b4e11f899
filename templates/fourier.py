"""Discrete Fourier transforms. Bars pair with tangents without a conjugate, so a transform is its own adjoint."""

import numpy as np

from tangentlike.rules.kinds import constant, linear, rewrite
from tangentlike.runtime.arrays import conform
from tangentlike.runtime.fourier import fit_all, fit_like, irfft_adjoint, irfftn_adjoint, irfftn_like, rfft_adjoint


@linear(np.fft.fft)
def fft(out_bar, x, n=None, axis=-1, norm=None):
    return fit_like(np.fft.fft(out_bar, None, axis, norm), x, axis)


@linear(np.fft.ifft)
def ifft(out_bar, x, n=None, axis=-1, norm=None):
    return fit_like(np.fft.ifft(out_bar, None, axis, norm), x, axis)


@linear(np.fft.rfft)
def rfft(out_bar, x, n=None, axis=-1, norm=None):
    return rfft_adjoint(out_bar, x, n, axis, norm)


@linear(np.fft.irfft)
def irfft(out_bar, x, n=None, axis=-1, norm=None):
    return irfft_adjoint(out_bar, x, axis, norm)


@linear(np.fft.fftn)
def fftn(out_bar, x, s=None, axes=None, norm=None):
    return fit_all(np.fft.fftn(out_bar, None, axes, norm), x)


@linear(np.fft.ifftn)
def ifftn(out_bar, x, s=None, axes=None, norm=None):
    return fit_all(np.fft.ifftn(out_bar, None, axes, norm), x)


@linear(np.fft.fft2)
def fft2(out_bar, x, s=None, axes=(-2, -1), norm=None):
    return fit_all(np.fft.fftn(out_bar, None, axes, norm), x)


@linear(np.fft.ifft2)
def ifft2(out_bar, x, s=None, axes=(-2, -1), norm=None):
    return fit_all(np.fft.ifftn(out_bar, None, axes, norm), x)


@linear(np.fft.irfftn)
def irfftn(out_bar, x, s=None, axes=None, norm=None):
    return irfftn_adjoint(out_bar, x, axes, norm)


@linear(np.fft.irfft2)
def irfft2(out_bar, x, s=None, axes=(-2, -1), norm=None):
    return irfftn_adjoint(out_bar, x, axes, norm)


@linear(np.fft.fftshift)
def fftshift(out_bar, x, axes=None):
    return np.fft.ifftshift(out_bar, axes)


@linear(np.fft.ifftshift)
def ifftshift(out_bar, x, axes=None):
    return np.fft.fftshift(out_bar, axes)


# In terms of others, with the same values


@rewrite(np.fft.rfft2)
def rfft2(a, s=None, axes=(-2, -1), norm=None):
    return np.fft.fft(np.fft.rfft(a, s[1], axes[1], norm), s[0], axes[0], norm)


@rfft2.case(lambda s: s is None)
def rfft2(a, s=None, axes=(-2, -1), norm=None):
    return np.fft.fft(np.fft.rfft(a, None, axes[1], norm), None, axes[0], norm)


@rewrite(np.fft.rfftn)
def rfftn(a, s=None, axes=None, norm=None):
    return np.fft.fftn(np.fft.rfft(a, s[-1], axes[-1], norm), s[:-1], axes[:-1], norm)


@rfftn.case(lambda s, axes: s is None and axes is not None)
def rfftn(a, s=None, axes=None, norm=None):
    return np.fft.fftn(np.fft.rfft(a, None, axes[-1], norm), None, axes[:-1], norm)


@rfftn.case(lambda s, axes: s is None and axes is None)
def rfftn(a, s=None, axes=None, norm=None):
    return np.fft.fftn(np.fft.rfft(a, None, -1, norm), None, range(np.ndim(a) - 1), norm)


@rewrite(np.fft.hfft)
def hfft(a, n=None, axis=-1, norm="backward"):
    return np.fft.irfft(np.conjugate(a), n, axis, {"backward": "forward", "forward": "backward", "ortho": "ortho"}[norm])


@hfft.case(lambda norm: norm in (None, "backward"))
def hfft(a, n=None, axis=-1, norm=None):
    return np.fft.irfft(np.conjugate(a), n, axis, "forward")


@rewrite(np.fft.ihfft)
def ihfft(a, n=None, axis=-1, norm="backward"):
    return np.conjugate(np.fft.rfft(a, n, axis, {"backward": "forward", "forward": "backward", "ortho": "ortho"}[norm]))


@ihfft.case(lambda norm: norm in (None, "backward"))
def ihfft(a, n=None, axis=-1, norm=None):
    return np.conjugate(np.fft.rfft(a, n, axis, "forward"))


# The rules of the helpers


@linear(fit_like)
def fit_like_rule(out_bar, bar, like, axis=-1):
    return fit_like(out_bar, bar, axis)


@linear(fit_all)
def fit_all_rule(out_bar, bar, like):
    return fit_all(out_bar, bar)


@linear(rfft_adjoint)
def rfft_adjoint_rule(out_bar, bar, like, n=None, axis=-1, norm=None):
    return conform(np.fft.rfft(out_bar, n, axis, norm), bar)


@linear(irfft_adjoint)
def irfft_adjoint_rule(out_bar, bar, like, axis=-1, norm=None):
    return conform(np.fft.irfft(out_bar, np.shape(bar)[axis], axis, norm), bar)


@linear(irfftn_adjoint)
def irfftn_adjoint_rule(out_bar, bar, like, axes=None, norm=None):
    return irfftn_like(out_bar, bar, axes, norm)


@linear(irfftn_like)
def irfftn_like_rule(out_bar, x, like, axes=None, norm=None):
    return irfftn_adjoint(out_bar, x, axes, norm)


constant(np.fft.fftfreq, np.fft.rfftfreq)
