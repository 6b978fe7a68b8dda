"""Motions read from Word documents with tracked changes, and from those that mark them by a legend. All made up."""

from datetime import UTC, datetime
from io import BytesIO

import pytest
from docx_revisions import RevisionDocument
from hypothesis import given, settings
from tests.support.word_files import change, gone, ins, p, r, word_file
from tests.unit.test_redline_document import written_text
from tests.unit.test_redline_law import versions as any_versions

from coopcouncil.data.word import read_document
from coopcouncil.papers.redline_document import redline_document
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.paragraphs import ParagraphRole as Role
from coopcouncil.rules.motions.reading import ReadMotion, TextKind, read_motion, read_versions
from coopcouncil.rules.motions.redline import Status, accepted, redline, rejected
from coopcouncil.rules.motions.tracked import AuthorChanges, changes_by_author, versions
from coopcouncil.rules.motions.warnings import warnings_of
from coopcouncil.vocabulary.written import WrittenDocument

INS, DEL = change("ins"), change("del")
OPENING = p(r("This Council resolves to:"))


def document(body: str) -> WrittenDocument:
    return read_document(word_file(body), name="motion.docx")


def motion(body: str, authors: list[str] | None = None) -> ReadMotion:
    return read_motion(document(body), authors=authors)


def ids(paragraphs: tuple[Paragraph, ...] | None) -> dict[str, str]:
    return {each.text: each.id for each in paragraphs or ()}


@settings(max_examples=150, deadline=None)
@given(any_versions())
def test_tracked_reading_gives_back_both_versions_of_any_redline(both: tuple[list[str], list[str]]) -> None:
    old, new = ([written_text(text) for text in side] for side in both)
    data = redline_document(redline(old, new), author="Wren Fell", changed_at=datetime(2026, 3, 17, 12, tzinfo=UTC))

    assert versions(read_document(data)) == (old or [""], new or [""])


@pytest.mark.parametrize(
    ("body", "old", "new"),
    [
        (p(r("a")) + p(ins("b"), end=INS) + p(r("c")), ["a", "c"], ["a", "b", "c"]),
        (p(r("a")) + p(gone("b"), end=DEL) + p(r("c")), ["a", "b", "c"], ["a", "c"]),
        (p(r("a"), end=INS) + p(ins("b"), end=INS) + p(ins("c")), ["a"], ["a", "b", "c"]),
        (p(r("a, "), end=INS) + p(r("b")), ["a, b"], ["a, ", "b"]),
        (p(r("a, "), end=DEL) + p(r("b")), ["a, ", "b"], ["a, b"]),
        (p(r("a")) + p(ins("b"), end=INS + DEL) + p(r("c")), ["a", "c"], ["a", "bc"]),
        (p(r("a")) + p(ins("b")), ["a", ""], ["a", "b"]),
        ("", [], []),
    ],
    ids=["come", "gone", "typed at an end", "split", "joined", "come and gone", "the last", "none"],
)
def test_tracked_reading_settles_paragraph_ends(body: str, old: list[str], new: list[str]) -> None:
    assert versions(document(body)) == (old, new)


def test_tracked_reading_keeps_the_authors_own_marks() -> None:
    read = motion(OPENING + p(r("plant "), gone("ten"), ins("forty"), r(" trees;"), level=0) + p(ins("so."), level=0))

    assert read.kind is TextKind.TRACKED
    assert accepted(read.marked.marks) == [each.text for each in read.new]
    assert rejected(read.marked.marks) == [each.text for each in read.old or ()]
    assert (read.marked.marks.counts.inserted_words, read.marked.marks.counts.deleted_words) == (2, 1)
    assert [(each.role, each.level) for each in read.new] == [(Role.HEADING, 0), (Role.CLAUSE, 1), (Role.CLAUSE, 1)]
    assert ids(read.old)["plant ten trees;"] == ids(read.new)["plant forty trees;"]


def test_tracked_reading_keeps_the_id_of_what_moved() -> None:
    from_, to = change("moveFrom", r("plant trees;")), change("moveTo", r("plant trees;"))
    read = motion(
        OPENING
        + p(from_, level=0, end=change("moveFrom"))
        + p(r("mend the wall;"), level=0)
        + p(to, level=0, end=change("moveTo"))
        + p(r("report back."), level=0)
    )

    assert [each.text for each in read.old or ()][1:] == ["plant trees;", "mend the wall;", "report back."]
    assert [each.text for each in read.new][1:] == ["mend the wall;", "plant trees;", "report back."]
    assert ids(read.old) == ids(read.new)
    assert [each.status for each in read.marked.marks.paragraphs].count(Status.MOVED) == 2


def test_tracked_reading_of_five_authors_lists_them_and_lets_some_be_chosen() -> None:
    nested = change("ins", change("del", r("very "), "Cy"), "Bo")
    body = OPENING + p(
        r("buy "), nested, ins("green ", "Ann"), gone("old ", "Di"), r("bins"), ins(" now", "Eve"), level=0
    )
    both = document(body)

    assert changes_by_author(both) == (
        AuthorChanges("Ann", 1, 1, 0, 0), AuthorChanges("Bo", 1, 1, 0, 0), AuthorChanges("Cy", 0, 0, 1, 1),
        AuthorChanges("Di", 0, 0, 1, 1), AuthorChanges("Eve", 1, 1, 0, 0),
    )  # fmt: skip
    read = read_motion(both)
    assert [(read.old or ())[1].text, read.new[1].text] == ["buy old bins", "buy green bins now"]
    assert "1 word that Bo put in and Cy struck out: in neither version. Ask which is meant." in read.notes
    assert any(note.startswith("5 authors changed this text: Ann 1 in (words: 1), 0 out") for note in read.notes)
    some = read_motion(both, authors=["Bo", "Di"])
    assert [(some.old or ())[1].text, some.new[1].text] == ["buy old bins", "buy very bins"]
    assert "The changes of Ann, Cy, Eve were left out, as asked." in some.notes
    with pytest.raises(ValueError, match=r"Zoe: changed nothing here. Authors: Ann, Bo"):
        read_motion(both, authors=["Zoe"])


def test_tracked_row_of_a_table_comes_as_a_whole() -> None:
    row = '<w:tr><w:trPr><w:ins w:id="1" w:author="Ann"/></w:trPr><w:tc>' + p(r("new cell")) + "</w:tc></w:tr>"
    body = p(r("a")) + f"<w:tbl><w:tr><w:tc>{p(r('cell'))}</w:tc></w:tr>{row}</w:tbl>" + p(r("z"))

    assert versions(document(body)) == (["a", "cell", "z"], ["a", "cell", "new cell", "z"])


def test_legend_in_word_makes_bold_and_struck_text_changes() -> None:
    read = motion(
        p(r("Proposed by Cllr Ann Wren", "b"))
        + p(r("Additions in bold and deletions in strikethrough"))
        + p(r("This Council resolves to:", "b"))
        + p(r("plant "), r("ten", "b strike"), r("forty", "b"), r(" trees."), level=0)
    )

    assert read.kind is TextKind.MARKED
    assert [(read.old or ())[-1].text, read.new[-1].text] == ["plant ten trees.", "plant forty trees."]
    assert read.marked.marks.counts.insertions == read.marked.marks.counts.deletions == 1
    assert any("read as headings" in note for note in read.notes)


def test_bold_in_word_without_a_legend_is_text() -> None:
    read = motion(OPENING + p(r("plant "), r("forty", "b"), r(" old", "strike"), r(" trees"), level=0))

    assert read.kind is TextKind.PLAIN
    assert read.old is None
    assert read.new[1].text == "plant forty old trees"
    assert "Struck through, and read as text, because no legend says what it means: “old”." in read.notes


def test_list_marks_typed_in_word_give_levels_as_in_text() -> None:
    read = motion(OPENING + p(r("- plant "), ins("forty "), r("trees;")) + p(r("  - apples.")))

    assert [(each.level, each.text) for each in read.new] == [
        (0, "This Council resolves to:"), (1, "plant forty trees;"), (2, "apples."),
    ]  # fmt: skip


def test_warnings_on_word_count_its_paragraphs() -> None:
    read = motion(OPENING + p(level=0) + p(r("use  as soon as possible"), level=0))
    found = {each.finding.rule: each.line for each in warnings_of(read.marked)}

    assert (found["motion-empty-item"], found["motion-double-space"], found["motion-undefined"]) == (2, 3, 3)


def test_two_versions_share_ids() -> None:
    old = "This Council resolves to:\n- plant forty trees by the pond;\n- mend the wall."
    new = document(OPENING + p(r("plant fifty trees by the pond;"), level=0) + p(r("paint it."), level=0))
    read = read_versions(old, new)

    assert read.kind is TextKind.TWO
    assert [each.id for each in read.old or ()] == ["p1", "p2", "p3"]
    assert [each.id for each in read.new] == ["p1", "p2", "p4"]


def test_another_reader_of_tracked_changes_finds_the_same_texts() -> None:
    data = word_file(
        p(r("plant "), gone("ten"), ins("forty", "Bo"), r(" trees"))
        + p(ins("all "), r("of them"), gone(" or none"))
        + p(r("as it was"))
    )
    other = list(RevisionDocument(BytesIO(data)).paragraphs)
    old, new = versions(read_document(data))

    assert new == [each.accepted_text for each in other]
    assert old == [each.original_text for each in other]
