"""The form that publishes."""

from django import forms


class PublishForm(forms.Form):
    """Which snapshot was looked at, and why it is published."""

    snapshot = forms.CharField(widget=forms.HiddenInput, max_length=80)
    why = forms.CharField(
        label="Why now? (optional)",
        help_text="Kept in the record, for example: the payments of May 2026 were added.",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
