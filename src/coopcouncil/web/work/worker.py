"""The worker: one process that does the jobs that wait, one after the other."""

import logging
import uuid

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from coopcouncil.web.work.heart import start_heart
from coopcouncil.web.work.kinds import AT_WORKER_START
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.tasks import run_job

SECONDS_BETWEEN_LOOKS = 0.5


class OutOfDateError(Exception):
    """The database is not of this version; the message says what to run."""


def run_worker() -> None:
    """Mend what an earlier worker left, then do the work that waits until told to stop.

    A signal to stop lets the job that runs finish first. Raises OutOfDateError.
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
    start_heart()
    ask_for_the_forgotten()
    for mend in AT_WORKER_START:
        mend()
    worker.run()


def ask_for_the_forgotten() -> int:
    """Enqueue every job that waits while no task is there to run it; return how many."""
    asked = {str(each["args"][0]) for each in DBTaskResult.objects.ready().values_list("args_kwargs", flat=True)}
    waiting = {str(each) for each in Job.objects.filter(state=State.QUEUED).values_list("public_id", flat=True)}
    for public_id in sorted(waiting - asked):
        run_job.enqueue(public_id)
    return len(waiting - asked)


def _check_up_to_date() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise OutOfDateError("The database is older than this version. Run: coopcouncil migrate")
