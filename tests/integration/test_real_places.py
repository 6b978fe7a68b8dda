"""Real places, where the shared folder is present: known councils have their known neighbours."""

import csv
from datetime import date
from pathlib import Path

import duckdb
import pytest

from coopcouncil.data.places import council_areas, load_places, place_postcodes
from coopcouncil.data.snapshots import Store

REAL = Path(__file__).parents[3] / "shared" / "data" / "places"


@pytest.fixture(scope="module")
def connection(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    if not REAL.is_dir():
        pytest.skip("the shared folder of real places is not here")
    store = Store(tmp_path_factory.mktemp("places"))
    names = ("local_authorities.csv", "la_orgid_to_gss.csv", "topo_lad_eng.json", "outcodes.csv", "postcodes_CB.csv")
    results = load_places(store, [REAL / name for name in names], today=date(2026, 4, 1))
    assert all(result.source for result in results)
    snapshot = store.current()
    assert snapshot is not None
    return snapshot.connect()


@pytest.mark.parametrize(
    ("council", "inside", "bordering"),
    [
        (
            "Cambridgeshire County Council",
            "Cambridge|East Cambridgeshire|Fenland|Huntingdonshire|South Cambridgeshire",
            "Peterborough|Bedford|Central Bedfordshire|North Northamptonshire|Braintree|Uttlesford|North Hertfordshire|"
            "South Holland|King's Lynn and West Norfolk|West Suffolk",
        ),
        (
            "Devon County Council",
            "East Devon|Exeter|Mid Devon|North Devon|South Hams|Teignbridge|Torridge|West Devon",
            "Plymouth|Torbay|Cornwall|Somerset|Dorset",
        ),
        ("Oxford", "Oxford", "Cherwell|South Oxfordshire|Vale of White Horse"),
        ("hyndburn borough council", "Hyndburn", "Blackburn with Darwen|Burnley|Ribble Valley|Rossendale"),
        ("Trafford", "Trafford", "Warrington|Cheshire East|Manchester|Salford"),
        ("City of Leeds", "Leeds", "North Yorkshire|Bradford|Kirklees|Wakefield"),
    ],
)
def test_council_has_its_districts_and_neighbours(
    connection: duckdb.DuckDBPyConnection, council: str, inside: str, bordering: str
) -> None:
    area = council_areas(connection, council)
    assert area is not None
    names = dict(connection.execute("SELECT area_code, min(name) FROM areas GROUP BY area_code").fetchall())
    assert {names[code] for code in area.inside} == set(inside.split("|"))
    assert {names[code] for code in area.bordering} == set(bordering.split("|"))


def test_every_authority_is_found_by_its_official_and_everyday_name(connection: duckdb.DuckDBPyConnection) -> None:
    with (REAL / "local_authorities.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["gss-code"] and row["current-authority"] == "True"]
    asked = {(name, row["gss-code"]) for row in rows for name in (row["official-name"], row["nice-name"])}
    missed = {name for name, code in sorted(asked)[::7] if _code(connection, name) != code}
    assert missed == set()


def _code(connection: duckdb.DuckDBPyConnection, name: str) -> str | None:
    area = council_areas(connection, name)
    return area.code if area else None


def test_nearly_every_postcode_and_outcode_is_placed(connection: duckdb.DuckDBPyConnection) -> None:
    area = council_areas(connection, "Cambridgeshire County Council")
    assert area is not None
    table = place_postcodes(connection, "SELECT postcode FROM postcodes WHERE postcode LIKE 'CB%'", area)
    counts = dict(connection.execute(f"SELECT place, count(*) FROM {table} GROUP BY place").fetchall())
    assert counts["inside"] > 15_000
    assert counts.get("unknown", 0) == 0


def test_outcodes_of_other_nations_lie_elsewhere(connection: duckdb.DuckDBPyConnection) -> None:
    area = council_areas(connection, "Leeds City Council")
    assert area is not None
    table = place_postcodes(connection, "SELECT unnest(['AB10 1AA', 'CF10 1AA', 'BT1 1AA']) AS postcode", area)
    assert connection.execute(f"SELECT DISTINCT place FROM {table}").fetchall() == [("elsewhere",)]
