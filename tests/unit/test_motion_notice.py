"""Working days, bank holidays and notice periods."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.data.calendars.bank_holidays import CalendarError, read_bank_holidays, shipped_calendar
from coopcouncil.evidence.findings import Outcome
from coopcouncil.rules.motions.notice import LONDON, Counting, NoticeProfile, deadline, judge_notice
from coopcouncil.vocabulary.bank_holidays import easter_sunday, usual_bank_holidays
from coopcouncil.vocabulary.working_days import Calendar

CALENDAR = shipped_calendar()
KNOWN_DAYS = st.dates(date(2011, 3, 1), date(2027, 11, 1))

# days that were proclaimed: (usual day that was not kept, day that was kept)
PROCLAIMED = [
    (None, date(2011, 4, 29)),  # royal wedding
    (date(2012, 5, 28), date(2012, 6, 4)),  # Diamond Jubilee
    (None, date(2012, 6, 5)),
    (date(2020, 5, 4), date(2020, 5, 8)),  # VE Day
    (date(2022, 5, 30), date(2022, 6, 2)),  # Platinum Jubilee
    (None, date(2022, 6, 3)),
    (None, date(2022, 9, 19)),  # State Funeral
    (None, date(2023, 5, 8)),  # Coronation
]


def test_shipped_holidays_are_the_usual_ones_save_what_was_proclaimed() -> None:
    usual = {day for year in range(2011, 2028) for day in usual_bank_holidays(year)}
    assert usual - set(CALENDAR.holidays) == {gone for gone, _ in PROCLAIMED if gone}
    assert set(CALENDAR.holidays) - usual == {kept for _, kept in PROCLAIMED}
    assert (CALENDAR.known_from, CALENDAR.known_until) == (date(2011, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(
    ("day", "why"),
    [
        (date(2010, 12, 27), "Christmas Day (substitute day)"),  # 25 December on a Saturday
        (date(2010, 12, 28), "Boxing Day (substitute day)"),
        (date(2011, 1, 3), "New Year’s Day (substitute day)"),
        (date(2016, 12, 26), "Boxing Day"),  # 25 December on a Sunday
        (date(2016, 12, 27), "Christmas Day (substitute day)"),
        (date(2020, 12, 28), "Boxing Day (substitute day)"),  # 26 December on a Saturday
        (date(2019, 4, 19), "Good Friday"),
        (date(2019, 4, 22), "Easter Monday"),
        (date(2022, 6, 3), "Platinum Jubilee bank holiday"),
        (date(2023, 5, 8), "Bank holiday for the coronation of King Charles III"),
        (date(2026, 3, 14), "Saturday"),
        (date(2022, 5, 30), None),  # moved to 2 June
        (date(2020, 5, 4), None),  # moved to 8 May
        (date(2026, 3, 17), None),
    ],
)
def test_calendar_says_why_a_day_is_not_worked(day: date, why: str | None) -> None:
    said = CALENDAR.why_not_worked(day)
    assert (said and said.replace("'", "’")) == why


@pytest.mark.parametrize(
    ("year", "easter"),
    [(2008, (3, 23)), (2011, (4, 24)), (2024, (3, 31)), (2026, (4, 5)), (2027, (3, 28)), (2038, (4, 25))],
)
def test_easter_falls_where_it_is_printed(year: int, easter: tuple[int, int]) -> None:
    assert easter_sunday(year) == date(year, *easter)


@given(st.integers(1979, 2200))
def test_usual_holidays_are_eight_different_working_weekdays(year: int) -> None:
    days = usual_bank_holidays(year)
    assert len(days) == 8
    assert all(day.weekday() < 5 and day.year == year for day in days)
    assert easter_sunday(year).weekday() == 6


@given(KNOWN_DAYS, st.integers(1, 15))
def test_counting_back_and_forth_agree(day: date, number: int) -> None:
    earlier = CALENDAR.working_day_before(day, number)
    assert CALENDAR.is_working_day(earlier)
    assert CALENDAR.between(earlier, day) == number - 1
    if CALENDAR.is_working_day(day):
        assert CALENDAR.working_day_after(earlier, number) == day


def profile(days: int, counting: Counting = Counting.NTH_DAY, until: time | None = time(12)) -> NoticeProfile:
    return NoticeProfile(days, counting, until, "Procedure rules of a made-up council")


@given(KNOWN_DAYS, st.integers(1, 10))
def test_clear_days_leave_that_many_whole_days_between(meeting: date, days: int) -> None:
    clear = deadline(meeting, profile(days, Counting.CLEAR_DAYS), CALENDAR)
    assert CALENDAR.between(clear.on, meeting) == days
    assert deadline(meeting, profile(days + 1), CALENDAR).on == clear.on


@pytest.mark.parametrize(
    ("meeting", "rule", "on"),
    [
        (date(2026, 3, 17), profile(8), date(2026, 3, 5)),
        (date(2026, 3, 17), profile(9), date(2026, 3, 4)),
        (date(2026, 3, 17), profile(10, until=time(10)), date(2026, 3, 3)),
        (date(2026, 3, 17), profile(8, Counting.CLEAR_DAYS), date(2026, 3, 4)),
        (date(2025, 4, 24), profile(8), date(2025, 4, 10)),  # over Good Friday and Easter Monday
        (date(2022, 6, 7), profile(8), date(2022, 5, 24)),  # over 2 and 3 June
        (date(2023, 5, 16), profile(8), date(2023, 5, 3)),  # over the Coronation, after 1 May
        (date(2022, 1, 5), profile(5), date(2021, 12, 24)),  # over Christmas on a weekend and New Year on another
    ],
)
def test_deadline_on_real_calendars(meeting: date, rule: NoticeProfile, on: date) -> None:
    found = deadline(meeting, rule, CALENDAR)
    assert (found.on, found.certain) == (on, True)


def test_deadline_says_itself_in_words() -> None:
    assert deadline(date(2026, 3, 17), profile(8), CALENDAR).label == "noon on Thursday 5 March 2026"
    ten = deadline(date(2026, 3, 17), profile(10, until=time(10)), CALENDAR)
    assert ten.label == "10.00 on Tuesday 3 March 2026"
    assert deadline(date(2026, 3, 17), profile(8, until=None), CALENDAR).label == "the end of Thursday 5 March 2026"


def test_notice_at_the_very_moment_is_in_time_and_a_minute_later_is_not() -> None:
    at = datetime(2026, 3, 5, 12, tzinfo=LONDON)
    assert judge_notice(at, date(2026, 3, 17), profile(8), CALENDAR).outcome is Outcome.PASS
    late = judge_notice(at + timedelta(minutes=1), date(2026, 3, 17), profile(8), CALENDAR)
    assert late.outcome is Outcome.FAIL
    assert late.reason == "It came at 12.01 on 5 March 2026, after noon on Thursday 5 March 2026."


def test_notice_is_judged_by_local_time_in_summer() -> None:
    at = datetime(2026, 7, 2, 11, 30, tzinfo=UTC)  # 12.30 in London
    assert judge_notice(at, date(2026, 7, 14), profile(8), CALENDAR).outcome is Outcome.FAIL


def test_notice_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        judge_notice(datetime(2026, 3, 5, 12), date(2026, 3, 17), profile(8), CALENDAR)  # noqa: DTZ001


def test_notice_beyond_the_known_holidays_is_to_be_checked_but_late_is_late() -> None:
    meeting = date(2031, 5, 20)
    early = judge_notice(datetime(2031, 4, 1, tzinfo=UTC), meeting, profile(8), CALENDAR)
    assert early.outcome is Outcome.CHECK
    assert judge_notice(datetime(2031, 5, 19, tzinfo=UTC), meeting, profile(8), CALENDAR).outcome is Outcome.FAIL


def test_closed_days_of_the_office_are_not_counted() -> None:
    closed = {date(2026, 12, 29): "the office is closed", date(2026, 12, 30): "the office is closed"}
    own = Calendar(CALENDAR.holidays, CALENDAR.known_from, CALENDAR.known_until, closed)
    assert CALENDAR.working_day_before(date(2026, 12, 31), 1) == date(2026, 12, 30)
    assert own.working_day_before(date(2026, 12, 31), 1) == date(2026, 12, 24)


def test_profile_without_days_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        profile(0)


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"england-and-wales": {"events": [{"date": "soon"}]}}', "[" * 100_000]
)
def test_list_that_is_not_of_bank_holidays_is_refused(text: str) -> None:
    with pytest.raises(CalendarError, match=r"GOV\.UK"):
        read_bank_holidays(text)


def test_list_with_half_a_year_at_its_end_is_not_relied_on_for_it() -> None:
    events = [f'{{"title": "x", "date": "{day}"}}' for year in (2030, 2031) for day in usual_bank_holidays(year)]
    found = read_bank_holidays('{"england-and-wales": {"events": [%s]}}' % ",".join(events[:-2]))  # noqa: UP031
    assert found.known_until == date(2030, 12, 31)
    assert found.is_working_day(date(2031, 12, 25)) is False
