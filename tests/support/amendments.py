"""A made-up motion with amendments, made the way people make them, for tests."""

from collections.abc import Sequence
from datetime import UTC, datetime

from coopcouncil.rules.motions.advice import version_of
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole, plain_paragraphs
from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments.operations import add_amendment, move_amendment
from coopcouncil.web.motions.amendments.texts import current_text, kept
from coopcouncil.web.motions.models import Amendment, Motion, Text
from coopcouncil.web.people.models import Person
from tests.support.people import person

NOTES = "This Council notes that allotments in the town are full."
WELCOMES = "This Council welcomes the work of the growing group."
FIRST = "Set up a fund of £10,000 for new allotments by April."
SECOND = "Ask officers to report to the Communities Committee in June."
THIRD = "Write to the landowners of the old brickworks."
WORDS = (NOTES, WELCOMES, "This Council resolves to:", FIRST, SECOND, THIRD)


def clerk() -> Person:
    """Somebody of democratic services."""
    return person(Role.DEMOCRATIC_SERVICES)


def adviser() -> Person:
    """The Monitoring Officer."""
    return person(Role.MONITORING_OFFICER)


def motion(
    words: Sequence[str] = WORDS, state: MotionState = MotionState.SECONDED, title: str = "Allotments"
) -> Motion:
    """A motion with one text, where it stands in this state."""
    made = Motion.objects.create(
        title=title,
        mover="A. Grower",
        seconder="B. Digger",
        state=state,
        added_by=clerk(),
        published_at=datetime(2026, 5, 1, 9, tzinfo=UTC),
    )
    paragraphs = [Paragraph(each.id, 0, ParagraphRole.TEXT, each.text) for each in plain_paragraphs(words)]
    Text.objects.create(
        motion=made,
        number=1,
        paragraphs=kept(paragraphs),
        fingerprint=version_of(words),
        because="as received",
        added_by=clerk(),
    )
    return made


def amendment(
    of: Motion | Amendment, name: str, change: dict[str, str | None], *, by: Person | None = None, extra: str = ""
) -> Amendment:
    """An amendment that puts other words in the place of these paragraphs (None strikes one out), and adds `extra`."""
    base = current_text(of)
    words = [change.get(text, text) for text in base.plain]
    texts = [text for text in words if text is not None] + ([extra] if extra else [])
    return add_amendment(
        motion=of.motion if isinstance(of, Amendment) else of,
        amends=of if isinstance(of, Amendment) else None,
        base=base,
        paragraphs=succeed(base.read, texts),
        name=name,
        mover=f"Mover of {name}",
        seconder="",
        received_at=None,
        by=by or clerk(),
    )


def brought(given: Amendment, *states: AmendmentState) -> Amendment:
    """The amendment, brought through these states by whoever may."""
    for to in states:
        ruling = to in (AmendmentState.IN_ORDER, AmendmentState.OUT_OF_ORDER)
        given.refresh_from_db()
        move_amendment(
            amendment=given, version=given.version, to=to, by=adviser() if ruling else clerk(), why="As was said."
        )
    given.refresh_from_db()
    return given


def seconded(given: Amendment) -> Amendment:
    """The amendment, ready for a vote."""
    way = (AmendmentState.SUBMITTED, AmendmentState.IN_ORDER, AmendmentState.MOVED, AmendmentState.SECONDED)
    return brought(given, *way)


def words_of(of: Motion | Amendment) -> tuple[str, ...]:
    """The paragraphs of its newest text."""
    return current_text(of).plain
