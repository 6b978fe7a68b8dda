"""The period a file is for, when its rows carry no dates: read from its name or from a title above the headings."""

import re
from datetime import date

from coopcouncil.data.spending.reading.dates import MONTHS

_WORD = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?<!\d)((?:19|20)\d{2})(?!\d)"
_YEARS = r"(?<!\d)((?:20)?\d{2})(?!\d)"
_BEFORE, _AFTER = r"(?<![a-z])", r"(?![a-z])"
_QUARTERS = {"1": 4, "2": 7, "3": 10, "4": 1}  # of the financial year, which starts in April

_ISO = re.compile(r"(?<!\d)(20\d{2})[-_. ]?(0[1-9]|1[0-2])(?:[-_. ]?(?:0[1-9]|[12]\d|3[01]))?(?!\d)")
_MONTH_NUMBER_YEAR = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_. ](20\d{2})(?!\d)")
_DAY_MONTH_YEAR = re.compile(r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])[-_./](0?[1-9]|1[0-2])[-_./](20\d{2})(?!\d)")
_MONTH_YEAR = re.compile(
    rf"{_BEFORE}({_WORD})(?:[-_\s]*(?:to|and|-|–|/)?[-_\s]*(?:{_WORD}))?{_AFTER}[-_,.'\s]*{_YEARS}", re.I
)
_MONTH_TIGHT = re.compile(rf"{_BEFORE}?({_WORD})[-_\s]?((?:20)?[012]\d)(?!\d)", re.I)
_YEAR_MONTH = re.compile(rf"{_YEAR}[-_\s]*({_WORD}){_AFTER}", re.I)
_QUARTER = re.compile(r"(?<![a-z])(?:q|qtr|quarter)[-_\s]*([1-4])(?!\d)", re.I)
_QUARTER_OF_YEAR = re.compile(rf"{_YEAR}(?:[-_/](?:20)?(\d{{2}})(?!\d))?", re.I)
_SHORT = re.compile(r"(?:^|[^\d])([012]\d)(0[1-9]|1[0-2])(?:[^\d]|$)")


def period_start(text: str) -> date | None:
    """The first day of the period that a file name or title names, or None when it names none.

    'apr-jun-2014', '2022-05', 'DCCSpendingOver500_201104', 'March 2024', '1701' (year and month) and 'Q3 2015-16'
    are understood. A quarter with a single year is taken as a calendar quarter; with two years (2015-16) as a quarter
    of the financial year that starts in April.
    """
    plain = re.sub(r"\.(?:csv|xlsx?|ods|txt|tsv|zip)$", "", text.strip(), flags=re.I)
    for reader in (_iso, _named_month, _quarter, _short):
        if found := reader(plain):
            return found
    return None


def _iso(text: str) -> date | None:
    if found := _DAY_MONTH_YEAR.search(text):
        return date(int(found[2]), int(found[1]), 1)
    if found := _ISO.search(text):
        return date(int(found[1]), int(found[2]), 1)
    if found := _MONTH_NUMBER_YEAR.search(text):
        return date(int(found[2]), int(found[1]), 1)
    return None


def _named_month(text: str) -> date | None:
    for pattern, month, year in ((_YEAR_MONTH, 2, 1), (_MONTH_YEAR, 1, 2), (_MONTH_TIGHT, 1, 2)):
        if found := pattern.search(text):
            number = int(found[year])
            return date(number if number > 99 else 2000 + number, MONTHS[found[month].lower()], 1)
    return None


def _quarter(text: str) -> date | None:
    quarter = _QUARTER.search(text)
    year = _QUARTER_OF_YEAR.search(text)
    if not quarter or not year:
        return None
    first = int(year[1])
    if year[2] and int(year[2]) == (first + 1) % 100:
        month = _QUARTERS[quarter[1]]
        return date(first + (month == 1), month, 1)
    return date(first, 3 * int(quarter[1]) - 2, 1)


def _short(text: str) -> date | None:
    found = _SHORT.search(text)
    return date(2000 + int(found[1]), int(found[2]), 1) if found else None
