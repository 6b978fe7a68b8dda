"""What signing in enters in the record. allauth tells of it by signals alone, so they are listened to here.

An entry is about the person; it holds no secret and no address of the internet.
"""

from typing import Any

from allauth.account import signals as account_signals
from allauth.account.adapter import get_adapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa import signals as factor_signals
from allauth.mfa.models import Authenticator
from allauth.socialaccount import signals as sign_on_signals
from allauth.usersessions.models import UserSession
from django.contrib.auth import signals as auth_signals
from django.db import transaction
from django.dispatch import receiver
from django.http import HttpRequest

from coopcouncil.web.people.models import Person
from coopcouncil.web.record.operations import enter
from coopcouncil.web.signing_in import limits

FACTORS = {
    Authenticator.Type.TOTP: "an authenticator app",
    Authenticator.Type.WEBAUTHN: "a passkey",
    Authenticator.Type.RECOVERY_CODES: "recovery codes",
}
METHODS = {"password": "password", "socialaccount": "single sign-on", "mfa": "second factor"}


@receiver(auth_signals.user_logged_in)
def on_begun(request: HttpRequest, **_: Any) -> None:
    """A session begins, however it came about."""
    limits.begin(request)


@receiver(account_signals.user_logged_in)
@transaction.atomic
def on_signed_in(request: HttpRequest, user: Person, **_: Any) -> None:
    """Somebody signed in at the sign-in page or by single sign-on."""
    enter(by=user, what="signed in as", about=user, after={"by": how(request, user)})


@receiver(auth_signals.user_logged_out)
@transaction.atomic
def on_signed_out(user: Person | None, **_: Any) -> None:
    """Somebody signed out, or was, after too long."""
    if user is not None:
        enter(by=user, what="signed out as", about=user)


@receiver(auth_signals.user_login_failed)
def on_wrong_password(credentials: dict[str, Any], **_: Any) -> None:
    """A password was wrong. Somebody who has no account leaves no entry."""
    person = Person.objects.filter(email=str(credentials.get("email", "")).lower()).first()
    if person is not None:
        refuse(person, "the password was wrong" if person.is_active else "their access has ended")


@receiver(factor_signals.authentication_failed)
def on_wrong_code(user: Person, **_: Any) -> None:
    """A code was wrong."""
    refuse(user, "the code was wrong")


@transaction.atomic
def refuse(person: Person, why: str) -> None:
    """Enter that a sign-in of a known person was refused; who tried is not known."""
    enter(by=None, what="refused the sign-in of", about=person, why=why)


@receiver(account_signals.password_changed)
@transaction.atomic
def on_password_changed(user: Person, **_: Any) -> None:
    """Somebody changed their password."""
    enter(by=user, what="changed the password of", about=user)


@receiver(account_signals.password_set)
@transaction.atomic
def on_password_set(user: Person, **_: Any) -> None:
    """Somebody without a password set one."""
    enter(by=user, what="set a first password for", about=user)


@receiver(account_signals.password_reset)
@transaction.atomic
def on_password_reset(request: HttpRequest, user: Person, **_: Any) -> None:
    """Somebody set a new password by the link in an e-mail."""
    get_adapter(request).forget_failures(request, user.email)
    enter(by=user, what="set a new password by e-mail for", about=user)


@receiver(factor_signals.authenticator_added)
@transaction.atomic
def on_factor_added(user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Somebody set up a second factor."""
    enter(by=user, what=f"added {FACTORS[authenticator.type]} for", about=user)


@receiver(factor_signals.authenticator_removed)
@transaction.atomic
def on_factor_removed(user: Person, authenticator: Authenticator, **_: Any) -> None:
    """Somebody removed a second factor."""
    enter(by=user, what=f"removed {FACTORS[authenticator.type]} of", about=user)


@receiver(factor_signals.authenticator_reset)
@transaction.atomic
def on_codes_renewed(user: Person, **_: Any) -> None:
    """Somebody made new recovery codes."""
    enter(by=user, what="renewed the recovery codes of", about=user)


@receiver(sign_on_signals.social_account_added)
@transaction.atomic
def on_connected(sociallogin: Any, **_: Any) -> None:
    """Single sign-on led to somebody's account for the first time."""
    enter(by=sociallogin.user, what="connected single sign-on to", about=sociallogin.user)


@receiver(sign_on_signals.social_account_removed)
@transaction.atomic
def on_disconnected(request: HttpRequest, socialaccount: Any, **_: Any) -> None:
    """Somebody took single sign-on off their account."""
    person = request.user
    assert isinstance(person, Person)  # noqa: S101 - the page is for people who are signed in
    enter(by=person, what="disconnected single sign-on from", about=socialaccount.user)


@receiver(account_signals.authentication_step_completed)
def on_confirmed(request: HttpRequest, **said: Any) -> None:
    """Somebody showed again who they are: what the session may do has grown, so its key is a new one."""
    if said.get("reauthenticated") and request.user.is_authenticated:
        request.session.cycle_key()
        UserSession.objects.create_from_request(request)


def how(request: HttpRequest, person: Person) -> list[str]:
    """By what means this person signed in, in words."""
    used = []
    for each in get_authentication_records(request, person):
        if each.get("passwordless"):
            used.append("passkey")
        elif each["method"] == "mfa":
            used.append(FACTORS[each["type"]])
        else:
            used.append(METHODS.get(each["method"], each["method"]))
    return used
