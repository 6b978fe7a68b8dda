"""Plain texts as the next version of a text: what stays keeps its id, level and role."""

from collections.abc import Iterable, Sequence

from coopcouncil.rules.motions.alignment import align
from coopcouncil.rules.motions.paragraphs import Paragraph, ParagraphRole

_FIRST = (0, ParagraphRole.TEXT)


def succeed(
    before: Sequence[Paragraph], texts: Sequence[str], sources: Iterable[Sequence[Paragraph]] = ()
) -> tuple[Paragraph, ...]:
    """The paragraphs of the next version, which has these `texts`.

    One that stays, changed or moved, keeps its id, level and role. A new one gets an id that neither `before` nor a
    source has, and the level and role of the paragraph with the same text in a source, where there is one, else those
    of the paragraph before it.
    """
    known = [each for source in sources for each in source]
    like = {each.text: (each.level, each.role) for each in reversed(known)}
    aligned = align([each.text for each in before], texts)
    came_from = {new: old for old, new in (*aligned.pairs, *aligned.moved.items())}
    next_number = 1 + max((_number(each.id) for each in (*before, *known)), default=0)
    found: list[Paragraph] = []
    for place, text in enumerate(texts):
        if place in came_from:
            was = before[came_from[place]]
            found.append(Paragraph(was.id, was.level, was.role, text))
            continue
        level, role = like.get(text) or ((found[-1].level, found[-1].role) if found else _FIRST)
        found.append(Paragraph(f"p{next_number}", level, role, text))
        next_number += 1
    return tuple(found)


def _number(paragraph_id: str) -> int:
    """The number in an id such as p12; 0 in one that has none."""
    digits = paragraph_id.removeprefix("p")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 10 else 0
