"""The form of an import."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone

from coopcouncil.papers.words import day
from coopcouncil.web.meetings.forms import date_field

BACK, AHEAD = timedelta(days=90), timedelta(days=270)


class ImportForm(forms.Form):
    """The address of a ModernGov service, and which days."""

    address = forms.CharField(
        label="Address of the council's ModernGov pages",
        help_text="For example, https://democracy.example.gov.uk",
        max_length=200,
        error_messages={"required": "Enter the address of the council's ModernGov pages."},
    )
    first = date_field("From", required="Enter the first day.", help_text="")
    last = date_field("To", required="Enter the last day.", help_text="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        today = timezone.localdate()
        usual = {"first": day(today - BACK), "last": day(today + AHEAD)}
        kwargs["initial"] = {**usual, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
