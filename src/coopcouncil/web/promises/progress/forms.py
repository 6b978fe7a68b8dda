"""Forms of how far an action is."""

from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.meetings.forms import date_field
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.promises.confirming.forms import WhyForm
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.progress.operations import Decided

SHOWN_TO_ALL = "Everybody sees it with the action. Name no person."
MOST_MEETINGS = 60
MOST_OTHERS = 300


class NoteForm(forms.Form):
    """How far an action is."""

    words = forms.CharField(
        label="How far is it?",
        help_text=SHOWN_TO_ALL,
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": "Say how far it is."},
    )


class ReviewForm(forms.Form):
    """What a review of a continuing duty found, and when it is looked at next."""

    reviewed_on = date_field("Reviewed on", required="Enter the day of the review.")
    words = forms.CharField(
        label="What was found",
        help_text=SHOWN_TO_ALL,
        widget=forms.Textarea,
        max_length=5000,
        error_messages={"required": "Say what was found."},
    )
    next_on = date_field("Next review (optional)")
    meeting = forms.ChoiceField(label="At which meeting (optional)", required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meetings = meetings_offered(action)
        _offer(self, "meeting", [("", "None"), *((ref, str(each)) for ref, each in self._meetings.items())])
        if action.review_months:
            self.fields["next_on"].help_text = "Leave it empty to count on from this review by its frequency."

    @property
    def meeting_chosen(self) -> Meeting | None:
        """The meeting that this valid form names."""
        return self._meetings.get(self.cleaned_data["meeting"])


class DischargeForm(forms.Form):
    """Why an action is done, and, where not all that was asked for is shown, why it is done without."""

    words = forms.CharField(
        label="What was done",
        help_text=SHOWN_TO_ALL,
        widget=forms.Textarea,
        max_length=2000,
        error_messages={"required": "Say what was done."},
    )
    gaps = forms.CharField(label="Why is it done without?", widget=forms.Textarea, max_length=2000, required=False)

    def __init__(self, *args: Any, missing: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not missing:
            del self.fields["gaps"]
            return
        self.fields["gaps"].required = True
        self.fields["gaps"].help_text = f"Nothing shows this yet: {', '.join(missing)}."
        self.fields["gaps"].error_messages["required"] = (
            f"Nothing shows this yet: {', '.join(missing)}. Say why it is done without."
        )


class DecisionForm(forms.Form):
    """What the committee decided, and its minute."""

    granted = forms.ChoiceField(
        label="What did the committee decide?",
        choices=[("yes", "It is done: discharged"), ("no", "It is not done: open again")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what the committee decided."},
    )
    meeting = forms.ChoiceField(
        label="At which meeting", error_messages={"required": "Choose the meeting whose minute this is."}
    )
    item = forms.ChoiceField(label="Under which item of its agenda (optional)", required=False)
    minute = forms.CharField(
        label="The minute's words",
        help_text="Everybody reads them with the action.",
        widget=forms.Textarea,
        max_length=20_000,
        error_messages={"required": "Enter the words of the minute."},
    )

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._meetings = meetings_offered(action)
        items = AgendaItem.objects.filter(meeting__in=self._meetings.values()).select_related("meeting__body")
        self._items = {str(each.public_id): each for each in items.order_by("-meeting__starts_at", "place")}
        named = [(ref, str(each)) for ref, each in self._meetings.items()]
        _offer(self, "meeting", [("", "Choose a meeting"), *named])
        of = [(ref, f"{each.meeting}: {each}"[:150]) for ref, each in self._items.items()]
        _offer(self, "item", [("", "None"), *of])
        if not named:
            self.fields["meeting"].help_text = "No meeting has been held yet. Add the meeting first, under Meetings."

    def clean(self) -> dict[str, Any]:
        """An item of another meeting than the one chosen is refused."""
        given = super().clean() or {}
        item, meeting = self._items.get(given.get("item", "")), self._meetings.get(given.get("meeting", ""))
        if item and meeting and item.meeting_id != meeting.pk:
            self.add_error("item", "That item is of another meeting. Choose one of its own items, or none.")
        return given

    def decided(self) -> Decided:
        """What this valid form says."""
        given = self.cleaned_data
        meeting = self._meetings[given["meeting"]]
        return Decided(given["granted"] == "yes", meeting, self._items.get(given["item"]), given["minute"])


class SupersedeForm(WhyForm):
    """Why an action is overtaken, and by which one."""

    by = forms.ChoiceField(label="By which action (optional)", required=False)

    def __init__(self, *args: Any, action: Action, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Action.objects.filter(state__in=(ActionState.OPEN, ActionState.BLOCKED, ActionState.CONTINUING))
        others = others.exclude(pk=action.pk).select_related("resolution__motion")
        latest = others.order_by("-resolution__motion__state_at", "pk")[:MOST_OTHERS]
        self._others = {str(each.public_id): each for each in latest}
        offered = [(ref, f"{each.resolution.motion}: {each}"[:150]) for ref, each in self._others.items()]
        _offer(self, "by", [("", "None"), *offered])

    @property
    def by_action(self) -> Action | None:
        """The action that this valid form names."""
        return self._others.get(self.cleaned_data["by"])


def meetings_offered(action: Action) -> dict[str, Meeting]:
    """The meetings that can have decided on an action, by id: of its own body first, the last one first."""
    held = Meeting.objects.filter(starts_at__lte=timezone.now()).exclude(state=MeetingState.CANCELLED)
    found = list(held.select_related("body").order_by("-starts_at")[:MOST_MEETINGS])
    own = list(held.filter(body=action.body_id).select_related("body").order_by("-starts_at")[:MOST_MEETINGS])
    return {str(each.public_id): each for each in (*own, *found)}


def _offer(form: forms.Form, name: str, offered: list[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
    field.choices = offered
