"""Pages of bodies."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.people.bodies.forms import BodyForm, NameForm
from coopcouncil.web.people.bodies.operations import add_body, end_body, rename_body
from coopcouncil.web.people.bodies.queries import find_body, listed_bodies, roles_for
from coopcouncil.web.people.forms import ReasonForm, sent
from coopcouncil.web.people.permissions import can_change_bodies, check_can_change_bodies
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of
from coopcouncil.web.record.queries import history_of

PEOPLE = ("People", "/people/")
BODIES = ("Bodies", "/people/bodies/")
_either = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Every body, and how many people hold a role for it."""
    return page(
        request,
        "people/bodies.html",
        title="Bodies",
        here="bodies",
        trail=(PEOPLE, ("Bodies", "")),
        listed=listed_bodies(),
        can_change=can_change_bodies(person_of(request)),
    )


@require_safe
def body(request: HttpRequest, slug: str) -> HttpResponse:
    """One body and who holds a role for it."""
    found = find_body(slug)
    return page(
        request,
        "people/body.html",
        title=found.name,
        here="bodies",
        trail=(PEOPLE, BODIES, (found.name, "")),
        body=found,
        history=history_of(found.subject_kind, found.subject_ref),
        grants=roles_for(found),
        can_change=can_change_bodies(person_of(request)) and not found.ended_at,
    )


@_either
def add(request: HttpRequest) -> HttpResponse:
    """Add a body."""
    person = person_of(request)
    check_can_change_bodies(person)
    form = BodyForm(sent(request))
    if form.is_valid():
        try:
            made = add_body(by=person, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made} was added.")
            return redirect("body", made.slug)
    return page(
        request,
        "people/form.html",
        title="Add a body",
        here="bodies",
        trail=(PEOPLE, BODIES, ("Add a body", "")),
        form=form,
        button="Add it",
        intro="People hold roles for bodies: a directorate, a committee, a community group or a supplier.",
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def rename(request: HttpRequest, slug: str) -> HttpResponse:
    """Give a body another name."""
    person = person_of(request)
    check_can_change_bodies(person)
    found = find_body(slug)
    form = NameForm(sent(request), initial={"name": found.name})
    if form.is_valid():
        try:
            rename_body(body=found, by=person, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found} is now called {form.cleaned_data['name']}.")
            return redirect("body", slug)
    return page(
        request,
        "people/form.html",
        title=f"Rename {found}",
        here="bodies",
        trail=(PEOPLE, BODIES, (found.name, reverse("body", args=[slug])), ("Rename", "")),
        form=form,
        button="Rename it",
        intro="Its address on these pages stays as it is.",
        problems=error_summary(form) if form.is_bound else None,
    )


@_either
def end(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask whether a body is to end, then end it."""
    person = person_of(request)
    check_can_change_bodies(person)
    found = find_body(slug)
    form = ReasonForm(sent(request))
    if form.is_valid():
        try:
            end_body(body=found, by=person, why=form.cleaned_data["why"])
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found} has ended, and the roles held for it with it.")
            return redirect("body", slug)
    return page(
        request,
        "people/form.html",
        title=f"End {found}?",
        here="bodies",
        trail=(PEOPLE, BODIES, (found.name, reverse("body", args=[slug])), ("End", "")),
        form=form,
        button=f"End {found}",
        warns=True,
        intro="The roles held for it end now, and open invitations to them are revoked. The record of it stays. "
        "This cannot be undone.",
        problems=error_summary(form) if form.is_bound else None,
    )
