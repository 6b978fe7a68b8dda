"""Running Django's commands over a data folder: what the pages keep in their database is theirs alone to read."""

import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

SETTINGS = "coopcouncil.web.settings"


def given_environment() -> Any:
    """What the environment says, checked. Raises click.UsageError that names every unsafe setting."""
    module: Any = import_module("coopcouncil.web.environment")
    given = module.Environment()
    try:
        module.check_safe(given)
    except module.UnsafeSettingError as error:
        raise click.UsageError(str(error)) from None
    return given


def run_django(data: Path, *commands: tuple[str, ...]) -> None:
    """Run Django's commands, one after the other, in this process, over the data in this folder."""
    given_environment()
    os.environ["COOPCOUNCIL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    data.mkdir(parents=True, exist_ok=True)
    import django  # noqa: PLC0415 - slow to start, and only these commands need it
    from django.core.management import CommandError, call_command  # noqa: PLC0415

    django.setup()
    for name, *words in commands:
        try:
            call_command(name, *words)
        except CommandError as error:
            click.echo(str(error), err=True)
            sys.exit(2)


PREPARE: tuple[tuple[str, ...], ...] = (
    ("migrate", "--noinput", "--verbosity", "0", "--skip-checks"),
    ("createcachetable",),
)
