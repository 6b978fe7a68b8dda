"""The computed figures beneath the actions of a report: as they are kept, with a chart where its snapshot has one."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import parse_qsl, urlencode

from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.spending.picture.figures import Breakdown
from coopcouncil.data.spending.picture.filters import FilterError, filters_from_query
from coopcouncil.evidence.record import canonical
from coopcouncil.papers.committee_report.structure import Alignment, Block, Chart, Figure, Gap, Report, Table
from coopcouncil.papers.words import coverage_words, exact_gbp, percent
from coopcouncil.web.evidence.figures import FIGURES, FigureError, value_words
from coopcouncil.web.evidence.kinds.figure import KIND, KeptFigure, kept_figure
from coopcouncil.web.evidence.kinds.registry import Outcome
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import check_evidence
from coopcouncil.web.people.models import Person
from coopcouncil.web.promises.models import Action
from coopcouncil.web.promises.proofs import evidence_under
from coopcouncil.web.publishing.models import Publication
from coopcouncil.web.snapshots import open_snapshot, store
from coopcouncil.web.spending.charts import charts_of
from coopcouncil.web.spending.queries import picture_of

_RIGHT = Alignment.RIGHT
# a word in a figure's name -> the breakdown that shows where the figure comes from
_BREAKDOWNS = {"cooperative": "ownership_model", "inside": "place"}


@dataclass(frozen=True)
class Again:
    """What came of computing one figure again: its title and value as kept, the outcome, and what was found."""

    title: str
    value: str
    outcome: str
    said: str


def figures_under(actions: Sequence[Action], user: object) -> dict[str, tuple[Evidence, ...]]:
    """By an action's id, the figures kept beneath it that this user may see."""
    under = evidence_under(actions, user)
    found = {each.subject_ref: [shown.evidence for shown in under.get(each.pk, ())] for each in actions}
    return {ref: tuple(each for each in rows if each.kind == KIND.name) for ref, rows in found.items()}


def blocks_of(figures: Mapping[str, Sequence[Evidence]]) -> dict[str, list[Block]]:
    """The same as blocks of a report; a chart that would show the same again is drawn once."""
    published = set(Publication.objects.values_list("snapshot_id", flat=True)) if any(figures.values()) else set()
    drawn: set[tuple[str, ...]] = set()
    return {ref: [*_blocks(rows, published, drawn)] for ref, rows in figures.items() if rows}


def compute_again(evidence: Sequence[Evidence], by: Person) -> list[Again]:
    """Compute each figure again from its own snapshot; each check is kept with the evidence, and in the record.

    Raises NotAllowedError.
    """
    made = [(each, check_evidence(evidence=each, by=by)) for each in evidence]
    return [Again(each.title, kept_figure(each).value_in_words, check.outcome, check.said) for each, check in made]


def compute_published(paper: Report) -> list[Again]:
    """Compute the figures of a published report again, each from the snapshot that it names, whatever became of it."""
    figures = [block for section in paper.sections for block in section.blocks if isinstance(block, Figure)]
    return [_again(each) for each in figures]


def _again(figure: Figure) -> Again:
    name, _, filters = figure.query.partition("?")
    title, _, kept = figure.sentence.removesuffix(".").rpartition(": ")
    if name not in FIGURES:
        return Again(title, kept, Outcome.NOT_CHECKED, "Nothing here knows how to compute this figure any more.")
    try:
        snapshot = store().get(figure.snapshot)
        found = FIGURES[name].compute(snapshot, dict(parse_qsl(filters)))
    except StoreError:
        return Again(title, kept, Outcome.GONE, f"The snapshot {figure.snapshot} is gone. Look in the backup.")
    except (FigureError, FilterError) as error:
        return Again(title, kept, Outcome.NOT_CHECKED, str(error))
    words = value_words(found.value, found.unit)
    said = f"Computed again from its snapshot: {words}, unrounded {found.value}; the report has {kept}, {figure.value}."
    same = words == kept and found.value == Decimal(figure.value or 0)
    return Again(title, kept, Outcome.SAME if same else Outcome.DIFFERENT, said)


def _blocks(rows: Sequence[Evidence], published: set[str], drawn: set[tuple[str, ...]]) -> Iterator[Block]:
    for each in rows:
        figure = kept_figure(each)
        under = ", ".join(f"{what.lower()}: {value}" for what, value in figure.filters_in_words)
        named = f"{figure.words} ({under})" if under else figure.words
        sentence, query = f"{named}: {figure.value_in_words}.", _query(figure)
        yield Figure(sentence, figure.coverage, figure.snapshot_id, query, str(figure.value))
        part = next((part for word, part in _BREAKDOWNS.items() if word in figure.figure), "")
        key = (part, figure.snapshot_id, canonical(figure.filters))
        if part and key not in drawn:
            drawn.add(key)
            yield from _chart(figure, part, published)


def _query(figure: KeptFigure) -> str:
    """The query in a line: the figure's name, and the filters as an address of the picture has them."""
    return "?".join(each for each in (figure.figure, urlencode(sorted(figure.filters.items()))) if each)


def _chart(figure: KeptFigure, part: str, published: set[str]) -> Iterator[Block]:
    """The chart of a breakdown with its table: of published figures only, since a report is for everybody."""
    if figure.snapshot_id not in published:
        yield Gap(f"no chart: the figures of snapshot {figure.snapshot_id} are not published")
        return
    try:
        reading = open_snapshot(store().get(figure.snapshot_id))
        picture = picture_of(reading, filters_from_query(figure.filters))
    except (StoreError, FilterError):
        yield Gap(f"no chart: snapshot {figure.snapshot_id} cannot be read here any more")
        return
    drawn = charts_of(reading, picture).get(part)
    if drawn:
        caption, svg = drawn
        told = f"{caption}. Snapshot {figure.snapshot_id}. The table below holds the same figures."
        yield Chart(str(svg), told, _table(picture.breakdowns[part], figure.snapshot_id))


def _table(breakdown: Breakdown, snapshot_id: str) -> Table:
    rows = tuple((each.label, exact_gbp(each.total_gbp), percent(each.total_share)) for each in breakdown.rows)
    caption = f"{breakdown.title}. Coverage: {coverage_words(breakdown.coverage)}. Snapshot {snapshot_id}."
    return Table(caption, ("Of the money", "Paid", "Share"), rows, (Alignment.LEFT, _RIGHT, _RIGHT))
