"""A database that other processes can use too: of the kind that the tests run on, empty, and gone afterwards."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql


@contextmanager
def own_database(folder: Path) -> Iterator[dict[str, str]]:
    """The environment in which a process uses a database of its own: a file in `folder`, or one on the server."""
    address = os.environ.get("DATABASE_URL", "")
    environment = {**os.environ, "COOPCOUNCIL_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "coopcouncil.web.settings"}
    if not address.startswith("postgres"):
        yield {name: value for name, value in environment.items() if name != "DATABASE_URL"}
        return
    name = f"own_{secrets.token_hex(8)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {**environment, "DATABASE_URL": urlsplit(address)._replace(path=f"/{name}").geturl()}
        finally:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))
