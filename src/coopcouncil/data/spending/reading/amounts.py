"""Amounts as councils print them, read as exact pennies.

Shapes: 1234.5, 1,234.56, £1,234.56, -£5, £-5, 1-, (1), 1.00 CR, "- 1.00", a true minus sign, spaces between thousands,
Excel's binary tails, 1.2E+05; and 1.234,56 where a whole column shows that it is written so.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import polars as pl

PENNY = Decimal("0.01")
LARGEST = Decimal(10) ** 13
# A spreadsheet's binary arithmetic leaves differences far smaller than this; a real fraction of a penny is larger.
BINARY_TAIL = Decimal("0.00001")

_CURRENCY = re.compile(r"£|Â£|Â|œ|Ł|ú(?=[\d(.-])|\ufffd|\bGBP\b|\bgbp\b")
_MINUS = str.maketrans({"−": "-", "–": "-", "—": "-", "‐": "-", "‑": "-", "﹣": "-", "’": "'"})
_GROUPED = re.compile(r"^\d{1,3}(?:[,' ]\d{3})+(?:\.\d*)?$")
_PLAIN = re.compile(r"^(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?$")
_CONTINENTAL_GROUPED = re.compile(r"^\d{1,3}(?:[.' ]\d{3})+(?:,\d{1,2})?$")
_CONTINENTAL = re.compile(r"^\d+(?:,\d{1,2})?$")
_SUFFIX = re.compile(r"^(.*\d\)?)\s*(CR|DR|C|D)\.?$", re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"^[^\d]*\d[\d. ]*,\d{1,2}[^\d]*$")
_DECIMAL_POINT = re.compile(r"\.\d{1,2}[^\d]*$|,\d{3}(?:\D|$)")
SIMPLE = r"^-?£?(?:\d{1,12}|\d{1,3}(?:,\d{3}){1,3})(?:\.\d{1,2})?$"


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount in whole pennies; `rounded` when the text held a real fraction of a penny."""

    pennies: int
    rounded: bool = False


def read_amount(text: str, *, continental: bool = False, scale: Decimal = Decimal(1)) -> Amount | None:
    """The amount that `text` prints, or None when it is not one.

    `continental` reads 1.234,56; `scale` turns the column's unit into pounds (0.01 for pence, 1000 for £000).
    Fractions of a penny are rounded half up, away from nought.
    """
    sign, digits = _unwrapped(text)
    plain = _without_groups(digits, continental)
    if plain is None:
        return None
    exact = Decimal(plain) * scale
    if exact >= LARGEST:
        return None
    whole = exact.quantize(PENNY, rounding=ROUND_HALF_UP)
    return Amount(sign * int(whole * 100), rounded=abs(exact - whole) > BINARY_TAIL)


def _unwrapped(text: str) -> tuple[int, str]:
    """The sign, and the digits without currency, sign, brackets and suffix."""
    plain = unicodedata.normalize("NFKC", text.translate(_MINUS)).translate(_MINUS).strip()
    if not plain.isascii():
        plain = unicodedata.normalize("NFC", plain)
    if len(plain) > 1 and plain[0] == plain[-1] and plain[0] in "\"'":
        plain = plain[1:-1].strip()
    plain = _CURRENCY.sub("", plain).strip()
    if text.strip() != plain and re.fullmatch(r"-", plain) and _CURRENCY.search(text):
        return 1, "0"  # an accountant's nought: "£ -"
    sign = 1
    if found := _SUFFIX.match(plain):
        plain = found[1].strip()
        sign = -1 if found[2].upper().startswith("C") else 1
    if plain.startswith("(") and plain.endswith(")"):
        plain, sign = plain[1:-1].strip(), -1
    elif plain.endswith("-") and not plain.startswith("-"):
        plain, sign = plain[:-1].strip(), -1
    if plain.startswith("-"):
        plain, sign = plain[1:].strip(), -1
    elif plain.startswith("+"):
        plain = plain[1:].strip()
    return sign, plain


def _without_groups(digits: str, continental: bool) -> str | None:
    if continental and (_CONTINENTAL_GROUPED.match(digits) or _CONTINENTAL.match(digits)):
        return re.sub(r"[.' ]", "", digits).replace(",", ".")
    if _GROUPED.match(digits):
        return re.sub(r"[,' ]", "", digits)
    return digits if digits.isascii() and len(digits) < 40 and _PLAIN.match(digits) else None


def is_continental(texts: Iterable[str]) -> bool:
    """Whether a column writes 1.234,56: some value has a decimal comma and none a decimal point or comma groups."""
    values = [text.strip() for text in texts if text.strip()]
    commas = sum(bool(_DECIMAL_COMMA.match(value)) for value in values)
    if not commas:
        return False
    british = [value for value in values if _DECIMAL_POINT.search(value) and not _DECIMAL_COMMA.match(value)]
    points = sum(read_amount(value) is not None for value in british)
    return points == 0 or commas > 20 * points


class AmountReader:
    """Reads a column of amounts, most of it in bulk, each odd shape once."""

    def __init__(self, *, continental: bool = False, scale: Decimal = Decimal(1)) -> None:
        self.continental = continental
        self.scale = scale
        self._seen: dict[str, Amount | None] = {}

    def read(self, column: pl.Series) -> pl.DataFrame:
        """Columns `pennies` (Int64, null where unreadable) and `rounded` (Boolean), one row for each text."""
        text = column.rename("text").str.strip_chars()
        in_bulk = not self.continental and self.scale == 1
        simple = text.str.contains(SIMPLE) if in_bulk else pl.Series([False]).new_from_index(0, len(text))
        pennies = _in_bulk(text.zip_with(simple, pl.Series([None], dtype=pl.String).new_from_index(0, len(text))))
        rounded = pl.Series("rounded", [False]).new_from_index(0, len(text))
        if not simple.all():
            odd = text.filter(~simple).unique()
            table = self._table(odd)
            joined = pl.DataFrame({"text": text}).join(table, on="text", how="left", maintain_order="left")
            pennies = pennies.fill_null(joined["odd"])
            rounded = joined["rounded"].fill_null(False)
        return pl.DataFrame({"pennies": pennies, "rounded": rounded})

    def _table(self, odd: pl.Series) -> pl.DataFrame:
        texts = odd.to_list()
        found = [self._one(text) for text in texts]
        return pl.DataFrame(
            {
                "text": pl.Series(texts, dtype=pl.String),
                "odd": pl.Series([each.pennies if each else None for each in found], dtype=pl.Int64),
                "rounded": pl.Series([bool(each and each.rounded) for each in found], dtype=pl.Boolean),
            }
        )

    def _one(self, text: str) -> Amount | None:
        if text not in self._seen:
            if len(self._seen) > 200_000:
                self._seen.clear()
            self._seen[text] = read_amount(text, continental=self.continental, scale=self.scale)
        return self._seen[text]


def _in_bulk(text: pl.Series) -> pl.Series:
    digits = text.str.replace_all("[£,]", "")
    pounds = digits.cast(pl.Decimal(18, 2))
    return (pounds * 100).cast(pl.Int64)
