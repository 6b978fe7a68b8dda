"""Characters as a reader sees them: an accent stays with its letter, an emoji with its skin tone.

Follows Unicode's UAX #29 (extended grapheme clusters) and errs on one side only: two clusters may be taken for one
(whatever follows a joiner or an Indic virama stays with it), but one is never cut.
"""

import re
import sys
import unicodedata
from functools import cache

# Nothing in these blocks joins: ASCII, Latin letters, general punctuation without its joiners, currency signs.
_PLAIN = re.compile(r"[\t\n\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*")

_JOINING_CATEGORIES = frozenset({"Mn", "Me", "Mc"})
_ALSO_JOINING = "\u200c\u200d\uff9e\uff9f\u0e33\u0eb3" + "".join(map(chr, range(0x1F3FB, 0x1F400)))
_TAGS = range(0xE0020, 0xE0080)
_VIRAMA = 9  # the canonical combining class of the signs that bind two consonants
_PREPENDED = "\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3"
_JAMO = "\u1100-\u11ff\ua960-\ua97c\uac00-\ud7fb"
_REGIONAL = "\U0001f1e6-\U0001f1ff"


def is_plain(text: str) -> bool:
    """Whether every code point of `text` is a character by itself."""
    return _PLAIN.fullmatch(text) is not None


def graphemes(text: str) -> list[str]:
    """The characters of `text` as a reader sees them; joined they are `text`."""
    return list(text) if is_plain(text) else _clusters().findall(text)


@cache
def _clusters() -> re.Pattern[str]:
    joining = [chr(each) for each in range(sys.maxunicode + 1) if _joins(each)]
    binding = [each for each in joining if unicodedata.combining(each) == _VIRAMA] + ["\u200d"]
    extend, bind = _character_class(joining), _character_class(binding)
    base = f"(?:[{_REGIONAL}]{{2}}|[{_JAMO}]+|[^\\r\\n])"
    return re.compile(f"\\r\\n|[{_PREPENDED}]*{base}[{extend}]*(?:(?<=[{bind}]){base}[{extend}]*)*|[\\s\\S]")


def _joins(code: int) -> bool:
    character = chr(code)
    return unicodedata.category(character) in _JOINING_CATEGORIES or character in _ALSO_JOINING or code in _TAGS


def _character_class(characters: list[str]) -> str:
    """The inside of a regular expression's [...] for these characters, in order, as ranges."""
    ranges: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)
