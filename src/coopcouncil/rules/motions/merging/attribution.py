"""Who wants what: of each change in a merged text, the amendments that it comes from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from coopcouncil.rules.motions.merging.amendments import Amended, Paragraphs, in_order
from coopcouncil.rules.motions.merging.changes import Changes, changes_of
from coopcouncil.rules.motions.merging.finding import text_of

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class Wish:
    """What one amendment would make of the words of a base paragraph that it keeps."""

    amendment: str
    text: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The amendments behind each change, in amendment order.

    `changed` is by base paragraph (from 0): who changes its words, strikes it out, replaces or moves it. `words` has,
    for those who only change its words, the paragraph as each would have it. `put_in` is by a new paragraph's text.
    """

    changed: Mapping[int, tuple[str, ...]]
    words: Mapping[int, tuple[Wish, ...]]
    put_in: Mapping[str, tuple[str, ...]]


def attribute(base: Iterable[str], amendments: Iterable[Amended]) -> Attribution:
    """Who wants what of a base text. MergeError when two amendments have one name."""
    text = tuple(base)
    changed: dict[int, list[str]] = {}
    words: dict[int, list[Wish]] = {}
    put_in: dict[str, list[str]] = {}
    for amended in in_order(amendments):
        changes = changes_of(text, amended)
        for i in sorted({*changes.blocks, *changes.words, *changes.leaves}):
            changed.setdefault(i, []).append(amended.name)
        for i in changes.words:
            words.setdefault(i, []).append(Wish(amended.name, text_of(text, changes, i)))
        for new in dict.fromkeys(_texts_put_in(changes)):
            put_in.setdefault(new, []).append(amended.name)
    return Attribution(_frozen(changed), _frozen(words), _frozen(put_in))


def _texts_put_in(changes: Changes) -> Iterable[str]:
    """The texts of the new paragraphs of one amendment: in gaps, and in the place of others."""
    blocks: Iterable[Paragraphs] = (block.texts for block in changes.blocks.values())
    yield from (text for texts in blocks for text in texts)
    yield from (each.text for arrivals in changes.gaps.values() for each in arrivals if each.moved is None)


def _frozen(found: Mapping[_Key, list[_Value]]) -> dict[_Key, tuple[_Value, ...]]:
    return {key: tuple(values) for key, values in found.items()}
