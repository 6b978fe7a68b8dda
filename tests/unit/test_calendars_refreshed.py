"""The list of bank holidays fetched, checked and kept; and what is kept when it cannot be."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.support.websites import Website, website

from coopcouncil.cli import main
from coopcouncil.data.calendars.bank_holidays import CalendarError, shipped_calendar
from coopcouncil.data.calendars.refreshing import FILE, GOV_UK, calendar_in, joined, refresh
from coopcouncil.data.documents.addresses import LinkError
from coopcouncil.vocabulary.working_days import Calendar

NEXT = shipped_calendar().known_until.year + 1
EXTRA = date(NEXT - 1, 6, 11)


def _list(*, without: date | None = None) -> bytes:
    """A list like GOV.UK's: the last shipped year with a day more, and the year after it."""
    last = {day: name for day, name in shipped_calendar().holidays.items() if day.year == NEXT - 1 and day != without}
    following = {day.replace(year=NEXT): name for day, name in last.items()}
    days = {**last, EXTRA: "Made-up day", **following}
    events = [{"title": name, "date": day.isoformat(), "notes": ""} for day, name in sorted(days.items())]
    return json.dumps({"england-and-wales": {"division": "england-and-wales", "events": events}}).encode()


@pytest.fixture
def site() -> Iterator[Website]:
    with website() as made:
        made.pages["/bank-holidays.json"] = (200, {}, _list())
        yield made


def test_usual_address_is_that_of_gov_uk() -> None:
    assert GOV_UK == "https://www.gov.uk/bank-holidays.json"


def test_fetched_list_is_kept_and_joined_to_the_shipped_one(site: Website, tmp_path: Path) -> None:
    done = refresh(tmp_path, site.url("/bank-holidays.json"), allow_private=True)
    assert done.added[EXTRA] == "Made-up day"
    assert done.removed == {}
    now = calendar_in(tmp_path)
    assert now.why_not_worked(EXTRA) == "Made-up day"
    assert now.known_until == date(NEXT, 12, 31)
    assert now.known_from == shipped_calendar().known_from
    assert now.why_not_worked(date(2022, 9, 19)) is not None


def test_day_that_the_new_list_lacks_is_told_and_worked_again(site: Website, tmp_path: Path) -> None:
    gone = max(day for day in shipped_calendar().holidays if day.year == NEXT - 1 and day.month == 5)
    site.pages["/bank-holidays.json"] = (200, {}, _list(without=gone))
    done = refresh(tmp_path, site.url("/bank-holidays.json"), allow_private=True)
    assert gone in done.removed
    assert calendar_in(tmp_path).is_working_day(gone)


def test_lists_with_a_gap_between_them_are_not_joined() -> None:
    newer = Calendar({}, date(2090, 1, 1), date(2091, 12, 31))
    assert joined(shipped_calendar(), newer) is newer


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"\xff\xfe", b'{"england-and-wales": {"events": []}}'])
def test_answer_that_is_no_list_leaves_the_kept_one(site: Website, tmp_path: Path, body: bytes) -> None:
    refresh(tmp_path, site.url("/bank-holidays.json"), allow_private=True)
    before = (tmp_path / FILE).read_bytes()
    site.pages["/bank-holidays.json"] = (200, {}, body)
    with pytest.raises((CalendarError, LinkError)):
        refresh(tmp_path, site.url("/bank-holidays.json"), allow_private=True)
    assert (tmp_path / FILE).read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == [FILE]


def test_damaged_list_is_said_to_be_and_mended_by_fetching(site: Website, tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(CalendarError, match="coopcouncil calendars refresh"):
        calendar_in(tmp_path)
    refresh(tmp_path, site.url("/bank-holidays.json"), allow_private=True)
    assert not calendar_in(tmp_path).is_working_day(EXTRA)


def test_command_says_what_changed_and_what_went_wrong(site: Website, tmp_path: Path) -> None:
    words = ["calendars", "refresh", "--from", site.url("/bank-holidays.json"), "--data", str(tmp_path)]
    refused = CliRunner().invoke(main, words)
    assert refused.exit_code == 2
    assert "private network" in refused.output
    done = CliRunner().invoke(main, [*words, "--allow-private"])
    assert done.exit_code == 0, done.output
    assert f"New: 11 June {NEXT - 1}, Made-up day" in done.output
    assert f"known until 31 December {NEXT}" in done.output
    assert "Nothing changed." in CliRunner().invoke(main, [*words, "--allow-private"]).output
