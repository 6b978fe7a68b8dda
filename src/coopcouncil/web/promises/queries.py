"""Reads of promises: resolutions and actions as this reader may see them, and the facts of actions for papers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.evidence.kinds.registry import KINDS
from coopcouncil.web.meetings.models import Meeting, MeetingState, Office
from coopcouncil.web.motions.models import Motion
from coopcouncil.web.people.models import Body
from coopcouncil.web.permissions import may
from coopcouncil.web.promises.models import Action, Discharge
from coopcouncil.web.promises.proofs import Shown, evidence_under, fingerprint_of
from coopcouncil.web.promises.standing import LIVE, due_words, is_late, next_day, not_stated, state_words
from coopcouncil.web.rights import Right
from coopcouncil.web.subjects import find_all

CARRIED = "carried"
UNNAMED = "A person of the council"  # who answers, for a reader who sees no names, where no office says more


@dataclass(frozen=True)
class ProofFact:
    """One piece of evidence as a paper tells it: `shows` are the kinds asked for that it shows, in words.

    `snapshot` is empty where no figures stand behind it.
    """

    title: str
    kind: str
    shows: tuple[str, ...]
    published: bool
    snapshot: str
    fingerprint: str
    address: str


@dataclass(frozen=True)
class ReviewFact:
    """One review of a continuing duty."""

    reviewed_on: date
    words: str
    next_on: date | None


@dataclass(frozen=True)
class DischargeFact:
    """What an owner proposed and the committee decided; `granted` is None while it waits."""

    words: str
    proposed_on: date
    granted: bool | None
    meeting: str
    minute: str


@dataclass(frozen=True)
class ActionFacts:
    """What a paper says of an action, as one reader may know it.

    `owner` is a name only for a reader who may see names. Empty words are what is not stated; `not_stated` names them.
    `due_on` is of a continuing duty the day of its next review.
    """

    ref: str
    address: str
    words: str
    kind: str
    resolution: int
    clause: str
    motion: str
    motion_address: str
    adopted_on: date
    state: str
    state_words: str
    owner: str
    body: str
    due_words: str
    due_on: date | None
    late: bool
    not_stated: tuple[str, ...]
    proofs: tuple[ProofFact, ...]
    reviews: tuple[ReviewFact, ...]
    discharge: DischargeFact | None


def with_context(actions: QuerySet[Action]) -> QuerySet[Action]:
    """The same actions with what every page of them names, in a fixed number of queries."""
    discharges = Discharge.objects.select_related("meeting__body").order_by("-proposed_at", "-id")
    return actions.select_related("resolution__motion__body", "resolution__text", "owner", "body").prefetch_related(
        "reviews",
        "resolution__motion__votes__meeting",
        Prefetch("discharges", queryset=discharges),
        "owner__offices",
    )


def actions_for_report(committee: Body, meeting: Meeting | None = None) -> list[Action]:
    """The confirmed actions that this committee is told of, by motion and resolution.

    They are those done through it or reported to it, and those without a body of their own under a resolution that is
    reported to it: all that are in hand and, for a report to `meeting`, what was discharged or superseded since the
    committee's last meeting before that one.
    """
    reported = Action.objects.filter(kind=ActionKind.REPORT, body=committee).exclude(state=ActionState.REJECTED)
    theirs = Q(body=committee) | Q(body=None, resolution__in=reported.values("resolution"))
    told = Q(state__in=LIVE)
    if meeting is not None:
        over = Q(state__in=(ActionState.DISCHARGED, ActionState.SUPERSEDED), state_at__lte=meeting.starts_at)
        last = _last_before(committee, meeting)
        told |= over & Q(state_at__gt=last.starts_at) if last else over
    order = ("resolution__motion__state_at", "resolution__motion", "resolution__number", "place", "id")
    return list(with_context(Action.objects.filter(theirs, told)).order_by(*order))


def _last_before(committee: Body, meeting: Meeting) -> Meeting | None:
    earlier = Meeting.objects.filter(body=committee, starts_at__lt=meeting.starts_at)
    return earlier.exclude(state=MeetingState.CANCELLED).order_by("-starts_at").first()


def facts_of(action: Action, user: Any, today: date | None = None) -> ActionFacts:
    """What this user may know of one action; `today` decides what is late."""
    return facts_of_all([action], user, today)[0]


def facts_of_all(actions: Sequence[Action], user: Any, today: date | None = None) -> list[ActionFacts]:
    """The same of many actions, in their order, without a query for each; read them by `with_context`."""
    now = today or timezone.localdate()
    under = evidence_under(actions, user)
    links = motion_links(user, [action.resolution.motion for action in actions])
    names = may(user, Right.SEE_NAMES)
    return [_facts(each, under.get(each.pk, ()), links, now, names=names) for each in actions]


def motion_links(user: Any, motions: Iterable[Motion]) -> dict[str, str]:
    """Where these motions' own pages are, by their names, for those that this user may see."""
    abouts = sorted({motion.about for motion in motions})
    return {about: found.address for about, found in find_all(user, abouts).items()}


def _facts(action: Action, shown: Iterable[Shown], links: dict[str, str], today: date, *, names: bool) -> ActionFacts:
    motion = action.resolution.motion
    return ActionFacts(
        ref=action.subject_ref,
        address=address_of(action),
        words=action.words,
        kind=action.kind,
        resolution=action.resolution.number,
        clause=action.resolution.words,
        motion=motion.title,
        motion_address=links.get(motion.about, ""),
        adopted_on=adopted_on(motion),
        state=action.state,
        state_words=state_words(action, today),
        owner=who_answers(action, names=names),
        body=body_words(action),
        due_words=due_words(action),
        due_on=next_day(action),
        late=is_late(action, today),
        not_stated=not_stated(action),
        proofs=tuple(proof_fact(each) for each in shown),
        reviews=tuple(ReviewFact(each.reviewed_on, each.words, each.next_on) for each in action.reviews.all()),
        discharge=_discharge_fact(action),
    )


def proof_fact(shown: Shown) -> ProofFact:
    """One piece of evidence as papers and files tell it."""
    evidence = shown.evidence
    return ProofFact(
        title=evidence.title,
        kind=KINDS[evidence.kind].label if evidence.kind in KINDS else evidence.kind,
        shows=tuple(sorted(kind.value for kind in shown.kinds)),
        published=shown.is_published,
        snapshot=str(evidence.holds.get("snapshot", "")),
        fingerprint=fingerprint_of(evidence),
        address=reverse("evidence-item", args=[evidence.public_id]),
    )


def _discharge_fact(action: Action) -> DischargeFact | None:
    last = next(iter(action.discharges.all()), None)
    if last is None:
        return None
    meeting = str(last.meeting) if last.meeting else ""
    return DischargeFact(last.words, timezone.localdate(last.proposed_at), last.granted, meeting, last.minute)


def who_answers(action: Action, *, names: bool) -> str:
    """Who answers for an action: the office held, with the name where it may be seen; else whom the clause asks."""
    if action.owner is None:
        return action.owner_words
    office = next((each.title for each in action.owner.offices.all() if _is_held(each, timezone.localdate())), "")
    if names:
        return f"{action.owner}, {office}" if office else str(action.owner)
    return office or action.owner_words or UNNAMED


def _is_held(office: Office, today: date) -> bool:
    return (office.starts_on or date.min) <= today <= (office.ends_on or date.max)


def body_words(action: Action) -> str:
    """Through or to which body: its name here, else as the clause writes it; empty when not stated."""
    return str(action.body) if action.body else action.body_words


def adopted_on(motion: Motion) -> date:
    """The day on which the motion was carried: of the meeting that voted, else of the vote, else of its state."""
    carried = [each for each in motion.votes.all() if each.amendment_id is None and each.result == CARRIED]
    if not carried:
        return timezone.localdate(motion.state_at)
    last = carried[-1]
    return timezone.localdate(last.meeting.starts_at if last.meeting else last.taken_at)


def address_of(action: Action) -> str:
    """Where the action's page is."""
    return reverse("action", args=[action.public_id])


def get_action(public_id: Any) -> Action:
    """The action of this id with what its page names. Raises Http404."""
    found = with_context(Action.objects.filter(public_id=public_id)).select_related("superseded_by").first()
    if found is None:
        raise Http404("There is no action under this address.")
    return found
