"""The public lists in the shared folder, read whole: counts are taken by other means and must agree."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.registers import load, rows

from coopcouncil.cli import main
from coopcouncil.data.snapshots import Store

FOLDER = Path(__file__).parents[3] / "shared" / "data" / "registers"
FILES = (
    "charity_names.csv",
    "community_amateur_sports_clubs.csv",
    "companies_house_sample_2020-06.csv",
    "coops_uk_2023q2.csv",
    "coops_uk_organisations_2017.csv",
    "mutual_companies.csv",
    "mutuals_number_prefixes.csv",
    "register_union.csv",
    "social_housing_providers.csv",
    "worker_coops_2023.csv",
)
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the shared folder of real registers is not here")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store(tmp_path_factory.mktemp("registers"))
    reports = load(store, *(FOLDER / name for name in FILES))
    assert [report.problem for report in reports] == [""] * len(FILES)
    return store


def printed(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_real_register_is_read_or_refused(store: Store) -> None:
    current = store.current()
    assert current is not None
    read = {source.file_name: source for source in current.manifest.sources}
    for name in FILES:
        assert read[name].rows_read == len(printed(name)), name
        assert read[name].rows_refused <= 8, name
        assert len(read[name].sha256) == 64


def test_real_entries_are_as_many_as_the_different_numbers(store: Store) -> None:
    found = dict(rows(store, "SELECT source_id, count(*) FROM register_entries GROUP BY 1"))
    for source_id, name, column in (
        ("cooperatives-uk", "coops_uk_organisations_2017.csv", "CUK Organisation ID"),
        ("cooperatives-uk-directory", "coops_uk_2023q2.csv", "Identifier"),
        ("worker-cooperatives", "worker_coops_2023.csv", "Identifier"),
        ("companies-house", "companies_house_sample_2020-06.csv", " CompanyNumber"),
        ("social-housing", "social_housing_providers.csv", "registration_number"),
        ("sports-clubs", "community_amateur_sports_clubs.csv", "id"),
        ("society-company-links", "mutual_companies.csv", "org_id_a"),
    ):
        assert found[source_id] == len({row[column] for row in printed(name)}), name


def test_real_pairs_of_society_and_company_are_one_organisation(store: Store) -> None:
    chosen = dict(rows(store, "SELECT other_id, min(org_id) FROM organisation_ids GROUP BY 1"))
    apart = [row for row in printed("mutual_companies.csv") if chosen[row["org_id_a"]] != chosen[row["org_id_b"]]]
    assert apart == []


def test_real_classes_of_cooperatives_uk_decide_unless_a_society_says_more(store: Store) -> None:
    workers = rows(
        store,
        "SELECT o.ownership_model, count(*) FROM register_entries e JOIN organisations o USING (org_id) "
        "WHERE e.source_id = 'worker-cooperatives' GROUP BY 1",
    )
    counted = Counter(dict(workers))
    assert sum(counted.values()) == len(printed("worker_coops_2023.csv"))
    assert counted["worker-cooperative"] > 0.9 * sum(counted.values())


def test_real_organisations_each_have_one_row_a_name_a_number_and_a_reason(store: Store) -> None:
    assert rows(store, "SELECT count(*) - count(DISTINCT org_id) FROM organisations") == [(0,)]
    assert rows(store, "SELECT count(*) FROM organisations WHERE coalesce(ownership_reason, name, '') = ''") == [(0,)]
    for table in ("organisation_names", "organisation_ids", "register_entries"):
        assert rows(store, f"SELECT count(*) FROM organisations ANTI JOIN {table} USING (org_id)") == [(0,)], table
        assert rows(store, f"SELECT count(*) FROM {table} ANTI JOIN organisations USING (org_id)") == [(0,)], table
    assert rows(store, "SELECT count(*) FROM (SELECT other_id FROM organisation_ids GROUP BY 1 "
                       "HAVING count(DISTINCT org_id) > 1)") == [(0,)]  # fmt: skip


def test_loading_one_real_register_again_changes_nothing_but_its_source(store: Store, tmp_path: Path) -> None:
    query = "SELECT * FROM organisations ORDER BY org_id"
    before = rows(store, query)
    load(store, FOLDER / "social_housing_providers.csv")
    assert rows(store, query) == before


def test_command_loads_and_lists_and_reports_bad_files(tmp_path: Path) -> None:
    runner, data = CliRunner(), ["--data", str(tmp_path / "data")]
    bad, good = str(FOLDER / "sic2007.csv"), str(FOLDER / "worker_coops_2023.csv")
    loaded = runner.invoke(main, ["registers", "load", bad, good, "--retrieved-on", "2026-03-17", *data])
    listed = runner.invoke(main, ["registers", "list", *data])

    assert loaded.exit_code == 2
    assert "no register known here" in loaded.output
    assert "387 rows read" in loaded.output
    assert "retrieved on 2026-03-17" in listed.output
