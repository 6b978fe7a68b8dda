"""An uploaded file: kept by its fingerprint, so that anybody can tell that it is still the one that was added."""

from typing import Any

from coopcouncil.data.documents.given import TAKEN
from coopcouncil.web.evidence.files import DocumentField, download_of, is_kept, keep_file, look_at_file
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import Checked, Kind
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.people.models import Person


class FileForm(EvidenceForm):
    """A file; when a draft is changed, another one only if it is to be replaced."""

    file = DocumentField(
        label="File",
        help_text=f"{TAKEN}. Macros are refused.",
        error_messages={"required": "Choose a file.", "empty": "The file is empty."},
    )
    kind_fields = ("file",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.evidence:
            self.fields["file"].required = False
            self.fields["file"].label = "Another file in its place (optional)"
            self.initial.pop("file", None)

    def holds(self) -> dict[str, Any]:
        """The file as it is kept."""
        given = self.cleaned_data["file"]
        return {"file": keep_file(given)} if given else self.kept


def _check(evidence: Evidence, _by: Person) -> Checked:
    outcome, said = look_at_file(evidence.holds["file"])
    return Checked(outcome, said)


def _faults(evidence: Evidence) -> list[str]:
    return [] if is_kept(evidence.holds["file"]) else ["Its file is not kept here any more. Look in the backup."]


KIND = Kind(
    name="file",
    label="File",
    needs="A report, a letter, a spreadsheet or a picture, checked by its content and kept under its fingerprint.",
    form=FileForm,
    template="evidence/kinds/file.html",
    brief=lambda evidence: evidence.holds["file"]["name"],
    shown=lambda evidence, _user: {"file": evidence.holds["file"]},
    check=_check,
    faults=_faults,
    download=lambda evidence: download_of(evidence.holds["file"]),
)
