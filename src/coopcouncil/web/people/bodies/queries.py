"""Reads of bodies."""

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from coopcouncil.web.people.models import Body, Grant, Person
from coopcouncil.web.people.permissions import bodies_within_reach


def open_bodies() -> QuerySet[Body]:
    """The bodies for which a role can be held."""
    return Body.objects.filter(ended_at=None)


def bodies_to_give(by: Person) -> tuple[bool, list[Body]]:
    """For what `by` gives roles: whether for the whole council, and for which bodies."""
    everywhere, ids = bodies_within_reach(by)
    return everywhere, list(open_bodies() if everywhere else open_bodies().filter(pk__in=ids))


def listed_bodies() -> QuerySet[Body]:
    """Every body, those that have not ended first, with how many people hold a role for it in `people`."""
    holding = Count("grants__person", filter=Q(grants__ended_at=None), distinct=True)
    return Body.objects.annotate(people=holding).order_by("ended_at", "kind", "name", "pk")


def find_body(slug: str) -> Body:
    """The body of this address. Raises Http404 for one that never was."""
    found = Body.objects.filter(slug=slug).first()
    if found is None:
        raise Http404("There is no body of that address.")
    return found


def roles_for(body: Body) -> QuerySet[Grant]:
    """Who holds which role for this body."""
    return Grant.objects.filter(body=body, ended_at=None).select_related("person", "body").order_by("person__name")
