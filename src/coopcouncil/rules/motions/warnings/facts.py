"""Names, states and dates that do not agree with each other, and people and advice that are missing."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date

from coopcouncil.rules.motions.marked_text import MarkedLine, MarkedMotion
from coopcouncil.rules.motions.paragraphs import ParagraphRole
from coopcouncil.rules.motions.redline import Status
from coopcouncil.rules.motions.warnings.finding import TextFinding, found

NEAR = 300  # characters
_MONTH_WORDS = "january february march april may june july august september october november december"
_MONTHS = _MONTH_WORDS.split()
_DAY_WORDS = "monday tuesday wednesday thursday friday saturday sunday"
_DAYS = _DAY_WORDS.split()
_DATE = re.compile(
    rf"(?i)(?:\b(?P<weekday>{'|'.join(_DAYS)}),?\s+)?\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<month>{'|'.join(_MONTHS)})"
    r"\s+(?P<year>\d{4})"
)
_COMMITTEE = re.compile(r"(?P<name>(?:[A-Z][\w’']*(?:,? and |, | & | )){1,12})(?P<kind>[Cc]ommittee)\b")
_MISSPELT = re.compile(r"(?:[A-Z][\w’']* )?\b(?!(?i:committees?)\b)(?P<word>(?i:com{1,2}it{1,2}e{1,2}s?))\b")
_THING = re.compile(
    r"(?P<name>(?:[A-Z][\w’']+ (?:and |of |for )?){1,12}(?:Policy|Strategy|Plan|Scheme|Framework|Charter|Fund))\b"
)
_PLANNED_BEFORE = re.compile(r"(?i)\b(?:planned|proposed|draft|forthcoming|future)\s+$")
_DONE_BEFORE = re.compile(r"(?i)\b(?:adopted|approved|existing|current)\s+(?:the\s+|an?\s+|its\s+|our\s+)?$")
_DONE_AFTER = re.compile(
    r"(?i)^[,\s]*(?:which\s+)?(?:was|has been|is|were)\s+(?:now\s+)?(?:adopted|approved|agreed|in place|in force)\b"
)
_PLANNED_AFTER = re.compile(
    r"(?i)^[,\s]*(?:which\s+)?(?:is|has)\s+"
    r"(?:being (?:drafted|developed)|not (?:yet )?(?:been )?\w+|planned|still to be \w+)\b"
)
_DONE_ON = re.compile(
    r"(?i)\b(?:was|were|has been)\s+(?:adopted|approved|agreed|published|signed|held)\b[^.;]*?\bon\s+(?:the\s+)?$"
)


def missing_people(motion: MarkedMotion) -> Iterator[TextFinding]:
    """A mover or a seconder who is not named."""
    header = motion.header
    shown = next(
        (line for line in motion.lines if re.search(r"(?i)\b(?:seconded|proposed|moved) by\b", line.after)), None
    )
    line = shown or next((each for each in motion.lines if each.role is not None), None)
    if line is None:
        return
    for name, who in ((header.mover or header.notice_from, "mover"), (header.seconder, "seconder")):
        if name is None:
            yield found(f"no-{who}", line.number, line.after, f"No {who} is named.",
                        f"Ask who it is: a motion without a {who} may not be debated.")  # fmt: skip


def body_names(motion: MarkedMotion) -> Iterator[TextFinding]:
    """One committee under two names that differ by a plural, a capital or an '&'."""
    places: dict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
    for line in _full(motion):
        for match in _COMMITTEE.finditer(line.after):
            name = re.sub(r"^(?:The|This|That|Full|Our) ", "", match["name"].strip())
            places[_key(name)].append((name, line.number))
    for uses in places.values():
        counts = Counter(name for name, _ in uses)
        usual = max(counts, key=lambda name: (counts[name], -[each for each, _ in uses].index(name)))
        for name in counts:
            if name != usual:
                number = next(number for each, number in uses if each == name)
                yield found("two-names", number, f"{name} Committee",
                            f"This committee is called {usual} Committee elsewhere in the text.",
                            "Use the name that the constitution gives it.")  # fmt: skip


def misspelt_committees(motion: MarkedMotion) -> Iterator[TextFinding]:
    """A committee whose word for itself is misspelt: a search for it would not find it."""
    for line in _full(motion):
        for match in _MISSPELT.finditer(line.after):
            yield found("misspelt", line.number, match.group(), f"“{match['word']}” is not how the word is spelt.",
                        "Ask the author, so that it is clear which committee is meant.")  # fmt: skip


def _key(name: str) -> tuple[str, ...]:
    plain = re.sub(r"['’]s\b", "s", name.casefold().replace("&", "and"))
    return tuple(word.rstrip("s") for word in re.findall(r"\w+", plain))


def contradicted_states(motion: MarkedMotion) -> Iterator[TextFinding]:
    """One policy that is planned in one place and adopted in another."""
    states: dict[str, dict[str, tuple[int, str]]] = defaultdict(dict)
    for line in _full(motion):
        for match in _THING.finditer(line.after):
            before, after = _beside(line.after, match)
            name = re.sub(r"^(?:A|An|The|Our|This) ", "", match["name"])
            if _PLANNED_BEFORE.search(before) or _PLANNED_AFTER.search(after):
                states[name].setdefault("planned", (line.number, match.group()))
            elif _DONE_BEFORE.search(before) or _DONE_AFTER.search(after):
                states[name].setdefault("adopted", (line.number, match.group()))
    for name, told in states.items():
        if len(told) == 2:
            number, words = told["planned"]
            yield found("contradiction", number, f"planned {words}",
                        f"The {name} is planned here, and adopted by line {told['adopted'][0]}.",
                        "Ask the author which it is.")  # fmt: skip


def contradicted_dates(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Dates that are none, fall on another weekday, or lie after the meeting for what is said to be done."""
    meeting = next((on for match in _DATE.finditer(motion.header.meeting or "") if (on := _day(match))), None)
    for line in _full(motion):
        for match in _DATE.finditer(line.after):
            on = _day(match)
            advice = "Ask the author for the right date."
            if on is None:
                yield found("date", line.number, match.group(), "There is no such day.", advice)
            elif match["weekday"] and _DAYS[on.weekday()] != match["weekday"].lower():
                yield found("date", line.number, match.group(), f"That day is a {_DAYS[on.weekday()].title()}.", advice)
            elif meeting and on > meeting and _DONE_ON.search(_beside(line.after, match)[0]):
                yield found(
                    "date", line.number, match.group(), "This is said to be done, on a day after the meeting.", advice
                )


def _beside(text: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands before and after a match, as far as words there can be about it."""
    return text[max(0, match.start() - NEAR) : match.start()], text[match.end() : match.end() + NEAR]


def _day(match: re.Match[str]) -> date | None:
    try:
        return date(int(match["year"]), 1 + _MONTHS.index(match["month"].lower()), int(match["day"]))
    except ValueError:
        return None


def advice_before_change(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Advice of the Monitoring Officer that stands unchanged under an amended text."""
    changed = any(each.status is not Status.EQUAL for each in motion.marks.paragraphs)
    for line in motion.lines:
        if changed and line.role is ParagraphRole.ADVICE and line.before == line.after:
            yield found("advice", line.number, line.after, "This advice may be about the text before it was changed.",
                        "Ask the Monitoring Officer whether it covers the text as amended.")  # fmt: skip


def _full(motion: MarkedMotion) -> Iterator[MarkedLine]:
    return (line for line in motion.lines if line.role is not None and line.after.strip())
