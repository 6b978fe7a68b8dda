"""The database refuses to alter, remove or slip in what the record holds, by whatever way it is asked."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from tests.support.record import clerk, faults_now, write

from coopcouncil.evidence.record import REDACTED_ONE
from coopcouncil.web.record.guards import drop_guards, faults_of_guards, guards_of, raise_guards
from coopcouncil.web.record.models import Content, Entry, Head

SQLITE_ONLY = pytest.mark.skipif("connection.vendor != 'sqlite'", reason="REPLACE is SQLite's own")
POSTGRESQL_ONLY = pytest.mark.skipif("connection.vendor != 'postgresql'", reason="TRUNCATE is PostgreSQL's own")
ENTRY = "number, at, by, what, about, content_sha256, previous_sha256, sha256"
ZEROS = "0" * 64
DOCUMENT = Path(__file__).parents[2] / "docs/reference/record.md"


@pytest.fixture(autouse=True)
def three_entries() -> None:
    for number in range(3):
        write(after={"number": number})


def _run(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _refused(act: Callable[[], object]) -> None:
    before = list(Entry.objects.values()), list(Content.objects.order_by("pk").values()), list(Head.objects.values())
    with pytest.raises(DatabaseError, match="the record is append-only"), transaction.atomic():
        act()
    assert before == (
        list(Entry.objects.values()),
        list(Content.objects.order_by("pk").values()),
        list(Head.objects.values()),
    )
    assert faults_now() == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE record_entry SET what = 'denied' WHERE number = 2",
        "UPDATE record_entry SET what = what",
        "DELETE FROM record_entry WHERE number = 3",
        "DELETE FROM record_content",
        "DELETE FROM record_head",
        "UPDATE record_content SET text = '{}' WHERE entry_id = 1",
        "UPDATE record_content SET text = NULL WHERE entry_id = 1",
        "UPDATE record_content SET text = NULL, redacted_by_id = 1 WHERE entry_id = 1",
        "UPDATE record_content SET text = NULL, redacted_by_id = 3 WHERE entry_id = 1",
        "UPDATE record_content SET redacted_by_id = 3 WHERE entry_id = 1",
        "UPDATE record_content SET entry_id = 4 WHERE entry_id = 3",
        "UPDATE record_head SET number = 2",
        "UPDATE record_head SET number = 4",
        "UPDATE record_head SET number = 5, sha256 = 'x'",
        "UPDATE record_head SET sha256 = 'x'",
        f"INSERT INTO record_entry ({ENTRY}) VALUES (5, '2026-01-01', '', 'did', 'thing:1', 'x', 'x', 'x')",
        f"INSERT INTO record_entry ({ENTRY}) VALUES (0, '2026-01-01', '', 'did', 'thing:1', 'x', '{ZEROS}', 'x')",
        f"INSERT INTO record_entry ({ENTRY}) VALUES (4, '2026-01-01', '', 'did', 'thing:1', 'x', '{ZEROS}', 'x')",
        "INSERT INTO record_head (id, number, sha256) VALUES (1, 1, 'x')",
        "INSERT INTO record_content (entry_id, text) VALUES (3, 'x')",
        "INSERT INTO record_content (entry_id, text) VALUES (4, NULL)",
    ],
)
def test_statement_that_changes_the_past_is_refused(statement: str) -> None:
    _refused(lambda: _run(statement))


@SQLITE_ONLY
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize(
    "statement",
    [
        f"REPLACE INTO record_entry ({ENTRY}) SELECT number, at, by, 'denied', about, 'x', 'x', 'x' FROM record_entry",
        f"INSERT OR REPLACE INTO record_entry ({ENTRY}) SELECT 4, at, by, 'denied', about, content_sha256,"
        " (SELECT sha256 FROM record_head), sha256 FROM record_entry WHERE number = 2",
        f"INSERT OR REPLACE INTO record_entry (rowid, {ENTRY}) SELECT rowid, 4, at, by, 'denied', about, 'x',"
        " (SELECT sha256 FROM record_head), 'x' FROM record_entry WHERE number = 2",
        "REPLACE INTO record_content (entry_id, text) VALUES (2, '{}')",
        "REPLACE INTO record_content (rowid, entry_id, text) SELECT rowid, 4, '{}' FROM record_content LIMIT 1",
        "UPDATE OR REPLACE record_content SET entry_id = 2 WHERE entry_id = 3",
        "REPLACE INTO record_head (id, number, sha256) VALUES (1, 1, 'x')",
        f"INSERT INTO record_entry ({ENTRY}) SELECT {ENTRY} FROM record_entry WHERE true"
        " ON CONFLICT (number) DO UPDATE SET what = 'denied'",
    ],
)
def test_replacing_on_sqlite_is_refused(statement: str, recursive: str) -> None:
    _run(f"PRAGMA recursive_triggers = {recursive}")
    _refused(lambda: _run(statement))


@POSTGRESQL_ONLY
@pytest.mark.parametrize("table", ["record_entry", "record_content", "record_head"])
def test_truncating_on_postgresql_is_refused(table: str) -> None:
    _run("SET CONSTRAINTS ALL IMMEDIATE")  # else what the fixture added would be in the way already
    _refused(lambda: _run(f"TRUNCATE {table} CASCADE"))


def _second_role() -> None:
    """Do what the document says."""
    [statements] = re.findall(r"```sql\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    _run("SET CONSTRAINTS ALL IMMEDIATE")
    _run(statements)
    _run("SET ROLE coop_service")


@POSTGRESQL_ONLY
def test_second_role_of_the_document_writes_and_redacts() -> None:
    clerk()
    _second_role()
    redaction = write(what=REDACTED_ONE, about=Entry.objects.get(number=1))
    Content.objects.filter(entry=1).update(text=None, redacted_by=redaction)
    assert faults_now() == []


@POSTGRESQL_ONLY
@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER record_entry_no_update ON record_entry",
        "ALTER TABLE record_entry DISABLE TRIGGER ALL",
        "TRUNCATE record_entry CASCADE",
        "UPDATE record_entry SET what = 'denied'",
        "DELETE FROM record_head",
        "CREATE OR REPLACE FUNCTION record_entry_no_update() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RETURN NEW; END $$",
        "SET session_replication_role = replica",
    ],
)
def test_second_role_of_the_document_cannot_lift_the_guards(statement: str) -> None:
    _second_role()
    with pytest.raises(DatabaseError, match=r"must be owner|permission denied"), transaction.atomic():
        _run(statement)


def test_django_itself_is_refused() -> None:
    entry = Entry.objects.get(number=2)
    entry.what = "denied"
    content = Content.objects.get(entry=1)
    content.text = "{}"
    _refused(entry.save)
    _refused(content.save)
    _refused(content.delete)
    _refused(lambda: Entry.objects.update(what="denied"))
    _refused(lambda: Entry.objects.bulk_update([entry], ["what"]))
    _refused(lambda: Content.objects.all().delete())
    _refused(lambda: Entry.objects.all()._raw_delete("default"))
    _refused(lambda: Head.objects.get().delete())


def test_content_is_emptied_by_a_later_redaction_and_by_nothing_else() -> None:
    made = write(what=REDACTED_ONE, about=Entry.objects.get(number=2))
    _refused(lambda: Content.objects.filter(entry=2).update(text="", redacted_by=made))
    assert Content.objects.filter(entry=2).update(text=None, redacted_by=made) == 1
    assert faults_now() == []
    _refused(lambda: Content.objects.filter(entry=2).update(text="{}", redacted_by=None))
    _refused(lambda: Content.objects.filter(entry=2).update(redacted_by=made))


def test_guards_in_place_have_no_fault() -> None:
    assert faults_of_guards(connection) == []


@pytest.mark.django_db(transaction=True)
def test_guard_that_is_missing_is_named() -> None:
    drop_guards(connection)
    try:
        wanted = guards_of(connection.vendor)
        assert len(faults_of_guards(connection)) == len(wanted)
        raise_guards(connection)
        on = "" if connection.vendor == "sqlite" else " ON record_entry"
        _run(f"DROP TRIGGER record_entry_no_update{on}")
        assert faults_of_guards(connection) == [
            "The trigger record_entry_no_update, which should stand before update on record_entry, is missing."
        ]
    finally:
        raise_guards(connection)


@pytest.mark.django_db(transaction=True)
def test_guard_that_says_something_else_and_a_trigger_of_others_are_named() -> None:
    if connection.vendor == "sqlite":
        weaker = [
            "DROP TRIGGER record_head_no_delete",
            "CREATE TRIGGER record_head_no_delete BEFORE DELETE ON record_head BEGIN SELECT 1; END",
            "CREATE TRIGGER stranger AFTER INSERT ON record_entry BEGIN SELECT 1; END",
        ]
    else:
        weaker = [
            "ALTER TABLE record_head DISABLE TRIGGER record_head_no_delete",
            "CREATE TRIGGER stranger AFTER INSERT ON record_entry EXECUTE FUNCTION record_entry_no_insert()",
        ]
    try:
        for statement in weaker:
            _run(statement)
        assert faults_of_guards(connection) == [
            "The trigger record_head_no_delete is off, or says something else than it should.",
            "There is a trigger on the record that should not be there: stranger.",
        ]
    finally:
        on = "" if connection.vendor == "sqlite" else " ON record_entry"
        _run(f"DROP TRIGGER stranger{on}")
        raise_guards(connection)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE record_entry SET what = 'denied' WHERE number = 2", "Entry 2 was altered"),
        ("UPDATE record_content SET text = '{}' WHERE entry_id = 2", "The content of entry 2 was altered."),
        ("UPDATE record_content SET text = NULL WHERE entry_id = 2", "The content of entry 2 is gone"),
        ("DELETE FROM record_content WHERE entry_id = 2", "The content of entry 2 is gone"),
        ("UPDATE record_head SET number = 2", "Entry 3 stands behind entry 2"),
        ("DELETE FROM record_head", "Entry 3 stands behind entry 0"),
    ],
)
def test_what_was_done_behind_lifted_guards_is_found(statement: str, said: str) -> None:
    drop_guards(connection)
    try:
        _run(statement)
    finally:
        raise_guards(connection)
    assert said in " ".join(each.reason for each in faults_now())
    assert clerk().name == "A. Clerk"
