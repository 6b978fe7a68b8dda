"""Whether the service is well: each part, well and unwell, in words and without a cookie."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from tests.support.site import make_tiny, site_over, visitor

from coopcouncil.data.snapshots import Store
from coopcouncil.web.running import health


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return make_tiny(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield visitor()


def _part(site: Client, name: str, *, status: int) -> dict[str, Any]:
    response = site.get("/health/ready")
    assert response.status_code == status, response.content
    said = response.json()
    assert said["well"] == (status == 200)
    return dict(said["parts"][name])


def test_ready_names_every_part_of_a_service_that_is_well(site: Client) -> None:
    response = site.get("/health/ready")
    assert response.status_code == 200
    assert {name: part["well"] for name, part in response.json()["parts"].items()} == {
        **dict.fromkeys(("database", "migrations", "data folder", "snapshot", "disk"), True),
        "worker": None,
    }


def test_health_sets_no_cookie_and_reads_no_session(site: Client) -> None:
    for address in ("/health/live", "/health/ready"):
        response = site.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")


def test_live_answers_without_a_database(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "cursor", _fail)
    assert site.get("/health/live").json() == {"well": True}


def _fail(*_words: object) -> None:
    raise DatabaseError("connection to server at 10.0.0.7 failed for user admin")


def test_ready_says_that_the_database_cannot_be_reached_and_nothing_of_where_it_is(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "cursor", _fail)
    assert "cannot be reached" in _part(site, "database", status=503)["says"]
    assert b"10.0.0.7" not in site.get("/health/ready").content


def test_ready_says_that_the_database_is_older(site: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "_databases_up_to_date", set())
    monkeypatch.setattr(health.MigrationExecutor, "migration_plan", lambda *_words: ["one to come"])
    assert _part(site, "migrations", status=503)["says"].endswith("Run: coopcouncil migrate")


def test_ready_says_that_the_data_folder_is_not_there(tmp_path: Path) -> None:
    with site_over(tmp_path / "gone"):
        assert "cannot be written to" in _part(visitor(), "data folder", status=503)["says"]


def test_ready_is_well_before_anything_is_loaded(tmp_path: Path) -> None:
    with site_over(tmp_path):
        assert _part(visitor(), "snapshot", status=200)["says"] == "nothing is loaded yet"


def test_ready_says_that_the_snapshot_cannot_be_read(tmp_path: Path) -> None:
    broken = make_tiny(tmp_path)
    snapshot = broken.current()
    assert snapshot is not None
    for part in snapshot.parts("payments"):
        part.write_bytes(b"no Parquet")
    with site_over(tmp_path):
        assert "cannot be read" in _part(visitor(), "snapshot", status=503)["says"]


def test_ready_says_that_the_disk_is_nearly_full(site: Client, settings: Any) -> None:
    settings.COOPCOUNCIL_FREE_BYTES = 10**18
    assert _part(site, "disk", status=503)["says"].endswith("Make room.")


def _work(**fields: Any) -> DBTaskResult:
    made = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="made.up", backend_name="default", **fields
    )
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    return made


def test_ready_misses_the_worker_when_work_waits_long(site: Client) -> None:
    waiting = _work()
    assert "coopcouncil worker" in _part(site, "worker", status=503)["says"]
    _work(status="RUNNING")
    assert _part(site, "worker", status=200)["says"] == "busy"
    waiting.delete()
    assert _part(site, "worker", status=200)["well"] is None


def test_ready_does_not_wait_for_work_that_is_due_later(site: Client) -> None:
    _work(run_after=timezone.now() + timedelta(days=1))
    assert _part(site, "worker", status=200)["well"] is None
