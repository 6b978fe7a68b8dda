"""Pages by which administrators invite people."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.invitations.forms import InvitationFilter, InviteForm
from coopcouncil.web.people.invitations.operations import invite, revoke, send_again
from coopcouncil.web.people.invitations.queries import find_invitation, in_state, invitations_within_reach
from coopcouncil.web.people.models import InvitationState
from coopcouncil.web.people.permissions import can_give
from coopcouncil.web.people.queries import PAGE_SIZE
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.record.queries import history_of

PEOPLE = ("People", "/people/")
INVITATIONS = ("Invitations", "/people/invitations/")
NOT_SENT = (
    "The invitation is kept, but the e-mail could not be handed over. Ask whoever runs the service to look at the "
    "e-mail settings, then send it again."
)


@require_safe
def invitations(request: HttpRequest) -> HttpResponse:
    """The invitations within reach, those that are open unless others are asked for."""
    form = InvitationFilter(request.GET)
    state = form.asked()
    found = in_state(invitations_within_reach(request.user), state)
    count = found.count()
    pages = max(1, -(-count // PAGE_SIZE))
    number = min(page_number(request), pages)
    return page(
        request,
        "people/invitations.html",
        title="Invitations",
        here="invitations",
        trail=(PEOPLE, ("Invitations", "")),
        form=form,
        state=state,
        count=count,
        listed=found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE],
        pagination=pagination(request, page=number, pages=pages),
    )


@require_safe
def one_invitation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One invitation, and the ways to send it again or to revoke it."""
    found = find_invitation(request.user, public_id)
    may_change = can_give(person_of(request), found.body)
    return page(
        request,
        "people/invitation.html",
        title=f"Invitation of {found}",
        here="invitations",
        trail=(PEOPLE, INVITATIONS, (str(found), "")),
        invitation=found,
        history=history_of(found.subject_kind, found.subject_ref),
        can_send=may_change and found.state in (InvitationState.OPEN, InvitationState.EXPIRED),
        can_revoke=may_change and found.state == InvitationState.OPEN,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def invite_somebody(request: HttpRequest) -> HttpResponse:
    """Invite somebody by e-mail."""
    person = person_of(request)
    form = InviteForm(sent(request), by=person)
    if form.is_valid():
        try:
            invite(by=person, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        except OSError:  # of the e-mail's way out; everything else is done by then
            messages.warning(request, NOT_SENT)
            return redirect("invitations")
        else:
            messages.success(request, f"{form.cleaned_data['name']} was sent an invitation. It is open for 14 days.")
            return redirect("invitations")
    return page(
        request,
        "people/form.html",
        title="Invite somebody",
        here="invitations",
        trail=(PEOPLE, ("Invite somebody", "")),
        form=form,
        button="Send the invitation",
        intro="They get an e-mail with a link that works once, for 14 days. Somebody who has an account already is "
        "given the role when they accept.",
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def send_invitation_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Send a new link; the old one stops working."""
    found = find_invitation(request.user, public_id)
    try:
        send_again(invitation=found, by=person_of(request))
    except RefusedError as error:
        messages.warning(request, str(error))
    except OSError:
        messages.warning(request, NOT_SENT)
    else:
        messages.success(request, f"{found} was sent a new link. The one sent before no longer works.")
    return redirect("one-invitation", public_id)


@require_POST
def revoke_invitation(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Make the link useless."""
    found = find_invitation(request.user, public_id)
    try:
        revoke(invitation=found, by=person_of(request))
    except RefusedError as error:
        messages.warning(request, str(error))
        return redirect("one-invitation", public_id)
    messages.success(request, f"The invitation of {found} was revoked. Its link no longer works.")
    return redirect(reverse("invitations"))
