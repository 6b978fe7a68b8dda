"""Pages of the upload: choose files, see what was understood, load or discard."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import NO_COUNCIL, council_name, page
from coopcouncil.web.permissions import person_of
from coopcouncil.web.uploads.forms import UploadForm
from coopcouncil.web.uploads.models import UploadState
from coopcouncil.web.uploads.operations import BeingLoadedError, keep_upload, start_load, throw_away
from coopcouncil.web.uploads.permissions import can_load
from coopcouncil.web.uploads.queries import find_upload, find_waiting, load_of, uploads_waiting


def upload(request: HttpRequest) -> HttpResponse:
    """Choose files, or keep and check those sent."""
    known = council_name()
    is_sent = request.method == "POST"
    form = UploadForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        initial={"council": "" if known == NO_COUNCIL else known},
    )
    if form.is_valid():
        kept = keep_upload(
            by=person_of(request), council=form.cleaned_data["council"], files=form.cleaned_data["payments"]
        )
        return redirect("upload-check", kept.public_id)
    problems = error_summary(form) if is_sent else None
    return page(
        request,
        "uploads/upload.html",
        title="Add payments files",
        here="upload",
        form=form,
        problems=problems,
        waiting=uploads_waiting(),
    )


@require_safe
def check(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """What the files hold, before anything is loaded; afterwards, what became of them."""
    found = find_upload(public_id)
    trail = (("Add payments files", reverse("upload")), (found.names, ""))
    if found.state != UploadState.WAITING:
        return page(request, "uploads/ended.html", title=str(found), here="upload", upload=found, trail=trail)
    readings = find_waiting(public_id).readings
    return page(
        request,
        "uploads/check.html",
        title="Check what was understood",
        here="upload",
        upload=found,
        readings=readings,
        loadable=any(each["payments"] for each in readings),
        mine=can_load(request.user, found),
        loading=load_of(found),
        trail=trail,
    )


@require_POST
def load(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Ask for the load, and show how far it is."""
    return redirect("job", start_load(upload=find_waiting(public_id), by=person_of(request)).public_id)


@require_POST
def discard(request: HttpRequest, public_id: uuid.UUID) -> HttpResponse:
    """Throw the files away."""
    found = find_waiting(public_id)
    try:
        throw_away(upload=found, by=person_of(request))
    except BeingLoadedError:
        messages.info(request, "The files are being loaded, so they were not thrown away.")
        return redirect("upload-check", public_id)
    messages.success(request, "The files were thrown away. The figures are as they were.")
    return redirect("upload")
