"""A person's own payments file: kept, checked, loaded or thrown away."""

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.support.site import client, make_tiny, site_over

from coopcouncil.data.snapshots import Store
from coopcouncil.web.suppliers.settling import turn

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
    response = site.post(f"{address}discard/", follow=True)
    assert b"thrown away" in response.content
    assert not _uploads(store)
    assert site.get(address).status_code == 404


def test_upload_older_than_a_day_is_gone_at_the_next_one(site: Client, store: Store) -> None:
    _send(site, ("old.csv", PAYMENTS))
    (old,) = _uploads(store)
    long_ago = time.time() - 25 * 3600
    os.utime(old, (long_ago, long_ago))
    _send(site, ("new.csv", PAYMENTS))
    assert old not in _uploads(store)


def test_upload_waiting_is_sent_back_to_its_check(site: Client) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    assert site.get(f"{address}progress/")["Location"] == address


def test_load_makes_a_new_snapshot_and_ends_on_the_picture(site: Client, store: Store) -> None:
    before = store.snapshot_ids()
    address = _send(site, ("april.csv", PAYMENTS))
    assert site.post(f"{address}load/")["Location"] == f"{address}progress/"
    response = _wait(site, f"{address}progress/")
    assert response["Location"] == "/picture/"
    page = site.get("/picture/").content.decode()
    assert "3 payments of £1,270.50" in page
    assert len(store.snapshot_ids()) == len(before) + 1
    assert not _uploads(store)
    assert "£1,200.50" in site.get("/payments/?council=Made+Up+Council").content.decode()


def test_load_waits_for_its_turn_behind_the_taking_in_of_answers(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    with turn(store.root):
        site.post(f"{address}load/")
        time.sleep(2)
        assert b"Starting" in site.get(f"{address}progress/").content
    _wait(site, f"{address}progress/")
    assert "Made Up Council" in site.get("/how-we-know/").content.decode()


def test_load_that_died_says_so_and_can_be_tried_again(site: Client, store: Store) -> None:
    address = _send(site, ("april.csv", PAYMENTS))
    (folder,) = _uploads(store)
    (folder / "loading.lock").touch()
    (folder / "progress.json").write_text(
        '{"what": "Reading", "done": 1, "total": 2, "state": "running", "message": ""}', encoding="utf-8"
    )
    page = site.get(f"{address}progress/").content.decode()
    assert "stopped before it was finished" in page
    assert "Try again" in page
    assert 'http-equiv="refresh"' not in page


def _wait(site: Client, address: str) -> object:
    """Look as the page would, until it leads elsewhere."""
    for _ in range(120):
        response = site.get(address)
        if response.status_code == 302:
            return response
        page = response.content.decode()
        assert re.search(r'<meta http-equiv="refresh" content="\d+">', page), page
        time.sleep(0.5)
    raise AssertionError("the load did not end")
