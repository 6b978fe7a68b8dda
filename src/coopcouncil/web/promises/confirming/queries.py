"""Reads of the page on which the clerk confirms what a motion asks for."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404

from coopcouncil.rules.motions.bodies import AliasQuestion
from coopcouncil.rules.motions.clauses import propose
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.meetings.queries import BodyNames
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.permissions import may, reach
from coopcouncil.web.promises.confirming.forms import body_hint
from coopcouncil.web.promises.models import Action, Resolution
from coopcouncil.web.promises.standing import not_stated
from coopcouncil.web.rights import Right


@dataclass(frozen=True)
class ActionRow:
    """One action on the page: what is not stated of it, and what its body's name may mean."""

    action: Action
    not_stated: tuple[str, ...]
    body_hint: str


@dataclass(frozen=True)
class ResolutionRow:
    """One resolution with its actions; `gaps` is how much is not stated under it."""

    resolution: Resolution
    actions: list[ActionRow]
    gaps: int


def get_motion(public_id: Any) -> Motion:
    """The motion of this id. Raises Http404 where there is none, or it has no resolutions."""
    found = Motion.objects.select_related("body", "meeting__body").filter(public_id=public_id).first()
    if found is None or not found.resolutions.exists():
        raise Http404("There is no motion with resolutions under this address.")
    return found


def rows_of(motion: Motion) -> list[ResolutionRow]:
    """The resolutions of a motion with every action, rejected ones too."""
    names = BodyNames()
    actions = Action.objects.select_related("owner", "body")
    found = motion.resolutions.select_related("confirmed_by").prefetch_related(Prefetch("actions", queryset=actions))
    return [_row(each, names) for each in found]


def _row(resolution: Resolution, names: BodyNames) -> ResolutionRow:
    rows = [
        ActionRow(each, not_stated(each), "" if each.body else body_hint(each, names))
        for each in resolution.actions.all()
    ]
    live = [each for each in rows if each.action.state != ActionState.REJECTED]
    return ResolutionRow(resolution, rows, sum(len(each.not_stated) for each in live))


def questions_about_names(motion: Motion) -> tuple[AliasQuestion, ...]:
    """Names in the adopted text that may mean one body, where nobody has said so yet."""
    first = motion.resolutions.select_related("text").first()
    if first is None:
        return ()
    names = BodyNames()
    asked = propose(first.text.read).aliases
    return tuple(each for each in asked if not _are_one(each, names))


def _are_one(asked: AliasQuestion, names: BodyNames) -> bool:
    one, other = (names.named(name).one for name in asked.names)
    return one is not None and one == other


def to_confirm(user: Any) -> QuerySet[Motion]:
    """The motions with resolutions that this user is to confirm, each with how many, as `waiting`."""
    if not may(user, Right.CONFIRM_ACTIONS):
        return Motion.objects.none()
    everywhere, bodies = reach(user, Right.CONFIRM_ACTIONS)
    found = Motion.objects.annotate(waiting=Count("resolutions", filter=Q(resolutions__confirmed_at=None)))
    found = found.filter(waiting__gt=0).order_by("state_at", "pk")
    return found if everywhere else found.filter(body_id__in=bodies)
