"""What the API tells and does: figures with their coverage, payments, suppliers, sources, the record, and writes."""

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from tests.support.people import person
from tests.support.site import ORG_ID, make_tiny, site_over
from tests.support.tokens import caller, said

from coopcouncil.data.snapshots import Snapshot, Store
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.data.spending.picture.lists import suppliers_to_review
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.record.models import Entry
from coopcouncil.web.suppliers.models import SupplierJudgement

JSON = "application/json"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def snapshot(store: Store) -> Snapshot:
    found = store.current()
    assert found is not None
    return found


@pytest.fixture
def api(store: Store, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Client]:
    """The API over the small snapshot, published, for callers without a token."""
    monkeypatch.setattr("coopcouncil.web.suppliers.operations.start_settling", lambda **_: None)
    with site_over(store.root):
        publish_spending(snapshot=snapshot, by=person(Role.OFFICER))
        cache.clear()
        yield caller()


@pytest.fixture
def own_store(api: Client, store: Store, tmp_path: Path) -> Iterator[Store]:
    """A copy of the store for a test that changes it, served instead."""
    copied = Path(shutil.copytree(store.root, tmp_path / "own"))
    with site_over(copied):
        yield Store(copied)


def _get(system: Client, path: str, status: int = 200, **headers: str) -> dict[str, Any]:
    return said(system.get(f"/api/v1{path}", headers=headers), status)


def _post(system: Client, path: str, given: Any, status: int, **headers: str) -> dict[str, Any]:
    return said(system.post(f"/api/v1{path}", given, content_type=JSON, headers=headers), status)


# ---- figures


def test_spending_is_that_of_the_picture_with_its_coverage(api: Client, snapshot: Snapshot) -> None:
    answer = _get(api, "/spending/?financial_year=2024-25")
    headline = draw_picture(snapshot, Filters(financial_year="2024-25")).headline
    assert answer["snapshot_id"] == snapshot.snapshot_id
    assert answer["filters"] == {"financial_year": "2024-25"}
    assert answer["answer"].startswith("In 2024-25 Ambleford City Council paid £")
    assert answer["figures"]["inside"]["total_gbp"] == str(headline.inside.total_gbp)
    assert answer["coverage"]["place"]["known_gbp"] == str(headline.place_coverage.known_gbp)


@pytest.mark.parametrize("name", ["ownership_model", "legal_form", "place", "service_area", "financial_year", "month"])
def test_breakdown_adds_up_to_the_whole(api: Client, snapshot: Snapshot, name: str) -> None:
    answer = _get(api, f"/spending/breakdowns/{name}/?per_page=100")
    whole = draw_picture(snapshot, Filters()).headline.whole
    assert sum(Decimal(row["total_gbp"]) for row in answer["rows"]) == whole.total_gbp
    assert answer["coverage"]["total_gbp"] == str(whole.total_gbp)


def test_payments_of_all_pages_are_those_of_the_figure(api: Client, snapshot: Snapshot) -> None:
    figure = draw_picture(snapshot, Filters(place="inside")).headline.whole
    rows = _every_row(api, "/payments/?place=inside&per_page=100&order=date")
    assert len(rows) == figure.payments
    assert sum(Decimal(row["amount_gbp"]) for row in rows) == figure.total_gbp
    places = [(row["file_id"], row["sheet"], row["line"]) for row in rows]
    assert len(set(places)) == len(places)


def _every_row(api: Client, path: str) -> list[dict[str, Any]]:
    """The rows of every page, by way of the Link header."""
    rows, address = [], f"/api/v1{path}"
    while address:
        response = api.get(address)
        rows += said(response, 200)["rows"]
        links = dict(reversed(each.split("; ")) for each in response["Link"].split(", "))
        address = links.get('rel="next"', "").strip("<>")
    return rows


def test_payments_say_how_much_of_their_money_is_matched(api: Client) -> None:
    whole = _get(api, "/payments/")["coverage"]
    matched = _get(api, "/payments/?outcome=match")
    assert matched["total_gbp"] == whole["known_gbp"]
    assert matched["coverage"]["share"] == "1.000000"
    assert _get(api, "/payments/?outcome=none")["coverage"]["known_gbp"] == "0.00"


def test_suppliers_are_one_row_for_an_organisation(api: Client) -> None:
    answer = _get(api, "/suppliers/?text=ambleford+food")
    (row,) = answer["rows"]
    assert row["org_id"] == ORG_ID
    assert len(row["printings"]) == 2
    beneath = _get(api, f"/payments/?org_id={ORG_ID}")
    assert beneath["total_gbp"] == row["total_gbp"] == answer["total_gbp"]
    assert _get(api, f"/organisations/{ORG_ID}/")["total_gbp"] == row["total_gbp"]


def test_supplier_says_why_it_was_matched(api: Client) -> None:
    row = _get(api, "/suppliers/?outcome=match")["rows"][0]
    supplier = _get(api, f"/suppliers/{row['supplier_id']}/")
    assert supplier["reason"]
    assert supplier["ownership_reason"] == row["ownership_reason"]
    assert sum(Decimal(each["total_gbp"]) for each in supplier["years"]) == Decimal(supplier["total_gbp"])


def test_sources_are_those_of_the_manifest(api: Client, snapshot: Snapshot) -> None:
    answer = _get(api, "/sources/")
    assert {each["sha256"] for each in answer["sources"]} == {each.sha256 for each in snapshot.manifest.sources}
    files = _every_row(api, "/sources/files/?per_page=1")
    assert sum(each["payments"] + each["refused"] for each in files) == sum(each["rows_read"] for each in files)
    assert _get(api, "/sources/refused/")["total"] == sum(each["refused"] for each in files)
    assert _get(api, "/sources/counted-once/?per_page=3")["rows"][0]["duplicate_of"]


def test_figures_before_they_are_published_are_for_the_council(store: Store) -> None:
    with site_over(store.root):
        assert "published no figures" in _get(caller(), "/spending/", 404)["detail"]
        assert "published no figures" in _get(caller(Role.SUPPLIER), "/publication/", 404)["detail"]
        assert _get(caller(Role.COUNCILLOR), "/spending/")["figures"]["whole"]["payments"]


def test_record_is_read_from_any_entry_on(api: Client) -> None:
    auditor = caller(Role.AUDITOR)
    first = _get(auditor, "/record/?per_page=1")
    assert first["rows"][0]["number"] == 1
    assert first["rows"][0]["content"]["after"]
    rest = _get(auditor, f"/record/?after={first['next_after']}")
    assert rest["rows"][0]["previous_sha256"] == first["rows"][0]["sha256"]
    assert rest["next_after"] is None
    assert len(rest["rows"]) == Entry.objects.count() - 1


# ---- writes


def _to_review(snapshot: Snapshot) -> Any:
    return suppliers_to_review(snapshot.connect()).rows[0]


def test_judgement_is_kept_in_the_name_of_the_token(api: Client, own_store: Store, snapshot: Snapshot) -> None:
    supplier = _to_review(snapshot)
    path = f"/suppliers/{supplier.supplier_id}/judgements/"
    _post(caller(Role.OFFICER), path, {"org_id": supplier.org_id, "answer": "same"}, 201)
    kept = SupplierJudgement.objects.get()
    assert (kept.org_id, kept.verdict, kept.by) == (supplier.org_id, "same", person(Role.OFFICER))
    (judged,) = _get(caller(Role.COUNCILLOR), f"/suppliers/{supplier.supplier_id}/")["judgements"]
    assert (judged["verdict"], judged["by"], judged["counted"]) == ("same", str(person(Role.OFFICER)), False)
    assert _get(api, f"/suppliers/{supplier.supplier_id}/")["judgements"] == []  # not in the published figures yet


def test_judgement_on_an_organisation_not_suggested_is_refused(
    api: Client, own_store: Store, snapshot: Snapshot
) -> None:
    path = f"/suppliers/{_to_review(snapshot).supplier_id}/judgements/"
    problem = _post(caller(Role.OFFICER), path, {"org_id": "GB-COH-00000001", "answer": "same"}, 422)
    assert [(each["in"], each["field"]) for each in problem["errors"]] == [("body", "org_id")]
    assert not SupplierJudgement.objects.exists()


def test_judgement_on_what_somebody_judged_since_is_refused(api: Client, own_store: Store, snapshot: Snapshot) -> None:
    supplier = _to_review(snapshot)
    officer, path = caller(Role.OFFICER), f"/suppliers/{supplier.supplier_id}/judgements/"
    seen = officer.get(f"/api/v1/suppliers/{supplier.supplier_id}/")["ETag"]
    given = {"org_id": supplier.org_id, "answer": "same"}
    _post(officer, path, given, 201, **{"If-Match": seen})
    assert "Read it again" in _post(officer, path, given, 412, **{"If-Match": seen})["detail"]
    _post(officer, path, given, 201, **{"If-Match": "*"})


def test_figures_are_published_once_by_two_who_saw_the_same(api: Client, snapshot: Snapshot) -> None:
    officer = caller(Role.OFFICER)
    seen = {"If-Match": "W/" + officer.get("/api/v1/publication/")["ETag"]}  # as compressed on its way
    given = {"snapshot_id": snapshot.snapshot_id, "why": "Agreed."}
    made = officer.post("/api/v1/publication/", given, content_type=JSON, headers=seen)
    assert said(made, 201)["snapshot_id"] == snapshot.snapshot_id
    _post(officer, "/publication/", given, 412, **seen)
    assert made["ETag"] == officer.get("/api/v1/publication/")["ETag"]
    assert Publication.objects.count() == 2
    assert "Agreed." in (Entry.objects.order_by("-number")[0].content.text or "")


@pytest.mark.parametrize("name", ["20260101T000000.000000-abcd", "CURRENT"])
def test_snapshot_that_does_not_exist_cannot_be_published(api: Client, name: str) -> None:
    assert (
        "No snapshot has this id" in _post(caller(Role.OFFICER), "/publication/", {"snapshot_id": name}, 422)["detail"]
    )
