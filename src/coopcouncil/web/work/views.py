"""Pages of long work: how far it is, what came of it, and a list."""

import uuid
from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.web import subjects
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.permissions import may, person_of
from coopcouncil.web.rights import Right
from coopcouncil.web.work.kinds import KINDS, JobFailedError
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.operations import start_again
from coopcouncil.web.work.permissions import can_start_again, check_can_see_job
from coopcouncil.web.work.queries import find_job, jobs_before, page_of_jobs

SECONDS_BETWEEN_LOOKS = 2
NOBODY_TAKES_IT_UP = timedelta(seconds=60)


@require_safe
def jobs(request: HttpRequest) -> HttpResponse:
    """One's own jobs, or everybody's, latest first."""
    listed = page_of_jobs(request.user, page_number(request))
    everybody = may(request.user, Right.SEE_ALL_WORK)
    return page(
        request,
        "work/jobs.html",
        title="Background work" if everybody else "Your background work",
        here="jobs",
        trail=(("Background work", ""),),
        jobs=listed,
        everybody=everybody,
        pagination=pagination(request, page=listed.number, pages=listed.paginator.num_pages),
    )


@require_safe
def job(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """How far one job is; where scripts run, the page asks again by itself until it is over."""
    found = find_job(public_id)
    check_can_see_job(request.user, found)
    return page(
        request,
        "work/job.html",
        title=found.title,
        here="jobs",
        trail=_trail(request, found),
        job=found,
        kind=KINDS[found.kind],
        subject=subjects.find(request.user, found.about) if found.about else None,
        before=jobs_before(found) if found.condition == "queued" else 0,
        not_taken_up=found.condition == "queued" and timezone.now() - found.queued_at > NOBODY_TAKES_IT_UP,
        can_start_again=found.can_start_again and can_start_again(request.user, found),
        seconds=SECONDS_BETWEEN_LOOKS,
    )


@require_POST
def again(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Start it again."""
    found = find_job(public_id)
    check_can_see_job(request.user, found)
    try:
        start_again(job=found, by=person_of(request))
    except JobFailedError as error:
        messages.info(request, str(error))
    return redirect("job", public_id)


def _trail(request: HttpRequest, found: Job) -> tuple[tuple[str, str], ...]:
    listed = (("Background work", reverse("jobs")),) if may(request.user, Right.SEE_WORK) else ()
    return (*listed, (found.title, ""))
