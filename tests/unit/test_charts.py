"""Charts: drawn offline, told in words, the same every time."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from coopcouncil.papers.charts import POINT_COLOUR, Mark, bar_chart, column_chart

MARKS = [Mark("Grey & plain", Decimal(300), "£300"), Mark("<b>Dark</b>", Decimal(-20), "-£20", point=True)]
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("chart", [bar_chart, column_chart])
def test_chart_is_an_image_with_a_title_and_words(chart: object) -> None:
    assert callable(chart)
    svg = ElementTree.fromstring(chart(MARKS, title="A & B", words="Two < three"))  # noqa: S314 - our own text
    assert svg.get("role") == "img"
    assert [each.text for each in svg[:2]] == ["A & B", "Two < three"]
    assert not [each for each in svg.iter() if each.get("aria-label")]


def test_bars_write_each_label_and_value_directly() -> None:
    svg = ElementTree.fromstring(bar_chart(MARKS, title="t", words="w"))  # noqa: S314 - our own text
    written = {each.text for each in svg.iter(f"{SVG}text")}
    assert {"Grey & plain", "£300", "<b>Dark</b>", "-£20"} <= written
    assert [each.get("fill") for each in svg.iter(f"{SVG}path")].count(POINT_COLOUR) == 1


def test_long_label_is_cut_to_fit() -> None:
    svg = bar_chart([Mark("Society (" + "of many words " * 9 + ")", Decimal(1), "£1")], title="t", words="w")
    assert ">Society<" in svg


def test_many_columns_are_named_sparingly() -> None:
    marks = [Mark(f"M{place}", Decimal(place), f"£{place}") for place in range(60)]
    svg = column_chart(marks, title="t", words="w")
    assert sum(f">M{place}<" in svg for place in range(60)) == 4


def test_same_values_give_the_same_drawing() -> None:
    drawn = {bar_chart(MARKS, title="t", words="w") for _ in range(3)}
    assert len(drawn) == 1
    assert "http" not in drawn.pop().replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_chart_of_nothing_is_drawn_empty() -> None:
    assert "<svg" in bar_chart([], title="t", words="w")
    assert "<svg" in bar_chart([Mark("none", Decimal(0), "£0")], title="t", words="w")
