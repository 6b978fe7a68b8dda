"""Pages on which people say how far an action is, and democratic services enters what the committee decided."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.web.evidence.queries import get_evidence
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.promises import permissions
from coopcouncil.web.promises.confirming.forms import WhyForm
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.moving import ChangedMeanwhileError
from coopcouncil.web.promises.progress import operations
from coopcouncil.web.promises.progress.forms import DecisionForm, DischargeForm, NoteForm, ReviewForm, SupersedeForm
from coopcouncil.web.promises.queries import get_action

TRAIL = ("Promises", "/promises/")
_either = require_http_methods(["GET", "HEAD", "POST"])


@_either
def note(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say how far the action is."""
    found = get_action(public_id)
    permissions.check_can_work_on(request.user, found)
    form = NoteForm(sent(request))
    return _asked(
        request, found, form, title="Say how far it is", button="Save", said="Your note is kept.",
        do=lambda by: operations.write_note(action=found, words=form.cleaned_data["words"], by=by),
    )  # fmt: skip


@_either
def block(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say what holds the action up."""
    found, version = get_action(public_id), sent_version(request)
    permissions.check_can_work_on(request.user, found)
    form = WhyForm(sent(request))
    return _asked(
        request, found, form, title="Say what holds it up", button="Mark as blocked", said="It is marked as blocked.",
        do=lambda by: operations.block(action=found, version=version, why=form.cleaned_data["why"], by=by),
    )  # fmt: skip


@require_POST
def unblock(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that nothing holds the action up any more."""
    found, version = get_action(public_id), sent_version(request)
    return _done(
        request, found, "It is not blocked any more.",
        lambda by: operations.unblock(action=found, version=version, by=by),
    )  # fmt: skip


@_either
def review(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter a review of a continuing duty."""
    found, version = get_action(public_id), sent_version(request)
    permissions.check_can_work_on(request.user, found)
    form = ReviewForm(sent(request), action=found)

    def do(by: Person) -> object:
        given = form.cleaned_data
        return operations.enter_review(
            action=found, version=version, reviewed_on=given["reviewed_on"], words=given["words"],
            next_on=given["next_on"], meeting=form.meeting_chosen, by=by,
        )  # fmt: skip

    return _asked(request, found, form, title="Enter a review", button="Save the review", said="Kept.", do=do)


@_either
def discharge(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose to the committee that the action is done."""
    found, version, user = get_action(public_id), sent_version(request), person_of(request)
    permissions.check_can_work_on(user, found)
    missing = [tick.kind.value for tick in operations.missing_ticks(found, user)]
    form = DischargeForm(sent(request), missing=missing)

    def do(by: Person) -> object:
        words, gaps = form.cleaned_data["words"], form.cleaned_data.get("gaps", "")
        return operations.propose_discharge(action=found, version=version, words=words, gaps=gaps, by=by)

    return _asked(
        request, found, form, title="Propose that it is done", button="Propose its discharge", do=do,
        said="Proposed. It is done once the committee says so.",
        intro=["The committee decides. Until then it awaits discharge, and is not late."],
    )  # fmt: skip


@_either
def decide(request: HttpRequest, public_id: str) -> HttpResponse:
    """Enter what the committee decided on a discharge, with its minute."""
    found, version = get_action(public_id), sent_version(request)
    permissions.check_can_decide(request.user, found)
    form = DecisionForm(sent(request), action=found)
    proposed = next(iter(found.discharges.all()), None)
    return _asked(
        request, found, form, title="Enter the committee's decision", button="Save the decision",
        said="The decision is kept, with its minute.", intro=[f"The owner says: {proposed}"] if proposed else [],
        do=lambda by: operations.decide_discharge(action=found, version=version, decided=form.decided(), by=by),
    )  # fmt: skip


@_either
def supersede(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say that the action is overtaken."""
    found, version = get_action(public_id), sent_version(request)
    permissions.check_can_confirm(request.user, found.resolution.motion)
    form = SupersedeForm(sent(request), action=found)

    def do(by: Person) -> object:
        why = form.cleaned_data["why"]
        return operations.supersede(action=found, version=version, why=why, by_action=form.by_action, by=by)

    return _asked(
        request, found, form, title="Say that it is overtaken", button="Mark as superseded", warns=True, do=do,
        said="It is superseded.", intro=["It stays on the public page with the reason. This cannot be undone."],
    )  # fmt: skip


@require_POST
def proof(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say, or take back, that a piece of evidence is of a kind asked for."""
    found, evidence = get_action(public_id), get_evidence(_id(request.POST.get("evidence", "")))
    try:
        kind = EvidenceKind(request.POST.get("kind", ""))
    except ValueError:
        raise Http404("There is no such kind of evidence.") from None
    change, said = operations.say_proof, f"Kept: it shows what was asked for as {kind.value}."
    if request.POST.get("back"):
        change, said = operations.unsay_proof, "Taken back."
    return _done(request, found, said, lambda by: change(action=found, evidence=evidence, kind=kind, by=by))


def _asked(
    request: HttpRequest, found: Action, form: forms.Form, *, title: str, button: str, said: str,
    do: Callable[[Person], object], intro: list[str] | None = None, warns: bool = False,
) -> HttpResponse:  # fmt: skip
    """The page of one form about an action, or what comes of it."""
    version = found.version
    if form.is_valid():
        try:
            do(person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            form.add_error(None, f"{error} It is now: {error.now.get_state_display().lower()}.")
            version = error.now.version
        else:
            messages.success(request, said)
            return redirect("action", found.public_id)
    return page(
        request,
        "promises/form.html",
        title=title,
        here="promises",
        trail=(TRAIL, (str(found), reverse("action", args=[found.public_id])), (title, "")),
        quoted=found.words,
        intro=intro,
        form=form,
        button=button,
        warns=warns,
        version=version,
        back=reverse("action", args=[found.public_id]),
        problems=error_summary(form) if form.is_bound else None,
    )


def _done(request: HttpRequest, found: Action, said: str, do: Callable[[Person], object]) -> HttpResponse:
    try:
        do(person_of(request))
    except (RefusedError, ChangedMeanwhileError) as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, said)
    return redirect("action", found.public_id)


def _id(given: Any) -> UUID:
    try:
        return UUID(given)
    except ValueError:
        raise Http404("There is no evidence under this address.") from None
