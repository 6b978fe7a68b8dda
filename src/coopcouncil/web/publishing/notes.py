"""What a page says to people of the council when the public sees something else."""

from django.http import HttpRequest
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.web.permissions import may
from coopcouncil.web.publishing.queries import last_publication
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import Reading, is_on_disk


def unpublished(request: HttpRequest, now: Reading) -> str:
    """A sentence when the figures on the page are not what the public sees; nothing when they are."""
    if not may(request.user, Right.SEE_UNPUBLISHED_SPENDING):
        return ""
    last = last_publication()
    if last is None:
        return "These figures are not published yet: only people of the council see them."
    if last.snapshot_id == now.snapshot.snapshot_id:
        return ""
    if not is_on_disk(last.snapshot_id):
        return "These figures are not published, and the published ones are gone from the disk: the public sees none."
    since = day(timezone.localtime(last.published_at))
    return f"These figures are not published yet: the public sees those of {since}."
