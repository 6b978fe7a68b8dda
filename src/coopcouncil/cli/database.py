"""The database for a command: Django set up over a data folder, and the tables brought up to date."""

import os
from pathlib import Path

import click
import django
from django.core.management import call_command
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from coopcouncil.web.environment import UnsafeSettingError


class DatabaseTroubleError(click.ClickException):
    """The database cannot be used; the message says why. The exit status is that of things that cannot be read."""

    exit_code = 2


def open_database(data: Path) -> None:
    """Set Django up over this folder; a new or older database is brought up to date.

    Raises DatabaseTroubleError where the database cannot be opened or the settings are not safe.
    """
    data.mkdir(parents=True, exist_ok=True)
    os.environ["COOPCOUNCIL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    try:
        django.setup()
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
    except DatabaseError as error:
        raise DatabaseTroubleError(f"The database cannot be used. {error}") from error
    except UnsafeSettingError as error:
        raise DatabaseTroubleError(str(error)) from error
