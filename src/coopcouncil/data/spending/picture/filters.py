"""Which payments a figure counts: one set of filters, one predicate, for every figure and for the list beneath it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL, COOPERATIVE_ECONOMY, OwnershipModel

UNDATED = "undated"
NOT_STATED = "not-stated"
OWNERSHIP_GROUPS = {
    "cooperative-and-mutual": COOPERATIVE_AND_MUTUAL,
    "cooperative-economy": COOPERATIVE_ECONOMY,
}
PLACES = ("inside", "bordering", "region", "elsewhere", "unknown")
OUTCOMES = ("match", "review", "none")
SIGNS = ("payments", "refunds")
NO_SUPPLIER = "-"  # as a supplier_id: no payments at all

# The payments of a figure, each with what is known of its supplier. `where` below speaks of `p` and `s`.
COUNTED = "payments p LEFT JOIN suppliers s ON p.council = s.council AND p.supplier_key = s.supplier_key"


class FilterError(ValueError):
    """A filter's value makes no sense; the message says what would."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """Which payments to count; None means all.

    `financial_year` is '2025-26' (1 April to 31 March) or 'undated'; `year` is '2025'; `month` is '2025-04' or
    'undated'; `service_area` is the area as printed or 'not-stated'; `ownership_model` is a value of OwnershipModel or
    a key of OWNERSHIP_GROUPS; `outcome` is what matching answered; `sign` is 'payments' (zero or more) or 'refunds';
    `withheld` is 'yes' for payments whose supplier's name was withheld; `text` is looked for in the supplier's names;
    `supplier_id` is one printed name, `org_id` every printed name matched to one organisation.
    """

    council: str | None = None
    financial_year: str | None = None
    year: str | None = None
    month: str | None = None
    service_area: str | None = None
    ownership_model: str | None = None
    legal_form: str | None = None
    place: str | None = None
    outcome: str | None = None
    sign: str | None = None
    withheld: str | None = None
    text: str | None = None
    supplier_id: str | None = None
    org_id: str | None = None

    def narrowed(self, **changes: str | None) -> "Filters":
        """The same filters with some set or lifted."""
        return replace(self, **changes)

    def within(self, name: str, value: str) -> "Filters":
        """Narrowed to `value` in field `name`, counting only what these filters already let through."""
        present = getattr(self, name)
        if present is None or present == value:
            return self.narrowed(**{name: value})
        if name == "ownership_model" and (both := _models(present) & _models(value)):
            return self if both == _models(present) else self.narrowed(ownership_model=value)
        return self.narrowed(supplier_id=NO_SUPPLIER)

    def as_query(self) -> dict[str, str]:
        """The filters that are set, by name: what an address carries."""
        return {each.name: value for each in fields(self) if (value := getattr(self, each.name)) is not None}


def filters_from_query(query: Mapping[str, str]) -> Filters:
    """Filters from an address or a command; blank values mean 'all' and other names are left alone.

    Raises FilterError when a value makes no sense.
    """
    names = {each.name for each in fields(Filters)}
    filters = Filters(**{name: value.strip() for name, value in query.items() if name in names and value.strip()})
    predicate(filters)
    return filters


def financial_year_bounds(financial_year: str) -> tuple[date, date]:
    """First day of the year and first day after it: '2025-26' is 1 April 2025 and 1 April 2026.

    Raises FilterError unless the text is two consecutive years.
    """
    found = re.fullmatch(r"(20\d\d|19\d\d)-(\d\d)", financial_year)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise FilterError(f"{financial_year!r} is not a financial year. Write it as 2025-26.")
    first = int(found[1])
    return date(first, 4, 1), date(first + 1, 4, 1)


def predicate(filters: Filters) -> tuple[str, list[Any]]:
    """SQL condition over `COUNTED` and its parameters. Duplicates never pass it.

    Raises FilterError when a filter's value makes no sense.
    """
    parts: list[tuple[str, list[Any]]] = [("p.duplicate_of IS NULL", [])]
    for each in fields(filters):
        value = getattr(filters, each.name)
        if value is not None:
            parts.append(_CONDITIONS[each.name](value))
    return " AND ".join(sql for sql, _ in parts), [value for _, values in parts for value in values]


def _council(value: str) -> tuple[str, list[Any]]:
    return "p.council = ?", [value]


def _financial_year(value: str) -> tuple[str, list[Any]]:
    return _between(None if value == UNDATED else financial_year_bounds(value))


def _year(value: str) -> tuple[str, list[Any]]:
    if not re.fullmatch(r"(19|20)\d\d", value):
        raise FilterError(f"{value!r} is not a year. Write it as 2025.")
    return _between((date(int(value), 1, 1), date(int(value) + 1, 1, 1)))


def _month(value: str) -> tuple[str, list[Any]]:
    if value == UNDATED:
        return _between(None)
    found = re.fullmatch(r"((?:19|20)\d\d)-(0[1-9]|1[0-2])", value)
    if not found:
        raise FilterError(f"{value!r} is not a month. Write it as 2025-04.")
    year, month = int(found[1]), int(found[2])
    return _between((date(year, month, 1), date(year + month // 12, month % 12 + 1, 1)))


def _between(bounds: tuple[date, date] | None) -> tuple[str, list[Any]]:
    return ("p.paid_on >= ? AND p.paid_on < ?", [*bounds]) if bounds else ("p.paid_on IS NULL", [])


def _service_area(value: str) -> tuple[str, list[Any]]:
    return ("p.service_area IS NULL", []) if value == NOT_STATED else ("p.service_area = ?", [value])


def _ownership_model(value: str) -> tuple[str, list[Any]]:
    _one_of("ownership_model", value, (*OwnershipModel, *OWNERSHIP_GROUPS))
    return "list_contains(?::VARCHAR[], coalesce(s.ownership_model, 'unknown'))", [sorted(_models(value))]


def _models(value: str) -> frozenset[str]:
    return frozenset(str(each) for each in OWNERSHIP_GROUPS.get(value, (value,)))


def _legal_form(value: str) -> tuple[str, list[Any]]:
    return "coalesce(s.legal_form, 'unknown') = ?", [str(_one_of("legal_form", value, tuple(LegalForm)))]


def _place(value: str) -> tuple[str, list[Any]]:
    return "coalesce(s.place, 'unknown') = ?", [_one_of("place", value, PLACES)]


def _outcome(value: str) -> tuple[str, list[Any]]:
    return "coalesce(s.outcome, 'none') = ?", [_one_of("outcome", value, OUTCOMES)]


def _sign(value: str) -> tuple[str, list[Any]]:
    return ("p.amount_gbp < 0" if _one_of("sign", value, SIGNS) == "refunds" else "p.amount_gbp >= 0"), []


def _withheld(value: str) -> tuple[str, list[Any]]:
    return ("p.redacted" if _one_of("withheld", value, ("yes", "no")) == "yes" else "NOT p.redacted"), []


def _text(value: str) -> tuple[str, list[Any]]:
    return "contains(lower(array_to_string(s.names, chr(10))), lower(?))", [value]


def _supplier_id(value: str) -> tuple[str, list[Any]]:
    return "s.supplier_id = ?", [value]


def _org_id(value: str) -> tuple[str, list[Any]]:
    return "(s.outcome = 'match' AND s.org_id = ?)", [value]


def _one_of(name: str, value: str, allowed: tuple[str, ...]) -> str:
    if value not in allowed:
        raise FilterError(f"{value!r} is not a known {name.replace('_', ' ')}. Known: {', '.join(allowed)}.")
    return value


_CONDITIONS = {
    "council": _council,
    "financial_year": _financial_year,
    "year": _year,
    "month": _month,
    "service_area": _service_area,
    "ownership_model": _ownership_model,
    "legal_form": _legal_form,
    "place": _place,
    "outcome": _outcome,
    "sign": _sign,
    "withheld": _withheld,
    "text": _text,
    "supplier_id": _supplier_id,
    "org_id": _org_id,
}
