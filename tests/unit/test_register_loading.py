"""Registers become organisations: joined by number, replaced whole, judged, and never half written."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.support.registers import (
    COMPANIES,
    COOPERATIVES,
    SOCIETIES,
    company,
    cooperative,
    load,
    rows,
    society,
    write,
)

from coopcouncil.data.registers.joining import components
from coopcouncil.data.snapshots import Store

CHARITIES = (
    "registered_charity_number,linked_charity_number,charity_name,charity_type,charity_registration_status,"
    "charity_company_registration_number"
)
HOUSING = "Organisation name,Registration number,Registration date,Designation,Corporate form"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def test_one_society_with_several_numbers_and_names_is_one_organisation(store: Store, tmp_path: Path) -> None:
    mutuals = write(tmp_path / "m.csv", SOCIETIES, society("4321", "Fen Bakers Limited"))
    coops = write(tmp_path / "u.csv", COOPERATIVES, cooperative("R000001", "4321CS", "Fen Bakers", trading="Loaf"))
    shell = company("FEN BAKERS LIMITED", "RS004321", "Registered Society", "", "OLD BAKERS LIMITED")
    companies = write(tmp_path / "c.csv", COMPANIES, shell, company("OTHER LTD", "00000009"))
    load(store, mutuals, coops, companies)

    assert rows(store, "SELECT org_id, name, legal_form, ownership_model FROM organisations ORDER BY 1") == [
        ("GB-COH-00000009", "OTHER LTD", "private-limited-company", "investor-or-owner-owned"),
        ("GB-MPR-4321", "Fen Bakers Limited", "cooperative-society", "worker-cooperative"),
    ]
    assert rows(store, "SELECT other_id FROM organisation_ids WHERE org_id = 'GB-MPR-4321' GROUP BY 1 ORDER BY 1") == [
        ("GB-COH-RS004321",), ("GB-MPR-4321",), ("XI-CUK-R000001",)
    ]  # fmt: skip
    names = rows(store, "SELECT DISTINCT name, kind FROM organisation_names WHERE org_id = 'GB-MPR-4321' ORDER BY 1")
    assert names == [
        ("FEN BAKERS LIMITED", "current"),
        ("Fen Bakers", "current"),
        ("Fen Bakers Limited", "current"),
        ("Loaf", "trading"),
        ("OLD BAKERS LIMITED", "previous"),
    ]


def test_a_shell_whose_name_differs_stays_apart_and_is_told(store: Store, tmp_path: Path) -> None:
    mutuals = write(tmp_path / "m.csv", SOCIETIES, society("4321", "Fen Bakers Limited"))
    companies = write(tmp_path / "c.csv", COMPANIES, company("MOOR CLUB LIMITED", "RS004321", "Registered Society"))
    load(store, mutuals, companies)

    assert rows(store, "SELECT count(*) FROM organisations") == [(2,)]
    current = store.current()
    assert current is not None
    assert any("1 society shells" in note for note in current.manifest.notes)


def test_a_charity_and_its_company_are_a_charitable_company(store: Store, tmp_path: Path) -> None:
    charities = write(
        tmp_path / "c.csv", CHARITIES, ["1234567", "0", "Fen Aid", "Charitable company", "Registered", "123"]
    )
    guarantee = "PRI/LTD BY GUAR/NSC (Private, limited by guarantee, no share capital)"
    companies = write(tmp_path / "h.csv", COMPANIES, company("FEN AID", "00000123", guarantee, "CB1 2AB"))
    load(store, charities, companies)

    found = rows(
        store, "SELECT org_id, name, legal_form, postcode, ownership_model, ownership_source FROM organisations"
    )
    assert found == [
        ("GB-CHC-1234567", "Fen Aid", "charitable-company", "CB1 2AB", "charity", "charities-england-wales")
    ]


def test_a_removed_charity_gives_way_to_its_living_company(store: Store, tmp_path: Path) -> None:
    charities = write(
        tmp_path / "c.csv", CHARITIES, ["1234567", "0", "Old Aid", "Charitable company", "Removed", "123"]
    )
    companies = write(tmp_path / "h.csv", COMPANIES, company("NEW AID LTD", "00000123"))
    load(store, charities, companies)

    assert rows(store, "SELECT org_id, name, status, ownership_model FROM organisations") == [
        ("GB-COH-00000123", "NEW AID LTD", "active", "investor-or-owner-owned")
    ]
    assert ("Old Aid", "previous") in rows(store, "SELECT name, kind FROM organisation_names")


def test_a_number_that_many_entries_give_joins_none_of_them(store: Store, tmp_path: Path) -> None:
    many = [[f"123456{n}", "0", f"Aid {n}", "Charitable company", "Registered", "12345678"] for n in range(7)]
    load(store, write(tmp_path / "c.csv", CHARITIES, *many))

    assert rows(store, "SELECT count(*), count(DISTINCT org_id) FROM organisations") == [(7, 7)]
    assert rows(store, "SELECT count(*) FROM organisation_ids WHERE other_id LIKE 'GB-COH-%'") == [(0,)]


def test_a_landlord_joins_the_one_society_of_its_name(store: Store, tmp_path: Path) -> None:
    landlords = write(
        tmp_path / "l.csv",
        HOUSING,
        ["Fen Homes Ltd", "LH0001", "20/07/1984", "Non-profit", "Registered society"],
        ["Twin Homes Limited", "LH0002", "20/07/1984", "Non-profit", "Registered society"],
        ["Lone Homes Limited", "LH0003", "20/07/1984", "Non-profit", "Company"],
    )
    mutuals = write(
        tmp_path / "m.csv",
        SOCIETIES,
        society("1R", "Fen Homes Limited", "Community Benefit Society"),
        society("2R", "Twin Homes Limited"),
        society("3R", "Twin Homes Limited"),
        society("4R", "Lone Homes Limited"),
    )
    load(store, landlords, mutuals)

    joined = rows(store, "SELECT entry_id, org_id FROM register_entries WHERE source_id = 'social-housing' ORDER BY 1")
    assert joined == [
        ("GB-SHPE-LH0001", "GB-MPR-1R"),
        ("GB-SHPE-LH0002", "GB-SHPE-LH0002"),
        ("GB-SHPE-LH0003", "GB-SHPE-LH0003"),
    ]


def test_a_newer_file_replaces_its_register_and_leaves_the_others(store: Store, tmp_path: Path) -> None:
    coops = write(tmp_path / "u.csv", COOPERATIVES, cooperative("R000001", "4321", "Fen Bakers", trading="Loaf"))
    old = write(tmp_path / "old.csv", SOCIETIES, society("4321", "Fen Bakers Limited"), society("5R", "Gone Society"))
    new = write(tmp_path / "new.csv", SOCIETIES, society("4321", "Fen Millers Limited"), society("6R", "New Society"))
    load(store, coops, old, retrieved_on=date(2026, 1, 1))
    (report,) = load(store, new, retrieved_on=date(2026, 2, 1))

    assert report.replaces == ("old.csv",)
    assert rows(store, "SELECT org_id, name FROM organisations ORDER BY 1") == [
        ("GB-MPR-4321", "Fen Millers Limited"), ("GB-MPR-6R", "New Society")
    ]  # fmt: skip
    names = rows(store, "SELECT name, kind, source_id FROM organisation_names WHERE org_id = 'GB-MPR-4321' ORDER BY 1")
    assert names == [
        ("Fen Bakers", "current", "cooperatives-uk"),
        ("Fen Millers Limited", "current", "mutuals"),
        ("Loaf", "trading", "cooperatives-uk"),
    ]
    current = store.current()
    assert current is not None
    assert [(s.source_id, s.file_name, s.retrieved_on.isoformat()) for s in current.manifest.sources] == [
        ("cooperatives-uk", "u.csv", "2026-01-01"),
        ("mutuals", "new.csv", "2026-02-01"),
    ]


def test_loading_in_one_go_or_one_by_one_in_any_order_comes_to_the_same(tmp_path: Path) -> None:
    files = [
        write(
            tmp_path / "m.csv",
            SOCIETIES,
            society("4321", "Fen Bakers Limited"),
            society("12C", "Savers", "Credit Union"),
        ),
        write(tmp_path / "u.csv", COOPERATIVES, cooperative("R000001", "4321CS", "Fen Bakers", trading="Loaf")),
        write(
            tmp_path / "c.csv",
            COMPANIES,
            company("FEN BAKERS LIMITED", "RS004321", "Registered Society", "", "OLDER"),
            company("FEN AID", "00000123", "Private Limited Company", "CB1 2AB", "FIRST AID", "AID"),
        ),
        write(tmp_path / "a.csv", CHARITIES, ["1234567", "0", "Fen Aid", "Charitable company", "Registered", "123"]),
        write(
            tmp_path / "living-wage.csv", "name,number,postcode,from,until", ["Fen Aid", "123", "", "2025-01-01", ""]
        ),
    ]
    together, one_by_one, backwards = (Store(tmp_path / name) for name in ("together", "one", "back"))
    load(together, *files)
    for path in files:
        load(one_by_one, path)
    for path in reversed(files):
        load(backwards, path)

    for table in ("organisations", "register_entries", "organisation_names", "organisation_ids", "accreditations"):
        query = f"SELECT * FROM {table} ORDER BY ALL"
        assert rows(together, query) == rows(one_by_one, query) == rows(backwards, query), table
    assert rows(together, "SELECT org_id FROM accreditations") == [("GB-CHC-1234567",)]


def test_accreditations_find_their_organisation_by_number_or_by_name_and_postcode(store: Store, tmp_path: Path) -> None:
    companies = write(
        tmp_path / "c.csv",
        COMPANIES,
        company("FEN BAKERS LTD", "00000123", postcode="CB1 2AB"),
        company("MOOR LTD", "9"),
    )
    wages = write(
        tmp_path / "living-wage.csv",
        "name,number,postcode,from,until",
        ["Fen Bakers Limited", "123", "", "", ""],
        ["Fen Bakers", "", "CB1 2AB", "", ""],
        ["Fen Bakers", "", "", "", ""],
        ["Quite Another", "123", "", "", ""],
    )
    load(store, companies, wages)

    assert rows(store, "SELECT name, number, org_id FROM accreditations ORDER BY ALL") == [
        ("Fen Bakers", None, "GB-COH-00000123"),
        ("Fen Bakers", None, None),
        ("Fen Bakers Limited", "123", "GB-COH-00000123"),
        ("Quite Another", "123", None),
    ]


def test_files_of_one_register_together_are_one_register_and_the_last_one_counts(store: Store, tmp_path: Path) -> None:
    first = write(tmp_path / "1.csv", COMPANIES, company("ACME LTD", "1"), company("BETA LTD", "2"))
    second = write(tmp_path / "2.csv", COMPANIES, company("BETTER BETA LTD", "2"), company("GAMMA LTD", "3"))
    load(store, first, second)

    names = rows(store, "SELECT name FROM organisations ORDER BY org_id")
    assert names == [("ACME LTD",), ("BETTER BETA LTD",), ("GAMMA LTD",)]
    assert rows(store, "SELECT count(*) FROM register_entries") == [(3,)]
    current = store.current()
    assert current is not None
    assert [source.file_name for source in current.manifest.sources] == ["1.csv", "2.csv"]
    assert current.manifest.notes[0].startswith("1 entries of companies-house stand in more than one")


def test_a_bad_file_does_not_stop_the_others(store: Store, tmp_path: Path) -> None:
    good = write(tmp_path / "m.csv", SOCIETIES, society("4321", "Fen Bakers Limited"))
    bad = tmp_path / "bad file é.csv"
    bad.write_bytes(b"%PDF-1.7")
    reports = load(store, bad, good, tmp_path / "missing.csv")

    assert [bool(report.problem) for report in reports] == [True, False, True]
    assert rows(store, "SELECT count(*) FROM organisations") == [(1,)]


def test_no_good_file_makes_no_snapshot(store: Store, tmp_path: Path) -> None:
    load(store, write(tmp_path / "m.csv", SOCIETIES, society("4321", "Fen Bakers Limited")))
    before = store.snapshot_ids()
    load(store, write(tmp_path / "x.csv", "a,b", ["1", "2"]))

    assert store.snapshot_ids() == before
    assert sorted(path.name for path in (store.root / "snapshots").iterdir()) == before


def test_nothing_but_tables_stays_in_the_snapshot(store: Store, tmp_path: Path) -> None:
    load(store, write(tmp_path / "m.csv", SOCIETIES, society("4321", "Fen Bakers Limited")))
    current = store.current()
    assert current is not None
    assert {path.name for path in current.folder.iterdir()} == {
        "manifest.json", "organisations", "register_entries", "organisation_names", "organisation_ids"
    }  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=12))
def test_components_are_what_walking_along_the_pairs_reaches(edges: list[tuple[str, str]]) -> None:
    reached = {one: {one} for edge in edges for one in edge}
    for _ in edges:
        for one, other in edges:
            both = reached[one] | reached[other]
            for each in both:
                reached[each] = both | reached[each]
    assert components(edges) == {each: min(others) for each, others in reached.items()}
