"""What an adopted text asks for: its resolutions, and the actions that each proposes.

Everything is a proposal to the clerk, in the text's own words. What the text does not state is None, and `not_stated`
names it: no owner, body, date or frequency is made up.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from coopcouncil.rules.motions import clause_words as words
from coopcouncil.rules.motions.bodies import AliasQuestion, alias_questions, bodies_in, body_after
from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.typed_numbers import without_number

NESTED = "It stands as a part of the clause above, but reads as a resolution of its own. Check."
MISLAID = 'The question "{}" stands beside this clause, but reads as one under it. Check.'
REPORT_AMONG_QUESTIONS = "It stands among the questions above, but asks for a report. Check."
TWO_BODIES = "Its name may be that of more than one body. Check."
SEVERAL_QUESTIONS = "It asks more than one question. Check that each gets its answer."
SECOND_ACTION = "It may ask for more than one thing. Check, and divide it where it does."
TOO_LONG = (
    "It is too long to be one clause, and was not read for what it states. Divide it, or state its action yourself."
)
LONGEST_CLAUSE = 10_000  # characters


class ActionKind(StrEnum):
    """Whether an action is done once, goes on under review, or is a report to a committee."""

    ONCE = "once"
    CONTINUING = "continuing"
    REPORT = "report"


@dataclass(frozen=True, slots=True)
class ProposedAction:
    """Something to be done, as the clause states it.

    `owner` is whom the clause asks; `body` through or to which body; `due` and `trigger` are its words, `due_on` the
    day where it names one in full; `review` how often. `evidence` is what would discharge it: empty when the words do
    not say, for a person to set.
    """

    kind: ActionKind
    words: str
    owner: str | None
    body: str | None
    due: str | None
    due_on: date | None
    trigger: str | None
    review: str | None
    evidence: tuple[EvidenceKind, ...]

    @property
    def not_stated(self) -> tuple[str, ...]:
        """What a person must still set: 'owner', 'body', 'due date or trigger', 'review frequency', 'evidence'."""
        continuing = self.kind is ActionKind.CONTINUING
        gaps = (
            ("owner", self.owner is None),
            ("body", self.body is None),
            ("due date or trigger", not continuing and not (self.due or self.trigger or self.review)),
            ("review frequency", continuing and self.review is None),
            ("evidence", not self.evidence),
        )
        return tuple(name for name, missing in gaps if missing)


@dataclass(frozen=True, slots=True)
class ProposedResolution:
    """One thing resolved: its `number` from 1, the paragraph it is, and what stands under it.

    `questions` are to be put to somebody; `parts` are what else is listed under it. `checks` are for the clerk.
    """

    number: int
    paragraph: Paragraph
    questions: tuple[Paragraph, ...]
    parts: tuple[Paragraph, ...]
    actions: tuple[ProposedAction, ...]
    checks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an adopted text asks for, and the names of bodies that may mean one."""

    resolutions: tuple[ProposedResolution, ...]
    bodies: tuple[str, ...]
    aliases: tuple[AliasQuestion, ...]


@dataclass(slots=True)
class _Draft:
    paragraph: Paragraph
    questions: list[Paragraph]
    parts: list[Paragraph]
    checks: list[str]
    owner: str | None = None  # whom the heading above asks


def propose(text: Sequence[Paragraph]) -> Proposal:
    """The resolutions of an adopted text, from its resolves clauses and what is listed under them."""
    resolutions = tuple(_resolution(number, draft) for number, draft in enumerate(_drafts(text), start=1))
    plain = [paragraph.text for paragraph in text if not _is_too_long(paragraph.text)]
    names = dict.fromkeys(body.name for paragraph in plain for body in bodies_in(paragraph))
    return Proposal(resolutions, tuple(names), alias_questions(plain))


def _drafts(text: Sequence[Paragraph]) -> list[_Draft]:
    drafts: list[_Draft] = []
    opened: _Draft | None = None  # the clause that the list being read stands under
    for paragraph, owner in _clauses(text):
        last = opened
        if last is not None and _is_part(paragraph, last):
            _put_under(last, paragraph)
            continue
        checks = []
        if drafts and paragraph.role is ParagraphRole.SUB_ITEM:
            among = last is not None and bool(last.questions) and words.report_in(paragraph.text) is not None
            checks.append(REPORT_AMONG_QUESTIONS if among else NESTED)
        drafts.append(_Draft(paragraph, [], [], checks, owner))
        if not (paragraph.role is ParagraphRole.SUB_ITEM and last is not None and _opens_list(last)):
            opened = drafts[-1]
    return drafts


def _clauses(text: Sequence[Paragraph]) -> Iterator[tuple[Paragraph, str | None]]:
    """The resolves clauses with a word in them and the sub-items under them, each with whom its heading asks."""
    resolving = False
    owner = None
    for paragraph in text:
        if paragraph.role is ParagraphRole.HEADING:
            owner = None if _is_too_long(paragraph.text) else words.asked_in(paragraph.text)
        if paragraph.role is not ParagraphRole.SUB_ITEM:
            resolving = paragraph.role is ParagraphRole.CLAUSE
        if resolving and any(map(str.isalnum, paragraph.text)):
            yield paragraph, owner


def _opens_list(draft: _Draft) -> bool:
    return draft.paragraph.text.rstrip().endswith((":", "–", "—"))


def _is_part(paragraph: Paragraph, above: _Draft) -> bool:
    """Whether a paragraph belongs to the clause above: a question where it asks, or an item of the list it opens."""
    if _is_too_long(paragraph.text) or _is_too_long(above.paragraph.text):
        return paragraph.role is ParagraphRole.SUB_ITEM and _opens_list(above)
    if words.opens_questions(above.paragraph.text):
        return words.is_question(_said(paragraph)) or (
            paragraph.role is ParagraphRole.SUB_ITEM and words.report_in(paragraph.text) is None
        )
    return paragraph.role is ParagraphRole.SUB_ITEM and _opens_list(above)


def _put_under(above: _Draft, paragraph: Paragraph) -> None:
    nearest = above.parts[-1] if above.parts and paragraph.level > above.parts[-1].level else above.paragraph
    asks = words.opens_questions(nearest.text)
    (above.questions if asks else above.parts).append(paragraph)
    if paragraph.role is not ParagraphRole.SUB_ITEM:
        above.checks.append(MISLAID.format(paragraph.text.strip()))


def _resolution(number: int, draft: _Draft) -> ProposedResolution:
    text = draft.paragraph.text
    checks = [*draft.checks, TOO_LONG] if _is_too_long(text) else list(draft.checks)
    if not _is_too_long(text) and any(name.count(" and ") > 1 for name in (body.name for body in bodies_in(text))):
        checks.append(TWO_BODIES)
    if not _is_too_long(text):
        checks += [SEVERAL_QUESTIONS] if words.questions_inside(text) > 1 else []
        checks += [SECOND_ACTION] if words.asks_for_more(text) else []
    return ProposedResolution(
        number, draft.paragraph, tuple(draft.questions), tuple(draft.parts), tuple(_actions(draft)), tuple(checks)
    )


def _said(paragraph: Paragraph) -> str:
    """What a paragraph says: its text without a number typed before it."""
    return without_number(paragraph.text) if paragraph.level else paragraph.text


def _is_too_long(text: str) -> bool:
    return len(text) > LONGEST_CLAUSE


def _actions(draft: _Draft) -> Iterator[ProposedAction]:
    """The clause's own action, those of its parts, and a report back that it asks for besides."""
    text = _said(draft.paragraph)
    if any(_is_too_long(each.text) for each in (draft.paragraph, *draft.parts)):
        yield ProposedAction(ActionKind.ONCE, text, None, None, None, None, None, None, ())
        return
    report = words.report_in(text)
    if draft.parts:
        shared = words.asked_in(text) or draft.owner
        for part in map(_said, draft.parts):
            yield _report(part, shared) if words.is_report(part) else _action(part, shared, _answers(part))
    elif not words.is_report(text):
        answers = (EvidenceKind.ANSWERS,) if draft.questions else ()
        yield _action(text if report is None else _rest(text, report), words.asked_in(text) or draft.owner, answers)
    if report is not None:
        yield _report(text, draft.owner)


def _answers(part: str) -> tuple[EvidenceKind, ...]:
    return (EvidenceKind.ANSWERS,) if words.opens_questions(part) else ()


def _action(text: str, owner: str | None, besides: tuple[EvidenceKind, ...]) -> ProposedAction:
    review = words.review_in(text)
    continuing = words.is_continuing(text) or review is not None
    due = words.due_in(text)
    bodies = bodies_in(text)
    if not besides and words.questions_inside(text):
        besides = (EvidenceKind.ANSWERS,)
    return ProposedAction(
        ActionKind.CONTINUING if continuing else ActionKind.ONCE, text, words.asked_in(text) or owner,
        bodies[0].name if bodies else None, due, words.day_in(due), words.trigger_in(text), review,
        (*words.evidence_for(text), *besides),
    )  # fmt: skip


def _report(text: str, owner: str | None) -> ProposedAction:
    """The report that the text asks for; its body is the one named after the words that ask."""
    found = words.report_in(text)
    start, end = (found.start(), _end(text, found)) if found else (0, len(text))
    stated = text[start:end]
    names_body = found is not None and found[0].lower().endswith(("to", "back"))
    body = body_after(text, found.end(), bodies_in(text)) if found and names_body else None
    due = words.due_in(stated)
    return ProposedAction(
        ActionKind.REPORT, stated, words.asked_in(text) or owner, body.name if body else None, due, words.day_in(due),
        words.trigger_in(stated), words.review_in(stated), (EvidenceKind.REPORT, EvidenceKind.MINUTE),
    )  # fmt: skip


def _rest(text: str, report: re.Match[str]) -> str:
    """What the clause asks for besides its report."""
    return words.without_dangling(text[: report.start()]) + text[_end(text, report) :]


def _end(text: str, found: re.Match[str]) -> int:
    """Where the sentence that asks for the report ends."""
    ends = [place for place in (text.find(". ", found.end()), text.find("; ", found.end())) if place >= 0]
    return min(ends, default=len(text))
