"""Running a job, as the worker does: django-tasks calls `run_job`, which calls the function of the job's kind."""

import uuid

from django.utils import timezone
from django_tasks import task

from coopcouncil.data.snapshots.failures import FAILURES, in_words
from coopcouncil.web.permissions import NotAllowedError
from coopcouncil.web.work.heart import beating_for
from coopcouncil.web.work.kinds import KINDS, Done, JobFailedError
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.progress import JobProgress

UNEXPECTED = (
    "Something went wrong that nobody foresaw. Start it again; if it fails again, ask whoever runs the service to look "
    "into the log."
)
STOPPED_ON_PURPOSE = "The service was stopped while this was running. Start it again."


@task()
def run_job(public_id: str) -> None:
    """Run the job if it still waits for its turn: asking twice does no harm."""
    job = _taken_up(public_id)
    if job is not None:
        with beating_for(job.run):
            _run(job)


def _taken_up(public_id: str) -> Job | None:
    """The job, made this run's own, or None when another has it or it is over."""
    now, run = timezone.now(), uuid.uuid4().hex
    mine = Job.objects.filter(public_id=public_id, state=State.QUEUED).update(
        state=State.RUNNING, run=run, began_at=now, seen_at=now, step="Starting"
    )
    return Job.objects.select_related("started_by").get(public_id=public_id) if mine else None


def _run(job: Job) -> None:
    """Do the work and write down how it ended; what nobody foresaw goes on to the log."""
    said: tuple[State, str, str] = (State.FAILED, UNEXPECTED, "")
    try:
        done: Done = KINDS[job.kind].run(job, JobProgress(job))
        said = (State.DONE, done.message, done.result)
    except (JobFailedError, NotAllowedError) as error:
        said = (State.FAILED, str(error), "")
    except FAILURES as error:
        said = (State.FAILED, in_words(error), "")
    except SystemExit:
        said = (State.FAILED, STOPPED_ON_PURPOSE, "")
        raise
    finally:
        state, message, result = said
        Job.objects.filter(pk=job.pk, run=job.run).update(
            state=state, message=message, result=result, step="", done=0, total=0, ended_at=timezone.now()
        )
