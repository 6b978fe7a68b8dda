"""Loading places, asking for councils and placing postcodes, over made-up files that name no real area."""

import json
from datetime import date
from pathlib import Path

import duckdb
import pytest

from coopcouncil.data.fictional.place_files import write_authorities, write_borders, write_postcodes, write_rows
from coopcouncil.data.places import PlacesResult, council_areas, find_council, load_places, place_postcodes
from coopcouncil.data.snapshots import Store

TODAY = date(2026, 4, 1)
LISTED = (
    "local-authority-code,official-name,nice-name,gss-code,replaced-by,region,local-authority-type,county-la,alt-names,"
    "former-gss-codes,current-authority"
)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """The fictional council's places."""
    paths = [tmp_path / name for name in ("authorities.csv", "borders.csv", "postcodes.csv")]
    write_authorities(paths[0])
    write_borders(paths[1])
    write_postcodes(paths[2])
    return paths


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def load(store: Store, *paths: Path) -> list[PlacesResult]:
    return load_places(store, paths, today=TODAY)


def connect(store: Store) -> duckdb.DuckDBPyConnection:
    snapshot = store.current()
    assert snapshot is not None
    return snapshot.connect()


def placed(connection: duckdb.DuckDBPyConnection, council: str, *postcodes: str) -> dict[str, tuple[str, str]]:
    area = council_areas(connection, council)
    assert area is not None
    query = " UNION ALL ".join(f"SELECT '{postcode}' AS postcode" for postcode in postcodes)
    table = place_postcodes(connection, query, area)
    rows = connection.execute(f"SELECT postcode, place, place_reason FROM {table}").fetchall()
    return {postcode: (place, reason) for postcode, place, reason in rows}


def test_county_has_its_districts_and_neighbours(store: Store, files: list[Path]) -> None:
    load(store, *files)
    area = council_areas(connect(store), "fenmarsh")
    assert area is not None
    assert area.inside == ("E07000901", "E07000902", "E07000903", "E07000904", "E07000905")
    assert area.bordering == ("E06000911", "E06000912", "E07000913", "E07000914")
    assert area.region == "Eastern Marches"


def test_postcodes_fall_in_every_kind_of_place(store: Store, files: list[Path]) -> None:
    load(store, *files)
    found = placed(connect(store), "Fenmarsh County Council", "ZF1 1EG", "ZB6 1EG", "ZR1 1EG", "ZY1 1EG", "ZZ9 9ZZ")
    assert found == {
        "ZF1 1EG": ("inside", "ZF1 1EG lies in Saltholme, inside the county."),
        "ZB6 1EG": ("bordering", "ZB6 1EG lies in Thornmere, which borders the county."),
        "ZR1 1EG": (
            "region",
            "ZR1 1EG lies in Sandlow Vale, in the region (Eastern Marches) but not next to the county.",
        ),
        "ZY1 1EG": ("elsewhere", "ZY1 1EG lies in Brackenforth, outside the region (Northern Vales)."),
        "ZZ9 9ZZ": ("unknown", "ZZ9 9ZZ is in no list of postcodes that was loaded."),
    }


def test_district_council_is_its_own_area(store: Store, files: list[Path]) -> None:
    load(store, *files)
    found = placed(connect(store), "Osterwyke", "ZF11 1EG", "ZF9 1EG")
    assert found["ZF11 1EG"] == ("inside", "ZF11 1EG lies in Osterwyke, the council's own area.")
    assert found["ZF9 1EG"][0] == "bordering"


def test_loading_again_replaces_and_keeps_the_rest(store: Store, files: list[Path]) -> None:
    load(store, *files)
    before = store.current()
    load(store, files[2])
    after = store.current()
    assert before is not None
    assert after is not None
    assert before.snapshot_id != after.snapshot_id
    assert before.manifest.tables == after.manifest.tables
    assert sorted(s.source_id for s in after.manifest.sources) == ["borders", "local-authorities", "postcodes"]
    assert {s.sha256 for s in after.manifest.sources} == {s.sha256 for s in before.manifest.sources}


def directory(path: Path, *rows: str) -> Path:
    path.write_text("\n".join(["pcds,lad26cd,lat,long", *rows]) + "\n", encoding="utf-8")
    return path


def test_later_edition_replaces_the_postcodes_it_holds(store: Store, tmp_path: Path) -> None:
    load(store, directory(tmp_path / "may.csv", "ZQ1 1AB,E07000901,0,0", "ZQ1 1AD,E07000901,0,0"))
    load(store, directory(tmp_path / "august.csv", "ZQ1 1AB,E07000902,0,0"))
    rows = connect(store).execute("SELECT postcode, area_code, source_id FROM postcodes ORDER BY postcode").fetchall()
    assert rows == [("ZQ1 1AB", "E07000902", "august"), ("ZQ1 1AD", "E07000901", "may")]


def test_damaged_rows_cost_themselves_alone(store: Store, tmp_path: Path) -> None:
    path = directory(tmp_path / "damaged.csv", "ZQ1 1AB,E07000901,0,0", "ZQ1 1AD", "ZQ1 1AE,E07000901,0,0,9,9")
    path.write_bytes(path.read_bytes() + b'ZQ1 1AF,E07000901\xff,0,0\n"ZQ1 1AG","E0')
    source = load(store, path)[0].source
    assert source is not None
    assert (source.rows_read, source.rows_refused) == (5, 3)


def test_headings_without_rows_are_told(store: Store, tmp_path: Path) -> None:
    assert "no rows" in load(store, directory(tmp_path / "bare.csv"))[0].message


def test_bad_file_among_good_ones_is_told_and_the_rest_loaded(store: Store, files: list[Path], tmp_path: Path) -> None:
    bad = tmp_path / "report.csv"
    bad.write_bytes(b"%PDF-1.4 \x00\x01")
    results = load(store, files[0], bad)
    assert [result.source is None for result in results] == [False, True]
    assert "this is a PDF document" in results[1].message
    assert connect(store).execute("SELECT count(*) FROM areas").fetchall() == [(16,)]


def test_nothing_readable_writes_no_snapshot(store: Store, tmp_path: Path) -> None:
    assert load(store, tmp_path / "absent.csv")[0].source is None
    assert store.current() is None


def test_positions_need_boundaries(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "positions.csv"
    path.write_text("Postcode,lat,long\nZF1 1EG,1,1\n", encoding="utf-8")
    assert "boundaries in the same command" in load(store, path)[0].message


def square(code: str, x: int) -> dict[str, object]:
    ring = [[x, 0], [x + 10, 0], [x + 10, 10], [x, 10], [x, 0]]
    return {"id": code, "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}


def test_position_and_outcode_are_placed_on_the_map(store: Store, files: list[Path], tmp_path: Path) -> None:
    shapes = tmp_path / "shapes.geojson"
    shapes.write_text(json.dumps({"type": "FeatureCollection", "features": [square("E07000902", 0)]}), encoding="utf-8")
    positions = tmp_path / "centres.csv"
    positions.write_text("postcode,latitude,longitude,country\nZQ11AB,5,5,ENG\nZQ1,5,5,ENG\nZQ2,50,5,SCT\n??,5,5,ENG\n")
    results = load(store, files[0], shapes, positions)
    assert results[2].source is not None
    assert (results[2].source.rows_read, results[2].source.rows_refused) == (4, 1)
    found = placed(connect(store), "Fenmarsh County Council", "ZQ1 1AB", "ZQ1 1ZZ", "ZQ2 1ZZ")
    assert found["ZQ1 1AB"][1] == "ZQ1 1AB lies in Wetherdrove, inside the county; placed by its position on the map."
    assert found["ZQ1 1ZZ"][1] == (
        "ZQ1 lies mostly in Wetherdrove, inside the county; placed by outcode only, so approximate."
    )
    assert found["ZQ2 1ZZ"][0] == "elsewhere"


def authorities(path: Path, *rows: dict[str, str]) -> Path:
    write_rows(path, LISTED.split(","), [{"current-authority": "True", "region": "The Marches"} | row for row in rows])
    return path


def row(letters: str, official: str, code: str, **rest: str) -> dict[str, str]:
    return {"local-authority-code": letters, "official-name": official, "gss-code": code} | {
        key.replace("_", "-"): value for key, value in rest.items()
    }


def test_merged_districts_lead_to_what_replaced_them(store: Store, tmp_path: Path) -> None:
    listed = authorities(
        tmp_path / "list.csv",
        row("AAA", "Upper Vale District Council", "E07000911", current_authority="False", replaced_by="BBB"),
        row("BBB", "Both Vales Council", "E07000912", current_authority="False", replaced_by="CCC"),
        row("CCC", "The Vale Council", "E06000913", local_authority_type="UA"),
        row("DDD", "Next Door Council", "E06000914", local_authority_type="UA"),
    )
    borders = tmp_path / "borders.csv"
    borders.write_text("area_code,neighbour_code\nE07000911,E06000914\n", encoding="utf-8")
    load(store, listed, borders, directory(tmp_path / "directory.csv", "ZQ1 1AB,E07000911,0,0"))
    connection = connect(store)
    assert placed(connection, "The Vale", "ZQ1 1AB")["ZQ1 1AB"][0] == "inside"
    assert placed(connection, "Next Door", "ZQ1 1AB")["ZQ1 1AB"][0] == "bordering"
    former = find_council(connection, "Upper Vale District Council")
    assert former.area is not None
    assert former.area.inside == ("E06000913",)
    assert former.reason == "Upper Vale District Council has ended; its area is now under The Vale Council."


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ("Lowmoor County Council", "E10000911"),
        ("City of Lowmoor", "E07000921"),
        ("lowmoor city", "E07000921"),
        ("Borough of Highmoor", "E07000922"),
        ("HIGHMOOR & THE FELLS BOROUGH COUNCIL", "E07000922"),
    ],
)
def test_council_is_found_by_many_names(store: Store, tmp_path: Path, asked: str, code: str) -> None:
    moors(store, tmp_path)
    area = council_areas(connect(store), asked)
    assert area is not None
    assert area.code == code


def moors(store: Store, tmp_path: Path) -> None:
    highmoor = "Highmoor and the Fells Borough Council"
    listed = authorities(
        tmp_path / "list.csv",
        row("LMC", "Lowmoor County Council", "E10000911", local_authority_type="CTY"),
        row("LMO", "Lowmoor City Council", "E07000921", county_la="LMC", local_authority_type="NMD"),
        row("HMF", highmoor, "E07000922", county_la="LMC", local_authority_type="NMD", alt_names="Highmoor,moorside"),
        row("MSD", "East Moorside District Council", "E07000923", local_authority_type="NMD", alt_names="moorside"),
    )
    load(store, listed)


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("Lowmoor", "may be any of: Lowmoor City Council, Lowmoor County Council"),
        ("Moorside", "may be any of: East Moorside District Council, Highmoor and the Fells Borough Council"),
        ("Lowmour County Council", "Did you mean Lowmoor"),
        ("Atlantis", "Give the council's official name"),
    ],
)
def test_council_that_is_unclear_or_unknown_is_told(store: Store, tmp_path: Path, asked: str, says: str) -> None:
    moors(store, tmp_path)
    found = find_council(connect(store), asked)
    assert found.area is None
    assert says in found.reason


def test_no_places_loaded_says_what_to_do(store: Store, tmp_path: Path) -> None:
    with store.draft():
        pass
    assert "places load" in find_council(connect(store), "Anywhere").reason
