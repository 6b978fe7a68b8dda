"""Lines as printed: they join to the text, fit the measure, and keep the numbers of the old text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.unit.test_redline_law import FAMILY, paragraph, versions

from coopcouncil.rules.motions.graphemes import graphemes
from coopcouncil.rules.motions.line_numbers import (
    SPACES,
    break_lines,
    columns,
    lined_runs,
    numbered_lines,
    numbered_text,
)
from coopcouncil.rules.motions.redline import RedlineParagraph, redline
from coopcouncil.rules.motions.segments import Segments, joined, old_text


def shown(paragraph: RedlineParagraph) -> Segments:
    """What a line shows of a paragraph: where one moved to, the words that changed on the way."""
    return paragraph.within or paragraph.segments


def labels(old: list[str], new: list[str], measure: int) -> list[str]:
    return [line.label for lines in numbered_lines(redline(old, new), measure) for line in lines]


@settings(deadline=None)
@given(paragraph, st.integers(1, 30))
def test_lines_join_to_the_text_and_fit_the_measure(text: str, measure: int) -> None:
    lines = break_lines(text, measure)

    assert "".join(lines) == text
    assert all(columns(line.rstrip(SPACES)) <= measure or len(graphemes(line.rstrip(SPACES))) == 1 for line in lines)
    assert sum(len(graphemes(line)) for line in lines) == len(graphemes(text)) or "\r" in text


@settings(max_examples=200, deadline=None)
@given(versions(), st.integers(3, 30))
def test_numbered_lines_hold_the_whole_redline(both: tuple[list[str], list[str]], measure: int) -> None:
    change = redline(*both)

    for each, lines in zip(change.paragraphs, numbered_lines(change, measure), strict=True):
        assert joined(part for line in lines for part in line.segments) == joined(shown(each))
        runs = lined_runs(lines)
        assert [(run.mark, "".join(piece.text for piece in run.pieces)) for run in runs] == list(joined(shown(each)))
        begun = [piece.label for run in runs for piece in run.pieces if piece.label is not None]
        assert begun == [line.label for line in lines if line.segments]


@settings(max_examples=200, deadline=None)
@given(versions(), st.integers(3, 30))
def test_numbers_of_a_redline_are_those_of_the_old_text(both: tuple[list[str], list[str]], measure: int) -> None:
    old, _ = both
    printed = [line for lines in numbered_text(old, measure) for line in lines if line.label]
    marked = [line for lines in numbered_lines(redline(*both), measure) for line in lines if line.label]
    numbers = [line.label for line in marked if line.label.isdigit()]

    assert numbers == [line.label for line in printed]
    for line, was in zip((each for each in marked if each.label.isdigit()), printed, strict=True):
        assert old_text(was.segments).strip().startswith(old_text(line.segments).strip())
    every = [line.label for line in marked]
    assert len(set(every)) == len(every)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (["one two three four"], ["one two three four"], ["1", "2"]),
        (["one two"], ["one two", "three"], ["1", "1a"]),
        (["one"], ["zero", "one"], ["0a", "1"]),
        (["one", "", "two"], ["one", "", "two"], ["1", "", "2"]),
        (["one two"], ["one of the two"], ["1", "1a"]),
        (["one", "two"], ["two"], ["1", "2"]),
        ([], [], []),
    ],
)
def test_numbered_lines_letter_what_the_old_text_has_not(old: list[str], new: list[str], expected: list[str]) -> None:
    assert labels(old, new, 10) == expected


def test_letters_go_on_after_z() -> None:
    found = labels(["one"], ["one", *(f"new{place}" for place in range(28))], 10)

    assert found[26:] == ["1z", "1aa", "1ab"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("the hall is old", ["the hall ", "is old"]),
        ("unbreakable1234", ["unbreakabl", "e1234"]),
        ("a\xa0new\xa0name of it", ["a\xa0new\xa0name ", "of it"]),
        ("中文中文中文", ["中文中文中", "文"]),
        (FAMILY * 6, [FAMILY * 5, FAMILY]),
        ("", [""]),
    ],
)
def test_lines_break_after_spaces_and_cut_only_what_is_too_wide(text: str, lines: list[str]) -> None:
    assert break_lines(text, 10) == lines


def test_a_line_without_width_is_refused() -> None:
    with pytest.raises(ValueError, match="one column"):
        break_lines("a", 0)


def test_a_paragraph_of_a_hundred_thousand_characters_breaks_into_lines() -> None:
    text = "orchard " * 12_500

    assert len(break_lines(text, 72)) == 1_389
