"""Rows of the database as lines of JSON, the same for SQLite and PostgreSQL, and back.

The first line of a table names its columns; each further line is one row. Tables are read and written through the
models as the applied migrations knew them, so that a copy of an older database can be made and restored too.
"""

import base64
import json
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import IO, Any
from uuid import UUID

from django.core.management.color import no_style
from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.duration import duration_string

ROWS_AT_ONCE = 1000
# what makes itself anew: who is signed in (everybody signs in again), and what is looked up once and kept
LEFT_OUT = frozenset({"django_session", "usersessions_usersession"})
Model = type[models.Model]


def models_of(loader: MigrationLoader, applied: Iterable[tuple[str, str]]) -> list[Model]:
    """Every model with a table of its own after these migrations, by the table's name."""
    state = loader.project_state(nodes=list(applied))
    found = state.apps.get_models(include_auto_created=True)
    kept = [each for each in found if each._meta.managed and not each._meta.proxy]
    return sorted((each for each in kept if each._meta.db_table not in LEFT_OUT), key=lambda each: each._meta.db_table)


def write_rows(model: Model, alias: str, out: IO[bytes]) -> int:
    """Write the table's rows to `out`, a thousand in memory at a time; how many there were."""
    fields = _fields(model)
    out.write(_line([each.attname for each in fields]))
    rows = model._base_manager.using(alias).order_by("pk").values_list(*(each.attname for each in fields))
    count = 0
    for row in rows.iterator(chunk_size=ROWS_AT_ONCE):
        out.write(_line([_plain(each, field) for each, field in zip(row, fields, strict=True)]))
        count += 1
    return count


def read_rows(model: Model, lines: Iterable[bytes]) -> int:
    """Insert the rows that `write_rows` wrote; how many there were. The rows that a migration made give way.

    The rows go in as they are, past everything that a model does by itself when it is saved.
    """
    given = iter(lines)
    by_name = {each.attname: each for each in _fields(model)}
    fields = [by_name[name] for name in json.loads(next(given))]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(each.column) for each in fields)
    places = ", ".join(["%s"] * len(fields))
    count = 0
    with connection.cursor() as cursor:
        if model._base_manager.exists():
            cursor.execute(f"DELETE FROM {quote(model._meta.db_table)}")
        for rows in _in_batches(given, fields):
            cursor.executemany(f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})", rows)
            count += len(rows)
    return count


def reset_sequences(every: list[Model]) -> None:
    """Let the database's own numbering go on after the highest number restored."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), every):
            cursor.execute(statement)


def _fields(model: Model) -> list[Any]:
    return [each for each in model._meta.concrete_fields if not each.generated]


def _in_batches(lines: Iterator[bytes], fields: list[Any]) -> Iterator[list[list[Any]]]:
    batch: list[list[Any]] = []
    for line in lines:
        row = json.loads(line)
        batch.append([_stored(value, each, connection) for value, each in zip(row, fields, strict=True)])
        if len(batch) == ROWS_AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _line(values: list[Any]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode() + b"\n"


def _plain(value: Any, field: Any) -> Any:
    """A value as JSON holds it, with nothing lost: datetimes to the microsecond, decimals to the digit."""
    if isinstance(field, models.JSONField) or value is None:
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode()
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return duration_string(value)
    if isinstance(value, Decimal | UUID):
        return str(value)
    return value


def _stored(value: Any, field: Any, into: BaseDatabaseWrapper) -> Any:
    python = value if isinstance(field, models.JSONField) else field.to_python(value)
    return field.get_db_prep_save(python, into)
