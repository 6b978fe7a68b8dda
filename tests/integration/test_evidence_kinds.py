"""Records, files, links and minutes as evidence: what each needs, what it refuses, and how it is checked again."""

import hashlib
from collections.abc import Iterator
from functools import partial
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, override_settings
from tests.support.evidence import published
from tests.support.people import body, person
from tests.support.site import ORG_ID, client, make_tiny, site_over, visitor
from tests.support.websites import Website, speaking, website

from coopcouncil.data.documents.keeping import Documents
from coopcouncil.data.documents.links import save_copy
from coopcouncil.data.snapshots import Store
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.files import check_scanner
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import KINDS, Checked, Kind, Outcome, register_kind
from coopcouncil.web.evidence.models import Check, Evidence
from coopcouncil.web.people.models import BodyKind
from coopcouncil.web.record.models import Entry

TEXT = "Minutes of a made-up meeting: the café stays open.\n".encode()
PAGE = b"<!DOCTYPE html><html><head><title>Made up</title></head><body><p>As it was.</p></body></html>"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return make_tiny(tmp_path)


@pytest.fixture
def site(store: Store) -> Iterator[Client]:
    with site_over(store.root):
        yield client()


def page_of(site: Client, address: str, status: int = 200) -> str:
    response = site.get(address)
    assert response.status_code == status
    return unescape(response.content.decode())


def added(site: Client, kind: str, **given: Any) -> Evidence:
    response = site.post(f"/evidence/add/{kind}/", {"title": "", "body": "", **given})
    assert response.status_code == 302, unescape(response.content.decode())
    return Evidence.objects.latest("id")


def refused(site: Client, kind: str, **given: Any) -> str:
    response = site.post(f"/evidence/add/{kind}/", {"title": "My title", "body": "", **given})
    page = unescape(response.content.decode())
    assert response.status_code == 200, page
    assert not Evidence.objects.exists()
    assert 'value="My title"' in page, "what was typed is kept"
    return page


def checked(site: Client, evidence: Evidence) -> Check:
    assert site.post(f"/evidence/{evidence.public_id}/check/").status_code == 302
    return evidence.checks.latest("id")


def text_file(name: str = "minutes.txt", content: bytes = TEXT) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


# ---- files
def test_file_is_kept_by_its_fingerprint_and_served_as_a_download_only(site: Client, store: Store) -> None:
    evidence = added(site, "file", title="The café", file=text_file("Café – minutes.txt"))
    sha256 = hashlib.sha256(TEXT).hexdigest()
    assert evidence.holds["file"]["sha256"] == sha256
    assert sha256 in Documents(store.root / "documents")
    response = site.get(f"/evidence/{evidence.public_id}/file/")
    assert b"".join(response.streaming_content) == TEXT  # type: ignore[attr-defined]
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''Caf%C3%A9")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Type"] == "text/plain"
    assert response["Cache-Control"] == "private, no-store"


def test_file_of_a_draft_is_not_served_to_the_public_until_it_is_published(site: Client) -> None:
    evidence = added(site, "file", title="A draft's file", file=text_file())
    address = f"/evidence/{evidence.public_id}/file/"
    assert visitor().get(address).status_code == 302
    assert client(Role.COMMUNITY_GROUP).get(address).status_code == 403
    published(evidence)
    assert visitor().get(address).status_code == 200
    evidence.refresh_from_db()
    site.post(f"/evidence/{evidence.public_id}/withdraw/", {"why": "Made up."})
    assert visitor().get(address).status_code == 302


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "The file is empty"),
        ("report.pdf", b"MZ\x90\x00" + b"\0" * 100, "report.pdf"),
        ("page.txt", PAGE, "page.txt"),
    ],
)
def test_file_that_is_not_taken_is_refused_at_its_field(site: Client, name: str, content: bytes, said: str) -> None:
    page = refused(site, "file", file=text_file(name, content))
    assert said in page
    assert 'id="id_file-error"' in page


def test_file_larger_than_the_limit_is_refused(site: Client) -> None:
    with override_settings(COOPCOUNCIL_DOCUMENT_BYTES=20):
        assert "larger than" in refused(site, "file", file=text_file())


def test_file_is_refused_while_the_scanner_cannot_be_reached(site: Client) -> None:
    with override_settings(COOPCOUNCIL_CLAMAV="127.0.0.1:1"):
        page = refused(site, "file", file=text_file())
    assert "The file was not scanned, so it is not taken" in page


def test_file_with_a_virus_is_refused(site: Client, store: Store) -> None:
    with (
        speaking(lambda joined: joined.sendall(b"stream: Made-Up-Virus FOUND\0")) as port,
        override_settings(COOPCOUNCIL_CLAMAV=f"127.0.0.1:{port}"),
    ):
        assert "The file holds a virus (Made-Up-Virus)" in refused(site, "file", file=text_file())
    assert not list(Documents(store.root / "documents"))


def test_address_of_the_scanner_that_is_none_is_told_at_the_start() -> None:
    with (
        override_settings(COOPCOUNCIL_CLAMAV="the scanner"),
        pytest.raises(ImproperlyConfigured, match="COOPCOUNCIL_CLAMAV: 'the scanner' is no scanner's address"),
    ):
        check_scanner()


def test_file_has_to_be_chosen(site: Client) -> None:
    assert "Choose a file." in refused(site, "file")


def test_file_checked_again_is_the_same_changed_or_gone(site: Client, store: Store) -> None:
    evidence = added(site, "file", title="A file", file=text_file())
    assert checked(site, evidence).outcome == Outcome.SAME
    path = Documents(store.root / "documents").path(evidence.holds["file"]["sha256"])
    path.chmod(0o600)
    path.write_bytes(b"altered")
    assert checked(site, evidence).outcome == Outcome.DIFFERENT
    path.unlink()
    found = checked(site, evidence)
    assert (found.outcome, "is not kept here any more" in found.said) == (Outcome.GONE, True)
    assert "It cannot be published yet" in page_of(site, f"/evidence/{evidence.public_id}/publish/")
    assert "is not kept here" in page_of(site, f"/evidence/{evidence.public_id}/file/", 404)


def test_file_of_a_draft_is_replaced_only_by_another_one(site: Client) -> None:
    evidence = added(site, "file", title="A file", file=text_file())
    address, first = f"/evidence/{evidence.public_id}/change/", evidence.holds["file"]["sha256"]
    site.post(address, {"title": "Renamed", "body": "", "version": 1})
    evidence.refresh_from_db()
    assert (evidence.title, evidence.holds["file"]["sha256"]) == ("Renamed", first)
    site.post(address, {"title": "Renamed", "body": "", "version": 2, "file": text_file("b.txt", b"Other words.\n")})
    evidence.refresh_from_db()
    assert evidence.holds["file"]["name"] == "b.txt"


def test_evidence_without_a_file_has_none_to_download(site: Client) -> None:
    evidence = added(site, "record", record=f"organisation:{ORG_ID}")
    assert "has no file" in page_of(site, f"/evidence/{evidence.public_id}/file/", 404)


# ---- links
@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A website of one page on this machine, which copies may be fetched from in this test only."""
    monkeypatch.setattr("coopcouncil.web.evidence.files.save_copy", partial(save_copy, allow_private=True))
    with website() as made:
        made.pages["/"] = (200, {"Content-Type": "text/html"}, PAGE)
        yield made


def test_link_is_kept_with_a_copy_and_its_fingerprint(site: Client, web: Website) -> None:
    evidence = added(site, "link", title="A page", url=web.url(), copying="fetch")
    sha256 = hashlib.sha256(PAGE).hexdigest()
    page = page_of(site, f"/evidence/{evidence.public_id}/")
    for words in (web.url(), sha256, "text/html", f"{len(PAGE)} bytes", "Copied"):
        assert words in page
    response = site.get(f"/evidence/{evidence.public_id}/file/")
    assert response["Content-Disposition"] == 'attachment; filename="127.0.0.1.html"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"


def test_link_checked_again_is_the_same_changed_gone_or_out_of_reach(site: Client, web: Website) -> None:
    evidence = added(site, "link", title="A page", url=web.url(), copying="fetch")
    assert checked(site, evidence).outcome == Outcome.SAME
    web.pages["/"] = (200, {"Content-Type": "text/html"}, PAGE.replace(b"was", b"is now"))
    assert checked(site, evidence).outcome == Outcome.DIFFERENT
    del web.pages["/"]
    assert checked(site, evidence).outcome == Outcome.GONE
    web.pages["/"] = (503, {}, b"")
    assert checked(site, evidence).outcome == Outcome.NOT_CHECKED


def test_link_that_cannot_be_reached_is_kept_with_a_copy_by_hand(site: Client) -> None:
    url = "http://127.0.0.1:1/intranet"
    page = refused(site, "link", url=url, copying="fetch")
    assert "No copy could be saved" in page
    assert "Add a copy as a file, keep the link without one, or try again." in page
    assert "Choose the file in which you saved the page." in refused(site, "link", url=url, copying="by-hand")
    evidence = added(site, "link", title="By hand", url=url, copying="by-hand", copy=text_file())
    assert "Copy added by hand" in page_of(site, f"/evidence/{evidence.public_id}/")
    assert checked(site, evidence).outcome == Outcome.NOT_CHECKED


def test_link_is_kept_without_a_copy_where_a_person_says_so(site: Client) -> None:
    evidence = added(site, "link", title="No copy", url="http://127.0.0.1:1/x", copying="none")
    assert "None was saved" in page_of(site, f"/evidence/{evidence.public_id}/")
    change = f"/evidence/{evidence.public_id}/change/"
    given = {"title": "No copy", "body": "", "version": 1, "url": "http://127.0.0.1:1/y", "copying": "none"}
    assert "the copy is of another page" in unescape(site.post(change, given).content.decode())


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://example.org/", "example.org", "https://"])
def test_link_that_is_no_web_address_is_refused(site: Client, url: str) -> None:
    assert "Enter an address that begins with https:// or http://" in refused(site, "link", url=url, copying="none")


# ---- minutes
def minute(**given: Any) -> dict[str, Any]:
    body("Planning Committee", BodyKind.COMMITTEE)
    words = "RESOLVED:\nthat the café stays open."
    return {"committee": "planning-committee", "meeting_on": "17 March 2026", "item": "12", "words": words, **given}


def test_minute_is_kept_with_its_words_and_file(site: Client) -> None:
    evidence = added(site, "minute", **minute(file=text_file()))
    assert evidence.title == "Planning Committee, 17 March 2026"
    page = page_of(site, f"/evidence/{evidence.public_id}/")
    for words in (
        "Planning Committee",
        "17 March 2026, item 12",
        "RESOLVED:\nthat the café stays open.",
        "minutes.txt",
    ):
        assert words in page
    assert checked(site, evidence).outcome == Outcome.SAME


def test_minute_without_a_file_offers_nothing_to_check(site: Client) -> None:
    evidence = added(site, "minute", **minute())
    assert "/check/" not in page_of(site, f"/evidence/{evidence.public_id}/")
    response = site.post(f"/evidence/{evidence.public_id}/check/")
    assert response.status_code == 403
    assert b"nothing in this evidence that can be looked at again" in response.content


@pytest.mark.parametrize("written", ["17 March 2026", "17/3/2026", "17 3 2026", "2026-03-17"])
def test_minute_takes_a_date_as_people_write_it(site: Client, written: str) -> None:
    assert added(site, "minute", **minute(meeting_on=written)).holds["meeting_on"] == "2026-03-17"


def test_minute_without_its_parts_says_what_is_missing(site: Client) -> None:
    page = refused(site, "minute", **minute(committee="", meeting_on="31 February 2026", words=""))
    for words in ("Choose the committee", "Enter a date, for example 17 March 2026", "Enter the words of the minute"):
        assert words in page


def test_minute_of_a_draft_is_changed_and_keeps_its_file(site: Client) -> None:
    evidence = added(site, "minute", **minute(file=text_file()))
    change = f"/evidence/{evidence.public_id}/change/"
    assert 'value="17 March 2026"' in page_of(site, change)
    site.post(change, {"title": "Agreed", "body": "", "version": 1, **minute(words="Agreed.")})
    evidence.refresh_from_db()
    assert (evidence.holds["words"], evidence.holds["file"]["name"]) == ("Agreed.", "minutes.txt")


# ---- records of ours
def test_record_is_found_by_name_and_kept_with_its_fingerprint(site: Client) -> None:
    assert "Organisation: Ambleford Food" in page_of(site, "/evidence/add/record/?words=ambleford+food")
    assert "Nothing is called that" in page_of(site, "/evidence/add/record/?words=zzzz")
    evidence = added(site, "record", record=f"organisation:{ORG_ID}")
    assert evidence.title == "Ambleford Food Co-operative Limited"
    assert evidence.holds["fingerprint"] in page_of(site, f"/evidence/{evidence.public_id}/")
    assert checked(site, evidence).outcome == Outcome.SAME


def test_record_that_changed_or_went_is_said(site: Client, store: Store) -> None:
    evidence = added(site, "record", record=f"organisation:{ORG_ID}")
    _with_organisations(store, "SELECT * REPLACE ('removed' AS status) FROM organisations")
    assert checked(site, evidence).outcome == Outcome.DIFFERENT
    _with_organisations(store, f"SELECT * FROM organisations WHERE org_id <> '{ORG_ID}'")
    assert checked(site, evidence).outcome == Outcome.GONE


def _with_organisations(store: Store, query: str) -> None:
    before = store.current()
    assert before is not None
    with store.draft() as draft, before.connect() as connection:
        draft.carry_all_but("organisations")
        draft.write("organisations", query, connection)


def test_record_of_a_thing_with_a_history_is_told_by_its_last_entry(site: Client) -> None:
    first = added(site, "record", record=f"organisation:{ORG_ID}")
    second = added(site, "record", record=first.about)
    last = Entry.objects.filter(about=first.about).latest("number")
    assert second.holds["fingerprint"] == last.sha256
    published(first)
    assert checked(site, second).outcome == Outcome.DIFFERENT


def test_record_that_is_not_there_is_refused(site: Client) -> None:
    response = site.post("/evidence/add/record/", {"record": "organisation:GB-COH-00000000", "body": ""})
    assert "That thing is not here any more" in unescape(response.content.decode())


# ---- another app's kind
def test_kind_of_another_app_is_added_shown_and_checked_without_a_change_here(
    site: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = Kind(
        name="consideration",
        label="Consideration",
        needs="What was considered.",
        form=EvidenceForm,
        template="tables.html",
        brief=lambda evidence: evidence.shows,
        shown=lambda _evidence, _user: {},
        check=lambda _evidence, _by: Checked(Outcome.SAME, "It is what it was."),
    )
    monkeypatch.setitem(KINDS, kind.name, kind)
    assert "What was considered." in page_of(site, "/evidence/add/")
    evidence = added(site, "consideration", title="Why not in-house", shows="It was considered.")
    assert checked(site, evidence).said == "It is what it was."
    assert "It was considered." in page_of(site, "/evidence/?kind=consideration")


def test_second_kind_of_one_name_is_refused() -> None:
    register_kind(KINDS["file"])
    with pytest.raises(ValueError, match="two kinds of evidence are called file"):
        register_kind(Kind(**{**vars(KINDS["link"]), "name": "file"}))


def test_person_who_may_not_add_is_told_who_may(site: Client) -> None:
    page = page_of(client(Role.AUDITOR), "/evidence/add/", 403)
    assert "may add evidence" in page
    assert person(Role.AUDITOR).name in page or "You are signed in as auditor" in page
