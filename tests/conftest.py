"""Options of the test run, and the order of its tests."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the texts that are generated now")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests of each program of the corpus side by side, in one process: they share its compiled variants."""
    places: dict[str, int] = {}

    def place(item: pytest.Item) -> int:
        case = getattr(item, "callspec", None) and item.callspec.params.get("case")
        name = str(getattr(case, "name", item.nodeid))
        return places.setdefault(name, len(places))

    items.sort(key=place)
