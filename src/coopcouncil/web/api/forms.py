"""The form by which somebody makes a token."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from coopcouncil.papers.words import day
from coopcouncil.web.api.scopes import Scope

# days -> words; nobody remembers a key that works for longer than a year
LASTING = {30: "30 days", 90: "90 days", 182: "half a year", 365: "a year"}


class TokenForm(forms.Form):
    """A name, scopes, and how long the token works. `today` is the first of its days."""

    name = forms.CharField(
        label="What is it for?",
        help_text="So that you know it again, for example Finance reports.",
        max_length=80,
        error_messages={
            "required": "Say what the token is for.",
            "max_length": "Say what the token is for in 80 characters or fewer.",
        },
    )
    scopes = forms.MultipleChoiceField(
        label="What may it be used for?",
        help_text="It never may more than you may on the day that it is used.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one thing that the token may be used for.",
            "invalid_choice": "Choose from the list what the token may be used for.",
        },
    )
    days = forms.TypedChoiceField(
        label="How long does it work?",
        coerce=int,
        initial="90",
        error_messages={
            "required": "Choose how long the token works.",
            "invalid_choice": "Choose from the list how long the token works.",
        },
    )

    def __init__(self, *args: Any, scopes: Sequence[Scope], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        offered: dict[str, list[tuple[str, str]]] = {
            "scopes": [(str(each), each.words) for each in scopes],
            "days": [(str(days), f"{words}, to {day(self._last(days))}") for days, words in LASTING.items()],
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = choices

    def clean_scopes(self) -> list[Scope]:
        """The scopes themselves."""
        return [Scope(each) for each in self.cleaned_data["scopes"]]

    @property
    def last_day(self) -> date:
        """The last day on which the token works."""
        return self._last(self.cleaned_data["days"])

    def _last(self, days: int) -> date:
        return self.today + timedelta(days=days)
