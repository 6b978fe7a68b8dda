"""The table of uploads: which files were sent, by whom, and what became of them. The files wait in a folder."""

import json
import uuid
from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from coopcouncil.web.people.models import Person


class UploadState(models.TextChoices):
    """What became of an upload."""

    WAITING = "waiting", "Not loaded yet"
    LOADED = "loaded", "Loaded"
    DISCARDED = "discarded", "Discarded"


class Upload(models.Model):
    """Payments files that a person sent, kept until they are loaded or discarded.

    `files` lists name, sha256 and bytes of each; `snapshot_id` names the snapshot that holds them once loaded.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    council = models.CharField(max_length=200)
    files = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=UploadState.choices, default=UploadState.WAITING)
    sent_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    snapshot_id = models.CharField(max_length=80, blank=True)

    subject_kind = "upload"

    class Meta:
        ordering: ClassVar = ["-sent_at", "-id"]

    @property
    def subject_ref(self) -> str:
        """The id by which pages and the record name this upload."""
        return str(self.public_id)

    @property
    def about(self) -> str:
        """The upload as jobs and the record point at it."""
        return f"{self.subject_kind}:{self.subject_ref}"

    @property
    def folder(self) -> Path:
        """Where its files wait."""
        return uploads_folder() / str(self.public_id)

    @property
    def paths(self) -> list[Path]:
        """The files that wait, by name."""
        return sorted((self.folder / "files").iterdir())

    @property
    def readings(self) -> list[dict[str, Any]]:
        """What the check found, a dict for each file and sheet."""
        path = self.folder / "check.json"
        return list(json.loads(path.read_text(encoding="utf-8"))["readings"]) if path.is_file() else []

    @property
    def names(self) -> str:
        """The files' names in a line."""
        named = [str(each["name"]) for each in self.files]
        return ", ".join(named[:3]) + (f" and {len(named) - 3} more" if len(named) > 3 else "")

    def __str__(self) -> str:
        """Whose payments, in which files."""
        return f"Payments of {self.council}: {self.names}"


def uploads_folder() -> Path:
    """Where uploads wait, inside the data folder."""
    return Path(settings.COOPCOUNCIL_DATA) / "uploads"
