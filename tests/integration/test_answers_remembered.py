"""What is worked out from a snapshot is worked out once, kept while it is used, and never piles up."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tests.support.site import make_tiny

from coopcouncil.web.snapshots import ANSWERS_KEPT, Reading, open_snapshot


@pytest.fixture
def reading(tmp_path: Path) -> Reading:
    snapshot = make_tiny(tmp_path).current()
    assert snapshot is not None
    return open_snapshot(snapshot)


def test_answer_asked_for_by_many_at_once_is_worked_out_once(reading: Reading) -> None:
    asked = []

    def slowly() -> str:
        asked.append(1)
        time.sleep(0.05)
        return "found"

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: reading.remember("question", slowly), range(8)))
    assert (found, len(asked)) == (["found"] * 8, 1)


def test_answer_that_there_is_none_is_remembered_too(reading: Reading) -> None:
    answers: Iterator[str | None] = iter([None, "another"])
    assert [reading.remember("question", lambda: next(answers)) for _ in range(2)] == [None, None]


def test_answer_may_be_made_of_others(reading: Reading) -> None:
    assert reading.remember("whole", lambda: reading.remember("part", lambda: 1) + 1) == 2


def test_answers_used_last_are_kept_and_no_more_than_the_limit(reading: Reading) -> None:
    reading.remember("often", lambda: "first")
    for number in range(ANSWERS_KEPT * 2):
        reading.remember(number, lambda: "else")
        assert reading.remember("often", lambda: "again") == "first"
    assert len(reading.opened.answers) == ANSWERS_KEPT


def test_failure_to_work_an_answer_out_is_not_remembered(reading: Reading) -> None:
    def fails() -> str:
        raise ValueError("not now")

    with pytest.raises(ValueError, match="not now"):
        reading.remember("question", fails)
    assert reading.remember("question", lambda: "now") == "now"
