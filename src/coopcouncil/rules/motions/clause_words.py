"""What the words of a resolves clause state: whom it asks, by when, how often, and to whom it reports back.

Each answer is a run of the clause's own words, or None where it states nothing.
"""

import re
from datetime import date
from enum import StrEnum

MONTHS = {
    name: number
    for number, name in enumerate(
        ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
         "december"), start=1)
}  # fmt: skip
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_NUMBER = r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen|twenty-four)"
_UNIT = r"(?:(?:working |calendar |clear )?(?:day|week|fortnight|month|quarter|year|meeting|term)s?)"
_SEASON = r"(?:spring|summer|autumn|winter)"
_YEAR_KIND = r"(?:(?:municipal|financial|calendar|school) )"
_DAY = rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)? (?P<month>{_MONTH}),? (?P<year>20\d\d)"
_NAME = r"[A-Z][\w’'-]*(?: \d+(?= [A-Z]))?(?:(?:,? (?:and|&|of|for) (?:the )?|, | )[A-Z][\w’'-]*){0,12}"


def _any(*alternatives: str) -> str:
    return f"(?:{'|'.join(alternatives)})"


_OWNER = _any(r"(?:(?:the|our|its|all|relevant|senior|council) ){0,3}(?:officers?|members|councillors)\b",
              rf"(?:the )?(?-i:{_NAME})")  # fmt: skip
_ASK = r"\b(?:(?:request|ask|instruct|direct|require|mandate|invite|task|authorise|urge)s?|calls? (?:on|upon))"
_BE_ASKED = (
    r"(?:(?:be|is|are) (?:hereby )?"
    r"(?:request|ask|instruct|direct|requir|mandat|invit|task|authoris|urg)ed|(?:is|are) called (?:on|upon))"
)
# verbs before which a name is whom a clause tells to act: "that the Mayor writes to ..."
_DOES = (
    r"(?:write|bring|present|review|report|prepare|publish|consult|investigate|explore|examine|consider|produce|ensure"
    r"|submit|develop|draw up|continue)s?\b"
)
_NOT_THE_COUNCIL = r"(?!(?:(?:the|this|full) ){0,2}council\b(?! of))"
_TOLD = rf"(?:officers|the (?-i:{_NAME}))"
_ASKED = re.compile(
    rf"(?i){_ASK} (?:that (?P<that>{_OWNER})(?= [a-z])|(?:for )?(?P<to>{_OWNER})(?= to\b))"
    rf"|(?:^|(?<=[ ,]))(?:that )?(?P<passive>(?!that\b){_NOT_THE_COUNCIL}{_OWNER})(?= {_BE_ASKED} to\b)"
    rf"|(?:^|(?<=, ))(?:that )?(?P<subject>{_NOT_THE_COUNCIL}{_TOLD})(?= (?:should |shall |will |must )?{_DOES})"
)
_ONLY_ASKS = re.compile(
    rf"(?i)\W*(?:{_ASK} (?:that |for )?)?(?:{_OWNER})?(?: (?:{_BE_ASKED}|to|should|shall|will|must|then))*\W*"
)
_CONTINUING = re.compile(
    r"(?i)^(?:(?:\w+ly )?(?:to )?|(?:that )?[^.;:]{0,80}? (?:be|is|are) \w+ed to "
    r"|(?:request|ask|instruct|direct|require|call)s? [^.;:]{0,80}? to )"
    r"(?:continue|maintain|keep|remain|carry on|go on)\b|\bon an ongoing basis\b|\bin perpetuity\b"
)
_REVIEW = re.compile(
    r"(?i)\b"
    + _any(
        rf"(?:at least )?(?:once|twice|{_NUMBER} times) (?:a|per|each|every|in each) {_YEAR_KIND}?{_UNIT}",
        rf"(?:every|each) (?:(?:{_NUMBER}|other|second|third) )?{_YEAR_KIND}?{_UNIT}",
        r"annually|quarterly|monthly|weekly|biannually|biennially|twice[- ]yearly|half[- ]yearly|six[- ]monthly",
        r"(?:annual|yearly)(?= (?:report|update|review|paper|statement|summary|count))",
    )
    + r"\b"
)
_MEETING = rf"(?:(?:next|first|following|final|last|{_NUMBER}) (?:ordinary |annual |full |available )?(?:\w+ )?meeting)"
_WHEN = _any(
    _DAY,
    rf"\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {_MONTH}\b(?: next(?: year)?| this year)?",
    rf"{_MONTH}(?: 20\d\d)?\b",
    rf"{_SEASON}(?: 20\d\d)?\b",
    r"20\d\d(?:[-/]\d\d)?\b",
    rf"(?:(?:this|next|current) )?{_YEAR_KIND}year(?: 20\d\d(?:[-/]\d\d)?)?",
    rf"{_MEETING}(?: in {_MONTH}(?: 20\d\d)?)?",
    rf"(?:this|next) (?:year|month|quarter|term|{_SEASON})\b",
)
_DUE = re.compile(
    r"(?i)\b"
    + _any(
        r"(?:by|before|until|no later than|not later than|on or before|in time for|ahead of) (?:the |its |their )?"
        rf"(?:(?:end|start|beginning|close|middle) of (?:the |this )?)?{_WHEN}",
        rf"within (?:the next )?{_NUMBER} {_UNIT}(?: of [^,.;]{{1,80}})?",
        rf"(?:at|to) (?:its|their|the) {_MEETING}(?: in {_MONTH}(?: 20\d\d)?)?",
        rf"(?:at|to|by|for|before|in time for) (?:its |their |the )?(?:\w+ )?{_MONTH}(?: 20\d\d)? (?:\w+ )?meeting"
        r"(?: of [^,.;]{1,80})?",
        rf"(?:at|to|by|for|before|in time for) (?:its |their |the )(?:\w+ )?meeting in {_MONTH}(?: 20\d\d)?",
        r"(?:before|ahead of|in time for) (?:the |its |next year[’']s )?(?:next )?(?:annual )?budget\b(?: meeting)?",
        rf"in {_NUMBER} {_UNIT}(?:[’']s? time)?(?=[,;.]|$| and\b| to\b| on\b| with\b)",
    )
)
_EXACT = re.compile(_DAY, re.IGNORECASE)
_UNTIL_PAUSE = r"[^,;.]{1,200}?(?= then\b|[,;.]|$)"
_TRIGGER = re.compile(
    r"(?i)"
    + _any(
        r"(?:^|(?<=[,;:.] )|(?<= and )|(?<= or ))(?:once|following|upon|in the event|if|when|should)\b" + _UNTIL_PAUSE,
        r"\b(?:as soon as|subject to|upon the|on completion of|following the|once (?:the|it|this|they))\b"
        + _UNTIL_PAUSE,
    )
)
_PAPER = (
    r"(?<!\band )(?<!\bto )"  # "and report" asks for another thing
    r"(?:reports?|papers?|updates?|briefings?|findings|summary|summaries|results|recommendations|proposals|statement)"
)
_BRING = (
    r"(?:bring(?! forward)|present|submit|provide|return|prepare|take|receive|deliver|produce|make|give|send|publish"
    r"|table)s?"
)
_BROUGHT = r"(?:brought|presented|submitted|returned|taken|made|given)"
_REPORT = re.compile(
    r"(?i)"
    + _any(
        rf"\b{_BRING}\b[^.;:]{{0,120}}?\b{_PAPER}\b[^.;:]{{0,120}}?\bto\b",
        rf"(?:\b(?:if|once|when) [^.;:]{{0,200}}? )?(?:\b(?:a|the|an|that) (?:\w+ ){{0,3}})?\b{_PAPER} "
        rf"(?:to )?(?:be |is |are )?(?:then )?{_BROUGHT}\b[^.;:]{{0,120}}?\bto\b",
        r"\breports? (?:(?:\w+ly |every \w+ |each \w+ )?(?:back\b|to\b)|(?:on|about)\b[^.;:]{0,120}?\bto\b)",
        r"\breports? (?:(?:the|its|their|these|those|on|any|all) ){0,2}(?:\w+ )?"
        r"(?:answers?|findings|results?|responses|outcomes?|conclusions|progress|recommendations) (?:back )?to\b",
        r"\b(?:(?:progress|findings|results|answers) )?(?:to |shall |should |must )?be reported (?:back )?to\b",
        rf"\breporting (?:back |\w+ly )?to\b(?=[^.;]*(?:\w+ly|every|each|twice|once|within|by|{_NUMBER} {_UNIT})\b)",
        r"\bfeeds? back to\b",
        r"\b(?:receive|produce|prepare|bring)s? (?:\w+ ){0,5}?reports?\b",
    )
)
_QUESTION = re.compile(
    r"(?i)^\W*(?:if|whether|how|what|which|who|whom|when|where|why|do|does|did|are|is|have|has|can|could|will|would)\b"
)
_OPENS_QUESTIONS = re.compile(
    r"(?i)\b(?:ask|asking|asks|find out|establish|enquire|inquire|questions?|survey)\b[^.;]{0,200}(?<!\bto):\s*$"
)
_ASKS_INSIDE = re.compile(
    r"(?i)\b(?:ask|asks|asking|asked|find out|establish|enquire|inquire)\b(?:(?!\bto\b)[^.;:]){0,200}?"
    r"\b(?P<asks>(?:how|what|whether|who|which|why|when|where)\b[^.;:]*)"
)
_ASKING_WORD = re.compile(r"(?i)(?:^|, (?:and )?| and | or )(?:how|what|whether|who|which|why|when|where)\b")
# what a second action begins with, after "and"; a report has rules of its own
_SECOND = re.compile(
    r"(?i),? and (?:to |then )*(?:write|consult|publish|review|establish|set up|appoint|adopt|draw up|develop|prepare"
    r"|investigate|explore|lobby|provide|allocate|create|join|hold|invite)s?\b"
)
_DANGLING = re.compile(r"(?i)[\s,;]+(?:(?:and|or|then|to|also)[\s,;]*)*$")


class EvidenceKind(StrEnum):
    """What could show that an action was done."""

    ANSWERS = "answers"
    DECISION = "decision"
    DOCUMENT = "document"
    FIGURES = "figures"
    LETTER = "letter"
    MINUTE = "minute"
    RECORD = "record of what was done"
    REPORT = "report"


# verbs of a clause -> the evidence that would show it done; a clause with none of them is for a person to say
_EVIDENCE: tuple[tuple[str, tuple[EvidenceKind, ...]], ...] = (
    (r"write|writes", (EvidenceKind.LETTER,)),
    (r"scrutini[sz]e|review|monitor|oversee", (EvidenceKind.MINUTE,)),
    (r"audit|measure|count|survey|assess", (EvidenceKind.FIGURES,)),
    (r"(?:publish|report|state|show)(?:es|s)?\b[^.;]{0,120}?\b(?:share|number|amount|figures?|percentage|proportion"
     r"|how (?:much|many))", (EvidenceKind.FIGURES,)),
    (r"consider|explore|investigate|examine|look (?:at|into)|discuss|debate",
     (EvidenceKind.MINUTE, EvidenceKind.DECISION)),
    (r"refers?", (EvidenceKind.MINUTE,)),
    (r"(?:prepare|produce|draw up|develop)s?\b[^.;]{0,60}?\b(?:plan|strategy|policy|case|proposals?|scheme|framework)",
     (EvidenceKind.DOCUMENT,)),
    (r"adopt|amend|include|incorporate|update|revise|reinforce|make [^.;]{0,20}clear(?:er)?|draft|publish|sign",
     (EvidenceKind.DOCUMENT,)),
    (r"join|become|appoint|establish|set up|setting up|create|fund|allocate|nominate|declare",
     (EvidenceKind.DECISION,)),
    (r"protect|promote|provide|open|plant|build|repair|mend|hold|run|install|train|offer|deliver|consult",
     (EvidenceKind.RECORD,)),
)  # fmt: skip


def asked_in(text: str) -> str | None:
    """Whom the clause asks to act, in its words: 'officers', 'the Leader of the Council'."""
    found = _ASKED.search(text)
    return next((name.strip() for name in found.groups() if name), None) if found else None


def is_continuing(text: str) -> bool:
    """Whether the clause is a duty without an end: it says to continue, or how often."""
    return bool(_CONTINUING.search(text))


def review_in(text: str) -> str | None:
    """How often, in the clause's words: 'every six months'."""
    return _words(_REVIEW, text)


def due_in(text: str) -> str | None:
    """By when, in the clause's words: 'by the end of March 2027'."""
    return _words(_DUE, text)


def day_in(due: str | None) -> date | None:
    """The day that a due date names in full, else None: 'by March 2027' names no day."""
    found = _EXACT.search(due or "")
    if not found:
        return None
    try:
        return date(int(found["year"]), MONTHS[found["month"].lower()], int(found["day"]))
    except ValueError:  # 31 April
        return None


def trigger_in(text: str) -> str | None:
    """What must happen first, in the clause's words: 'once the policy is adopted'."""
    asks, found = _ASKS_INSIDE.search(text), _TRIGGER.search(text)
    if found is None or (asks is not None and found.start() >= asks.start("asks")):  # "... and when it will open"
        return None
    return found[0].strip()


def questions_inside(text: str) -> int:
    """How many questions a clause asks in one sentence: "ask the tenants how many they are and what they pay"."""
    found = _ASKS_INSIDE.search(text)
    return len(_ASKING_WORD.findall(found["asks"])) if found else 0


def asks_for_more(text: str) -> bool:
    """Whether a clause seems to ask for a second thing, and not for a report of the first alone."""
    found = _SECOND.search(text)
    asks = _ASKS_INSIDE.search(text)
    return found is not None and (asks is None or found.start() < asks.start("asks"))


def report_in(text: str) -> re.Match[str] | None:
    """Where the clause asks for a report; it ends with 'to' or 'back' where a body is named next."""
    return _REPORT.search(text)


def is_report(text: str) -> bool:
    """Whether the clause as a whole asks for a report: it begins with that, or with whom it asks for it."""
    found = _REPORT.search(text)
    before = text[: found.start()] if found else ""
    return bool(found and (len(re.findall(r"\w+", before)) <= 1 or _ONLY_ASKS.fullmatch(before)))


def is_question(text: str) -> bool:
    """Whether a paragraph reads as a question to be put to somebody."""
    return text.rstrip().endswith("?") or bool(_QUESTION.match(text))


def opens_questions(text: str) -> bool:
    """Whether a clause ends by asking: 'write to them and ask:'."""
    return bool(_OPENS_QUESTIONS.search(text))


def evidence_for(text: str) -> tuple[EvidenceKind, ...]:
    """What would show the clause done, by the first verb in it that says; empty when none does."""
    if asks := _ASKS_INSIDE.search(text):
        text = text[: asks.start("asks")]
    if trigger := trigger_in(text):  # "once the review is complete" asks for no review
        text = text.replace(trigger, "")
    places = [(match.start(), kinds) for verbs, kinds in _EVIDENCE
              if (match := re.search(rf"(?i)\b(?:{verbs})(?:e?s)?\b", text))]  # fmt: skip
    return min(places, key=lambda each: each[0])[1] if places else ()


def without_dangling(text: str) -> str:
    """The text without the joining words at its end, for a clause that was cut in two."""
    return _DANGLING.sub("", text)


def _words(pattern: re.Pattern[str], text: str) -> str | None:
    found = pattern.search(text)
    return found[0].strip() if found else None
