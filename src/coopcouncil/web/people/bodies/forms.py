"""Forms of bodies."""

from django import forms

from coopcouncil.web.people.models import BodyKind


class NameForm(forms.Form):
    """The name of a body."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the body's name."})
    why = forms.CharField(
        label="Why?", help_text="Kept in the record. You may leave it empty.", required=False, max_length=300
    )


class BodyForm(forms.Form):
    """A new body."""

    name = forms.CharField(label="Name", max_length=200, error_messages={"required": "Enter the body's name."})
    kind = forms.ChoiceField(
        label="What is it?",
        choices=BodyKind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose what kind of body it is."},
    )
    org_id = forms.CharField(
        label="Org-id",
        help_text="For a community group or a supplier that is on a public register, for example GB-COH-01234567.",
        required=False,
        max_length=60,
    )

    def clean_kind(self) -> BodyKind:
        """The kind itself."""
        return BodyKind(self.cleaned_data["kind"])
