"""The form of notices."""

from django import forms

from coopcouncil.web.notices.models import HowOften


class NoticesForm(forms.Form):
    """How often a digest comes."""

    how_often = forms.ChoiceField(
        label="How often should we e-mail you what waits for you?",
        help_text="An e-mail comes only when something waits for you or was published since the last one.",
        choices=HowOften.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how often."},
    )
