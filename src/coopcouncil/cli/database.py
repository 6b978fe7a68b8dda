"""The database for a command: Django set up over a data folder, and the tables brought up to date."""

import os
from pathlib import Path

import django
from django.core.management import call_command


def open_database(data: Path) -> None:
    """Set Django up over this folder; a new or older database is brought up to date."""
    data.mkdir(parents=True, exist_ok=True)
    os.environ["COOPCOUNCIL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
