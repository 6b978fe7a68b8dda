"""Publishing figures."""

from django.db import transaction

from coopcouncil.data.snapshots import Snapshot, StoreError
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right
from coopcouncil.web.snapshots import store


@transaction.atomic
def publish_spending(*, snapshot: Snapshot, by: Person | None, why: str = "") -> Publication:
    """Let everybody see this snapshot's figures from now on; `by` is None for whoever runs the service's commands."""
    held = check_may(by, Right.PUBLISH_SPENDING) if by else None
    before = published_snapshot_id()
    publication = Publication.objects.create(snapshot_id=snapshot.snapshot_id, published_by=by)
    enter(
        by=by,
        what="published the spending figures",
        about=publication,
        why=why,
        before={"snapshot": before},
        after={"snapshot": snapshot.snapshot_id},
        held=held,
    )
    return publication


@transaction.atomic
def publish_as_system(*, why: str = "") -> tuple[str, bool]:
    """Publish the current snapshot for whoever runs the service's commands; its id, and whether it is news.

    Raises StoreError when no payments are loaded.
    """
    snapshot = store().current()
    if snapshot is None or not snapshot.manifest.tables.get("payments"):
        raise StoreError("No payments are loaded, so there is nothing to publish. Run: coopcouncil spending load")
    if snapshot.snapshot_id == published_snapshot_id():
        return snapshot.snapshot_id, False
    publish_spending(snapshot=snapshot, by=None, why=why)
    return snapshot.snapshot_id, True
