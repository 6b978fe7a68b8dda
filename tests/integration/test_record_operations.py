"""Entries are made in the transaction of the change or not at all; redaction leaves the chain whole."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from tests.support.people import body, person
from tests.support.record import Thing, clerk, faults_now, write

from coopcouncil.evidence.record import REDACTED_ONE, REDACTED_PERSON
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Invitation, Person
from coopcouncil.web.permissions import Held, NotAllowedError
from coopcouncil.web.record.models import Entry, Head
from coopcouncil.web.record.operations import enter, redact, redact_person
from coopcouncil.web.record.traces import FORMER_NAME


def _said(entry: Entry) -> dict[str, Any]:
    entry.refresh_from_db()
    found: dict[str, Any] = json.loads(entry.content.text or "{}")
    return found


def _monitor() -> Person:
    return person(Role.MONITORING_OFFICER)


def _gone(entry: Entry) -> bool:
    return Entry.objects.get(number=entry.number).content.text is None


def test_entry_says_who_in_which_role_for_whom_and_why() -> None:
    held = Held(Role.OFFICER, 1, "Adults", "B. Head")
    with transaction.atomic():
        made = enter(
            by=clerk(),
            what="opened",
            about=Thing("7"),
            why="It is “time”.",
            before={"title": "a", "on": None},
            after={"title": "b", "place": Path("x")},
            held=held,
        )
    said = _said(made)
    assert len(said.pop("salt")) == 32
    assert said == {
        "who": "A. Clerk",
        "role": "officer",
        "body": "Adults",
        "for": "B. Head",
        "why": "It is “time”.",
        "before": {"title": "a", "on": None},
        "after": {"title": "b", "place": "x"},
    }
    assert (made.number, made.what, made.about, made.by) == (1, "opened", "thing:7", str(clerk().public_id))
    assert faults_now() == []


def test_entry_of_the_system_names_nobody() -> None:
    with transaction.atomic():
        made = enter(by=None, what="swept", about=Thing())
    assert (made.by, _said(made)["who"]) == ("", "the system")


def test_salts_keep_equal_contents_apart() -> None:
    assert write().content_sha256 != write().content_sha256


@pytest.mark.parametrize("text", ["\x00", "½ £ 😀", "half \ud83d a character", '"quoted"\n', "x" * 100_000])
def test_any_text_is_kept(text: str) -> None:
    made = write(why=f"Because {text}")
    assert _said(made)["why"] == f"Because {text}".encode("utf-8", "replace").decode()
    assert faults_now() == []


@pytest.mark.parametrize(("what", "ref"), [("", "1"), ("x" * 61, "1"), ("did", "x" * 160)])
def test_entry_that_no_column_takes_is_refused(what: str, ref: str) -> None:
    with pytest.raises(ValueError, match="cannot stand in the record"):
        write(what=what, about=Thing(ref))
    assert not Entry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_entry_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError, match="in the transaction of the change"):
        enter(by=None, what="swept", about=Thing())
    assert not Entry.objects.exists()
    assert not Head.objects.exists()


@transaction.atomic
def _fail() -> None:
    enter(by=None, what="swept", about=Thing())
    raise RuntimeError("made up")


@pytest.mark.django_db(transaction=True)
def test_change_that_fails_leaves_no_entry() -> None:
    write()
    with pytest.raises(RuntimeError):
        _fail()
    with transaction.atomic():
        with pytest.raises(RuntimeError):
            _fail()
        enter(by=None, what="mended", about=Thing())
    assert list(Entry.objects.values_list("number", "what")) == [(1, "opened"), (2, "mended")]
    assert faults_now() == []


def test_redaction_empties_one_content_and_says_who_and_why() -> None:
    first, second = write(why="Of J. Bloggs"), write(why="Of others")
    made = redact(entry=first, by=_monitor(), why="A private person was named.")
    assert (made.what, made.about) == (REDACTED_ONE, "entry:1")
    assert _said(made)["why"] == "A private person was named."
    assert _said(made)["role"] == "monitoring-officer"
    assert _gone(first)
    assert not _gone(second)
    assert faults_now() == []


def test_redaction_is_for_those_whose_right_it_is() -> None:
    entry = write()
    with pytest.raises(NotAllowedError, match="monitoring officer may redact"):
        redact(entry=entry, by=clerk(), why="I would like it gone.")
    assert not _gone(entry)
    assert Entry.objects.count() == 1


def test_redaction_of_what_is_gone_is_refused_in_words() -> None:
    entry = write()
    redact(entry=entry, by=_monitor(), why="Once.")
    with pytest.raises(NotAllowedError, match="was redacted before"):
        redact(entry=Entry.objects.get(number=1), by=_monitor(), why="Twice.")


def test_redaction_can_be_redacted_too() -> None:
    first = write()
    made = redact(entry=first, by=_monitor(), why="Of J. Bloggs.")
    redact(entry=made, by=_monitor(), why="The reason named somebody.")
    assert _gone(first)
    assert _gone(made)
    assert faults_now() == []


def _leaver() -> Person:
    leaver = person(Role.OFFICER, name="L. Leaver")
    leaver.is_active = False
    leaver.save()
    return leaver


def test_redacted_person_is_named_nowhere_and_the_chain_is_whole() -> None:
    leaver = _leaver()
    by_them, about_them = write(by=leaver), write(about=leaver, why="L. Leaver left.")
    of_others = write()
    made = redact_person(person=leaver, by=_monitor(), why="Six years have passed.")
    assert (made.what, made.about) == (REDACTED_PERSON, f"person:{leaver.public_id}")
    assert [_gone(each) for each in (by_them, about_them, of_others, made)] == [True, True, False, False]
    leaver.refresh_from_db()
    assert leaver.name == FORMER_NAME
    assert "leaver" not in leaver.email
    assert not leaver.has_usable_password()
    assert faults_now() == []


def test_redacted_persons_invitation_is_emptied_by_an_entry_of_its_own() -> None:
    leaver = _leaver()
    invitation = Invitation.objects.create(
        email=leaver.email, name=leaver.name, role=Role.OFFICER, expires_at="2026-01-01T00:00Z"
    )
    invited = write(what="invited", about=invitation, after={"e-mail": leaver.email})
    redact_person(person=leaver, by=_monitor(), why="Six years have passed.")
    assert _gone(invited)
    assert list(Entry.objects.order_by("number").values_list("what", flat=True)) == [
        "invited",
        REDACTED_ONE,
        REDACTED_PERSON,
    ]
    invitation.refresh_from_db()
    assert "leaver" not in f"{invitation.name} {invitation.email}"
    assert faults_now() == []


def test_person_who_can_sign_in_is_not_redacted() -> None:
    with pytest.raises(NotAllowedError, match="End their access first"):
        redact_person(person=clerk(), by=_monitor(), why="Too early.")
    assert clerk().name == "A. Clerk"


def test_person_is_redacted_once() -> None:
    leaver = _leaver()
    redact_person(person=leaver, by=_monitor(), why="Once.")
    with pytest.raises(NotAllowedError, match="was redacted before"):
        redact_person(person=leaver, by=_monitor(), why="Twice.")


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="looks into SQLite's files")
def test_redacted_words_are_not_in_sqlites_files_any_more() -> None:
    entry = write(why="Of J. Bloggs-Secretword " * 400)
    place = Path(connection.settings_dict["NAME"])
    files = [place, place.with_name(f"{place.name}-wal")]
    assert any(b"Secretword" in _bytes(each) for each in files)
    redact(entry=entry, by=_monitor(), why="A private person was named.")
    assert not any(b"Secretword" in _bytes(each) for each in files if each.exists())


def _bytes(path: Path) -> bytes:
    """The file's bytes, read by another process: closing a database's file drops every lock that this one holds."""
    return subprocess.run(["cat", str(path)], capture_output=True, check=True).stdout


def test_body_of_the_role_is_kept() -> None:
    adults = body("Adults")
    with transaction.atomic():
        made = enter(by=clerk(), what="opened", about=Thing(), held=Held(Role.OFFICER, adults.pk, adults.name))
    assert _said(made)["body"] == "Adults"
