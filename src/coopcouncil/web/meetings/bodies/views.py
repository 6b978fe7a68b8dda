"""Pages of committees: the list, one committee or the full council, its names and its offices."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.meetings import permissions, queries
from coopcouncil.web.meetings.bodies import operations
from coopcouncil.web.meetings.bodies.forms import AliasForm, EndForm, OfficeForm
from coopcouncil.web.meetings.models import FULL_COUNCIL, Alias, Office
from coopcouncil.web.meetings.sections import sections_of
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.models import Body
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.record.queries import history_of

TRAIL = ("Committees", "/committees/")
_either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def committees(request: HttpRequest) -> HttpResponse:
    """The full council and every committee, with the names they go by."""
    return page(
        request,
        "meetings/committees.html",
        title="Committees",
        here="committees",
        trail=(("Committees", ""),),
        listed=list(queries.listed_committees()),
        council_coming=queries.search_meetings(of=queries.WHOLE_COUNCIL).count(),
    )


@require_safe
def committee(request: HttpRequest, slug: str) -> HttpResponse:
    """One committee."""
    return _body_page(request, queries.get_committee(slug))


@require_safe
def full_council(request: HttpRequest) -> HttpResponse:
    """The full council."""
    return _body_page(request, None)


def _body_page(request: HttpRequest, body: Body | None) -> HttpResponse:
    listed = queries.list_meetings(queries.meetings_of(body), page_number(request))
    name = body.name if body else FULL_COUNCIL
    return page(
        request,
        "meetings/body.html",
        title=name,
        here="committees",
        trail=(TRAIL, (name, "")),
        body=body,
        aliases=list(body.aliases.all()) if body else [],
        offices=queries.offices_of(body),
        past_offices=queries.past_offices_of(body),
        listed=listed,
        pagination=pagination(request, page=listed.page, pages=listed.pages, part="meetings"),
        others=sections_of(request.user, body),
        keeps=permissions.can_keep(request.user, body.pk if body else None),
        history=history_of(body.subject_kind, body.subject_ref) if body else [],
    )


@_either
def alias_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a committee another name."""
    body = queries.get_committee(slug)
    permissions.check_can_keep(person_of(request), body.pk)
    form = AliasForm(sent(request), initial={"name": request.GET.get("name", "")[:200]})
    if form.is_valid():
        try:
            operations.add_alias(body=body, name=form.cleaned_data["name"], by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Texts that say “{form.cleaned_data['name']}” mean {body}.")
            return redirect("committee", slug)
    return page(
        request,
        "meetings/form.html",
        title=f"Another name for {body}",
        **_frame(body, "Another name"),
        form=form,
        button="Add the name",
        intro="Motions often call a committee by another name. Once you say so here, it is known under both.",
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def alias_remove(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Take a name from a committee."""
    body = queries.get_committee(slug)
    permissions.check_can_keep(person_of(request), body.pk)
    alias = Alias.objects.select_related("body").filter(body=body, pk=number).first() if number < 2**63 else None
    if alias is None:
        raise Http404("That name is not one of this committee's any more.")
    operations.remove_alias(alias=alias, by=person_of(request))
    messages.success(request, f"“{alias.name}” does not mean {body} any more.")
    return redirect("committee", slug)


@_either
def office_add(request: HttpRequest) -> HttpResponse:
    """Write down that somebody holds an office."""
    person = person_of(request)
    form = OfficeForm(sent(request), user=person, initial={"body": request.GET.get("of", "")})
    if form.is_valid():
        try:
            made = operations.begin_office(by=person, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.holder} is {made.title}.")
            return redirect(address_of(made.body))
    return page(
        request,
        "meetings/form.html",
        title="Add an office",
        here="committees",
        trail=(TRAIL, ("Add an office", "")),
        form=form,
        button="Add the office",
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def office_end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write down the last day of an office."""
    found: Office = queries.get_office(public_id)
    permissions.check_can_keep(person_of(request), found.body_id)
    form = EndForm(sent(request))
    if form.is_valid():
        try:
            operations.end_office(office=found, ends_on=form.cleaned_data["ends_on"], by=person_of(request))
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Kept.")
            return redirect(address_of(found.body))
    return page(
        request,
        "meetings/form.html",
        title=f"End an office: {found}",
        **_frame(found.body, "End an office"),
        form=form,
        button="Save",
        problems=error_summary(form) if form.is_bound else None,
    )


def address_of(body: Body | None) -> str:
    """The page of a committee, or of the full council."""
    return reverse("committee", args=[body.slug]) if body else reverse("full-council")


def _frame(body: Body | None, words: str) -> dict[str, Any]:
    address, name = address_of(body), body.name if body else FULL_COUNCIL
    return {"here": "committees", "trail": (TRAIL, (name, address), (words, "")), "back": address}
