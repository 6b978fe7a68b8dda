"""Forms of reports: for whom, what is chosen, the words under a heading, and why one is withdrawn."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting
from coopcouncil.web.people.models import Body, BodyKind
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.standing import state_words
from coopcouncil.web.reports.operations import LONGEST_WORDS, Chosen

COUNCIL = "council"
NO_MEETING = ""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class WordsForm(forms.Form):
    """Words by which to find a report."""

    words = forms.CharField(label="Find reports", required=False, max_length=100)


class CommitteeForm(forms.Form):
    """To whom a report is."""

    committee = forms.ChoiceField(
        label="Which committee is it for?", error_messages={"required": "Choose to whom the report is."}
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["committee"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        self.bodies = {each.slug: each for each in Body.objects.filter(kind=BodyKind.COMMITTEE, ended_at=None)}
        named = [(slug, str(each)) for slug, each in self.bodies.items()]
        field.choices = [("", "Choose"), (COUNCIL, FULL_COUNCIL), *named]

    def body(self) -> Body | None:
        """The committee chosen; None is the full council."""
        return self.bodies.get(self.cleaned_data["committee"])


class ChoiceForm(forms.Form):
    """The title, the meeting, whose report it is, and its actions."""

    title = forms.CharField(
        label="Title", max_length=200, error_messages={"required": "Give the report a title, as the agenda prints it."}
    )
    author = forms.CharField(
        label="Report of (optional)",
        help_text="The officer whose report it is, by their office: Director of Resources.",
        max_length=200,
        required=False,
    )
    meeting = forms.ChoiceField(label="For which meeting?", required=False, widget=forms.RadioSelect)
    actions = forms.MultipleChoiceField(
        label="Which actions does it tell of?", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, meetings: Sequence[Meeting], actions: Sequence[Action], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.meetings = {each.subject_ref: each for each in meetings}
        meeting, chosen = self.fields["meeting"], self.fields["actions"]
        assert isinstance(meeting, forms.ChoiceField)  # noqa: S101 - declared above
        assert isinstance(chosen, forms.MultipleChoiceField)  # noqa: S101 - declared above
        meeting.choices = [*((ref, str(each)) for ref, each in self.meetings.items()), (NO_MEETING, "Not stated yet")]
        today = timezone.localdate()
        chosen.choices = [
            (each.subject_ref, f"{each.words} {state_words(each, today)} ({each.resolution.motion})")
            for each in actions
        ]

    def chosen(self) -> Chosen:
        """What was chosen."""
        said = self.cleaned_data
        return Chosen(
            title=_without_control(said["title"]),
            meeting=self.meetings.get(said["meeting"]),
            author=_without_control(said["author"]),
            actions=tuple(said["actions"]),
        )


class SectionForm(forms.Form):
    """The words under one heading."""

    text = forms.CharField(
        label="Words",
        required=False,
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONGEST_WORDS,
        help_text="Each line becomes a paragraph and is numbered by itself.",
    )

    def clean_text(self) -> str:
        """The words without characters that no paper can print."""
        return _without_control(str(self.cleaned_data["text"]))


class WithdrawForm(forms.Form):
    """Why a report is withdrawn."""

    why = forms.CharField(
        label="Why is it withdrawn?",
        widget=forms.Textarea,
        max_length=500,
        error_messages={"required": "Say why the report is withdrawn: the reason stays with it."},
    )


def _without_control(text: str) -> str:
    return _CONTROL.sub("", text)
