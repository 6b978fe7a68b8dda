"""What a carried motion asks for, proposed to the clerk: each resolves clause with its actions, in its own words."""

from django.db import transaction

from coopcouncil.rules.motions.clauses import ProposedAction, ProposedResolution, propose
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.web.meetings.queries import BodyNames
from coopcouncil.web.motions.models import Motion, Text
from coopcouncil.web.people.models import Person
from coopcouncil.web.promises.models import Action, Resolution

LONGEST = {"owner_words": 200, "body_words": 300, "due_words": 300, "trigger": 300, "review_words": 100}


@transaction.atomic
def propose_for(motion: Motion, text: Text, by: Person) -> None:
    """Propose the resolutions and actions of the adopted text, once: a motion that has some is left alone.

    It is called in the transaction of the vote, whose entry in the record tells of it. A body is set only where the
    clause's own name for it is that of exactly one committee here; all else is for the clerk.
    """
    if motion.resolutions.exists():
        return
    names = BodyNames()
    for proposed in propose(text.read).resolutions:
        resolution = _resolution(motion, text, proposed)
        for place, action in enumerate(proposed.actions, start=1):
            _action(resolution, place, action, names, by)


def _resolution(motion: Motion, text: Text, proposed: ProposedResolution) -> Resolution:
    return Resolution.objects.create(
        motion=motion,
        text=text,
        number=proposed.number,
        paragraph=proposed.paragraph.id[:40],
        words=proposed.paragraph.text,
        questions=[_kept(each) for each in proposed.questions],
        parts=[_kept(each) for each in proposed.parts],
        checks=list(proposed.checks),
    )


def _kept(paragraph: Paragraph) -> list[str]:
    return [paragraph.id, paragraph.text]


def _action(resolution: Resolution, place: int, proposed: ProposedAction, names: BodyNames, by: Person) -> None:
    said = {
        "owner_words": proposed.owner,
        "body_words": proposed.body,
        "due_words": proposed.due,
        "trigger": proposed.trigger,
        "review_words": proposed.review,
    }
    Action.objects.create(
        resolution=resolution,
        place=place,
        kind=proposed.kind,
        words=proposed.words.strip(),
        body=names.named(proposed.body).one if proposed.body else None,
        due_on=proposed.due_on,
        evidence=[each.value for each in proposed.evidence],
        changed_by=by,
        **{field: _fitting(words or "", LONGEST[field]) for field, words in said.items()},
    )


def _fitting(words: str, longest: int) -> str:
    return words if len(words) <= longest else f"{words[: longest - 1].rstrip()}…"
