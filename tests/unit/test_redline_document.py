"""The Word document of a redline, read back: accepting all gives the new text, rejecting all the old."""

from contextlib import redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import docx_trackdiff.verify as oracle
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.word import W, document, resolved
from tests.unit.test_redline_law import versions

from coopcouncil.papers.redline_document import redline_document, unwritable
from coopcouncil.rules.motions.redline import redline

AT = datetime(2026, 3, 17, 12, tzinfo=UTC)
UNWRITABLE = ("\0", "\ud800")


def written(old: list[str], new: list[str]) -> bytes:
    return redline_document(redline(old, new), author="Wren Fell", changed_at=AT)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (["A first line.", "A last line."], ["A first line.", "A new line at the end.", "And one more."]),
        (["A first line.", "One.", "Two."], ["A first line."]),
        (["A first line.", "Gone entirely away."], ["A first line.", "Other words instead here.", "More besides."]),
        (["Gone.", "Stays here."], ["Stays here."]),
        (["One whole thing."], ["Something else."]),
        (["First.", "Second.", "Third."], ["Third.", "First.", "Second."]),
        (["", "Words.", ""], ["Words.", "", "", "More words."]),
        (["Tab\there\rand there"], ["Tab\there\rand nowhere"]),
        ([], []),
    ],
)
def test_redline_document_accepts_to_new_and_rejects_to_old(old: list[str], new: list[str]) -> None:
    data = written(old, new)

    assert resolved(data, accept=True) == (new or [""])
    assert resolved(data, accept=False) == (old or [""])


@settings(max_examples=150, deadline=None)
@given(versions())
def test_redline_document_of_any_versions_accepts_and_rejects(both: tuple[list[str], list[str]]) -> None:
    old, new = ([written_text(text) for text in side] for side in both)
    data = written(old, new)

    assert resolved(data, accept=True) == (new or [""])
    assert resolved(data, accept=False) == (old or [""])


def written_text(text: str) -> str:
    """The text with what XML cannot hold as the document writes it."""
    return "".join(
        character if character in "\t\n\r" or " " <= character < "\ud800" or "\ue000" <= character < "\ufffe"
        or character >= "\U00010000" else "\ufffd"
        for character in text
    )  # fmt: skip


def test_redline_document_names_author_and_day_of_each_change_once() -> None:
    root = document(written(["The fee is ten pounds.", "Old."], ["The fee is twelve pounds."]))
    changes = [each for kind in ("ins", "del") for each in root.iter(f"{W}{kind}")]

    assert {each.get(f"{W}author") for each in changes} == {"Wren Fell"}
    assert {each.get(f"{W}date") for each in changes} == {"2026-03-17T12:00:00Z"}
    assert len({each.get(f"{W}id") for each in changes}) == len(changes) > 3


def test_redline_document_counts_what_xml_cannot_hold() -> None:
    assert unwritable(redline(["a\0b"], ["a\0b \ud800"])) == 2
    assert unwritable(redline(["a\tb"], ["a\tb 👍"])) == 0


def test_redline_document_lays_out_right_to_left_paragraphs_so() -> None:
    root = document(written(["שלום עולם"], ["שלום לכולם"]))

    assert root.find(f".//{W}pPr/{W}bidi") is not None


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("word")


@settings(max_examples=60, deadline=None)
@given(both=versions(), end=st.sampled_from(["The end.", "x"]))
def test_redline_document_passes_a_verifier_that_is_not_ours(
    folder: Path, both: tuple[list[str], list[str]], end: str
) -> None:
    """The verifier knows no paragraph that joins the next when its mark goes, as happens at the end: so one stays.

    Its check of OLD-only paragraphs wants the alignment that difflib would choose, which need not be ours.
    """
    old, new = ([*side, end] for side in both)
    files = {"out": (old, new), "old": (old, old), "new": (new, new)}
    for name, sides in files.items():
        (folder / f"{name}.docx").write_bytes(written(*sides))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.argv", ["verify", *(str(folder / f"{name}.docx") for name in files)])
        with redirect_stdout(StringIO()) as said, pytest.raises(SystemExit):
            oracle.main()
    lines = said.getvalue().splitlines()

    assert sum(line.startswith("PASS") for line in lines) >= 6
    assert [line for line in lines if line.startswith("FAIL") and "OLD-only" not in line] == []
