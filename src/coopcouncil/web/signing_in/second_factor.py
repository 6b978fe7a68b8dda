"""The second factor: who is led to set one up, and when it is asked for."""

from collections.abc import Callable
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.gate import right_of
from coopcouncil.web.permissions import roles_held
from coopcouncil.web.rights import Right

# what remains open to somebody who has yet to set one up: the way to it, the way out, and help
LEFT_OPEN_NAMES = ("mfa_", "account_logout", "account_reauthenticate")
LEFT_OPEN_RIGHTS = {Right.READ_HELP, Right.CHECK_HEALTH}
FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor at sign-in, but for single sign-on, whose server asks in its own way."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not came_by_single_sign_on(request, self.login.user) and bool(super()._should_handle(request))


class SecondFactorFirst:
    """Leads people of the council who have no second factor to set one up before anything else."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None to let the view run, or the way to the second factor."""
        if not is_missing(request):
            return None
        request.second_factor_is_missing = True  # type: ignore[attr-defined]
        name = (request.resolver_match.url_name if request.resolver_match else None) or ""
        if name.startswith(LEFT_OPEN_NAMES) or right_of(view, name) in LEFT_OPEN_RIGHTS:
            return None
        return redirect("mfa_index")


def is_missing(request: HttpRequest) -> bool:
    """Whether this person has to set up a second factor: with a role in the council, and not by single sign-on."""
    person = request.user
    if not settings.COOPCOUNCIL_SECOND_FACTOR or not person.is_authenticated:
        return False
    if not any(each.role in COUNCIL_ROLES for each in roles_held(person)):
        return False
    return not came_by_single_sign_on(request, person) and not get_adapter().is_mfa_enabled(person, FACTORS)


def came_by_single_sign_on(request: HttpRequest, person: Any) -> bool:
    """Whether this session was begun at the council's own server."""
    return any(each["method"] == "socialaccount" for each in get_authentication_records(request, person))
