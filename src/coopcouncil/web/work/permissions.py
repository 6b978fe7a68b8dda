"""Who may see a job, and start it again."""

from typing import Any

from coopcouncil.web.permissions import Held, NotAllowedError, allows, check_may
from coopcouncil.web.rights import Right
from coopcouncil.web.work.kinds import KINDS
from coopcouncil.web.work.models import Job


def check_can_see_job(user: Any, job: Job) -> Held:
    """Raises NotAllowedError with the reason; its own starter may always see it, as may who could start its kind."""
    if user.is_authenticated and job.started_by_id == user.pk:
        return Held(None)
    try:
        return check_may(user, Right.SEE_ALL_WORK)
    except NotAllowedError:
        return check_may(user, KINDS[job.kind].right)


def can_see_job(user: Any, job: Job) -> bool:
    """Whether this user may see the job."""
    return allows(check_can_see_job, user, job)


def check_can_start_again(user: Any, job: Job) -> Held:
    """Raises NotAllowedError with the reason: it takes the right that starting it took."""
    return check_may(user, KINDS[job.kind].right)


def can_start_again(user: Any, job: Job) -> bool:
    """Whether this user may start the job again."""
    return allows(check_can_start_again, user, job)
