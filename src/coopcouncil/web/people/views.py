"""Pages of people: one's own account, the list, and one person's roles."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coopcouncil.web.downloads import csv_response
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.paging import page_number, pagination
from coopcouncil.web.people import operations, queries
from coopcouncil.web.people.bodies.queries import bodies_to_give
from coopcouncil.web.people.forms import PersonSearch, ReasonForm, RoleForm, sent
from coopcouncil.web.people.models import Grant, Person
from coopcouncil.web.people.permissions import can_give, check_can_end_access, why_not_end_access, why_not_end_role
from coopcouncil.web.people.queries import find_person, search_people
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import may, person_of, roles_held
from coopcouncil.web.record.permissions import can_redact_person
from coopcouncil.web.record.queries import history_of
from coopcouncil.web.rights import Right
from coopcouncil.web.signing_in.queries import ways_in

PEOPLE = ("People", "/people/")
CSV_FIELDS = ("name", "email", "roles", "has_access", "joined_on", "left_on", "last_signed_in_on")


@require_safe
def account(request: HttpRequest) -> HttpResponse:
    """Who is signed in, with which roles, and the ways to change what is theirs."""
    person = person_of(request)
    return page(
        request,
        "people/account.html",
        title="Your account",
        here="account",
        trail=(("Your account", ""),),
        held=roles_held(request.user),
        ways=ways_in(person),
        standing_in=queries.standing_in(person),
        delegates=queries.delegates_of(person),
    )


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Search, filter and sort the people within reach."""
    form = PersonSearch(request.GET)
    asked = form.asked()
    listed = search_people(request.user, asked, page=page_number(request))
    return page(
        request,
        "people/people.html",
        title="People",
        here="people",
        trail=(("People", ""),),
        form=form,
        asked={name: value for name, value in asked.items() if name != "sort"},
        listed=listed,
        download=f"{reverse('people-csv')}?{request.GET.urlencode()}",
        pagination=pagination(request, page=listed.page, pages=listed.pages),
    )


@require_safe
def people_csv(request: HttpRequest) -> StreamingHttpResponse:
    """The same people, all of them, as CSV."""
    found = search_people(request.user, PersonSearch(request.GET).asked(), page_size=None).rows
    return csv_response("people.csv", CSV_FIELDS, map(_csv_row, found))


def _csv_row(person: Any) -> list[Any]:
    instants = (person.joined_at, person.left_at, person.last_login)
    roles = "; ".join(str(grant) for grant in person.open_grants)
    access = "yes" if person.is_active else "no"
    return [person.name, person.email, roles, access, *(each.date() if each else "" for each in instants)]


@require_safe
def one_person(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """One person: roles held and held before, delegates, and what can be changed."""
    return _person_page(request, find_person(request.user, public_id))


@require_POST
def give_role(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give a person another role."""
    by = person_of(request)
    found = find_person(by, public_id)
    form = RoleForm(request.POST, by=by)
    if form.is_valid():
        try:
            made = operations.give_role(person=found, by=by, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{found} is now {made}.")
            return redirect("person", public_id)
    return _person_page(request, found, form)


@require_POST
def end_role(request: HttpRequest, public_id: UUID, grant_id: int) -> HttpResponse:
    """End one role of a person."""
    by = person_of(request)
    found = find_person(by, public_id)
    grant = Grant.objects.filter(pk=grant_id, person=found).select_related("body", "person").first()
    if grant is None:
        messages.warning(request, f"{found} never held that role. Nothing was changed.")
    else:
        _try(
            request,
            lambda: operations.end_role(grant=grant, by=by),
            f"{found} is no longer {grant}.",
        )
    return redirect("person", public_id)


@require_http_methods(["GET", "HEAD", "POST"])
def end_access(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask whether somebody has left, then end all their access."""
    by = person_of(request)
    found = find_person(by, public_id)
    check_can_end_access(by, found)
    form = ReasonForm(sent(request))
    if form.is_valid():
        _try(
            request,
            lambda: operations.end_access(person=found, by=by, why=form.cleaned_data["why"]),
            f"{found} no longer has access.",
        )
        return redirect("home" if found == by else reverse("person", args=[public_id]))
    return page(
        request,
        "people/form.html",
        title=f"End the access of {found}?",
        here="people",
        trail=(PEOPLE, (found.name, reverse("person", args=[public_id])), ("End access", "")),
        form=form,
        button=f"End the access of {found}",
        warns=True,
        intro="They are signed out everywhere at once, and their roles, delegates and API tokens end. Their name "
        "stays on what they did.",
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def let_back_in(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Give somebody who left their access back."""
    by = person_of(request)
    found = find_person(by, public_id)
    done = f"{found} has access again. Give them a role; they choose a new password when they sign in."
    _try(request, lambda: operations.let_back_in(person=found, by=by), done)
    return redirect("person", public_id)


def _try(request: HttpRequest, change: Any, done: str) -> None:
    """Make the change and say what was done, or why not."""
    try:
        change()
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, done)


def _person_page(request: HttpRequest, found: Person, form: RoleForm | None = None) -> HttpResponse:
    by = person_of(request)
    everywhere, bodies = bodies_to_give(by)
    gives = may(by, Right.GIVE_ACCESS) and (everywhere or bool(bodies))
    return page(
        request,
        "people/person.html",
        title=found.name,
        here="people",
        trail=(PEOPLE, (found.name, "")),
        found=found,
        history=history_of(found.subject_kind, found.subject_ref),
        grants=[(grant, can_give(by, grant.body), why_not_end_role(by, grant)) for grant in queries.roles_of(found)],
        past=queries.past_roles_of(found),
        delegations=queries.delegations_of(found),
        form=(form or RoleForm(by=by)) if gives and found.is_active else None,
        can_change=everywhere,
        why_not_end=why_not_end_access(by, found),
        redactable=can_redact_person(by, found),
        problems=error_summary(form) if form else None,
    )
