"""A record of ours: a thing of the system, or an entry in its record, with its fingerprint at that moment."""

from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.evidence.record import canonical, sha256_text
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.registry import Checked, Kind, Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.queries import find_subjects
from coopcouncil.web.people.models import Person
from coopcouncil.web.record.models import Entry
from coopcouncil.web.subjects import SUBJECTS, Found, find, label

MOST_HITS = 8


def fingerprint(user: Any, about: str, found: Found) -> tuple[str, str]:
    """The fingerprint of a thing as this user sees it now, and in words what it is of.

    An entry has its own. Of anything else it is of the content that its app tells, else of the record's last entry
    about it, else of its title.
    """
    kind, _, ref = about.partition(":")
    subject = SUBJECTS.get(kind)
    if kind == "entry" and ref.isdecimal() and (entry := Entry.objects.filter(number=int(ref)).first()):
        return entry.sha256, "the entry in the record"
    if subject and subject.content:
        return sha256_text(subject.content(user, ref)), "what is known of it"
    if last := Entry.objects.filter(about=about).order_by("-number").first():
        return last.sha256, f"the last entry about it in the record, number {last.number}"
    return sha256_text(canonical({"about": about, "title": found.title})), "its title"


class RecordForm(EvidenceForm):
    """Which thing; found by the words of the address, or named there."""

    record = forms.ChoiceField(
        label="Which one?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Find the thing by its name, and choose it.",
            "invalid_choice": "That thing is not here any more, or you may not see it. Find another.",
        },
    )
    kind_fields = ("record",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Leave it empty to use its own name."
        if self.evidence:
            del self.fields["record"]
            return
        field = self.fields["record"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = self._offered()

    def _offered(self) -> list[tuple[str, str]]:
        named = (self.query.get("record", ""), self.data.get("record", ""))
        offered = {
            about: f"{label(about)}: {hit.title}{f', {hit.more}' if hit.more else ''}"
            for about, hit in find_subjects(self.user, self.query.get("words", ""), MOST_HITS)
        }
        for about in dict.fromkeys(named):
            if about and about not in offered and (found := find(self.user, about)):
                offered[about] = f"{label(about)}: {found.title}"
        return list(offered.items())

    def holds(self) -> dict[str, Any]:
        """The thing, its name and its fingerprint now."""
        if self.evidence:
            return self.kept
        about = self.cleaned_data["record"]
        found = self._found()
        made, of = fingerprint(self.user, about, found)
        return {
            "record": about,
            "record_title": found.title,
            "fingerprint": made,
            "fingerprint_of": of,
            "taken_at": timezone.now().isoformat(),
        }

    def default_title(self) -> str:
        """The thing's own name."""
        return self.evidence.title if self.evidence else self._found().title[:200]

    def _found(self) -> Found:
        found = find(self.user, self.cleaned_data["record"])
        assert found is not None  # noqa: S101 - only what was found is offered
        return found


def _check(evidence: Evidence, by: Person) -> Checked:
    holds = evidence.holds
    found = find(by, holds["record"])
    if found is None:
        return Checked(Outcome.GONE, f"{holds['record_title']} is not here any more, or you may not see it.")
    now, of = fingerprint(by, holds["record"], found)
    if now == holds["fingerprint"]:
        return Checked(Outcome.SAME, f"{holds['record_title']} is as it was: the fingerprint of {of} is the same.")
    said = f"{holds['record_title']} has changed since it was added: the fingerprint of {of} is another."
    return Checked(Outcome.DIFFERENT, said, {"fingerprint": now})


KIND = Kind(
    name="record",
    label="Record of ours",
    needs="A supplier, an organisation or another thing that is kept here, with its fingerprint as it is now.",
    form=RecordForm,
    template="evidence/kinds/record.html",
    brief=lambda evidence: evidence.holds["record_title"],
    shown=lambda evidence, user: {
        "holds": evidence.holds,
        "label": label(evidence.holds["record"]),
        "found": find(user, evidence.holds["record"]),
    },
    check=_check,
)
