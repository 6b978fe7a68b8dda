"""What an upload holds and how far its load is."""

import fcntl
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404

GONE = "This upload is not here any more: it was loaded, discarded, or is more than a day old. Add the files again."
DIED = "The load stopped before it was finished. The figures are as they were before."


@dataclass(frozen=True)
class Upload:
    """Files that a person sent, kept until they are loaded or discarded."""

    folder: Path

    @property
    def token(self) -> str:
        """The name that only its sender knows."""
        return self.folder.name

    @property
    def files(self) -> list[Path]:
        """The files sent, by name."""
        return sorted((self.folder / "files").iterdir())

    @property
    def council(self) -> str:
        """The council that paid, as the sender named it."""
        return str(self._read("upload.json").get("council", ""))

    @property
    def readings(self) -> list[dict[str, Any]]:
        """What the check found, a dict for each file and sheet."""
        return list(self._read("check.json").get("readings", []))

    @property
    def lock(self) -> Path:
        """Held by the load for as long as it runs."""
        return self.folder / "loading.lock"

    @property
    def progress_file(self) -> Path:
        """Where the load says how far it is."""
        return self.folder / "progress.json"

    def _read(self, name: str) -> dict[str, Any]:
        path = self.folder / name
        return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def uploads_folder() -> Path:
    """Where uploads wait, inside the data folder."""
    return Path(settings.COOPCOUNCIL_DATA) / "uploads"


def find_upload(token: str) -> Upload:
    """The upload of this token; a page not found when it has gone."""
    folder = uploads_folder() / token
    if not re.fullmatch(r"[A-Za-z0-9_-]{16,64}", token) or not (folder / "upload.json").is_file():
        raise Http404(GONE)
    return Upload(folder)


def is_loading(upload: Upload) -> bool:
    """Whether its load still runs: the kernel lets go of the lock when the process ends, however it ends."""
    if not upload.lock.exists():
        return False
    with upload.lock.open("rb") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def progress_of(upload: Upload) -> dict[str, Any] | None:
    """How far the load is: what, done, total, state and message; None when it was never started."""
    if not upload.lock.exists():
        return None
    # asked first: a load that ends between the two questions has then written its last word
    running = is_loading(upload)
    try:
        status = dict(json.loads(upload.progress_file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        status = {"what": "Starting", "done": 0, "total": 0, "state": "running", "message": ""}
    if status["state"] == "running" and not running:
        return {**status, "state": "failed", "message": DIED}
    return status
