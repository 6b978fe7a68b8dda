"""Files and copies of pages that belong to evidence: checked, scanned, and kept by their fingerprint."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.utils import timezone

from coopcouncil.data.documents import Checked, Limits, RefusedDocumentError, check_document
from coopcouncil.data.documents.keeping import Documents
from coopcouncil.data.documents.links import LinkLimits, SavedCopy, save_copy
from coopcouncil.data.documents.scanning import InfectedError, Scanner, ScannerUnavailableError
from coopcouncil.evidence.sources import sha256_of
from coopcouncil.web.evidence.kinds.registry import Download, Outcome

SECONDS_TO_FETCH = 10.0  # a person waits for it


def documents() -> Documents:
    """The folder in which the files of evidence are kept."""
    return Documents(settings.COOPCOUNCIL_DATA / "documents")


@dataclass(frozen=True)
class CheckedUpload:
    """A file as it was sent, and what checking it found. It lies on the disk as long as `upload` is held."""

    upload: TemporaryUploadedFile
    checked: Checked

    @property
    def path(self) -> Path:
        """Where the upload lies until it is kept."""
        return Path(self.upload.temporary_file_path())


class DocumentField(forms.FileField):
    """A file that is checked by its content and scanned when the form is; its cleaned value is a CheckedUpload or None.

    Every upload is a file: FILE_UPLOAD_HANDLERS has no other.
    """

    widget = forms.FileInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """The file, checked. Raises ValidationError in the words of whoever refused it."""
        given = super().clean(data, initial)
        return _checked(given) if isinstance(given, TemporaryUploadedFile) else None


def _checked(given: TemporaryUploadedFile) -> CheckedUpload:
    path = Path(given.temporary_file_path())
    try:
        limits = Limits(largest_bytes=settings.COOPCOUNCIL_DOCUMENT_BYTES)
        checked = check_document(path, name=given.name or "", limits=limits)
        _scan(path)
    except (RefusedDocumentError, InfectedError, ScannerUnavailableError) as error:
        raise forms.ValidationError(str(error)) from error
    return CheckedUpload(given, checked)


def check_scanner() -> None:
    """Raise ImproperlyConfigured where COOPCOUNCIL_CLAMAV is set to what is no address; nothing is connected to."""
    try:
        if settings.COOPCOUNCIL_CLAMAV:
            Scanner(settings.COOPCOUNCIL_CLAMAV)
    except ValueError as error:
        raise ImproperlyConfigured(f"COOPCOUNCIL_CLAMAV: {error}") from error


def _scan(path: Path) -> None:
    if settings.COOPCOUNCIL_CLAMAV:
        Scanner(settings.COOPCOUNCIL_CLAMAV).scan(path)


def keep_file(given: CheckedUpload) -> dict[str, Any]:
    """Keep a file that its field has checked; what evidence holds of it. Raises KeepingError when it changed since."""
    checked = given.checked
    documents().keep(given.path, sha256=checked.sha256)
    return {
        "sha256": checked.sha256,
        "name": checked.safe_name,
        "media_type": checked.kind.media_type,
        "label": checked.kind.label,
        "size": checked.size_bytes,
        "notes": list(checked.notes),
        "kept_at": timezone.now().isoformat(),
    }


def fetch_copy(url: str) -> SavedCopy:
    """Save a copy of a page, in some seconds at most, and have it scanned.

    Raises LinkError, InfectedError or ScannerUnavailableError, each with what to do.
    """
    saved = save_copy(url, documents=documents(), now=timezone.now, limits=LinkLimits(seconds=SECONDS_TO_FETCH))
    _scan(documents().path(saved.sha256))
    return saved


def download_of(file: dict[str, Any] | None) -> Download | None:
    """The download of what `keep_file` made, or None where there is no file."""
    return Download(file["sha256"], file["name"], file["media_type"], file["size"]) if file else None


def is_kept(file: dict[str, Any] | None) -> bool:
    """Whether the file is in the folder, without reading it."""
    return file is not None and file["sha256"] in documents()


def look_at_file(file: dict[str, Any]) -> tuple[Outcome, str]:
    """Read a kept file again: whether it is there and still the same, in a word and in a sentence."""
    if not is_kept(file):
        return Outcome.GONE, f"The file {file['name']} is not kept here any more. Look in the backup."
    if sha256_of(documents().path(file["sha256"])) != file["sha256"]:
        return Outcome.DIFFERENT, f"The file {file['name']} is not the one that was added: its content changed."
    return Outcome.SAME, f"The file {file['name']} is the one that was added, byte for byte."
