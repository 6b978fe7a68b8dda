"""`django-admin work`: what `coopcouncil worker` runs."""

import logging
import uuid
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from coopcouncil.web.work.worker import begin

SECONDS_BETWEEN_LOOKS = 0.5


class Command(BaseCommand):
    """Do the work that waits, one job after the other, until told to stop; the job that runs is finished first."""

    help = "Do long work in the background until told to stop."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Mend what an earlier worker left, then take up work.

        Raises CommandError for a database that is not up to date.
        """
        _check_up_to_date()
        worker = Worker(
            queue_names=[DEFAULT_TASK_QUEUE_NAME],
            interval=SECONDS_BETWEEN_LOOKS,
            batch=False,
            backend_name=DEFAULT_TASK_BACKEND_ALIAS,
            startup_delay=False,
            max_tasks=None,
            worker_id=uuid.uuid4().hex,
            excluded_queue_names=[],
        )
        logging.getLogger("django_tasks_db").setLevel(logging.ERROR)  # else it tells of every stop
        worker.configure_signals()
        begin()
        worker.run()


def _check_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise CommandError("The database is not up to date. Start coopcouncil serve: it brings it up to date first.")
