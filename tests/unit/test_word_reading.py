"""Word documents read into neutral paragraphs. All made up here."""

import time
from pathlib import Path

import pytest
from tests.support.documents import parts_of, zipped
from tests.support.word_files import change, gone, ins, p, r, table, word_file

from coopcouncil.data.documents import Limits, RefusedDocumentError, check_document
from coopcouncil.data.word import read_document
from coopcouncil.vocabulary.written import Change, Tracked, WrittenDocument

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def read(body: str, **given: dict[str, str]) -> WrittenDocument:
    return read_document(word_file(body, **given), name="motion.docx")


def texts(document: WrittenDocument) -> list[str]:
    return [each.text for each in document.paragraphs]


def test_word_paragraph_keeps_style_level_and_look() -> None:
    found = read(
        p(r("Motion"), style="H1")
        + p(r("one"), level=0)
        + p(r("three"), level=2)
        + p(r("by style"), style="LB2")
        + p(r("a "), r("b", "b"), r("c", "strike"), '<w:r><w:rPr><w:rStyle w:val="Strong"/></w:rPr><w:t>d</w:t></w:r>')
    ).paragraphs

    assert [(each.style, each.level, each.is_heading) for each in found] == [
        ("heading 1", 0, True), ("", 1, False), ("", 3, False), ("List Bullet 2", 2, False), ("", 0, False),
    ]  # fmt: skip
    assert [(run.text, run.bold, run.strike) for run in found[4].runs] == [
        ("a ", False, False), ("b", True, False), ("c", False, True), ("d", True, False),
    ]  # fmt: skip


def test_word_changes_keep_author_date_and_nesting() -> None:
    [found] = read(p(r("a"), change("ins", change("del", r("b"), "Bo"), "Ann"), end=change("ins"))).paragraphs

    outer, inner = found.runs[1].tracked
    assert (outer.change, outer.author, inner.change, inner.author) == (Change.INSERTED, "Ann", Change.DELETED, "Bo")
    assert outer.at is not None
    assert outer.at.isoformat() == "2026-03-01T09:00:00+00:00"
    assert isinstance(found.end[0], Tracked)


def test_word_tables_in_tables_are_read_in_order_and_told() -> None:
    inner = table([p(r("inner"))])
    found = read(p(r("before")) + table([p(r("A")), p(r("B")) + inner + p()], [p(r("C"))]) + p(r("after")))

    assert [each for each in texts(found) if each] == ["before", "A", "B", "inner", "C", "after"]
    assert [each.in_table for each in found.paragraphs] == [False, True, True, True, True, True, False]
    assert "1 table read cell by cell, 1 more of them inside another. Look at the order." in found.notes


def test_word_asides_are_told_with_their_words() -> None:
    found = read(
        p(r("Text"), '<w:r><w:footnoteReference w:id="2"/></w:r>', r("secret", "vanish"))
        + p('<w:hyperlink r:id="x"><w:r><w:t>the site</w:t></w:r></w:hyperlink>')
        + p('<w:r><w:drawing><wp:docPr id="1" name="n" descr="the crest"/></w:drawing></w:r>'),
        parts={
            "footnotes": '<w:footnote w:id="0"><w:p/></w:footnote>'
            f'<w:footnote w:id="2">{p(r("As at March."))}</w:footnote>',
            "comments": f'<w:comment w:id="1" w:author="B. Dean">{p(r("Check this."))}</w:comment>'
            f'<w:comment w:id="2" w:author="B. Dean">{p(r("And this."))}</w:comment>',
            "header": p(r("Draft 3")),
        },
        links={"x": "https://example.org/a"},
    )

    assert texts(found) == ["Text", "the site", ""]
    assert found.notes == (
        "1 picture not taken in: “the crest”.",
        "Hidden text was not taken in: “secret”",
        "1 link kept as words, without the address: “the site” (https://example.org/a).",
        "1 footnote not taken in: “As at March.”",
        "2 comments by B. Dean not taken in: “Check this.”; “And this.”",
        "The header of the pages was not taken in: “Draft 3”",
    )


def test_word_text_box_is_read_once_and_after_its_paragraph() -> None:
    box = f"<w:txbxContent>{p(r('boxed'))}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    found = read(p(r("anchor"), f"<w:r>{both}</w:r>", r(" goes on")) + p(r("next")))

    assert texts(found) == ["anchor goes on", "boxed", "next"]
    assert "1 text box read after the paragraph that holds it." in found.notes


def test_word_signs_fields_and_controls_keep_their_text() -> None:
    found = read(
        p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>")
        + p(
            '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DATE </w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', r("3 June"),
            '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        )
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{p(r('in a control'))}</w:sdtContent></w:sdt>"
    )  # fmt: skip

    assert texts(found) == ["a\tb\nc\u2011d", "3 June", "in a control"]


@pytest.mark.parametrize("text", ["שלום עולם 12", "e\u0301\u0323 ệ", "👩\u200d👩\u200d👧 \u202bمرحبا\u202c"])
def test_word_text_of_any_script_stays_intact(text: str) -> None:
    assert texts(read(p(r(text)))) == [text]


def test_word_document_of_400_pages_is_read_in_seconds() -> None:
    body = p(r("The council welcomes the work of the volunteers of the borough. " * 5), ins(" And more.")) * 8_000
    started = time.monotonic()
    found = read(body)

    assert len(found.paragraphs) == 8_000
    assert time.monotonic() - started < 20


def test_word_document_without_text_is_empty() -> None:
    assert texts(read("")) == []


def _with(name: str, content: bytes) -> bytes:
    return zipped({**parts_of(word_file(p(r("x")))), name: content})


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (_with("word/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 macro"), "holds macros"),
        (word_file(p(r("x")))[:-40], "damaged"),
        (_with("word/document.xml", b"<w:document"), "damaged"),
        (_with("_rels/.rels", b"<Relationships/>"), "damaged"),
        (
            _with("word/document.xml", f'<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="{W}"/>'.encode()),
            "defines its own XML entities",
        ),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "is an old Word document (.doc)"),
        (b"%PDF-1.7\n", "Save it as a Word document (.docx)"),
        (b"{\\rtf1 x}", "is a rich text document (.rtf)"),
        (b"", "is empty"),
    ],
    ids=["macros", "cut short", "bad XML", "no main part", "entities", "doc", "pdf", "rtf", "empty"],
)
def test_word_reader_refuses_with_what_to_do(data: bytes, said: str) -> None:
    with pytest.raises(RefusedDocumentError) as refused:
        read_document(data, name="motion.docx")

    assert said in str(refused.value)
    assert str(refused.value).startswith("motion.docx")


def test_word_reader_stops_at_its_limits(tmp_path: Path) -> None:
    data = word_file(p(gone("x")) * 2_000)
    (tmp_path / "motion.docx").write_bytes(data)

    with pytest.raises(RefusedDocumentError, match="too large"):
        read_document(data, name="motion.docx", limits=Limits(most_elements=1_000))
    with pytest.raises(RefusedDocumentError, match="larger than"):
        read_document(tmp_path / "motion.docx", limits=Limits(largest_bytes=100))


NUMBERING = (
    '<w:abstractNum w:abstractNumId="7"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl></w:lvlOverride></w:num>'
    '<w:num w:numId="4"><w:abstractNumId w:val="7"/></w:num>'
)


def test_word_numbers_that_word_draws_are_told_and_bullets_are_not() -> None:
    bullets = p(r("drawn as a dot"), level=0).replace('numId w:val="1"', 'numId w:val="2"')
    items = p(r("one"), level=0) + p(r("a dot"), level=1) + p(r("two"), level=0) + p(r("by style"), style="LB2")
    found = read(items + bullets, parts={"numbering": NUMBERING})

    assert [each.level for each in found.paragraphs] == [1, 2, 1, 2, 1]
    assert found.notes == ("2 list items: each has a number or letter that Word draws; only its level was kept.",)


def test_word_lists_without_their_definition_are_drawn_without_numbers() -> None:
    assert read(p(r("one"), level=0)).notes == ()


def test_word_template_elsewhere_is_told_and_not_fetched_and_the_text_is_read() -> None:
    found = read_document(word_file(p(r("one")), template="https://intranet.example/council.dotx"), name="motion.docx")

    assert texts(found) == ["one"]
    assert found.notes == (
        "The document names a template elsewhere, which Word would fetch. It was not fetched: only the text was read.",
    )


def test_word_template_elsewhere_is_refused_in_a_file_that_would_be_kept(tmp_path: Path) -> None:
    path = tmp_path / "motion.docx"
    path.write_bytes(word_file(p(r("one")), template="https://intranet.example/council.dotx"))

    with pytest.raises(RefusedDocumentError, match="fetches a template from elsewhere"):
        check_document(path, name="motion.docx")
