"""What an entry says, in plain words."""

from datetime import UTC, datetime

import pytest

from coopcouncil.evidence.record import canonical
from coopcouncil.web.record.models import Content, Entry
from coopcouncil.web.record.telling import Change, Telling, plain, tell, words_in


def _entry(what: str = "published", by: str = "p1", **said: object) -> Entry:
    entry = Entry(number=1, at=datetime(2026, 3, 17, 10, 32, tzinfo=UTC), by=by, what=what, about="thing:1")
    entry.content = Content(text=canonical({"salt": "f" * 32, "who": "A. Clerk", **said}))
    return entry


def _tell(**said: object) -> Telling:
    return tell([_entry(**said)])[0]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said", "who", "role"),
    [
        ({}, "A. Clerk", "Somebody"),
        ({"role": "officer"}, "A. Clerk, officer", "An officer"),
        ({"role": "monitoring-officer"}, "A. Clerk, monitoring officer", "A monitoring officer"),
        ({"role": "democratic-services"}, "A. Clerk, democratic services", "Democratic services"),
        ({"role": "officer", "body": "Adults"}, "A. Clerk, officer for Adults", "An officer"),
        ({"role": "officer", "for": "B. Head"}, "A. Clerk, officer, standing in for B. Head", "An officer"),
        ({"role": "of-old"}, "A. Clerk, of-old", "An of-old"),
        ({"by": ""}, "The system", "The system"),
    ],
)
def test_who_did_it_is_told_by_name_or_by_role_alone(said: dict[str, str], who: str, role: str) -> None:
    told = _tell(**said)
    assert (told.who, told.role_alone) == (who, role)


@pytest.mark.parametrize(
    ("what", "done", "wants_object"),
    [
        ("published", "published", True),
        ("ended the access of", "ended the access of", True),
        ("published the spending figures", "published the spending figures", False),
        ("said who a supplier is:", "said who a supplier is", False),
    ],
)
def test_what_was_done_reads_on_where_it_has_to(what: str, done: str, wants_object: bool) -> None:
    told = _tell(what=what)
    assert (told.done, told.wants_object) == (done, wants_object)


def test_changes_are_the_fields_that_differ_as_words() -> None:
    told = _tell(
        before={"title": "a", "same": 1, "gone": "x", "ended_on": None},
        after={"title": "b", "same": 1, "added": ["y", 2], "ended_on": "2026-03-17"},
    )
    assert told.changes == (
        Change("Added", "", "y, 2"),
        Change("Ended on", "", "2026-03-17"),
        Change("Title", "a", "b"),
        Change("Gone", "x", ""),
    )
    assert [str(each) for each in told.changes] == [
        "Added: “y, 2”",
        "Ended on: “2026-03-17”",
        "Title: “a” became “b”",
        "Gone: “x” became nothing",
    ]


def test_long_value_is_cut_in_a_line_and_whole_in_a_table() -> None:
    change = Change("Text", "a", "x" * 500)
    assert len(str(change)) < 150
    assert len(change.after) == 500


@pytest.mark.parametrize(
    ("value", "words"),
    [(None, ""), (True, "yes"), (False, "no"), (0, "0"), ([], ""), ({"a_b": 1}, "A b: 1"), (["x", None], "x, ")],
)
def test_values_are_put_in_words(value: object, words: str) -> None:
    assert plain(value) == words


def test_words_to_search_are_what_a_reader_sees() -> None:
    text = _entry(why="Because", after={"paid_on": "2026", "to": ["x"]}).content.text or ""
    assert list(words_in(text)) == ["Paid on", "2026", "To", "x", "A. Clerk", "Because"]
