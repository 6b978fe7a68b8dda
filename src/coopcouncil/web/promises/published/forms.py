"""The search of what the council has promised."""

from typing import Any

from django import forms

from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.meetings.models import FULL_COUNCIL
from coopcouncil.web.promises.published.queries import LATE, NO_DATE, WHOLE_COUNCIL, bodies_with_promises
from coopcouncil.web.promises.standing import PROMISED

ALL = ("", "All")


class PromiseSearch(forms.Form):
    """Search and filters; a value that is not offered is left alone."""

    words = forms.CharField(label="Words", required=False, max_length=100)
    of = forms.ChoiceField(label="Committee or directorate", required=False)
    state = forms.ChoiceField(
        label="State", required=False, choices=[ALL, *((each.value, ActionState(each).label) for each in PROMISED)]
    )
    standing = forms.ChoiceField(
        label="Late or without a date",
        required=False,
        choices=[ALL, (LATE, "Late"), (NO_DATE, "Without a date")],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["of"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        bodies = [(each.slug, each.name) for each in bodies_with_promises()]
        field.choices = [ALL, (WHOLE_COUNCIL, FULL_COUNCIL), *bodies]

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        said = {name: str(value).replace("\0", "").strip() for name, value in self.cleaned_data.items()}
        return {name: value for name, value in said.items() if value}
