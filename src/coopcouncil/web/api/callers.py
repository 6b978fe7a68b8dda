"""Who calls: the person whose token is in the Authorization header, or nobody. Cookies are not asked."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils import timezone

from coopcouncil.web.api.models import Token
from coopcouncil.web.api.operations import PREFIX, note_use
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.queries import find_token
from coopcouncil.web.people.models import Person

REALM = 'Bearer realm="coopcouncil"'
LONGEST_TOKEN = 200


@dataclass(frozen=True)
class Caller:
    """Somebody who calls with a token, or nobody: then `token` is None."""

    user: Person | AnonymousUser
    token: Token | None = None

    @property
    def person(self) -> Person:
        """Whose token it is. Raises ProblemError where nobody's is."""
        if self.token is None:
            raise no_token("Send a token: Authorization: Bearer coop_...")
        return self.token.person


class ApiRequest(HttpRequest):
    """A call that has been let through."""

    auth: Caller


def caller_of(request: HttpRequest) -> Caller:
    """Who calls. Raises ProblemError for a token that does not work, whoever could do the same without one."""
    header = request.headers.get("Authorization", "").strip()
    if not header:
        return Caller(AnonymousUser())
    scheme, _, text = header.partition(" ")
    text = text.strip()
    if scheme.lower() != "bearer" or not text.startswith(PREFIX) or not text.isascii() or len(text) > LONGEST_TOKEN:
        raise no_token("The Authorization header holds no token of this service: Bearer coop_...", invalid=True)
    token = find_token(text)
    if token is None or not token.works_at(timezone.now()):
        raise no_token(
            "This token is unknown, has expired or was revoked, or its person has no access any more. Make a new one "
            "at /account/tokens/.",
            invalid=True,
        )
    note_use(token)
    return Caller(token.person, token)


def no_token(detail: str, *, invalid: bool = False) -> ProblemError:
    """401, with the header that says how to do better."""
    challenge = f'{REALM}, error="invalid_token"' if invalid else REALM
    return ProblemError("token", detail, headers={"WWW-Authenticate": challenge})
