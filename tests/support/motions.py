"""A motion under an address that does not change, for tests that look at every page."""

import uuid

from coopcouncil.evidence.record import sha256_text
from coopcouncil.rules.motions.states import MotionState
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.web.motions.amendments.texts import current_text
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.motions.operations import Details, change_text, move_motion, take_in
from coopcouncil.web.motions.reading import read_words
from tests.support.amendments import clerk

MOTION = uuid.UUID("6f1d2f6e-0000-4000-8000-00000000b001")
TEXT = uuid.UUID("6f1d2f6e-0000-4000-8000-00000000b002")  # its newest
WORDS = """Made-up Council: 3 May 2028
Proposed by Councillor A Finch

This Council notes:
- the orchard was given to the town in 1921.

This Council resolves to:
- plant  forty trees by 1 March 2028.
- report to the Made-up Scrutiny in June 2028.
"""
KEY = sha256_text("motion-double-space\nplant  fifty")
_ONE = f"/motions/{MOTION}"
PAGES = {
    "motions": "/motions/?words=orchard",
    "motion-send": "/motions/take-in/",
    "motion": f"{_ONE}/",
    "motion-text": f"{_ONE}/texts/1/",
    "motion-compare": f"{_ONE}/compare/",
    "motion-details": f"{_ONE}/details/",
    "motion-change-text": f"{_ONE}/change-text/",
    "motion-move": f"{_ONE}/move/withdrawn/",
    "warning": f"/texts/{TEXT}/warnings/{KEY}/",
    "advise": f"/texts/{TEXT}/advise/",
}


def motion_to_look_at() -> Motion:
    """The motion that was handed in, of two versions, with a warning to decide."""
    found = Motion.objects.filter(public_id=MOTION).first()
    if found is None:
        found = take_in(details=Details("The orchard", mover="A Finch"), paragraphs=read_words(WORDS).text, by=clerk())
        base = current_text(found)
        words = [text.replace("forty", "fifty") for text in base.plain]
        change_text(motion=found, base=base, paragraphs=succeed(base.read, words), why="A slip.", by=clerk())
        found.refresh_from_db()
        found = move_motion(motion=found, version=found.version, to=MotionState.SUBMITTED, by=clerk())
        Motion.objects.filter(pk=found.pk).update(public_id=MOTION)
        Text.objects.filter(motion=found, number=2).update(public_id=TEXT)
        found.refresh_from_db()
    return found
