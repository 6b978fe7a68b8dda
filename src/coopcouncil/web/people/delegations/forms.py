"""The form that names a delegate."""

from django import forms

from coopcouncil.web.people.models import Person
from coopcouncil.web.people.queries import person_by_email

DAY_FORMATS = ["%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d"]
_DAY = "Enter a day such as 17 March 2026 or 17/3/2026."


class DelegateForm(forms.Form):
    """Who stands in, from when to when, and why."""

    delegate = forms.EmailField(
        label="Their e-mail address",
        max_length=254,
        error_messages={
            "required": "Enter the e-mail address of the person who stands in for you.",
            "invalid": "Enter an e-mail address, such as name@example.org.",
        },
    )
    starts_on = forms.DateField(
        label="First day",
        help_text="For example 17 March 2026 or 17/3/2026.",
        input_formats=DAY_FORMATS,
        widget=forms.TextInput,
        error_messages={"required": f"Say from when. {_DAY}", "invalid": _DAY},
    )
    ends_on = forms.DateField(
        label="Last day",
        help_text="The delegate still stands in for you on this day.",
        input_formats=DAY_FORMATS,
        widget=forms.TextInput,
        error_messages={"required": f"Say until when. {_DAY}", "invalid": _DAY},
    )
    reason = forms.CharField(
        label="Why?",
        help_text="For example: on leave. Kept in the record.",
        max_length=300,
        error_messages={"required": "Say why somebody stands in for you."},
    )

    def clean_delegate(self) -> Person:
        """The person of this address. People outside the council are told as little as strangers."""
        found = person_by_email(self.cleaned_data["delegate"])
        if found is None or not found.is_active:
            raise forms.ValidationError("Nobody here signs in with this address. Look at its spelling.")
        return found
