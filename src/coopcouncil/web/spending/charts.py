"""Which parts of the picture are drawn on its page; how, the papers say."""

from markupsafe import Markup

from coopcouncil.data.spending.picture_figures import Picture
from coopcouncil.papers.picture_page import cooperative_chart, ownership_chart, place_chart, total_chart
from coopcouncil.web.snapshots import Reading

DRAWN = {
    "ownership_model": ownership_chart,
    "place": place_chart,
    "financial_year": cooperative_chart,
    "month": total_chart,
}


def charts_of(reading: Reading, picture: Picture) -> dict[str, Markup]:
    """An SVG for each breakdown that is drawn, by its name; none for a breakdown of one line."""
    return reading.remember(("charts", picture.filters), lambda: _drawn(picture))


def _drawn(picture: Picture) -> dict[str, Markup]:
    told_apart = {name: part for name, part in picture.breakdowns.items() if len(part.rows) > 1}
    return {name: draw(told_apart[name]) for name, draw in DRAWN.items() if name in told_apart}
