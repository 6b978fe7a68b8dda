"""Forms of the record's pages: the filters of the list, and the reason of a redaction."""

from django import forms

from coopcouncil.web.record.queries import Asked
from coopcouncil.web.subjects import label

DAYS = ["%d/%m/%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d.%m.%Y"]
NOT_A_DAY = {"invalid": "Enter a day such as 17/3/2026."}
SHORTEST_REASON = 10


class RecordFilter(forms.Form):
    """The filters of the list."""

    person = forms.CharField(label="Who", help_text="Name or e-mail", required=False, max_length=120)
    kind = forms.ChoiceField(label="About", required=False)
    what = forms.ChoiceField(label="Done", required=False)
    since = forms.DateField(
        label="From", help_text="Such as 17/3/2026", required=False, input_formats=DAYS, error_messages=NOT_A_DAY
    )
    until = forms.DateField(
        label="To", help_text="This day included", required=False, input_formats=DAYS, error_messages=NOT_A_DAY
    )
    text = forms.CharField(label="Words", help_text="In what entries say", required=False, max_length=100)
    about = forms.CharField(required=False, max_length=160, widget=forms.HiddenInput)

    def offer(self, kinds: list[str], verbs: list[str]) -> None:
        """Offer the kinds of thing and the verbs that the record has."""
        for name, values in (
            ("kind", sorted((each, label(f"{each}:").capitalize()) for each in kinds)),
            ("what", [(each, each.rstrip(": ").capitalize()) for each in verbs]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
            field.choices = [("", "All"), *values]

    def asked(self) -> Asked:
        """The filters that are filled in and make sense."""
        self.full_clean()
        return Asked(**{name: value for name, value in self.cleaned_data.items() if value})


class RedactionForm(forms.Form):
    """Why personal data has to go. `confirmed` is set on the page that says what goes for good."""

    why = forms.CharField(
        label="Why does it have to go?",
        help_text="The reason stays in the record, so name nobody in it. For example: “A private person's health was "
        "mentioned; asked for under article 17 of the UK GDPR.”",
        min_length=SHORTEST_REASON,
        max_length=1000,
        widget=forms.Textarea,
        error_messages={
            "required": "Enter why it has to go.",
            "min_length": "Enter a reason that somebody who reads it in five years will understand.",
        },
    )
    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)
