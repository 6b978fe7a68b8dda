"""Long work: asked for, done, failed, died, started again, and who may see it."""

import logging
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import OperationalError, transaction
from django.db.transaction import TransactionManagementError
from django.test import Client
from django.utils import timezone
from tests.support.people import person
from tests.support.record import entries_about
from tests.support.site import client, visitor
from tests.support.work import post_and_work, worker_at_hand

from coopcouncil.data.snapshots import StoreError
from coopcouncil.vocabulary.progress import Progress
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web import subjects
from coopcouncil.web.people.models import Grant, Person
from coopcouncil.web.rights import Right
from coopcouncil.web.work import kinds
from coopcouncil.web.work.duties import failed_work
from coopcouncil.web.work.heart import beat_once, beating_for
from coopcouncil.web.work.models import LEASE, Job, State
from coopcouncil.web.work.operations import start_again, start_job
from coopcouncil.web.work.progress import JobProgress
from coopcouncil.web.work.queries import active_job
from coopcouncil.web.work.tasks import run_job
from coopcouncil.web.work.worker import ask_for_the_forgotten

SEEN: list[Any] = []


def _made_up(job: Job, progress: Progress) -> kinds.Done:
    """Work that does what its payload says."""
    progress("Making things up", 3, 4)
    SEEN.append(Job.objects.values("state", "step", "done", "total").get(pk=job.pk))
    wrong = job.payload.get("raise")
    if wrong == "failed":
        raise kinds.JobFailedError("The made-up thing is missing. Make it up first.")
    if wrong == "store":
        raise StoreError("The store is not there.")
    if wrong == "bug":
        raise ZeroDivisionError("nobody foresaw this")
    if wrong == "stop":
        raise SystemExit(1)
    return kinds.Done("Made up 4 things.\nAll of them are new.", "/picture/")


@pytest.fixture(autouse=True)
def kind() -> Iterator[None]:
    kinds.register(kinds.Kind("made-up", Right.LOAD_PAYMENTS, _made_up))
    SEEN.clear()
    yield
    del kinds.KINDS["made-up"]


def _start(by: Person | None, **payload: str) -> Job:
    with worker_at_hand(), transaction.atomic():
        job = start_job(kind="made-up", title="Make things up", by=by, about="thing:1", payload=payload)
    job.refresh_from_db()
    return job


def _page(site: Client, job: Job, status: int = 200) -> str:
    response = site.get(f"/work/{job.public_id}/")
    assert response.status_code == status
    return response.content.decode()


def _died(by: Person) -> Job:
    """A job whose worker was killed a while ago."""
    long_ago = timezone.now() - 2 * LEASE
    return Job.objects.create(
        kind="made-up", title="Make things up", started_by=by, state=State.RUNNING, run="x", step="Making",
        began_at=long_ago, seen_at=long_ago,
    )  # fmt: skip


def test_work_is_done_and_leads_to_its_result() -> None:
    site = client()
    job = _start(person(Role.OFFICER))
    assert SEEN == [{"state": "running", "step": "Making things up", "done": 3, "total": 4}]
    assert job.state == State.DONE
    page = _page(site, job)
    assert "Made up 4 things.</p>" in page
    assert 'href="/picture/"' in page
    assert 'data-waiting=""' in page


def test_page_of_work_that_waits_or_runs_looks_again_by_itself() -> None:
    site = client()
    job = Job.objects.create(kind="made-up", title="Make things up", started_by=person(Role.OFFICER))
    page = _page(site, job)
    assert "Waiting for its turn" in page
    assert 'data-waiting="2"' in page
    Job.objects.update(state=State.RUNNING, run="x", seen_at=timezone.now(), step="Reading", done=1, total=4)
    page = _page(site, job)
    assert "Reading: 25%" in page
    assert 'data-waiting="2"' in page


def test_work_that_nobody_takes_up_says_whom_to_ask() -> None:
    job = Job.objects.create(
        kind="made-up", title="Make things up", started_by=person(Role.OFFICER),
        queued_at=timezone.now() - timedelta(minutes=2),
    )  # fmt: skip
    assert "coopcouncil worker" in _page(client(), job)


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ("failed", "The made-up thing is missing. Make it up first."),
        ("store", "The store is not there."),
        ("bug", "Something went wrong that nobody foresaw."),
        ("stop", "The service was stopped while this was running."),
    ],
)
def test_failure_says_a_sentence_and_what_to_do(wrong: str, words: str) -> None:
    job = _start(person(Role.OFFICER), **{"raise": wrong})
    assert job.state == State.FAILED
    page = _page(client(), job)
    assert words in page
    assert "Start it again" in page
    assert "Traceback" not in page
    assert "ZeroDivisionError" not in page


def test_what_nobody_foresaw_goes_to_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        _start(person(Role.OFFICER), **{"raise": "bug"})
    assert "nobody foresaw this" in caplog.text


def test_work_whose_worker_died_says_so_and_is_started_again() -> None:
    job = _died(person(Role.OFFICER))
    site = client()
    page = _page(site, job)
    assert "It stopped half way" in page
    assert 'data-waiting=""' in page
    assert "Stopped half way" in site.get("/work/").content.decode()
    post_and_work(site, f"/work/{job.public_id}/again/")
    assert "Made up 4 things." in _page(site, job)
    (entry,) = entries_about(job)
    assert (entry.what, entry.content_said["before"]) == ("started again", {"state": "stopped"})


def test_work_that_is_done_or_runs_is_not_started_again() -> None:
    job = _start(person(Role.OFFICER))
    with pytest.raises(kinds.JobFailedError):
        start_again(job=job, by=person(Role.OFFICER))
    Job.objects.update(state=State.RUNNING, seen_at=timezone.now())
    page = client().post(f"/work/{job.public_id}/again/", follow=True).content.decode()
    assert "not over yet" in page
    assert not entries_about(job)


def test_heart_keeps_silent_work_alive() -> None:
    job = _died(person(Role.OFFICER))
    with beating_for("x"):
        beat_once()
    job.refresh_from_db()
    assert job.condition == State.RUNNING
    beat_once()  # this process runs nothing any more
    Job.objects.update(seen_at=timezone.now() - 2 * LEASE)
    beat_once()
    job.refresh_from_db()
    assert job.condition == "stopped"


def test_run_that_was_given_up_cannot_speak_for_the_next() -> None:
    job = _died(person(Role.OFFICER))
    listener = JobProgress(job)
    Job.objects.update(run="another", step="Afresh")
    listener("From beyond", 1, 2)
    job.refresh_from_db()
    assert job.step == "Afresh"


def test_progress_that_cannot_be_written_does_not_stop_the_work(monkeypatch: pytest.MonkeyPatch) -> None:
    job = _died(person(Role.OFFICER))
    listener = JobProgress(job)

    class Busy:
        def update(self, **_given: object) -> None:
            raise OperationalError("database is locked")

    monkeypatch.setattr(listener, "_row", Busy())
    listener("Reading", 1, 2)
    job.refresh_from_db()
    assert job.step == "Making"


def test_work_asked_for_twice_is_done_once() -> None:
    job = _start(person(Role.OFFICER))
    run_job.enqueue(str(job.public_id))
    assert len(SEEN) == 1


def test_work_whose_asking_was_lost_is_asked_for_when_a_worker_starts() -> None:
    job = Job.objects.create(kind="made-up", title="Make things up", started_by=None)
    assert ask_for_the_forgotten() == 1
    job.refresh_from_db()
    assert job.state == State.DONE
    assert ask_for_the_forgotten() == 0


@pytest.mark.django_db(transaction=True)
def test_work_is_asked_for_in_a_transaction_only_and_not_when_that_fails() -> None:
    by = person(Role.OFFICER)
    with pytest.raises(TransactionManagementError):
        start_job(kind="made-up", title="Make things up", by=by)
    with pytest.raises(ZeroDivisionError):
        _start_and_fail(by)
    assert not Job.objects.exists()
    assert SEEN == []


@transaction.atomic
def _start_and_fail(by: Person) -> None:
    start_job(kind="made-up", title="Make things up", by=by)
    raise ZeroDivisionError


def test_kind_of_work_that_nobody_knows_is_refused() -> None:
    with pytest.raises(KeyError), transaction.atomic():
        start_job(kind="unheard-of", title="Something", by=None)
    with pytest.raises(ValueError, match="two kinds of work"):
        kinds.register(kinds.Kind("made-up", Right.READ_HELP, _made_up))


def test_job_that_died_does_not_count_as_active() -> None:
    job = _died(person(Role.OFFICER))
    Job.objects.update(about="thing:1")
    assert active_job("thing:1", "made-up") is None
    Job.objects.update(state=State.QUEUED)
    assert active_job("thing:1", "made-up") == job


def test_list_shows_ones_own_work_and_everybodys_to_auditors() -> None:
    _start(person(Role.OFFICER))
    other = visitor()
    other.force_login(person(Role.OFFICER, name="Another Officer"))
    assert "Make things up" in client().get("/work/").content.decode()
    assert "You have not asked for any" in other.get("/work/").content.decode()
    for role in (Role.AUDITOR, Role.ADMINISTRATOR):
        page = client(role).get("/work/").content.decode()
        assert "Make things up" in page
        assert "Officer" in page


def test_work_of_the_system_is_listed_as_such() -> None:
    _start(None)
    assert "The system" in client(Role.AUDITOR).get("/work/").content.decode()


# clerks ask for work of their own: they import meetings
OTHERS = sorted(set(Role) - {Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR, Role.DEMOCRATIC_SERVICES})


def test_work_of_others_is_not_listed_to_clerks() -> None:
    job = _start(person(Role.OFFICER))
    site = client(Role.DEMOCRATIC_SERVICES)
    assert "You have not asked for any" in site.get("/work/").content.decode()
    assert site.get(f"/work/{job.public_id}/").status_code == 403
    assert site.post(f"/work/{job.public_id}/again/").status_code == 403


@pytest.mark.parametrize("role", OTHERS)
def test_work_is_shown_to_nobody_else(role: Role) -> None:
    job = _start(person(Role.OFFICER))
    site = client(role)
    assert site.get("/work/").status_code == 403
    assert "add payments files" in _page(site, job, 403)
    assert site.post(f"/work/{job.public_id}/again/").status_code == 403
    assert subjects.find(person(role), f"job:{job.public_id}") is None


def test_own_work_is_shown_to_who_holds_the_role_no_more() -> None:
    by = person(Role.OFFICER)
    job = _start(by, **{"raise": "failed"})
    Grant.objects.filter(person=by).update(ended_at=timezone.now())
    site = visitor()
    site.force_login(by)
    page = _page(site, job)
    assert "is missing" in page
    assert "Start it again" not in page
    assert site.post(f"/work/{job.public_id}/again/").status_code == 403


def test_work_is_hidden_from_who_is_not_signed_in() -> None:
    job = _start(person(Role.OFFICER))
    assert visitor().get(f"/work/{job.public_id}/")["Location"].startswith("/account/login/")


def test_auditor_sees_failed_work_and_cannot_start_it() -> None:
    job = _start(person(Role.OFFICER), **{"raise": "failed"})
    site = client(Role.AUDITOR)
    assert "Start it again" not in _page(site, job)
    assert site.post(f"/work/{job.public_id}/again/").status_code == 403


def test_work_that_is_not_there_is_a_page_not_found() -> None:
    assert client().get("/work/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_failed_work_is_a_duty_of_its_starter_until_it_is_done() -> None:
    by, today = person(Role.OFFICER), date.today()  # noqa: DTZ011 - the day here
    job = _start(by, **{"raise": "failed"})
    (duty,) = failed_work(by, today)
    assert duty.words == "Look at what failed: Make things up"
    assert duty.address == f"/work/{job.public_id}/"
    assert failed_work(person(Role.AUDITOR), today) == []
    _start(by)
    assert failed_work(by, today) == []


def test_job_is_found_by_its_starter_for_the_record() -> None:
    by = person(Role.OFFICER)
    job = _start(by)
    found = subjects.find(by, f"job:{job.public_id}")
    assert found == subjects.Found("Make things up", f"/work/{job.public_id}/")
    assert subjects.find(by, "job:nonsense") is None
    assert subjects.label(f"job:{job.public_id}") == "background work"
