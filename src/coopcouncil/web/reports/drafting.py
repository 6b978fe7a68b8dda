"""A report as it stands: a draft is assembled from what is recorded now, what was published is as it was."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from coopcouncil.evidence.record import canonical, sha256_text
from coopcouncil.papers.committee_report import structure as paper
from coopcouncil.papers.committee_report.headings import Headings, Holds, TemplateHeading
from coopcouncil.papers.committee_report.kept import Missing, as_json, from_json, gaps_of
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.pages import council_name
from coopcouncil.web.promises.proofs import evidence_under
from coopcouncil.web.promises.queries import facts_of_all
from coopcouncil.web.reports.assembling import Draft, Occasion, assemble
from coopcouncil.web.reports.figures import blocks_of, figures_under
from coopcouncil.web.reports.headings import headings_in_use
from coopcouncil.web.reports.models import Report
from coopcouncil.web.reports.queries import actions_of, item_of, words_of

EVERYBODY = AnonymousUser()  # a paper is public: it tells what everybody may know


@dataclass(frozen=True)
class Drafted:
    """A draft as it would be published now; `figures` are the evidence that its figures come from.

    `trouble` is what is wrong with the council's file of headings. `lost` are words under keys that the headings have
    not any more.
    """

    paper: paper.Report
    headings: Headings
    trouble: str
    words: dict[str, str]
    lost: dict[str, str]
    figures: tuple[Evidence, ...]

    @property
    def gaps(self) -> list[Missing]:
        """Every gap, in the order of the paper."""
        return gaps_of(self.paper)

    @property
    def gaps_together(self) -> dict[tuple[str, str], list[str]]:
        """The words of the gaps, by their heading and the action that they belong to."""
        found: dict[tuple[str, str], list[str]] = {}
        for each in self.gaps:
            found.setdefault((each.heading, each.of), []).append(each.words)
        return found

    @property
    def unwritten(self) -> list[TemplateHeading]:
        """The required headings under which somebody has to write, and nobody has."""
        return [each for each in self.headings.headings if each.required and self.is_empty(each)]

    @property
    def seen(self) -> str:
        """A fingerprint of the paper, so that what is published is what was looked at."""
        return sha256_text(canonical(as_json(self.paper)))

    def is_empty(self, heading: TemplateHeading) -> bool:
        """Whether nothing stands under a heading: nothing is written, and nothing computed."""
        return heading.holds is Holds.WORDS and heading.key not in self.words


def drafted(report: Report) -> Drafted:
    """The report as it would be published now."""
    headings, trouble = headings_in_use()
    words, actions = words_of(report), actions_of(report)
    figures = figures_under(actions, EVERYBODY)
    item = item_of(report) if report.meeting_id else None
    occasion = Occasion(
        report.committee,
        council_name(),
        settings.COOPCOUNCIL_ADDRESS,
        report.meeting,
        report.author,
        item.number if item else "",
    )
    draft = Draft(report.title, occasion, facts_of_all(actions, EVERYBODY), words, blocks_of(figures))
    known = {each.key for each in headings.headings}
    return Drafted(
        paper=assemble(draft, headings),
        headings=headings,
        trouble=trouble,
        words=words,
        lost={key: text for key, text in words.items() if key not in known},
        figures=tuple(dict.fromkeys(each for rows in figures.values() for each in rows)),
    )


def paper_of(report: Report) -> paper.Report:
    """The report as a paper: as it was published, or, while a draft, as it would be now."""
    return from_json(report.structure) if report.structure else drafted(report).paper


def unpublished_under(report: Report, user: Any) -> list[tuple[str, Evidence]]:
    """Evidence under its actions that this user sees and the public does not: words of the action, and the item."""
    actions = actions_of(report)
    under = evidence_under(actions, user)
    rows = [(str(each), shown) for each in actions for shown in under.get(each.pk, ())]
    return [(words, shown.evidence) for words, shown in rows if not shown.is_published]
