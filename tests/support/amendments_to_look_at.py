"""Motions with amendments and votes under addresses that do not change, for tests that look at every page."""

import uuid

from coopcouncil.rules.motions.merging import Amended, key_of, merge
from coopcouncil.rules.motions.voting import Method
from coopcouncil.web.motions.models import Amendment, Motion
from coopcouncil.web.motions.votes.operations import Taken, enter_vote
from tests.support.amendments import FIRST, WORDS, amendment, clerk, motion, seconded


def _id(number: int) -> uuid.UUID:
    return uuid.UUID(f"6f1d2f6e-0000-4000-8000-00000000a{number:03}")


OPEN, CHANGED, CARRIED = _id(1), _id(2), _id(3)  # motions
ONE, ADOPTED_ONE, BEHIND = _id(11), _id(21), _id(22)  # amendments
MORE, LESS = FIRST.replace("£10,000", "£20,000"), FIRST.replace("£10,000", "£5,000")


def _amended(name: str, words: str) -> Amended:
    return Amended(name, tuple(words if text == FIRST else text for text in WORDS))


KEY = key_of(merge(WORDS, [_amended("1", MORE), _amended("2", LESS)]).collisions[0])
PAGES = {
    "amendment-add": f"/motions/{OPEN}/amendments/add/",
    "motion-together": f"/motions/{OPEN}/together/",
    "motion-decide": f"/motions/{OPEN}/together/{KEY}/",
    "amendment": f"/amendments/{ONE}/",
    "amendment-change": f"/amendments/{ONE}/change/",
    "amendment-details": f"/amendments/{ONE}/details/",
    "amendment-move": f"/amendments/{ONE}/move/withdrawn/",
    "amendment-settle": f"/amendments/{BEHIND}/settle/",
    "motion-votes": f"/motions/{CARRIED}/votes/",
    "motion-vote": f"/motions/{OPEN}/vote/",
    "motion-vote-correct": f"/motions/{CARRIED}/vote/correct/",
    "amendment-vote": f"/amendments/{ONE}/vote/?how=recorded",
    "amendment-vote-correct": f"/amendments/{ADOPTED_ONE}/vote/correct/?how=show-of-hands",
}


def amendments_to_look_at() -> None:
    """Make what `PAGES` names, where it is not there."""
    if Motion.objects.filter(public_id=OPEN).exists():
        return
    _with_two(OPEN, ONE, _id(12))
    first = _with_two(CHANGED, ADOPTED_ONE, BEHIND)
    enter_vote(about=first, version=first.version, taken=Taken(Method.ASSENT), by=clerk())
    carried = motion(title="Bees")
    Motion.objects.filter(pk=carried.pk).update(public_id=CARRIED)
    enter_vote(about=carried, version=carried.version, taken=Taken(Method.ASSENT), by=clerk())


def _with_two(ref: uuid.UUID, one: uuid.UUID, two: uuid.UUID) -> Amendment:
    """A motion under this id, and two amendments under theirs that collide and were seconded; the first of them."""
    moved = motion()
    Motion.objects.filter(pk=moved.pk).update(public_id=ref)
    made = [amendment(moved, name, {FIRST: words}) for name, words in (("1", MORE), ("2", LESS))]
    for each, public_id in zip(made, (one, two), strict=True):
        Amendment.objects.filter(pk=each.pk).update(public_id=public_id)
        each.refresh_from_db()
        seconded(each)
    return made[0]
