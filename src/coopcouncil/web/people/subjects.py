"""What people's tables hold, as the record and search find it."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from coopcouncil.web.people.invitations.queries import invitations_within_reach
from coopcouncil.web.people.models import Body, Delegation
from coopcouncil.web.people.queries import people_within_reach
from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Found, Hit, Subject, register


def register_all() -> None:
    """Make the kinds of thing known; called once, when the app starts."""
    register(Subject("person", "person", find_person, search_people, find_people))
    register(Subject("body", "body", find_body, search_bodies))
    register(Subject("invitation", "invitation", find_invitation, search_invitations))
    register(Subject("delegation", "delegation", find_delegation))


def find_person(user: Any, ref: str) -> Found | None:
    """A person, for those who may look at them."""
    person = people_within_reach(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    return Found(str(person), reverse("person", args=[person.public_id])) if person else None


def find_people(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """Several people at once, those that may be looked at."""
    found = people_within_reach(user).filter(public_id__in=filter(_is_uuid, refs))
    return {str(each.public_id): Found(str(each), reverse("person", args=[each.public_id])) for each in found}


def search_people(user: Any, words: str, most: int) -> list[Hit]:
    """People by a part of their name or address."""
    found = people_within_reach(user).filter(Q(name__icontains=words) | Q(email__icontains=words))
    return [Hit("Person", str(each), reverse("person", args=[each.public_id]), each.email) for each in found[:most]]


def find_body(user: Any, ref: str) -> Found | None:
    """A body, for those who may see who has access."""
    body = Body.objects.filter(slug=ref).first() if may(user, Right.SEE_PEOPLE) else None
    return Found(str(body), reverse("body", args=[body.slug])) if body else None


def search_bodies(user: Any, words: str, most: int) -> list[Hit]:
    """Bodies by a part of their name, or by their org-id."""
    if not may(user, Right.SEE_PEOPLE):
        return []
    found = Body.objects.filter(Q(name__icontains=words) | Q(org_id__iexact=words))[:most]
    return [Hit(each.get_kind_display(), each.name, reverse("body", args=[each.slug]), each.org_id) for each in found]


def find_invitation(user: Any, ref: str) -> Found | None:
    """An invitation, for those who may look at it."""
    found = invitations_within_reach(user).filter(public_id=ref).first() if _is_uuid(ref) else None
    return Found(f"Invitation of {found}", reverse("one-invitation", args=[found.public_id])) if found else None


def search_invitations(user: Any, words: str, most: int) -> list[Hit]:
    """Invitations by a part of the name or address invited."""
    found = invitations_within_reach(user).filter(Q(name__icontains=words) | Q(email__icontains=words))[:most]
    return [
        Hit("Invitation", str(each), reverse("one-invitation", args=[each.public_id]), each.state.label)
        for each in found
    ]


def find_delegation(user: Any, ref: str) -> Found | None:
    """A delegation: for its two people on their own account, for those who may look at people on the person's page."""
    delegations = Delegation.objects.select_related("person", "delegate")
    found = delegations.filter(public_id=ref).first() if _is_uuid(ref) else None
    if found is None:
        return None
    if user.pk in (found.person_id, found.delegate_id):
        return Found(str(found), reverse("account"))
    if people_within_reach(user).filter(pk=found.person_id).exists():
        return Found(str(found), f"{reverse('person', args=[found.person.public_id])}#delegates")
    return None


def _is_uuid(ref: str) -> bool:
    try:
        UUID(ref)
    except ValueError:
        return False
    return True
