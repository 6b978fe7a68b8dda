"""Invented motions of the fictional council: one carried as amended, one that is amended just now, one just handed in.

Everything goes through the operations that people use, each in the name of who does it, so that the record tells it.
"""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from importlib.resources import files

from django.db import transaction
from django.utils import timezone

from coopcouncil.data.fictional import COUNCIL
from coopcouncil.papers.words import day
from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.voting import Ballot, Method
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.agendas.operations import ItemSaid, add_item, enter_minute
from coopcouncil.web.meetings.bodies.operations import begin_office
from coopcouncil.web.meetings.models import Meeting, MeetingState
from coopcouncil.web.meetings.operations import MeetingSaid, add_meeting, hold_meeting, publish_agenda
from coopcouncil.web.motions.amendments.operations import add_amendment, move_amendment
from coopcouncil.web.motions.amendments.texts import Source, current_text
from coopcouncil.web.motions.models import Amendment, Motion, Text
from coopcouncil.web.motions.operations import Details, advise, decide_warning, move_motion, take_in
from coopcouncil.web.motions.queries import warned
from coopcouncil.web.motions.reading import ReadMotion, read_words
from coopcouncil.web.motions.votes.operations import Taken, enter_vote
from coopcouncil.web.people.demo import DOMAIN
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.operations import give_role

FENMARSH, MEALS, LIBRARY = "A co-operative Fenmarsh", "School meals", "Library hours"
CHAMBER = "Council Chamber, Fenmarsh Shire Hall"
CLERK, ADVISER = "Nuala Fairbrisk", "Perpetua Lindqvast"
ATTENBURY, HOLLOWORTH = "Jocelyn Attenbury", "Samir Holloworth"
# members who cannot sign in here: the seat of each, and how they voted on the amendment
MEMBERS = (
    ("Bettany Thornquist", "Member for Castle Street", Ballot.FOR),
    ("Ludo Merrishaw", "Member for Fulling Mill", Ballot.FOR),
    ("Oriel Banfather", "Member for Mill Lane", Ballot.FOR),
    ("Quentin Ashgrove-Pell", "Member for Northgate", Ballot.AGAINST),
    ("Thea Wolstanbury", "Member for the Quays", Ballot.AGAINST),
    ("Emrys Candlewick", "Member for Upper Fenmarsh", Ballot.ABSTAIN),
)
AGENDA = ("Apologies for absence", "Minutes of the last meeting")
MINUTES = ("None were received.", "RESOLVED: that the minutes be approved as a correct record.")
CARRIED = "RESOLVED: that the motion, as amended by amendment 1, be carried."


@transaction.atomic
def make_demo_motions() -> int:
    """Make the demo's motions where there are none; how many were made. The demo's people and meetings come first."""
    people = demo_names()
    if Motion.objects.exists() or CLERK not in people:
        return 0
    today = timezone.localdate()
    _make_members(people)
    _carry_fenmarsh(people, today)
    _amend_meals(people, today)
    _hand_in_library(people[HOLLOWORTH])
    return 3


def demo_names() -> dict[str, Person]:
    """The demo's people by their names."""
    return {each.name: each for each in Person.objects.filter(email__endswith=f"@{DOMAIN}", is_active=True)}


def at_seven(on: date) -> datetime:
    """The evening of a Wednesday: of this day, or the first one after it."""
    on += timedelta(days=(2 - on.weekday()) % 7)
    return timezone.make_aware(datetime.combine(on, time(19)))


def held_with(meeting: Meeting, minutes: Iterable[str], clerk: Person) -> None:
    """Publish the agenda, say that the meeting was held, and minute its items in their order."""
    publish_agenda(meeting=meeting, by=clerk)
    hold_meeting(meeting=meeting, by=clerk)
    for item, words in zip(meeting.items.order_by("place"), minutes, strict=True):
        enter_minute(item=item, version=item.version, words=words, by=clerk)


def _make_members(people: dict[str, Person]) -> None:
    """The council's members: a recorded vote names them. Whoever sits on a committee sits on the council too."""
    clerk = people[CLERK]
    for name, seat, _ in MEMBERS:
        begin_office(body=None, title=seat, holder=f"Cllr {name}", starts_on=None, by=clerk)
    if not people[HOLLOWORTH].grants.filter(role=Role.COUNCILLOR, body=None, ended_at=None).exists():
        give_role(person=people[HOLLOWORTH], role=Role.COUNCILLOR, body=None, by=None)


def _read(name: str, said: dict[str, str]) -> ReadMotion:
    """A motion of the demo, with the days that it names put where they fit today."""
    words = (files("coopcouncil.data.fictional") / "motions" / f"{name}.txt").read_text(encoding="utf-8")
    for old, new in said.items():
        words = words.replace(old, new)
    return read_words(words)


# ---- a motion that was carried as amended
def _carry_fenmarsh(people: dict[str, Person], today: date) -> None:
    clerk = people[CLERK]
    met = at_seven(today - timedelta(days=77))
    meeting = add_meeting(said=MeetingSaid(None, met, "", CHAMBER), by=clerk)
    for number, title in enumerate(AGENDA, 1):
        add_item(meeting=meeting, said=ItemSaid(title, str(number)), by=clerk)
    budget = today.year + (today.month > 3)
    read = _read(
        "co-operative-fenmarsh",
        {
            "Fenmarsh County Council: 14 July 2026": f"{COUNCIL}: {day(met.date())}",
            "30 September 2026": day(met.date() + timedelta(days=42)),
            "31 January 2027": day(today + timedelta(days=24)),
            "2027-28": f"{budget}-{(budget + 1) % 100:02d}",
        },
    )
    details = Details(
        FENMARSH, None, "Cllr Jocelyn Attenbury", people[ATTENBURY], "Cllr Samir Holloworth",
        met - timedelta(days=14), meeting,
    )  # fmt: skip
    motion = take_in(details=details, paragraphs=read.text, by=clerk)
    amendment = _amendment(motion, read, clerk)
    _order_paper(motion, people, "It is within the council's powers, and commits no money.")
    held = Meeting.objects.get(pk=meeting.pk)
    held_with(held, (*MINUTES, CARRIED), clerk)
    for to in (MotionState.MOVED, MotionState.SECONDED):
        moved(motion, to, clerk)
    _vote_on_both(motion, amendment, Meeting.objects.get(pk=meeting.pk), people)


def _amendment(motion: Motion, read: ReadMotion, clerk: Person) -> Amendment:
    """The changes that the motion came with, as its first amendment."""
    assert read.changed is not None  # noqa: S101 - its file marks them
    return add_amendment(
        motion=motion, base=current_text(motion), paragraphs=read.changed, name="1", mover="Cllr Samir Holloworth",
        seconder="Cllr Bettany Thornquist", received_at=motion.received_at, by=clerk,
    )  # fmt: skip


def _vote_on_both(motion: Motion, amendment: Amendment, meeting: Meeting, people: dict[str, Person]) -> None:
    """The amendment is carried by names, then the motion by hands."""
    clerk, at = people[CLERK], meeting.starts_at + timedelta(hours=1)
    for to in (AmendmentState.SUBMITTED, AmendmentState.IN_ORDER, AmendmentState.MOVED, AmendmentState.SECONDED):
        by = people[ADVISER] if to is AmendmentState.IN_ORDER else clerk
        amendment.refresh_from_db()
        move_amendment(amendment=amendment, version=amendment.version, to=to, by=by)
    names = [(f"Cllr {name}", ballot) for name, _, ballot in MEMBERS]
    names += [(f"Cllr {name}", Ballot.FOR) for name in (ATTENBURY, HOLLOWORTH)]
    taken = Taken(Method.RECORDED, names=tuple(names), meeting=meeting, taken_at=at, go_on=True)
    amendment.refresh_from_db()
    enter_vote(about=amendment, version=amendment.version, taken=taken, by=clerk)
    motion.refresh_from_db()
    hands = Taken(Method.SHOW_OF_HANDS, votes_for=6, votes_against=1, abstentions=1, meeting=meeting, taken_at=at,
                  go_on=True)  # fmt: skip
    enter_vote(about=motion, version=motion.version, taken=hands, by=clerk)


# ---- a motion that is to be debated, with amendments that collide
def _amend_meals(people: dict[str, Person], today: date) -> None:
    clerk = people[CLERK]
    coming = Meeting.objects.filter(body=None, state=MeetingState.PLANNED, starts_at__gt=timezone.now())
    later = today + timedelta(days=150)
    read = _read("school-meals", {"March 2027": f"{later:%B %Y}"})
    details = Details(
        MEALS, None, "Cllr Jocelyn Attenbury", people[ATTENBURY], "Cllr Oriel Banfather", timezone.now(),
        coming.order_by("starts_at").first(),
    )  # fmt: skip
    motion = take_in(details=details, paragraphs=read.text, by=people[ATTENBURY])
    _order_paper(motion, people, "The report it asks for can be paid from what is set aside.")
    stated = f"by the end of {later:%B %Y}"
    sooner = {stated: f"by the end of {today + timedelta(days=90):%B %Y}"}
    first = _change(motion, "1", sooner, people[HOLLOWORTH], "Cllr Samir Holloworth")
    other = {
        stated: "in time for the budget",
        "the real Living Wage.": "the real Living Wage, and publish their answers.",
    }
    second = _change(motion, "2", other, clerk, "Cllr Thea Wolstanbury")
    weaker = _change(second, "2A", {"publish their answers": "publish a summary"}, clerk, "Cllr Ludo Merrishaw")
    for each in (first, second, weaker):
        each.refresh_from_db()
        move_amendment(amendment=each, version=each.version, to=AmendmentState.SUBMITTED, by=clerk)


def _change(of: Motion | Amendment, name: str, said: dict[str, str], by: Person, mover: str) -> Amendment:
    """An amendment that puts other words in the place of some."""
    base = current_text(of)
    texts = list(base.plain)
    for old, new in said.items():
        texts = [text.replace(old, new) for text in texts]
    return add_amendment(
        motion=of.motion if isinstance(of, Amendment) else of, amends=of if isinstance(of, Amendment) else None,
        base=base, paragraphs=succeed(base.read, texts, [base.read]), name=name, mover=mover, seconder="",
        received_at=timezone.now(), by=by,
    )  # fmt: skip


# ---- a motion that came just now
def _hand_in_library(mover: Person) -> None:
    """It waits for the Monitoring Officer's advice, and for the clerk to decide on what is warned of in it."""
    source = (files("coopcouncil.data.fictional") / "motions" / "library-hours.txt").read_text(encoding="utf-8")
    details = Details(LIBRARY, None, f"Cllr {mover.name}", mover, "", timezone.now())
    motion = take_in(details=details, paragraphs=read_words(source).text, by=mover, source=Source(words=source))
    moved(motion, MotionState.SUBMITTED, mover)


def moved(motion: Motion, to: MotionState, by: Person, why: str = "") -> None:
    """Bring a motion into a state, as it is now."""
    motion.refresh_from_db()
    move_motion(motion=motion, version=motion.version, to=to, by=by, why=why)


def _order_paper(motion: Motion, people: dict[str, Person], words: str) -> None:
    """Hand it in, decide on every warning, advise that it is in order, and put it on the order paper."""
    clerk, adviser = people[CLERK], people[ADVISER]
    moved(motion, MotionState.SUBMITTED, clerk)
    text: Text = current_text(motion)
    for each in warned(motion, text):
        decide_warning(
            text=text, key=each.key, rule=each.about.finding.rule, decision="leave",
            why="The mover was asked, and means it so.", by=clerk,
        )  # fmt: skip
    advise(text=text, in_order=True, words=words, by=adviser)
    moved(motion, MotionState.IN_ORDER, adviser)
    moved(motion, MotionState.ON_ORDER_PAPER, clerk)
