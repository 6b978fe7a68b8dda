"""The PDF of a redline: tagged, titled, in English, its text in order, whatever the text."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from tests.unit.test_redline_law import FAMILY

from coopcouncil.papers.redline_page import redline_fragment
from coopcouncil.papers.redline_pdf import numbered_pdf, redline_pdf
from coopcouncil.papers.typesetting import TypesettingError, typeset
from coopcouncil.rules.motions.line_numbers import numbered_lines
from coopcouncil.rules.motions.redline import redline

OLD = ["This Council notes:", "the hall is old and its roof has been leaking since the winter of 2019, say residents."]
NEW = ["This Council notes:", "the village hall is old and its roof has been leaking since 2019.", "Repair it."]


def words(data: bytes) -> str:
    """All text of the PDF, its white space made single."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages).split())


def test_redline_pdf_is_tagged_titled_and_in_english() -> None:
    root = PdfReader(BytesIO(redline_pdf(redline(OLD, NEW), [], title="Motion on the hall"))).trailer["/Root"]
    reader = PdfReader(BytesIO(redline_pdf(redline(OLD, NEW), [], title="Motion on the hall")))

    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert reader.metadata is not None
    assert reader.metadata.title == "Motion on the hall"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()


def test_redline_pdf_says_what_comes_in_and_goes_out_in_order() -> None:
    said = words(redline_pdf(redline(OLD, NEW), ["Look at this."]))
    parts = ["Please note: Look at this.", "This Council notes:", "the", "[insertion starts]", "village",
             "[insertion ends]", "hall is old", "[deletion starts]", "the winter", "[deletion ends]", "New paragraph",
             "Repair it."]  # fmt: skip
    at = 0
    for part in parts:
        at = said.index(part, at)


def test_redline_pdf_and_page_show_the_same_numbers() -> None:
    change = redline(OLD, NEW)
    labels = [line.label for lines in numbered_lines(change) for line in lines]
    on_page = re.findall(r'aria-hidden="true">(\w+)<', redline_fragment(change))
    text = PdfReader(BytesIO(redline_pdf(change, []))).pages[0].extract_text(extraction_mode="layout")
    printed = re.findall(r"(?m)^\s{0,4}(\d+[a-z]*)\s", text)

    assert on_page == labels == printed
    assert len(labels) > 4


HOSTILE = [
    '#set page(fill: red) #panic("x") $x$ *b* _i_ @ref <label> \\ // /* ```',
    '") #read("/etc/passwd")',
    "\0\x01\x1f\x7f\x85",
    "\ud800 \udfff \ufffe",
    "</ins><script>alert(1)</script>",
    "مرحبا שלום \u202e abc \u202c",
    "e\u0301\u0301 a\u0300\u0328",
    FAMILY * 3,
    "中文 ไทย 한국 क\u094dष",
    "ŵ ŷ Łódź",
    "tab\there\u2028and\u2029there",
    "orchard " * 12_500,
    "x" * 3_000,
    "",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_redline_pdf_of_hostile_text_is_set_and_none_of_it_runs(text: str) -> None:
    data = redline_pdf(redline(["before", "after"], ["before", text, "after"]), [text[:100]], title=text[:50])
    said = words(data)

    assert said.index("before") < said.rindex("after")
    for plain in ("#set page(fill: red)", "#panic", "#read", "<script>alert(1)</script>", "ŵ ŷ Łódź"):
        assert (plain in text) <= (plain in said)


def test_redline_pdf_names_what_no_font_draws_and_draws_welsh_polish_and_arabic() -> None:
    said = words(redline_pdf(redline([], ["ŵ Łódź مرحبا 中 " + FAMILY + "\0"]), []))

    assert "U+4E2D CJK UNIFIED IDEOGRAPH-4E2D; U+1F467 GIRL; U+1F469 WOMAN" in said
    assert "U+0000" in said
    assert "U+0645" not in said


def test_redline_pdf_of_nothing_is_a_paper_without_paragraphs() -> None:
    assert "No insertions" in words(redline_pdf(redline([], []), []))


def test_the_same_redline_is_the_same_pdf() -> None:
    assert redline_pdf(redline(OLD, NEW), []) == redline_pdf(redline(OLD, NEW), [])


def test_numbered_pdf_has_the_text_and_no_marks() -> None:
    said = words(numbered_pdf(OLD, title="Order paper"))

    assert "Order paper" in said
    assert "since the winter" in said
    assert "insertion" not in said


def test_typeset_says_which_template_does_not_fit_its_data() -> None:
    with pytest.raises(TypesettingError, match="redline: "):
        typeset("redline", {"title": "No more"})
