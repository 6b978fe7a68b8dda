"""Bank and public holidays of England and Wales that follow from standing law and practice, computed for any year.

Set out in: Banking and Financial Dealings Act 1971, section 1 and Schedule 1 (Easter Monday, the last Mondays in May
and August, 26 December, and 27 December where the 25th or 26th is a Sunday); Good Friday and Christmas Day by common
law; New Year's Day (since 1974) and the first Monday in May (since 1978) by royal proclamation each year, as are the
substitute days for a weekend. Proclamation can move a day or add one: those are data, not computed here
(`data/calendars/bank_holidays.csv`).
"""

from datetime import date, timedelta

MONDAY, SATURDAY, SUNDAY = 0, 5, 6
SUBSTITUTE = " (substitute day)"


def usual_bank_holidays(year: int) -> dict[date, str]:
    """The holidays of a year after 1978 in order, with their names, as they are when no proclamation changes them."""
    easter = easter_sunday(year)
    days = {
        **_with_substitute(date(year, 1, 1), "New Year's Day"),
        easter - timedelta(days=2): "Good Friday",
        easter + timedelta(days=1): "Easter Monday",
        _monday_from(date(year, 5, 1)): "Early May bank holiday",
        _monday_from(date(year, 5, 25)): "Spring bank holiday",
        _monday_from(date(year, 8, 25)): "Summer bank holiday",
        **_christmas(year),
    }
    return dict(sorted(days.items()))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the method printed anonymously in Nature, 20 April 1876."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    f = (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _christmas(year: int) -> dict[date, str]:
    """Christmas Day and Boxing Day; those on a weekend have the next days that are neither weekend nor Boxing Day."""
    christmas, boxing = date(year, 12, 25), date(year, 12, 26)
    if christmas.weekday() == SATURDAY:
        return {date(year, 12, 27): f"Christmas Day{SUBSTITUTE}", date(year, 12, 28): f"Boxing Day{SUBSTITUTE}"}
    if christmas.weekday() == SUNDAY:
        return {boxing: "Boxing Day", date(year, 12, 27): f"Christmas Day{SUBSTITUTE}"}
    return {christmas: "Christmas Day", **_with_substitute(boxing, "Boxing Day")}


def _with_substitute(day: date, name: str) -> dict[date, str]:
    if day.weekday() < SATURDAY:
        return {day: name}
    return {_monday_from(day): name + SUBSTITUTE}


def _monday_from(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)
