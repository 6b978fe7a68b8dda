"""The table of jobs: what was asked for, how far it is, and what came of it."""

import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils import timezone

from coopcouncil.web.people.models import Person

# A worker says that it lives every few seconds (`heart.py`); a run not heard of for this long has died.
LEASE = timedelta(seconds=15)


class State(models.TextChoices):
    """Where a job is. A run that died stays RUNNING in the table: `Job.condition` finds it out."""

    QUEUED = "queued", "Waiting for its turn"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    FAILED = "failed", "Failed"


STOPPED = "stopped"


class Job(models.Model):
    """Something long that was asked for. `run` names one attempt, so that an attempt given up cannot speak for it.

    `about` is kind:ref as in `web.subjects`, or empty; `done` of `total` of the step are finished, total 0 is unknown;
    `message` says what came of it, `result` is the address that it leads to.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    started_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=160, blank=True)
    payload = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    run = models.CharField(max_length=32, blank=True)
    step = models.CharField(max_length=200, blank=True)
    done = models.BigIntegerField(default=0)
    total = models.BigIntegerField(default=0)
    message = models.TextField(blank=True)
    result = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=timezone.now)
    began_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    subject_kind = "job"

    class Meta:
        ordering: ClassVar = ["-queued_at", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["started_by", "-queued_at"], name="work_by"),
            models.Index(fields=["about", "state"], name="work_about"),
        ]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this job."""
        return str(self.public_id)

    @property
    def condition(self) -> str:
        """The state as it is: queued, running, done, failed, or stopped when the run has died."""
        if self.state == State.RUNNING and not self.is_alive(timezone.now()):
            return STOPPED
        return str(self.state)

    @property
    def condition_words(self) -> str:
        """The state in words."""
        return "Stopped half way" if self.condition == STOPPED else str(State(self.state).label)

    @property
    def can_start_again(self) -> bool:
        """Whether it ended without doing what was asked."""
        return self.condition in (State.FAILED, STOPPED)

    def is_alive(self, now: datetime) -> bool:
        """Whether the run was heard of lately."""
        return self.seen_at is not None and now - self.seen_at < LEASE

    def __str__(self) -> str:
        """The title."""
        return self.title
