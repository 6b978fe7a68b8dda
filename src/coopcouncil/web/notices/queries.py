"""Reads of notices: whose calendar an address is, and who is due a digest."""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.utils import timezone

from coopcouncil.web.notices.models import HowOften, Preference
from coopcouncil.web.people.models import Person
from coopcouncil.web.subjects import REMINDERS

MONDAY, SATURDAY = 0, 5
_SIGNER = Signer(salt="coopcouncil.calendar", sep=".")


def preference_of(person: Person) -> Preference:
    """What a person wants to be told; what holds by default where they never said."""
    return Preference.objects.filter(person=person).first() or Preference(person=person)


def calendar_token(preference: Preference) -> str:
    """The part of a calendar's address that only its owner knows."""
    return _SIGNER.sign(f"{preference.person.public_id}-{preference.calendar_edition}")


def calendar_owner(token: str) -> Person | None:
    """Whose calendar this is; None for an address that is forged, was given up, or whose owner has left."""
    try:
        public_id, _, edition = _SIGNER.unsign(token).rpartition("-")
    except BadSignature:
        return None
    person = Person.objects.filter(public_id=public_id, is_active=True).first()
    if person is None or str(preference_of(person).calendar_edition) != edition:
        return None
    return person


def due_a_digest(now: datetime) -> list[Preference]:
    """Everybody whose digest is due: on working days, on Mondays, or on a day to remind them, and not yet today."""
    today = timezone.localtime(now)
    if today.weekday() >= SATURDAY:
        return []
    since = today.replace(hour=0, minute=0, second=0, microsecond=0)
    people = Person.objects.filter(is_active=True).select_related("notices")
    wanted = [getattr(person, "notices", None) or Preference(person=person) for person in people]
    reminded = {key for ask in REMINDERS for key in ask(today.date())}
    return [each for each in wanted if _is_due(each, today, since, reminded)]


def digest_covers_since(preference: Preference, now: datetime) -> datetime:
    """From when on a digest tells what was published."""
    spans = {HowOften.DAILY: timedelta(days=1), HowOften.WEEKLY: timedelta(days=7)}
    return preference.last_digest_at or now - spans.get(HowOften(preference.how_often), timedelta(days=7))


def _is_due(preference: Preference, today: datetime, since: datetime, reminded: set[int]) -> bool:
    if preference.last_digest_at is not None and preference.last_digest_at >= since:
        return False
    return preference.how_often == HowOften.DAILY or (
        preference.how_often == HowOften.WEEKLY and (today.weekday() == MONDAY or preference.person.pk in reminded)
    )
