"""Pages by which a motion is taken in: it is sent, shown as it was read, and kept when somebody has looked."""

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from coopcouncil.papers.redlines import summary
from coopcouncil.rules.motions.redline import redline
from coopcouncil.web.evidence.files import CheckedUpload, keep_file
from coopcouncil.web.forms_adapter import error_summary
from coopcouncil.web.motions import operations
from coopcouncil.web.motions.amendments.operations import add_amendment
from coopcouncil.web.motions.amendments.redlines import rows_of, runs_of
from coopcouncil.web.motions.amendments.texts import Source, current_text
from coopcouncil.web.motions.files import UnreadableFileError, words_of
from coopcouncil.web.motions.forms import KeepForm, SendForm, sign_source
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.reading import ReadMotion, UnreadableWordsError, read_words
from coopcouncil.web.motions.views import TRAIL
from coopcouncil.web.pages import page
from coopcouncil.web.permissions import person_of

FIRST_AMENDMENT = "1"


@dataclass(frozen=True)
class Sent:
    """A motion's words, those with changes where they stand apart, and the file they came from."""

    words: str
    changed: str
    source: Source


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Send a file or words; what was read is shown before anything is kept."""
    form = SendForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        try:
            sent = _sent(form)
            read = read_words(sent.words, sent.changed)
        except (UnreadableFileError, UnreadableWordsError) as error:
            form.add_error("file" if form.cleaned_data.get("file") else "words", str(error))
        else:
            return _shown(request, _prefilled(request, sent, read), read, sent.source)
    return page(
        request,
        "motions/send.html",
        title="Take in a motion",
        here="motions",
        trail=(TRAIL, ("Take in a motion", "")),
        form=form,
        problems=error_summary(form) if form.is_bound else None,
    )


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the motion as it was read, with what changes it holds; or show it again with what is missing."""
    form = KeepForm(request.POST, user=request.user)
    if form.is_valid() and form.read is not None and "again" not in request.POST:
        made = _keep(request, form, form.read)
        messages.success(request, "Taken in as a draft. Look at what is to be decided, then hand it in.")
        return redirect("motion", made.public_id)
    source = form.sent_source() if form.is_valid() else Source()
    return _shown(request, form, form.read, source, problems=None if form.is_valid() else error_summary(form))


def _sent(form: SendForm) -> Sent:
    given = form.cleaned_data
    upload: CheckedUpload | None = given.get("file")
    if upload is None:
        return Sent(given["words"], given["changed"], Source())
    read = words_of(upload.path, upload.checked.safe_name)
    kept = keep_file(upload)
    source = Source(kept["name"], kept["sha256"], (*kept["notes"], *read.notes))
    return Sent(read.words, read.changed or given["changed"], source)


def _prefilled(request: HttpRequest, sent: Sent, read: ReadMotion) -> KeepForm:
    header = read.header
    return KeepForm(
        user=request.user,
        initial={
            "title": _title(read),
            "mover": header.mover or header.notice_from or "",
            "seconder": header.seconder or "",
            "words": sent.words,
            "changed": sent.changed,
            "source": sign_source(sent.source, request.user),
        },
    )


def _title(read: ReadMotion) -> str:
    """A title that the text states: the last line above the motion itself that says nothing else; else empty."""
    stated = (read.header.meeting, read.header.item, read.header.mover, read.header.seconder, read.header.notice_from)
    above = [each.text.strip() for each in read.newest if each.role == "header"]
    free = [text for text in above if not any(known and known in text for known in stated)]
    return free[-1][:200] if free else ""


def _keep(request: HttpRequest, form: KeepForm, read: ReadMotion) -> Motion:
    """Keep the motion; its changes as an amendment, or as the version that is agreed already."""
    by, given, details = person_of(request), form.cleaned_data, form.details()
    file = form.sent_source()
    # of one text with marks, the words are those of the changed version; of two texts, each has its own
    first = given["words"] if given["changed"] or read.changed is None else ""
    with transaction.atomic():
        made = operations.take_in(details=details, paragraphs=read.text, by=by, source=replace(file, words=first))
        if read.changed is None:
            return made
        base, changed = current_text(made), replace(file, words=given["changed"] or given["words"])
        if given["changes_are"] == "agreed":
            operations.change_text(
                motion=made, base=base, paragraphs=read.changed, why="Changes that came with it.", by=by, source=changed
            )
        else:
            add_amendment(
                motion=made, base=base, paragraphs=read.changed, name=FIRST_AMENDMENT,
                mover=given["amendment_mover"], seconder="", received_at=details.received_at, by=by, source=changed,
            )  # fmt: skip
    return made


def _shown(
    request: HttpRequest,
    form: KeepForm,
    read: ReadMotion | None,
    source: Source,
    problems: dict[str, Any] | None = None,
) -> HttpResponse:
    old = [each.text for each in read.text] if read else []
    new = [each.text for each in read.newest] if read else []
    return page(
        request,
        "motions/keep.html",
        title="Is this the motion?",
        here="motions",
        trail=(TRAIL, ("Take in a motion", "/motions/take-in/"), ("Is this the motion?", "")),
        form=form,
        read=read,
        source=source,
        summary=summary(redline(old, new)),
        runs=runs_of(rows_of(old, new)),
        problems=problems,
    )
