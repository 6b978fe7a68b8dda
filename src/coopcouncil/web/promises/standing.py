"""Where an action stands: late or not, what is not stated, and its state in words, with the reason."""

from calendar import monthrange
from datetime import date

from django.db.models import Q

from coopcouncil.papers.words import day
from coopcouncil.rules.motions.clauses import ActionKind
from coopcouncil.rules.motions.states import ActionState
from coopcouncil.web.promises.models import Action

LIVE = (ActionState.OPEN, ActionState.BLOCKED, ActionState.CONTINUING, ActionState.AWAITING_DISCHARGE)
PROMISED = (*LIVE, ActionState.DISCHARGED, ActionState.SUPERSEDED)
TO_DO = (ActionState.OPEN, ActionState.BLOCKED)
NOT_STATED = "not stated"
CONTINUING = Q(kind=ActionKind.CONTINUING)


def late_on(today: date) -> Q:
    """The actions that are late: past their day and not proposed as done, or past the day of their review."""
    past_due = Q(state__in=TO_DO, due_on__lt=today) & ~CONTINUING
    return past_due | Q(CONTINUING, state__in=(ActionState.CONTINUING, ActionState.BLOCKED), review_on__lt=today)


# what should be done by a day that nobody has set
WITHOUT_DATE = Q(state__in=TO_DO, due_on=None) & ~CONTINUING | Q(
    CONTINUING, state__in=(ActionState.CONTINUING, ActionState.BLOCKED), review_on=None
)


def next_day(action: Action) -> date | None:
    """The day that is waited for: of a continuing duty its review, else when it is due; None when it is not stated."""
    return action.review_on if action.kind == ActionKind.CONTINUING else action.due_on


def is_late(action: Action, today: date) -> bool:
    """Whether the day it waits for has passed. What waits for the committee, or is over, is not late."""
    waits_for = next_day(action)
    in_hand = action.state in (*TO_DO, ActionState.CONTINUING)
    return in_hand and waits_for is not None and waits_for < today


def not_stated(action: Action) -> tuple[str, ...]:
    """What neither the clause nor a person has said, by the words of the rules' own `not_stated`."""
    continuing = action.kind == ActionKind.CONTINUING
    when = action.due_on or action.due_words or action.trigger or action.review_words or action.review_months
    gaps = (
        ("owner", not (action.owner_id or action.owner_words)),
        ("body", not (action.body_id or action.body_words)),
        ("due date or trigger", not continuing and not when),
        ("review frequency", continuing and not (action.review_months or action.review_words)),
        ("evidence", not action.evidence),
    )
    return tuple(name for name, missing in gaps if missing)


def state_words(action: Action, today: date) -> str:
    """The state and why, in a sentence: 'Open, and late: it was due on 3 March 2026.'"""
    state = ActionState(action.state)
    if state in _SAID:
        return _SAID[state]
    if state in (ActionState.OPEN, ActionState.CONTINUING):
        return _in_hand(action, state, today)
    return f"{state.label}: {action.reason}"


_SAID = {
    ActionState.PROPOSED: "Proposed: the clerk has not confirmed it.",
    ActionState.AWAITING_DISCHARGE: "Awaiting discharge: its owner says that it is done, and nobody has decided yet.",
    ActionState.DISCHARGED: "Discharged: the committee agreed that it is done.",
}


def _in_hand(action: Action, state: ActionState, today: date) -> str:
    when, continuing = next_day(action), state is ActionState.CONTINUING
    if when and when < today:
        what = "its review was due" if continuing else "it was due"
        return f"{state.label}, and late: {what} on {day(when)}."
    if continuing:
        return f"{state.label}: next on {day(when)}." if when else f"{state.label}: the next review is {NOT_STATED}."
    return f"Open: due on {day(when)}." if when else f"Open: {due_words(action)}."


def due_words(action: Action) -> str:
    """By when, in words: the day where one is set, else what the clause says, else that it is not stated."""
    if action.due_on:
        return day(action.due_on)
    said = ", ".join(each for each in (action.due_words, action.trigger) if each)
    if said:
        return said
    return f"by when is {NOT_STATED}" if action.kind != ActionKind.CONTINUING else "it goes on, under review"


def add_months(on: date, months: int) -> date:
    """The same day so many months later; the month's last day where it has no such day."""
    year, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + year, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))
