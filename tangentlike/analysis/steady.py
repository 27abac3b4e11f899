"""Kinds of values that hold no number, or one that does not move: texts, truth values, functions, known constants."""

import numpy as np

from tangentlike.analysis.values import Array, Choice, Kind, Never, Scalar, Static


def is_text(kind: Kind) -> bool:
    """Tell whether a value is text, or an array of texts."""
    texts = kind.dtype is not None and np.dtype(kind.dtype).kind in "SU" if isinstance(kind, Array) else False
    return texts or kind in (Scalar("str"), Scalar("bytes"))


def is_steady(kind: Kind) -> bool:
    """Tell whether a value cannot depend on a number except by a test: it is known, a truth value, or a function."""
    truth = kind == Scalar("bool") or (isinstance(kind, Array) and kind.dtype == "bool")
    return truth or isinstance(kind, (Static, Choice, Never))
