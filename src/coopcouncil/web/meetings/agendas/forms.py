"""Forms of agendas."""

from typing import Any

from django import forms

from coopcouncil.web.meetings.agendas.operations import ItemSaid
from coopcouncil.web.meetings.models import AgendaItem

LONGEST_MINUTE = 20_000


class ItemForm(forms.Form):
    """An item's number and title; what it is about is found by words and carried along."""

    number = forms.CharField(
        label="Number (optional)", help_text="As printed, for example 7 or 7a.", max_length=20, required=False
    )
    title = forms.CharField(
        label="Title", max_length=300, error_messages={"required": "Enter the title as the agenda prints it."}
    )
    about = forms.CharField(max_length=160, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, item: AgendaItem | None = None, **kwargs: Any) -> None:
        kept = {"number": item.number, "title": item.title, "about": item.about} if item else {}
        kwargs["initial"] = {**kept, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def said(self) -> ItemSaid:
        """What this valid form says."""
        given = self.cleaned_data
        return ItemSaid(given["title"], given["number"], given["about"])


class MinuteForm(forms.Form):
    """The words of a minute."""

    words = forms.CharField(
        label="Minute",
        help_text="What the meeting decided or noted, as it was agreed. Everybody can read it.",
        widget=forms.Textarea(attrs={"rows": 12}),
        max_length=LONGEST_MINUTE,
        error_messages={"required": "Enter what the meeting decided or noted."},
    )


class FindForm(forms.Form):
    """Words by which to find what an item is about."""

    words = forms.CharField(label="Find what it is about", required=False, max_length=100)
