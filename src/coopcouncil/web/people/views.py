"""Pages of people: one's own account."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from coopcouncil.web.pages import page
from coopcouncil.web.permissions import roles_held
from coopcouncil.web.signing_in.queries import ways_in


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, with which roles, and the ways to change what is theirs."""
    return page(
        request,
        "people/account.html",
        title="Your account",
        here="account",
        trail=(("Your account", ""),),
        held=roles_held(request.user),
        ways=ways_in(request.user),  # type: ignore[arg-type]  # the gate has let nobody else in
    )
