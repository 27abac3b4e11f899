"""What a store must not do, and only the run can tell: each is a check beside it."""

import numpy as np

from tangentlike.analysis.facts import Facts
from tangentlike.analysis.immutable import has_no_memory
from tangentlike.analysis.kinds import Kinds
from tangentlike.analysis.values import Array, List, Number
from tangentlike.runtime.sequences import check_apart, check_replaced
from tangentlike.syntax import trees as t


def length_check(target: t.Subscript, value: t.expr, kinds: Kinds, facts: Facts) -> t.Block:
    """Return a check that the store of a slice leaves a list as long as it is."""
    whole = isinstance(target.slice, t.Slice) and target.slice.step is None
    if not whole or not isinstance(kinds.of(target.value), List):
        return []
    spelled = facts.program.spell(check_replaced, "check_replaced", facts)
    return [t.statement(t.call(spelled, t.as_load(t.copy(target)), t.copy(value)))]


def apart_check(target: t.Subscript, node: t.AugAssign, kinds: Kinds, facts: Facts) -> t.Block:
    """Return a check that what changes in place inside of a container is there once."""
    if isinstance(kinds.of(target.value), (Array, Number)) or has_no_memory(kinds.of(node)):
        return []
    spelled = facts.program.spell(check_apart, "check_apart", facts)
    return [t.statement(t.call(spelled, t.as_load(t.copy(target.value)), key_of(target, facts)))]


def key_of(target: t.Subscript, facts: Facts) -> t.expr:
    """Return what stands between the brackets as an expression: slices can stand there only."""
    if not any(isinstance(part, t.Slice) for part in t.walk(target.slice)):
        return t.copy(target.slice)
    return t.subscript(t.attribute(t.name(facts.program.spell(np, "np", facts)), "s_"), t.copy(target.slice))
