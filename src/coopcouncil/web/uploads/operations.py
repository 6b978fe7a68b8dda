"""Keeping, checking, loading and throwing away what a person sent."""

import fcntl
import json
import re
import secrets
import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from coopcouncil.data.spending.reading.files import read_file
from coopcouncil.data.spending.reading.reports import Reading, reading_to_dict
from coopcouncil.web.uploads.queries import Upload, is_loading, uploads_folder

REFUSALS_SHOWN = 20
LONGEST_NAME = 120


def keep_upload(*, council: str, files: Iterable["UploadedFile[Any]"]) -> Upload:
    """Write the files into a folder of their own that only this machine's user can read, and check them."""
    throw_away_expired()
    folder = uploads_folder() / secrets.token_urlsafe(18)
    (folder / "files").mkdir(parents=True, mode=0o700)
    for each in files:
        with _free_path(folder / "files", safe_name(each.name or "")).open("wb") as target:
            for chunk in each.chunks():
                target.write(chunk)
    _write_json(folder / "upload.json", {"council": council})
    upload = Upload(folder)
    readings = [reading for path in upload.files for reading in read_file(path, given=path.name, overrides={})]
    _write_json(folder / "check.json", {"readings": [_shown(each) for each in readings]})
    return upload


def start_load(upload: Upload) -> None:
    """Start the load as a process of its own, which outlives the page; a load that runs already is left to it."""
    if is_loading(upload):
        return
    upload.progress_file.unlink(missing_ok=True)
    data = str(Path(settings.COOPCOUNCIL_DATA).resolve())
    command = [
        *(sys.executable, "-m", "coopcouncil.web.uploads.loading", data, "spending", "load"),
        *("--council", upload.council, "--data", data),
        *("--progress-file", str(upload.progress_file.resolve()), "--"),
        *(str(path.resolve()) for path in upload.files),
    ]
    with upload.lock.open("wb") as lock, (upload.folder / "load.log").open("wb") as log:
        fcntl.flock(lock, fcntl.LOCK_EX)
        # the process inherits the lock and lets go of it only by ending
        subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, pass_fds=[lock.fileno()], start_new_session=True
        )


def clear_loaded(upload: Upload) -> None:
    """Delete what was sent and has been loaded; the load's process may still be on its way out."""
    shutil.rmtree(upload.folder, ignore_errors=True)


def throw_away(upload: Upload) -> None:
    """Delete what was sent, unless it is being loaded."""
    if not is_loading(upload):
        clear_loaded(upload)


def throw_away_expired() -> None:
    """Delete what has waited longer than the settings allow."""
    oldest = time.time() - settings.COOPCOUNCIL_UPLOAD_HOURS * 3600
    for folder in uploads_folder().glob("*"):
        if folder.is_dir() and folder.stat().st_mtime < oldest:
            throw_away(Upload(folder))


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
