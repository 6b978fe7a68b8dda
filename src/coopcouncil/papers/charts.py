"""Charts as SVG: bars told apart by their labels, columns over time. Drawn offline; the same values, the same bytes.

One colour makes the point and grey is the rest, so that a print in black and white tells the same. Each chart is drawn
narrow enough for a phone, carries its title and its words for people who do not see it, and stands above a table of the
same figures. Colours are the UK Government Analysis Function's.
"""

import json
import re
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from html import escape
from typing import Any

import vl_convert

POINT_COLOUR = "#12436D"
REST_COLOUR = "#B1B4B6"
TEXT_COLOUR = "#0B0C0C"
WIDTH = 400
ROW_HEIGHT = 50
MOST_LABEL_LETTERS = 48
COLUMNS_HEIGHT = 150
MOST_COLUMN_LABELS = 8
MOST_NAMES_BELOW = 4
VEGA_LITE = "5.20"
CONFIG: dict[str, Any] = {
    "background": None,
    "font": "Arial, Helvetica, sans-serif",
    "view": {"stroke": None},
    "axis": {"labelFontSize": 15, "labelColor": TEXT_COLOUR, "domainColor": TEXT_COLOUR, "gridColor": "#DEE0E2"},
    "text": {"fontSize": 16, "color": TEXT_COLOUR},
}


@dataclass(frozen=True, slots=True)
class Mark:
    """One bar or column: its name, its size, what is written at its end, and whether it makes the chart's point."""

    label: str
    value: Decimal
    written: str
    point: bool = False


def bar_chart(marks: Sequence[Mark], *, title: str, words: str) -> str:
    """Horizontal bars in the order given, each under its own label. `words` say in text what the chart shows.

    Returns an `<svg role="img">` element that scales with the page.
    """
    rows = [_row(place, mark) for place, mark in enumerate(marks)]
    position = {"field": "place", "type": "ordinal", "axis": None}
    spec = {
        "width": WIDTH,
        "height": {"step": ROW_HEIGHT},
        "data": {"values": rows},
        "encoding": {"y": position},
        "layer": [
            {
                "mark": {"type": "bar", "height": 16, "yOffset": 10},
                "encoding": {"x": _length(marks, room=Decimal("1.38")), "color": _colour()},
            },
            {
                "mark": {"type": "text", "align": "left", "baseline": "middle", "dy": -10},
                "encoding": {"x": {"value": 0}, "text": {"field": "label", "type": "nominal"}},
            },
            {
                "mark": {
                    "type": "text",
                    "align": "left",
                    "baseline": "middle",
                    "dy": 10,
                    "dx": 5,
                    "fontWeight": "bold",
                },
                "encoding": {
                    "x": {"field": "end", "type": "quantitative"},
                    "text": {"field": "written", "type": "nominal"},
                },
            },
        ],
    }
    return _drawn(spec, title, words)


def column_chart(marks: Sequence[Mark], *, title: str, words: str) -> str:
    """Columns from left to right in the order given, as over time. `words` say in text what the chart shows.

    Up to MOST_COLUMN_LABELS columns are labelled one by one; of more, some are named below and an axis gives the scale.
    Returns an `<svg role="img">` element that scales with the page.
    """
    few = len(marks) <= MOST_COLUMN_LABELS
    every = -(-len(marks) // MOST_NAMES_BELOW)
    named = [place for place in range(len(marks)) if few or place % every == 0]
    names = json.dumps([mark.label for mark in marks])
    across = {
        "field": "place",
        "type": "ordinal",
        "axis": {"title": None, "values": named, "labelExpr": f"{names}[datum.value]", "labelAngle": 0, "ticks": False,
                 "labelOverlap": False, "labelPadding": 8},
    }  # fmt: skip
    up = _length(marks, room=Decimal("1.1"))
    if not few:
        up["axis"] = {"title": None, "tickCount": 3, "labelExpr": _SHORT_MONEY, "domain": False, "ticks": False}
    layers: list[dict[str, Any]] = [{"mark": {"type": "bar"}, "encoding": {"y": up, "color": _colour()}}]
    if few:
        layers.append(
            {
                "mark": {"type": "text", "baseline": "bottom", "dy": -4, "fontWeight": "bold"},
                "encoding": {
                    "y": {"field": "end", "type": "quantitative"},
                    "text": {"field": "written", "type": "nominal"},
                },
            }
        )
    spec = {
        "width": WIDTH if few else WIDTH - 50,
        "height": COLUMNS_HEIGHT,
        "data": {"values": [_row(place, mark) for place, mark in enumerate(marks)]},
        "encoding": {"x": across},
        "layer": layers,
    }
    return _drawn(spec, title, words)


_SHORT_MONEY = (
    "(datum.value < 0 ? '-' : '') + '£' + (abs(datum.value) >= 1e9 ? abs(datum.value) / 1e9 + 'bn' : "
    "abs(datum.value) >= 1e6 ? abs(datum.value) / 1e6 + 'm' : "
    "abs(datum.value) >= 1e3 ? abs(datum.value) / 1e3 + 'k' : abs(datum.value))"
)


def _row(place: int, mark: Mark) -> dict[str, Any]:
    # a drawing's length may be a float: no figure is read back from it
    value = float(mark.value)
    return {
        "place": place,
        "label": _fitted(mark.label),
        "value": value,
        "end": max(value, 0.0),
        "written": mark.written,
        "point": mark.point,
    }


def _fitted(label: str) -> str:
    """The label, without what stands in brackets or without its end when it is too long to draw."""
    if len(label) > MOST_LABEL_LETTERS:
        label = label.split(" (", maxsplit=1)[0]
    return textwrap.shorten(label, MOST_LABEL_LETTERS, placeholder="…")


def _length(marks: Sequence[Mark], *, room: Decimal) -> dict[str, Any]:
    largest = max((mark.value for mark in marks), default=Decimal(0))
    least = min((mark.value for mark in marks), default=Decimal(0))
    high = max(largest, -least / 4, Decimal("0.01")) * room
    domain = [float(min(least, Decimal(0))), float(high)]
    return {"field": "value", "type": "quantitative", "axis": None, "scale": {"domain": domain, "nice": False}}


def _colour() -> dict[str, Any]:
    return {"condition": {"test": "datum.point", "value": POINT_COLOUR}, "value": REST_COLOUR}


def _drawn(spec: dict[str, Any], title: str, words: str) -> str:
    svg = _svg(json.dumps({**spec, "config": CONFIG}))
    size = re.search(r'viewBox="[^"]*"', svg)
    shape = size[0] if size else ""
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" {shape} role="img" class="chart" focusable="false">'
    told = f"<title>{escape(title)}</title><desc>{escape(words)}</desc>"
    # what Vega says of its own marks would be read out beside our words
    body = re.sub(r' (role|aria-[a-z]+)="[^"]*"', "", svg[svg.index(">") + 1 :])
    return opening + told + body


@lru_cache(maxsize=256)
def _svg(spec: str) -> str:
    return str(vl_convert.vegalite_to_svg(spec, vl_version=VEGA_LITE, allowed_base_urls=[]))
