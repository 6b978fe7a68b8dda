"""People's answers: kept at once, taken into the figures by a process of its own, and taken back."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from tests.support.site import client, make_tiny, site_over

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.picture.lists import Supplier, get_supplier, suppliers_to_review
from coopcouncil.web.suppliers.settling import settle_answers


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path)


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Answers wait until the test takes them in."""
    monkeypatch.setattr("coopcouncil.web.suppliers.operations.start_settling", lambda _data: None)


def _to_review(store: Store) -> tuple[Supplier, ...]:
    snapshot = store.current()
    assert snapshot is not None
    return suppliers_to_review(snapshot.connect()).rows


def _supplier(store: Store, supplier_id: str) -> Supplier:
    snapshot = store.current()
    assert snapshot is not None
    found = get_supplier(snapshot.connect(), supplier_id)
    assert found is not None
    return found


def _answer(site: Client, supplier: Supplier, answer: str, **more: str) -> str:
    address = f"/suppliers/{supplier.supplier_id}/judge/"
    given = {"answer": answer, "org_id": supplier.org_id or "", "then": "review", "who": "A. Clerk", **more}
    response = site.post(address, given)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_answer_is_kept_at_once_and_the_next_supplier_is_asked(site: Client, store: Store, later: None) -> None:
    first, second = _to_review(store)
    page = site.get(_answer(site, first, "same")).content.decode()
    assert f"Who is {second.name}?" in page
    assert "is the same organisation" in page
    (kept,) = Judgements(store.root).effective()
    assert (kept.org_id, kept.verdict, kept.who) == (first.org_id, "same", "A. Clerk")
    assert "1 supplier worth" in page


def test_last_answer_ends_on_a_page_that_says_so(site: Client, store: Store, later: None) -> None:
    first, second = _to_review(store)
    _answer(site, first, "unsure")
    assert b"Nothing is waiting for review" in site.get(_answer(site, second, "not-same")).content


def test_answer_on_the_second_best_is_about_that_organisation(site: Client, store: Store, later: None) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "runner-up")
    (kept,) = Judgements(store.root).effective()
    assert (kept.org_id, kept.verdict) == (first.runner_up_id, "same")


def test_answer_about_an_organisation_that_was_not_suggested_is_refused(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    response = site.post(f"/suppliers/{first.supplier_id}/judge/", {"answer": "same", "org_id": "GB-COH-00000001"})
    assert response.status_code == 200
    assert not Judgements(store.root).effective()


def test_answers_are_taken_into_a_new_snapshot_beside_the_old(site: Client, store: Store, later: None) -> None:
    first, second = _to_review(store)
    before = store.snapshot_ids()
    _answer(site, first, "same")
    _answer(site, second, "not-same")
    assert "follow in a moment" in site.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert settle_answers(store.root) == 1
    assert _supplier(store, first.supplier_id).outcome == "match"
    assert _supplier(store, second.supplier_id).outcome != "match"
    assert set(before) < set(store.snapshot_ids())
    assert "Made up for tests." in site.get("/how-we-know/").content.decode()
    page = site.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert "A. Clerk on " in page
    assert "above follow in a moment" not in page


def test_answer_taken_back_is_asked_again_as_unsure(site: Client, store: Store, later: None) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "not-same")
    settle_answers(store.root)
    _answer(site, first, "unsure", then="supplier")
    settle_answers(store.root)
    settled = _supplier(store, first.supplier_id)
    assert (settled.outcome, settled.org_id) == ("review", first.org_id)


def test_answers_are_settled_by_a_process_of_its_own(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "same")
    _until(lambda: _supplier(store, first.supplier_id).outcome == "match")


def test_answers_wait_while_a_load_is_writing(
    site: Client, store: Store, later: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "same")
    writing = store.draft()
    writing.__enter__().abandon()
    tries: list[float] = []

    def stop_writing(seconds: float) -> None:
        tries.append(seconds)
        writing.__exit__(None, None, None)

    monkeypatch.setattr("coopcouncil.web.suppliers.settling.time.sleep", stop_writing)
    assert settle_answers(store.root) == 1
    assert len(tries) == 1
    assert _supplier(store, first.supplier_id).outcome == "match"


def _until(done: Callable[[], bool]) -> None:
    for _ in range(120):
        if done():
            return
        time.sleep(0.5)
    raise AssertionError("it did not happen within a minute")
