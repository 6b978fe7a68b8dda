"""The council's own server of OpenID Connect: whom it vouches for, and whom that signs in.

It signs in somebody who is already here: by the server's own id for them, or, the first time, by an e-mail address
that the server has checked. It makes nobody new, except whom an open invitation asks in.
"""

import logging
from secrets import compare_digest, token_urlsafe
from typing import Any

from allauth.account.adapter import get_adapter as get_account_adapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from django.http import HttpRequest, HttpResponse

from coopcouncil.web.pages import page
from coopcouncil.web.people.invitations.operations import accept_by_single_sign_on
from coopcouncil.web.people.models import Person
from coopcouncil.web.signing_in.entries import refuse

log = logging.getLogger(__name__)

ENDED = "Your access to these pages has ended."
UNKNOWN = "Nobody here has the e-mail address of that account. People are invited to these pages first."
UNCHECKED = "The server did not say that it has checked your e-mail address, so we cannot tell whose account is yours."
OTHER = "Your account here was signed in to before with another account of that server."


class CouncilServer(OpenIDConnectProvider):  # type: ignore[misc]
    """The council's server, asked for an answer that can be used once, by this browser alone."""

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Where to go afterwards. What else an address might ask for, such as other scopes, is not listened to."""
        asked = super().get_redirect_from_request_kwargs(request)
        kept = {"next_url": asked["next_url"]} if "next_url" in asked else {}
        return {**kept, "process": "login"}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **state: Any
    ) -> HttpResponse:
        """The way to the server; what it answers has to hold the nonce that the session keeps."""
        nonce = token_urlsafe(24)
        asked = {**self.get_auth_params(), "nonce": nonce}
        answer: HttpResponse = super().redirect(
            request, process, next_url=next_url, data=data, auth_params=asked, nonce=nonce, **state
        )
        return answer

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept of the answer: nothing about the person but the server's id for them."""
        token = {name: data.get("id_token", {}).get(name, "") for name in ("iss", "sub", "nonce")}
        return {"id_token": token, "userinfo": {"sub": data.get("userinfo", {}).get("sub", "")}}


class SingleSignOn(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Who is signed in by the council's server."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> CouncilServer:
        """The council's server as the settings name it. Raises SocialApp.DoesNotExist where they name none."""
        return CouncilServer(request, app=self.get_app(request, provider=provider, client_id=client_id))

    def on_authentication_error(
        self,
        request: HttpRequest,  # noqa: ARG002 - allauth's signature
        provider: Any,  # noqa: ARG002
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,  # noqa: ARG002
    ) -> None:
        """Tell the log why, for an administrator; the page does not say it to the visitor."""
        log.warning("single sign-on failed: %s", exception or error)

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find whose account it is.

        Raises OAuth2Error for an answer that is not meant for this browser, and ImmediateHttpResponse with a page that
        says why nobody is signed in.
        """
        check_answer(sociallogin)
        known = sociallogin.is_existing
        person = sociallogin.user if known else _person_of(request, sociallogin)
        if not person.is_active:
            refuse(person, "their access has ended")
            raise ImmediateHttpResponse(_refused(request, ENDED))
        if not known:
            sociallogin.connect(request, person)


def check_answer(sociallogin: Any) -> None:
    """Raises OAuth2Error unless the answer comes from the server we know, to the question that this browser asked."""
    said = sociallogin.account.extra_data
    token, server = said["id_token"], sociallogin.provider.app.settings["server_url"]
    if not token["sub"]:
        raise OAuth2Error("the answer holds no ID token")
    if token["iss"].rstrip("/") != server:
        raise OAuth2Error(f"the ID token is from {token['iss']}, not from {server}")
    if not compare_digest(token["nonce"], sociallogin.state.get("nonce") or ""):
        raise OAuth2Error("the ID token answers another question: its nonce is not ours")
    if said["userinfo"]["sub"] not in ("", token["sub"]):
        raise OAuth2Error("the ID token and the user information are about two people")


def _person_of(request: HttpRequest, sociallogin: Any) -> Person:
    """The person with the e-mail address that the server has checked."""
    checked = [each.email.lower() for each in sociallogin.email_addresses if each.verified]
    if not checked:
        raise ImmediateHttpResponse(_refused(request, UNCHECKED))
    person = Person.objects.filter(email__in=checked).first()
    if person is None:
        return _invited(request, checked, sociallogin.user.name)
    if SocialAccount.objects.filter(user=person, provider=sociallogin.account.provider).exists():
        refuse(person, "another account of the single sign-on server has this e-mail address")
        raise ImmediateHttpResponse(_refused(request, OTHER))
    return person


def _invited(request: HttpRequest, checked: list[str], name: str) -> Person:
    """Somebody new, by the invitation that is open for an e-mail address that the server has checked."""
    for email in checked:
        if person := accept_by_single_sign_on(email=email, name=name):
            return person
    raise ImmediateHttpResponse(_refused(request, UNKNOWN))


def _refused(request: HttpRequest, said: str) -> HttpResponse:
    if request.user.is_authenticated:
        get_account_adapter(request).logout(request)
    return page(request, "signing_in/refused.html", title="You are not signed in", http_status=403, said=said)
