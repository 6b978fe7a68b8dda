"""Pages of meetings that change them: plan, change, cancel, plan again, say that it was held, publish the agenda."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.meetings import operations, permissions, queries
from coopcouncil.web.meetings.forms import MeetingForm, ReasonForm
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.meetings.views import TRAIL
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of

_either = require_http_methods(["GET", "HEAD", "POST"])


@_either
def add(request: HttpRequest) -> HttpResponse:
    """Plan a meeting."""
    form = MeetingForm(sent(request), user=request.user, initial={"body": request.GET.get("of", "")})
    if form.is_valid():
        try:
            made = operations.add_meeting(said=form.said(), by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "The meeting is planned. Add what is on its agenda.")
            return redirect("meeting", made.public_id)
    return page(
        request,
        "meetings/form.html",
        title="Plan a meeting",
        here="meetings",
        trail=(TRAIL, ("Plan a meeting", "")),
        form=form,
        button="Plan the meeting",
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change when, where and whose it is; whoever saves second sees what the first one wrote beside their own."""
    found = queries.get_meeting(public_id)
    permissions.check_can_keep(person_of(request), found.body_id)
    form = MeetingForm(sent(request), user=request.user, meeting=found)
    version, theirs = found.version, None
    if form.is_valid():
        try:
            operations.change_meeting(
                meeting=found, version=sent_version(request), said=form.said(), by=person_of(request)
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        except operations.ChangedMeanwhileError as error:
            now = error.now
            version, theirs = now.version, theirs_beside(MeetingForm(user=request.user, meeting=now), form, now)
        else:
            messages.success(request, "Your changes are kept.")
            return redirect("meeting", found.public_id)
    return page(
        request,
        "meetings/form.html",
        title=f"Change: {found}",
        here="meetings",
        trail=(TRAIL, (str(found), reverse("meeting", args=[public_id])), ("Change", "")),
        form=form,
        button="Save",
        version=version,
        theirs=theirs,
        back=reverse("meeting", args=[public_id]),
        problems=problems_of(form, theirs),
    )


@_either
def cancel(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ask whether a meeting is to be cancelled, then cancel it."""
    found = queries.get_meeting(public_id)
    permissions.check_can_keep(person_of(request), found.body_id)
    form = ReasonForm(sent(request))
    if form.is_valid():
        why = form.cleaned_data["why"]
        return _done(request, found, "Cancelled.", lambda by: operations.cancel_meeting(meeting=found, why=why, by=by))
    return page(
        request,
        "meetings/form.html",
        title=f"Cancel: {found}?",
        here="meetings",
        trail=(TRAIL, (str(found), reverse("meeting", args=[public_id])), ("Cancel", "")),
        form=form,
        button="Cancel the meeting",
        warns=True,
        intro="It stays listed as cancelled, and calendars cross it out. You can plan it again.",
        back=reverse("meeting", args=[public_id]),
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Plan a cancelled meeting again, or one that was not held after all."""
    found = queries.get_meeting(public_id)
    return _done(request, found, "Planned again.", lambda by: operations.plan_again(meeting=found, by=by))


@require_POST
def hold(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that a meeting was held."""
    found = queries.get_meeting(public_id)
    said = "Noted that it was held. Enter its minutes below."
    return _done(request, found, said, lambda by: operations.hold_meeting(meeting=found, by=by))


@require_POST
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Let everybody see the agenda."""
    found = queries.get_meeting(public_id)
    said = "The agenda is published: everybody can see it now."
    return _done(request, found, said, lambda by: operations.publish_agenda(meeting=found, by=by))


def _done(request: HttpRequest, found: Meeting, said: str, change: Callable[[Any], object]) -> HttpResponse:
    """Make the change and go back to the meeting, saying what came of it."""
    try:
        change(person_of(request))
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
    return redirect("meeting", found.public_id)


def theirs_beside(now: forms.Form, mine: forms.Form, found: Any) -> dict[str, Any]:
    """Who changed it meanwhile, when, and each field in which theirs is not what this person wrote."""
    differing = []
    for bound in now.visible_fields():
        said, own = _in_words(bound), _in_words(mine[bound.name])
        if said != own:
            differing.append({"label": bound.label, "theirs": said, "mine": own})
    return {"who": str(found.changed_by or "Somebody"), "at": found.changed_at, "fields": differing}


def problems_of(form: forms.Form, theirs: dict[str, Any] | None) -> dict[str, Any] | None:
    """The error summary: what is wrong with the form, or who changed the same meanwhile."""
    if theirs is None:
        return error_summary(form) if form.is_bound else None
    said = f"{theirs['who']} changed this while you were writing. Nothing of yours is lost: compare, then save."
    return {"titleText": "There is a problem", "errorList": [{"text": said, "href": "#meanwhile"}]}


def _in_words(bound: Any) -> str:
    value = "" if bound.value() is None else str(bound.value())
    return str(dict(getattr(bound.field, "choices", ())).get(value, value))
