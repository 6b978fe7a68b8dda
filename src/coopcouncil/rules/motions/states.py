"""The states of motions, amendments and actions: one table of moves each, and one of who may make them.

A state's moves say what can follow; `MAY_MOVE` says who may bring a thing into a state. What a role may do for one body
only, or a person's own motion, is for the door to ask besides.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from coopcouncil.vocabulary.roles import Role


class MotionState(StrEnum):
    """Where a motion stands, from its first draft to the council's decision."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_ORDER = "in-order"
    OUT_OF_ORDER = "out-of-order"
    ON_ORDER_PAPER = "on-order-paper"
    MOVED = "moved"
    SECONDED = "seconded"
    AMENDED = "amended"
    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    REFERRED = "referred"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The state in words: 'On order paper'."""
        return self.value.replace("-", " ").capitalize()


class AmendmentState(StrEnum):
    """Where an amendment stands. ACCEPTED: the mover of what it amends took it into the text without a vote."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    IN_ORDER = "in-order"
    OUT_OF_ORDER = "out-of-order"
    MOVED = "moved"
    SECONDED = "seconded"
    ACCEPTED = "accepted"
    CARRIED = "carried"
    LOST = "lost"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"

    @property
    def label(self) -> str:
        """The state in words."""
        return self.value.replace("-", " ").capitalize()


class ActionState(StrEnum):
    """Where an action stands. CONTINUING is a duty without an end: it is reviewed, and never done."""

    PROPOSED = "proposed"
    REJECTED = "rejected"
    OPEN = "open"
    BLOCKED = "blocked"
    CONTINUING = "continuing"
    AWAITING_DISCHARGE = "awaiting-discharge"
    DISCHARGED = "discharged"
    SUPERSEDED = "superseded"

    @property
    def label(self) -> str:
        """The state in words; of a continuing duty, that it is under review."""
        if self is ActionState.CONTINUING:
            return "Continuing, under review"
        return self.value.replace("-", " ").capitalize()


_MOTION, _AMENDMENT, _ACTION = MotionState, AmendmentState, ActionState

# state -> the states that may follow. Deferred and referred motions come back on an order paper; what was carried,
# lost, withdrawn or has lapsed stays so: the same text is moved again as a motion of its own.
MOTION_MOVES: Mapping[MotionState, frozenset[MotionState]] = {
    _MOTION.DRAFT: frozenset({_MOTION.SUBMITTED, _MOTION.WITHDRAWN}),
    _MOTION.SUBMITTED: frozenset({_MOTION.IN_ORDER, _MOTION.OUT_OF_ORDER, _MOTION.DRAFT, _MOTION.WITHDRAWN}),
    _MOTION.IN_ORDER: frozenset({_MOTION.ON_ORDER_PAPER, _MOTION.SUBMITTED, _MOTION.WITHDRAWN}),
    _MOTION.OUT_OF_ORDER: frozenset({_MOTION.DRAFT, _MOTION.WITHDRAWN}),
    _MOTION.ON_ORDER_PAPER: frozenset(
        {_MOTION.MOVED, _MOTION.SUBMITTED, _MOTION.DEFERRED, _MOTION.WITHDRAWN, _MOTION.LAPSED}
    ),
    _MOTION.MOVED: frozenset({_MOTION.SECONDED, _MOTION.WITHDRAWN, _MOTION.LAPSED}),
    _MOTION.SECONDED: frozenset(
        {_MOTION.AMENDED, _MOTION.CARRIED, _MOTION.LOST, _MOTION.WITHDRAWN, _MOTION.DEFERRED, _MOTION.REFERRED}
    ),
    _MOTION.AMENDED: frozenset(
        {_MOTION.AMENDED, _MOTION.CARRIED, _MOTION.LOST, _MOTION.WITHDRAWN, _MOTION.DEFERRED, _MOTION.REFERRED}
    ),
    _MOTION.DEFERRED: frozenset({_MOTION.ON_ORDER_PAPER, _MOTION.WITHDRAWN, _MOTION.LAPSED}),
    _MOTION.REFERRED: frozenset({_MOTION.ON_ORDER_PAPER, _MOTION.WITHDRAWN, _MOTION.LAPSED}),
    _MOTION.CARRIED: frozenset(),
    _MOTION.LOST: frozenset(),
    _MOTION.WITHDRAWN: frozenset(),
    _MOTION.LAPSED: frozenset(),
}

AMENDMENT_MOVES: Mapping[AmendmentState, frozenset[AmendmentState]] = {
    _AMENDMENT.DRAFT: frozenset({_AMENDMENT.SUBMITTED, _AMENDMENT.WITHDRAWN}),
    _AMENDMENT.SUBMITTED: frozenset(
        {_AMENDMENT.IN_ORDER, _AMENDMENT.OUT_OF_ORDER, _AMENDMENT.DRAFT, _AMENDMENT.WITHDRAWN}
    ),
    _AMENDMENT.IN_ORDER: frozenset(
        {_AMENDMENT.MOVED, _AMENDMENT.ACCEPTED, _AMENDMENT.SUBMITTED, _AMENDMENT.WITHDRAWN, _AMENDMENT.LAPSED}
    ),
    _AMENDMENT.OUT_OF_ORDER: frozenset({_AMENDMENT.DRAFT, _AMENDMENT.WITHDRAWN}),
    _AMENDMENT.MOVED: frozenset({_AMENDMENT.SECONDED, _AMENDMENT.ACCEPTED, _AMENDMENT.WITHDRAWN, _AMENDMENT.LAPSED}),
    _AMENDMENT.SECONDED: frozenset(
        {_AMENDMENT.ACCEPTED, _AMENDMENT.CARRIED, _AMENDMENT.LOST, _AMENDMENT.WITHDRAWN, _AMENDMENT.LAPSED}
    ),
    _AMENDMENT.ACCEPTED: frozenset(),
    _AMENDMENT.CARRIED: frozenset(),
    _AMENDMENT.LOST: frozenset(),
    _AMENDMENT.WITHDRAWN: frozenset(),
    _AMENDMENT.LAPSED: frozenset(),
}

# A blocked action and a superseded one need a reason; a continuing duty is reviewed where it stands and ends only when
# the council supersedes it. A discharge that the committee does not grant opens the action again.
ACTION_MOVES: Mapping[ActionState, frozenset[ActionState]] = {
    _ACTION.PROPOSED: frozenset({_ACTION.OPEN, _ACTION.CONTINUING, _ACTION.REJECTED}),
    _ACTION.OPEN: frozenset({_ACTION.BLOCKED, _ACTION.AWAITING_DISCHARGE, _ACTION.SUPERSEDED}),
    _ACTION.BLOCKED: frozenset({_ACTION.OPEN, _ACTION.CONTINUING, _ACTION.SUPERSEDED}),
    _ACTION.CONTINUING: frozenset({_ACTION.CONTINUING, _ACTION.BLOCKED, _ACTION.SUPERSEDED}),
    _ACTION.AWAITING_DISCHARGE: frozenset({_ACTION.DISCHARGED, _ACTION.OPEN, _ACTION.SUPERSEDED}),
    _ACTION.REJECTED: frozenset(),
    _ACTION.DISCHARGED: frozenset(),
    _ACTION.SUPERSEDED: frozenset(),
}
NEEDS_REASON = frozenset({_ACTION.BLOCKED, _ACTION.SUPERSEDED, _ACTION.REJECTED})
MOTION_NEEDS_REASON = frozenset(
    {_MOTION.OUT_OF_ORDER, _MOTION.WITHDRAWN, _MOTION.DEFERRED, _MOTION.REFERRED, _MOTION.LAPSED}
)
AMENDMENT_NEEDS_REASON = frozenset({_AMENDMENT.OUT_OF_ORDER, _AMENDMENT.WITHDRAWN, _AMENDMENT.LAPSED})
NEEDS_MINUTE = frozenset({_ACTION.DISCHARGED})

_CLERK = frozenset({Role.DEMOCRATIC_SERVICES})
_MOVER = frozenset({Role.COUNCILLOR, Role.DEMOCRATIC_SERVICES})
_ADVISER = frozenset({Role.MONITORING_OFFICER})
_OWNER = frozenset({Role.OFFICER, Role.COMMISSIONER, Role.DEMOCRATIC_SERVICES})

# state -> who may bring a motion, an amendment or an action into it
MOTION_MAY_MOVE: Mapping[MotionState, frozenset[Role]] = {
    **dict.fromkeys(MotionState, _CLERK),
    **dict.fromkeys((_MOTION.DRAFT, _MOTION.SUBMITTED, _MOTION.WITHDRAWN), _MOVER),
    **dict.fromkeys((_MOTION.IN_ORDER, _MOTION.OUT_OF_ORDER), _ADVISER),
}
AMENDMENT_MAY_MOVE: Mapping[AmendmentState, frozenset[Role]] = {
    **dict.fromkeys(AmendmentState, _CLERK),
    **dict.fromkeys((_AMENDMENT.DRAFT, _AMENDMENT.SUBMITTED, _AMENDMENT.WITHDRAWN), _MOVER),
    # by the mover of what it amends, or by the clerk for them
    _AMENDMENT.ACCEPTED: _MOVER,
    **dict.fromkeys((_AMENDMENT.IN_ORDER, _AMENDMENT.OUT_OF_ORDER), _ADVISER),
}
ACTION_MAY_MOVE: Mapping[ActionState, frozenset[Role]] = {
    **dict.fromkeys(ActionState, _CLERK),
    **dict.fromkeys((_ACTION.BLOCKED, _ACTION.AWAITING_DISCHARGE), _OWNER),
}

State = MotionState | AmendmentState | ActionState
MOVES: Mapping[type[State], Mapping[Any, frozenset[Any]]] = {
    MotionState: MOTION_MOVES,
    AmendmentState: AMENDMENT_MOVES,
    ActionState: ACTION_MOVES,
}
MAY_MOVE: Mapping[type[State], Mapping[Any, frozenset[Role]]] = {
    MotionState: MOTION_MAY_MOVE,
    AmendmentState: AMENDMENT_MAY_MOVE,
    ActionState: ACTION_MAY_MOVE,
}


def may_follow(state: State, to: State) -> bool:
    """Whether a thing in `state` may go to `to`."""
    return to in MOVES[type(state)][state]


def may_move(role: Role, state: State, to: State) -> bool:
    """Whether a person of this role may bring a thing from `state` to `to`.

    Whoever may say that an action is blocked may say that it is not any more.
    """
    if state is _ACTION.BLOCKED and to in (_ACTION.OPEN, _ACTION.CONTINUING):
        return role in ACTION_MAY_MOVE[_ACTION.BLOCKED]
    return may_follow(state, to) and role in MAY_MOVE[type(to)][to]


def is_final(state: State) -> bool:
    """Whether nothing follows."""
    return not MOVES[type(state)][state]


def diagram(states: type[State]) -> str:
    """The moves as a Mermaid state diagram, for the documents; the first state is where a thing begins."""
    first = next(iter(states))
    lines = ["stateDiagram-v2", f"    [*] --> {_word(first)}"]
    for state, following in MOVES[states].items():
        lines += [f"    {_word(state)} --> {_word(each)}" for each in sorted(following)]
        lines += [] if following else [f"    {_word(state)} --> [*]"]
    return "\n".join(lines)


def _word(state: StrEnum) -> str:
    return state.value.replace("-", "_")
