"""The picture's figures as plain tables: one structure from which the page, the CSV files and the JSON are made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from coopcouncil.data.spending.picture.figures import (
    Breakdown,
    Coverage,
    Figure,
    Headline,
    NearbyCooperative,
    PaidSupplier,
    Picture,
    share_of,
)
from coopcouncil.papers.beneath import payments_file, supplier_file
from coopcouncil.papers.spreadsheets import Cell
from coopcouncil.rules.multiplier.values import Multiplier

HEADLINE_LABELS = {
    "whole": "All payments counted",
    "cooperative_and_mutual": "To co-operatives and mutuals",
    "cooperative_economy": "To the wider co-operative and community economy (with employee-owned, community-owned, "
    "charities and social enterprises)",
    "inside": "To suppliers inside the council's area",
    "matched": "To suppliers matched to a register",
    "refunds": "Refunds and other negative amounts, taken off the total",
    "withheld": "To suppliers whose names are withheld",
}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of figures: a CSV file's name, its headings, and rows in the same order."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def tables_of(picture: Picture, multipliers: Sequence[Multiplier]) -> tuple[Table, ...]:
    """Every table of the picture; each row ends with its coverage and the snapshot's id."""
    return (
        _headline(picture),
        *(_breakdown(each, picture.snapshot_id) for each in picture.breakdowns.values()),
        _suppliers("largest_suppliers", picture.largest_suppliers, picture),
        _suppliers("cooperatives_paid", picture.cooperatives_paid, picture),
        _nearby(picture.cooperatives_nearby, picture),
        _multipliers(multipliers, picture.snapshot_id),
    )


def headline_figures(headline: Headline) -> dict[str, tuple[Figure, Coverage]]:
    """The headline's figures by name, each with the coverage it rests on."""
    whole = headline.whole.total_gbp
    by_ownership, by_place = headline.ownership_coverage, headline.place_coverage
    counted = Coverage(whole, whole, "counted")
    return {
        "whole": (headline.whole, counted),
        "cooperative_and_mutual": (headline.cooperative_and_mutual, by_ownership),
        "cooperative_economy": (headline.cooperative_economy, by_ownership),
        "inside": (headline.inside, by_place),
        "matched": (headline.matched, headline.matched_coverage),
        "refunds": (headline.refunds, counted),
        "withheld": (headline.withheld, counted),
    }


def headline_filename(name: str) -> str:
    """The file of the payments beneath one headline figure."""
    return payments_file("headline", name)


def _headline(picture: Picture) -> Table:
    rows = [
        (
            name,
            HEADLINE_LABELS[name],
            figure.total_gbp,
            picture.headline.share(figure),
            figure.payments,
            figure.suppliers,
            *_covered(coverage),
            headline_filename(name),
            picture.snapshot_id,
        )
        for name, (figure, coverage) in headline_figures(picture.headline).items()
    ]
    headings = ("value", "label", "total_gbp", "total_share", "payments", "suppliers", *_COVERAGE, *_ENDING)
    return Table("headline", headings, tuple(rows))


_COVERAGE = ("coverage_known_gbp", "coverage_share", "coverage_means")
_ENDING = ("payments_file", "snapshot_id")


def _covered(coverage: Coverage) -> tuple[Decimal, Decimal | None, str]:
    return coverage.known_gbp, coverage.share, coverage.known_as


def _breakdown(breakdown: Breakdown, snapshot_id: str) -> Table:
    headings = (
        "value", "label", "total_gbp", "total_share", "payments", "suppliers", "matched_gbp", "matched_share",
        "placed_gbp", "cooperative_gbp", "cooperative_share", "inside_gbp", *_COVERAGE, *_ENDING,
    )  # fmt: skip
    rows = [
        (
            row.value,
            row.label,
            row.total_gbp,
            row.total_share,
            row.payments,
            row.suppliers,
            row.matched_gbp,
            row.matched_share,
            row.placed_gbp,
            row.cooperative_gbp,
            share_of(row.cooperative_gbp, row.total_gbp),
            row.inside_gbp,
            *_covered(breakdown.coverage),
            payments_file(breakdown.name, row.value),
            snapshot_id,
        )
        for row in breakdown.rows
    ]
    return Table(breakdown.name, headings, tuple(rows))


def _suppliers(name: str, suppliers: Iterable[PaidSupplier], picture: Picture) -> Table:
    headings = (
        "org_id", "supplier_id", "name", "printed_as", "council", "total_gbp", "total_share", "payments", "outcome",
        "ownership_model", "ownership_reason", "legal_form", "place", *_COVERAGE, *_ENDING,
    )  # fmt: skip
    rows = [
        (
            each.org_id,
            each.supplier_id,
            each.name,
            "; ".join(each.printings),
            each.council,
            each.total_gbp,
            each.total_share,
            each.payments,
            each.outcome,
            each.ownership_model,
            each.ownership_reason,
            each.legal_form,
            "; ".join(each.places),
            *_covered(picture.headline.matched_coverage),
            supplier_file(each),
            picture.snapshot_id,
        )
        for each in suppliers
    ]
    return Table(name, headings, tuple(rows))


def _nearby(cooperatives: Iterable[NearbyCooperative], picture: Picture) -> Table:
    headings = (
        "org_id", "name", "ownership_model", "legal_form", "postcode", "area_name", "place", "sic", "trade_digits",
        "trade_gbp", "maybe_supplier_id", *_COVERAGE, "snapshot_id",
    )  # fmt: skip
    rows = [
        (
            each.org_id,
            each.name,
            each.ownership_model,
            each.legal_form,
            each.postcode,
            each.area_name,
            each.place,
            each.sic,
            each.trade_digits,
            each.trade_gbp,
            each.maybe_supplier_id,
            *_covered(picture.headline.matched_coverage),
            picture.snapshot_id,
        )
        for each in cooperatives
    ]
    return Table("cooperatives_nearby", headings, tuple(rows))


def _multipliers(multipliers: Iterable[Multiplier], snapshot_id: str) -> Table:
    headings = (
        "name", "convention", "low", "middle", "high", "placed_share", "answered_share", "answers", "outcome", "reason",
        "snapshot_id",
    )  # fmt: skip
    rows = [
        (
            each.name,
            convention,
            *((bounds.low, bounds.middle, bounds.high) if bounds else (None, None, None)),
            each.coverage.placed_share,
            each.coverage.answered_share,
            each.coverage.answers,
            each.finding.outcome.value,
            each.finding.reason,
            snapshot_id,
        )
        for each in multipliers
        for convention, bounds in (("NEF", each.nef), ("Sticky Money", each.sticky_money))
    ]
    return Table("local_multiplier", headings, tuple(rows))
