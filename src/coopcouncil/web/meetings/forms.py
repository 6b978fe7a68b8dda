"""Forms of meetings."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.web.evidence.kinds.minute import DATES
from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting
from coopcouncil.web.meetings.operations import MeetingSaid
from coopcouncil.web.meetings.queries import ALL, COMING, PAST, WHOLE_COUNCIL, bodies_kept_by, committees
from coopcouncil.web.people.models import Body

TIMES = ("%H:%M", "%H.%M", "%I:%M%p", "%I.%M%p", "%I%p", "%H%M", "%H:%M:%S")
FIRST_YEAR, LAST_YEAR = 1900, 2200


def date_field(label: str, *, required: str = "", help_text: str = "For example, 17 March 2026.") -> forms.DateField:
    """A day in words; `required` is what is said where it is left empty, nothing for one that may be."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        required=bool(required),
        widget=forms.TextInput,
        input_formats=DATES,
        error_messages={"required": required, "invalid": "Enter a date, for example 17 March 2026."},
    )


class TimeOfDay(forms.TimeField):
    """An hour as people write it: 7pm, 7.30 pm, 19:00, noon."""

    def to_python(self, value: Any) -> time | None:
        """The hour; spaces and case make no difference."""
        said = str(value or "").replace(" ", "").lower()
        return super().to_python({"noon": "12:00", "midday": "12:00"}.get(said, said))


class MeetingForm(forms.Form):
    """Whose meeting it is, when and where."""

    body = forms.ChoiceField(label="Committee", required=False)
    on = date_field("Date", required="Enter the date of the meeting.")
    at = TimeOfDay(
        label="Begins at",
        help_text="For example, 19:00 or 7pm.",
        widget=forms.TextInput,
        input_formats=TIMES,
        error_messages={"required": "Enter when it begins.", "invalid": "Enter a time, for example 19:00 or 7pm."},
    )
    place = forms.CharField(label="Place (optional)", max_length=200, required=False)
    title = forms.CharField(
        label="Title (optional)",
        help_text="Only where it is not an ordinary meeting, for example Annual Council.",
        max_length=200,
        required=False,
    )

    def __init__(self, *args: Any, user: Any, meeting: Meeting | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = {**(_initial(meeting) if meeting else {}), **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.user = user
        everywhere, bodies = bodies_kept_by(user)
        if meeting and meeting.body and meeting.body not in bodies:
            bodies = [meeting.body, *bodies]
        self._bodies: dict[str, Body] = {each.slug: each for each in bodies}
        offered = [(each.slug, each.name) for each in bodies]
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "Full council"), *offered] if everywhere else offered
        field.required = not everywhere

    def clean_on(self) -> date:
        """The day, within the years of which calendars can tell."""
        on: date = self.cleaned_data["on"]
        if not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {LAST_YEAR}.")
        return on

    def said(self) -> MeetingSaid:
        """What this valid form says."""
        given = self.cleaned_data
        starts_at = timezone.make_aware(datetime.combine(given["on"], given["at"]))
        return MeetingSaid(self._bodies.get(given["body"]), starts_at, given["title"], given["place"])


def _initial(meeting: Meeting) -> dict[str, Any]:
    starts = timezone.localtime(meeting.starts_at)
    return {
        "body": meeting.body.slug if meeting.body else "",
        "on": day(starts.date()),
        "at": f"{starts:%H:%M}",
        "place": meeting.place,
        "title": meeting.title,
    }


class MeetingSearch(forms.Form):
    """Filters of the list; a value that is not offered is left alone."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    of = forms.ChoiceField(label="Committee", required=False)
    when = forms.ChoiceField(label="When", required=False, choices=[(COMING, "Coming"), (PAST, "Past"), (ALL, "All")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(each.slug, each.name) for each in committees(with_ended=True)]
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "All"), (WHOLE_COUNCIL, FULL_COUNCIL), *offered]

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if value}


class ReasonForm(forms.Form):
    """Why something is done."""

    why = forms.CharField(
        label="Why? (optional)",
        help_text="Kept in the record, not shown to the public.",
        required=False,
        max_length=300,
    )
