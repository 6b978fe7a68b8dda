"""People's answers: kept at once, taken into the figures by the worker, and taken back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.test import Client
from tests.support.people import person
from tests.support.record import entries_about
from tests.support.site import client, make_tiny, site_over, visitor
from tests.support.work import worker_at_hand

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.picture.lists import Supplier, get_supplier, suppliers_to_review
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.publishing.operations import publish_spending
from coopcouncil.web.suppliers.duties import reviews_waiting
from coopcouncil.web.suppliers.judgements import copy_judgements
from coopcouncil.web.suppliers.models import SupplierJudgement
from coopcouncil.web.suppliers.settling import settle_what_is_left
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.tasks import run_job


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path)


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


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
    given = {"answer": answer, "org_id": supplier.org_id or "", "then": "review", **more}
    response = site.post(address, given)
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def test_answer_is_kept_at_once_and_the_next_supplier_is_asked(site: Client, store: Store) -> None:
    first, second = _to_review(store)
    page = site.get(_answer(site, first, "same")).content.decode()
    assert f"Who is {second.name}?" in page
    assert "is the same organisation" in page
    (kept,) = SupplierJudgement.objects.all()
    assert (kept.org_id, kept.verdict, kept.by.name) == (first.org_id, "same", "Officer")
    assert "1 supplier worth" in page


def test_last_answer_ends_on_a_page_that_says_so(site: Client, store: Store) -> None:
    first, second = _to_review(store)
    _answer(site, first, "unsure")
    assert b"Nothing is waiting for review" in site.get(_answer(site, second, "not-same")).content


def test_answer_on_the_second_best_is_about_that_organisation(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "runner-up")
    (kept,) = SupplierJudgement.objects.all()
    assert (kept.org_id, kept.verdict) == (first.runner_up_id, "same")


def test_answer_about_an_organisation_that_was_not_suggested_is_refused(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    response = site.post(f"/suppliers/{first.supplier_id}/judge/", {"answer": "same", "org_id": "GB-COH-00000001"})
    assert response.status_code == 200
    assert not SupplierJudgement.objects.exists()


def test_answers_are_taken_into_a_new_snapshot_beside_the_old(site: Client, store: Store) -> None:
    first, second = _to_review(store)
    before = store.snapshot_ids()
    _answer(site, first, "same")
    _answer(site, second, "not-same")
    assert "follow in a moment" in site.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert Job.objects.count() == 1
    _work()
    assert _supplier(store, first.supplier_id).outcome == "match"
    assert _supplier(store, second.supplier_id).outcome != "match"
    assert len(store.snapshot_ids()) == len(before) + 1
    assert "Made up for tests." in site.get("/how-we-know/").content.decode()
    page = site.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert "Officer on " in page
    assert "above follow in a moment" not in page


def test_answer_taken_back_is_asked_again_as_unsure(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "not-same")
    _work()
    _answer(site, first, "unsure", then="supplier")
    _work()
    settled = _supplier(store, first.supplier_id)
    assert (settled.outcome, settled.org_id) == ("review", first.org_id)


def test_answers_wait_while_a_load_is_writing(site: Client, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    first = _to_review(store)[0]
    writing = store.draft()
    writing.__enter__().abandon()
    tries: list[float] = []

    def stop_writing(seconds: float) -> None:
        tries.append(seconds)
        writing.__exit__(None, None, None)

    monkeypatch.setattr("coopcouncil.web.work.turns.time.sleep", stop_writing)
    with worker_at_hand():
        _answer(site, first, "same")
    assert len(tries) == 1
    assert _supplier(store, first.supplier_id).outcome == "match"


def test_answer_and_its_entry_in_the_record_are_one(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "same")
    (entry,) = entries_about(_Subject(first))
    assert entry.by == str(person(Role.OFFICER).public_id)
    assert entry.content_said["after"]["answer"] == "same"
    assert entry.content_said["role"] == "officer"


def test_answer_leaves_nothing_when_the_record_cannot_be_written(
    site: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _to_review(store)[0]

    def refuse(**_given: object) -> None:
        raise DatabaseError("made up")

    monkeypatch.setattr("coopcouncil.web.suppliers.operations.enter", refuse)
    with pytest.raises(DatabaseError), worker_at_hand():
        _answer(site, first, "same")
    assert not SupplierJudgement.objects.exists()
    assert not Judgements(store.root).read()[0]
    assert not Job.objects.exists()


def test_answer_whose_copy_a_death_prevented_is_copied_when_a_worker_starts(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "same")  # what follows the transaction never happens
    assert not Judgements(store.root).read()[0]
    Job.objects.all().delete()
    with worker_at_hand():
        settle_what_is_left()
    (kept,) = Judgements(store.root).read()[0]
    assert (kept.org_id, kept.verdict, kept.who) == (first.org_id, "same", "an officer")
    assert _supplier(store, first.supplier_id).outcome == "match"


def test_answers_are_copied_once_however_often_it_is_tried(site: Client, store: Store) -> None:
    first, second = _to_review(store)
    _answer(site, first, "same")
    _answer(site, second, "unsure")
    assert copy_judgements() == 2
    text = (store.root / "judgements.jsonl").read_text(encoding="utf-8")
    assert copy_judgements() == 0
    assert (store.root / "judgements.jsonl").read_text(encoding="utf-8") == text


def test_answer_cut_off_half_way_in_the_file_is_copied_again(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    _answer(site, first, "same")
    (store.root / "judgements.jsonl").write_text('{"who": "an off', encoding="utf-8")
    assert copy_judgements() == 1
    kept, problems = Judgements(store.root).read()
    assert [each.verdict for each in kept] == ["same"]
    assert len(problems) == 1


def test_second_person_is_told_whose_answer_theirs_replaces(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    with worker_at_hand():
        _answer(site, first, "not-same")
    other = client(Role.COMMISSIONER)
    with worker_at_hand():
        _answer(other, first, "same", then="supplier")
    page = other.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert "Until now: not the same organisation, Officer on " in page
    assert "Before that: not the same organisation, Officer on " in page
    assert "Commissioner on " in page
    last = entries_about(_Subject(first))[-1]
    assert last.content_said["before"] == {"answer": "not-same", "by": "Officer"}


def test_public_sees_the_role_of_who_answered_and_no_form(site: Client, store: Store) -> None:
    first = _to_review(store)[0]
    with worker_at_hand():
        _answer(site, first, "same")
    current = store.current()
    assert current is not None
    publish_spending(snapshot=current, by=None)
    page = visitor().get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert "An officer on " in page
    assert "Officer" not in page
    assert "Keep this answer" not in page
    assert "Take this answer back" not in page


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER, Role.COMMISSIONER}))
def test_answer_is_refused_to_every_other_role(store: Store, site: Client, role: Role) -> None:
    first = _to_review(store)[0]
    address = f"/suppliers/{first.supplier_id}/judge/"
    response = client(role).post(address, {"answer": "same", "org_id": first.org_id or ""})
    assert response.status_code == 403
    assert "say who a supplier is" in response.content.decode()
    assert not SupplierJudgement.objects.exists()


def test_answer_without_signing_in_leads_to_signing_in(store: Store, site: Client) -> None:
    first = _to_review(store)[0]
    response = visitor().post(f"/suppliers/{first.supplier_id}/judge/", {"answer": "same"})
    assert response.status_code == 302
    assert response["Location"].startswith("/account/login/")


def test_review_is_a_duty_of_who_may_answer_until_all_are_answered(site: Client, store: Store) -> None:
    first, second = _to_review(store)
    today = date(2026, 5, 1)
    (duty,) = reviews_waiting(person(Role.OFFICER), today)
    assert duty.words.startswith("Review 2 suppliers worth £")
    assert reviews_waiting(person(Role.COUNCILLOR), today) == []
    with worker_at_hand():
        _answer(site, first, "same")
        _answer(site, second, "unsure")
    assert reviews_waiting(person(Role.OFFICER), today) == []


class _Subject:
    subject_kind = "supplier"

    def __init__(self, supplier: Supplier) -> None:
        self.subject_ref = supplier.supplier_id


def _work() -> None:
    """Do what a worker would find waiting."""
    with worker_at_hand():
        for job in Job.objects.filter(state="queued"):
            run_job.enqueue(str(job.public_id))
