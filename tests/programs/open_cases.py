"""What is known not to work yet, and why: each entry fails today, and the suite fails when one of them starts to work.

None of them gives a wrong number without a word, except where the reason says so.
"""

from __future__ import annotations

import pytest

from tests.programs.cases import Case

MASKED = "the branch of `np.where` that is not taken is not masked: nan instead of a number"
KEYS_CHANGE = "a dict whose keys change has no kind: the text is right, but a float program has an unbroadcast"
SECOND_STORE = "second derivatives through this store are refused"

OPEN: dict[str, dict[str, str]] = {
    "gradient": {"numpy_elementwise.where_outside_domain": MASKED},
    "value": {"numpy_elementwise.where_outside_domain": MASKED},
    "pullback": {"numpy_elementwise.where_outside_domain": MASKED},
    "second_order": {"lists.array_of_list": SECOND_STORE, "stores.fill": SECOND_STORE, "stores.slice_store": SECOND_STORE},
    "twice": {"lists.array_of_list": SECOND_STORE},
    "stages": {
        "containers.dict_updated": KEYS_CHANGE,
        "containers.dict_with_computed_key": KEYS_CHANGE,
        "helpers.keyword_dict_handed_on": KEYS_CHANGE,
    },
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
