"""A person's own payments file: kept, checked, loaded or thrown away."""

import os
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.support.people import person
from tests.support.record import entries_about
from tests.support.site import client, make_tiny, site_over, visitor
from tests.support.work import post_and_work, worker_at_hand

from coopcouncil.data.matching.judgements import Judgements
from coopcouncil.data.snapshots import Store
from coopcouncil.data.spending.loading import load_payments
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Grant
from coopcouncil.web.uploads.models import Upload, UploadState
from coopcouncil.web.uploads.operations import throw_away_expired
from coopcouncil.web.work.models import Job, State

ROWS = [
    "Supplier Name,Amount,Payment Date,Directorate,Transaction No",
    'Made Up Meadows Ltd,"£1,200.50",03/04/2026,Parks,T1',
    "Invented Ink Co-operative,75.25,04/04/2026,Print,T2",
    "Invented Ink Co-operative,-5.25,05/04/2026,Print,T3",
    "Nobody Knows Whom,not a number,06/04/2026,Print,T4",
]
PAYMENTS = "\n".join(ROWS).encode()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path / "data")


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def _send(site: Client, *files: tuple[str, bytes], council: str = "Made Up Council") -> str:
    """Send the files; the address of the check, from the site's root."""
    given = [SimpleUploadedFile(name, content) for name, content in files]
    response = site.post("/upload/", {"council": council, "payments": given})
    assert response.status_code == 302, response.content.decode()
    return str(response["Location"])


def _uploads(store: Store) -> list[Path]:
    return sorted((store.root / "uploads").glob("*"))


def test_upload_shows_what_was_understood_before_loading_anything(site: Client, store: Store) -> None:
    before = store.snapshot_ids()
    page = site.get(_send(site, ("avril payé.csv", PAYMENTS))).content.decode()
    assert "avril payé.csv" in page
    assert "4 rows read: 3 payments of £1,270.50, 1 row refused" in page
    assert "Supplier Name" in page
    assert "not a number" in page
    assert store.snapshot_ids() == before


def test_upload_without_a_file_or_council_says_what_is_missing(site: Client) -> None:
    page = site.post("/upload/", {"council": ""}).content.decode()
    assert "There is a problem" in page
    assert "Choose at least one payments file." in page
    assert "Enter the name of the council" in page
    assert "<title>Error: Add payments files" in page


def test_upload_of_an_empty_file_is_refused(site: Client) -> None:
    response = site.post("/upload/", {"council": "A", "payments": SimpleUploadedFile("none.csv", b"")})
    assert b"One of the files is empty" in response.content


@pytest.mark.parametrize(
    "content", [b"%PDF-1.7\n\x00\x01", b"<!DOCTYPE html><html><body>404</body></html>", bytes(range(256)) * 20]
)
def test_upload_that_holds_no_payments_says_so_and_offers_no_load(site: Client, content: bytes) -> None:
    page = site.get(_send(site, ("payments.csv", content))).content.decode()
    assert "nothing to load" in page
    assert "Load these payments" not in page


def test_upload_larger_than_the_limit_is_not_kept(store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_UPLOAD_BYTES=10):
        given = SimpleUploadedFile("payments.csv", PAYMENTS)
        page = client().post("/upload/", {"council": "A", "payments": given}).content.decode()
    assert "larger than" in page
    assert not _uploads(store)


def test_request_far_larger_than_the_limit_gets_a_page_that_helps(store: Store) -> None:
    with site_over(store.root, COOPCOUNCIL_UPLOAD_BYTES=10):
        response = client().post("/upload/", b"x" * 2_000_000, content_type="application/octet-stream")
    assert response.status_code == 413
    assert b"coopcouncil spending load" in response.content


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\May 2026.csv", "May 2026.csv"),
        ("--council.csv", "council.csv"),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\n<script>.csv", "a_b__script_.csv"),
        ("dépenses août.xlsx", "dépenses août.xlsx"),
        ("", "payments"),
        ("x" * 400 + ".csv", "x" * 120 + ".csv"),
    ],
)
def test_names_of_files_are_made_safe(given: str, kept: str) -> None:
    from coopcouncil.web.uploads.operations import safe_name

    assert safe_name(given) == kept


def test_two_files_of_one_name_are_both_kept(site: Client, store: Store) -> None:
    _send(site, ("same.csv", PAYMENTS), ("same.csv", PAYMENTS + b"\nOther,1,07/04/2026,Print,T5"))
    assert [path.name for path in sorted((_uploads(store)[0] / "files").iterdir())] == ["same (2).csv", "same.csv"]


def test_discarded_upload_leaves_nothing_behind(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    assert post_and_work(site, f"{address}discard/")["Location"] == "/upload/"
    assert b"thrown away" in site.get("/upload/").content
    assert not _uploads(store)
    assert "without being loaded" in site.get(address).content.decode()
    assert site.post(f"{address}load/").status_code == 404


def test_upload_older_than_a_day_is_gone_at_the_next_one(site: Client, store: Store) -> None:
    _send(site, ("old.csv", PAYMENTS))
    Upload.objects.update(sent_at=timezone.now() - timedelta(hours=25))
    (old,) = _uploads(store)
    with worker_at_hand():
        _send(site, ("new.csv", PAYMENTS))
    assert old not in _uploads(store)
    ended = Upload.objects.get(state=UploadState.DISCARDED)
    assert entries_about(ended)[-1].content_said["who"] == "the system"


def test_folder_that_no_upload_knows_is_removed_when_it_is_old(site: Client, store: Store) -> None:
    stray = store.root / "uploads" / "stray"
    (stray / "files").mkdir(parents=True)
    throw_away_expired()
    assert stray.exists()
    long_ago = time.time() - 25 * 3600
    os.utime(stray, (long_ago, long_ago))
    throw_away_expired()
    assert not stray.exists()


def test_load_makes_a_new_snapshot_and_leads_to_the_picture(site: Client, store: Store) -> None:
    before = store.snapshot_ids()
    address = _send(site, ("april.csv", PAYMENTS))
    job = post_and_work(site, f"{address}load/")["Location"]
    page = site.get(job).content.decode()
    assert "3 payments of £1,270.50" in page
    assert 'href="/picture/"' in page
    assert 'data-waiting=""' in page
    assert len(store.snapshot_ids()) == len(before) + 1
    assert not _uploads(store)
    assert "£1,200.50" in site.get("/payments/?council=Made+Up+Council").content.decode()
    assert "These payments were loaded" in site.get(address).content.decode()


def test_record_tells_of_sending_and_of_loading_with_names_and_figures(site: Client, store: Store) -> None:
    before = store.current()
    assert before is not None
    post_and_work(site, f"{_send(site, ('april.csv', PAYMENTS))}load/")
    after = store.current()
    assert after is not None
    sent, loaded = entries_about(Upload.objects.get())
    assert (sent.what, loaded.what) == ("sent payments files", "loaded payments files")
    assert sent.content_said["after"]["files"][0]["name"] == "april.csv"
    assert len(sent.content_said["after"]["files"][0]["sha256"]) == 64
    assert loaded.content_said["before"] == {"snapshot": before.snapshot_id}
    assert loaded.content_said["after"] == {
        "council": "Made Up Council", "snapshot": after.snapshot_id,
        "rows": 4, "payments": 3, "refused": 1, "total_gbp": "1270.50",
    }  # fmt: skip
    assert loaded.content_said["role"] == "officer"


def test_load_asked_for_twice_is_one_job(site: Client) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    assert site.post(f"{address}load/")["Location"] == site.post(f"{address}load/")["Location"]
    assert Job.objects.count() == 1
    assert "see how far it is" in site.get(address).content.decode()


def test_files_that_are_being_loaded_are_not_thrown_away(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    site.post(f"{address}load/")
    page = site.post(f"{address}discard/", follow=True).content.decode()
    assert "being loaded, so they were not thrown away" in page
    assert len(_uploads(store)) == 1


def test_load_that_died_after_its_snapshot_ends_well_when_started_again(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    upload = Upload.objects.get()
    copy = store.root / "copy"
    copy.mkdir()
    (copy / "april.csv").write_bytes(PAYMENTS)
    load_payments(store, [copy / "april.csv"], council=upload.council, judgements=Judgements(store.root))
    job = post_and_work(site, f"{address}load/")["Location"]
    page = site.get(job).content.decode()
    assert "april.csv was loaded before, byte for byte" in page
    assert str(store.root) not in page
    assert entries_about(upload)[-1].content_said["after"]["payments"] == 3
    upload.refresh_from_db()
    assert upload.state == UploadState.LOADED


def test_load_of_what_holds_nothing_fails_with_a_sentence_and_can_be_started_again(site: Client, store: Store) -> None:
    before = store.current()
    address = _send(site, ("april.csv", PAYMENTS))
    (store.root / "uploads" / Upload.objects.get().subject_ref / "files" / "april.csv").write_bytes(b"%PDF-1.7\n\0")
    job = post_and_work(site, f"{address}load/")["Location"]
    page = site.get(job).content.decode()
    assert "Nothing new was loaded" in page
    assert str(store.root) not in page
    assert "Traceback" not in page
    assert "Start it again" in page
    assert store.current() is not None
    assert before is not None
    assert store.current().snapshot_id == before.snapshot_id  # type: ignore[union-attr]


def test_load_waits_while_another_load_writes(site: Client, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    writing = store.draft()
    writing.__enter__().abandon()
    waited: list[str] = []

    def stop_writing(_seconds: float) -> None:
        waited.append(Job.objects.get().step)
        writing.__exit__(None, None, None)

    monkeypatch.setattr("coopcouncil.web.work.turns.time.sleep", stop_writing)
    post_and_work(site, f"{address}load/")
    assert waited == ["Waiting for another load to finish"]
    assert Job.objects.get().state == State.DONE


def test_others_who_may_add_payments_see_an_upload_but_leave_it_to_its_sender(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    other = visitor()
    other.force_login(person(Role.OFFICER, name="Another Officer"))
    assert "april.csv" in other.get("/upload/").content.decode()
    page = other.get(address).content.decode()
    assert "sent these files" in page
    assert "Load these payments" not in page
    refused = other.post(f"{address}load/")
    assert refused.status_code == 403
    assert "may load or discard them" in refused.content.decode()
    assert other.post(f"{address}discard/").status_code == 403
    assert len(_uploads(store)) == 1


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.OFFICER}))
def test_upload_is_refused_to_every_other_role(site: Client, store: Store, role: Role) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    other = client(role)
    for refused in (other.get("/upload/"), other.get(address), other.post(f"{address}load/")):
        assert refused.status_code == 403
        assert "add payments files" in refused.content.decode()


def test_load_by_somebody_who_lost_the_role_meanwhile_is_refused_by_the_worker(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    before = store.snapshot_ids()
    with worker_at_hand():
        job = site.post(f"{address}load/")["Location"]
        Grant.objects.update(ended_at=timezone.now())
    assert Job.objects.get().state == State.FAILED
    assert "may add payments files" in Job.objects.get().message
    assert store.snapshot_ids() == before
    assert "may add payments files" in site.get(job).content.decode()
