"""Pages of the upload: choose files, see what was understood, load or discard."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.pages import NO_COUNCIL, council_name, page
from coopcouncil.web.uploads.forms import UploadForm
from coopcouncil.web.uploads.operations import clear_loaded, keep_upload, start_load, throw_away
from coopcouncil.web.uploads.queries import find_upload, progress_of

SECONDS_BETWEEN_LOOKS = 2


def upload(request: HttpRequest) -> HttpResponse:
    """Choose files, or keep and check those sent."""
    known = council_name()
    form = UploadForm(
        request.POST or None, request.FILES or None, initial={"council": "" if known == NO_COUNCIL else known}
    )
    if request.method == "POST" and form.is_valid():
        kept = keep_upload(council=form.cleaned_data["council"], files=form.cleaned_data["payments"])
        return redirect("upload-check", kept.token)
    problems = error_summary(form) if request.method == "POST" else None
    return page(request, "uploads/upload.html", title="Add payments files", here="upload", form=form, problems=problems)


@require_safe
def check(request: HttpRequest, token: str) -> HttpResponse:
    """What the files hold, before anything is loaded."""
    found = find_upload(token)
    readings = found.readings
    return page(
        request,
        "uploads/check.html",
        title="Check what was understood",
        here="upload",
        upload=found,
        readings=readings,
        loadable=any(each["payments"] for each in readings),
        trail=(("Add payments files", reverse("upload")),),
    )


@require_POST
def load(request: HttpRequest, token: str) -> HttpResponse:  # noqa: ARG001 - every view takes the request
    """Start the load."""
    start_load(find_upload(token))
    return redirect("upload-progress", token)


@require_safe
def progress(request: HttpRequest, token: str) -> HttpResponse:
    """How far the load is; the page asks again by itself, and ends on the picture."""
    found = find_upload(token)
    status = progress_of(found)
    if status is None:
        return redirect("upload-check", token)
    if status["state"] == "done":
        messages.success(request, status["message"])
        clear_loaded(found)
        return redirect("picture")
    title = "The files could not be loaded" if status["state"] == "failed" else "Loading the payments"
    return page(
        request,
        "uploads/progress.html",
        title=title,
        here="upload",
        upload=found,
        status=status,
        seconds=SECONDS_BETWEEN_LOOKS,
    )


@require_POST
def discard(request: HttpRequest, token: str) -> HttpResponse:
    """Throw the files away."""
    throw_away(find_upload(token))
    messages.success(request, "The files were thrown away. The figures are as they were.")
    return redirect("upload")
