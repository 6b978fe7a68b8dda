"""Reads of people and of what they may do today."""

from django.db.models import Q
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Grant, Person
from coopcouncil.web.permissions import Held


def held_today(person: Person) -> list[Held]:
    """The roles a person holds today: their own first, then those of people they stand in for.

    An administrator's role is not handed on: nobody gives access by way of somebody else's name.
    """
    today = timezone.localdate()
    stood_in_for = Q(
        person__is_active=True,
        person__delegations_given__delegate=person,
        person__delegations_given__starts_on__lte=today,
        person__delegations_given__ends_on__gte=today,
        person__delegations_given__ended_at=None,
    ) & ~Q(role=Role.ADMINISTRATOR)
    grants = (
        Grant.objects.filter(Q(person=person) | stood_in_for, ended_at=None)
        .filter(Q(body=None) | Q(body__ended_at=None))
        .select_related("body", "person")
        .distinct()
    )
    held = [_held(grant, person) for grant in grants]
    return sorted(held, key=lambda each: each.for_whom)


def _held(grant: Grant, person: Person) -> Held:
    return Held(
        role=Role(grant.role),
        body_id=grant.body_id,
        body_name=str(grant.body or ""),
        for_whom="" if grant.person_id == person.pk else str(grant.person),
    )
