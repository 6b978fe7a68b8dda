"""The figures of the picture, as frozen values. Each carries the filters that yield the payments beneath it."""

from dataclasses import dataclass
from decimal import Decimal

from coopcouncil.data.spending.picture.filters import Filters

SHARE_STEP = Decimal("0.000001")


def share_of(part_gbp: Decimal, whole_gbp: Decimal) -> Decimal | None:
    """`part_gbp` as a share of `whole_gbp` to six decimals, or None when the whole is nothing or less."""
    return (part_gbp / whole_gbp).quantize(SHARE_STEP) if whole_gbp > 0 else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the money a figure could be worked out for. `known_as` is what is known: 'matched to a register'."""

    known_gbp: Decimal
    total_gbp: Decimal
    known_as: str

    @property
    def share(self) -> Decimal | None:
        """The known share, or None when there is no money to share."""
        return share_of(self.known_gbp, self.total_gbp)


@dataclass(frozen=True, slots=True)
class Figure:
    """A sum of payments; `filters` yield exactly these payments.

    `suppliers` counts organisations matched, each once under all its printings, and folded names not matched.
    """

    total_gbp: Decimal
    payments: int
    suppliers: int
    filters: Filters


@dataclass(frozen=True, slots=True)
class BreakdownRow(Figure):
    """One line of a breakdown.

    `value` is the stored word, `label` what a page shows; `total_share` is of the whole breakdown. Of its money,
    `matched_gbp` went to suppliers matched to a register, `placed_gbp` to suppliers whose place is known,
    `cooperative_gbp` to co-operatives and mutuals, `inside_gbp` to suppliers inside the council's area.
    """

    value: str
    label: str
    total_share: Decimal | None
    matched_gbp: Decimal
    placed_gbp: Decimal
    cooperative_gbp: Decimal
    inside_gbp: Decimal

    @property
    def matched_share(self) -> Decimal | None:
        """How much of this line's money is matched to a register."""
        return share_of(self.matched_gbp, self.total_gbp)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The same money, told apart one way. `name` is a field of Filters; rows add up to the whole."""

    name: str
    title: str
    rows: tuple[BreakdownRow, ...]
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer, before any breakdown. `first_on` and `last_on` bound the dated payments, as ISO dates."""

    whole: Figure
    cooperative_and_mutual: Figure
    cooperative_economy: Figure
    inside: Figure
    matched: Figure
    refunds: Figure
    withheld: Figure
    matched_coverage: Coverage
    ownership_coverage: Coverage
    place_coverage: Coverage
    first_on: str | None
    last_on: str | None

    def share(self, figure: Figure) -> Decimal | None:
        """A figure as a share of all the money."""
        return share_of(figure.total_gbp, self.whole.total_gbp)


@dataclass(frozen=True, slots=True)
class PaidSupplier(Figure):
    """A supplier and what it was paid under the filters: an organisation matched, or a printed name that is not.

    An organisation has its `org_id`, its name on its register and every printing that was paid, most money first; a
    name that is not matched has its `supplier_id`. Exactly one of the two is set. `places` are those of its printings,
    most money first; `council` names every council that paid it.
    """

    supplier_id: str | None
    org_id: str | None
    council: str
    name: str
    printings: tuple[str, ...]
    outcome: str
    ownership_model: str
    ownership_reason: str
    legal_form: str
    places: tuple[str, ...]
    total_share: Decimal | None


@dataclass(frozen=True, slots=True)
class NearbyCooperative:
    """A co-operative or mutual on the registers, in the council's area or bordering it, with no payment matched to it.

    `trade_gbp` is what suppliers of the same trade were paid: `trade_digits` leading digits of SIC 2007 agree
    (2 to 5; 0 and no money when no trade is known or shared). `maybe_supplier_id` is a supplier to review that may be
    this very organisation.
    """

    org_id: str
    name: str
    ownership_model: str
    legal_form: str
    postcode: str
    area_name: str
    place: str
    sic: str | None
    trade_digits: int
    trade_gbp: Decimal
    maybe_supplier_id: str | None


@dataclass(frozen=True, slots=True)
class Picture:
    """All figures of one picture, drawn from one snapshot under one set of filters.

    `breakdowns` are keyed by name: ownership_model, legal_form, place, service_area, financial_year, month.
    `nearby_note` says why no co-operatives nearby can be named, or is None.
    """

    snapshot_id: str
    filters: Filters
    headline: Headline
    breakdowns: dict[str, Breakdown]
    largest_suppliers: tuple[PaidSupplier, ...]
    cooperatives_paid: tuple[PaidSupplier, ...]
    cooperatives_nearby: tuple[NearbyCooperative, ...]
    nearby_note: str | None
