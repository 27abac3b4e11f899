"""What is known not to work yet, and why: each entry fails today, and the suite fails when one of them starts to work.

None of them gives a wrong number without a word, except where the reason says so.
"""

from __future__ import annotations

import pytest

from tests.programs.cases import Case

FACTORY = "a function that a helper returns is refused"
NAMED = "`_replace` of a named tuple is refused"
KEYWORDS = "`**kwargs` of a helper is refused"
MASKED = "the branch of `np.where` that is not taken is not masked: nan instead of a number"
EMPTY = "the pullback gives None for an empty container, instead of an empty one"
LISTED = "the pullback empties the list that the caller gave as cotangent"
SHORT = "a slice past the end counts as long as it says: NumPy raises, going back, where shapes do not fit"
SECOND_STORE = "second derivatives through this store are refused"

EVERYWHERE = {
    "closures.returned_function": FACTORY,
    "closures.composed": FACTORY,
    "containers.namedtuple_replaced": NAMED,
    "helpers.keyword_dict": KEYWORDS,
}
PAST_THE_END = {"indexing.slice_past_the_end": SHORT}
OPEN: dict[str, dict[str, str]] = {
    "gradient": EVERYWHERE | PAST_THE_END | {"numpy_elementwise.where_outside_domain": MASKED},
    "value": EVERYWHERE | PAST_THE_END | {"numpy_elementwise.where_outside_domain": MASKED},
    "pullback": EVERYWHERE
    | PAST_THE_END
    | {
        "numpy_elementwise.where_outside_domain": MASKED,
        "containers.empty_container": EMPTY,
        "containers.returns_list": LISTED,
    },
    "second_order": EVERYWHERE
    | {"lists.array_of_list": SECOND_STORE, "stores.fill": SECOND_STORE, "stores.slice_store": SECOND_STORE},
    "twice": EVERYWHERE | {"lists.array_of_list": SECOND_STORE},
    "stages": EVERYWHERE,
}


def with_open(cases: list[Case], check: str) -> list[object]:
    """Return the cases as parameters; those that do not work yet are expected to fail, and only to fail."""
    return [
        pytest.param(
            case,
            id=case.name,
            marks=[pytest.mark.xfail(strict=True, reason=OPEN[check][case.name])] if case.name in OPEN[check] else [],
        )
        for case in cases
    ]
