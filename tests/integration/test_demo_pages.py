"""The pages over the whole fictional council: light, short, and with one row for an organisation."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client
from tests.support.recording import entries_made
from tests.support.site import client, every_page, site_over

from coopcouncil.cli import main
from coopcouncil.cli.demo_load import load_figures
from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.payees import PAYEE, list_payees
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.payments import sum_under
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.motions.models import Motion

MOST_BYTES = 200_000


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    root = Path(tmp_path_factory.mktemp("demo"))
    load_figures(Store(root))
    found = Store(root).current()
    assert found is not None
    return found


@pytest.fixture
def site(snapshot: Snapshot) -> Iterator[Client]:
    with site_over(snapshot.folder.parent.parent):
        yield client()


def test_no_page_weighs_more_than_200_kilobytes(site: Client, snapshot: Snapshot) -> None:
    with snapshot.connect() as connection:
        largest = list_payees(connection).rows[0]
    pages = {
        **every_page(largest.supplier_id),
        "organisation": f"/organisations/{largest.org_id}/",
        "one year": "/picture/?financial_year=2025-26",
        "nearby": "/picture/cooperatives_nearby/",
    }
    weights = {name: len(site.get(address).content) for name, address in pages.items()}
    assert max(weights.values()) < MOST_BYTES, weights


def test_suppliers_are_organisations_and_unmatched_names(snapshot: Snapshot) -> None:
    picture = draw_picture(snapshot, Filters())
    with snapshot.connect() as connection:
        row = connection.execute(f"SELECT count(DISTINCT {PAYEE}), count(*) FROM suppliers").fetchone()
        assert row is not None
        assert picture.headline.whole.suppliers == row[0] < row[1]
        assert len({each.org_id or each.supplier_id for each in picture.largest_suppliers}) == 20
        for each in (*picture.largest_suppliers, *picture.cooperatives_paid):
            assert sum_under(connection, each.filters) == (each.payments, each.total_gbp), each.name


def test_payments_in_a_zip_are_told_by_the_zip_and_its_member(site: Client) -> None:
    page = site.get("/payments/?month=2025-05&order=date").content.decode()
    assert "fenmarsh-spend-2025-q1.zip, fenmarsh-spend-2025-05.csv, line " in page


def test_registers_just_loaded_are_not_called_old(site: Client) -> None:
    assert "older than three months" not in site.get("/").content.decode()


def test_demo_loaded_twice_has_its_motions_once_and_a_whole_record(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COOPCOUNCIL_DATA", str(settings.COOPCOUNCIL_DATA))
    load = ["demo", "load", "--data", str(settings.COOPCOUNCIL_DATA)]
    first = CliRunner().invoke(main, load)
    assert first.exit_code == 0, first.output
    assert Motion.objects.count() == 3
    assert Evidence.objects.get(kind="figure").holds["words"] == "Share paid to co-operatives and mutuals"
    with entries_made() as entries:
        assert CliRunner().invoke(main, load).exit_code == 0
    assert entries.told == []
    assert CliRunner().invoke(main, ["record", "verify"]).exit_code == 0
