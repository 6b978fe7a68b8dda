"""Reads of what is published."""

from coopcouncil.web.publishing.models import Publication


def last_publication() -> Publication | None:
    """The publication that holds now, or None before the first."""
    return Publication.objects.select_related("published_by").first()


def published_snapshot_id() -> str | None:
    """The snapshot whose figures the public sees, or None before the first publication."""
    found = last_publication()
    return found.snapshot_id if found else None
