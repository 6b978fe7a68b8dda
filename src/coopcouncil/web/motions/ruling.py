"""A ruling is advice: who rules a motion or an amendment in or out of order advises on its text as it stands."""

from coopcouncil.rules.motions.states import AmendmentState, MotionState
from coopcouncil.web.motions.models import Advice, Text
from coopcouncil.web.people.models import Person

# the state that a ruling brings about -> whether the text is in order
_RULINGS = {
    MotionState.IN_ORDER: True,
    MotionState.OUT_OF_ORDER: False,
    AmendmentState.IN_ORDER: True,
    AmendmentState.OUT_OF_ORDER: False,
}


def keep_ruling(*, to: MotionState | AmendmentState, text: Text, why: str, by: Person) -> None:
    """Keep the advice that a ruling gives on this version of a text, unless the last advice on it says the same.

    Does nothing for a state that is no ruling. To be called in the transaction of the move, before its entry.
    """
    in_order = _RULINGS.get(to)
    if in_order is None:
        return
    last = Advice.objects.filter(text=text).order_by("-given_at", "-id").first()
    if last is None or last.in_order is not in_order:
        Advice.objects.create(text=text, in_order=in_order, words=why.strip() or f"{to.label}.", given_by=by)
