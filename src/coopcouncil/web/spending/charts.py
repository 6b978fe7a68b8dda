"""Which parts of the picture are drawn, and how a chart is told in words."""

from coopcouncil.data.spending.picture_figures import Breakdown, BreakdownRow, Picture
from coopcouncil.papers.charts import Mark, bar_chart, column_chart
from coopcouncil.papers.words import percent, short_gbp
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL
from coopcouncil.web.snapshots import Reading

BARS = ("ownership_model", "place")
COLUMNS = ("financial_year", "month")
# What a chart makes its point with; the rest is grey.
POINTS = {"ownership_model": frozenset(map(str, COOPERATIVE_AND_MUTUAL)), "place": frozenset({"inside"})}


def charts_of(reading: Reading, picture: Picture) -> dict[str, str]:
    """SVG for each breakdown that is drawn, by its name."""
    return reading.remember(("charts", picture.filters), lambda: _drawn(picture))


def _drawn(picture: Picture) -> dict[str, str]:
    breakdowns = {
        name: picture.breakdowns[name] for name in (*BARS, *COLUMNS) if len(picture.breakdowns[name].rows) > 1
    }
    return {name: _chart(each) for name, each in breakdowns.items()}


def _chart(breakdown: Breakdown) -> str:
    draw = bar_chart if breakdown.name in BARS else column_chart
    return draw([_mark(breakdown.name, row) for row in breakdown.rows], title=breakdown.title, words=_words(breakdown))


def _mark(name: str, row: BreakdownRow) -> Mark:
    points = POINTS.get(name)
    written = short_gbp(row.total_gbp)
    if name in BARS:
        written = f"{written} ({percent(row.total_share)})"
    return Mark(row.label, row.total_gbp, written, point=points is None or row.value in points)


def _words(breakdown: Breakdown) -> str:
    rows = (f"{row.label} {short_gbp(row.total_gbp)}, {percent(row.total_share)}" for row in breakdown.rows)
    return "; ".join(rows) + ". The table below holds the same figures."
