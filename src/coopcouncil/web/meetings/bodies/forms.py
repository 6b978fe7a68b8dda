"""Forms of committees: their names and offices."""

from typing import Any

from django import forms

from coopcouncil.web.meetings.forms import date_field
from coopcouncil.web.meetings.queries import bodies_kept_by
from coopcouncil.web.people.models import Body


class AliasForm(forms.Form):
    """Another name of a committee."""

    name = forms.CharField(
        label="Another name",
        help_text="As texts write it, for example Assets and Procurement Spokes.",
        max_length=200,
        error_messages={"required": "Enter the name as texts write it."},
    )


class OfficeForm(forms.Form):
    """An office and who holds it."""

    body = forms.ChoiceField(label="Of", required=False)
    title = forms.CharField(
        label="Office",
        help_text="For example, Chair or Cabinet member for finance.",
        max_length=120,
        error_messages={"required": "Enter the office."},
    )
    holder = forms.CharField(
        label="Who holds it",
        help_text="The name as it is printed. Everybody can read it.",
        max_length=120,
        error_messages={"required": "Enter the name of who holds it."},
    )
    starts_on = date_field("First day (optional)")

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        everywhere, bodies = bodies_kept_by(user)
        self._bodies = {each.slug: each for each in bodies}
        offered = [(each.slug, each.name) for each in bodies]
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "The whole council"), *offered] if everywhere else offered
        field.required = not everywhere

    def clean_body(self) -> Body | None:
        """The committee itself, or None for the whole council."""
        return self._bodies.get(self.cleaned_data["body"])


class EndForm(forms.Form):
    """The last day of an office."""

    ends_on = date_field("Last day", required="Enter the last day.")
