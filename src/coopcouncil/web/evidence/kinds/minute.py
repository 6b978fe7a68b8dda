"""A minute: what a committee said at a meeting, in its own words."""

from datetime import date
from typing import Any

from django import forms

from coopcouncil.papers.words import day
from coopcouncil.web.evidence.files import DocumentField, download_of, is_kept, keep_file, look_at_file
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import Checked, Kind
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.people.models import Body, BodyKind, Person

DATES = ("%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d %m %Y", "%d.%m.%Y", "%Y-%m-%d")


class MinuteForm(EvidenceForm):
    """Which committee, which meeting, and the words of its minute."""

    committee = forms.ChoiceField(
        label="Committee", error_messages={"required": "Choose the committee whose minute it is."}
    )
    meeting_on = forms.DateField(
        label="Date of the meeting",
        help_text="For example, 17 March 2026.",
        widget=forms.TextInput,
        input_formats=DATES,
        error_messages={
            "required": "Enter the date of the meeting.",
            "invalid": "Enter a date, for example 17 March 2026.",
        },
    )
    item = forms.CharField(label="Number of the minute or item (optional)", max_length=40, required=False)
    words = forms.CharField(
        label="The minute's words",
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": "Enter the words of the minute as they were agreed."},
    )
    file = DocumentField(label="The minutes as a file (optional)", required=False)
    kind_fields = ("committee", "meeting_on", "item", "words", "file")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._committees = {each.slug: each.name for each in Body.objects.filter(kind=BodyKind.COMMITTEE)}
        field = self.fields["committee"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Choose a committee"), *self._committees.items()]
        if not self._committees:
            field.help_text = "No committee is known here yet. Ask an administrator to add it."
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leave it empty to use the committee and the date."
        self.initial.pop("file", None)
        if self.evidence:
            self.initial["meeting_on"] = day(meeting_on(self.evidence))

    def holds(self) -> dict[str, Any]:
        """The minute, with its file where there is one."""
        given = self.cleaned_data
        file = keep_file(given["file"]) if given["file"] else self.kept.get("file")
        return {
            "committee": given["committee"],
            "committee_name": self._committees[given["committee"]],
            "meeting_on": given["meeting_on"].isoformat(),
            "item": given["item"],
            "words": given["words"],
            "file": file,
        }

    def default_title(self) -> str:
        """The committee and the date."""
        name = self._committees[self.cleaned_data["committee"]]
        return f"{name}, {day(self.cleaned_data['meeting_on'])}"[:200]


def meeting_on(evidence: Evidence) -> date:
    """The day of the meeting."""
    return date.fromisoformat(evidence.holds["meeting_on"])


def _check(evidence: Evidence, _by: Person) -> Checked:
    outcome, said = look_at_file(evidence.holds["file"])
    return Checked(outcome, said)


def _faults(evidence: Evidence) -> list[str]:
    file = evidence.holds.get("file")
    gone = bool(file) and not is_kept(file)
    return ["The file of the minutes is not kept here any more. Look in the backup."] if gone else []


def _brief(evidence: Evidence) -> str:
    return f"{evidence.holds['committee_name']}, {day(meeting_on(evidence))}"


KIND = Kind(
    name="minute",
    label="Minute",
    needs="What a committee said at a meeting: the committee, the date and the words, with the file if you have it.",
    form=MinuteForm,
    template="evidence/kinds/minute.html",
    brief=_brief,
    shown=lambda evidence, _user: {"minute": evidence.holds, "meeting_on": meeting_on(evidence)},
    check=_check,
    can_check=lambda evidence: bool(evidence.holds.get("file")),
    faults=_faults,
    download=lambda evidence: download_of(evidence.holds.get("file")),
)
