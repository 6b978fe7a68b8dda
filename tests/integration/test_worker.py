"""A real worker process: it does what is asked for, stops when told to, and its death leaves the data as it was."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from tests.support.people import person
from tests.support.site import client, make_tiny, site_over

from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.work import models
from coopcouncil.web.work.models import LEASE, Job, State

pytestmark = pytest.mark.django_db(transaction=True)

PAYMENTS = b"Supplier Name,Amount,Payment Date\nMade Up Meadows Ltd,1200.50,03/04/2026\n"
MANY = 300_000
BY_DATABASE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path / "data")


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root), override_settings(TASKS=BY_DATABASE):
        yield client()


@contextmanager
def _worker(store: Store) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker over this data and the tests' database; killed at the end if it is still there."""
    environment = {**os.environ, "DATABASE_URL": _database_url(), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings"}
    command = [sys.executable, "-m", "coopcouncil.cli", "worker", "--data", str(store.root)]
    process = subprocess.Popen(command, env=environment)
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def _database_url() -> str:
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl()


def _ask_for_load(site: Client, content: bytes = PAYMENTS) -> Job:
    given = {"council": "Made Up Council", "payments": [SimpleUploadedFile("april.csv", content)]}
    check = site.post("/upload/", given)["Location"]
    job = site.post(f"{check}load/")["Location"]
    return Job.objects.get(public_id=job.rstrip("/").rsplit("/", 1)[-1])


def _until(true: Callable[[], bool], seconds: int = 60) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until, list(Job.objects.values())
        time.sleep(0.05)


def _state(job: Job) -> str:
    job.refresh_from_db()
    return job.state


def _is_writing(store: Store) -> bool:
    return any((store.root / "snapshots").glob(".draft-*"))


def test_worker_loads_what_was_sent_and_stops_when_told_to(site: Client, store: Store) -> None:
    job = _ask_for_load(site)
    assert _state(job) == State.QUEUED
    with _worker(store) as process:
        _until(lambda: _state(job) == State.DONE)
        process.terminate()
        assert process.wait(timeout=10) == 0
    assert "Read 1 row: 1 payment of £1,200.50" in job.message
    assert "Made Up Meadows" in site.get("/suppliers/?text=meadows").content.decode()


def test_worker_killed_in_the_middle_leaves_the_figures_and_is_found_out(
    site: Client, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    current, snapshots = store.current(), store.snapshot_ids()
    assert current is not None
    rows = "".join(f"Made Up Meadows {each % 977} Ltd,{each}.50,03/04/2026\n" for each in range(1, MANY))
    job = _ask_for_load(site, PAYMENTS + rows.encode())
    with _worker(store) as process:
        _until(lambda: _state(job) == State.RUNNING and _is_writing(store))
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert _state(job) == State.RUNNING
    assert store.snapshot_ids() == snapshots
    assert store.current().snapshot_id == current.snapshot_id  # type: ignore[union-attr]
    monkeypatch.setattr(models, "LEASE", timedelta(seconds=1))
    _until(lambda: job.condition == "stopped", seconds=5)
    page = site.get(f"/work/{job.public_id}/").content.decode()
    assert "It stopped half way" in page
    monkeypatch.undo()
    Job.objects.update(seen_at=timezone.now() - 2 * LEASE)
    site.post(f"/work/{job.public_id}/again/")
    with _worker(store):
        _until(lambda: _state(job) in (State.DONE, State.FAILED))
    assert job.state == State.DONE, job.message
    assert f"{MANY:,} payments" in job.message
    assert len(store.snapshot_ids()) == len(snapshots) + 1


def test_worker_told_to_stop_goes_on_with_its_job_until_told_again(site: Client, store: Store) -> None:
    with store.draft() as writing:
        writing.abandon()
        job = _ask_for_load(site)
        with _worker(store) as process:
            _until(lambda: _state(job) == State.RUNNING and job.step.startswith("Waiting"))
            process.terminate()
            time.sleep(1)
            assert process.poll() is None
            process.terminate()
            process.wait(timeout=15)
    assert _state(job) == State.FAILED
    assert "stopped while this was running" in job.message


def test_worker_takes_in_answers_that_a_death_kept_out_of_the_figures(site: Client, store: Store) -> None:
    from coopcouncil.data.spending.picture.lists import suppliers_to_review
    from coopcouncil.web.snapshots import current
    from coopcouncil.web.suppliers.models import SupplierJudgement
    from coopcouncil.web.suppliers.queries import supplier_key

    now = current()
    assert now is not None
    first = suppliers_to_review(now.cursor).rows[0]
    SupplierJudgement.objects.create(
        by=person(Role.OFFICER), who="an officer", council=first.council, supplier_key=supplier_key(now, first),
        org_id=first.org_id, verdict="same",
    )  # fmt: skip
    with _worker(store):
        _until(lambda: len(store.snapshot_ids()) == 2)
        _until(lambda: Job.objects.filter(state=State.DONE).exists())
    page = site.get(f"/suppliers/{first.supplier_id}/").content.decode()
    assert "Judged the same by an officer on" in page
