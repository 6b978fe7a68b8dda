"""Keeping, checking, loading and throwing away what a person sent."""

import json
import re
import shutil
import time
import unicodedata
import uuid
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from coopcouncil.data.spending.reading.files import read_file
from coopcouncil.data.spending.reading.reports import Reading, reading_to_dict
from coopcouncil.evidence.sources import sha256_of
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import Held, check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right
from coopcouncil.web.uploads.models import Upload, UploadState, uploads_folder
from coopcouncil.web.uploads.permissions import check_can_load
from coopcouncil.web.uploads.queries import load_of, uploads_waiting
from coopcouncil.web.work.models import Job
from coopcouncil.web.work.operations import start_job

REFUSALS_SHOWN = 20
LONGEST_NAME = 120
EXPIRED = "They had waited for more than a day."


class BeingLoadedError(Exception):
    """The files are being loaded, so they cannot be thrown away."""


def keep_upload(*, by: Person, council: str, files: Iterable["UploadedFile[Any]"]) -> Upload:
    """Write the files into a folder of their own that only this machine's user can read, and check them."""
    held = check_may(by, Right.LOAD_PAYMENTS)
    throw_away_expired()
    upload = Upload(public_id=uuid.uuid4(), council=council, sent_by=by)
    (upload.folder / "files").mkdir(parents=True, mode=0o700)
    for each in files:
        with _free_path(upload.folder / "files", safe_name(each.name or "")).open("wb") as target:
            for chunk in each.chunks():
                target.write(chunk)
    readings = [reading for path in upload.paths for reading in read_file(path, given=path.name, overrides={})]
    _write_json(upload.folder / "check.json", {"readings": [_shown(each) for each in readings]})
    upload.files = [
        {"name": path.name, "sha256": sha256_of(path), "bytes": path.stat().st_size} for path in upload.paths
    ]
    return _keep(upload, held)


@transaction.atomic
def _keep(upload: Upload, held: Held) -> Upload:
    upload.save(force_insert=True)
    enter(
        by=upload.sent_by,
        what="sent payments files",
        about=upload,
        after={"council": upload.council, "files": upload.files},
        held=held,
    )
    return upload


@transaction.atomic
def start_load(*, upload: Upload, by: Person) -> Job:
    """Ask for the load, which outlives the page; one that waits or runs already is left to it.

    The record's entry is made when the load is done.
    """
    check_can_load(by, upload)
    Upload.objects.select_for_update().get(pk=upload.pk)
    return load_of(upload) or start_job(
        kind="load", title=f"Load payments of {upload.council}: {upload.names}", by=by, about=upload.about
    )


@transaction.atomic
def finish_load(*, upload: Upload, by: Person, before: str | None, after: dict[str, Any], held: Held) -> None:
    """Note that the files are in a snapshot, and delete them."""
    Upload.objects.filter(pk=upload.pk).update(
        state=UploadState.LOADED, ended_at=timezone.now(), snapshot_id=after["snapshot"]
    )
    enter(
        by=by,
        what="loaded payments files",
        about=upload,
        before={"snapshot": before},
        after={"council": upload.council, **after},
        held=held,
    )
    transaction.on_commit(lambda: shutil.rmtree(upload.folder, ignore_errors=True))


@transaction.atomic
def throw_away(*, upload: Upload, by: Person) -> None:
    """Delete what was sent. Raises BeingLoadedError while it is being loaded."""
    _throw_away(upload, by=by, held=check_can_load(by, upload))


def throw_away_expired() -> None:
    """Delete what has waited longer than the settings allow, and what nobody knows of any more."""
    oldest = timezone.now() - timedelta(hours=settings.COOPCOUNCIL_UPLOAD_HOURS)
    for upload in uploads_waiting().filter(sent_at__lt=oldest):
        if load_of(upload) is None:
            with transaction.atomic():
                _throw_away(upload, by=None, why=EXPIRED)
    _remove_strays()


def _throw_away(upload: Upload, *, by: Person | None, held: Held | None = None, why: str = "") -> None:
    locked = Upload.objects.select_for_update().get(pk=upload.pk)
    if load_of(locked) is not None:
        raise BeingLoadedError
    if locked.state != UploadState.WAITING:
        return
    locked.state, locked.ended_at = UploadState.DISCARDED, timezone.now()
    locked.save(update_fields=["state", "ended_at"])
    enter(
        by=by,
        what="discarded payments files",
        about=locked,
        why=why,
        before={"council": locked.council, "files": locked.files},
        held=held,
    )
    transaction.on_commit(lambda: shutil.rmtree(locked.folder, ignore_errors=True))


def _remove_strays() -> None:
    """Delete old folders without an upload that waits: what a death between two steps left."""
    oldest = time.time() - settings.COOPCOUNCIL_UPLOAD_HOURS * 3600
    waiting = {str(each) for each in uploads_waiting().values_list("public_id", flat=True)}
    for folder in uploads_folder().glob("*"):
        if folder.is_dir() and folder.name not in waiting and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)


def safe_name(given: str) -> str:
    """A file name without folders, control characters or a leading dot or dash; accents and spaces stay."""
    name = unicodedata.normalize("NFC", given.replace("\\", "/").rsplit("/", 1)[-1])
    name = re.sub(r"[^\w .()&'+,-]", "_", name).strip().lstrip(".-").strip()
    path = Path(name or "payments")
    return f"{path.stem[:LONGEST_NAME]}{path.suffix[:10]}"


def _free_path(folder: Path, name: str) -> Path:
    """`name` in the folder, numbered when two files have the same."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def _shown(reading: Reading) -> dict[str, Any]:
    """A reading as the page shows it: the first refusals only."""
    shown = reading_to_dict(reading)
    return {**shown, "refusals": shown["refusals"][:REFUSALS_SHOWN]}


def _write_json(path: Path, content: dict[str, Any]) -> None:
    path.write_text(json.dumps(content, default=str, ensure_ascii=False), encoding="utf-8")
