"""Pages of votes: who voted how, for everybody; entering a vote, and correcting one."""

import hashlib
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopcouncil.rules.motions.voting import IN_WORDS, Ballot, Method
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.adopting import NotYetError
from coopcouncil.web.motions.amendments.changing import LOOK_OR_SEND
from coopcouncil.web.motions.amendments.forms import WhyForm
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.queries import get_amendment, get_motion
from coopcouncil.web.motions.amendments.views import address_of, trail_of
from coopcouncil.web.motions.models import Amendment, Motion
from coopcouncil.web.motions.votes.forms import FORMS, HowForm, VoteForm
from coopcouncil.web.motions.votes.operations import Taken, VoteError, correct_vote, enter_vote
from coopcouncil.web.motions.votes.queries import every_vote, last_vote, members_of
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.permissions import person_of


@require_safe
def votes(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Every vote on a motion and on its amendments, with names where it was recorded."""
    motion = get_motion(public_id)
    permissions.check_can_see_motion(request.user, motion)
    shown = [
        each
        for each in every_vote(motion)
        if each.vote.amendment is None or permissions.can_see(request.user, each.vote.amendment)
    ]
    return page(
        request,
        "motions/votes/votes.html",
        title=f"Votes on {motion.title}",
        here="motions",
        trail=trail_of(motion, ("Votes", "")),
        motion=motion,
        votes=shown,
        in_words=IN_WORDS,
    )


@require_http_methods(LOOK_OR_SEND)
def vote_on_motion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enter the vote on a motion."""
    return _entering(request, get_motion(public_id))


@require_http_methods(LOOK_OR_SEND)
def vote_on_amendment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Enter the vote on an amendment."""
    return _entering(request, get_amendment(public_id))


@require_http_methods(LOOK_OR_SEND)
def correct_on_motion(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct the vote on a motion."""
    return _correcting(request, get_motion(public_id))


@require_http_methods(LOOK_OR_SEND)
def correct_on_amendment(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Correct the vote on an amendment."""
    return _correcting(request, get_amendment(public_id))


def _entering(request: HttpRequest, about: Motion | Amendment) -> HttpResponse:
    permissions.check_can_vote(request.user, about)
    return _vote_page(request, about, corrects=False)


def _correcting(request: HttpRequest, about: Motion | Amendment) -> HttpResponse:
    permissions.check_can_correct(request.user, about)
    if last_vote(about) is None:
        messages.warning(request, "No vote on this was entered yet.")
        return redirect(_home(about))
    return _vote_page(request, about, corrects=True)


def _vote_page(request: HttpRequest, about: Motion | Amendment, *, corrects: bool) -> HttpResponse:
    motion = about.motion if isinstance(about, Amendment) else about
    how = HowForm(request.GET if "how" in request.GET else None)
    form = _form(request, motion, how) if how.is_valid() else None
    why = WhyForm(request.POST if request.method == "POST" else None, needed=True) if corrects and form else None
    version = sent_version(request) if request.method == "POST" else about.version
    checks: tuple[str, ...] = ()
    if form is not None and form.is_valid() and (why is None or why.is_valid()):
        try:
            outcome = _send(request, about, form, why)
        except VoteError as error:
            checks = () if error.wrong else error.checks
            for each in error.wrong:
                form.add_error(None, each)
        except (NotYetError, ChangedMeanwhileError) as error:
            form.add_error(None, str(error))
            version = type(about).objects.get(pk=about.pk).version
        else:
            messages.success(request, f"{'Corrected' if corrects else 'Entered'}: {outcome}.")
            return redirect(_home(about))
    return page(
        request,
        "motions/votes/enter.html" if form is not None else "motions/votes/how.html",
        title=f"{'Correct' if corrects else 'Enter'} the vote on {_name(about)}",
        here="motions",
        trail=_trail(about, "Vote"),
        about=about,
        how=how,
        form=form,
        why=why,
        names=dict(getattr(form, "names", ())) if checks else {},
        ballots=Ballot,
        checks=checks,
        go_on=_stamp(checks),
        method_words=IN_WORDS[form.method] if form else "",
        version=version,
        back=_home(about),
        problems=_problems(how, form, why, checks),
    )


def _form(request: HttpRequest, motion: Motion, how: HowForm) -> VoteForm:
    form = FORMS[Method(how.cleaned_data["how"])]
    return form(request.POST if request.method == "POST" else None, motion=motion, members=members_of(motion))


def _send(request: HttpRequest, about: Motion | Amendment, form: VoteForm, why: WhyForm | None) -> str:
    """Enter what the form has; the result in words. What is to be checked is gone on with when it was on the page."""
    by = person_of(request)

    def send(taken: Taken) -> str:
        if why is not None:
            return str(correct_vote(about=about, taken=taken, why=why.cleaned_data["why"], by=by).result)
        return str(enter_vote(about=about, version=sent_version(request), taken=taken, by=by).result)

    try:
        return send(form.taken())
    except VoteError as error:
        if error.wrong or request.POST.get("go_on") != _stamp(error.checks):
            raise
    return send(form.taken(go_on=True))


def _stamp(checks: tuple[str, ...]) -> str:
    """What tells that these very checks were on the page."""
    return hashlib.sha256("\n".join(checks).encode()).hexdigest()[:16] if checks else ""


def _problems(how: HowForm, form: VoteForm | None, why: WhyForm | None, checks: tuple[str, ...]) -> Any:
    if checks:
        return {
            "titleText": "Check this before it is entered",
            "errorList": [{"text": each, "href": "#go-on"} for each in checks],
        }
    listed = [
        error
        for each in (how, form, why)
        if each is not None and each.is_bound and (found := error_summary(each))
        for error in found["errorList"]
    ]
    return {"titleText": "There is a problem", "errorList": listed} if listed else None


def _name(about: Motion | Amendment) -> str:
    return f"amendment {about.name}" if isinstance(about, Amendment) else "the motion"


def _home(about: Motion | Amendment) -> str:
    return address_of(about) if isinstance(about, Amendment) else reverse("motion", args=[about.public_id])


def _trail(about: Motion | Amendment, last: str) -> tuple[tuple[str, str], ...]:
    if isinstance(about, Amendment):
        return trail_of(about.motion, (f"Amendment {about.name}", address_of(about)), (last, ""))
    return trail_of(about, (last, ""))
