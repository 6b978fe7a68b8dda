"""Redlines with bold and struck-through words, read back."""

import zipfile
from io import BytesIO

import docx
import pytest
from hypothesis import given, settings
from tests.unit.test_redline_law import versions

from coopcouncil.papers.marked_redlines import LEGEND, marked_document, redline_marked
from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.redline import redline


def read_back(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of both versions, without the legend."""
    motion = read_marked(text)
    assert motion.has_legend
    before, after = ([each.text for each in side[1:]] for side in (motion.before, motion.after))
    return before, after


def plain(texts: list[str]) -> list[str]:
    """The paragraphs of one version as they are read without marks."""
    return [each.text for text in texts for each in read_marked(text).before]


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        (["the hall is old"], ["the village hall is old"], "the **village **hall is old"),
        (["repair it in 2026"], ["repair it in 2027"], "repair it in ~~2026~~**2027**"),
        (["- a"], ["- a", "- new item"], "- a\n- **new item**"),
        (["- a", "- gone item"], ["- a"], "- a\n- ~~gone item~~"),
        (["one"], ["- one"], "~~one~~\n- **one**"),
    ],
)
def test_marked_text_shows_what_comes_and_goes(old: list[str], new: list[str], written: str) -> None:
    text, unreadable = redline_marked(redline(old, new))

    assert text == f"{LEGEND}\n\n{written}\n"
    assert not unreadable
    assert read_back(text) == (plain(old), plain(new))


@settings(max_examples=300, deadline=None)
@given(versions())
def test_marked_text_of_any_versions_is_read_back(both: tuple[list[str], list[str]]) -> None:
    old, new = both
    text, unreadable = redline_marked(redline(old, new))

    assert unreadable or read_back(text) == (plain(old), plain(new))
    if not any(sign in text for side in both for text in side for sign in "*~\r\n"):
        assert not unreadable


def test_marked_text_names_the_paragraphs_whose_own_signs_cannot_be_read_back() -> None:
    text, unreadable = redline_marked(redline(["a", "2**3 and 4**5"], ["a", "2**3 and 4**6"]))

    assert unreadable == [2]
    assert "2**3 and" in text


def test_marked_document_is_bold_and_struck_through_and_tracks_nothing() -> None:
    data = marked_document(redline(["pay 10 pounds", "gone"], ["pay 12 pounds", "new here\0"]), ["A note."])
    paragraphs = docx.Document(BytesIO(data)).paragraphs
    runs = [(run.text, bool(run.bold), bool(run.font.strike)) for each in paragraphs[3:] for run in each.runs]

    assert [run.text for run in paragraphs[0].runs if run.bold] == ["Additions are in bold"]
    assert paragraphs[2].text == "A note."
    assert ("10", False, True) in runs
    assert ("12", True, False) in runs
    assert ("gone", False, True) in runs
    assert ("new here\ufffd", True, False) in runs
    with zipfile.ZipFile(BytesIO(data)) as package:
        assert b"<w:ins" not in package.read("word/document.xml")
