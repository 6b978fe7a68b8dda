"""Pages of the API: a person's tokens, and what can be asked and how."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.web.api import queries
from coopcouncil.web.api.declaring import usable_scopes
from coopcouncil.web.api.descriptions import described_operations
from coopcouncil.web.api.forms import TokenForm
from coopcouncil.web.api.operations import make_token, revoke_token
from coopcouncil.web.api.problems import KINDS
from coopcouncil.web.api.scopes import SCOPES, Scope
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.people.models import Person

TITLE = "Access tokens"


@require_http_methods(["GET", "HEAD", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """A person's tokens, and the form that makes one; a new token is shown this once."""
    person = _person(request)
    form = TokenForm(
        request.POST if request.method == "POST" else None, scopes=usable_scopes(person), today=timezone.localdate()
    )
    if form.is_valid():
        given = form.cleaned_data
        made, text = make_token(by=person, name=given["name"], scopes=given["scopes"], last_day=form.last_day)
        response = page(
            request, "api/token_made.html", title="Copy your token now", here="tokens",
            trail=(("Your account", "/account/"), (TITLE, "/account/tokens/"), ("Copy", "")),
            token=made, text=text, last_day=form.last_day, address=request.build_absolute_uri("/api/v1/me/"),
        )  # fmt: skip
        response["Cache-Control"] = "no-store"
        return response
    return page(
        request,
        "api/tokens.html",
        title=TITLE,
        here="tokens",
        trail=(("Your account", "/account/"), (TITLE, "")),
        form=form,
        problems=error_summary(form) if form.is_bound else None,
        tokens=queries.tokens_of(person),
        now=timezone.now(),
        words=SCOPES,
    )


@require_POST
def revoke(request: HttpRequest, token_id: UUID) -> HttpResponse:
    """End one of the person's tokens."""
    person = _person(request)
    found = queries.own_token(person, str(token_id))
    if found is None:
        raise Http404("You have no such access token.")
    revoke_token(by=person, token=found)
    messages.success(request, f"The token {found.name} works no more.")
    return redirect("tokens")


@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """How to call the API, and every operation with an example."""
    return page(
        request,
        "api/documentation.html",
        title="The API",
        trail=(("The API", ""),),
        groups=described_operations(request.build_absolute_uri("/")),
        scopes=[(scope, scope.words) for scope in Scope],
        kinds=KINDS,
    )


def _person(request: HttpRequest) -> Person:
    """Who is signed in: the address's right lets nobody else here."""
    assert isinstance(request.user, Person)  # noqa: S101
    return request.user
