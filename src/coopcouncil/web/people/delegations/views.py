"""Pages of delegates: name one, and end it early."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import page
from coopcouncil.web.people.delegations.forms import DelegateForm
from coopcouncil.web.people.delegations.operations import end_delegation, name_delegate
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.models import Delegation
from coopcouncil.web.people.permissions import check_can_delegate
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """Name somebody who stands in."""
    by = person_of(request)
    check_can_delegate(by)
    form = DelegateForm(sent(request))
    if form.is_valid():
        try:
            made = name_delegate(by=by, **form.cleaned_data)
        except RefusedError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"{made.delegate} stands in for you on the days you chose.")
            return redirect("account")
    return page(
        request,
        "people/form.html",
        title="Name a delegate",
        here="account",
        trail=(("Your account", reverse("account")), ("Name a delegate", "")),
        form=form,
        button="Name this delegate",
        intro="A delegate acts in your place with your roles, except those of an administrator or an auditor. The "
        "record names both of you.",
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def end(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """End a delegation before its last day."""
    found = Delegation.objects.filter(public_id=public_id).select_related("person", "delegate").first()
    if found is None:
        raise Http404("There is no delegation of that address.")
    try:
        end_delegation(delegation=found, by=person_of(request))
    except RefusedError as error:
        messages.warning(request, str(error))
    else:
        messages.success(request, f"{found.delegate} no longer stands in for {found.person}.")
    return redirect("account")
