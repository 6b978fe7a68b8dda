"""What publishing would change: the headline figures before and after, and what to know of the files beneath."""

from dataclasses import dataclass
from datetime import date

from coopcouncil.data.snapshots import StoreError
from coopcouncil.data.spending.picture.figures import Headline
from coopcouncil.data.spending.picture.filters import Filters
from coopcouncil.papers.words import counted, day, percent, short_gbp
from coopcouncil.web.publishing.queries import published_snapshot_id
from coopcouncil.web.snapshots import Reading, open_snapshot, store
from coopcouncil.web.spending.queries import picture_of

FILES = """
SELECT count(DISTINCT (council, file_id)) AS files, count(*) FILTER (warnings <> '[]') AS warned,
    coalesce(sum(refused), 0)::BIGINT AS refused
FROM payment_files
"""


@dataclass(frozen=True)
class Line:
    """One figure in words, as the public sees it and as it would be; `before` is None where nothing is published."""

    words: str
    before: str | None
    after: str

    @property
    def changes(self) -> bool:
        """Whether the public would read something else."""
        return self.before != self.after


@dataclass(frozen=True)
class Changes:
    """All that a person should see before publishing."""

    lines: list[Line]
    warned: int
    refused: int
    to_review: int


def changes(now: Reading, *, to_review: int) -> Changes:
    """What publishing the snapshot of `now` would change."""
    before = _words(_published())
    lines = [Line(words, before.get(words), value) for words, value in _words(now).items()]
    files = now.rows(FILES)[0]
    return Changes(lines, warned=files["warned"], refused=files["refused"], to_review=to_review)


def _published() -> Reading | None:
    snapshot_id = published_snapshot_id()
    try:
        return open_snapshot(store().get(snapshot_id)) if snapshot_id else None
    except StoreError:
        return None  # gone from the disk: there is nothing to compare with


def _words(reading: Reading | None) -> dict[str, str]:
    if reading is None:
        return {}
    headline = picture_of(reading, Filters()).headline
    files = reading.rows(FILES)[0]
    return {
        "First payment": _day(headline.first_on),
        "Last payment": _day(headline.last_on),
        "All payments": f"{short_gbp(headline.whole.total_gbp)} in {counted(headline.whole.payments, 'payment')}",
        "Suppliers": f"{headline.whole.suppliers:,}",
        "Co-operatives and mutuals": _share(headline, "cooperative_and_mutual"),
        "The wider co-operative economy": _share(headline, "cooperative_economy"),
        "Inside the council's area": _share(headline, "inside"),
        "Matched to a register": percent(headline.matched_coverage.share),
        "Files": f"{files['files']:,}",
        "Rows refused": f"{files['refused']:,}",
    }


def _day(on: str | None) -> str:
    return day(date.fromisoformat(on) if on else None)


def _share(headline: Headline, name: str) -> str:
    figure = getattr(headline, name)
    return f"{short_gbp(figure.total_gbp)} ({percent(headline.share(figure))})"
