"""Sentences that a change left unfinished, requests in the wrong list, words that people read differently."""

import re
from collections.abc import Iterator
from itertools import zip_longest

from coopcouncil.rules.motions.marked_text import MarkedLine, MarkedMotion
from coopcouncil.rules.motions.paragraphs import ParagraphRole
from coopcouncil.rules.motions.segments import Mark
from coopcouncil.rules.motions.typed_numbers import without_number
from coopcouncil.rules.motions.warnings.finding import TextFinding, found

_REPORT = re.compile(
    r"(?i)^(?:and )?(?:bring|report|present|submit|return|provide|publish)\b.*"
    r"\b(?:report|summary|paper|results?|responses?|committee)\b"
)
_ASKS = re.compile(r"(?i)\b(?:asks?|asking|questions?|answers?|survey|whether)\b[^:]{0,500}(?<!\bto):\s*$")
_AUXILIARY = re.compile(r"(?i)\b(?:is|are|was|were|be|will|would|shall|should|can|could|may|might|must|has|have|had)\b")
_OPEN_END = re.compile(
    r"(?i)\b(?:and|or|to|of|the|a|an|that|by|for|with|in|on|from|which|who|as|its|their|at|into)\s*[.;,:]?$"
)
# words that never end a sentence, as "by" and "for" can
_NO_END = re.compile(r"(?i)\b(?:the|a|an|its|their|our|whose)\s*[.;,]?$")
_JUDGED = "Nothing says who judges it, or by what."
_LIVING_WAGE = "It may be the National Living Wage, which is the law, or the Real Living Wage, which is not."
# terms that people read differently -> what is missing
UNDEFINED = {
    r"(?<!real )(?<!national )living wage(?! foundation)": _LIVING_WAGE,
    r"small|large|short|significant|substantial": "Nothing says how much.",
    r"representative": "Nothing says of what, or how it would be shown.",
    r"sufficient|adequate|reasonable|appropriate": _JUDGED,
    r"regular(?:ly)?|as soon as possible|in due course|where (?:possible|practicable|practical)|timely": (
        "Nothing says when."
    ),
}
_MONTH = "january|february|march|april|may|june|july|august|september|october|november|december"
_WHEN = re.compile(
    rf"(?i)\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|20\d\d|(?:annual|quarter|month|week|year)\w*|within \w+"
    rf"|(?:at|in|before|until|to|for) (?:the )?(?:{_MONTH})"
    rf"|by (?:the end|{_MONTH}|spring|summer|autumn|winter)|next meeting|every \w+)\b"
)
_CLAUSES = (ParagraphRole.CLAUSE, ParagraphRole.SUB_ITEM)
_LISTED = (*_CLAUSES, ParagraphRole.ITEM)


def disguised_reports(motion: MarkedMotion) -> Iterator[TextFinding]:
    """A report to a committee in a list of questions to somebody else."""
    asking: MarkedLine | None = None
    clauses = list(_clauses(motion))
    for line, following in zip_longest(clauses, clauses[1:]):
        text = without_number(line.after.strip())
        # a question at the wrong level, between others, does not end the list
        between = text.endswith(";") and following is not None and following.level > line.level
        if asking and line.level <= asking.level and not between:
            asking = None
        if _ASKS.search(text):
            asking = line
        elif asking and _REPORT.search(text):
            yield found("report-as-question", line.number, text,
                        f"This asks for a report, in the list of questions that line {asking.number} begins.",
                        "Make it a clause of its own, so that it becomes an action with an owner.")  # fmt: skip


def unfinished_sentences(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Sentences from which a change took the verb, or the words that a last word waits for; or that just stop."""
    for line in motion.lines:
        if line.role in _LISTED and _NO_END.search(line.after.strip()) and _NO_END.search(line.before.strip()):
            yield found("unfinished", line.number, _last_words(line.after), "This sentence is not finished.",
                        "Ask the author what it should say.")  # fmt: skip
        gone = " ".join(text for mark, text in line.segments if mark is Mark.DELETED)
        after = line.after.strip()
        if not gone.strip() or not after:
            continue
        clause = after.partition(" that ")[2]
        no_verb = bool(clause) and _AUXILIARY.search(gone) and not _has_verb(clause)
        if no_verb or (_OPEN_END.search(after) and not _OPEN_END.search(line.before.strip())):
            yield found("unfinished", line.number, _last_words(after),
                        f"With “{gone.strip()[:60]}” struck out this sentence is not finished.",
                        "Ask the author what it should say.")  # fmt: skip


def _last_words(text: str) -> str:
    return " ".join(text.split()[-10:])


def _has_verb(clause: str) -> bool:
    """Whether a clause holds a word that may be its verb; a plural looks like a verb, so it does not count."""
    return bool(_AUXILIARY.search(clause) or re.search(r"\b[a-z]+ed\b", clause))


def undefined_terms(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Terms in what is resolved that nothing defines."""
    for line in _clauses(motion):
        for pattern, missing in UNDEFINED.items():
            terms = dict.fromkeys(each.lower() for each in re.findall(rf"(?i)\b(?:{pattern})\b", line.after))
            for term in terms:
                yield found("undefined", line.number, term, f"“{term}” is not defined. {missing}",
                            "Ask the author, or let the officer who owns the action propose a meaning.")  # fmt: skip


def no_dates(motion: MarkedMotion) -> Iterator[TextFinding]:
    """Nothing in what is resolved says when or how often."""
    clauses = list(_clauses(motion))
    if clauses and not any(_WHEN.search(line.after) for line in clauses):
        first = clauses[0]
        yield found("no-date", first.number, first.after, "Nothing that is resolved says by when, or how often.",
                    "Ask the author, or the actions will show their dates as not stated.")  # fmt: skip


def _clauses(motion: MarkedMotion) -> Iterator[MarkedLine]:
    return (line for line in motion.lines if line.role in _CLAUSES and line.after.strip())
