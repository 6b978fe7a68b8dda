"""Made-up motions that were carried, and the promises that follow, made the way a clerk makes them."""

import uuid
from collections.abc import Sequence
from datetime import date

from coopcouncil.rules.motions.advice import version_of
from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.evidence.models import Evidence
from coopcouncil.web.evidence.operations import connect_evidence, publish_evidence
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.people.models import Person
from coopcouncil.web.promises.confirming.operations import (
    ActionSaid,
    add_action,
    change_action,
    confirm_motion,
    confirm_resolution,
)
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.progress.operations import Decided, decide_discharge, propose_discharge
from coopcouncil.web.promises.proposing import propose_for
from tests.support import meetings
from tests.support.evidence import note
from tests.support.people import person

LOOKED_AT = {
    name: uuid.UUID(f"6f1d2f6e-0000-4000-8000-0000000b{number:04x}")
    for number, name in enumerate(("motion", "resolution", "proposed", "open", "continuing", "awaiting"), start=1)
}
CLAUSE, SUB, HEADING = ParagraphRole.CLAUSE, ParagraphRole.SUB_ITEM, ParagraphRole.HEADING
Line = tuple[ParagraphRole, str]
# clauses of several shapes: one with a day, questions under one, parts under one, a report apart, a continuing duty
ORCHARDS: tuple[Line, ...] = (
    (ParagraphRole.ITEM, "That the orchards of the town stand empty."),
    (HEADING, "This Council resolves to:"),
    (CLAUSE, "Request officers to write to every school by 3 March 2027 and ask:"),
    (SUB, "How many trees they have?"),
    (SUB, "Whether they would take more?"),
    (CLAUSE, "Instruct the Parks Manager to:"),
    (SUB, "Plant forty trees in Mill Lane."),
    (SUB, "Publish a map of every orchard."),
    (CLAUSE, "Continue to review the state of the orchards every six months."),
    (
        CLAUSE,
        "Ask officers to bring a report to the Made-up Scrutiny Committee once the map is published.",
    ),
)


def clerk() -> Person:
    """Somebody of democratic services."""
    return person(Role.DEMOCRATIC_SERVICES)


def officer() -> Person:
    """Somebody who answers for actions."""
    return person(Role.OFFICER)


def carried(lines: Sequence[Line] = ORCHARDS, title: str = "Orchards") -> Motion:
    """A motion that was carried, with what it asks for proposed."""
    made = Motion.objects.create(title=title, state=MotionState.CARRIED, added_by=clerk())
    text = text_of(made, lines)
    propose_for(made, text, clerk())
    return made


def text_of(motion: Motion, lines: Sequence[Line]) -> Text:
    """The one text of a motion, of these lines."""
    paragraphs = [Paragraph(f"p{number}", 1, role, words) for number, (role, words) in enumerate(lines, start=1)]
    return Text.objects.create(
        motion=motion,
        number=1,
        paragraphs=[[each.id, each.level, each.role.value, each.text] for each in paragraphs],
        fingerprint=version_of([each.text for each in paragraphs]),
        because="as received",
        added_by=clerk(),
    )


def promised(
    words: str = "Plant forty trees.",
    *,
    kind: ActionKind = ActionKind.ONCE,
    owner: Person | None = None,
    due_on: date | None = None,
    review_on: date | None = None,
    evidence: Sequence[EvidenceKind] = (EvidenceKind.LETTER, EvidenceKind.MINUTE),
    title: str = "Orchards",
) -> Action:
    """One confirmed action of a carried motion with one clause, with what is known of it set."""
    motion = carried([(CLAUSE, words)], title)
    proposed = Action.objects.get(resolution__motion=motion)
    said = ActionSaid(
        kind=kind,
        words=words,
        owner=owner,
        due_on=due_on,
        review_months=6 if kind is ActionKind.CONTINUING else None,
        review_on=review_on,
        evidence=tuple(evidence),
    )
    change_action(action=proposed, version=proposed.version, said=said, by=clerk())
    confirm_motion(motion=motion, by=clerk())
    return fresh(proposed)


def fresh(action: Action) -> Action:
    """The action as it is now."""
    return Action.objects.get(pk=action.pk)


def shown_by(
    action: Action, kind: str = "file", *, title: str = "A made-up paper", published: bool = False
) -> Evidence:
    """A piece of evidence of this kind under the action."""
    made = note(title)
    connect_evidence(evidence=made, about=action.about, by=officer())
    if published:
        publish_evidence(evidence=made, version=made.version, by=officer())
    holds = {"file": {"name": "paper.txt", "sha256": "0" * 64, "media_type": "text/plain", "size": 1, "label": "Text"}}
    if kind != "record":
        Evidence.objects.filter(pk=made.pk).update(kind=kind, holds=holds if kind == "file" else made.holds)
    return Evidence.objects.get(pk=made.pk)


def discharged(action: Action) -> Action:
    """The action, discharged by a committee."""
    propose_discharge(action=action, version=action.version, words="Planted.", gaps="Not needed.", by=clerk())
    met = meetings.held(meetings.meeting(meetings.committee()))
    decided = Decided(True, met, None, "RESOLVED: that it is done.")
    decide_discharge(action=action, version=fresh(action).version, decided=decided, by=clerk())
    return fresh(action)


def promises_to_look_at() -> None:
    """The motion, resolution and actions that `every_page` looks at, where they are not there yet."""
    if Motion.objects.filter(public_id=LOOKED_AT["motion"]).exists():
        return
    motion = carried()
    Motion.objects.filter(pk=motion.pk).update(public_id=LOOKED_AT["motion"])
    for number in (1, 2):
        resolution = motion.resolutions.get(number=number)
        _name(resolution.actions.earliest("place"), "open" if number == 1 else "proposed")
    Resolution.objects.filter(motion=motion, number=2).update(public_id=LOOKED_AT["resolution"])
    _confirm_apart(motion)
    _name(Action.objects.get(resolution__motion=motion, kind=ActionKind.CONTINUING), "continuing")
    counting = ActionSaid("once", "Count the trees.")
    waiting = add_action(resolution=motion.resolutions.get(number=1), said=counting, by=clerk())
    _name(waiting, "awaiting")
    propose_discharge(action=waiting, version=waiting.version, words="Counted.", gaps="", by=clerk())


def promise_pages() -> dict[str, str]:
    """Name -> an address, for each page of promises that is only looked at."""
    return {
        "promises": "/promises/",
        "promises-motion": f"/promises/motions/{LOOKED_AT['motion']}/",
        "promises-confirm": f"/promises/motions/{LOOKED_AT['motion']}/confirm/",
        "action-add": f"/promises/resolutions/{LOOKED_AT['resolution']}/add/",
        "action": f"/promises/actions/{LOOKED_AT['open']}/",
        "action-change": f"/promises/actions/{LOOKED_AT['open']}/change/",
        "action-reject": f"/promises/actions/{LOOKED_AT['proposed']}/reject/",
        "action-note": f"/promises/actions/{LOOKED_AT['open']}/note/",
        "action-block": f"/promises/actions/{LOOKED_AT['open']}/block/",
        "action-review": f"/promises/actions/{LOOKED_AT['continuing']}/review/",
        "action-discharge": f"/promises/actions/{LOOKED_AT['open']}/discharge/",
        "action-decide": f"/promises/actions/{LOOKED_AT['awaiting']}/decide/",
        "action-supersede": f"/promises/actions/{LOOKED_AT['open']}/supersede/",
    }


def _confirm_apart(motion: Motion) -> None:
    """Confirm all but the second resolution, which stays as it is proposed."""
    for resolution in motion.resolutions.exclude(number=2):
        confirm_resolution(resolution=resolution, by=clerk())


def _name(action: Action, name: str) -> None:
    Action.objects.filter(pk=action.pk).update(public_id=LOOKED_AT[name])
