"""Text as the pieces that a redline may not cut: words, numbers, single marks, single spaces."""

import re
from collections.abc import Iterable, Sequence

from coopcouncil.rules.motions.graphemes import graphemes, is_plain

# a number with its points, commas and slashes, or a word with its apostrophes and hyphens: 1,250.50 11/03/2026 it's
_PLAIN_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)+\w*|\w+(?:['’‐‑-]\w+)*|[\s\S]")
_JOINER = re.compile(r"['’‐‑-]")
_NUMBER_JOINER = re.compile(r"[.,:/]")
# scripts written without spaces: each character is a piece of its own
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_FUNCTION_WORDS = """
a an and are as at be been but by can for from had has have he her his i if in into is it its may more no not of on or
our shall she should so such than that the their them then there these they this those to was we were what when where
which who will with would you your
"""
# words that mean little alone
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def tokens(text: str) -> list[str]:
    """The pieces of `text`, none of which cuts a character or a word; joined they are `text`."""
    if is_plain(text):
        return _PLAIN_TOKEN.findall(text)
    return _joined(graphemes(text))


def is_space(token: str) -> bool:
    """Whether a token is white space."""
    return token.isspace()


def is_word(token: str) -> bool:
    """Whether a token is a word or a number rather than a mark or a space."""
    return token[0].isalnum() or any(map(str.isalnum, token))


def count_words(text: str) -> int:
    """How many words, as a word processor counts them: runs without white space."""
    return len(text.split())


def words(pieces: Iterable[str]) -> list[str]:
    """The words among `pieces`, without regard to case."""
    return [each.casefold() for each in pieces if is_word(each)]


def _joined(characters: Sequence[str]) -> list[str]:
    found: list[str] = []
    place = 0
    while place < len(characters):
        end = _word_end(characters, place)
        found.append("".join(characters[place:end]))
        place = end
    return found


def _word_end(characters: Sequence[str], start: int) -> int:
    if not _in_word(characters[start]):
        return start + 1
    end, numeric = start + 1, characters[start].isdigit()
    while end < len(characters):
        here = characters[end]
        if _in_word(here):
            numeric = numeric and here.isdigit()
            end += 1
        elif _joins(here, numeric) and end + 1 < len(characters) and _in_word(characters[end + 1]):
            if numeric and not characters[end + 1].isdigit() and _NUMBER_JOINER.fullmatch(here):
                break
            end += 2
        else:
            break
    return end


def _joins(character: str, numeric: bool) -> bool:
    return bool(_JOINER.fullmatch(character) or (numeric and _NUMBER_JOINER.fullmatch(character)))


def _in_word(character: str) -> bool:
    return (character[0].isalnum() or character[0] == "_") and not _UNSPACED.match(character)
