"""Days as councils print them: 03/04/2024, 3-Apr-24, 2024-04-03 00:00:00, 20240403, Excel's serial numbers.

Day comes before month, as in Britain, unless a whole column proves that it is written month first.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

EARLIEST, LATEST = date(1990, 1, 1), date(2099, 12, 31)
EXCEL_EPOCH = date(1899, 12, 30)
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july", "aug august",
            "sep sept september", "oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
_TIME = r"(?:[T\s]+\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[,.]?\s+)?"
_ISO = re.compile(rf"^(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}$", re.IGNORECASE)
_NUMBERS = re.compile(
    rf"^{_WEEKDAY}(\d{{1,2}})\s*[-/.\s]\s*(\d{{1,2}})\s*[-/.\s]\s*(\d{{4}}|\d{{2}}){_TIME}$", re.IGNORECASE
)
_DAY_WORD = re.compile(
    rf"^{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th)?[-/.,\s]*({_WORD})\.?[-/.,'\s]*(\d{{4}}|\d{{2}}){_TIME}$", re.IGNORECASE
)
_WORD_DAY = re.compile(
    rf"^{_WEEKDAY}({_WORD})\.?[-/.\s]*(\d{{1,2}})(?:st|nd|rd|th)?[-/.,\s]+(\d{{4}}){_TIME}$", re.IGNORECASE
)
_YEAR_WORD_DAY = re.compile(rf"^(\d{{4}})[-/.\s]({_WORD})[-/.\s](\d{{1,2}}){_TIME}$", re.IGNORECASE)
_MONTH = re.compile(rf"^({_WORD})\.?[-/.,'\s]*(\d{{4}}|\d{{2}})$", re.IGNORECASE)
_YEAR_MONTH = re.compile(r"^((?:19|20)\d{2})[-/.]?(0?[1-9]|1[0-2])$")
_MONTH_YEAR = re.compile(r"^(0?[1-9]|1[0-2])[-/.]((?:19|20)\d{2})$")
_DIGITS8 = re.compile(r"^(\d{8})(?:\.0+)?(?:\d{6})?$")
_SERIAL = re.compile(r"^([3-7]\d{4})(?:\.\d+)?$")
_TIME_ONLY = re.compile(r"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")
_NOT_A_DATE = frozenset({"n/a", "na", "-", "none", "null", "nil", "tbc", "unknown", "not available", "#n/a", "."})


@dataclass(frozen=True, slots=True)
class Day:
    """What a text in a date column says: the day, or None; `month_only` when it names no day."""

    on: date | None
    month_only: bool = False


NOTHING = Day(None)


def read_date(text: str, *, month_first: bool = False) -> Day:
    """The day that `text` prints; `Day(None)` when it prints none, an impossible one or one outside 1990 to 2099."""
    plain = " ".join(text.replace("\xa0", " ").strip().strip("'\"").split())
    if not plain:
        return NOTHING
    day = _numbers(plain, month_first) or _words(plain) or _digits(plain) or NOTHING
    return day if day.on is not None and EARLIEST <= day.on <= LATEST else NOTHING


def _numbers(text: str, month_first: bool) -> Day | None:
    if found := _ISO.match(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.match(text):
        first, second = int(found[1]), int(found[2])
        day, month = (second, first) if month_first else (first, second)
        return _day(_year(found[3]), month, day)
    return None


def _words(text: str) -> Day | None:
    if found := _DAY_WORD.match(text):
        return _day(_year(found[3]), MONTHS[found[2].lower()], int(found[1]))
    if found := _WORD_DAY.match(text):
        return _day(int(found[3]), MONTHS[found[1].lower()], int(found[2]))
    if found := _YEAR_WORD_DAY.match(text):
        return _day(int(found[1]), MONTHS[found[2].lower()], int(found[3]))
    if found := _MONTH.match(text):
        return _day(_year(found[2]), MONTHS[found[1].lower()], 1, month_only=True)
    return None


def _digits(text: str) -> Day | None:
    if found := _DIGITS8.match(text):
        digits = found[1]
        if digits.startswith(("19", "20")) and 1 <= int(digits[4:6]) <= 12:
            return _day(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
        return _day(int(digits[4:]), int(digits[2:4]), int(digits[:2]))
    if found := _SERIAL.match(text):
        return Day(EXCEL_EPOCH + timedelta(days=int(found[1])))
    if found := _YEAR_MONTH.match(text):
        return _day(int(found[1]), int(found[2]), 1, month_only=True)
    if found := _MONTH_YEAR.match(text):
        return _day(int(found[2]), int(found[1]), 1, month_only=True)
    return None


def _day(year: int, month: int, day: int, *, month_only: bool = False) -> Day:
    try:
        return Day(date(year, month, day), month_only)
    except ValueError:
        return NOTHING


def _year(text: str) -> int:
    number = int(text)
    if len(text) == 4:
        return number
    return datetime.strptime(text, "%y").year  # noqa: DTZ007 - only a year: 69 to 99 are the last century


def is_blank_date(text: str) -> bool:
    """Whether the text says nothing about a day: empty, a time alone such as 00:00:00, or 'n/a'."""
    plain = text.strip().casefold()
    return not plain or plain in _NOT_A_DATE or bool(_TIME_ONLY.match(plain))


def proves_month_first(texts: Iterable[str]) -> bool | None:
    """True where dates such as 02/25/2024 stand in a column and none such as 25/02/2024, which gives False.

    None when the column holds dates in numbers and none of them tells.
    """
    in_numbers = month_first = False
    for text in texts:
        if found := _NUMBERS.match(text.strip()):
            first, second = int(found[1]), int(found[2])
            if first > 12:
                return False
            in_numbers = True
            month_first = month_first or second > 12
    return True if month_first else None if in_numbers else False


class DateReader:
    """Reads a column of dates, each distinct text once."""

    def __init__(self, *, month_first: bool = False) -> None:
        self.month_first = month_first
        self._seen: dict[str, Day] = {}

    def read(self, column: pl.Series) -> pl.DataFrame:
        """Columns `on` (Date or null) and `month_only` (Boolean), one row for each text."""
        text = column.rename("text")
        texts = text.unique().to_list()
        days = [self._one(each) for each in texts]
        table = pl.DataFrame(
            {
                "text": pl.Series(texts, dtype=pl.String),
                "on": pl.Series([day.on for day in days], dtype=pl.Date),
                "month_only": pl.Series([day.month_only for day in days], dtype=pl.Boolean),
            }
        )
        joined = pl.DataFrame({"text": text}).join(table, on="text", how="left", maintain_order="left")
        return joined.select("on", "month_only")

    def _one(self, text: str) -> Day:
        if text not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[text] = read_date(text, month_first=self.month_first)
        return self._seen[text]
