"""The council's bodies, offices, meetings, motions and votes in the shape of Popolo (popoloproject.com).

Only what everybody can see. People are known by their names as printed and nothing else: their ids say nothing of
accounts here, and two people of one name would be one.
"""

import uuid
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse

from coopcouncil.rules.motions.voting import Ballot, Method, Result
from coopcouncil.web.meetings.models import FULL_COUNCIL, Meeting, Office
from coopcouncil.web.meetings.queries import committees
from coopcouncil.web.motions.models import Amendment, Motion, Vote
from coopcouncil.web.people.models import Body
from coopcouncil.web.rights import RIGHTS, Right

COUNCIL_ID = "council"
FULL_COUNCIL_ID = "full-council"
OPTIONS = {Ballot.FOR: "yes", Ballot.AGAINST: "no", Ballot.ABSTAIN: "abstain"}
RESULTS = {Result.CARRIED: "pass", Result.LOST: "fail", Result.TIED: "tie"}
REQUIREMENT = "majority of the members present and voting"
_NAMES = uuid.UUID("5f4d7f0e-6d0c-5b0e-9d57-2f8a6f7f0c11")  # under which names become ids

Row = dict[str, Any]


def popolo(council: str) -> dict[str, list[Row]]:
    """Everything that is public, each kind of thing as a list by Popolo's name; `council` is the council's name."""
    people = _People()
    offices = list(Office.objects.select_related("body").order_by("pk"))
    motions = list(public_motions())
    votes = list(_votes(motions))
    amended = {vote.amendment.pk: vote.amendment for vote in votes if vote.amendment}
    return {
        "organizations": _organizations(council),
        "posts": _posts(offices),
        "memberships": [_membership(each, people) for each in offices],
        "events": [_event(each) for each in Meeting.objects.select_related("body").order_by("starts_at", "pk")],
        "motions": [
            *(_motion(each, votes, people) for each in motions),
            *(_amendment(each, votes, people) for each in amended.values()),
        ],
        "vote_events": [_vote_event(each, people) for each in votes],
        "persons": people.rows,
    }


def public_motions() -> QuerySet[Motion]:
    """The motions that everybody may see: those in a public state, and those that once were."""
    seen = Q(state__in=RIGHTS[Right.SEE_MOTION].public_in) | Q(published_at__isnull=False)
    return Motion.objects.filter(seen).select_related("body", "meeting").prefetch_related("texts").order_by("pk")


class _People:
    """The people named so far, each once."""

    def __init__(self) -> None:
        self._known: dict[str, Row] = {}

    @property
    def rows(self) -> list[Row]:
        """Everybody, by name."""
        return sorted(self._known.values(), key=lambda each: str(each["name"]))

    def id_of(self, name: str) -> str:
        """The id of whoever goes by this name, noted down."""
        plain = " ".join(name.split())
        made = str(uuid.uuid5(_NAMES, plain.casefold()))
        self._known.setdefault(made, {"id": made, "name": plain})
        return made


def _organizations(council: str) -> list[Row]:
    bodies = committees(with_ended=True).prefetch_related("aliases")
    return [
        {"id": COUNCIL_ID, "name": council, "classification": "council"},
        {
            "id": FULL_COUNCIL_ID,
            "name": FULL_COUNCIL,
            "classification": "full council",
            "parent_id": COUNCIL_ID,
            "links": [{"url": _address("full-council")}],
        },
        *map(_committee, bodies),
    ]


def _committee(body: Body) -> Row:
    return _filled(
        {
            "id": _id_of(body),
            "name": body.name,
            "classification": "committee",
            "parent_id": COUNCIL_ID,
            "other_names": [{"name": each.name} for each in body.aliases.all()],
            "dissolution_date": body.ended_at.date().isoformat() if body.ended_at else None,
            "links": [{"url": _address("committee", body.slug)}],
        }
    )


def _posts(offices: Iterable[Office]) -> list[Row]:
    """Each office once, whoever held it."""
    found = {
        _post_id(each): {
            "id": _post_id(each),
            "label": each.title,
            "role": each.title,
            "organization_id": _id_of(each.body, COUNCIL_ID),
        }
        for each in offices
    }
    return list(found.values())


def _post_id(office: Office) -> str:
    return str(uuid.uuid5(_NAMES, f"{_id_of(office.body, COUNCIL_ID)}/{office.title.casefold()}"))


def _membership(office: Office, people: _People) -> Row:
    return _filled(
        {
            "id": str(office.public_id),
            "person_id": people.id_of(office.holder),
            "organization_id": _id_of(office.body, COUNCIL_ID),
            "post_id": _post_id(office),
            "role": office.title,
            "start_date": office.starts_on.isoformat() if office.starts_on else None,
            "end_date": office.ends_on.isoformat() if office.ends_on else None,
        }
    )


def _event(meeting: Meeting) -> Row:
    sources = [_address("meeting", meeting.public_id), meeting.source_address]
    return _filled(
        {
            "id": str(meeting.public_id),
            "name": str(meeting),
            "classification": "meeting",
            "organization_id": _id_of(meeting.body),
            "start_date": meeting.starts_at.isoformat(),
            "location": meeting.place,
            "status": meeting.state,
            "sources": [{"url": each} for each in sources if each],
        }
    )


def _motion(motion: Motion, votes: list[Vote], people: _People) -> Row:
    texts = list(motion.texts.all())
    at = motion.meeting.starts_at if motion.meeting else motion.state_at
    return _filled(
        {
            "id": str(motion.public_id),
            "organization_id": _id_of(motion.body),
            "creator_id": people.id_of(motion.mover) if motion.mover else None,
            "text": "\n".join([motion.title, *(texts[-1].plain if texts else ())]),
            "classification": "motion",
            "date": at.date().isoformat(),
            "requirement": REQUIREMENT,
            "result": {"carried": "pass", "lost": "fail"}.get(motion.state),
            "status": motion.state,
            "event_id": str(motion.meeting.public_id) if motion.meeting else None,
            "vote_events": [_vote_id(each) for each in votes if each.motion_id == motion.pk and not each.amendment],
        }
    )


def _amendment(amendment: Amendment, votes: list[Vote], people: _People) -> Row:
    """An amendment that was voted on, as a motion of its own, as Popolo has it."""
    own = [each for each in votes if each.amendment == amendment]
    return _filled(
        {
            "id": str(amendment.public_id),
            "organization_id": _id_of(own[0].motion.body),
            "creator_id": people.id_of(amendment.mover) if amendment.mover else None,
            "text": f"{amendment} to: {own[0].motion.title}",
            "classification": "amendment",
            "date": own[-1].taken_at.date().isoformat(),
            "requirement": REQUIREMENT,
            "result": {"carried": "pass", "lost": "fail"}.get(amendment.state),
            "status": amendment.state,
            "vote_events": [_vote_id(each) for each in own],
        }
    )


def _votes(motions: list[Motion]) -> QuerySet[Vote]:
    named = ("motion__body", "amendment__motion", "meeting")
    return Vote.objects.filter(motion__in=motions).select_related(*named).prefetch_related("by_name").order_by("pk")


def _vote_event(vote: Vote, people: _People) -> Row:
    subject = vote.amendment or vote.motion
    by_name = [
        {"voter_id": people.id_of(each.name), "option": OPTIONS[Ballot(each.ballot)]} for each in vote.by_name.all()
    ]
    return _filled(
        {
            "id": _vote_id(vote),
            "motion_id": str(subject.public_id),
            "organization_id": _id_of(vote.motion.body),
            "start_date": vote.taken_at.isoformat(),
            "classification": vote.method,
            "result": RESULTS[Result(vote.result)],
            "event_id": str(vote.meeting.public_id) if vote.meeting else None,
            "counts": _counts(vote, by_name),
            "votes": by_name,
        }
    )


def _counts(vote: Vote, by_name: list[Row]) -> list[Row]:
    """How many for each option: those of a recorded vote from its names, of a show of hands as counted."""
    if vote.method == Method.RECORDED and by_name:
        given = [row["option"] for row in by_name]
        counted: dict[str, int | None] = {option: given.count(option) for option in OPTIONS.values()}
    else:
        counted = dict(zip(OPTIONS.values(), (vote.votes_for, vote.votes_against, vote.abstentions), strict=True))
    return [{"option": option, "value": value} for option, value in counted.items() if value is not None]


def _vote_id(vote: Vote) -> str:
    """An id that stays the same: the vote's number under its motion's id."""
    return f"{vote.motion.public_id}/votes/{vote.pk}"


def _id_of(body: Body | None, otherwise: str = FULL_COUNCIL_ID) -> str:
    return f"body/{body.slug}" if body else otherwise


def _address(name: str, *parts: object) -> str:
    return settings.COOPCOUNCIL_ADDRESS + reverse(name, args=parts)


def _filled(row: Row) -> Row:
    """The row without what is not known."""
    return {name: value for name, value in row.items() if value not in (None, "", [])}
