"""The filters of the picture and the payments, as a form that needs no script."""

from typing import Any

from django import forms

from coopcouncil.data.spending.picture.filters import PLACES, UNDATED
from coopcouncil.data.spending.picture.words import OUTCOME_LABELS, PLACE_LABELS, row_label
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.spending.queries import Choices

ALL = ("", "All")
OWNERSHIP_GROUPS = (
    ("cooperative-and-mutual", "All co-operatives and mutuals"),
    ("cooperative-economy", "Co-operatives, mutuals, charities, community and employee-owned"),
)
OWNERSHIP = [ALL, *OWNERSHIP_GROUPS, *((str(each), each.label) for each in OwnershipModel)]
PLACE = [ALL, *((each, PLACE_LABELS[each]) for each in PLACES)]
SIGNS = {"payments": "Payments without refunds", "refunds": "Refunds and credits only"}


class FiltersForm(forms.Form):
    """One select for each way to narrow. Values are read by `filters_from_query`, which also says what is wrong."""

    financial_year = forms.ChoiceField(label="Financial year", required=False)
    service_area = forms.ChoiceField(label="Service area", required=False)
    place = forms.ChoiceField(label="Place", required=False, choices=PLACE)
    ownership_model = forms.ChoiceField(label="Ownership model", required=False, choices=OWNERSHIP)
    council = forms.ChoiceField(label="Council", required=False)

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._offer("financial_year", choices.financial_years)
        self._offer("service_area", choices.service_areas)
        self._offer("council", choices.councils)
        if len(choices.councils) < 2:
            del self.fields["council"]

    def _offer(self, name: str, values: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [ALL, *values]


def in_words(query: dict[str, str]) -> list[tuple[str, str, str]]:
    """The filters set, each as its name, what it filters by and its value in words."""
    return [(name, NAMES.get(name, name), _value(name, value)) for name, value in query.items()]


NAMES = {
    "council": "Council",
    "financial_year": "Financial year",
    "year": "Year",
    "month": "Month",
    "service_area": "Service area",
    "ownership_model": "Ownership model",
    "legal_form": "Legal form",
    "place": "Place",
    "outcome": "Matching",
    "sign": "Only",
    "withheld": "Supplier's name",
    "text": "Supplier's name holds",
    "supplier_id": "Supplier, as printed",
    "org_id": "Organisation",
}
_GROUPS = dict(OWNERSHIP_GROUPS)
_WITHHELD = {"yes": "Withheld by the council", "no": "Not withheld"}


def _value(name: str, value: str) -> str:
    if value == UNDATED:
        return "No date in the file"
    own = {"ownership_model": _GROUPS, "outcome": OUTCOME_LABELS, "sign": SIGNS, "withheld": _WITHHELD}.get(name, {})
    return own.get(value) or row_label(name, value)
