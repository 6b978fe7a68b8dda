"""The search of what the council has promised."""

from typing import Any

from django import forms

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.promises.lists import LATE, NO_BODY, bodies_offered
from coopcouncil.web.promises.standing import PROMISED

ALL = ("", "All")


class PromiseSearch(forms.Form):
    """Words and filters of the list; a value that is not offered is left alone."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    body = forms.ChoiceField(label="Committee or directorate", required=False)
    state = forms.ChoiceField(label="How it stands", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(each.slug, each.name) for each in bodies_offered()]
        self._offer("body", [ALL, *named, (NO_BODY, "Not stated")])
        self._offer("state", [ALL, (LATE, "Late"), *((each.value, ActionState(each).label) for each in PROMISED)])

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if value}

    def _offer(self, name: str, offered: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = offered
