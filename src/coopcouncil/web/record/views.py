"""Pages of the record: the list, one entry, and redaction."""

import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopcouncil.data.spending.picture.filters import FilterError
from coopcouncil.papers.words import counted
from coopcouncil.web import subjects
from coopcouncil.web.downloads import csv_response
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.people.models import Person
from coopcouncil.web.record import operations, queries
from coopcouncil.web.record.forms import RecordFilter, RedactionForm
from coopcouncil.web.record.permissions import (
    can_redact,
    can_redact_person,
    check_can_redact,
    check_can_redact_person,
)
from coopcouncil.web.record.telling import Telling, tell

TRAIL = ("The record", "/record/")
CSV_FIELDS = (
    *("number", "at", "who", "role", "body", "standing_in_for", "what", "about_kind", "about", "why", "changes"),
    *("redacted_by", "sha256"),
)
EITHER = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def record(request: HttpRequest) -> HttpResponse:
    """Who did what, the newest first, under filters."""
    form = _filter(request)
    asked = form.asked()
    listed = queries.list_entries(asked, before=_number(request, "before"), after=_number(request, "after"))
    return page(
        request,
        "record/record.html",
        title="The record",
        here="record",
        trail=(("The record", ""),),
        form=form,
        problems=error_summary(form),
        asked=asked,
        listed=listed,
        total=queries.count_entries(),
        titles=subjects.find_all(request.user, list({row.entry.about for row in listed.rows})),
        label=subjects.label,
        download=f"{reverse('record-csv')}?{_kept(request)}",
        pagination=_pagination(request, listed),
    )


@require_safe
def record_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same entries, all of them, as CSV."""
    form = _filter(request)
    asked = form.asked()
    if form.errors:
        raise FilterError(" ".join(str(each) for errors in form.errors.values() for each in errors))
    return csv_response("record.csv", CSV_FIELDS, map(_csv_row, queries.walk_entries(asked)))


@require_safe
def entry(request: HttpRequest, number: int) -> HttpResponse:
    """One entry: who, when, what, about what, why, what changed, and whether it is as it was written."""
    found = queries.get_entry(number)
    person = _person_of(found.by) or _person_of(found.about.removeprefix("person:"))
    return page(
        request,
        "record/entry.html",
        title=f"Entry {number}",
        here="record",
        trail=(TRAIL, (f"Entry {number}", "")),
        told=tell([found])[0],
        subject=subjects.find(request.user, found.about),
        label=subjects.label(found.about),
        faults=queries.faults_around(found),
        last=queries.count_entries(),
        redactable=can_redact(request.user, found),
        redactable_person=person if person and can_redact_person(request.user, person) else None,
    )


@EITHER
def redact_entry(request: HttpRequest, number: int) -> HttpResponse:
    """Ask for the reason, say what goes for good, then redact one entry."""
    found = queries.get_entry(number)
    check_can_redact(request.user, found)

    def act(why: str) -> str:
        operations.redact(entry=found, by=_by(request), why=why)
        return f"The content of entry {number} is gone. Its fingerprint, and that you redacted it, stay."

    named = f"entry {number}"
    return _redaction(request, "record/redact_entry.html", named, act, told=tell([found])[0])


@EITHER
def redact_person(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask for the reason, say what goes for good, then redact a person who has left."""
    person = Person.objects.filter(public_id=public_id).first()
    if person is None:
        raise Http404("Nobody has this number.")
    check_can_redact_person(request.user, person)

    def act(why: str) -> str:
        count = queries.entries_of_person(person)
        operations.redact_person(person=person, by=_by(request), why=why)
        return f"The name is gone, and the content of {counted(count, 'entry', 'entries')}."

    return _redaction(
        request,
        "record/redact_person.html",
        f"everything by and about {person}",
        act,
        subject=person,
        count=queries.entries_of_person(person),
        mentions=queries.mentions_of(person),
    )


def _redaction(
    request: HttpRequest, template: str, named: str, act: Callable[[str], str], **context: Any
) -> HttpResponse:
    """The form, then the page that says what goes for good, then the act and the record with a word on it."""
    form = RedactionForm(request.POST if request.method == "POST" else None)
    sure = form.is_bound and form.is_valid()
    if sure and form.cleaned_data["confirmed"]:
        messages.success(request, act(form.cleaned_data["why"]))
        return redirect("record")
    return page(
        request,
        template,
        title=f"Redact {named} for good?" if sure else f"Redact {named}",
        here="record",
        trail=(TRAIL, ("Redact", "")),
        form=form,
        why=form.cleaned_data["why"] if sure else None,
        problems=error_summary(form) if form.is_bound else None,
        **context,
    )


def _by(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)  # noqa: S101 - the gate let nobody else in
    return request.user


def _person_of(public_id: str) -> Person | None:
    try:
        return Person.objects.filter(public_id=uuid.UUID(public_id)).first()
    except ValueError:
        return None


def _filter(request: HttpRequest) -> RecordFilter:
    form = RecordFilter(request.GET)
    form.offer(queries.kinds(), queries.verbs())
    return form


def _number(request: HttpRequest, name: str) -> int | None:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 18 else None


def _kept(request: HttpRequest, **more: int) -> str:
    kept = [(name, value) for name, value in request.GET.items() if name not in ("before", "after") and value]
    return urlencode([*kept, *more.items()])


def _pagination(request: HttpRequest, listed: queries.EntryPage) -> dict[str, Any] | None:
    given = {}
    if listed.newer is not None:
        given["previous"] = {"href": f"?{_kept(request, after=listed.newer)}", "text": "Newer"}
    if listed.older is not None:
        given["next"] = {"href": f"?{_kept(request, before=listed.older)}", "text": "Older"}
    return given or None


def _csv_row(told: Telling) -> list[Any]:
    entry = told.entry
    who = [told.name, told.role, told.body, told.for_whom]
    said = [entry.what, entry.kind, entry.about, told.why, "; ".join(map(str, told.changes))]
    return [entry.number, told.at.isoformat(), *who, *said, entry.content.redacted_by_id, entry.sha256]
