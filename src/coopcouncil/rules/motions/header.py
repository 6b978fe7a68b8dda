"""What stands above a motion: the meeting, the item, who moves and who seconds. What is not stated is None."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

_PERSON = r"(?:(?:the\s+)?(?:councillors?|cllrs?\b\.?|alderman|lord mayor|mayor|leader)\b)"
_ENDS = r"(?=\s*(?:[,;/|–-]|\band\b)?\s*\b(?:to be\s+)?(?:seconde[dr]|second)\b|$)"
_BY = r"(?:\s+by\s*[:–-]?|\s*[:–-])"
_ITEM_NUMBER = re.compile(r"(?i)\b(?:agenda )?item (?:no\.?|number)?\s*:?\s*(?P<item>\d+\w*(?:\s?\(\w+\))*)")
_FROM = re.compile(rf"(?i)\bmotion (?:from|of|submitted by|by) (?P<name>(?:{_PERSON}|[A-Z]).*?)\s*{_ENDS}")
_MOVER = re.compile(
    rf"(?i)\b(?:(?:proposed|moved|submitted|introduced){_BY}|(?:proposer|mover)(?:\s+of\s+(?:the\s+)?motion)?\s*[:–-])"
    rf"\s*(?P<name>.*?)\s*{_ENDS}"
)
_SECONDER = re.compile(rf"(?i)\b(?:seconded{_BY}|seconder\s*[:–-])\s*(?P<name>.*?)\s*$")
_WILL_MOVE = re.compile(rf"(?i)(?P<name>{_PERSON}\s[^,;:]+?)\s+(?:will|to|shall)\s+(?:move|propose)\b|"
                        rf"(?P<named>{_PERSON}\s[^,;:(]+?)\s*\((?:proposer|mover)\)")  # fmt: skip
_WILL_SECOND = re.compile(rf"(?i)(?P<name>{_PERSON}\s(?:(?!\band\b)[^,;:])+?)\s+(?:will|to|shall)\s+second\b|"
                          rf"(?P<named>{_PERSON}\s(?:(?!\band\b)[^,;:(])+?)\s*\(seconder\)")  # fmt: skip
_LABEL_ALONE = re.compile(
    r"(?i)\W*(?:(?P<mover>proposer|mover|(?:proposed|moved)(?: by)?)|seconder|seconded(?: by)?)\W*$"
)
_BEGINS_WITH_PERSON = re.compile(rf"(?i)\s*{_PERSON}\s+\w")
_TITLE_ALONE = re.compile(r"(?i)(?:councillor|cllr\.?|\W)*$")
_TITLE = re.compile(r"(?i)\s*(?:(?:motion )?(?:title|subject)|motion|notice of motion)\s*[:–-]\s*(?P<title>\S.*?)\s*$")
_MONTH_WORDS = "january february march april may june july august september october november december"
_MONTHS = _MONTH_WORDS.split()
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" if len(month) > 3 else month for month in _MONTHS)
_DATE = re.compile(
    rf"(?i)\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: day)?(?: of)?\s+(?P<month>{_MONTH})\.?,?\s+(?P<year>\d{{4}})\b"
    rf"|\b(?P<month2>{_MONTH})\.?\s+(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year2>\d{{4}})\b"
    r"|\b(?P<day3>\d{1,2})[/.](?P<month3>\d{1,2})[/.](?P<year3>\d{4}|\d{2})\b"
    r"|\b(?P<year4>\d{4})-(?P<month4>\d{2})-(?P<day4>\d{2})\b"
)
_OF_MEETING = re.compile(r"(?i)\b(?:meeting|council|date|held)\b")
_NAMES_MEETING = re.compile(r"(?i)\b(?:council|meeting|committee|assembly)\b")
_OF_NOTICE = re.compile(r"(?i)\b(?:received|submitted|published|dated|deadline|notice given|printed|version)\b")


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above the motion. A name or number that is not there is None."""

    meeting: str | None
    item: str | None
    notice_from: str | None
    mover: str | None
    seconder: str | None


def read_header(texts: Sequence[str]) -> Header:
    """The header that these paragraphs state. A label alone, as in a table, is read with the name that follows it."""
    lines = [line.strip() for text in texts for line in text.splitlines() if line.strip()]
    found = {
        "item": _first(lines, _ITEM_NUMBER),
        "from": _first(lines, _FROM),
        "mover": _first(lines, _MOVER) or _first(lines, _WILL_MOVE),
        "seconder": _first(lines, _SECONDER) or _first(lines, _WILL_SECOND),
    }
    for who, name in _under_labels(lines):
        found[who] = found[who] or name
    told = (_ITEM_NUMBER, _FROM, _TITLE, _MOVER, _SECONDER, _WILL_MOVE, _WILL_SECOND, _LABEL_ALONE)
    others = [line for line in lines if not any(pattern.search(line) for pattern in told)]
    names = {key: None if _TITLE_ALONE.match(value) else value for key, value in found.items()}
    meeting = next((line for line in others if _NAMES_MEETING.search(line) or _DATE.search(line)), None)
    return Header(meeting, names["item"], names["from"], names["mover"], names["seconder"])


def title_of(texts: Sequence[str]) -> str | None:
    """The title that a paragraph states as such ("Title: ...", "Motion: ..."); None where none does."""
    found = next((match["title"] for text in texts if (match := _TITLE.match(text))), None)
    return None if found is None or _BEGINS_WITH_PERSON.match(found) else found


def meeting_date_of(texts: Sequence[str]) -> date | None:
    """The day of the meeting that these paragraphs state; None where they state none, or several and not which."""
    dated = [(text, day) for text in texts if not _OF_NOTICE.search(text) for day in days_in(text)]
    of_meeting = {day for text, day in dated if _OF_MEETING.search(text)}
    days = of_meeting or {day for _, day in dated}
    return days.pop() if len(days) == 1 else None


def days_in(text: str) -> Iterator[date]:
    """The days that a text names, day before month where both are numbers. What is no day is left out."""
    for match in _DATE.finditer(text):
        given = {key.rstrip("234"): value for key, value in match.groupdict().items() if value}
        month, year = given["month"], int(given["year"])
        number = int(month) if month.isdecimal() else 1 + [each[:3] for each in _MONTHS].index(month[:3].lower())
        try:
            yield date(year if year > 99 else 2000 + year, number, int(given["day"]))
        except ValueError:
            continue


def _first(lines: Sequence[str], pattern: re.Pattern[str]) -> str:
    """What the first line that says something of the kind says; "" where none does."""
    for line in lines:
        if match := pattern.search(line):
            name = next(value for value in [*match.groupdict().values(), ""] if value is not None)
            return name.strip(" \t\xa0,;|")
    return ""


def _under_labels(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    for line, following in pairwise(lines):
        if (label := _LABEL_ALONE.match(line)) and _BEGINS_WITH_PERSON.match(following):
            yield ("mover" if label["mover"] else "seconder"), following
