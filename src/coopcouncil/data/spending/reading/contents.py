"""What the cells of a column look like: a name, an amount, a day, a code. Headings are checked against this."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coopcouncil.data.spending.reading.amounts import read_amount
from coopcouncil.data.spending.reading.dates import is_blank_date, read_date

Record = tuple[int, list[str]]  # physical line (1 is the first) and the fields

TESTED = 60  # different cells of a column that are looked at closely
_DIGIT = re.compile(r"\d")
_LETTERS = re.compile(r"[^\W\d_]{2,}")
# A word that only a name holds, and words that names share with services and kinds of supplier ('School meals').
_LEGAL_FORM = re.compile(r"\S\s+(?:ltd|limited|plc|llp|llc|inc|cic|cio|lp)\b|\bt/a\b|\bredacted\b", re.IGNORECASE)
_COMPANY = re.compile(
    r"\b(?:council|trust|university|college|school|association|assoc|society|services|solutions|group|nhs|company"
    r"|co-?op(?:erative)?|partnership|consult\w*|solicitors|uk)\b",
    re.IGNORECASE,
)
_PENCE = re.compile(r"\d[.,]\d{1,2}\)?-?\s*(?:CR|DR)?$", re.IGNORECASE)
_REGISTERED = re.compile(r"^(?:[A-Z]{2}\d{6}|[A-Z]{2}\d{5}[A-Z]|\d{6,8}|SC\d{6}|\d{6,7}-\d{1,2})$", re.IGNORECASE)
SIGN = re.compile(r"(?:DR|CR|D|C|DEBIT|CREDIT)\.?", re.IGNORECASE)
_CODE = re.compile(r"^[A-Z]{0,4}[-_/ ]?\d[\dA-Z/_ -]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Profile:
    """A column's cells in a sample: shares are of the filled cells, `filled` is a share of all records.

    `companies` is over the different cells, each counted once: how much they look like names of organisations.
    """

    filled: float
    amounts: float
    pence: float
    days: float
    blank_days: float
    words: float
    companies: float
    codes: float
    registered: float
    signs: float
    distinct: int
    count: int

    @property
    def is_constant(self) -> bool:
        """Whether every filled cell of at least five says the same."""
        return self.count >= 5 and self.distinct == 1


def profile(cells: Sequence[str]) -> Profile:
    """The profile of one column's cells."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    weight = Counter(filled)
    count = len(filled)
    tested = list(weight.items())[:: max(1, len(weight) // TESTED)]
    tested_count = sum(times for _, times in tested)
    tested_cells = [cell for cell, _ in tested]

    def share(test: Callable[[str], object]) -> float:
        return sum(times for cell, times in tested if test(cell)) / tested_count if count else 0.0

    return Profile(
        filled=count / len(cells) if cells else 0.0,
        amounts=share(_is_amount),
        pence=share(_PENCE.search),
        days=share(_is_day),
        blank_days=share(is_blank_date),
        words=share(_LETTERS.search),
        companies=sum(map(_like_a_company, tested_cells)) / len(tested_cells) if count else 0.0,
        codes=share(_CODE.match),
        registered=share(_REGISTERED.match),
        signs=share(SIGN.fullmatch),
        distinct=len(weight),
        count=count,
    )


def _like_a_company(cell: str) -> float:
    """1 for a cell that a legal form ends, less for one with a word that names of organisations often hold."""
    if _LEGAL_FORM.search(cell):
        return 1.0
    return 0.3 if " " in cell.strip() and _COMPANY.search(cell) else 0.0


def _is_amount(cell: str) -> bool:
    if len(cell) > 40 or not _DIGIT.search(cell):
        return False
    return read_amount(cell) is not None or read_amount(cell, continental=True) is not None


def _is_day(cell: str) -> bool:
    if len(cell) > 40 or not _DIGIT.search(cell):
        return False
    return read_date(cell).on is not None or read_date(cell, month_first=True).on is not None


def has_many_digits(fields: Sequence[str]) -> bool:
    """Whether several cells of a record hold digits: a quick sign that it is no line of headings."""
    return sum(bool(_DIGIT.search(field)) for field in fields) > max(2, len(fields) * 0.3)


def looks_like_data(cell: str) -> bool:
    """Whether a cell is an amount, a number or a day: something that a heading is not."""
    plain = cell.strip()
    return bool(plain) and any(mark.isdigit() for mark in plain) and (
        read_amount(plain) is not None or read_date(plain).on is not None or bool(re.match(r"^https?://", plain))
    )  # fmt: skip


def is_blank(fields: Sequence[str]) -> bool:
    """Whether a record holds nothing but delimiters and white space."""
    return not any(field.strip() for field in fields)
