"""Carrying open amendments onto a text that has changed, or saying what they collide with there.

Nothing is lost: an amendment that collides stays as it is, on the text it was made to, until its mover or the clerk
settles each collision; then its next version is made.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from coopcouncil.rules.motions.merging import Amended, Choice, Collision, Merged, key_of, merge_by
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.web.motions.amendments.board import Board, Standing
from coopcouncil.web.motions.amendments.texts import next_text
from coopcouncil.web.motions.models import CollisionDecision, Text
from coopcouncil.web.people.models import Person

PURPOSE = "re-base"
AS_IT_STANDS = "the text as it now stands"  # longer than an amendment's name can be
LONGEST_BECAUSE = 200


@dataclass(frozen=True)
class Rebasing:
    """One open amendment on the new text. `ours` is the name under which the new text takes part."""

    standing: Standing
    ours: str
    merged: Merged

    @property
    def is_clear(self) -> bool:
        """Whether it can be carried over: nothing collides, or all of that is settled."""
        return not self.merged.collisions

    def key(self, collision: Collision) -> str:
        """The key under which a decision on this collision is kept."""
        return _key(self.ours, collision)


@dataclass(frozen=True)
class Followed:
    """What became of the open amendments: those carried over, and those that collide, with how often."""

    carried: tuple[str, ...] = ()
    held_up: tuple[tuple[str, int], ...] = ()

    @property
    def told(self) -> dict[str, str]:
        """The same as the record keeps it."""
        collide = ", ".join(f"{name} ({times})" for name, times in self.held_up)
        said = {"re-based": ", ".join(self.carried), "in collision": collide}
        return {field: words for field, words in said.items() if words}


def rebasing_of(standing: Standing, decisions: Iterable[CollisionDecision] | None = None) -> Rebasing:
    """How the amendment fares on the new text, with what was decided so far.

    `decisions` are those on its base, read when not given.
    """
    base = standing.text.base
    assert base is not None  # noqa: S101 - an amendment's text has the text it amends
    ours = standing.target.adopted.name if _is_next(base, standing.target) else AS_IT_STANDS  # type: ignore[union-attr]
    found = decisions_on(base) if decisions is None else decisions
    choice_for = chooser(found, lambda collision: _key(ours, collision), otherwise=Choice(amendment=ours))
    both = [Amended(ours, standing.target.plain), Amended(standing.name, standing.text.plain)]
    return Rebasing(standing, ours, merge_by(base.plain, both, choice_for))


def decisions_on(base: Text) -> QuerySet[CollisionDecision]:
    """What people decided about collisions on one text."""
    return base.collision_decisions.select_related("amendment", "decided_by")


def chooser(
    decisions: Iterable[CollisionDecision], key: Callable[[Collision], str], otherwise: Choice
) -> Callable[[Collision], Choice | None]:
    """What was decided about a collision, as the rules take it.

    `otherwise` is what is meant by a decision for neither an amendment nor words of one's own.
    """
    made = {each.key: each for each in decisions}

    def choice_for(collision: Collision) -> Choice | None:
        found = made.get(key(collision))
        if found is None:
            return None
        if found.words is not None:
            return Choice(words=tuple(found.words))
        return Choice(amendment=found.amendment.name) if found.amendment else otherwise

    return choice_for


def carry_over(board: Board, *, because: str, by: Person) -> Followed:
    """Carry every amendment that is behind onto the text it amends, where nothing stands against that.

    An amendment goes before those to it, for they follow its new text. To be called in a transaction that holds the
    lock on the motion; it makes no entry in the record: whoever calls does.
    """
    carried: list[str] = []
    held_up: list[tuple[str, int]] = []
    for standing in board.walk():
        if not standing.is_behind:
            continue
        rebasing = rebasing_of(standing)
        if rebasing.is_clear:
            make_rebased(rebasing, because=because, by=by)
            carried.append(standing.name)
        else:
            held_up.append((standing.name, len(rebasing.merged.collisions)))
    return Followed(tuple(carried), tuple(held_up))


def make_rebased(rebasing: Rebasing, *, because: str, by: Person) -> Text:
    """The amendment's next version, on the new text; those to it look at that from now on."""
    standing = rebasing.standing
    paragraphs = succeed(standing.target.read, rebasing.merged.paragraphs, [standing.text.read])
    words = f"re-based after {because}"[:LONGEST_BECAUSE]
    made = next_text(of=standing.amendment, paragraphs=paragraphs, base=standing.target, because=words, by=by)
    standing.amendment.version += 1
    standing.amendment.save(update_fields=["version"])
    standing.text = made
    for each in standing.its:
        each.target = made
    return made


def _key(ours: str, collision: Collision) -> str:
    return key_of(collision, purpose=PURPOSE, called={ours: AS_IT_STANDS})


def _is_next(base: Text, target: Text) -> bool:
    """Whether the new text is the old one with one amendment adopted."""
    return target.adopted is not None and target.number == base.number + 1
