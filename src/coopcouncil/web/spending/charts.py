"""Which parts of the picture are drawn on its page; how, the papers say."""

from markupsafe import Markup

from coopcouncil.data.spending.picture.figures import Picture
from coopcouncil.papers.picture_page import cooperative_chart, ownership_chart, place_chart, total_chart
from coopcouncil.web.snapshots import Reading

# breakdown -> what its chart shows, and who draws it
DRAWN = {
    "ownership_model": ("All money by who owns the supplier: co-operatives and mutuals are dark", ownership_chart),
    "place": ("All money by where the supplier is: inside the council's area is dark", place_chart),
    "financial_year": ("Money to co-operatives and mutuals", cooperative_chart),
    "month": ("All money", total_chart),
}


def charts_of(reading: Reading, picture: Picture) -> dict[str, tuple[str, Markup]]:
    """A caption and an SVG for each breakdown that is drawn, by its name; none for a breakdown of one line."""
    return reading.remember(("charts", picture.filters), lambda: _drawn(picture))


def _drawn(picture: Picture) -> dict[str, tuple[str, Markup]]:
    told_apart = {name: part for name, part in picture.breakdowns.items() if len(part.rows) > 1}
    return {name: (caption, draw(told_apart[name])) for name, (caption, draw) in DRAWN.items() if name in told_apart}
