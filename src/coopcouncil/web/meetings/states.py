"""Where a meeting stands, and where it can go from there."""

from coopcouncil.web.meetings.models import MeetingState

MAY_MOVE: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
    MeetingState.HELD: frozenset({MeetingState.PLANNED}),  # said by mistake, while nothing is minuted
}


def may_move(before: str, after: MeetingState) -> bool:
    """Whether a meeting in the one state can come into the other."""
    return after in MAY_MOVE[MeetingState(before)]
