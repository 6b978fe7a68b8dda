"""Reads of people and of what they may do today."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Delegation, Grant, Person
from coopcouncil.web.people.permissions import HANDED_ON, why_not_stand_in
from coopcouncil.web.permissions import Held, reach
from coopcouncil.web.rights import Right

PAGE_SIZE = 25
ORDERS = {"name": ("name", "pk"), "joined": ("-joined_at", "pk"), "seen": ("last_login", "name", "pk")}


@dataclass(frozen=True)
class Listed:
    """One page of people, and how many there are in all."""

    rows: Iterable[Person]
    count: int
    page: int
    pages: int


def held_today(person: Person) -> list[Held]:
    """The roles a person holds today: their own first, then those of people they stand in for.

    Not every role is handed on (`HANDED_ON`), and who has become an auditor, or left the council's roles, since they
    were named stands in for nobody.
    """
    if not person.is_active:
        return []
    own = list(_open_grants().filter(person=person))
    if why_not_stand_in({Role(grant.role) for grant in own}):
        return [_held(grant, person) for grant in own]
    today = timezone.localdate()
    stood_in_for = _open_grants().filter(
        role__in=HANDED_ON,
        person__is_active=True,
        person__delegations_given__delegate=person,
        person__delegations_given__starts_on__lte=today,
        person__delegations_given__ends_on__gte=today,
        person__delegations_given__ended_at=None,
    )
    held = [_held(grant, person) for grant in (*own, *stood_in_for.distinct())]
    return sorted(held, key=lambda each: each.for_whom)


def own_roles(person: Person) -> list[str]:
    """The roles a person holds in their own name."""
    return list(_open_grants().filter(person=person).values_list("role", flat=True))


def person_by_email(email: str) -> Person | None:
    """The person whose address this is."""
    return Person.objects.filter(email=email.strip().lower()).first()


def people_within_reach(user: Any) -> QuerySet[Person]:
    """The people whom this user may look at: whoever holds or held a role for what is within the user's reach."""
    everywhere, bodies = reach(user, Right.SEE_PEOPLE)
    if everywhere:
        return Person.objects.all()
    if not bodies:
        return Person.objects.none()
    of_theirs = Grant.objects.filter(Q(body=None) | Q(body__in=bodies))
    return Person.objects.filter(pk__in=of_theirs.values("person"))


def find_person(user: Any, public_id: UUID) -> Person:
    """The person of this id. Raises Http404 for one whom this user may not look at, as for one who does not exist."""
    found = people_within_reach(user).filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is nobody of that address here, or they are outside your directorate.")
    return found


def search_people(user: Any, asked: dict[str, str], *, page: int = 1, page_size: int | None = PAGE_SIZE) -> Listed:
    """The people asked for, with the roles they hold in `open_grants`; all of them where `page_size` is None."""
    found = _asked(people_within_reach(user), asked).order_by(*ORDERS[asked.get("sort", "name")])
    count = found.count()
    pages = max(1, -(-count // page_size)) if page_size else 1
    page = min(page, pages)
    held = Prefetch("grants", _open_grants(), to_attr="open_grants")
    rows = found.prefetch_related(held)
    return Listed(rows[(page - 1) * page_size : page * page_size] if page_size else rows, count, page, pages)


def roles_of(person: Person) -> list[Grant]:
    """The roles a person holds now."""
    return list(_open_grants().filter(person=person))


def past_roles_of(person: Person) -> list[Grant]:
    """The roles a person held, the last one first."""
    ended = Q(ended_at__isnull=False) | Q(body__ended_at__isnull=False)
    return list(Grant.objects.filter(ended, person=person).select_related("body").order_by("-ended_at", "-pk"))


def delegations_of(person: Person) -> list[Delegation]:
    """Who stands or stood in for a person, and for whom the person does or did, the latest first."""
    either = Q(person=person) | Q(delegate=person)
    return list(Delegation.objects.filter(either).select_related("person", "delegate"))


def standing_in(person: Person) -> list[Delegation]:
    """For whom a person stands in today or will, in the order of the days."""
    return list(_current(Delegation.objects.filter(delegate=person)))


def delegates_of(person: Person) -> list[Delegation]:
    """Who stands in for a person today or will, in the order of the days."""
    return list(_current(Delegation.objects.filter(person=person)))


def _current(delegations: QuerySet[Delegation]) -> QuerySet[Delegation]:
    found = delegations.filter(ended_at=None, ends_on__gte=timezone.localdate())
    return found.select_related("person", "delegate").order_by("starts_on", "pk")


def _open_grants() -> QuerySet[Grant]:
    """Roles that hold now; those for a body that has ended do not."""
    return (
        Grant.objects.filter(Q(body=None) | Q(body__ended_at=None), ended_at=None)
        .select_related("body", "person")
        .order_by("pk")
    )


def _asked(people: QuerySet[Person], asked: dict[str, str]) -> QuerySet[Person]:
    standing = asked.get("standing", "has")
    if standing != "all":
        people = people.filter(is_active=standing == "has")
    if words := asked.get("text"):
        people = people.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if "role" in asked or "body" in asked:
        grants = _open_grants()
        if "role" in asked:
            grants = grants.filter(role=asked["role"])
        if "body" in asked:
            grants = grants.filter(body__slug=asked["body"])
        people = people.filter(pk__in=grants.values("person"))
    return people


def _held(grant: Grant, person: Person) -> Held:
    return Held(
        role=Role(grant.role),
        body_id=grant.body_id,
        body_name=str(grant.body or ""),
        for_whom="" if grant.person_id == person.pk else str(grant.person),
    )
