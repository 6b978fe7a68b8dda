"""Reads of votes: who the members are, and the votes on a motion and on amendments to it."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from coopcouncil.rules.motions.voting import Ballot, Method
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.meetings.models import Office
from coopcouncil.web.motions.models import Amendment, Motion, PersonVote, Vote
from coopcouncil.web.people.models import Grant, Person


@dataclass(frozen=True)
class Member:
    """Somebody who may vote, by the name as printed, and who that is here where they can sign in."""

    name: str
    person: Person | None = None


@dataclass(frozen=True)
class Shown:
    """A vote as a page shows it; `corrected` when it was entered again since, `counts` None when not counted."""

    vote: Vote
    corrected: bool
    counts: tuple[int, int, int] | None
    names: dict[str, list[str]]

    @property
    def of(self) -> str:
        """What was voted on, in words."""
        return f"amendment {self.vote.amendment.name}" if self.vote.amendment else "the motion"


def members_of(motion: Motion) -> list[Member]:
    """The members known here who may vote on the motion, by name: who holds an office, and who is a councillor.

    For a committee those of that committee; where none is known, of the council.
    """
    found = _members(Q(body=motion.body_id)) if motion.body_id else []
    return found or _members(Q())


def _members(which: Q) -> list[Member]:
    today = timezone.localdate()
    offices = Office.objects.select_related("person").filter(
        which, Q(starts_on=None) | Q(starts_on__lte=today), Q(ends_on=None) | Q(ends_on__gte=today)
    )
    grants = Grant.objects.select_related("person").filter(which, role=Role.COUNCILLOR, ended_at=None)
    people = {each.person.name: each.person for each in grants if each.person.is_active and each.person.name}
    names: dict[str, Person | None] = {**{each.holder: each.person for each in offices}, **people}
    linked = {each.person_id for each in offices if each.person_id}
    # a councillor with an office goes by the name printed there
    doubled = {person.name for person in people.values() if person.pk in linked} - {each.holder for each in offices}
    return [Member(name, names[name]) for name in sorted(names, key=_surname) if name and name not in doubled]


def _surname(name: str) -> tuple[str, str]:
    return name.rsplit(maxsplit=1)[-1].casefold() if name.split() else "", name.casefold()


def votes_on(about: Motion | Amendment) -> list[Shown]:
    """The votes on it, the first one first; of a motion without those on its amendments."""
    return shown(_of(about))


def every_vote(motion: Motion) -> list[Shown]:
    """The votes on a motion and on all amendments to it, in the order in which they were entered."""
    return shown(Vote.objects.filter(motion=motion))


def last_vote(about: Motion | Amendment) -> Vote | None:
    """The vote on it that was entered last."""
    return _of(about).order_by("-pk").first()


def shown(votes: QuerySet[Vote]) -> list[Shown]:
    """These votes as pages show them."""
    names = Prefetch("by_name", queryset=PersonVote.objects.order_by("name"))
    rows = list(
        votes.select_related("amendment", "meeting__body", "motion", "text").prefetch_related(names).order_by("pk")
    )
    return [Shown(each, _is_corrected(each, rows), _counts(each), _names(each)) for each in rows]


def _of(about: Motion | Amendment) -> QuerySet[Vote]:
    if isinstance(about, Amendment):
        return Vote.objects.filter(amendment=about)
    return Vote.objects.filter(motion=about, amendment=None)


def _is_corrected(vote: Vote, rows: Iterable[Vote]) -> bool:
    """Whether the same question was entered again with the same result: what is decided is voted on once."""
    return any(
        later.pk > vote.pk and later.amendment_id == vote.amendment_id and later.text_id == vote.text_id
        and later.result == vote.result
        for later in rows
    )  # fmt: skip


def _counts(vote: Vote) -> tuple[int, int, int] | None:
    if vote.method == Method.RECORDED:
        ballots = [each.ballot for each in vote.by_name.all()]
        return ballots.count(Ballot.FOR), ballots.count(Ballot.AGAINST), ballots.count(Ballot.ABSTAIN)
    if vote.votes_for is None or vote.votes_against is None:
        return None
    return vote.votes_for, vote.votes_against, vote.abstentions or 0


def _names(vote: Vote) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {each.value: [] for each in Ballot}
    for each in sorted(vote.by_name.all(), key=lambda named: _surname(named.name)):
        found[each.ballot].append(each.name)
    return found
