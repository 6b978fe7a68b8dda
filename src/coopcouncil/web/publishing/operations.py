"""Publishing figures."""

from django.db import transaction

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right


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
