"""Amendments as a subject: found by search and the record, and what waits for clerks, movers and advisers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from coopcouncil.papers.words import counted
from coopcouncil.rules.motions.states import AmendmentState
from coopcouncil.vocabulary.roles import COUNCIL_ROLES, Role
from coopcouncil.web.motions.amendments.counting import undecided
from coopcouncil.web.motions.amendments.standing import OPEN, PUBLIC, SETTLED, SETTLED_MOTIONS
from coopcouncil.web.motions.models import Amendment, Motion, Text
from coopcouncil.web.motions.queries import visible_to as visible_motions
from coopcouncil.web.permissions import reach, roles_held
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import Duty, Found, Hit, Subject

MOST_LOOKED_AT = 20  # motions whose amendments are put together to count what is open


def visible_to(user: Any) -> QuerySet[Amendment]:
    """Every amendment that this user may see, as `permissions.check_can_see` says of each."""
    seen = Amendment.objects.filter(motion__in=visible_motions(user))
    roles = {held.role for held in roles_held(user)} & COUNCIL_ROLES
    if not roles:
        return seen.filter(state__in=PUBLIC)
    if roles == {Role.COUNCILLOR}:
        return seen.exclude(~Q(mover_person=user) | Q(mover_person=None), state=AmendmentState.DRAFT)
    return seen


def find_many(user: Any, refs: Sequence[str]) -> dict[str, Found]:
    """The amendments with these ids that this user may see."""
    try:
        rows = visible_to(user).select_related("motion").filter(public_id__in=refs)
        return {each.subject_ref: Found(title_of(each), _address(each)) for each in rows}
    except ValidationError:  # one of them is no id at all
        return {}


def search(user: Any, words: str, most: int) -> list[Hit]:
    """Amendments by the words of the motion's title and of who moves them."""
    found = visible_to(user).select_related("motion")
    for word in words.split():
        found = found.filter(Q(motion__title__icontains=word) | Q(mover__icontains=word) | Q(name__iexact=word))
    return [
        Hit("Amendment", title_of(each), _address(each), each.get_state_display(), each.subject_ref)
        for each in found.order_by("-added_at")[:most]
    ]


def title_of(amendment: Amendment) -> str:
    """Which amendment to what."""
    return f"Amendment {amendment.name} to {amendment.motion.title}"


def duties(person: Any, _today: date) -> list[Duty]:
    """Collisions to decide and amendments to carry onto a new text, for clerks and movers; rulings, for advisers."""
    return [*_to_rule_on(person), *_collisions(person), *_behind(person)]


def _to_rule_on(person: Any) -> list[Duty]:
    """The amendments that were handed in and nobody has ruled on, for who may."""
    everywhere, bodies = reach(person, Right.ADVISE)
    submitted = Amendment.objects.filter(state=AmendmentState.SUBMITTED).exclude(motion__state__in=SETTLED_MOTIONS)
    theirs = submitted if everywhere else submitted.filter(motion__body__in=bodies)
    found = theirs.select_related("motion__meeting").order_by("motion", "pk")[:MOST_LOOKED_AT]
    return [
        Duty(
            f"Say whether {title_of(each).replace('Amendment', 'amendment', 1)} is in order",
            _address(each),
            timezone.localdate(each.motion.meeting.starts_at) if each.motion.meeting else None,
        )
        for each in found
    ]


def _collisions(person: Any) -> list[Duty]:
    """The motions whose open amendments collide and nobody decided yet, for who may decide."""
    everywhere, bodies = reach(person, Right.DECIDE_ON_TEXT)
    if not everywhere and not bodies:
        return []
    motions = Motion.objects.exclude(state__in=SETTLED_MOTIONS).filter(amendments__state__in=OPEN).distinct()
    motions = motions if everywhere else motions.filter(body__in=bodies)
    return [
        Duty(
            f"Decide {counted(count, 'collision')} among the amendments to {motion.title}",
            reverse("motion-together", args=[motion.public_id]),
        )
        for motion, count in undecided(list(motions.order_by("-added_at")[:MOST_LOOKED_AT]))
    ]


def _behind(person: Any) -> list[Duty]:
    """The amendments whose base is not the newest text of what they amend, for their movers and for clerks."""
    everywhere, bodies = reach(person, Right.DECIDE_ON_TEXT)
    mine = Q() if everywhere else Q(mover_person=person) | Q(motion__body__in=bodies)
    own = Text.objects.filter(amendment=OuterRef("pk")).order_by("-number").values("base")[:1]
    of_motion = Text.objects.filter(motion=OuterRef("motion")).order_by("-number").values("pk")[:1]
    of_parent = Text.objects.filter(amendment=OuterRef("amends")).order_by("-number").values("pk")[:1]
    behind = (
        Amendment.objects.exclude(state__in=SETTLED)
        .exclude(motion__state__in=SETTLED_MOTIONS)
        .filter(mine)
        .annotate(base=Subquery(own), of_motion=Subquery(of_motion), of_parent=Subquery(of_parent))
        .filter(Q(amends=None) & ~Q(base=F("of_motion")) | Q(amends__isnull=False) & ~Q(base=F("of_parent")))
    )
    return [
        Duty(f"{title_of(each)} needs re-basing: settle what it collides with", _address(each))
        for each in behind.select_related("motion").order_by("motion", "pk")[:MOST_LOOKED_AT]
    ]


def _address(amendment: Amendment) -> str:
    return reverse("amendment", args=[amendment.public_id])


AMENDMENT = Subject(
    kind="amendment",
    label="Amendment",
    find=lambda user, ref: find_many(user, [ref]).get(ref),
    search=search,
    find_many=find_many,
)
