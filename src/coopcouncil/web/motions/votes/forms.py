"""Forms of votes: one for each way of voting, and the reason of a correction."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.rules.motions.voting import Ballot, Method, Result
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.motions.amendments.fields import MOMENT_FORMATS, WordsField
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.motions.votes.operations import Taken
from coopcouncil.web.motions.votes.pasted import known_as, read_pasted
from coopcouncil.web.motions.votes.queries import Member

HOW = (
    (Method.ASSENT.value, "By assent: nobody asked for a vote"),
    (Method.SHOW_OF_HANDS.value, "By show of hands"),
    (Method.RECORDED.value, "A recorded vote, by name"),
)
BALLOTS = ((Ballot.FOR.value, "For"), (Ballot.AGAINST.value, "Against"), (Ballot.ABSTAIN.value, "Abstained"))
NOT_VOTED = ("", "Did not vote")
MOST_HANDS = 1000
CLOCKS_APART = timedelta(minutes=5)
MEETINGS_OFFERED = 20
LONGEST_NAME = 120


class HowForm(forms.Form):
    """How the vote was taken."""

    how = forms.ChoiceField(
        label="How was the vote taken?",
        choices=HOW,
        widget=forms.RadioSelect,
        error_messages={"required": "Say how the vote was taken."},
    )


class VoteForm(forms.Form):
    """What every vote is asked: in which meeting, and when. By assent nothing else is."""

    method = Method.ASSENT

    meeting = forms.ChoiceField(label="Meeting (optional)", required=False)
    taken_at = forms.DateTimeField(
        label="When",
        help_text="For example 17 March 2026 at 19:30.",
        input_formats=MOMENT_FORMATS,
        widget=forms.TextInput,
        error_messages={
            "required": "Say when the vote was taken.",
            "invalid": "Enter a day and time, such as 17 March 2026 at 19:30.",
        },
    )

    def __init__(self, *args: Any, motion: Motion, members: list[Member], **kwargs: Any) -> None:
        now = timezone.localtime()
        kwargs["initial"] = {
            "taken_at": f"{now.day} {now:%B %Y at %H:%M}",
            "meeting": str(motion.meeting_id or ""),
            **kwargs.get("initial", {}),
        }
        super().__init__(*args, **kwargs)
        self.motion, self.members = motion, members
        meetings = Meeting.objects.select_related("body").filter(body=motion.body_id)[:MEETINGS_OFFERED]
        offered = {str(each.pk): each for each in (*meetings, *([motion.meeting] if motion.meeting else []))}
        self._meetings: dict[str, Meeting] = {key: each for key, each in offered.items() if each is not None}
        field = self.fields["meeting"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Not stated"), *((key, str(each)) for key, each in self._meetings.items())]

    def clean_taken_at(self) -> datetime:
        """No vote was taken in time to come."""
        given: datetime = self.cleaned_data["taken_at"]
        if given > timezone.now() + CLOCKS_APART:
            raise forms.ValidationError("This is in the future. Say when the vote was taken.")
        return given

    def taken(self, *, go_on: bool = False) -> Taken:
        """The vote as this valid form has it."""
        given = self.cleaned_data
        return Taken(
            method=self.method,
            meeting=self._meetings.get(given["meeting"]),
            taken_at=given["taken_at"],
            go_on=go_on,
            **self.more(),
        )

    def more(self) -> dict[str, Any]:
        """What this way of voting says besides."""
        return {}


def _count(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_HANDS,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label}: enter a whole number, or leave it empty.",
            "max_value": f"{label}: that is more hands than any council has.",
            "min_value": f"{label}: enter a whole number from 0.",
        },
    )


def _casting() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Casting vote of the chair (only on a tie)",
        required=False,
        choices=(("", "None was given"), *BALLOTS[:2]),
    )


class HandsForm(VoteForm):
    """A show of hands, counted or not."""

    method = Method.SHOW_OF_HANDS

    votes_for = _count("For")
    votes_against = _count("Against")
    abstentions = _count("Abstained (optional)")
    casting = _casting()
    stated = forms.ChoiceField(
        label="What the chair declared",
        help_text="Needed when the hands were not counted: nothing is guessed.",
        required=False,
        choices=(("", "Not stated"), (Result.CARRIED.value, "Carried"), (Result.LOST.value, "Lost")),
    )
    field_order = ("votes_for", "votes_against", "abstentions", "casting", "stated", "meeting", "taken_at")

    def more(self) -> dict[str, Any]:
        """The counts, the casting vote and what the chair declared."""
        given = self.cleaned_data
        return {
            "votes_for": given["votes_for"],
            "votes_against": given["votes_against"],
            "abstentions": given["abstentions"],
            "casting": Ballot(given["casting"]) if given["casting"] else None,
            "stated": Result(given["stated"]) if given["stated"] else None,
        }


class RecordedForm(VoteForm):
    """A recorded vote: how each member voted, ticked in the list or pasted."""

    method = Method.RECORDED

    pasted = WordsField(
        label="Paste a list of names (optional)",
        help_text="One member a line, such as: Pat Example - for. Or: For: Pat Example, Sam Sample.",
        required=False,
        max_length=50_000,
    )
    casting = _casting()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member_fields: dict[str, Member] = {}
        for number, member in enumerate(self.members):
            name = f"member-{number}"
            self.member_fields[name] = member
            self.fields[name] = forms.ChoiceField(
                label=member.name, required=False, choices=(*BALLOTS, NOT_VOTED), widget=forms.RadioSelect
            )
        self.order_fields(("pasted", *self.member_fields, "casting", "meeting", "taken_at"))

    @property
    def names(self) -> tuple[tuple[str, Ballot], ...]:
        """Everybody's vote, of this form once cleaned."""
        return self._names

    def clean(self) -> dict[str, Any]:
        """Ticked and pasted votes together, each member once."""
        given = super().clean() or self.cleaned_data
        known = [each.name for each in self.members]
        ticked = {
            member.name: Ballot(given[name]) for name, member in self.member_fields.items() if given.get(name)
        }  # fmt: skip
        pasted = read_pasted(given.get("pasted", ""))
        for number, line in pasted.unread[:5]:
            self.add_error("pasted", f"Line {number} says no vote: {line[:80]}. Write it as: Name - for.")
        names = list(ticked.items())
        for written, ballot in pasted.names:
            name = known_as(written, known)
            if len(name) > LONGEST_NAME:
                self.add_error("pasted", f"This is too long for a name: {name[:60]}…")
            elif ticked.get(name, ballot) is not ballot:
                self.add_error("pasted", f"{name} is ticked as {ticked[name].value} and pasted as {ballot.value}.")
            elif name not in ticked:
                names.append((name, ballot))
        self._names = tuple(names)
        return given

    def more(self) -> dict[str, Any]:
        """The names, and the casting vote."""
        casting = self.cleaned_data["casting"]
        return {"names": self._names, "casting": Ballot(casting) if casting else None}


FORMS: dict[Method, type[VoteForm]] = {
    Method.ASSENT: VoteForm,
    Method.SHOW_OF_HANDS: HandsForm,
    Method.RECORDED: RecordedForm,
}
