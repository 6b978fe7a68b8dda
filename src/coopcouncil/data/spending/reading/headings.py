"""What a heading says its column holds, however it is spelt.

A heading is folded to plain words ('SupplierName', 'supplier_name' and 'Suplier Name:' are one), then scored against
the table in headings.csv: the higher the score, the surer the meaning.
"""

import csv
import re
from functools import lru_cache
from importlib import resources

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

FIELDS = (
    "supplier", "amount", "paid_on", "service_area", "purpose", "reference", "supplier_number", "postcode", "council",
)  # fmt: skip

# Who is paid, in the words of headings; the table writes WHO for it.
_WHO = "(?:supplier|vendor|payee|creditor|beneficiary|merchant|contractor|provider|recipient|retailer|trader|seller)"
# More words whose misspellings are mended.
_OTHER_WORDS = {"irrecoverable", "recoverable", "percentage", "classification", "address", "budget", "commitment"}


def _table() -> dict[str, list[tuple[int, re.Pattern[str]]]]:
    """The rows of headings.csv by field, in order: score and pattern; a score of -1 says 'never this field'."""
    text = resources.files(__package__).joinpath("headings.csv").read_text(encoding="utf-8")
    found: dict[str, list[tuple[int, re.Pattern[str]]]] = {name: [] for name in FIELDS}
    for row in csv.DictReader(text.splitlines()):
        found[row["field"]].append((int(row["score"]), re.compile(row["pattern"].replace("WHO", _WHO))))
    return found


MEANINGS = _table()
_VOCABULARY = sorted(
    {word for rows in MEANINGS.values() for _, each in rows for word in re.findall(r"[a-z]{4,}", each.pattern)}
    | _OTHER_WORDS
)
_PARTS = {*_VOCABULARY, "net", "vat", "ref", "no", "id", "doc", "trans", "inv"}
_UNITS = re.compile(
    r"\((?:[^()]*(?:£|œ|Ł|\ufffd|gbp|\bp\b|pounds|sterling|pence|dd|mm|yy)[^()]*|t/?f|s|es)\)|£'?s?(?:000)?|œ|Ł|\ufffd",
    re.IGNORECASE,
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_MOJIBAKE = re.compile(r"^(?:ï»¿|\ufeff|þÿ|ÿþ)+")


def printed(heading: str) -> str:
    """The heading as a person would copy it: trimmed, on one line, without the debris of a byte order mark."""
    return " ".join(_MOJIBAKE.sub("", heading).split()).strip()


@lru_cache(maxsize=20_000)
def folded(heading: str) -> str:
    """The heading as plain lower-case words, spelling mended, units left out."""
    text = _CAMEL.sub(" ", repaired(printed(heading)))
    text = _UNITS.sub(" ", text).lower().replace("&", " and ")
    words = re.sub(r"[^a-z0-9]+", " ", text).split()
    return " ".join(_mended(part) for word in words for part in _parted(word))


def repaired(text: str) -> str:
    """Text that was UTF-8 and read as Windows-1252 on the way ('Â£', 'â€“'), put right; other text as it is."""
    if not re.search("[ÂÃâ]", text):
        return text
    try:
        return text.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return text.replace("Â£", "£")


def _parted(word: str) -> list[str]:
    """Two words written as one ('suppliername', 'DATEPAID'), taken apart; other words as they are."""
    if len(word) < 6 or word in _VOCABULARY:
        return [word]
    for cut in range(len(word) - 2, 2, -1):
        if word[:cut] in _PARTS and word[cut:] in _PARTS:
            return [word[:cut], word[cut:]]
    return [word]


def _mended(word: str) -> str:
    if len(word) < 5 or word in _VOCABULARY:
        return word
    best = process.extractOne(
        word, _VOCABULARY, scorer=DamerauLevenshtein.distance, score_cutoff=1 if len(word) < 8 else 2
    )
    return best[0] if best and best[0][0] == word[0] and abs(len(best[0]) - len(word)) <= 1 else word


@lru_cache(maxsize=50_000)
def score(field: str, heading: str) -> int:
    """How surely `heading` names the column `field`: 0 (not at all) to 100."""
    words = folded(heading)
    values = [value for value, pattern in MEANINGS[field] if words and pattern.fullmatch(words)]
    return 0 if -1 in values else max(values, default=0)


def is_never(field: str, heading: str) -> bool:
    """Whether `heading` sounds like `field` and names something else ('Contract end date' is no day of payment)."""
    words = folded(heading)
    return any(value == -1 and pattern.fullmatch(words) for value, pattern in MEANINGS[field])
