"""The texts of motions and amendments: which is current, and how the next one is made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coopcouncil.rules.motions.advice import version_of
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.web.motions.models import Amendment, Motion, Text
from coopcouncil.web.people.models import Person


@dataclass(frozen=True)
class Source:
    """What a text was read from: a file's name, its SHA-256 and what reading it had to say, and the words as sent."""

    name: str = ""
    sha256: str = ""
    notes: tuple[str, ...] = ()
    words: str = ""


def current_text(of: Motion | Amendment) -> Text:
    """The newest text. Raises Text.DoesNotExist when there is none yet."""
    return of.texts.order_by("-number")[:1].get()


def motion_of(text: Text) -> Motion:
    """The motion whose text this is, or to which it is an amendment's."""
    if text.motion is not None:
        return text.motion
    assert text.amendment is not None  # noqa: S101 - a constraint of the table: a text is of one of them
    return text.amendment.motion


def next_text(
    *,
    of: Motion | Amendment,
    paragraphs: Sequence[Paragraph],
    base: Text | None,
    because: str,
    by: Person,
    adopted: Amendment | None = None,
    source: Source | None = None,
) -> Text:
    """Keep the next version of a text; whoever calls holds the lock on the motion."""
    last = of.texts.order_by("-number").values_list("number", flat=True).first() or 0
    given = source or Source()
    return Text.objects.create(
        motion=of if isinstance(of, Motion) else None,
        amendment=of if isinstance(of, Amendment) else None,
        number=last + 1,
        paragraphs=kept(paragraphs),
        fingerprint=version_of(each.text for each in paragraphs),
        base=base,
        because=because,
        adopted=adopted,
        sent_words=given.words,
        source_name=given.name[:200],
        source_sha256=given.sha256,
        notes=list(given.notes),
        added_by=by,
    )


def kept(paragraphs: Iterable[Paragraph]) -> list[list[object]]:
    """The paragraphs as the table keeps them."""
    return [[each.id, each.level, each.role.value, each.text] for each in paragraphs]
