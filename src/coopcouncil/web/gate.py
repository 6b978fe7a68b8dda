"""The gate before every page: nothing is shown or done without a right that the table gives."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from coopcouncil.web.permissions import NotAllowedError, SignInFirstError, check_may
from coopcouncil.web.rights import Right

# Addresses of others' making, which carry no right of ours: the start of their names -> the right they take.
OTHERS: dict[str, Right] = {
    "account_login": Right.SIGN_IN,
    "account_": Right.SIGN_IN,  # allauth itself asks for a signed-in person where one is needed
    "mfa_": Right.SIGN_IN,
    "usersessions_": Right.USE_OWN_ACCOUNT,
    "socialaccount_": Right.SIGN_IN,
    "openid_connect_": Right.SIGN_IN,
}


class Gate:
    """Asks for the right of the view before it runs; a view without one is shut."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as the rest of the site does."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Any, _args: tuple[Any, ...], _kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None to let the view run, or the way to sign in. Raises NotAllowedError with the reason."""
        if hasattr(view, "rights"):  # an address of the API asks by itself: method by method, of the token's person
            return None
        try:
            check_may(request.user, right_of(view, request.resolver_match.url_name if request.resolver_match else None))
        except SignInFirstError:
            return _sign_in(request)
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponseBase | None:
        """The way to sign in, where a view asked for a right over one thing and nobody is signed in."""
        return _sign_in(request) if isinstance(exception, SignInFirstError) else None


def _sign_in(request: HttpRequest) -> HttpResponseBase:
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def right_of(view: Any, name: str | None) -> Right:
    """The right that an address takes. Raises NotAllowedError for one that carries none."""
    right = getattr(view, "right", None)
    if right is None:
        right = next((each for start, each in OTHERS.items() if (name or "").startswith(start)), None)
    if right is None:
        raise NotAllowedError("This address carries no right, so nobody may use it.")
    return Right(right)
