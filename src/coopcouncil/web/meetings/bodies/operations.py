"""Writing down the names that bodies go by, and who holds which office."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone

from coopcouncil.rules.motions.naming import plain_name
from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.models import FULL_COUNCIL, Alias, Office
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.record.operations import enter


@transaction.atomic
def add_alias(*, body: Body, name: str, by: Person | None) -> Alias:
    """Say that texts call this body so too. Raises NotAllowedError, RefusedError for a name that is taken."""
    held = permissions.check_can_keep(by, body.pk)
    if not plain_name(name):
        raise RefusedError("Enter a name with letters in it.")
    if plain_name(name) == plain_name(body.name):
        raise RefusedError(f"{name} is read as {body} already: case, punctuation and “the” make no difference.")
    try:
        with transaction.atomic():
            alias = Alias.objects.create(body=body, name=name, added_by=by)
    except IntegrityError:
        other = Alias.objects.select_related("body").filter(name__iexact=name).first()
        raise RefusedError(f"{name} is another name of {other.body if other else 'a body'} already.") from None
    enter(by=by, what="gave another name to", about=body, after={"another name": name}, held=held)
    return alias


@transaction.atomic
def remove_alias(*, alias: Alias, by: Person | None) -> None:
    """Say that a name does not mean this body. Raises NotAllowedError."""
    body = alias.body
    held = permissions.check_can_keep(by, body.pk)
    if Alias.objects.filter(pk=alias.pk).delete()[0]:
        enter(by=by, what="took a name from", about=body, before={"another name": alias.name}, held=held)


@transaction.atomic
def begin_office(
    *,
    body: Body | None,
    title: str,
    holder: str,
    starts_on: date | None,
    by: Person | None,
    person: Person | None = None,
) -> Office:
    """Write down that somebody holds an office; `body` None is the whole council.

    Raises NotAllowedError, RefusedError when the same person holds it already.
    """
    held = permissions.check_can_keep(by, body.pk if body else None)
    same = Office.objects.filter(body=body, title__iexact=title, holder__iexact=holder, ends_on=None)
    if same.exists():
        raise RefusedError(f"{holder} is {title} already. End that first if it begins anew.")
    office = Office.objects.create(body=body, title=title, holder=holder, person=person, starts_on=starts_on)
    after = {"of": str(body) if body else FULL_COUNCIL, "title": title, "holder": holder, "from": starts_on}
    enter(by=by, what="began", about=office, after=after, held=held)
    return office


@transaction.atomic
def end_office(*, office: Office, ends_on: date, by: Person | None) -> Office:
    """Write down the last day of an office. Raises NotAllowedError, RefusedError for one that ended or a day before."""
    now = Office.objects.select_for_update(no_key=True).get(pk=office.pk)
    held = permissions.check_can_keep(by, now.body_id)
    if now.ends_on is not None and now.ends_on < timezone.localdate():
        raise RefusedError("This office has ended already.")
    if now.starts_on and ends_on < now.starts_on:
        raise RefusedError("The last day lies before the first. Look at the date.")
    before = now.ends_on
    now.ends_on = ends_on
    now.save(update_fields=["ends_on"])
    enter(by=by, what="ended", about=now, before={"until": before}, after={"until": ends_on}, held=held)
    return now
