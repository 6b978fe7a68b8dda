"""The invented registers are read whole, and say of every payee what the truth says."""

import csv
from datetime import date
from pathlib import Path

import pytest

from coopcouncil.data.fictional import COUNCIL, make_council
from coopcouncil.data.places import council_areas, load_places, place_postcodes
from coopcouncil.data.registers.loading import FileReport, load_registers
from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.rules.ownership import judge


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[FileReport], Snapshot]:
    folder = tmp_path_factory.mktemp("fictional")
    files = [made.path for made in make_council(folder) if made.kind == "register"]
    store = Store(folder / "store")
    reports = load_registers(store, files, judge=judge, retrieved_on=date(2026, 4, 1))
    snapshot = store.current()
    assert snapshot is not None
    return folder, reports, snapshot


def test_every_row_of_every_invented_register_is_read(loaded: tuple[Path, list[FileReport], Snapshot]) -> None:
    _, reports, _ = loaded
    assert len(reports) == 13
    assert [report.problem for report in reports if report.problem] == []
    assert {source.rows_refused for report in reports for source in report.sources} == {0}


def test_ownership_from_the_registers_is_the_truth(loaded: tuple[Path, list[FileReport], Snapshot]) -> None:
    folder, _, snapshot = loaded
    rows = snapshot.connect().execute("SELECT org_id, ownership_model FROM organisations").fetchall()
    judged: dict[str, str] = dict(rows)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["org_id"]: row["ownership_model"] for row in csv.DictReader(file) if row["org_id"]}
    assert len(truth) > 700
    assert {org_id: judged.get(org_id) for org_id in truth} == truth


def test_places_from_the_registers_are_the_truth(loaded: tuple[Path, list[FileReport], Snapshot]) -> None:
    folder, _, _ = loaded
    store = Store(folder / "store")
    load_places(store, sorted((folder / "places").iterdir()), today=date(2026, 4, 1))
    snapshot = store.current()
    assert snapshot is not None
    connection = snapshot.connect()
    council = council_areas(connection, COUNCIL)
    assert council is not None
    table = place_postcodes(connection, "SELECT postcode FROM organisations", council)
    rows = connection.execute(f"SELECT org_id, place FROM organisations JOIN {table} USING (postcode)").fetchall()
    placed: dict[str, str] = dict(rows)
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["org_id"]: row["place"] for row in csv.DictReader(file) if row["org_id"]}
    assert {org_id: placed.get(org_id) for org_id in truth} == truth
