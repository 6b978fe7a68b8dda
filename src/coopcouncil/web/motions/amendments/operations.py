"""Writes on amendments: each checks a right, is one transaction, and makes one entry in the record."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.states import AMENDMENT_NEEDS_REASON, AmendmentState
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.motions.amendments import permissions
from coopcouncil.web.motions.amendments.adopting import adopt, set_state
from coopcouncil.web.motions.amendments.board import Board, board_of
from coopcouncil.web.motions.amendments.meanwhile import check_unchanged
from coopcouncil.web.motions.amendments.rebasing import carry_over
from coopcouncil.web.motions.amendments.standing import SETTLED
from coopcouncil.web.motions.amendments.texts import Source, next_text
from coopcouncil.web.motions.models import Amendment, Motion, Text
from coopcouncil.web.motions.ruling import keep_ruling
from coopcouncil.web.people.models import Person
from coopcouncil.web.permissions import check_may
from coopcouncil.web.record.operations import enter
from coopcouncil.web.rights import Right

LONGEST_NAME = 20


class AmendmentError(ValueError):
    """What was given cannot be kept; the message says why, and what to do."""


@dataclass(frozen=True)
class Details:
    """What is said of an amendment besides its text; an empty name is not stated."""

    name: str
    mover: str = ""
    seconder: str = ""
    received_at: datetime | None = None
    mover_person: Person | None = None


@transaction.atomic
def add_amendment(
    *,
    motion: Motion,
    base: Text,
    paragraphs: Sequence[Paragraph],
    name: str,
    mover: str,
    seconder: str,
    received_at: datetime | None,
    by: Person,
    amends: Amendment | None = None,
    source: Source | None = None,
) -> Amendment:
    """Keep a new amendment, as a draft, to `base`: the whole text as it would have it.

    `base` is a text of the motion, or, with `amends`, of that amendment; when it is not the newest any more, the
    amendment is carried onto the newest at once, or says what it collides with. A councillor who adds one moves it.

    Raises NotAllowedError, AmendmentError.
    """
    now = lock_motion(motion)
    held = permissions.check_can_add(by, now)
    _check_base(now, base, amends)
    _check_name(now, name)
    if tuple(each.text for each in paragraphs) == base.plain:
        raise AmendmentError("This says the same as the text it amends. Change some words, then save.")
    made = Amendment.objects.create(
        motion=now,
        amends=amends,
        name=name.strip(),
        mover=mover,
        mover_person=by if held.role is Role.COUNCILLOR else None,
        seconder=seconder,
        received_at=received_at,
        added_by=by,
    )
    next_text(of=made, paragraphs=paragraphs, base=base, because="as received", by=by, source=source)
    followed = carry_over(board_of(now), because="the text was changed meanwhile", by=by)
    after = {"amendment": made.name, "moved by": mover, "seconded by": seconder, **followed.told}
    enter(by=by, what="added", about=made, after={key: said for key, said in after.items() if said}, held=held)
    return made


@transaction.atomic
def change_amendment_text(
    *, amendment: Amendment, version: int, paragraphs: Sequence[Paragraph], why: str, by: Person,
    source: Source | None = None,
) -> Text:  # fmt: skip
    """Keep other words for an amendment that was read at `version`, on the newest text that it amends.

    Advice on its text lapses. Raises NotAllowedError, ChangedMeanwhileError, AmendmentError.
    """
    check_may(by, Right.CHANGE_MOTION)
    board, now = _locked(amendment)
    check_unchanged(now, version)
    held = permissions.check_can_change(by, now)
    standing = board.find(now)
    texts = tuple(each.text for each in paragraphs)
    if texts == standing.text.plain and not standing.is_behind:
        raise AmendmentError("Nothing was changed.")
    if texts == standing.target.plain:
        raise AmendmentError("This says the same as the text it amends. Withdraw the amendment instead.")
    made = next_text(
        of=now, paragraphs=paragraphs, base=standing.target, because=why.strip()[:200] or "changed", by=by,
        source=source,
    )  # fmt: skip
    now.version += 1
    now.save(update_fields=["version"])
    standing.text = made
    for each in standing.its:
        each.target = made
    followed = carry_over(board, because=f"amendment {now.name} was changed", by=by)
    after = {"text": str(made), **followed.told}
    enter(by=by, what="changed the text of", about=now, why=why.strip(), after=after, held=held)
    return made


@transaction.atomic
def change_amendment_details(*, amendment: Amendment, version: int, details: Details, by: Person) -> Amendment:
    """Change who moves an amendment, who seconds it, its name, or when it came, as read at `version`.

    Raises NotAllowedError, ChangedMeanwhileError, AmendmentError.
    """
    check_may(by, Right.CHANGE_MOTION)
    _, now = _locked(amendment)
    check_unchanged(now, version)
    held = permissions.check_can_change(by, now)
    if details.name.strip() != now.name:
        _check_name(now.motion, details.name)
    before = _said(now)
    now.name, now.mover, now.seconder = details.name.strip(), details.mover, details.seconder
    now.received_at = details.received_at
    if held.role is not Role.COUNCILLOR:
        now.mover_person = details.mover_person
    after = _said(now)
    changed = [field for field in after if before[field] != after[field]]
    if not changed:
        return now
    now.version += 1
    now.save()
    enter(
        by=by,
        what="changed",
        about=now,
        before={field: before[field] for field in changed},
        after={field: after[field] for field in changed},
        held=held,
    )
    return now


@transaction.atomic
def move_amendment(*, amendment: Amendment, version: int, to: AmendmentState, by: Person, why: str = "") -> Amendment:
    """Say where an amendment stands, as read at `version`; one that is accepted goes into the text it amends.

    Carried and lost come of votes: `votes.operations`. Raises NotAllowedError, ChangedMeanwhileError, AmendmentError
    without a reason where one is needed, and NotYetError where it collides with the text as it stands.
    """
    check_may(by, Right.MOVE_MOTION)
    board, now = _locked(amendment)
    check_unchanged(now, version)
    held = permissions.check_can_move(by, now, to)
    if to in permissions.BY_VOTE:
        raise AmendmentError("Enter the vote: that is what carries an amendment or loses it.")
    if to in AMENDMENT_NEEDS_REASON and not why.strip():
        raise AmendmentError(f"Say why the amendment is {to.label.lower()}: the reason stays with it.")
    before, after = now.state, {"state": to.label}
    if to is AmendmentState.ACCEPTED:
        now.accepted_by_mover = True
        now.save(update_fields=["accepted_by_mover"])
        mover = (now.amends or now.motion).mover or "the mover"
        after |= {"accepted by": mover, **adopt(board, now, to=to, by=by).told}
    else:
        set_state(now, to)
        keep_ruling(to=to, text=board.find(now).text, why=why, by=by)
    before_words = {"state": AmendmentState(before).label}
    enter(by=by, what=_done(to), about=now, why=why.strip(), before=before_words, after=after, held=held)
    return now


def lock_motion(motion: Motion) -> Motion:
    """The motion as it is now; nobody else writes it, or an amendment to it, until this transaction ends."""
    return Motion.objects.select_for_update().get(pk=motion.pk)


def _locked(amendment: Amendment) -> tuple[Board, Amendment]:
    board = board_of(lock_motion(amendment.motion))
    return board, board.find(amendment).amendment


def _check_base(motion: Motion, base: Text, amends: Amendment | None) -> None:
    if amends is not None and (amends.motion_id != motion.pk or amends.state in SETTLED):
        raise AmendmentError(f"Amendment {amends.name} is {amends.state} and cannot be amended any more.")
    fits = base.motion_id == motion.pk if amends is None else base.amendment_id == amends.pk
    if not fits:
        raise AmendmentError("The text it amends is of another motion. Start again from the motion's page.")


def _check_name(motion: Motion, name: str) -> None:
    stripped = name.strip()
    if not stripped or len(stripped) > LONGEST_NAME:
        raise AmendmentError(f"Give the amendment a number or letter, at most {LONGEST_NAME} characters.")
    if motion.amendments.filter(name__iexact=stripped).exists():
        raise AmendmentError(f"There is an amendment {stripped} to this motion already. Give this one another number.")


def _said(amendment: Amendment) -> dict[str, str]:
    """What people say of an amendment, as the record keeps it."""
    received = amendment.received_at.isoformat() if amendment.received_at else ""
    return {
        "name": amendment.name,
        "moved by": amendment.mover,
        "seconded by": amendment.seconder,
        "received": received,
        "mover here": amendment.mover_person.subject_ref if amendment.mover_person else "",
    }


def _done(to: AmendmentState) -> str:
    """What the record says was done."""
    verbs = {
        AmendmentState.DRAFT: "took back",
        AmendmentState.SUBMITTED: "submitted",
        AmendmentState.IN_ORDER: "ruled in order:",
        AmendmentState.OUT_OF_ORDER: "ruled out of order:",
        AmendmentState.MOVED: "entered as moved:",
        AmendmentState.SECONDED: "entered as seconded:",
        AmendmentState.ACCEPTED: "accepted",
        AmendmentState.WITHDRAWN: "withdrew",
        AmendmentState.LAPSED: "entered as lapsed:",
    }
    return verbs[to]
