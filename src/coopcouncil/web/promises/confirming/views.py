"""Pages of the clerk on what a motion asks for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.papers.words import counted
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.meetings.changing import problems_of, theirs_beside
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.promises import permissions
from coopcouncil.web.promises.confirming import operations, queries
from coopcouncil.web.promises.confirming.forms import ActionForm, WhyForm
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.moving import ChangedMeanwhileError
from coopcouncil.web.promises.queries import get_action

TRAIL = ("Promises", "/promises/")
_either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Each resolution of a motion with its proposed actions, what they state and what they do not."""
    motion = queries.get_motion(public_id)
    permissions.check_can_confirm(request.user, motion)
    rows = queries.rows_of(motion)
    return page(
        request,
        "promises/confirm.html",
        title=f"What it asks for: {motion}",
        here="promises",
        trail=(TRAIL, (str(motion), reverse("promises-motion", args=[public_id])), ("Confirm", "")),
        motion=motion,
        rows=rows,
        waiting=[each for each in rows if each.resolution.confirmed_at is None],
        questions=queries.questions_about_names(motion),
    )


@require_POST
def confirm_all(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm every resolution of a motion that waits."""
    motion = queries.get_motion(public_id)
    return _done(
        request,
        public_id,
        lambda by: f"Confirmed {counted(operations.confirm_motion(motion=motion, by=by), 'resolution')}.",
    )


@require_POST
def confirm_one(request: HttpRequest, public_id: str) -> HttpResponse:
    """Confirm one resolution with its actions."""
    resolution = _resolution(public_id)

    def do(by: Person) -> str:
        operations.confirm_resolution(resolution=resolution, by=by)
        return f"Resolution {resolution.number} is confirmed: everybody can see it now."

    return _done(request, resolution.motion.subject_ref, do)


@_either
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Add an action that was not proposed."""
    resolution = _resolution(public_id)
    permissions.check_can_confirm(request.user, resolution.motion)
    form = ActionForm(sent(request), initial={"words": resolution.words})
    if form.is_valid():
        operations.add_action(resolution=resolution, said=form.said(), by=person_of(request))
        messages.success(request, "The action is added.")
        return redirect("promises-confirm", resolution.motion.public_id)
    return page(
        request,
        "promises/form.html",
        title=f"Add an action to resolution {resolution.number}",
        here="promises",
        trail=_trail(resolution, "Add an action"),
        quoted=resolution.words,
        form=form,
        button="Add the action",
        back=reverse("promises-confirm", args=[resolution.motion.public_id]),
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def change(request: HttpRequest, public_id: str) -> HttpResponse:
    """Set what is known of an action; whoever saves second sees what the first one wrote beside their own."""
    found = get_action(public_id)
    permissions.check_can_confirm(request.user, found.resolution.motion)
    form, version, theirs = ActionForm(sent(request), action=found), found.version, None
    if form.is_valid():
        try:
            operations.change_action(
                action=found, version=sent_version(request), said=form.said(), by=person_of(request)
            )
        except RefusedError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            version, theirs = error.now.version, theirs_beside(ActionForm(action=error.now), form, error.now)
        else:
            messages.success(request, "Your changes are kept.")
            return redirect(_after(found))
    return page(
        request,
        "promises/form.html",
        title="Set what is known of an action",
        here="promises",
        trail=_trail(found.resolution, "Change"),
        quoted=found.resolution.words,
        form=form,
        button="Save",
        version=version,
        theirs=theirs,
        back=_after(found),
        problems=problems_of(form, theirs),
    )


@_either
def reject(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say why the clause does not ask for a proposed action."""
    found = get_action(public_id)
    permissions.check_can_confirm(request.user, found.resolution.motion)
    form = WhyForm(sent(request))
    if form.is_valid():
        why, version = form.cleaned_data["why"], sent_version(request)
        return _done(
            request,
            found.resolution.motion.subject_ref,
            lambda by: operations.reject_action(action=found, version=version, why=why, by=by) and "Rejected.",
        )
    return page(
        request,
        "promises/form.html",
        title="Reject a proposed action",
        here="promises",
        trail=_trail(found.resolution, "Reject"),
        quoted=found.words,
        form=form,
        button="Reject the action",
        warns=True,
        version=found.version,
        back=_after(found),
        problems=error_summary(form) if form.is_bound else None,
    )


def _done(request: HttpRequest, motion: str, do: Callable[[Person], Any]) -> HttpResponse:
    """Do it and go back to the page of the motion, saying what came of it."""
    try:
        said = do(person_of(request))
    except (RefusedError, ChangedMeanwhileError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, str(said))
    return redirect("promises-confirm", motion)


def _after(found: Action) -> str:
    """Where a clerk goes after changing an action: back to confirming, or to the action where that is done."""
    if found.state == "proposed":
        return reverse("promises-confirm", args=[found.resolution.motion.public_id])
    return reverse("action", args=[found.public_id])


def _resolution(public_id: Any) -> Resolution:
    found = Resolution.objects.select_related("motion", "confirmed_by")
    try:
        return get_object_or_404(found, public_id=public_id)
    except Http404:
        raise Http404("There is no resolution under this address.") from None


def _trail(resolution: Resolution, here: str) -> tuple[tuple[str, str], ...]:
    motion = resolution.motion
    return (TRAIL, (str(motion), reverse("promises-confirm", args=[motion.public_id])), (here, ""))
