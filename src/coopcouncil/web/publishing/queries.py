"""Reads of what is published."""

from django.core.paginator import Page, Paginator
from django.urls import reverse

from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.subjects import News

PAGE_SIZE = 20


def last_publication() -> Publication | None:
    """The publication that holds now, or None before the first."""
    return Publication.objects.select_related("published_by").first()


def published_snapshot_id() -> str | None:
    """The snapshot whose figures the public sees, or None before the first publication."""
    found = last_publication()
    return found.snapshot_id if found else None


def news(most: int) -> list[News]:
    """The publications of spending figures, the newest first."""
    address = reverse("picture")
    summary = "The council published its spending figures from snapshot {}."
    return [
        News("spending", "Spending figures", address, each.published_at, summary.format(each.snapshot_id))
        for each in Publication.objects.all()[:most]
    ]


def page_of_publications(number: int) -> Page[Publication]:
    """One page of all publications, latest first; the last page when there are not so many."""
    return Paginator(Publication.objects.select_related("published_by"), PAGE_SIZE).get_page(number)
