"""Promises for tests: a carried motion of a made-up council, its resolutions and actions, as a clerk left them."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState, MotionState
from coopcouncil.web.evidence.models import Evidence, Support
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.people.models import Body
from coopcouncil.web.promises.models import Action, ActionProof, Resolution


def carried(title: str = "A made-up promise", body: Body | None = None) -> Motion:
    """A motion that the council carried, with one text."""
    now = timezone.now()
    motion = Motion.objects.create(
        title=title, body=body, state=MotionState.CARRIED, published_at=now, received_at=now - timedelta(days=30)
    )
    Text.objects.create(motion=motion, number=1, because="as received", fingerprint="0" * 64)
    return motion


def resolution(of: Motion, words: str = "Ask officers to count the trees.", *, confirmed: bool = True) -> Resolution:
    """The next resolution of a motion."""
    number = of.resolutions.count() + 1
    at = timezone.now() if confirmed else None
    return Resolution.objects.create(
        motion=of, text=of.texts.get(), number=number, paragraph=f"p{number}", words=words, confirmed_at=at
    )


def action(of: Resolution, state: ActionState = ActionState.OPEN, *, days: int | None = None, **said: Any) -> Action:
    """The next action of a resolution, due so many days from today; None is not stated."""
    kind = ActionKind.CONTINUING if state is ActionState.CONTINUING else ActionKind.ONCE
    day = in_days(days) if days is not None else None
    due = {"review_on": day} if kind is ActionKind.CONTINUING else {"due_on": day}
    given = {"kind": kind, "words": f"Count the trees, part {of.actions.count() + 1}", **due, **said}
    if state in (ActionState.BLOCKED, ActionState.SUPERSEDED, ActionState.REJECTED):
        given.setdefault("reason", "There are no trees.")
    return Action.objects.create(resolution=of, place=of.actions.count() + 1, state=state, **given)


def in_days(days: int) -> date:
    """The day so many days from today."""
    return timezone.localdate() + timedelta(days=days)


def proven(action_: Action, evidence: Evidence, *as_kinds: str) -> None:
    """Say that a piece of evidence supports an action, and as which of the kinds asked for."""
    Support.objects.get_or_create(evidence=evidence, about=action_.about)
    for kind in as_kinds:
        ActionProof.objects.create(action=action_, evidence=evidence, as_kind=kind)
