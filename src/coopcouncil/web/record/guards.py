"""Triggers by which the database itself refuses to alter or remove what the record holds."""

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the record is append-only"
# table -> condition (over OLD and NEW) under which an update is let through; None lets none through
TABLES: dict[str, str | None] = {
    "record_entry": None,
    # a content can be emptied once, by a later entry that says so
    "record_content": (
        "OLD.text IS NOT NULL AND NEW.text IS NULL AND OLD.redacted_by_id IS NULL AND NEW.redacted_by_id > OLD.entry_id"
        " AND NEW.entry_id = OLD.entry_id"
    ),
    "record_head": "NEW.number = OLD.number + 1 AND NEW.id = OLD.id",
}


def raise_guards(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers on."""
    _run(connection, _sqlite_guards() if connection.vendor == "sqlite" else _postgresql_guards())


def drop_guards(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers off: for tests that empty the database between them, and to undo the migration."""
    _run(connection, _sqlite_drops() if connection.vendor == "sqlite" else _postgresql_drops())


def _run(connection: BaseDatabaseWrapper, statements: list[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _sqlite_guards() -> list[str]:
    made = []
    for table, allowed in TABLES.items():
        when = f"WHEN NOT coalesce({allowed}, false)" if allowed else ""
        refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        made.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {when} {refuse}")
        made.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}")
    return made


def _sqlite_drops() -> list[str]:
    return [f"DROP TRIGGER IF EXISTS {table}_no_{what}" for table in TABLES for what in ("update", "delete")]


def _postgresql_guards() -> list[str]:
    made = [
        "CREATE OR REPLACE FUNCTION record_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    ]
    for table, allowed in TABLES.items():
        when = f"WHEN (NOT coalesce({allowed}, false))" if allowed else ""
        refuse = "EXECUTE FUNCTION record_refuse()"
        made.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} FOR EACH ROW {when} {refuse}")
        made.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} FOR EACH ROW {refuse}")
        made.append(f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}")
    return made


def _postgresql_drops() -> list[str]:
    whats = ("update", "delete", "truncate")
    drops = [f"DROP TRIGGER IF EXISTS {table}_no_{what} ON {table}" for table in TABLES for what in whats]
    return [*drops, "DROP FUNCTION IF EXISTS record_refuse()"]
