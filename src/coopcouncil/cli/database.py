"""The database for a command: Django set up over a data folder."""

import os
from pathlib import Path

import click
import django
from django.core.management import call_command
from django.db import OperationalError


def set_up_django(data: Path) -> None:
    """Set Django up over this data folder; the database is left as it is.

    Raises UnsafeSettingError when the environment holds a setting that is unsafe or makes no sense.
    """
    data.mkdir(parents=True, exist_ok=True)
    os.environ["COOPCOUNCIL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    django.setup()


def open_database(data: Path) -> None:
    """Set Django up over this data folder, and bring its database up to this version where it is older.

    Raises UsageError when the database cannot be reached.
    """
    set_up_django(data)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    except OperationalError as error:
        raise click.UsageError(f"The database cannot be used: {str(error).strip()}") from None
