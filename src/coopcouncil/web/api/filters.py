"""The filters of the pages, as the parameters of an address."""

from dataclasses import fields
from typing import Any

from ninja import Field, Schema
from pydantic import ConfigDict

from coopcouncil.data.spending.picture.filters import (
    OUTCOMES,
    OWNERSHIP_GROUPS,
    PLACES,
    SIGNS,
    UNDATED,
    FilterError,
    Filters,
    predicate,
)
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.api.problems import ProblemError
from coopcouncil.web.api.values import LONGEST_TEXT, NO_CONTROLS, Paged

_YEAR = "(19|20)[0-9]{2}"
# a financial year ends with the year after it: no regular expression can count, so that all hundred are written out
_FINANCIAL_YEAR = f"(19|20)({'|'.join(f'{year:02}-{(year + 1) % 100:02}' for year in range(100))})"


def free_text(description: str) -> Any:
    """A parameter that may be left out, and is then None: its type is that of what can stand in an address."""
    return Field(None, min_length=1, max_length=LONGEST_TEXT, pattern=NO_CONTROLS, description=description)


def one_of(*values: str, description: str = "") -> Any:
    """A parameter that is one of these words; the filters say in words of their own what else it should have been."""
    return _said({"enum": list(values)}, description)


def _like(pattern: str, description: str) -> Any:
    return _said({"pattern": f"^({pattern}|{UNDATED})$"}, description)


def _said(schema: dict[str, Any], description: str) -> Any:
    return Field(None, max_length=LONGEST_TEXT, description=description or None, json_schema_extra=schema)


class FiltersIn(Schema):
    """Which payments to count; all of them without. A name that is not known would count others than were meant."""

    model_config = ConfigDict(extra="forbid")
    council: str = free_text("The paying council, as loaded.")
    financial_year: str = _like(_FINANCIAL_YEAR, "2025-26 (April to March), or undated.")
    year: str = _said({"pattern": f"^{_YEAR}$"}, "2025 (January to December).")
    month: str = _like(f"{_YEAR}-(0[1-9]|1[0-2])", "2025-04, or undated.")
    service_area: str = free_text("As printed, or not-stated.")
    ownership_model: str = one_of(*OwnershipModel, *OWNERSHIP_GROUPS)
    legal_form: str = one_of(*LegalForm)
    place: str = one_of(*PLACES, description="Where the supplier is.")
    outcome: str = one_of(*OUTCOMES, description="Whether the supplier was matched to a register.")
    sign: str = one_of(*SIGNS, description="Payments without refunds, or refunds only.")
    withheld: str = one_of("yes", "no", description="Whether the supplier's name was withheld.")
    text: str = free_text("Part of the supplier's name.")
    supplier_id: str = free_text("One printed name.")
    org_id: str = free_text("One organisation, under all its printed names.")

    def filters(self, *, where: str = "query") -> Filters:
        """The filters that the figures know, which stand in the `where` of the call.

        Raises ProblemError with each that makes no sense.
        """
        names = [each.name for each in fields(Filters)]
        given = {name: value for name in names if (value := getattr(self, name)) is not None}
        check_filters(given, where=where)
        return Filters(**given)


class PagedFiltersIn(FiltersIn, Paged):
    """Which payments to count, and which page of the list."""


def check_filters(given: dict[str, str], *, where: str = "query") -> None:
    """Raises ProblemError with each of these filters that makes no sense, and what would."""
    errors = []
    for name, value in given.items():
        try:
            predicate(Filters(**{name: value}))
        except FilterError as error:
            errors.append({"in": where, "field": name, "message": str(error)})
    if errors:
        raise ProblemError("fields", errors[0]["message"], errors=errors)
