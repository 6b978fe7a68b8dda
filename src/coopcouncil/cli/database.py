"""The database behind a command: set up, with every table there."""

import os
from pathlib import Path


def open_database(data: Path) -> None:
    """Make Django ready over the database of `data` (or of DATABASE_URL), with its tables as this version needs them.

    What a command then imports of `coopcouncil.web` it imports inside itself: the models want Django ready first.
    """
    os.environ["COOPCOUNCIL_DATA"] = str(data.resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coopcouncil.web.settings")
    data.mkdir(parents=True, exist_ok=True)

    import django  # noqa: PLC0415 - slow, and only commands with a database pay for it
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    django.setup()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
