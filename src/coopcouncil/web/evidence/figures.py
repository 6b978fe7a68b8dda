"""The figures that can be kept as evidence: each by its name, with how it is worked out from a snapshot.

An app adds figures of its own with `register_figure`. The same snapshot and filters always give the same value.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import partial

from coopcouncil.data.snapshots import Snapshot
from coopcouncil.data.spending.picture.drawing import draw_picture
from coopcouncil.data.spending.picture.figures import Coverage, Figure, Headline, Picture
from coopcouncil.data.spending.picture.filters import filters_from_query
from coopcouncil.papers.local_multipliers import local_multipliers, verdict_words
from coopcouncil.papers.words import counted, coverage_words, exact_gbp, percent


class Unit(StrEnum):
    """What a figure's value counts."""

    GBP = "GBP"
    SHARE = "share"
    SUPPLIERS = "suppliers"
    MULTIPLE = "multiple"


@dataclass(frozen=True)
class FigureValue:
    """A figure's value, its unit, and in words what it rests on.

    `beneath` are the filters of the payments that it counts, where a list of payments adds up to it.
    """

    value: Decimal
    unit: Unit
    coverage: str
    beneath: Mapping[str, str] | None = None


class FigureError(ValueError):
    """The figure has no value under these filters; the message says why and what to do."""


@dataclass(frozen=True)
class NamedFigure:
    """A figure by its name: in words, and how it is worked out: (snapshot, filters) -> FigureValue.

    `compute` raises FigureError where there is no value, FilterError where a filter makes no sense.
    """

    name: str
    words: str
    compute: Callable[[Snapshot, Mapping[str, str]], FigureValue]


def value_words(value: Decimal, unit: str) -> str:
    """A value with its unit: '£1,234.56', '3.2% (0.031874)', '1,090 suppliers', '2.13 for each pound'."""
    if unit == Unit.GBP:
        return exact_gbp(value)
    if unit == Unit.SHARE:
        return percent(value)
    if unit == Unit.SUPPLIERS:
        return counted(int(value), "supplier")
    if unit == Unit.MULTIPLE:
        return f"{value.quantize(Decimal('0.01'))} for each pound"
    return f"{value} {unit}"


# ---- the figures of the spending picture
_Pick = Callable[[Picture], FigureValue]
_Part = Callable[[Headline], Figure]
_Rest = Callable[[Headline], Coverage]


def _money(part: _Part, rest: _Rest, picture: Picture) -> FigureValue:
    figure = part(picture.headline)
    return FigureValue(figure.total_gbp, Unit.GBP, coverage_words(rest(picture.headline)), figure.filters.as_query())


def _share(part: _Part, rest: _Rest, picture: Picture) -> FigureValue:
    share = picture.headline.share(part(picture.headline))
    if share is None:
        raise FigureError("No money is counted under these filters, so there is no share of it. Remove a filter.")
    return FigureValue(share, Unit.SHARE, coverage_words(rest(picture.headline)))


def _suppliers(picture: Picture) -> FigureValue:
    whole = picture.headline.whole
    coverage = coverage_words(picture.headline.matched_coverage)
    return FigureValue(Decimal(whole.suppliers), Unit.SUPPLIERS, coverage, whole.filters.as_query())


def _multiplier(picture: Picture) -> FigureValue:
    """LM2 by nef's convention, as the middle of its range; LM3 needs a survey's answers, which no snapshot holds."""
    found = local_multipliers(picture, ())
    second = next(iter(found.multipliers), None)
    if second is None or second.nef is None:
        raise FigureError(" ".join(found.notes) or "No multiplier can be worked out under these filters.")
    bounds = f"Between {second.nef.low:.2f} and {second.nef.high:.2f}. {verdict_words(second)}"
    return FigureValue(second.nef.middle, Unit.MULTIPLE, f"{coverage_words(picture.headline.place_coverage)}. {bounds}")


def _whole(headline: Headline) -> Figure:
    return headline.whole


def _cooperative(headline: Headline) -> Figure:
    return headline.cooperative_and_mutual


def _economy(headline: Headline) -> Figure:
    return headline.cooperative_economy


def _inside(headline: Headline) -> Figure:
    return headline.inside


def _withheld(headline: Headline) -> Figure:
    return headline.withheld


def _matched(headline: Headline) -> Coverage:
    return headline.matched_coverage


def _owned(headline: Headline) -> Coverage:
    return headline.ownership_coverage


def _placed(headline: Headline) -> Coverage:
    return headline.place_coverage


_PICKS: dict[str, tuple[str, _Pick]] = {
    "paid": ("Paid in all", partial(_money, _whole, _matched)),
    "paid-to-cooperatives": ("Paid to co-operatives and mutuals", partial(_money, _cooperative, _owned)),
    "paid-to-cooperative-economy": (
        "Paid to the wider co-operative and community economy",
        partial(_money, _economy, _owned),
    ),
    "paid-inside": ("Paid to suppliers inside the council's area", partial(_money, _inside, _placed)),
    "paid-withheld": ("Paid to suppliers whose name is withheld", partial(_money, _withheld, _matched)),
    "share-to-cooperatives": ("Share paid to co-operatives and mutuals", partial(_share, _cooperative, _owned)),
    "share-to-cooperative-economy": (
        "Share paid to the wider co-operative and community economy",
        partial(_share, _economy, _owned),
    ),
    "share-inside": ("Share paid to suppliers inside the council's area", partial(_share, _inside, _placed)),
    "share-withheld": ("Share paid to suppliers whose name is withheld", partial(_share, _withheld, _matched)),
    "suppliers": ("Number of suppliers paid", _suppliers),
    "local-multiplier-2": ("Local multiplier, two rounds (LM2)", _multiplier),
}


def _from_snapshot(pick: _Pick, snapshot: Snapshot, filters: Mapping[str, str]) -> FigureValue:
    """The picture is drawn anew from the snapshot's files: a check that asked a memory would check nothing."""
    return pick(draw_picture(snapshot, filters_from_query(filters)))


FIGURES: dict[str, NamedFigure] = {
    name: NamedFigure(name, words, partial(_from_snapshot, pick)) for name, (words, pick) in _PICKS.items()
}


def register_figure(figure: NamedFigure) -> None:
    """Make a figure known. Raises ValueError when another has the name."""
    if FIGURES.get(figure.name, figure) is not figure:
        raise ValueError(f"two figures are called {figure.name}")
    FIGURES[figure.name] = figure


def values_in(picture: Picture) -> dict[str, FigureValue]:
    """The figures of the spending picture that have a value in this one, by name: for a form that shows them."""
    found = {}
    for name, (_words, pick) in _PICKS.items():
        try:
            found[name] = pick(picture)
        except FigureError:
            continue
    return found
