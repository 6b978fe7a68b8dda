"""The page on which an import is asked for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.meetings import permissions
from coopcouncil.web.meetings.importing.forms import ImportForm
from coopcouncil.web.meetings.importing.jobs import ask_for_import
from coopcouncil.web.meetings.models import SourceBody
from coopcouncil.web.meetings.views import TRAIL
from coopcouncil.web.pages import page
from coopcouncil.web.people.forms import sent
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import person_of

INTRO = (
    "Committees, meetings, agendas and published minutes are read from the council's ModernGov web service. Import as "
    "often as you like: what was changed here stays, and what differs is told."
)


@require_http_methods(["GET", "HEAD", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Ask for an import, which runs in the background."""
    person = person_of(request)
    permissions.check_can_keep(person, None)
    known = SourceBody.objects.order_by("-pk").values_list("source", flat=True).first()
    form = ImportForm(sent(request), initial={"address": known or ""})
    if form.is_valid():
        try:
            job = ask_for_import(by=person, **form.cleaned_data)
        except RefusedError as error:
            form.add_error("address", str(error))
        else:
            return redirect("job", job.public_id)
    return page(
        request,
        "meetings/form.html",
        title="Import meetings",
        here="meetings-import",
        trail=(TRAIL, ("Import", "")),
        form=form,
        intro=INTRO,
        button="Import",
        problems=error_summary(form) if form.is_bound else None,
    )
