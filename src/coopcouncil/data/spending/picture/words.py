"""What the parts of the picture are called: titles of breakdowns, labels of their values, what coverage means."""

from collections.abc import Callable
from datetime import date

from coopcouncil.data.spending.picture.filters import NOT_STATED, UNDATED
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel

BREAKDOWN_TITLES = {
    "ownership_model": "Who owns the suppliers",
    "legal_form": "What the suppliers are in law",
    "place": "Where the suppliers are",
    "service_area": "Which part of the council paid",
    "financial_year": "Year by year (April to March)",
    "month": "Month by month",
}
KNOWN_AS = {
    "ownership_model": "paid to suppliers whose ownership is known",
    "legal_form": "paid to suppliers whose legal form is known",
    "place": "paid to suppliers whose place is known",
    "service_area": "carrying the name of a service area",
    "financial_year": "dated",
    "month": "dated",
}
PLACE_LABELS = {
    "inside": "Inside the council's area",
    "bordering": "In an area that borders it",
    "region": "Elsewhere in the region",
    "elsewhere": "Outside the region",
    "unknown": "Place not known",
}
ABSENT_LABELS = {UNDATED: "No date in the file", NOT_STATED: "No service area stated"}
OUTCOME_LABELS = {
    "match": "Matched to a register",
    "review": "Waiting for a person to review",
    "none": "Not found on a register",
}


def row_label(breakdown: str, value: str) -> str:
    """The words for one value of a breakdown; a value it does not know is its own label."""
    if value in ABSENT_LABELS:
        return ABSENT_LABELS[value]
    label = _LABELS.get(breakdown)
    return label(value) if label else value


_LABELS: dict[str, Callable[[str], str]] = {
    "ownership_model": lambda value: OwnershipModel(value).label,
    "legal_form": lambda value: LegalForm(value).label,
    "place": lambda value: PLACE_LABELS[value],
    "month": lambda value: f"{date.fromisoformat(value + '-01'):%B %Y}",
}
