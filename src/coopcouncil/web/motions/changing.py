"""Pages that change a motion: its details, its text, where it stands, advice, and decisions on warnings."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from coopcouncil.papers.redlines import summary
from coopcouncil.rules.motions.advice import version_of
from coopcouncil.rules.motions.merging import Amended, merge
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.redline import redline
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.written_text import as_lines
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.motions import operations, permissions, queries
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.redlines import rows_of, runs_of
from coopcouncil.web.motions.amendments.texts import Source, current_text, motion_of
from coopcouncil.web.motions.forms import AdviceForm, DetailsForm, MoveForm, TextForm, WarningForm
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.motions.reading import UnreadableWordsError, read_words
from coopcouncil.web.motions.views import TRAIL
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.permissions import person_of

LOOK_OR_SEND = ["GET", "HEAD", "POST"]


@require_http_methods(LOOK_OR_SEND)
def details(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Who moves and seconds it, when it came, and at which meeting it will be moved."""
    found = queries.get_motion(str(public_id))
    permissions.check_can_change(request.user, found)
    form = DetailsForm(request.POST if request.method == "POST" else None, motion=found)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_details(
                motion=found, version=sent_version(request), details=form.details(), by=person_of(request)
            )
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            found = queries.get_motion(str(public_id))
        else:
            messages.success(request, "Your changes are kept.")
            return _back(found)
    return _page(request, found, "motions/details.html", "Change the details", form=form,
                 problems=error_summary(form) if form.is_bound else None)  # fmt: skip


@require_http_methods(LOOK_OR_SEND)
def words(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the text: the change is shown before it is kept, and somebody else's is put together with it."""
    found = queries.get_motion(str(public_id))
    permissions.check_can_change(request.user, found)
    base = _base(request, found)
    form = TextForm(request.POST if request.method == "POST" else None, initial={"words": as_lines(base.read)})
    mine: tuple[Paragraph, ...] = base.read
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            mine = _changed(base, form.cleaned_data["words"])
            if "keep" in request.POST:
                operations.change_text(
                    motion=found, base=base, paragraphs=mine, why=form.cleaned_data["why"], by=person_of(request),
                    source=Source(words=form.cleaned_data["words"]),
                )  # fmt: skip
                messages.success(request, "The new version is kept. Advice on the version before has lapsed.")
                return _back(found)
        except operations.TextChangedError as error:
            meanwhile, base, mine = _together(error, base, mine)
            form = TextForm(initial={"words": as_lines(mine), "why": form.cleaned_data["why"]})
        except (operations.MotionError, UnreadableWordsError) as error:
            form.add_error("words", str(error))
    return _page(
        request, found, "motions/change_text.html", "Change the text", form=form, base=base, meanwhile=meanwhile,
        looked=form.is_bound and not form.errors,
        summary=summary(redline(base.plain, [each.text for each in mine])),
        runs=runs_of(rows_of(base.plain, [each.text for each in mine])),
        problems=error_summary(form) if form.is_bound else None,
    )  # fmt: skip


def _base(request: HttpRequest, motion: Motion) -> Text:
    """The version that is being changed: the newest, or the one that the page was opened with."""
    texts = queries.texts_of(motion)
    asked = request.POST.get("base", "")
    return next((each for each in texts if str(each.number) == asked), texts[-1])


def _changed(base: Text, given: str) -> tuple[Paragraph, ...]:
    """What somebody made of the base text. Raises UnreadableWordsError."""
    read = read_words(given).newest
    return succeed(base.read, [each.text for each in read], [read])


def _together(
    error: operations.TextChangedError, base: Text, mine: tuple[Paragraph, ...]
) -> tuple[dict[str, Any], Text, tuple[Paragraph, ...]]:
    """Both changes put together on the version that somebody else made meanwhile; where they collide, mine is told."""
    now = error.now
    merged = merge(base.plain, [Amended("theirs", now.plain), Amended("yours", tuple(each.text for each in mine))])
    together = succeed(now.read, merged.paragraphs, [mine])
    collisions = [
        {"theirs": theirs, "yours": yours}
        for each in merged.collisions
        for theirs, yours in [_readings(each.amendments, each.readings)]
    ]
    said = {"who": str(now.added_by or "Somebody"), "at": now.added_at, "why": now.because, "collisions": collisions,
            "changed": version_of(now.plain) != version_of(each.text for each in together)}  # fmt: skip
    return said, now, together


def _readings(amendments: tuple[str, ...], readings: tuple[str, ...]) -> tuple[str, str]:
    by_name = dict(zip(amendments, readings, strict=True))
    return by_name.get("theirs", ""), by_name.get("yours", "")


@require_http_methods(LOOK_OR_SEND)
def move(request: HttpRequest, public_id: UUID, to: str) -> HttpResponse:
    """Where the motion goes next, and why; what that means is said before it is done."""
    found = queries.get_motion(str(public_id))
    state = next((each for each in MotionState if each == to), None)
    if state is None:
        raise Http404("There is no such state of a motion.")
    permissions.check_can_move(request.user, found, state)
    newest = current_text(found)
    cautions = queries.cautions(found, newest) if state is MotionState.ON_ORDER_PAPER else []
    form = MoveForm(request.POST if request.method == "POST" else None, to=state, cautioned=bool(cautions))
    if request.method == "POST" and form.is_valid():
        try:
            operations.move_motion(
                motion=found,
                version=sent_version(request),
                to=state,
                by=person_of(request),
                why=form.cleaned_data["why"],
            )
        except (operations.MotionError, ChangedMeanwhileError) as error:
            form.add_error(None, str(error))
            found = queries.get_motion(str(public_id))
        else:
            messages.success(request, f"The motion is {state.label.lower()}.")
            return _back(found)
    return _page(
        request, found, "motions/move.html", f"{state.label}: {found.title}", form=form, to=state, cautions=cautions,
        problems=error_summary(form) if form.is_bound else None,
    )  # fmt: skip


@require_http_methods(LOOK_OR_SEND)
def warning(request: HttpRequest, public_id: UUID, key: str) -> HttpResponse:
    """One warning about a text, and what to do about it."""
    text = _text(public_id)
    found = motion_of(text)
    permissions.check_can_decide(request.user, found)
    asked = next((each for each in queries.warned(found, text) if each.key == key), None)
    if asked is None:
        raise Http404("There is no such warning on this version of the text.")
    form = WarningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        operations.decide_warning(
            text=text, key=key, rule=asked.about.finding.rule, by=person_of(request),
            decision=form.cleaned_data["decision"], why=form.cleaned_data["why"],
        )  # fmt: skip
        messages.success(request, "Your decision is kept.")
        return redirect(f"{_address(text)}#warnings")
    return _page(request, found, "motions/warning.html", "Decide on a warning", form=form, warning=asked,
                 back=_address(text), problems=error_summary(form) if form.is_bound else None)  # fmt: skip


@require_http_methods(LOOK_OR_SEND)
def advise(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The Monitoring Officer's advice on one version of a text: of a motion or of an amendment to it."""
    text = _text(public_id)
    found = motion_of(text)
    permissions.check_can_advise(request.user, found)
    form = AdviceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            operations.advise(
                text=text, in_order=given["in_order"] == "yes", words=given["words"], by=person_of(request)
            )
        except operations.MotionError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Your advice is kept, on this version of the text.")
            return redirect(_address(text))
    return _page(
        request, found, "motions/advise.html", f"Advise on {text.amendment or 'the motion'}", form=form, text=text,
        paragraphs=text.read, back=_address(text), problems=error_summary(form) if form.is_bound else None,
    )  # fmt: skip


def _text(public_id: UUID) -> Text:
    found = Text.objects.select_related("motion", "amendment__motion").filter(public_id=public_id).first()
    if found is None:
        raise Http404("There is no such text.")
    return found


def _address(text: Text) -> str:
    """The page of what the text is of."""
    if text.amendment:
        return reverse("amendment", args=[text.amendment.public_id])
    return reverse("motion", args=[motion_of(text).public_id])


def _back(motion: Motion) -> HttpResponse:
    return redirect("motion", motion.public_id)


def _page(request: HttpRequest, motion: Motion, template: str, title: str, **context: Any) -> HttpResponse:
    trail = (TRAIL, (motion.title, reverse("motion", args=[motion.public_id])), (title.partition(":")[0], ""))
    return page(request, template, title=title, here="motions", trail=trail, motion=motion, **context)
