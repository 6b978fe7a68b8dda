"""Pages of signing in that are not allauth's alone."""

import logging
from collections.abc import Callable
from typing import Any

from allauth.account.views import LoginView
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import NoReverseMatch, reverse
from requests import RequestException

from coopcouncil.web.pages import page

log = logging.getLogger(__name__)

WAIT_SECONDS = 60


class SignIn(LoginView):  # type: ignore[misc]
    """The sign-in page, with the other ways in that this installation has."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """allauth's context, and the ways in."""
        servers = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
        ways = {"servers": servers, "demo_people": demo_people() if settings.COOPCOUNCIL_DEMO else ""}
        return {**super().get_context_data(**kwargs), **ways}


def demo_people() -> str:
    """The address at which anybody steps into a made-up person's shoes, or nothing where there is none."""
    try:
        return reverse("demo-people")
    except NoReverseMatch:
        return ""


def address_stays(request: HttpRequest, **_: str) -> HttpResponse:
    """Who changes an e-mail address: nobody for themselves, as it decides whose account it is."""
    trail = (("Your account", reverse("account")), ("E-mail address", ""))
    return page(request, "signing_in/address_stays.html", title="Your e-mail address", here="account", trail=trail)


def too_many(request: HttpRequest) -> HttpResponse:
    """429, with how long to wait: every limit that leads here counts over one minute."""
    answer = page(request, "signing_in/too_many.html", title="Wait a minute", http_status=429)
    answer.headers["Retry-After"] = str(WAIT_SECONDS)
    return answer


def _over_the_wire(view: Callable[[HttpRequest, str], HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that asks the single sign-on server; where it cannot be reached, a page says so."""

    def run(request: HttpRequest, provider_id: str) -> HttpResponse:
        try:
            return view(request, provider_id)
        except RequestException as problem:
            log.warning("the single sign-on server cannot be reached: %s", problem)
            return page(
                request,
                "signing_in/unreachable.html",
                title="Single sign-on does not answer",
                http_status=503,
            )

    return run


to_server = _over_the_wire(openid_connect.login)
from_server = _over_the_wire(openid_connect.callback)
