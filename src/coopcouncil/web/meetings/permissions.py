"""Who may do what with meetings: the table of rights, and what the state of a meeting does not allow.

`by` is None for the command line: whoever runs commands on this machine can reach the database anyway.
"""

from dataclasses import dataclass
from typing import Any

from coopcouncil.vocabulary.roles import COUNCIL_ROLES
from coopcouncil.web.meetings.models import AgendaItem, Meeting, MeetingState
from coopcouncil.web.people.models import Person
from coopcouncil.web.people.refusals import RefusedError
from coopcouncil.web.permissions import Held, check_may, may, roles_held
from coopcouncil.web.rights import ANY_STATE, Right

SYSTEM = Held(None)


@dataclass(frozen=True)
class Of:
    """What belongs to one body, or with None to the full council."""

    body_id: int | None
    state: str = ANY_STATE


def check_can_keep(by: Person | None, body_id: int | None) -> Held:
    """The role by which `by` keeps the meetings, names and offices of this body, None being the full council.

    Raises NotAllowedError with the reason.
    """
    return check_may(by, Right.KEEP_MEETINGS, Of(body_id)) if by else SYSTEM


def can_keep(user: Any, body_id: int | None) -> bool:
    """Whether this user keeps the meetings of this body."""
    return may(user, Right.KEEP_MEETINGS, Of(body_id))


def check_can_change_agenda(by: Person | None, meeting: Meeting) -> Held:
    """The role by which `by` changes this agenda. Raises NotAllowedError, RefusedError for a cancelled meeting."""
    held = check_can_keep(by, meeting.body_id)
    if meeting.state == MeetingState.CANCELLED:
        raise RefusedError("This meeting was cancelled. Plan it again before you change its agenda.")
    return held


def check_can_remove(by: Person | None, item: AgendaItem) -> Held:
    """The role by which `by` takes this item off the agenda. Raises NotAllowedError, RefusedError once it was held."""
    held = check_can_change_agenda(by, item.meeting)
    if item.meeting.state == MeetingState.HELD:
        raise RefusedError(
            "This meeting was held, so its agenda stays as it was. Enter a minute that says what became."
        )
    return held


def check_can_minute(by: Person | None, item: AgendaItem) -> Held:
    """The role by which `by` enters a minute. Raises NotAllowedError, RefusedError before the meeting was held."""
    held = check_can_keep(by, item.meeting.body_id)
    if item.meeting.state != MeetingState.HELD:
        raise RefusedError("A minute tells what a meeting decided. Say first that the meeting was held.")
    return held


def can_see_agenda(user: Any, meeting: Meeting) -> bool:
    """Whether this user sees what is on the agenda: everybody once it is published, the council before."""
    return is_public(meeting) or any(held.role in COUNCIL_ROLES for held in roles_held(user))


def is_public(meeting: Meeting) -> bool:
    """Whether everybody sees what is on the agenda."""
    return meeting.agenda_published_at is not None or meeting.state == MeetingState.HELD
