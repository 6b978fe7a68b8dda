"""Reading a motion's words: the paragraphs, what its header states, and what a clerk should look at."""

import re
from dataclasses import dataclass

from coopcouncil.evidence.record import sha256_text
from coopcouncil.rules.motions.marked_text import Header, MarkedMotion, read_marked
from coopcouncil.rules.motions.paragraphs import Paragraph
from coopcouncil.rules.motions.successors import succeed
from coopcouncil.rules.motions.warnings import TextFinding, warnings_of
from coopcouncil.rules.motions.written_text import as_lines
from coopcouncil.web.motions.models import Motion, Text

LONGEST_WORDS = 400_000  # characters: some 60,000 words, far beyond any motion; more is not read while somebody waits
# characters without a space: no address is longer, and what looks for odd words takes the square of it
LONGEST_WORD = 2_000
_TOO_LONG = re.compile(rf"\S{{{LONGEST_WORD + 1}}}")
PEOPLE_RULES = {"motion-no-mover": "mover", "motion-no-seconder": "seconder"}


class UnreadableWordsError(ValueError):
    """There is no motion in the words; the message says why, and what to do."""


@dataclass(frozen=True)
class ReadMotion:
    """A motion as it was read. `changed` is None where the words hold no changes; else they share their ids."""

    text: tuple[Paragraph, ...]
    changed: tuple[Paragraph, ...] | None
    header: Header
    warnings: tuple[TextFinding, ...]

    @property
    def newest(self) -> tuple[Paragraph, ...]:
        """The text with its changes."""
        return self.text if self.changed is None else self.changed


def read_words(words: str, changed: str = "") -> ReadMotion:
    """Read a motion from its words, and from the same with changes where those stand apart.

    Raises UnreadableWordsError.
    """
    for each in (words, changed):
        if len(each) > LONGEST_WORDS:
            raise UnreadableWordsError(
                f"This is {len(each):,} characters long. A motion here may have {LONGEST_WORDS:,}: take out what is not"
                " part of it, or send the annex as evidence."
            )
        if found := _TOO_LONG.search(each):
            raise UnreadableWordsError(
                f"There is a word of more than {LONGEST_WORD:,} characters, which begins with {found[0][:20]}. That is"
                " no text: send the file that holds the motion, or take the word out."
            )
    marked = read_marked(words)
    if not marked.after and not marked.before:
        raise UnreadableWordsError("There is no text in it. Send the file or the words of the motion.")
    if changed.strip():
        other = read_marked(changed)
        texts = [each.text for each in other.after]
        new = succeed(marked.after, texts, [other.after])
        same = tuple(texts) == tuple(each.text for each in marked.after)
        return ReadMotion(marked.after, None if same else new, marked.header, warnings_of(other))
    is_changed = [each.text for each in marked.before] != [each.text for each in marked.after]
    return ReadMotion(
        marked.before if is_changed else marked.after,
        marked.after if is_changed else None,
        marked.header,
        warnings_of(marked),
    )


def marked_of(text: Text) -> MarkedMotion:
    """A kept text as it was sent, else as it would be written."""
    return read_marked(text.sent_words or as_lines(text.read))


def warnings_on(text: Text, motion: Motion) -> list[tuple[str, TextFinding]]:
    """What a clerk should look at in a kept text, each with its key; who is named on the motion's page is not missing.

    The key tells a warning by its rule and its words, so that a decision holds while the same words stand.
    """
    named = {"mover": motion.mover, "seconder": motion.seconder}
    found: dict[str, TextFinding] = {}
    for each in warnings_of(marked_of(text)):
        if named.get(PEOPLE_RULES.get(each.finding.rule, ""), ""):
            continue
        key = sha256_text(f"{each.finding.rule}\n{each.words}")
        while key in found:
            key = sha256_text(key)
        found[key] = each
    return list(found.items())
