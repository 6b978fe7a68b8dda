"""The parts of the picture that are long: a few rows of each on its page, all of them on a page and in a file."""

from typing import Any

from coopcouncil.data.spending.picture.drawing import IN_TIME_ORDER
from coopcouncil.data.spending.picture.figures import Breakdown, Coverage, Picture
from coopcouncil.papers.picture_tables import Table, tables_of

MOST_ROWS = 20
ROWS_A_PAGE = 25
SPARE_ROWS = 3  # a link to one row more takes as much room as the row
TITLES = {
    "largest_suppliers": "The largest suppliers",
    "cooperatives_paid": "Co-operatives and mutuals paid",
    "cooperatives_nearby": "Co-operatives nearby that are not paid",
}


def title_of(picture: Picture, name: str) -> str | None:
    """What the part is called, or None when the picture has no such part."""
    breakdown = picture.breakdowns.get(name)
    return breakdown.title if breakdown else TITLES.get(name)


def rows_of(picture: Picture, name: str) -> tuple[Any, ...]:
    """All rows of the part."""
    breakdown = picture.breakdowns.get(name)
    rows: tuple[Any, ...] = breakdown.rows if breakdown else getattr(picture, name)
    return rows


def shortened(breakdown: Breakdown) -> tuple[Any, ...]:
    """The rows of a breakdown that its picture shows: the largest, or the latest of those in the order of time."""
    if len(breakdown.rows) <= MOST_ROWS + SPARE_ROWS:
        return breakdown.rows
    return breakdown.rows[-MOST_ROWS:] if breakdown.name in IN_TIME_ORDER else breakdown.rows[:MOST_ROWS]


def coverage_of(picture: Picture, name: str) -> Coverage:
    """What the part rests on."""
    breakdown = picture.breakdowns.get(name)
    return breakdown.coverage if breakdown else picture.headline.matched_coverage


def table_of(picture: Picture, name: str) -> Table:
    """The part as the papers write it to a file."""
    return next(table for table in tables_of(picture, ()) if table.name == name)
