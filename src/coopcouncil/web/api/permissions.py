"""Who may do what with a token, and what a token lets its person do."""

from coopcouncil.web.api.models import Token
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held, NotAllowedError, check_may
from coopcouncil.web.rights import Right


def check_can_revoke(person: Person, token: Token) -> Held:
    """Raises NotAllowedError for somebody else's token: ending a person's access ends their tokens."""
    held = check_may(person, Right.USE_OWN_ACCOUNT)
    if token.person_id != person.pk:
        raise NotAllowedError("Only the person whose token it is may revoke it.")
    return held


def can_revoke(person: Person, token: Token) -> bool:
    """Whether the token is this person's own."""
    return token.person_id == person.pk
