"""The database, for commands that need it."""

import os
from pathlib import Path

import click


class DatabaseTroubleError(click.ClickException):
    """The database cannot be used; the message says why."""

    exit_code = 2


def open_database(data: Path) -> None:
    """Set Django up over the data folder and bring the database's tables up to date. Import its models after this.

    Raises DatabaseTroubleError when the database cannot be opened or the settings are not safe.
    """
    import django  # noqa: PLC0415 - what it imports depends on the folder
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415

    from coopcouncil.web.environment import UnsafeSettingError  # noqa: PLC0415

    os.environ["COOPCOUNCIL_DATA"] = str(data)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    data.mkdir(parents=True, exist_ok=True)
    try:
        django.setup()
        if not _is_up_to_date():
            call_command("migrate", interactive=False, verbosity=0)
    except DatabaseError as error:
        raise DatabaseTroubleError(f"The database cannot be used: {str(error).strip()}. See DATABASE_URL.") from error
    except UnsafeSettingError as error:
        raise DatabaseTroubleError(str(error)) from error


def _is_up_to_date() -> bool:
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())
