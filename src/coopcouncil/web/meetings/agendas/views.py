"""Pages of agendas: add, change, move and remove an item, and enter its minute."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.web.evidence.queries import find_subjects
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.meetings import permissions, queries
from coopcouncil.web.meetings.agendas import operations
from coopcouncil.web.meetings.agendas.forms import FindForm, ItemForm, MinuteForm
from coopcouncil.web.meetings.changing import problems_of, theirs_beside
from coopcouncil.web.meetings.forms import ReasonForm
from coopcouncil.web.meetings.models import AgendaItem, Meeting
from coopcouncil.web.meetings.operations import ChangedMeanwhileError
from coopcouncil.web.meetings.views import TRAIL
from coopcouncil.web.pages import page, sent_version
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.subjects import find, label

_either = require_http_methods(["GET", "HEAD", "POST"])
MOST_HITS = 10


@_either
def add(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put an item on the agenda; `?about=kind:ref` says what it is about, `?title=` what it is called."""
    found = queries.get_meeting(public_id)
    permissions.check_can_keep(person_of(request), found.body_id)
    initial = {"about": request.GET.get("about", "")[:160], "title": request.GET.get("title", "")[:300]}
    form = ItemForm(sent(request), initial=initial)
    if form.is_valid():
        try:
            operations.add_item(meeting=found, said=form.said(), by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{form.cleaned_data['title']}” is on the agenda.")
            return redirect("meeting", public_id)
    return page(
        request,
        "meetings/item.html",
        title="Add an agenda item",
        **_frame(request, found, "Add an item"),
        form=form,
        button="Add the item",
        problems=error_summary(form) if form.is_bound else None,
        **_about(request, form),
    )


@_either
def change(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Change an item's number, title and what it is about."""
    found, one = _item(request, public_id, item)
    given = {"about": request.GET["about"][:160]} if "about" in request.GET else {}
    form = ItemForm(sent(request), item=one, initial=given)
    version, theirs = one.version, None
    if form.is_valid():
        try:
            operations.change_item(item=one, version=sent_version(request), said=form.said(), by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            version, theirs = error.now.version, theirs_beside(ItemForm(item=error.now), form, error.now)
            theirs["fields"] += _about_differs(request, error.now, form)
        else:
            messages.success(request, "Your changes are kept.")
            return redirect("meeting", public_id)
    return page(
        request,
        "meetings/item.html",
        title=f"Change: {one}",
        **_frame(request, found, "Change an item"),
        form=form,
        button="Save",
        version=version,
        theirs=theirs,
        problems=problems_of(form, theirs),
        **_about(request, form),
    )


@_either
def minute(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Enter what the meeting decided or noted under an item, or correct it."""
    found, one = _item(request, public_id, item)
    form = MinuteForm(sent(request), initial={"words": one.minute})
    version, theirs = one.version, None
    if form.is_valid():
        words = form.cleaned_data["words"]
        try:
            operations.enter_minute(item=one, version=sent_version(request), words=words, by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        except ChangedMeanwhileError as error:
            now = MinuteForm(initial={"words": error.now.minute})
            version, theirs = error.now.version, theirs_beside(now, form, error.now)
        else:
            messages.success(request, "The minute is kept: everybody can read it.")
            return redirect("meeting", public_id)
    return page(
        request,
        "meetings/form.html",
        title=f"Minute: {one}",
        **_frame(request, found, "Minute"),
        form=form,
        button="Save the minute",
        version=version,
        theirs=theirs,
        problems=problems_of(form, theirs),
    )


@require_POST
def move(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Move an item one place up or down."""
    _, one = _item(request, public_id, item)
    up = request.POST.get("direction") == "up"
    try:
        operations.move_item(item=one, up=up, version=sent_version(request), by=person_of(request))
    except RefusedError as error:
        messages.warning(request, str(error))
    except ChangedMeanwhileError as error:
        messages.warning(request, f"{error} Nothing was moved: look at the order as it is now.")
    else:
        messages.success(request, f"Moved {'up' if up else 'down'}.")
    return redirect(f"{reverse('meeting', args=[public_id])}#agenda")


@_either
def remove(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Ask whether an item is to come off the agenda, then take it off."""
    found, one = _item(request, public_id, item)
    form = ReasonForm(sent(request))
    if form.is_valid():
        try:
            operations.remove_item(item=one, why=form.cleaned_data["why"], by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"“{one.title}” is off the agenda.")
            return redirect("meeting", public_id)
    return page(
        request,
        "meetings/form.html",
        title=f"Take off the agenda: {one}?",
        **_frame(request, found, "Remove an item"),
        form=form,
        button="Take it off the agenda",
        warns=True,
        intro="The record keeps what it was. What it was about stays as it is.",
        problems=error_summary(form) if form.is_bound else None,
    )


def _about_differs(request: HttpRequest, now: AgendaItem, form: ItemForm) -> list[dict[str, str]]:
    """What the item is about as somebody else saved it, where that is not what this person chose: in words."""
    own = form.cleaned_data["about"]
    if now.about == own:
        return []
    named = [found.title if (found := find(request.user, each)) else each for each in (now.about, own)]
    return [{"label": "What it is about", "theirs": named[0], "mine": named[1]}]


def _item(request: HttpRequest, public_id: str, item: str) -> tuple[Meeting, AgendaItem]:
    """The meeting and its item, for somebody who may change them."""
    found = queries.get_meeting(public_id)
    permissions.check_can_keep(person_of(request), found.body_id)
    return found, queries.get_item(found, item)


def _frame(request: HttpRequest, found: Meeting, words: str) -> dict[str, Any]:  # noqa: ARG001 - as views are called
    address = reverse("meeting", args=[found.public_id])
    return {"here": "meetings", "trail": (TRAIL, (str(found), address), (words, "")), "back": address}


def _about(request: HttpRequest, form: ItemForm) -> dict[str, Any]:
    """What the item is about as it stands in the form, and what the words that were looked for find."""
    about = str(form["about"].value() or "")
    found = find(request.user, about) if about else None
    words = request.GET.get("words", "")
    hits = find_subjects(request.user, words, MOST_HITS) if words.strip() else []
    return {
        "about": {"label": label(about), "title": found.title, "address": found.address} if found else None,
        "finding": FindForm(request.GET),
        "words": words,
        "hits": [(f"?{urlencode({'about': ref, 'title': hit.title})}", hit) for ref, hit in hits],
    }
