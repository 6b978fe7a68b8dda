"""Query results as dictionaries, so that a frozen row is made by its columns' names and not by their order."""

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb


def named_rows(
    connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] | Mapping[str, Any] = ()
) -> list[dict[str, Any]]:
    """Every row of the query, keyed by column name; `values` are its parameters in order or by name."""
    found = connection.execute(query, values)
    names = [column[0] for column in found.description or ()]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]
