"""Writes of notices: what a person wants to be told, and the digests."""

import logging
from datetime import datetime
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from notifications_python_client.errors import HTTPError

from coopcouncil.web.notices.models import Preference
from coopcouncil.web.notices.queries import digest_covers_since, due_a_digest, preference_of
from coopcouncil.web.pages import council_name
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, News, duties_of, news

MOST_NEWS = 20
NOT_SENT = (OSError, SMTPException, HTTPError)

log = logging.getLogger(__name__)


@transaction.atomic
def choose_how_often(*, person: Person, how_often: str) -> Preference:
    """Keep how often a person wants a digest."""
    check_may(person, Right.USE_OWN_ACCOUNT)
    preference = preference_of(person)
    before = preference.how_often
    preference.how_often = how_often
    preference.save()
    enter(
        by=person, what="chose how often a digest comes", about=person,
        before={"digest": before}, after={"digest": how_often},
    )  # fmt: skip
    return preference


@transaction.atomic
def renew_calendar_address(*, person: Person) -> Preference:
    """Give the calendar another address; whoever knows the earlier one reads nothing from now on."""
    check_may(person, Right.USE_OWN_ACCOUNT)
    preference = preference_of(person)
    preference.calendar_edition += 1
    preference.save()
    enter(by=person, what="changed the address of their calendar", about=person)
    return preference


def send_digests(now: datetime) -> tuple[int, int]:
    """Send every digest that is due and has something to say; how many were sent, and how many could not be."""
    sent = failed = 0
    for preference in due_a_digest(now):
        message = digest(preference, now)
        if message is None:
            continue
        try:
            message.send()
        except NOT_SENT:
            log.exception("digest not sent", extra={"person": str(preference.person.public_id)})
            failed += 1
            continue
        preference.last_digest_at = now
        preference.save()
        sent += 1
    return sent, failed


def digest(preference: Preference, now: datetime) -> EmailMessage | None:
    """What a person is told: what waits for them, and what was published since the last time; None for nothing."""
    person = preference.person
    duties = duties_of(person, timezone.localdate(now))
    since = digest_covers_since(preference, now)
    published = [each for each in news(MOST_NEWS) if each.at > since]
    if not duties and not published:
        return None
    return EmailMessage(
        subject=_subject(duties, published),
        body=render_to_string("notices/email/digest.txt", _words(person, duties, published)),
        to=[person.email],
    )


def _subject(duties: list[Duty], published: list[News]) -> str:
    late = sum(duty.late for duty in duties)
    if late:
        return f"{late} late, {len(duties) - late} more waiting: {council_name()}"
    if duties:
        return f"{len(duties)} waiting for you: {council_name()}"
    return f"{len(published)} newly published: {council_name()}"


def _words(person: Person, duties: list[Duty], published: list[News]) -> dict[str, Any]:
    return {
        "person": person,
        "duties": duties,
        "published": published,
        "council": council_name(),
        "address": settings.COOPCOUNCIL_ADDRESS,
    }
