"""Naming a delegate, and ending it early."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.people.models import Delegation, Person
from coopcouncil.web.people.permissions import check_can_delegate, check_can_end_delegation, why_not_stand_in
from coopcouncil.web.people.queries import own_roles
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter

LONGEST = timedelta(days=366)


@transaction.atomic
def name_delegate(*, by: Person, delegate: Person, starts_on: date, ends_on: date, reason: str) -> Delegation:
    """Let `delegate` act for `by` from one day to another, both included.

    Raises RefusedError where the delegate may not, or the days make no sense.
    """
    held = check_can_delegate(by)
    person = Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    _check_delegate(person, delegate)
    _check_days(starts_on, ends_on)
    overlapping = Delegation.objects.filter(
        person=person, delegate=delegate, ended_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on
    )
    if found := overlapping.first():
        raise RefusedError(f"{delegate} stands in for you already, from {_span(found.starts_on, found.ends_on)}.")
    made = Delegation.objects.create(
        person=person, delegate=delegate, starts_on=starts_on, ends_on=ends_on, reason=reason
    )
    after = {"delegate": str(delegate), "days": _span(starts_on, ends_on)}
    enter(by=by, what="named as delegate", about=made, why=reason, after=after, held=held)
    return made


@transaction.atomic
def end_delegation(*, delegation: Delegation, by: Person) -> None:
    """End a delegation now. Raises RefusedError where it is over."""
    found = Delegation.objects.select_for_update(of=("self",)).select_related("person", "delegate")
    delegation = found.get(pk=delegation.pk)
    held = check_can_end_delegation(by, delegation)
    if delegation.ended_at or delegation.ends_on < timezone.localdate():
        raise RefusedError(f"{delegation.delegate} no longer stands in for {delegation.person}.")
    delegation.ended_at = timezone.now()
    delegation.save(update_fields=["ended_at"])
    before = {"delegate": str(delegation.delegate), "days": _span(delegation.starts_on, delegation.ends_on)}
    enter(by=by, what="ended early", about=delegation, before=before, held=held)


def _check_delegate(person: Person, delegate: Person) -> None:
    if person.pk == delegate.pk:
        raise RefusedError("You cannot stand in for yourself. Name somebody else.")
    why_not = why_not_stand_in({Role(role) for role in own_roles(delegate)} if delegate.is_active else set())
    if why_not:
        raise RefusedError(f"{delegate} cannot be your delegate. {why_not}")


def _check_days(starts_on: date, ends_on: date) -> None:
    if starts_on < timezone.localdate():
        raise RefusedError("The first day is in the past. Begin today or later.")
    if ends_on < starts_on:
        raise RefusedError("The last day comes before the first. Change one of them.")
    if ends_on - starts_on > LONGEST:
        raise RefusedError("A delegate is named for a year at most. Choose an earlier last day.")


def _span(starts_on: date, ends_on: date) -> str:
    return f"{day(starts_on)} to {day(ends_on)}"
