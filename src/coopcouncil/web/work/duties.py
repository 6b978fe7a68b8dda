"""Jobs as the record and people's duties know them."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse

from coopcouncil.web.subjects import Duty, Found
from coopcouncil.web.work.models import Job, State
from coopcouncil.web.work.permissions import can_see_job
from coopcouncil.web.work.queries import failures_of

DAYS_REMEMBERED = 14


def find_job(user: Any, ref: str) -> Found | None:
    """The job's link, if this user may see it."""
    try:
        job = Job.objects.filter(public_id=uuid.UUID(ref)).first()
    except ValueError:
        return None
    if job is None or not can_see_job(user, job):
        return None
    return Found(job.title, reverse("job", args=[job.public_id]))


def failed_work(user: Any, today: date) -> list[Duty]:
    """One's own work that failed within two weeks and was not done since."""
    done_since = Job.objects.filter(
        kind=OuterRef("kind"), about=OuterRef("about"), state=State.DONE, queued_at__gt=OuterRef("queued_at")
    )
    lately = failures_of(user).filter(~Exists(done_since), queued_at__date__gte=today - timedelta(days=DAYS_REMEMBERED))
    return [Duty(f"Look at what failed: {job.title}", reverse("job", args=[job.public_id])) for job in lately]
