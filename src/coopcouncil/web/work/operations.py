"""Asking for long work, and asking again for what failed."""

from typing import Any

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils import timezone

from coopcouncil.web.people.models import Person
from coopcouncil.web.record.operations import enter
from coopcouncil.web.work.kinds import KINDS, JobFailedError
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.permissions import check_can_start_again
from coopcouncil.web.work.tasks import run_job


def start_job(
    *, kind: str, title: str, by: Person | None, about: str = "", payload: dict[str, Any] | None = None
) -> Job:
    """Ask for work of this kind once the transaction of the operation that needs it has ended well.

    That operation has checked the right and makes the entry in the record. Raises KeyError for a kind that nobody
    registered, TransactionManagementError outside a transaction.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("work is asked for in the transaction of what needs it")
    job = Job.objects.create(
        kind=KINDS[kind].kind, title=title[:200], started_by=by, about=about, payload=payload or {}
    )
    _enqueue(job)
    return job


@transaction.atomic
def start_again(*, job: Job, by: Person) -> Job:
    """Run a job again that failed or whose worker died. Raises JobFailedError when it is not over."""
    held = check_can_start_again(by, job)
    found = Job.objects.select_for_update().get(pk=job.pk)
    if not found.can_start_again:
        raise JobFailedError("This work is not over yet, or it is done already.")
    before = found.condition
    found.state, found.run, found.step, found.message = State.QUEUED, "", "", ""
    found.done = found.total = 0
    found.queued_at, found.began_at, found.seen_at, found.ended_at = timezone.now(), None, None, None
    found.save()
    enter(
        by=by,
        what="started again",
        about=found,
        before={"state": before},
        after={"state": str(found.state), "title": found.title},
        held=held,
    )
    _enqueue(found)
    return found


def _enqueue(job: Job) -> None:
    transaction.on_commit(lambda: run_job.enqueue(str(job.public_id)))
