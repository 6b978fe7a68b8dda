"""A report assembled from what is recorded of actions: nothing in it is invented, and what is missing is a gap."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from coopcouncil.papers.committee_report.headings import Headings, Holds, TemplateHeading
from coopcouncil.papers.committee_report.structure import (
    Block,
    Gap,
    Proof,
    Prose,
    Report,
    Run,
    Section,
    Statement,
    Table,
)
from coopcouncil.papers.words import counted, day
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.promises.queries import ActionFacts, ProofFact

NO_ACTIONS = "no action is to be reported to this committee"
NO_EVIDENCE = "no published evidence yet"


@dataclass(frozen=True, slots=True)
class Occasion:
    """For whom the report is: the committee, its meeting (None: not stated), the council and its site's address."""

    committee: str
    council: str
    site: str = ""
    meeting: Meeting | None = None
    author: str = ""
    item_number: str = ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a report is assembled from.

    `words` are what clerks wrote, by the keys of headings; `figures` the figures and charts beneath an action, by its
    id.
    """

    title: str
    occasion: Occasion
    actions: Sequence[ActionFacts]
    words: Mapping[str, str] = field(default_factory=dict)
    figures: Mapping[str, Sequence[Block]] = field(default_factory=dict)


def assemble(draft: Draft, headings: Headings) -> Report:
    """The report of these actions under these headings."""
    occasion = draft.occasion
    return Report(
        title=draft.title,
        committee=occasion.committee,
        council=occasion.council,
        meeting_at=timezone.localtime(occasion.meeting.starts_at) if occasion.meeting else None,
        author=occasion.author,
        item_number=occasion.item_number,
        sections=tuple(_section(heading, draft) for heading in headings.headings),
    )


def _section(heading: TemplateHeading, draft: Draft) -> Section:
    blocks = list(_ASSEMBLED[heading.holds](draft))
    paragraphs = tuple((Run(each),) for each in paragraphs_of(draft.words.get(heading.key, "")))
    if paragraphs:
        blocks.append(Prose(paragraphs))
    if not blocks:
        blocks.append(Gap("not stated"))
    return Section(heading.words, tuple(blocks))


def paragraphs_of(written: str) -> list[str]:
    """The paragraphs of what somebody wrote: a line is one, empty lines between them say nothing."""
    return [_line(each) for each in written.splitlines() if each.strip()]


def _purpose(draft: Draft) -> Iterator[Block]:
    if not draft.actions:
        yield Gap(NO_ACTIONS)
        return
    told = f"{counted(len(draft.actions), 'action')} {'stands' if len(draft.actions) == 1 else 'stand'}"
    motions = [_link(draft, motion, address) for motion, address in _motions(draft)]
    runs = [Run(f"To tell the committee where {told}. What was promised follows from: ")]
    for place, motion in enumerate(motions):
        runs += [Run("; "), motion] if place else [motion]
    yield Prose(((*runs, Run(".")),))


def _recommendations(draft: Draft) -> Iterator[Block]:
    if not draft.actions:
        yield Gap(NO_ACTIONS)
        return
    sentences = ["That the committee notes where each action stands, as set out under the main issues."]
    for each in draft.actions:
        if each.state == ActionState.AWAITING_DISCHARGE:
            sentences.append(f"That the committee agrees that this action is discharged: “{each.words}”")
    yield Prose(tuple((Run(each),) for each in sentences))


def _background(draft: Draft) -> Iterator[Block]:
    clauses = dict.fromkeys((each.motion, each.resolution, each.adopted_on, each.clause) for each in draft.actions)
    for motion, number, adopted_on, clause in clauses:
        yield Prose(
            ((Run(f"On {day(adopted_on)} the council adopted “{motion}”. Its resolution {number} says: “{clause}”"),),)
        )


def _main_issues(draft: Draft) -> Iterator[Block]:
    for each in draft.actions:
        gaps = [f"{name}: not stated" for name in each.not_stated]
        if not each.proofs:
            gaps.insert(0, NO_EVIDENCE)
        if each.late and each.due_on:
            gaps.append(f"late since {day(each.due_on)}")
        evidence = tuple(_proof(draft, proof) for proof in each.proofs)
        yield Statement(
            each.words[:1].upper() + each.words[1:],
            each.state_words.rstrip("."),
            evidence,
            tuple(gaps),
            tuple(_notes(each)),
        )
        yield from draft.figures.get(each.ref, ())


def _notes(facts: ActionFacts) -> Iterator[str]:
    """What is told of an action besides where it stands: whence it comes, who answers, what reviews and owners said."""
    answers = f" {facts.owner[:1].upper()}{facts.owner[1:]} answers for it." if facts.owner else ""
    yield f"It follows from resolution {facts.resolution} of “{facts.motion}”.{answers}"
    for review in facts.reviews:
        yield f"Reviewed on {day(review.reviewed_on)}: “{_line(review.words)}”"
    if facts.discharge:
        yield f"Said when it was proposed as done: “{_line(facts.discharge.words)}”"
        if facts.discharge.granted is not None and facts.discharge.minute:
            yield f"{facts.discharge.meeting or 'The committee'}: “{_line(facts.discharge.minute)}”"


def _line(words: str) -> str:
    """Words of several lines in one."""
    return " ".join(words.split())


def _sources(draft: Draft) -> Iterator[Block]:
    proofs = dict.fromkeys(proof for each in draft.actions for proof in each.proofs)
    if not proofs:
        yield Gap(NO_EVIDENCE)
        return
    rows = tuple((each.title, each.kind, each.snapshot or "none", each.fingerprint or "none") for each in proofs)
    yield Table("Evidence relied on", ("Title", "Kind", "Snapshot", "Fingerprint (SHA-256)"), rows)


def _nothing(_draft: Draft) -> Iterator[Block]:
    return iter(())


_ASSEMBLED: dict[Holds, Callable[[Draft], Iterator[Block]]] = {
    Holds.WORDS: _nothing,
    Holds.PURPOSE: _purpose,
    Holds.RECOMMENDATIONS: _recommendations,
    Holds.BACKGROUND: _background,
    Holds.MAIN_ISSUES: _main_issues,
    Holds.SOURCES: _sources,
}


def _motions(draft: Draft) -> list[tuple[str, str]]:
    return list(dict.fromkeys((each.motion, each.motion_address) for each in draft.actions))


def _link(draft: Draft, words: str, address: str) -> Run:
    return Run(words, f"{draft.occasion.site}{address}" if address else "")


def _proof(draft: Draft, fact: ProofFact) -> Proof:
    shows = f"It shows: {', '.join(fact.shows)}" if fact.shows else ""
    return Proof(
        title=fact.title,
        kind=fact.kind,
        shows=shows,
        snapshot=fact.snapshot,
        sha256=fact.fingerprint,
        address=f"{draft.occasion.site}{fact.address}",
        public=fact.published,
    )
