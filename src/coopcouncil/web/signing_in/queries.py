"""Reads of the ways in which somebody signs in."""

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from coopcouncil.web.people.models import Person


@dataclass(frozen=True)
class WaysIn:
    """How a person signs in, and in how many browsers they are signed in."""

    has_password: bool
    has_app: bool
    passkeys: list[str]
    codes_left: int
    by_single_sign_on: bool
    sessions: int


def ways_in(person: Person) -> WaysIn:
    """The ways in that this person has set up."""
    factors = list(Authenticator.objects.filter(user=person).order_by("id"))
    codes = [each for each in factors if each.type == Authenticator.Type.RECOVERY_CODES]
    return WaysIn(
        has_password=person.has_usable_password(),
        has_app=any(each.type == Authenticator.Type.TOTP for each in factors),
        passkeys=[str(each) for each in factors if each.type == Authenticator.Type.WEBAUTHN],
        codes_left=sum(len(each.wrap().get_unused_codes()) for each in codes),
        by_single_sign_on=SocialAccount.objects.filter(user=person).exists(),
        sessions=len(UserSession.objects.purge_and_list(person)),
    )
