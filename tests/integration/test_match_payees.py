"""Payees of a load: judgements first, then numbers that the council typed, then names."""

from datetime import UTC, datetime
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from coopcouncil.data.matching.judgements import Judgement
from coopcouncil.data.matching.names import fold
from coopcouncil.data.matching.payees import match_payees
from coopcouncil.data.snapshots.store import connect

ORGANISATIONS = [
    ("GB-COH-00123456", "Wychwood Homes Limited", "OX7 6AA", "active"),
    ("GB-CHC-1169123", "Fenmarsh Almshouses", "PE1 1AA", "active"),
    ("GB-COH-07654321", "Wychwood Houses Limited", None, "active"),
]
COUNCIL = "Ambridge County Council"


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    made = connect()
    ids, names, postcodes, statuses = (list(each) for each in zip(*ORGANISATIONS, strict=True))
    made.register("organisations", pa.table({"org_id": ids, "postcode": postcodes, "status": statuses}))
    kinds = ["current"] * 3 + ["previous"]
    listed = [*names, "Marshmallow Lettings Limited"]
    made.register("organisation_names", pa.table({"org_id": [*ids, ids[0]], "name": listed, "kind": kinds}))
    made.register("organisation_ids", pa.table({"org_id": [*ids, ids[0]], "other_id": [*ids, "GB-MPR-OLD"]}))
    return made


def payee(name: str, **more: Any) -> dict[str, Any]:
    row = {"supplier_id": fold(name), "supplier_key": fold(name), "council": COUNCIL, "name": name, "names": [name]}
    return {**row, "supplier_number": None, "printed_postcode": None, "redacted": False, **more}


def answer(connection: duckdb.DuckDBPyConnection, row: dict[str, Any], *said: Judgement) -> dict[str, Any]:
    table = match_payees(connection, pa.Table.from_pylist([row]), said)
    return dict(table.to_pylist()[0])


def judged(verdict: str, org_id: str) -> Judgement:
    at = datetime(2026, 3, 17, tzinfo=UTC)
    return Judgement("A. Clerk", at, COUNCIL, fold("Wychwood Homes"), org_id, verdict)


def test_payee_is_matched_by_name_and_by_a_previous_name(connection: duckdb.DuckDBPyConnection) -> None:
    for name in ("WYCHWOOD HOMES LTD", "Marshmallow Lettings Ltd"):
        found = answer(connection, payee(name))
        assert (found["kind"], found["outcome"], found["org_id"]) == ("organisation", "match", "GB-COH-00123456")


def test_payee_number_decides_when_the_name_does_not_contradict(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("FENMARSH TRUST", supplier_number="1169123"))
    assert (found["outcome"], found["org_id"]) == ("match", "GB-CHC-1169123")
    assert "1169123" in found["reason"]


def test_payee_number_that_lost_its_noughts_is_known(connection: duckdb.DuckDBPyConnection) -> None:
    assert answer(connection, payee("Wychwood", supplier_number="123456"))["org_id"] == "GB-COH-00123456"


def test_payee_number_that_the_name_contradicts_is_for_review(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("Zebra Crossings", supplier_number="00123456"))
    assert found["outcome"] == "review"
    assert "contradicts" in found["reason"]


@pytest.mark.parametrize("number", ["Awaiting", "N/A", "", None, "99999999"])
def test_payee_number_that_is_none_changes_nothing(connection: duckdb.DuckDBPyConnection, number: str | None) -> None:
    assert answer(connection, payee("Zebra Crossings", supplier_number=number))["outcome"] == "none"


def test_payee_judged_the_same_is_matched_for_certain(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("Wychwood Homes"), judged("same", "GB-COH-07654321"))
    assert (found["outcome"], found["org_id"], found["score"]) == ("match", "GB-COH-07654321", 1.0)
    assert found["judgement"] == "same"
    assert found["reason"] == "Judged the same by A. Clerk on 17 March 2026."


def test_payee_judged_not_the_same_is_never_that_again(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("Wychwood Homes"), judged("not-same", "GB-MPR-OLD"))
    assert "GB-COH-00123456" not in (found["org_id"], found["runner_up_id"])


def test_payee_judged_unsure_is_for_review(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("Wychwood Homes"), judged("unsure", "GB-COH-00123456"))
    assert (found["outcome"], found["judgement"]) == ("review", "unsure")


def test_payee_judged_the_same_as_one_no_longer_loaded_is_for_review(connection: duckdb.DuckDBPyConnection) -> None:
    found = answer(connection, payee("Wychwood Homes"), judged("same", "GB-COH-55555555"))
    assert found["outcome"] == "review"
    assert "no register that is loaded now" in found["reason"]


def test_payees_of_other_kinds_are_told_apart(connection: duckdb.DuckDBPyConnection) -> None:
    assert answer(connection, payee(COUNCIL))["kind"] == "council"
    assert answer(connection, payee(""))["kind"] == "nameless"
    assert answer(connection, payee("XY", redacted=True))["kind"] == "redacted"
    assert answer(connection, payee("Mrs P Quill"))["kind"] == "person"
