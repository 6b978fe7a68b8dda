"""The picture as one self-contained HTML page: the answer first, then one picture, the tables, and how we know."""

from collections.abc import Sequence
from decimal import Decimal

import jinja2
from markupsafe import Markup

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.data.spending.picture import grounds
from coopcouncil.data.spending.picture.figures import Breakdown, BreakdownRow, Picture
from coopcouncil.data.spending.picture.filters import NOT_STATED, UNDATED
from coopcouncil.data.spending.picture.words import PLACE_LABELS, row_label
from coopcouncil.papers.beneath import payments_file, supplier_file
from coopcouncil.papers.charts import Mark, bar_chart, column_chart
from coopcouncil.papers.local_multipliers import LocalMultipliers, verdict_words
from coopcouncil.papers.picture_tables import HEADLINE_LABELS, headline_figures, headline_filename
from coopcouncil.papers.words import answer, counted, coverage_words, day, exact_gbp, percent, period_words, short_gbp
from coopcouncil.vocabulary.ownership_models import COOPERATIVE_AND_MUTUAL, OwnershipModel
from coopcouncil.vocabulary.trades import trade_words

PAGE = "index.html"
MOST_BARS = 12
MOST_ROWS = 25  # of the long tables; the CSV beside the page holds all
MOST_MONTHS = 240  # a mistyped year would fill the chart with empty months
UNKNOWN = ("unknown", NOT_STATED, UNDATED)


def who_pays(picture: Picture) -> str:
    """Whose payments the picture counts, as the subject of a sentence."""
    return picture.filters.council or "the councils"


def render_page(
    snapshot: Snapshot,
    picture: Picture,
    multipliers: LocalMultipliers,
    *,
    survey: str | None,
    with_payments: bool,
) -> str:
    """The page's HTML. `survey` names the survey file and its digest; links to payments only when they are written."""
    council = picture.filters.council
    with snapshot.connect() as connection:
        files = grounds.list_payment_files(connection, council)
        refusals = grounds.refusal_reasons(connection, council)
        duplicates = grounds.count_duplicates(connection, council)
    return (
        _environment()
        .get_template("picture.html.jinja")
        .render(
            picture=picture,
            headline=picture.headline,
            headline_rows=_headline_rows(picture),
            who=who_pays(picture),
            period=period_words(picture.headline, picture.filters.financial_year),
            charts=_charts(picture),
            multipliers=multipliers,
            survey=survey,
            with_payments=with_payments,
            manifest=snapshot.manifest,
            files=files,
            refusals=refusals,
            duplicates=duplicates,
            most_rows=MOST_ROWS,
        )
    )


def ownership_chart(breakdown: Breakdown) -> Markup:
    """Bars of who owns the suppliers; co-operatives and mutuals make the point."""
    return _bars(breakdown, COOPERATIVE_AND_MUTUAL, "Money by who owns the supplier", "Co-operatives and mutuals")


def place_chart(breakdown: Breakdown) -> Markup:
    """Bars of where the suppliers are; those inside the area make the point."""
    return _bars(breakdown, {"inside"}, "Money by where the supplier is", "Suppliers inside the area")


def service_area_chart(breakdown: Breakdown) -> Markup:
    """Bars of the service areas that paid most, none picked out."""
    return _bars(breakdown, set(), "Money by part of the council", "")


def total_chart(breakdown: Breakdown) -> Markup:
    """Columns of all money over time; money without a date is left to the table."""
    return _columns(breakdown, "All money over time", point=False)


def cooperative_chart(breakdown: Breakdown) -> Markup:
    """Columns of the money of co-operatives and mutuals over time; money without a date is left to the table."""
    return _columns(breakdown, "Money to co-operatives and mutuals over time", point=True)


def _charts(picture: Picture) -> dict[str, Markup]:
    parts = picture.breakdowns
    return {
        "ownership_model": ownership_chart(parts["ownership_model"]),
        "place": place_chart(parts["place"]),
        "service_area": service_area_chart(parts["service_area"]),
        "financial_year": cooperative_chart(parts["financial_year"]),
        "financial_year_total": total_chart(parts["financial_year"]),
        "month": cooperative_chart(parts["month"]),
        "month_total": total_chart(parts["month"]),
    }


def _bars(breakdown: Breakdown, points: set[str] | frozenset[OwnershipModel], title: str, pointed: str) -> Markup:
    rows = breakdown.rows[:MOST_BARS]
    marks = [
        Mark(row.label, row.total_gbp, f"{short_gbp(row.total_gbp)} ({percent(row.total_share)})", row.value in points)
        for row in rows
    ]
    told = "; ".join(f"{mark.label}: {mark.written}" for mark in marks)
    left_out = (
        f" Not drawn: {counted(len(breakdown.rows) - len(rows), 'smaller one')}."
        if len(breakdown.rows) > len(rows)
        else ""
    )
    colours = f" {pointed} are dark." if pointed else ""
    words = f"Bars, largest first. {told}.{left_out}{colours} The table below holds the same figures."
    return Markup(bar_chart(marks, title=title, words=words))  # noqa: S704 - the chart escapes its labels


def _columns(breakdown: Breakdown, title: str, *, point: bool) -> Markup:
    dated = {row.value: row for row in breakdown.rows if row.value not in UNKNOWN}
    values = _without_gaps(list(dated)) if breakdown.name == "month" else list(dated)
    marks = [_column(breakdown.name, value, dated.get(value), point) for value in values]
    if not marks:
        return Markup("")
    most, least = max(marks, key=_size), min(marks, key=_size)
    words = (
        f"Columns from {marks[0].label} to {marks[-1].label}. The highest is {most.written} in {most.label}, "
        f"the lowest {least.written} in {least.label}. The table below holds the same figures."
    )
    return Markup(column_chart(marks, title=title, words=words))  # noqa: S704 - the chart escapes its labels


def _column(name: str, value: str, row: BreakdownRow | None, point: bool) -> Mark:
    money = (row.cooperative_gbp if point else row.total_gbp) if row else Decimal(0)
    label = row_label(name, value)
    short = f"{label[:3]} {label[-4:]}" if name == "month" else label
    return Mark(short, money, short_gbp(money), point)


def _without_gaps(values: Sequence[str]) -> Sequence[str]:
    """The months given and those between them, so that a month without payments is seen."""
    if not values:
        return values
    first, last = (12 * int(value[:4]) + int(value[5:]) - 1 for value in (values[0], values[-1]))
    if last - first > MOST_MONTHS:
        return values
    return [f"{month // 12}-{month % 12 + 1:02}" for month in range(first, last + 1)]


def _size(mark: Mark) -> Decimal:
    return mark.value


def _headline_rows(picture: Picture) -> list[tuple[str, str, object, object, str]]:
    return [
        (name, HEADLINE_LABELS[name], figure, picture.headline.share(figure), coverage_words(coverage))
        for name, (figure, coverage) in headline_figures(picture.headline).items()
    ]


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("coopcouncil.papers"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters.update(
        gbp=exact_gbp,
        trade=trade_words,
        short=short_gbp,
        percent=percent,
        day=day,
        counted=counted,
        coverage=coverage_words,
        verdict=verdict_words,
        place=PLACE_LABELS.__getitem__,
    )
    environment.globals.update(
        answer=answer,
        payments_file=payments_file,
        supplier_file=supplier_file,
        headline_filename=headline_filename,
        ownership=lambda value: OwnershipModel(value).label,
    )
    return environment
