"""The public pages by which somebody accepts an invitation.

The link holds the secret, so its page only remembers the secret's fingerprint in the session and leads on to a page
whose address says nothing. That also keeps the form working: a page that tells browsers to send no referrer makes
them send `Origin: null` with a form, which the protection against forgery refuses.
"""

from typing import Any

from allauth.account.utils import perform_login
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.invitations.forms import AcceptForm
from coopcouncil.web.people.invitations.operations import accept_as, accept_as_new, fingerprint
from coopcouncil.web.people.invitations.queries import invitation_by_fingerprint
from coopcouncil.web.people.models import Invitation, InvitationState, Person
from coopcouncil.web.people.queries import person_by_email
from coopcouncil.web.people.refusals import RefusedError

REMEMBERED = "invitation"
NO_REFERRER = "no-referrer"
_SHUT = {
    None: ("This link does not work", "We do not know this link. Check that you have the whole of it.", 404),
    InvitationState.ACCEPTED: ("This invitation was used", "It works once, and it was accepted before.", 410),
    InvitationState.REVOKED: ("This invitation was withdrawn", "The council took it back.", 410),
    InvitationState.EXPIRED: ("This invitation has expired", "Invitations are open for 14 days.", 410),
}


@never_cache
@require_safe
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """The address in the e-mail: leads on to the page of the invitation, or says why it does not."""
    token_sha256 = fingerprint(token)
    found = invitation_by_fingerprint(token_sha256)
    if found is None or found.state != InvitationState.OPEN:
        response = _shut(request, found)
    else:
        request.session[REMEMBERED] = token_sha256
        response = redirect("accept-invitation")
    response["Referrer-Policy"] = NO_REFERRER
    return response


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest) -> HttpResponse:
    """Who invites as what; sent, it makes the account or adds the role."""
    found = invitation_by_fingerprint(request.session.get(REMEMBERED, ""))
    if found is None or found.state != InvitationState.OPEN:
        return _shut(request, found)
    invited = person_by_email(found.email)
    if invited is not None and not invited.is_active:
        return _page(request, found, "people/accept_ended.html", title="Your access was ended", http_status=403)
    if isinstance(request.user, Person) and request.user != invited:
        return _page(request, found, "people/accept_other.html", title="This invitation is for somebody else")
    if invited is None:
        return _accept_new(request, found)
    if not request.user.is_authenticated:
        return _page(request, found, "people/accept_sign_in.html", title="Sign in to accept your invitation")
    return _accept_known(request, found, invited)


def _accept_new(request: HttpRequest, found: Invitation) -> HttpResponse:
    form = AcceptForm(sent(request), email=found.email, initial={"name": found.name})
    if form.is_valid():
        try:
            person = accept_as_new(token_sha256=found.token_sha256, **form.cleaned_data)
        except RefusedError as error:
            return _refused(request, found, error)
        del request.session[REMEMBERED]
        response: HttpResponse = perform_login(request, person, redirect_url=reverse("home"))
        return response
    problems = error_summary(form) if form.is_bound else None
    return _page(
        request, found, "people/accept.html", title="Accept your invitation", form=form, problems=problems
    )  # fmt: skip


def _accept_known(request: HttpRequest, found: Invitation, invited: Person) -> HttpResponse:
    if request.method == "POST":
        try:
            accept_as(token_sha256=found.token_sha256, person=invited)
        except RefusedError as error:
            return _refused(request, found, error)
        del request.session[REMEMBERED]
        messages.success(request, f"You are now {found.grants}.")
        return redirect("account")
    return _page(request, found, "people/accept.html", title="Take up a role", form=None)


def _shut(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    title, said, status = _SHUT[found.state if found else None]
    return _page(request, found, "people/accept_shut.html", title=title, said=said, http_status=status)


def _refused(request: HttpRequest, found: Invitation, error: RefusedError) -> HttpResponse:
    title = "The invitation could not be accepted"
    return _page(request, found, "people/accept_shut.html", title=title, said=str(error), http_status=409)


def _page(
    request: HttpRequest,
    found: Invitation | None,
    template: str,
    *,
    title: str,
    http_status: int = 200,
    **more: Any,
) -> HttpResponse:
    return page(request, template, title=title, http_status=http_status, invitation=found, **more)
