"""Reads of uploads."""

import uuid
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse

from coopcouncil.web.permissions import may
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Found
from coopcouncil.web.uploads.models import Upload, UploadState
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.queries import active_job

GONE = "This upload is not here any more: it was loaded, discarded, or is more than a day old. Add the files again."


def find_upload(public_id: uuid.UUID) -> Upload:
    """The upload; a page not found when there is none."""
    found = Upload.objects.select_related("sent_by").filter(public_id=public_id).first()
    if found is None:
        raise Http404(GONE)
    return found


def find_waiting(public_id: uuid.UUID) -> Upload:
    """The upload, if its files still wait; else a page not found."""
    found = find_upload(public_id)
    if found.state != UploadState.WAITING or not found.folder.is_dir():
        raise Http404(GONE)
    return found


def uploads_waiting() -> QuerySet[Upload]:
    """Uploads that were neither loaded nor discarded, latest first."""
    return Upload.objects.select_related("sent_by").filter(state=UploadState.WAITING)


def load_of(upload: Upload) -> Job | None:
    """The job that loads it now, or None."""
    return active_job(upload.about, "load")


def found_upload(user: Any, ref: str) -> Found | None:
    """The upload's link, for people who may add payments."""
    try:
        found = Upload.objects.filter(public_id=uuid.UUID(ref)).first()
    except ValueError:
        return None
    if found is None or not may(user, Right.LOAD_PAYMENTS):
        return None
    return Found(str(found), reverse("upload-check", args=[found.public_id]))
