"""Names, read the same way wherever they come from.

`fold` makes the key by which printings of one supplier are one supplier; `read` goes further, for comparison only:
short forms are written out and the legal ending is told apart from the name proper.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

import polars as pl

from coopcouncil.data.matching.words import EMPTY_WORDS, LEGAL_WORDS, PHRASES, SHORT_FORMS

# The same patterns serve Python's `re` and Polars' Rust regex, so the two forms of `fold` cannot differ.
_MARKS = "[\u0300-\u036f]+"
_APOSTROPHES = "['`\u2018\u2019\u02bc\u00b4\ufffd]+"
_NOT_IN_NAMES = "[^0-9a-z\u00df-\u00f6\u00f8-\u02af\u0370-\u1fff\u3040-\ud7ff\uf900-\ufdcf]+"
_FOLDS = ((re.compile(_MARKS), ""), (re.compile(_APOSTROPHES), ""), (re.compile("&|\\+"), " and "))
_LETTERS = {"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "ς": "σ"}
_SPACES = re.compile(_NOT_IN_NAMES)


@lru_cache(maxsize=1 << 15)
def fold(name: str) -> str:
    """The key of a printed name: small letters, no accents or punctuation, '&' as 'and', single spaces.

    Legal endings stay: 'Acme Ltd' and 'Acme' may be different payees. Folding twice changes nothing.
    """
    text = name.lower() if name.isascii() else _plain_letters(name)
    for pattern, replacement in _FOLDS:
        text = pattern.sub(replacement, text)
    return _SPACES.sub(" ", text).strip(" ")


def _plain_letters(name: str) -> str:
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", name).lower())
    for letter, plain in _LETTERS.items():
        text = text.replace(letter, plain)
    return text


def fold_column(column: str | pl.Expr) -> pl.Expr:
    """`fold` for a whole Polars column of text; null stays null."""
    text = (pl.col(column) if isinstance(column, str) else column).str.normalize("NFKD")
    text = text.str.to_lowercase().str.normalize("NFKD")
    for letter, plain in _LETTERS.items():
        text = text.str.replace_all(letter, plain, literal=True)
    for pattern, replacement in _FOLDS:
        text = text.str.replace_all(pattern.pattern, replacement)
    return text.str.replace_all(_NOT_IN_NAMES, " ").str.strip_chars(" ")


@dataclass(frozen=True, slots=True)
class ReadName:
    """A name as the matcher reads it: the words of the name proper in order, and its legal endings.

    `text` is the words with single spaces; `key`, the words without spaces, is what two names share when they are the
    same but for short forms and legal ending.
    """

    words: tuple[str, ...]
    legal: frozenset[str]
    text: str = field(init=False, compare=False)
    key: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Join the words once: every comparison asks for them joined."""
        object.__setattr__(self, "text", " ".join(self.words))
        object.__setattr__(self, "key", "".join(self.words))


def read(name: str) -> ReadName:
    """The words and legal endings of a printed name. A name of nothing but such endings keeps them as words."""
    return read_folded(fold(name))


@lru_cache(maxsize=1 << 16)
def read_folded(folded: str) -> ReadName:
    """`read` for a name that is folded already."""
    text = _join_initials(_PHRASE.sub(_the_word, folded))
    every = [SHORT_FORMS.get(word, word) for word in text.split()]
    words = tuple(word for word in every if word not in LEGAL_WORDS and word not in EMPTY_WORDS)
    legal = frozenset(LEGAL_WORDS[word] for word in every if word in LEGAL_WORDS)
    return ReadName(words, legal) if words else ReadName(tuple(every), frozenset())


_PHRASE = re.compile(r"\b(?:" + "|".join(f"({phrase})" for phrase, _ in PHRASES) + r")\b")


def _the_word(phrase: re.Match[str]) -> str:
    return PHRASES[(phrase.lastindex or 1) - 1][1]


_INITIALS = re.compile(r"\b[a-z0-9](?: [a-z0-9])+\b")


def _join_initials(text: str) -> str:
    """'a b c taxis' as 'abc taxis', so that 'A.B.C. Taxis' and 'ABC Taxis' read alike."""
    return _INITIALS.sub(lambda run: run.group().replace(" ", ""), text)


@dataclass(frozen=True, slots=True)
class Spelling:
    """One name that a printing holds, and what part of the printing it is.

    `part` is whole, clean (ledger noise taken off), first or trading (around "T/A"), previous (after "formerly"),
    or short (without its last bracket or what follows a dash).
    """

    text: str
    part: str


_TRADING = re.compile(
    r"\s*[\(\[]?\s*(?:\bt\s?[/\\.]\s?a\b\.?|\btrading\s+as\b|\btrading\s+name\b|\bd\s?/?\s?b\s?/?\s?a\b|(?<=\s)ta(?=\s))\s*:?\s*",
    re.IGNORECASE,
)
_PREVIOUS = re.compile(
    r"[\s\(\[,-]*\b(?:formerly(?:\s+known\s+as)?|formally\s+known\s+as|previously(?:\s+known\s+as)?|f/?k/?a|now\s+known\s+as|"
    r"also\s+known\s+as|a/?k/?a)\b\s*:?\s*",
    re.IGNORECASE,
)
_CARE_OF = re.compile(r"[\s,\(-]+c\s?/\s?o\b\.?\s*", re.IGNORECASE)
_NOISE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"^\s*(?:[\*#~]+\s*)+",
        r"^(?:[a-z]{0,3}\d{4,}[a-z]?|bacs|chaps|inv|dd)\s*[-:]?\s+(?=[a-z])",
        r"[\s\(\[\*-]*\b(?:do\s*not\s*use|dont\s+use|not\s+in\s+use|closed(?:\s+account)?|dormant|inactive|"
        r"old\s+account|use\s+\d+|duplicate|one[\s-]?off|bacs|chaps|direct\s+debit|payments?(?:\s+(?:a/?c|account))?|"
        r"remittance|invoices?|factored|factoring\s+a/?c)\b[\s\)\]\*\d-]*$",
        r"[\s\(\[-]*\*{2,}\s*\w*[\s\)\]]*$",
        r"[\s\(\[#/-]+[a-z]{0,4}\d{4,}[a-z]?[\s\)\]]*$",
        r"(?<=[a-z]{3})\d{5,}$",
        r"[\s,]*\(?\bthe\)?\s*$",
        r"[\s\-–,;:/\(\[\.]+$",
    )
)
_LAST_BRACKET = re.compile(r"\s*[\(\[][^\(\)\[\]]*[\)\]]?\s*$")
_AFTER_DASH = re.compile(r"\s+[-–]\s*[^-–]*$|[,;]\s[^,;]*$")
# A branch, a place or a bank behind the legal ending; the name before it has two words or more.
_AFTER_ENDING = re.compile(
    r"(?<=\w\s)(?<!^\w\s)\b((?:ltd|limited|plc|llp|cic)\b\.?)\s+(?!company\b|liability\b|co\b)[^()]*$", re.IGNORECASE
)


def spellings(printing: str) -> list[Spelling]:
    """Every name that a printing may hold, the whole first, none twice; empty for a printing without letters."""
    found = [Spelling(printing, "whole")]
    before, *rest = _TRADING.split(printing)
    for number, piece in enumerate([before, *rest] if rest else [printing]):
        part = "clean" if not rest else "first" if number == 0 else "trading"
        found.extend(_of_piece(piece, part))
    seen: dict[str, Spelling] = {}
    for each in found:
        folded = fold(each.text)
        if folded and any(letter.isalnum() for letter in folded):
            seen.setdefault(folded, each)
    return list(seen.values())


def _of_piece(piece: str, part: str) -> list[Spelling]:
    current, *previous = _PREVIOUS.split(piece)
    cleaned = _ending_completed(without_noise(_CARE_OF.split(current)[0]))
    found = [Spelling(cleaned, part)]
    for pattern in (_LAST_BRACKET, _AFTER_DASH, _AFTER_ENDING):
        shorter = pattern.sub(lambda after: after.group(1) if after.re.groups else "", cleaned)
        if shorter != cleaned and len(fold(shorter)) > 2:
            found.append(Spelling(shorter, "short"))
    return [*found, *(Spelling(without_noise(name), "previous") for name in previous)]


# A column that is too narrow cuts the legal ending: "Acme Widgets (UK) LIM".
_CUT_FROM = 18
_CUT_ENDINGS = (
    (re.compile(r"(?<=[\w\)]\s)(?:lt?|li|lim|limi|limit|limite)$", re.IGNORECASE), "Limited"),
    (re.compile(r"\bpublic\s+limited(?:\s+c[a-z]{0,5})?$", re.IGNORECASE), "PLC"),
    (re.compile(r"\bcommunity\s+interest(?:\s+c[a-z]{0,5})?$", re.IGNORECASE), "CIC"),
    (re.compile(r"\bcommunity\s+inter?e?s?$", re.IGNORECASE), "CIC"),
    (re.compile(r"\bco[\s-]?o(?:p[a-z]{0,8})?$", re.IGNORECASE), "Co-operative"),
)


def _ending_completed(text: str) -> str:
    """The name with a legal ending that was cut off in its middle written out; short names are left as they are."""
    if len(text) >= _CUT_FROM:
        for pattern, whole in _CUT_ENDINGS:
            text = pattern.sub(whole, text)
    return text


_TORN_SPACE = re.compile(r"(?<=[^\W\d_])(?:\u00c2|AA)(?=\s|$)")


def without_noise(name: str) -> str:
    """The name without what a ledger adds to it: account codes, "DO NOT USE", "- Payment", "THE" at the end.

    A hard space that was read in the wrong encoding leaves an 'Â', or 'AA' in capitals, at the end of several words.
    """
    text = name.strip()
    if len(_TORN_SPACE.findall(text)) > 1:
        text = _TORN_SPACE.sub("", text)
    for _ in range(3):
        before = text
        for pattern in _NOISE:
            shorter = pattern.sub("", text).strip()
            text = shorter if len(fold(shorter)) > 1 else text
        if text == before:
            break
    return text
