"""Forms of the suppliers' pages: search and filters, and a person's judgement."""

from django import forms

from coopcouncil.data.spending.picture.words import OUTCOME_LABELS
from coopcouncil.web.spending.forms import ALL, OWNERSHIP, PLACE

SORTS = (("total", "Most money first"), ("name", "Name, A to Z"), ("payments", "Most payments first"))
SAME, NOT_SAME, UNSURE, RUNNER_UP = "same", "not-same", "unsure", "runner-up"
YES = (SAME, "Yes, it is the same organisation")
NO = (NOT_SAME, "No, it is a different one")
NOT_SURE = (UNSURE, "I am not sure")


class SupplierSearch(forms.Form):
    """Search, filters and order; a value that is not offered is left alone."""

    text = forms.CharField(label="Supplier's name", required=False, max_length=100)
    outcome = forms.ChoiceField(label="On a register?", required=False, choices=[ALL, *OUTCOME_LABELS.items()])
    ownership_model = forms.ChoiceField(label="Ownership model", required=False, choices=OWNERSHIP)
    place = forms.ChoiceField(label="Place", required=False, choices=PLACE)
    sort = forms.ChoiceField(label="Order", required=False, choices=SORTS)

    def asked(self) -> dict[str, str]:
        """The fields that are filled in and make sense."""
        self.full_clean()
        return {name: str(value).strip() for name, value in self.cleaned_data.items() if value}


class JudgementForm(forms.Form):
    """Whether a supplier is the organisation suggested. `org_id` is the one that was on the page."""

    answer = forms.ChoiceField(
        label="Is this supplier the organisation suggested?",
        choices=[YES, NO, NOT_SURE],
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose whether it is the same organisation, a different one, or you are not sure."
        },
    )
    org_id = forms.CharField(widget=forms.HiddenInput, max_length=60)
    then = forms.ChoiceField(choices=(("review", ""), ("supplier", "")), required=False, widget=forms.HiddenInput)

    def offer(self, runner_up: str) -> None:
        """Let a person say that it is the second best, of this name."""
        field = self.fields["answer"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [YES, (RUNNER_UP, f"No, it is the second best, {runner_up}"), NO, NOT_SURE]
