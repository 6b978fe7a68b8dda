"""The law of the redline, on any text: rejecting all gives the old, accepting all gives the new."""

from hypothesis import given, settings
from hypothesis import strategies as st

from coopcouncil.rules.motions.graphemes import graphemes
from coopcouncil.rules.motions.long_parts import long_part_notes
from coopcouncil.rules.motions.paragraphs import split_lines
from coopcouncil.rules.motions.redline import Counts, Redline, Status, accepted, redline, rejected
from coopcouncil.rules.motions.segments import Mark
from coopcouncil.rules.motions.tokens import tokens

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
ODD = [
    "e\u0301",
    "\u0301",
    FAMILY,
    "\U0001f44d\U0001f3fd",
    "🇬🇧",
    "🇬",
    "שלום",
    "مرحبا",
    "\u200f",
    "क\u094dष",
    "\u1100\u1161",
]
ODD += ["한국", "\r", "\u2028", "\xa0", "中文", "ไทย", "it's", "co-operative", "1,250.50", "“", "”", "£", "\t", "  "]
ODD += ["\u00ad", "\0", "\ud800", "a\u0300\u0328", "\u06001"]
WORDS = [
    "the",
    "council",
    "notes",
    "that",
    "this",
    "a",
    "report",
    "in",
    "2026",
    ".",
    ",",
    ";",
    "Adopt",
    "fund",
    " ",
    ".",
]
pieces = st.one_of(st.sampled_from(WORDS), st.sampled_from(ODD), st.text(max_size=4))
paragraph = st.one_of(
    st.just(""), st.lists(pieces, max_size=12).map(" ".join), st.lists(pieces, max_size=12).map("".join)
)


@st.composite
def versions(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """A text, and what became of it when paragraphs moved, went, came, were cut and were joined."""
    old = draw(st.lists(paragraph, max_size=8))
    new = list(draw(st.permutations(old))) if draw(st.booleans()) else list(old)
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(new)))
        kind = draw(st.sampled_from(["insert", "delete", "words", "join"]))
        if kind == "insert":
            new.insert(place, draw(paragraph))
        elif place < len(new) and kind == "delete":
            del new[place]
        elif place < len(new) and kind == "words":
            cut = draw(st.integers(0, len(new[place])))
            new[place] = new[place][:cut] + draw(paragraph) + new[place][cut + draw(st.integers(0, 5)) :]
        elif place + 1 < len(new):
            new[place : place + 2] = ["".join(new[place : place + 2])]
    return old, new


def assert_lawful(old: list[str], new: list[str]) -> Redline:
    """Assert the law, that statuses say what segments do, and that no character is cut."""
    change = redline(old, new)
    assert rejected(change) == old
    assert accepted(change) == new
    for each in change.paragraphs:
        marks = {mark for mark, _ in each.segments}
        assert (each.status is Status.EQUAL) == (marks <= {Mark.EQUAL})
        assert (each.status is Status.CHANGED) == (
            each.old is not None and each.new is not None and bool(marks - {Mark.EQUAL})
        )
    return change


@settings(max_examples=300, deadline=None)
@given(versions())
def test_redline_of_any_versions_keeps_the_law(both: tuple[list[str], list[str]]) -> None:
    assert_lawful(*both)


@settings(max_examples=200, deadline=None)
@given(st.lists(paragraph, max_size=6), st.lists(paragraph, max_size=6))
def test_redline_of_unrelated_texts_keeps_the_law(old: list[str], new: list[str]) -> None:
    assert_lawful(old, new)


@settings(max_examples=300, deadline=None)
@given(versions())
def test_redline_cuts_no_word_and_no_character(both: tuple[list[str], list[str]]) -> None:
    old, new = both
    for each in redline(old, new).paragraphs:
        if each.old is not None and each.new is not None:
            for side, gone in ((old[each.old], Mark.INSERTED), (new[each.new], Mark.DELETED)):
                runs = [tokens(text) for mark, text in each.segments if mark is not gone]
                assert sum(map(len, runs)) >= len(tokens(side))
                ends = _ends(tokens(side))
                assert _ends([text for mark, text in each.segments if mark is not gone]) <= ends


def _ends(parts: list[str]) -> set[int]:
    at, found = 0, set()
    for part in parts:
        at += len(part)
        found.add(at)
    return found


@given(paragraph)
def test_tokens_and_graphemes_joined_are_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text
    assert "".join(graphemes(text)) == text


@given(st.lists(st.sampled_from(["a", "", "b c", "\n", "\r\n", "\r", "\u2028", "\x0b"]), max_size=12).map("".join))
def test_lines_joined_with_their_ends_are_the_text(text: str) -> None:
    lines = split_lines(text)

    assert lines.whole == text
    assert not any("\n" in each or "\r" in each for each in lines.texts)


def test_redline_of_a_long_part_that_agrees_in_little_says_that_it_is_coarse() -> None:
    change = redline(["a b c d e f", "g"], ["h i j k l", "g"])

    assert list(long_part_notes(change, most=30)) == []
    assert list(long_part_notes(change, most=29)) == [
        "Paragraph 2 of the redline: 6 words go out and 5 come in at one place. So long a part is not compared word by "
        "word where little in it agrees. Both texts stand in it whole."
    ]


def test_redline_of_very_long_paragraphs_that_are_unlike_holds_both_whole() -> None:
    old, new = (" ".join(f"{letter}{number}" for number in range(10_500)) for letter in "ab")
    change = redline([old], [new])

    assert [each.status for each in change.paragraphs] == [Status.DELETED, Status.INSERTED]
    assert (rejected(change), accepted(change)) == ([old], [new])
    assert len(list(long_part_notes(change))) == 1


def test_redline_of_a_very_long_paragraph_finds_the_words_that_changed() -> None:
    words = [f"w{number}" for number in range(10_500)]
    new = ["new" if number % 100 == 50 else word for number, word in enumerate(words)]
    change = redline([" ".join(words)], [" ".join(new)])

    assert change.counts == Counts(105, 105, 105, 105)
    assert list(long_part_notes(change)) == []
