"""What `np.interp` reads: neighbours, positions between them, and numbers beyond the ends."""

from typing import Any

import numpy as np


def interp_weights(x: Any, xp: Any, fp: Any) -> Any:
    """Return where `np.interp(x, xp, fp)` reads: the left neighbour, the position towards the right one, the slope."""
    left = np.clip(np.searchsorted(xp, x, side="right") - 1, 0, len(xp) - 2)
    inside = (np.asarray(x) >= xp[0]) & (np.asarray(x) <= xp[-1])
    step = np.diff(xp)[left]
    place = np.where(inside, (x - np.asarray(xp)[left]) / step, np.where(x < xp[0], 0.0, 1.0))
    return left, place, np.where(inside, np.diff(fp)[left] / step, 0.0)


def is_beyond(x: Any, xp: Any, left: Any, right: Any) -> Any:
    """Tell where `np.interp(x, xp, fp, left, right)` takes one of these numbers, if they are given.

    >>> is_beyond(np.array([-1.0, 0.5, 2.0]), np.array([0.0, 1.0]), None, 5.0)
    array([False, False,  True])
    """
    below = np.less(x, xp[0]) if left is not None else np.zeros(np.shape(x), bool)
    return np.logical_or(below, np.greater(x, xp[-1])) if right is not None else below
