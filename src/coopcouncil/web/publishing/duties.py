"""Publications as the record and people's duties know them."""

from datetime import date
from typing import Any

from django.urls import reverse

from coopcouncil.data.snapshots import StoreError
from coopcouncil.web.permissions import may
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import current, is_on_disk
from coopcouncil.web.subjects import Duty, Found


def find_publication(user: Any, ref: str) -> Found | None:
    """The page of what is published, for people of the council."""
    if not may(user, Right.SEE_UNPUBLISHED_SPENDING) or not Publication.objects.filter(snapshot_id=ref).exists():
        return None
    return Found(f"Published figures {ref}", reverse("publishing"))


def figures_to_publish(user: Any, today: date) -> list[Duty]:  # noqa: ARG001 - every duty is asked for a day
    """Figures that the public does not see yet, and published ones that are gone, for people who may publish."""
    if not may(user, Right.PUBLISH_SPENDING):
        return []
    try:
        now = current()
    except StoreError:
        return []  # the pages say what is wrong with the store
    if now is None or not now.holds_payments:
        return []
    published = published_snapshot_id()
    if published == now.snapshot.snapshot_id:
        return []
    if published and not is_on_disk(published):
        words = "Publish the figures again: the published snapshot is gone from the disk, so the public sees none"
        return [Duty(words, reverse("publishing"), late=True)]
    words = "Publish the current figures: the public still sees older ones"
    return [Duty(words if published else "Publish the figures: the public sees none yet", reverse("publishing"))]
