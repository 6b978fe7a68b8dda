"""What a worker does before it takes up work."""

from django_tasks_db.models import DBTaskResult

from coopcouncil.web.work.heart import start_heart
from coopcouncil.web.work.kinds import AT_WORKER_START
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.tasks import run_job


def begin() -> None:
    """Start the heart, ask again for jobs whose asking a death swallowed, and mend what apps may have half done."""
    start_heart()
    ask_for_the_forgotten()
    for mend in AT_WORKER_START:
        mend()


def ask_for_the_forgotten() -> int:
    """Enqueue every job that waits while no task is there to run it; return how many."""
    asked = {str(each["args"][0]) for each in DBTaskResult.objects.ready().values_list("args_kwargs", flat=True)}
    waiting = {str(each) for each in Job.objects.filter(state=State.QUEUED).values_list("public_id", flat=True)}
    for public_id in sorted(waiting - asked):
        run_job.enqueue(public_id)
    return len(waiting - asked)
