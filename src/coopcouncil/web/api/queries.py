"""Reads of access tokens."""

from coopcouncil.evidence.record import sha256_text
from coopcouncil.web.api.models import Token
from coopcouncil.web.people.models import Person


def tokens_of(person: Person) -> list[Token]:
    """A person's tokens, latest first: those that work, those that expired, those that were revoked."""
    return list(Token.objects.select_related("person").filter(person=person))


def own_token(person: Person, ref: str) -> Token | None:
    """The person's own token with this id, or None."""
    return next((each for each in tokens_of(person) if each.subject_ref == ref), None)


def find_token(text: str) -> Token | None:
    """The token with this text, whether it still works or not; or None."""
    return Token.objects.select_related("person").filter(token_sha256=sha256_text(text)).first()
