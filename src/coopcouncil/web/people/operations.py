"""Giving and ending roles, and ending access altogether."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import WHOLE_COUNCIL, Body, Delegation, Grant, Invitation, Person
from coopcouncil.web.people.permissions import check_can_end_access, check_can_end_role, check_can_give
from coopcouncil.web.people.refusals import RefusedError, check_fits
from coopcouncil.web.record.operations import enter


@transaction.atomic
def give_role(*, person: Person, role: Role, body: Body | None, by: Person | None, why: str = "") -> Grant:
    """Give a person a role for the whole council (None) or one body. Raises RefusedError where it cannot be held."""
    held = check_can_give(by, body)
    grant = hold(person=person, role=role, body=body, by=by)
    enter(by=by, what="gave a role to", about=person, why=why, after=said(role, body), held=held)
    return grant


def hold(*, person: Person, role: Role, body: Body | None, by: Person | None) -> Grant:
    """Put down that a person holds a role, in a transaction whose caller asked who may and enters it in the record.

    Raises RefusedError where it cannot be held or is held already.
    """
    locked = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if not locked.is_active:
        raise RefusedError(f"The access of {person} was ended. Let them back in first.")
    check_fits(role, body)
    if locked.grants.filter(role=role, body=body, ended_at=None).exists():
        raise RefusedError(f"{person} is {role.label} for {body or WHOLE_COUNCIL} already.")
    return Grant.objects.create(person=locked, role=role, body=body, given_by=by)


@transaction.atomic
def end_role(*, grant: Grant, by: Person | None, why: str = "") -> None:
    """End a role from now on. Raises RefusedError where it has ended already."""
    _lock_administrators()
    grant = Grant.objects.select_for_update(of=("self",)).select_related("person", "body").get(pk=grant.pk)
    held = check_can_end_role(by, grant)
    if grant.ended_at:
        raise RefusedError(f"{grant.person} is no longer {grant}: the role was ended before.")
    grant.ended_at = timezone.now()
    grant.save(update_fields=["ended_at"])
    before = said(Role(grant.role), grant.body)
    enter(by=by, what="ended a role of", about=grant.person, why=why, before=before, held=held)


@transaction.atomic
def end_access(*, person: Person, by: Person | None, why: str = "") -> None:
    """A person leaves: their roles, delegations and open invitations end, and every session of theirs with them.

    The person and what the record says of them stay. Raises RefusedError where access was ended before.
    """
    _lock_administrators()
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = check_can_end_access(by, person)
    if not person.is_active:
        raise RefusedError(f"The access of {person} was ended before.")
    now = timezone.now()
    roles = [str(grant) for grant in person.grants.filter(ended_at=None).select_related("body")]
    person.grants.filter(ended_at=None).update(ended_at=now)
    either = Q(person=person) | Q(delegate=person)
    delegations = Delegation.objects.filter(either, ended_at=None, ends_on__gte=timezone.localdate())
    delegations_ended = delegations.update(ended_at=now)
    Invitation.objects.filter(email=person.email, accepted_at=None, revoked_at=None).update(revoked_at=now)
    person.is_active = False
    person.left_at = now
    person.set_unusable_password()  # sessions are bound to the password: none outlives it, not even a return
    person.save(update_fields=["is_active", "left_at", "password"])
    before = {"roles": roles, "delegations": delegations_ended}
    enter(by=by, what="ended the access of", about=person, why=why, before=before, held=held)


@transaction.atomic
def let_back_in(*, person: Person, by: Person | None, why: str = "") -> None:
    """Let somebody who left have access again, without a role or a password: both are given anew.

    Raises RefusedError for somebody who has access.
    """
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    held = check_can_give(by, None)
    if person.is_active:
        raise RefusedError(f"{person} has access.")
    left_at = person.left_at
    person.is_active = True
    person.left_at = None
    person.save(update_fields=["is_active", "left_at"])
    enter(by=by, what="let back in", about=person, why=why, before={"left": left_at}, held=held)


def said(role: Role, body: Body | None) -> dict[str, str]:
    """A role as the record tells of it."""
    return {"role": role.label, "for": str(body or WHOLE_COUNCIL)}


def _lock_administrators() -> None:
    """Whoever ends an administrator's role waits here for others who do: the last one is always seen."""
    held = Grant.objects.filter(role=Role.ADMINISTRATOR, body=None, ended_at=None, person__is_active=True)
    list(held.select_for_update(of=("self", "person"), no_key=True).select_related("person").order_by("pk"))
