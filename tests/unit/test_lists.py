"""Suppliers in lists, one organisation, and the grounds of a picture, on the small made-up snapshot."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from tests.support.tiny import COUNCIL, make_tiny

from coopcouncil.data.spending.payees import list_payees
from coopcouncil.data.spending.picture.grounds import (
    count_duplicates,
    list_councils,
    list_payment_files,
    list_refusals,
    refusal_reasons,
)
from coopcouncil.data.spending.picture.lists import get_organisation, get_supplier, suppliers_to_review


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    snapshot = make_tiny(Path(tmp_path_factory.mktemp("tiny"))).current()
    assert snapshot is not None
    with snapshot.connect() as connection:
        yield connection


def test_suppliers_are_sorted_by_money_and_paged(connection: duckdb.DuckDBPyConnection) -> None:
    first, last = (list_payees(connection, page=page, page_size=10) for page in (1, 99))
    assert (first.page, last.page, first.pages) == (1, last.pages, last.pages)
    assert [row.total_gbp for row in first.rows] == sorted((row.total_gbp for row in first.rows), reverse=True)
    assert first.rows[-1].total_gbp >= last.rows[0].total_gbp


def test_suppliers_searched_by_part_of_a_name_in_any_capitals(connection: duckdb.DuckDBPyConnection) -> None:
    [found] = list_payees(connection, text="FOOD co-op lt").rows
    assert (found.org_id, found.name) == ("GB-MPR-90001R", "Ambleford Food Co-operative Limited")
    assert {each.name for each in found.printings} == {
        "Ambleford Food Co-op Ltd",
        "AMBLEFORD FOOD CO-OPERATIVE LIMITED",
    }
    assert found.total_gbp == sum((each.total_gbp for each in found.printings), Decimal(0))


def test_suppliers_searched_by_a_name_that_only_the_register_has(connection: duckdb.DuckDBPyConnection) -> None:
    assert [row.name for row in list_payees(connection, text="harcourt & vale").rows] == ["Harcourt & Vale LLP"]


def test_supplier_that_only_may_be_an_organisation_keeps_its_printed_name(
    connection: duckdb.DuckDBPyConnection,
) -> None:
    [row] = list_payees(connection, text="Castle St Wholefoods").rows
    assert (row.org_id, row.outcome, row.name) == (None, "review", "Castle St Wholefoods")
    assert list_payees(connection, text="Castle Street Wholefoods").suppliers == 0


def test_suppliers_listed_add_up_to_the_picture_and_are_as_many(connection: duckdb.DuckDBPyConnection) -> None:
    everyone = list_payees(connection, page_size=None)
    row = connection.execute("SELECT count(*), sum(total_gbp) FROM suppliers").fetchone()
    assert row is not None
    assert everyone.total_gbp == row[1] == sum((each.total_gbp for each in everyone.rows), Decimal(0))
    assert everyone.suppliers == len(everyone.rows) < row[0] == sum(len(each.printings) for each in everyone.rows)


def test_suppliers_filtered_by_ownership_place_and_outcome(connection: duckdb.DuckDBPyConnection) -> None:
    found = list_payees(connection, ownership_models=["worker-cooperative"], place="inside", outcome="match")
    assert [row.name for row in found.rows] == ["Riverside Cleaners Co-operative Limited"]
    assert list_payees(connection, text="' OR 1=1 --").suppliers == 0


def test_review_list_holds_only_unsettled_matches_largest_first(connection: duckdb.DuckDBPyConnection) -> None:
    found = suppliers_to_review(connection, council=COUNCIL)
    assert found.suppliers == 2
    assert {row.outcome for row in found.rows} == {"review"}
    assert found.rows[0].total_gbp >= found.rows[1].total_gbp


def test_supplier_by_id_and_absent(connection: duckdb.DuckDBPyConnection) -> None:
    some = suppliers_to_review(connection).rows[0]
    assert get_supplier(connection, some.supplier_id) == some
    assert get_supplier(connection, "nothing") is None


def test_organisation_known_by_another_number(connection: duckdb.DuckDBPyConnection) -> None:
    organisation = get_organisation(connection, "GB-COH-IP90001R")
    assert organisation is not None
    assert organisation.org_id == "GB-MPR-90001R"
    assert len(organisation.suppliers) == 2
    assert [each.scheme for each in organisation.accreditations] == ["Living Wage"]
    assert organisation.entries[0].source_id == "mutuals"
    assert get_organisation(connection, "GB-COH-00000000") is None


def test_files_account_for_every_row(connection: duckdb.DuckDBPyConnection) -> None:
    files = list_payment_files(connection, COUNCIL)
    assert all(file.rows_read == file.payments + file.refused for file in files)
    assert files[1].columns["supplier"] == "Vendor"
    assert sum(file.refused for file in files) == len(list_refusals(connection, council=COUNCIL))
    assert sum(each.refused for each in refusal_reasons(connection)) == 3
    assert count_duplicates(connection).payments == sum(file.duplicates for file in files) == 10


def test_councils_with_what_they_paid(connection: duckdb.DuckDBPyConnection) -> None:
    [council] = list_councils(connection)
    counted = sum((file.total_gbp for file in list_payment_files(connection)), Decimal(0))
    assert council.total_gbp == counted - count_duplicates(connection).total_gbp
