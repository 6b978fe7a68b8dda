"""A database for the tests that need one: the record's guards are lifted only while it is emptied between tests."""

from collections.abc import Iterator

import pytest
from django.db import connections
from django.test import TransactionTestCase

from coopcouncil.web.record.guards import drop_guards, raise_guards

NEED_A_DATABASE = ("tests/integration/", "tests/browser/")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Pages are behind a database: their tests have one, and tests with a live server one that it sees too."""
    for item in items:
        place = item.nodeid
        if place.startswith(NEED_A_DATABASE) and not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db(transaction=place.startswith("tests/browser/")))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None) -> Iterator[None]:
    """The test database, whose record can be emptied between tests that commit."""
    emptied = TransactionTestCase._fixture_teardown

    def empty(self: TransactionTestCase) -> None:
        drop_guards(connections["default"])
        emptied(self)
        raise_guards(connections["default"])

    TransactionTestCase._fixture_teardown = empty  # type: ignore[method-assign]
    yield
    TransactionTestCase._fixture_teardown = emptied  # type: ignore[method-assign]
