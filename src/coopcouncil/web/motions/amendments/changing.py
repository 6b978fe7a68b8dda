"""Pages that change an amendment: add one, change its words or who moves it, and say where it stands."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from coopcouncil.papers.redlines import summary
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.redline import redline
from coopcouncil.rules.motions.states import AMENDMENT_NEEDS_REASON, AmendmentState
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.motions.amendments import operations, permissions
from coopcouncil.web.motions.amendments.adopting import NotYetError
from coopcouncil.web.motions.amendments.board import Board, Standing, board_of, next_name
from coopcouncil.web.motions.amendments.forms import ChangeDetailsForm, ChangeTextForm, DetailsForm, TextForm, WhyForm
from coopcouncil.web.motions.amendments.lines import to_lines
from coopcouncil.web.motions.amendments.meanwhile import ChangedMeanwhileError
from coopcouncil.web.motions.amendments.operations import AmendmentError
from coopcouncil.web.motions.amendments.queries import get_amendment, get_motion
from coopcouncil.web.motions.amendments.redlines import rows_of, runs_of
from coopcouncil.web.motions.amendments.sending import source_of, with_file
from coopcouncil.web.motions.amendments.views import address_of, trail_of
from coopcouncil.web.motions.models import Amendment, Text
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.permissions import person_of

LOOK_OR_SEND = ("GET", "HEAD", "POST")
KEEP = "keep"


@require_http_methods(LOOK_OR_SEND)
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Add an amendment by changing the text it amends; it is shown as a redline before it is kept."""
    motion = get_motion(public_id)
    permissions.check_can_add(request.user, motion)
    board = board_of(motion)
    parent = _parent(request, board)
    amends, base = (parent.amendment, parent.text) if parent else (None, board.text)
    sent = request.POST if request.method == "POST" else None
    text = with_file(request, TextForm, {"words": to_lines(base.read)})
    details = DetailsForm(sent, initial={"name": next_name(board, amends), **_mover(request)})
    shown: dict[str, Any] = {}
    old = _seen_base(sent.get("base", ""), base) if sent is not None else base
    if sent is not None and text.is_valid() & details.is_valid():
        paragraphs = text.read(old.read)
        if sent.get("step") == KEEP:
            try:
                made = operations.add_amendment(
                    motion=motion,
                    base=old,
                    paragraphs=paragraphs,
                    by=person_of(request),
                    amends=amends,
                    source=source_of(request, text),
                    **details.cleaned_data,
                )
            except AmendmentError as error:
                details.add_error(None, str(error))
            else:
                messages.success(request, f"{made} is kept as a draft.")
                return redirect(address_of(made))
        shown = _preview(old, paragraphs)
    what = f"amendment {amends.name}" if amends else "the motion"
    return page(
        request,
        "motions/amendments/add.html",
        title=f"Add an amendment to {what}",
        here="motions",
        trail=trail_of(motion, ("Add an amendment", "")),
        motion=motion,
        amends=amends,
        seen=old.number,
        text=text,
        details=details,
        shown=shown,
        problems=_problems(text, details),
    )


def _parent(request: HttpRequest, board: Board) -> Standing | None:
    """The amendment that is to be amended, where one is named."""
    ref = request.GET.get("to", "")
    if not ref:
        return None
    found = next((each for each in board.walk() if each.amendment.subject_ref == ref), None)
    if found is None or found.is_settled:
        raise Http404("That amendment is not here, or was decided already, so that nothing can amend it.")
    return found


def _seen_base(given: str, base: Text) -> Text:
    """The text that was on the page when the writing began: an older version of the same, else the newest."""
    siblings = Text.objects.filter(motion=base.motion_id, amendment=base.amendment_id)
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 10 else base.number
    return siblings.filter(number=number).first() or base


def _mover(request: HttpRequest) -> dict[str, str]:
    """A councillor who adds one moves it, unless they write somebody else."""
    return {} if permissions.is_clerk(request.user) else {"mover": str(request.user)}


def _preview(old: Text, paragraphs: Sequence[Paragraph]) -> dict[str, Any]:
    """What the words come to against the text that they amend."""
    texts = [each.text for each in paragraphs]
    return {"summary": summary(redline(old.plain, texts)), "runs": runs_of(rows_of(old.plain, texts))}


def _problems(*forms: Any) -> dict[str, Any] | None:
    found = [error_summary(form) for form in forms if form.is_bound]
    listed = [error for each in found if each for error in each["errorList"]]
    return {"titleText": "There is a problem", "errorList": listed} if listed else None


@require_http_methods(LOOK_OR_SEND)
def change(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change the words of an amendment, on the newest text that it amends."""
    found = get_amendment(public_id)
    permissions.check_can_change(request.user, found)
    standing = board_of(found.motion).find(found)
    form = with_file(request, ChangeTextForm, {"words": to_lines(standing.text.read)})
    shown: dict[str, Any] = {}
    meanwhile = ""
    if form.is_valid():
        paragraphs = form.read(standing.text.read)
        if request.POST.get("step") == KEEP:
            try:
                operations.change_amendment_text(
                    amendment=found,
                    version=sent_version(request),
                    paragraphs=paragraphs,
                    source=source_of(request, form),
                    why=form.cleaned_data["why"],
                    by=person_of(request),
                )
            except AmendmentError as error:
                form.add_error("words", str(error))
            except ChangedMeanwhileError as error:
                meanwhile = str(error)
                form.add_error(None, meanwhile)
            else:
                messages.success(request, f"The new text of amendment {found.name} is kept.")
                return redirect(address_of(found))
        shown = _preview(standing.target, paragraphs)
    return page(
        request,
        "motions/amendments/change.html",
        title=f"Change amendment {found.name}",
        here="motions",
        trail=trail_of(found.motion, (f"Amendment {found.name}", address_of(found)), ("Change", "")),
        amendment=found,
        standing=standing,
        form=form,
        shown=shown,
        theirs=runs_of(rows_of(standing.target.plain, standing.text.plain)) if meanwhile else None,
        version=found.version if meanwhile or request.method != "POST" else sent_version(request),
        problems=_problems(form),
    )


@require_http_methods(LOOK_OR_SEND)
def details(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Change an amendment's name, who moves and seconds it, and when it came."""
    found = get_amendment(public_id)
    permissions.check_can_change(request.user, found)
    form = ChangeDetailsForm(
        request.POST or None, amendment=found, offers_people=permissions.is_clerk(request.user)
    )  # fmt: skip
    version = found.version if request.method != "POST" else sent_version(request)
    if form.is_valid():
        try:
            operations.change_amendment_details(
                amendment=found, version=version, details=form.details(), by=person_of(request)
            )
        except AmendmentError as error:
            form.add_error("name", str(error))
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            version = found.version
        else:
            messages.success(request, "Your changes are kept.")
            return redirect(address_of(found))
    return page(
        request,
        "motions/amendments/form.html",
        title=f"Change the details of amendment {found.name}",
        here="motions",
        trail=trail_of(found.motion, (f"Amendment {found.name}", address_of(found)), ("Details", "")),
        form=form,
        version=version,
        button="Save",
        back=address_of(found),
        problems=_problems(form),
    )


@require_http_methods(LOOK_OR_SEND)
def move(request: HttpRequest, public_id: UUID, to: str) -> HttpResponse:
    """Say where an amendment stands from now on; with a reason where one is needed."""
    found = get_amendment(public_id)
    state = _state(to)
    permissions.check_can_move(request.user, found, state)
    form = WhyForm(request.POST if request.method == "POST" else None, needed=state in AMENDMENT_NEEDS_REASON)
    version = found.version if request.method != "POST" else sent_version(request)
    if form.is_valid():
        try:
            operations.move_amendment(
                amendment=found, version=version, to=state, by=person_of(request), why=form.cleaned_data["why"]
            )
        except (AmendmentError, NotYetError) as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            form.add_error(None, str(error))
            version = get_amendment(public_id).version
        else:
            messages.success(request, f"{found} is {state.label.lower()}.")
            return redirect(address_of(found))
    return page(
        request,
        "motions/amendments/form.html",
        title=f"Amendment {found.name}: {state.label.lower()}",
        here="motions",
        trail=trail_of(found.motion, (f"Amendment {found.name}", address_of(found)), (state.label, "")),
        form=form,
        version=version,
        intro=_what_follows(found, state),
        button=f"Enter as {state.label.lower()}",
        back=address_of(found),
        problems=_problems(form),
    )


def _state(given: str) -> AmendmentState:
    try:
        return AmendmentState(given)
    except ValueError:
        raise Http404("There is no such state of an amendment.") from None


def _what_follows(amendment: Amendment, to: AmendmentState) -> str:
    """What happens when the amendment is brought there, in a sentence or two."""
    target = f"amendment {amendment.amends.name}" if amendment.amends else "the motion"
    said = {
        AmendmentState.ACCEPTED: f"Its words go into {target} without a vote, because the mover takes them in. The"
        " other open amendments are carried onto the new text.",
        AmendmentState.WITHDRAWN: "It will not be put to a vote. This cannot be undone.",
        AmendmentState.LAPSED: "It was not moved or not seconded. This cannot be undone.",
        AmendmentState.IN_ORDER: "It can be moved at the meeting. The ruling is your advice on its words.",
        AmendmentState.OUT_OF_ORDER: "It cannot be moved as it is. Its mover can take it back and change it.",
        AmendmentState.MOVED: "From now on everybody can see it.",
    }
    return said.get(to, "")
