"""Writes on access tokens."""

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coopcouncil.evidence.record import sha256_text
from coopcouncil.web.api.models import Token
from coopcouncil.web.api.permissions import check_can_revoke
from coopcouncil.web.api.scopes import Scope
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right

PREFIX = "coop_"  # by which a token left in a file or a log is known for one
RANDOM_BYTES = 32


@transaction.atomic
def make_token(*, by: Person, name: str, scopes: Sequence[Scope], last_day: date) -> tuple[Token, str]:
    """A new token that works to the end of `last_day`, and its text, which nobody can read again."""
    held = check_may(by, Right.USE_OWN_ACCOUNT)
    text = PREFIX + secrets.token_urlsafe(RANDOM_BYTES)
    token = Token.objects.create(
        person=by,
        name=name,
        scopes=[str(each) for each in scopes],
        token_sha256=sha256_text(text),
        expires_at=timezone.make_aware(datetime.combine(last_day, time.max)),
    )
    after = {"name": name, "scopes": token.scopes, "expires": last_day.isoformat()}
    enter(by=by, what="made the access token", about=token, after=after, held=held)
    return token, text


@transaction.atomic
def revoke_token(*, by: Person, token: Token) -> None:
    """End a token now. One that was revoked before stays as it is."""
    held = check_can_revoke(by, token)
    if Token.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()):
        enter(by=by, what="revoked the access token", about=token, before={"name": token.name}, held=held)


def note_use(token: Token) -> None:
    """Keep the day of the token's last use: one write a day, and no entry in the record, as nothing was decided."""
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(~Q(last_used_on=today) | Q(last_used_on=None), pk=token.pk).update(last_used_on=today)
