"""Reads of jobs."""

import uuid
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.work.models import LEASE, Job, State

PAGE_SIZE = 50
GONE = "No work has this number."


def find_job(public_id: uuid.UUID) -> Job:
    """The job; a page not found when there is none."""
    found = Job.objects.select_related("started_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404(GONE)
    return found


def jobs_seen_by(user: Any) -> QuerySet[Job]:
    """One's own jobs, or everybody's where that is one's right; latest first."""
    jobs = Job.objects.select_related("started_by")
    return jobs if may(user, Right.SEE_ALL_WORK) else jobs.filter(started_by=user.pk)


def page_of_jobs(user: Any, number: int) -> Page[Job]:
    """One page of them; the last when there are not so many."""
    return Paginator(jobs_seen_by(user), PAGE_SIZE).get_page(number)


def active_job(about: str, kind: str) -> Job | None:
    """The job of this kind about this thing that waits or runs, or None; a run that died is not one."""
    alive = Q(state=State.QUEUED) | Q(state=State.RUNNING, seen_at__gt=timezone.now() - LEASE)
    return Job.objects.filter(alive, about=about, kind=kind).first()


def jobs_before(job: Job) -> int:
    """How many jobs a worker has to do before this one."""
    return Job.objects.filter(
        Q(state=State.RUNNING, seen_at__gt=timezone.now() - LEASE) | Q(state=State.QUEUED, queued_at__lt=job.queued_at)
    ).count()


def failures_of(user: Any) -> QuerySet[Job]:
    """One's own jobs that failed or stopped."""
    died = Q(state=State.RUNNING, seen_at__lte=timezone.now() - LEASE)
    return Job.objects.filter(Q(state=State.FAILED) | died, started_by=user.pk)
