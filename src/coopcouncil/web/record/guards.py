"""Triggers by which the database itself refuses to alter or remove what the record holds, and to add out of turn.

They are put on by a migration. One that makes a table of the record anew (SQLite does so for many changes) has to drop
them first and raise them after; `coopcouncil record verify` tells when one is missing, off, or says something else.
"""

from dataclasses import dataclass

from django.db.backends.base.base import BaseDatabaseWrapper

from coopcouncil.evidence.record import FIRST, REDACTED_ONE, REDACTED_PERSON

REFUSAL = "the record is append-only"
_HEAD = "coalesce((SELECT h.number FROM record_head h), 0)"
# (table, event) -> condition over OLD and NEW under which it is let through; without one it never is
ALLOWED: dict[tuple[str, str], str] = {
    ("record_entry", "insert"): (
        f"NEW.number = {_HEAD} + 1"
        f" AND NEW.previous_sha256 = coalesce((SELECT h.sha256 FROM record_head h), '{FIRST}')"
        " AND NOT EXISTS (SELECT 1 FROM record_entry e WHERE e.number = NEW.number OR e.sha256 = NEW.sha256)"
    ),
    ("record_content", "insert"): (
        f"NEW.entry_id = {_HEAD} + 1 AND NEW.text IS NOT NULL AND NEW.redacted_by_id IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM record_content c WHERE c.entry_id = NEW.entry_id)"
    ),
    # a content can be emptied once, by a later entry that says so
    ("record_content", "update"): (
        "OLD.text IS NOT NULL AND NEW.text IS NULL AND OLD.redacted_by_id IS NULL AND NEW.entry_id = OLD.entry_id"
        " AND EXISTS (SELECT 1 FROM record_entry e WHERE e.number = NEW.redacted_by_id AND e.number > OLD.entry_id"
        f" AND e.what IN ('{REDACTED_ONE}', '{REDACTED_PERSON}'))"
    ),
    ("record_head", "insert"): (
        "NEW.number = 1 AND NEW.sha256 = (SELECT e.sha256 FROM record_entry e WHERE e.number = 1)"
        " AND NOT EXISTS (SELECT 1 FROM record_head)"
    ),
    ("record_head", "update"): (
        "NEW.id = OLD.id AND NEW.number = OLD.number + 1"
        " AND NEW.sha256 = (SELECT e.sha256 FROM record_entry e WHERE e.number = NEW.number)"
    ),
}
# SQLite's REPLACE removes a row in the way of the new one without a word to the triggers on DELETE. A row can be in
# the way by its hidden rowid too; that of a row yet to come is -1 unless it was chosen.
_SQLITE_TOO = {
    "insert": "NOT EXISTS (SELECT 1 FROM {table} r WHERE r.rowid = NEW.rowid)",
    "update": "NEW.rowid = OLD.rowid",
}
TABLES = ("record_entry", "record_content", "record_head")
_POSTGRESQL_TYPES = {"insert": 7, "delete": 11, "update": 19, "truncate": 34}  # pg_trigger.tgtype: before, and on what


@dataclass(frozen=True)
class Guard:
    """One trigger: on which table it stands, and before what."""

    table: str
    event: str

    @property
    def name(self) -> str:
        """The trigger's name, and on PostgreSQL that of its function."""
        return f"{self.table}_no_{self.event}"

    def on_sqlite(self) -> str:
        """The statement that makes it."""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        allowed = ALLOWED.get((self.table, self.event))
        when = ""
        if allowed:
            too = _SQLITE_TOO[self.event].format(table=self.table)
            when = f"WHEN NOT coalesce({allowed} AND {too}, false) "
        return f"CREATE TRIGGER {self.name} BEFORE {self.event.upper()} ON {self.table} {when}{refuse}"

    def function(self) -> str:
        """What the function behind it does, on PostgreSQL."""
        allowed = ALLOWED.get((self.table, self.event), "false")
        refuse = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'"
        return f" BEGIN IF NOT coalesce({allowed}, false) THEN {refuse}; END IF; RETURN NEW; END "

    def on_postgresql(self) -> list[str]:
        """The statements that make it."""
        each = "STATEMENT" if self.event == "truncate" else "ROW"
        return [
            f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $${self.function()}$$",
            f"CREATE TRIGGER {self.name} BEFORE {self.event.upper()} ON {self.table} FOR EACH {each} "
            f"EXECUTE FUNCTION {self.name}()",
        ]


def guards_of(vendor: str) -> list[Guard]:
    """Every trigger that should be there on this kind of database."""
    events = ("insert", "update", "delete", *(("truncate",) if vendor == "postgresql" else ()))
    return [Guard(table, event) for table in TABLES for event in events]


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on, in the place of any that are there."""
    drop_guards(connection)
    guards = guards_of(connection.vendor)
    if connection.vendor == "sqlite":
        _run(connection, [each.on_sqlite() for each in guards])
    else:
        _run(connection, [statement for each in guards for statement in each.on_postgresql()])


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for tests that empty the database between them, and for migrations."""
    guards = guards_of(connection.vendor)
    if connection.vendor == "sqlite":
        _run(connection, [f"DROP TRIGGER IF EXISTS {each.name}" for each in guards])
    else:
        drops = [f"DROP TRIGGER IF EXISTS {each.name} ON {each.table}" for each in guards]
        _run(connection, [*drops, *(f"DROP FUNCTION IF EXISTS {each.name}()" for each in guards)])


def faults_of_guards(connection: BaseDatabaseWrapper) -> list[str]:
    """What is wrong with the triggers of this database, a sentence each; nothing when they guard the record."""
    found = _found_on_sqlite(connection) if connection.vendor == "sqlite" else _found_on_postgresql(connection)
    wanted = {each.name: each for each in guards_of(connection.vendor)}
    faults = []
    for name, guard in wanted.items():
        if name not in found:
            faults.append(f"The trigger {name}, which should stand before {guard.event} on {guard.table}, is missing.")
        elif found[name] != _expected(guard, connection.vendor):
            faults.append(f"The trigger {name} is off, or says something else than it should.")
    faults += [f"There is a trigger on the record that should not be there: {each}." for each in found.keys() - wanted]
    return faults


def _expected(guard: Guard, vendor: str) -> tuple[object, ...]:
    if vendor == "sqlite":
        return (guard.on_sqlite(),)
    return (guard.table, _POSTGRESQL_TYPES[guard.event], True, None, guard.function())


def _found_on_sqlite(connection: BaseDatabaseWrapper) -> dict[str, tuple[object, ...]]:
    query = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (%s, %s, %s)"
    with connection.cursor() as cursor:
        cursor.execute(query, TABLES)
        return {name: (sql,) for name, sql in cursor.fetchall()}


def _found_on_postgresql(connection: BaseDatabaseWrapper) -> dict[str, tuple[object, ...]]:
    query = """
        SELECT t.tgname, c.relname, t.tgtype, t.tgenabled IN ('O', 'A'), t.tgqual, p.prosrc
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid
        WHERE NOT t.tgisinternal AND t.tgrelid IN (%s::regclass, %s::regclass, %s::regclass)
    """
    with connection.cursor() as cursor:
        cursor.execute(query, TABLES)
        return {name: tuple(rest) for name, *rest in cursor.fetchall()}


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
