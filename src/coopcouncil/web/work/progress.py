"""How far a job is: written to its row as the work goes on."""

import time

from django.db import OperationalError
from django.utils import timezone

from coopcouncil.web.work.models import Job

SECONDS_BETWEEN = 0.5


class JobProgress:
    """Listens to work as `vocabulary.progress.Progress` says; a step is written at once, what follows now and then."""

    def __init__(self, job: Job) -> None:
        self._row = Job.objects.filter(pk=job.pk, run=job.run)
        self._step = ""
        self._written_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Write how far the step `what` is."""
        now = time.monotonic()
        if what == self._step and now - self._written_at < SECONDS_BETWEEN:
            return
        self._step, self._written_at = what, now
        try:
            self._row.update(step=what[:200], done=done, total=total, seen_at=timezone.now())
        except OperationalError:
            return  # the database is busy: the work matters more than the word on it
