"""A report to a committee: one structure, three papers that say the same."""

import json
import re
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from html.parser import HTMLParser
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from coopcouncil.papers.charts import Mark, bar_chart
from coopcouncil.papers.committee_report.document import report_document
from coopcouncil.papers.committee_report.headings import HeadingsError, default_headings, read_headings
from coopcouncil.papers.committee_report.kept import Missing, as_json, from_json, gaps_of
from coopcouncil.papers.committee_report.layout import NOTHING_WRITTEN, Heading, Paragraph, laid_out
from coopcouncil.papers.committee_report.page import report_fragment, report_page
from coopcouncil.papers.committee_report.pdf import report_pdf
from coopcouncil.papers.committee_report.structure import (
    Alignment,
    Chart,
    Figure,
    Gap,
    Proof,
    Prose,
    Report,
    Run,
    Section,
    Statement,
    Table,
)

TABLE = Table(
    "Paid by kind of supplier",
    ("Kind", "Paid"),
    (("Co-operatives", "£3.00"), ("Others", "£97.00")),
    (Alignment.LEFT, Alignment.RIGHT),
)
SVG = bar_chart(
    [Mark("Co-operatives", Decimal(3), "£3", point=True), Mark("Others", Decimal(97), "£97")],
    title="Paid by kind",
    words="Others were paid more.",
)
PROOF = Proof("Minutes of March", "minutes", "It was agreed", "", "a" * 64, "https://example.org/minutes", public=True)
REPORT = Report(
    title="Co-operative purchasing: where it stands",
    committee="Finance & Economy Committee",
    council="Larkford Council",
    meeting_at=datetime(2026, 3, 17, 18, 30, tzinfo=UTC),
    item_number="7",
    author="Director of Finance",
    sections=(
        Section("Purpose", (Prose(((Run("See "), Run("the motion", "https://example.org/m"), Run(".")),)),)),
        Section(
            "Main issues",
            (
                Statement("Buy from co-operatives", "in progress", (PROOF, Proof("A letter", "file", "")), ("late",)),
                Statement("Write to the bank", ""),
                Figure("£3 went to co-operatives.", "£90 of £100 matched", "s-1", "headline"),
                Chart(SVG, "Others were paid more.", TABLE),
                Gap("not stated"),
            ),
        ),
        Section("Legal implications"),
    ),
)


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._skipping = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._skipping += tag in ("svg", "style", "head")

    def handle_endtag(self, tag: str) -> None:
        self._skipping -= tag in ("svg", "style", "head")

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.found.append(data)


def _same(text: str) -> str:
    return re.sub(r"[\s\u200b]", "", unicodedata.normalize("NFKC", text))


def _page_words(report: Report) -> str:
    parser = _Words()
    parser.feed(report_page(report))
    return _same("".join(parser.found))


def _document_words(report: Report) -> str:
    body = docx.Document(BytesIO(report_document(report))).element.body
    return _same("".join(each.text or "" for each in body.iter(qn("w:t"))))


def _pdf_words(report: Report) -> str:
    pages = PdfReader(BytesIO(report_pdf(report))).pages
    return _same("".join(re.sub(r"Page \d+ of \d+\s*$", "", page.extract_text().strip()) for page in pages))


def test_report_says_the_same_words_in_the_same_order_in_all_three():
    page = _page_words(REPORT)

    assert "2.1Buyfromco-operativesState:inprogress." in page
    assert _document_words(REPORT) == page
    assert _pdf_words(REPORT) == page


def test_report_numbers_sections_and_what_is_said_in_them():
    pieces = laid_out(REPORT)

    assert [each.number for each in pieces if isinstance(each, Heading)] == ["1", "2", "3"]
    numbers = [each.number for each in pieces if isinstance(each, Paragraph) and each.number]
    assert numbers == ["1.1", "2.1", "2.2", "2.3", "2.4", "3.1"]


def test_report_shows_what_is_missing_as_gaps():
    gaps = [
        "".join(run.text for run in each.runs)
        for each in laid_out(REPORT)
        if isinstance(each, Paragraph) and each.is_gap
    ]

    assert gaps == ["Gap: late", "Gap: no evidence yet", "Gap: not stated", f"Gap: {NOTHING_WRITTEN}"]


def test_report_with_an_empty_head_says_not_stated():
    page = _page_words(Report("", "", "", ()))

    assert "Reportwithoutatitle" in page
    assert page.count("notstated") == 4


def test_report_keeps_the_address_of_evidence_that_is_not_public():
    hidden = replace(PROOF, public=False, address="https://intranet.example.org/secret")
    report = replace(REPORT, sections=(Section("S", (Statement("Do", "done", (hidden,)),)),))

    assert "intranet" not in report_page(report)
    assert b"intranet" not in report_pdf(report)
    with ZipFile(BytesIO(report_document(report))) as package:
        assert all(b"intranet" not in package.read(name) for name in package.namelist())
    assert "Thisevidenceisnotpublic" in _page_words(report)


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:x", "file:///etc/passwd"])
def test_report_draws_a_dangerous_link_as_words(href):
    fragment = report_fragment(replace(REPORT, sections=(Section("S", (Prose(((Run("here", href),),)),)),)))

    assert "<a " not in fragment
    assert "here" in fragment


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        '#eval("1") $x$ @ref *b* \\',
        "مرحبا بالعالم",
        "a\x00b\x0bc",
        "\ud800",
        "中文 👩‍👩‍👧",
    ],
)
def test_report_takes_hostile_text_as_words(text):
    report = Report(text, text, text, (Section(text, (Gap(text), Table(text, (text,), ((text,),)))),), author=text)

    assert "<script>" not in report_page(report)
    assert report_pdf(report).startswith(b"%PDF")
    assert docx.Document(BytesIO(report_document(report))).paragraphs


def test_report_document_repeats_the_head_of_a_long_table():
    table = Table("Payments", ("Who", "What"), tuple((f"Supplier {n}", f"{n}.00") for n in range(200)))
    report = replace(REPORT, sections=(Section("S", (table,)),))

    drawn = docx.Document(BytesIO(report_document(report))).tables[0]

    assert len(drawn.rows) == 201
    assert drawn.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    pages = PdfReader(BytesIO(report_pdf(report))).pages
    assert len(pages) > 2
    assert all("Who" in page.extract_text() for page in pages)


def test_report_document_is_accessible():
    document = docx.Document(BytesIO(report_document(REPORT)))

    assert document.core_properties.title == REPORT.title
    assert document.core_properties.language == "en-GB"
    assert [each.text for each in document.paragraphs if each.style.name == "Heading 1"][1] == "2 Main issues"
    assert document.inline_shapes[0]._inline.docPr.get("descr") == "Others were paid more."


def test_report_pdf_is_tagged_and_has_alt_text():
    reader = PdfReader(BytesIO(report_pdf(REPORT)))

    assert reader.root_object["/MarkInfo"]["/Marked"]
    assert reader.root_object["/Lang"] == "en-GB"
    figures = [each for each in _tags(reader.root_object["/StructTreeRoot"]) if each.get("/S") == "/Figure"]
    assert [each["/Alt"] for each in figures] == ["Others were paid more."]
    assert any(each.get("/S") == "/TH" for each in _tags(reader.root_object["/StructTreeRoot"]))


def _tags(tag):
    tag = tag.get_object()
    if isinstance(tag, list):
        for each in tag:
            yield from _tags(each)
    elif isinstance(tag, dict):
        yield tag
        yield from _tags(tag["/K"]) if "/K" in tag else ()


def test_report_is_the_same_bytes_each_time():
    assert report_document(REPORT) == report_document(REPORT)
    assert report_pdf(REPORT) == report_pdf(REPORT)


def test_table_with_a_short_row_is_refused():
    with pytest.raises(ValueError, match="Row 1 of the table “T” has 1 cells, its head 2"):
        Table("T", ("a", "b"), (("x",),))


def test_headings_by_default_are_those_of_english_councils():
    words = [each.words for each in default_headings().headings]

    assert words[:3] == ["Purpose of the report", "Recommendations", "Background"]
    assert words[-1] == "Source documents"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "h.toml is not TOML"),
        ('name = "n"', "h.toml: there is no heading"),
        ('name = "n"\n[[heading]]\nkey = "a"', "h.toml: heading 1: words is missing"),
        ('name = "n"\n[[heading]]\nkey = "a"\nwords = "A"\nsize = 1', "heading 1: “size” is not known"),
        ('name = "n"\n[[heading]]\nkey = "a"\nwords = "A"\nrequired = "yes"', "“required” is true or false"),
        ('name = "n"\n[[heading]]\nkey = "a"\nwords = "A"\nholds = "cats"', "“holds” is 'cats'"),
        ('name = "n"\nheading = [1]', "heading 1 is not a table"),
        ('name = "n"\ncolour = 1', "“colour” is not known"),
        ('name = "n"' + '\n[[heading]]\nkey = "a"\nwords = "A"' * 2, "headings 1 and 2 share the key “a”"),
    ],
)
def test_headings_with_a_fault_name_the_file_and_place(text, message):
    with pytest.raises(HeadingsError, match=re.escape(message)):
        read_headings(text, file="h.toml")


def test_kept_report_is_read_back_and_drawn_to_the_same_bytes() -> None:
    kept = from_json(json.loads(json.dumps(as_json(REPORT))))

    assert kept == replace(REPORT, sections=tuple(replace(each, blocks=tuple(each.blocks)) for each in REPORT.sections))
    assert report_document(kept) == report_document(REPORT)
    assert report_page(kept) == report_page(REPORT)


def test_gaps_are_told_with_their_heading_and_statement() -> None:
    blocks = (Statement("Plant trees.", "Open", (), ("no evidence yet", "owner: not stated")), Gap("not stated"))
    report = replace(REPORT, sections=(Section("Main", blocks), Section("Empty")))

    assert gaps_of(report) == [
        Missing("Main", "Plant trees.", "no evidence yet"),
        Missing("Main", "Plant trees.", "owner: not stated"),
        Missing("Main", "", "not stated"),
        Missing("Empty", "", NOTHING_WRITTEN),
    ]


def test_notes_of_a_statement_stand_under_it_without_a_number_of_their_own() -> None:
    block = Statement("Plant trees.", "Open", (PROOF,), (), ("Said: planted.",))
    report = replace(REPORT, sections=(Section("Main", (block, Gap("not stated"))),))

    numbers = {each.runs[0].text: each.number for each in laid_out(report) if isinstance(each, Paragraph)}

    assert (numbers["Plant trees."], numbers["Said: planted."], numbers["Gap: not stated"]) == ("1.1", "", "1.2")
