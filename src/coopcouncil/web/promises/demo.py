"""What the fictional council promised: actions in every state that a reader should see, with their evidence.

Everything goes through the operations that people use, each in the name of who does it, so that the record tells it.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.utils import timezone

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.web.evidence.forms import EvidenceForm
from coopcouncil.web.evidence.kinds.figure import FigureForm
from coopcouncil.web.evidence.kinds.file import FileForm
from coopcouncil.web.evidence.kinds.minute import MinuteForm
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import add_evidence, publish_evidence
from coopcouncil.web.meetings.agendas.operations import ItemSaid, add_item
from coopcouncil.web.meetings.models import Meeting
from coopcouncil.web.meetings.operations import MeetingSaid, add_meeting
from coopcouncil.web.motions.demo import CHAMBER, CLERK, FENMARSH, at_seven, demo_names, held_with
from coopcouncil.web.people.demo import PLACES, SCRUTINY
from coopcouncil.web.people.models import Body, Person
from coopcouncil.web.promises.confirming.operations import ActionSaid, change_action, confirm_motion
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.progress.operations import (
    Decided,
    block,
    decide_discharge,
    enter_review,
    propose_discharge,
    say_proof,
    write_note,
)

TOBIN, IDRIS, WREN = "Tobin Marchwick", "Idris Penhallard", "Wren Castellow"
YEAR = {"financial_year": "2025-26"}  # the last one that the fictional council's payments cover
DISCHARGED = "RESOLVED: that the letter to the community groups is done, and that their answers be published."
REVIEWED = (
    "The first quarter's share was published. How much of the spending could not be placed stands beside it; the"
    " committee asked for the trades in which most of it lies."
)
BLOCKED = "The Cabinet cannot look at a fund before the budget is set: the council sets it in February."


@dataclass(frozen=True)
class Known:
    """What the clerk knows of an action besides its clause; None and empty stay not stated. Days count from today."""

    resolution: int
    place: int = 1
    owner: str = ""
    body: str = ""
    due: int | None = None
    review_months: int | None = None


KNOWN = (
    Known(1, owner=WREN, body=SCRUTINY),
    Known(2, owner=TOBIN, body=SCRUTINY, review_months=3),
    Known(3, owner=WREN, body=PLACES, due=-6),
    Known(3, 2, owner=WREN),
    Known(4, owner=IDRIS),
    Known(5, owner=IDRIS, body=SCRUTINY, due=40),
)


@transaction.atomic
def make_demo_promises() -> int:
    """Confirm what the demo's carried motion asks for, and bring its actions along; how many actions there are.

    Nothing is done where it is confirmed already. Figures are loaded before it, and the demo's motions made.
    """
    waiting = Resolution.objects.filter(motion__title=FENMARSH, confirmed_at=None).select_related("motion").first()
    people = demo_names()
    if waiting is None or CLERK not in people:
        return 0
    motion, today = waiting.motion, timezone.localdate()
    for each in KNOWN:
        _set(_action(each.resolution, each.place), each, people, today)
    confirm_motion(motion=motion, by=people[CLERK])
    _write_to_groups(people, today)
    _publish_share(people[TOBIN], today)
    _explore_transfer(people[WREN])
    _review_strategy(people[IDRIS], today)
    blocked = _action(6)
    block(action=blocked, version=blocked.version, why=BLOCKED, by=people[CLERK])
    return Action.objects.filter(resolution__motion=motion).count()


def _action(resolution: int, place: int = 1) -> Action:
    """The action at this place of a resolution, as it is now."""
    return Action.objects.get(resolution__motion__title=FENMARSH, resolution__number=resolution, place=place)


def _set(action: Action, known: Known, people: dict[str, Person], today: date) -> None:
    """Set what is known of an action; what the clause states stays as it was proposed."""
    said = ActionSaid(
        kind=action.kind,
        words=action.words,
        owner=people[known.owner],
        body=Body.objects.get(name=known.body, ended_at=None) if known.body else action.body,
        due_on=today + timedelta(days=known.due) if known.due is not None else action.due_on,
        trigger=action.trigger,
        review_months=known.review_months,
        evidence=tuple(action.evidence),
    )
    change_action(action=action, version=action.version, said=said, by=people[CLERK])


def _write_to_groups(people: dict[str, Person], today: date) -> None:
    """Done: the letter and the answers are published, and the committee discharged it at a meeting with a minute."""
    wren, clerk = people[WREN], people[CLERK]
    letter = _file("letter-to-community-groups.txt", "Letter to every community group", wren, _action(1))
    answers = _file("answers-of-community-groups.csv", "What the community groups answered", wren, _action(1))
    for evidence, kind in ((letter, EvidenceKind.LETTER), (answers, EvidenceKind.ANSWERS)):
        publish_evidence(evidence=evidence, version=evidence.version, by=wren)
        say_proof(action=_action(1), evidence=evidence, kind=kind, by=wren)
    action = _action(1)
    propose_discharge(
        action=action, version=action.version, words="Every group on the list has the letter; four answered.", gaps="",
        by=wren,
    )  # fmt: skip
    scrutiny = Body.objects.get(name=SCRUTINY, ended_at=None)
    meeting = add_meeting(said=MeetingSaid(scrutiny, at_seven(today - timedelta(days=14)), "", CHAMBER), by=clerk)
    item = add_item(meeting=meeting, said=ItemSaid("What became of motions", "1", action.about), by=clerk)
    held_with(meeting, (DISCHARGED,), clerk)
    action = _action(1)
    decided = Decided(True, Meeting.objects.get(pk=meeting.pk), item, DISCHARGED)
    decide_discharge(action=action, version=action.version, decided=decided, by=clerk)


def _publish_share(tobin: Person, today: date) -> None:
    """A duty that goes on: a published figure of the council's own payments shows it, and it was reviewed once."""
    offered = FigureForm(user=tobin, query=YEAR)
    given = {"figure": "share-to-cooperatives", "snapshot": offered.fields["snapshot"].initial}
    figure = _kept(FigureForm(given, user=tobin, query=YEAR), "figure", tobin, _action(2))
    publish_evidence(evidence=figure, version=figure.version, by=tobin)
    action = _action(2)
    enter_review(
        action=action, version=action.version, reviewed_on=today - timedelta(days=20), words=REVIEWED, next_on=None,
        meeting=None, by=tobin,
    )  # fmt: skip


def _explore_transfer(wren: Person) -> None:
    """One action is late, with a note that says why; the report that follows is begun, and is a draft."""
    write_note(action=_action(3), words="The survey of the roof came back late. Two groups are in touch.", by=wren)
    _file("draft-report-on-mill-lane-hall.txt", "Draft report on Mill Lane Hall", wren, _action(3, 2))


def _review_strategy(idris: Person, today: date) -> None:
    """Its owner says that it is done; the committee has not decided yet."""
    met = at_seven(today - timedelta(days=14)).date()
    given = {
        "committee": Body.objects.get(name=SCRUTINY, ended_at=None).slug,
        "meeting_on": met.isoformat(),
        "words": "RESOLVED: that the Procurement Strategy, as reviewed, ask for a co-operative alternative each time.",
    }
    minute = _kept(MinuteForm(given, {}, user=idris), "minute", idris, _action(5))
    publish_evidence(evidence=minute, version=minute.version, by=idris)
    action = _action(5)
    assert action.kind == ActionKind.ONCE  # noqa: S101 - a duty that goes on is never done
    propose_discharge(
        action=action, version=action.version, words="The strategy is reviewed, and its form has the question.",
        gaps="", by=idris,
    )  # fmt: skip


def _file(name: str, title: str, by: Person, action: Action) -> Evidence:
    """A file of the fictional council under an action, as a draft of the owner's."""
    data = (files("coopcouncil.data.fictional") / "evidence" / name).read_bytes()
    upload = TemporaryUploadedFile(name, "", len(data), "utf-8")
    upload.write(data)
    upload.flush()
    upload.seek(0)
    form = FileForm(None, None, user=by)
    return _kept(FileForm({"title": title, **_whose(form)}, {"file": upload}, user=by), "file", by, action)


def _whose(form: EvidenceForm) -> dict[str, str]:
    """For whom the evidence is, where the form leaves no choice."""
    return {"body": str(form.initial["body"])} if "body" in form.initial else {}


def _kept(form: EvidenceForm, kind: str, by: Person, action: Action) -> Evidence:
    """The evidence of a filled-in form, kept under an action. Raises ValueError with what is wrong with the form."""
    if not form.is_valid():
        raise ValueError(str(form.errors.as_data()))
    return add_evidence(kind=kind, said=form.said(), by=by, about=action.about)
