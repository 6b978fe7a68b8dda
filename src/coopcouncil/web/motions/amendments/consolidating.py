"""The consolidated text: a motion as chosen amendments together would have it, and where they collide."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from coopcouncil.rules.motions.merging import (
    KEEP_BASE,
    Amended,
    Collision,
    Merged,
    attribute,
    key_of,
    merge_by,
    paragraph_of,
)
from coopcouncil.rules.motions.merging.attribution import Attribution
from coopcouncil.web.motions.amendments.board import Board, Standing
from coopcouncil.web.motions.amendments.rebasing import chooser
from coopcouncil.web.motions.models import CollisionDecision, Text

Decisions = dict[int, list[CollisionDecision]]  # by the key of the text they were made on
BEHIND = "it was made to an earlier text and collides with the text as it now stands"
ITS_PARENT = "the amendment that it amends was not chosen"


@dataclass(frozen=True)
class Clash:
    """One collision among chosen amendments to `base`: its key, and what was decided.

    `before` is the last decision on the same paragraph that was made when the texts there were others.
    """

    key: str
    base: Text
    collision: Collision
    decision: CollisionDecision | None = None
    before: CollisionDecision | None = None
    of: str = ""  # the amendment whose own amendments collide


@dataclass(frozen=True)
class Consolidated:
    """The merged text, and all there is to say of it.

    `left_out` are chosen amendments that cannot take part, each with why; `lapsed` are decisions that fit nothing any
    more; `amended` is what each chosen amendment to the motion itself would have.
    """

    base: Text
    chosen: tuple[Standing, ...]
    left_out: tuple[tuple[Standing, str], ...]
    amended: tuple[Amended, ...]
    paragraphs: tuple[str, ...]
    warnings: tuple[str, ...]
    clashes: tuple[Clash, ...]
    lapsed: tuple[CollisionDecision, ...]

    @property
    def open_clashes(self) -> list[Clash]:
        """Those that nobody decided yet: the base text stands there."""
        return [each for each in self.clashes if each.decision is None]

    @property
    def attribution(self) -> Attribution:
        """Who wants which change."""
        return attribute(self.base.plain, self.amended)

    def find(self, key: str) -> Clash | None:
        """The collision of this key."""
        return next((each for each in self.clashes if each.key == key), None)


@dataclass
class _Made:
    """What merging has come to so far."""

    decisions: Decisions
    clashes: list[Clash]
    warnings: list[str]
    matched: set[int]

    def merge(self, base: Text, amended: Iterable[Amended], of: str = "") -> tuple[str, ...]:
        """Merge into one text, and keep what is found on the way."""
        made = self.decisions.get(base.pk, [])
        merged = merge_by(base.plain, amended, chooser(made, key_of, otherwise=KEEP_BASE))
        self.clashes += _clashes(base, merged, made, of)
        self.warnings += [f"In amendment {of}: {each}" for each in merged.warnings] if of else merged.warnings
        self.matched |= {each.decision.pk for each in self.clashes if each.decision}
        return merged.paragraphs


def consolidate(
    board: Board, chosen: Collection[int] | None = None, decisions: Decisions | None = None
) -> Consolidated:
    """The text with the amendments of these keys; with all open ones when none are named.

    `decisions` are those on its current texts, read when not given.
    """
    picked = [each for each in board.walk() if (each.is_open if chosen is None else each.amendment.pk in chosen)]
    keys = {each.amendment.pk for each in picked if not each.is_settled}
    made = _Made(decisions_of([board]) if decisions is None else decisions, [], [], set())
    left_out = list(_left_out(board, keys))
    out = {each.amendment.pk for each, _ in left_out}
    taking_part = [each for each in board.top if each.amendment.pk in keys - out]
    amended = tuple(_with_its_own(each, keys - out, made) for each in taking_part)
    paragraphs = made.merge(board.text, amended)
    lapsed = _lapsed(board, made) if chosen is None else ()
    return Consolidated(
        board.text,
        tuple(each for each in picked if each.amendment.pk in keys - out),
        tuple(left_out),
        amended,
        paragraphs,
        tuple(made.warnings),
        tuple(made.clashes),
        lapsed,
    )


def _with_its_own(standing: Standing, keys: Collection[int], made: _Made) -> Amended:
    """What an amendment would have, with the chosen amendments to itself."""
    its = [_with_its_own(each, keys, made) for each in standing.its if each.amendment.pk in keys]
    return Amended(standing.name, made.merge(standing.text, its, standing.name) if its else standing.text.plain)


def _left_out(board: Board, keys: Collection[int]) -> Iterator[tuple[Standing, str]]:
    for each in board.walk():
        parent = each.amendment.amends
        if each.amendment.pk not in keys:
            continue
        if each.is_behind:
            yield each, BEHIND
        elif parent is not None and parent.pk not in keys:
            yield each, ITS_PARENT


def decisions_of(boards: Iterable[Board]) -> Decisions:
    """Every decision on a current text of these motions, by the text."""
    texts = [pk for board in boards for pk in (board.text.pk, *(each.text.pk for each in board.walk()))]
    found: Decisions = {}
    for each in CollisionDecision.objects.select_related("amendment", "decided_by").filter(base__in=texts):
        found.setdefault(each.base_id, []).append(each)
    return found


def _clashes(base: Text, merged: Merged, made: list[CollisionDecision], of: str) -> Iterator[Clash]:
    by_key = {each.key: each for each in made}
    collisions = [*merged.collisions, *(each.collision for each in merged.decisions)]
    keys = {key_of(each) for each in collisions}
    earlier = {paragraph_of(each.key): each for each in made if each.key not in keys}
    for each in sorted(collisions, key=lambda found: (found.first, found.start, found.kind)):
        key = key_of(each)
        decision = by_key.get(key)
        yield Clash(key, base, each, decision, None if decision else earlier.get(each.paragraph), of)


def _lapsed(board: Board, made: _Made) -> tuple[CollisionDecision, ...]:
    """The decisions on the motion's text that fit nothing any more: what one of the amendments wants has changed."""
    # those on carrying an amendment over are kept on the text it was made to, so that none of them is among these
    return tuple(each for each in made.decisions.get(board.text.pk, []) if each.pk not in made.matched)
