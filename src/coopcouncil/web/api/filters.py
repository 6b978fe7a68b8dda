"""The filters of the pages, as the parameters of an address."""

from typing import Any, Literal

from ninja import Field, Schema

from coopcouncil.data.spending.picture.filters import OWNERSHIP_GROUPS, Filters, filters_from_query
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import OwnershipModel
from coopcouncil.web.api.values import LONGEST_TEXT, NO_CONTROLS, Paged

Place = Literal["inside", "bordering", "region", "elsewhere", "unknown"]
Outcome = Literal["match", "review", "none"]
OWNERSHIP = [*map(str, OwnershipModel), *OWNERSHIP_GROUPS]


def optional(**more: Any) -> Any:
    """A parameter that may be left out, and is then None: its type is that of what can stand in an address."""
    return Field(None, **more)


def _text(description: str = "") -> Any:
    return optional(max_length=LONGEST_TEXT, pattern=NO_CONTROLS, description=description or None)


def one_of(values: list[str]) -> str:
    """The pattern of exactly these words."""
    return f"^({'|'.join(values)})$"


class FiltersIn(Schema):
    """Which payments to count; all of them without."""

    council: str = _text("The paying council, as loaded.")
    financial_year: str = optional(
        pattern=r"^((19|20)[0-9]{2}-[0-9]{2}|undated)$", description="2025-26 (April to March), or undated."
    )
    year: str = optional(pattern=r"^(19|20)[0-9]{2}$", description="2025 (January to December).")
    month: str = optional(pattern=r"^((19|20)[0-9]{2}-(0[1-9]|1[0-2])|undated)$", description="2025-04, or undated.")
    service_area: str = _text("As printed, or not-stated.")
    ownership_model: str = optional(pattern=one_of(OWNERSHIP), description=f"One of {', '.join(OWNERSHIP)}.")
    legal_form: str = optional(
        pattern=one_of(list(map(str, LegalForm))), description=f"One of {', '.join(map(str, LegalForm))}."
    )
    place: Place = optional(description="Where the supplier is.")
    outcome: Outcome = optional(description="Whether the supplier was matched to a register.")
    sign: Literal["payments", "refunds"] = optional(description="Payments without refunds, or refunds only.")
    withheld: Literal["yes", "no"] = optional(description="Whether the supplier's name was withheld.")
    text: str = _text("Part of the supplier's name.")
    supplier_id: str = _text("One printed name.")
    org_id: str = _text("One organisation, under all its printed names.")

    def filters(self) -> Filters:
        """The filters that the figures know. Raises FilterError when a value makes no sense."""
        given = self.model_dump(include=set(Filters.__dataclass_fields__), exclude_none=True)
        return filters_from_query(given)


class PagedFiltersIn(FiltersIn, Paged):
    """Which payments to count, and which page of the list."""
