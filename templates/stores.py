"""Stores in place, as the tape sees them: functions from the array before to the array after."""

from tangentlike.rules.kinds import linear
from tangentlike.runtime.arrays import unbroadcast
from tangentlike.runtime.storing import (
    cleared,
    emptied,
    last_stored,
    stored,
    stored_part,
    stored_part_adjoint,
    taken_part,
)


@linear(stored, "x", "value")
def stored_rule(out_bar, x, index, value):
    return unbroadcast(cleared(out_bar, index), x), stored_part(out_bar, index, value)


@stored_rule.overwrite
def stored_rule(out_bar, x, index, value):
    part = taken_part(out_bar, index, value)        # read before it is emptied
    return emptied(out_bar, index), part


@linear(cleared)
def cleared_rule(out_bar, bar, index):
    return cleared(out_bar, index)


@linear(stored_part)
def stored_part_rule(out_bar, bar, index, like):
    return stored_part_adjoint(out_bar, index, bar)


@linear(stored_part_adjoint)
def stored_part_adjoint_rule(out_bar, bar, index, like):
    return stored_part(out_bar, index, bar)


@linear(last_stored)
def last_stored_rule(out_bar, bar, index):
    return stored_part_adjoint(out_bar, index, bar)
