"""The same payment in two files of one check, so that a reader knows before loading.

Two rows are the same payment when supplier, day, amount, reference and purpose agree, and a day of their own or a
reference is known. Equal rows inside one file are separate payments, so two files share as many as both hold.
"""

from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from coopcouncil.data.spending.reading.reports import Reading

_KEY = ("supplier", "paid_on", "amount_gbp", "reference", "purpose")


@dataclass(frozen=True, slots=True)
class _Seen:
    """One file's payments as keys with how often each stands there and its amount."""

    name: str
    sha256: str | None
    counts: pl.DataFrame


class Overlaps:
    """Payments of the files read so far; each file that ends is compared with those before it."""

    def __init__(self) -> None:
        self._earlier: list[_Seen] = []
        self._batches: list[pl.DataFrame] = []

    def take(self, batch: pl.DataFrame) -> None:
        """Note a batch of payments of the file being read (the columns of `PAYMENT_COLUMNS`)."""
        known = batch.filter((pl.col("date_basis") == "row") | pl.col("reference").is_not_null())
        keys = known.select(
            key=pl.struct(
                pl.col("supplier").str.to_lowercase().str.replace_all(r"\s+", " "), *(pl.col(name) for name in _KEY[1:])
            ).hash(),
            amount_gbp="amount_gbp",
        )
        self._batches.append(_counted(keys.with_columns(n=pl.lit(1, dtype=pl.Int64))))

    def finish(self, reading: Reading) -> list[str]:
        """Sentences on what the file just read shares with earlier ones; it counts as earlier from now on."""
        empty = pl.DataFrame(schema={"key": pl.UInt64, "amount_gbp": pl.Decimal(18, 2), "n": pl.Int64})
        own = _Seen(_name(reading), reading.sha256, _counted(pl.concat([empty, *self._batches])))
        self._batches = []
        found = [sentence for earlier in self._earlier if (sentence := _shared(own, earlier))]
        self._earlier.append(own)
        return found


def _counted(keys: pl.DataFrame) -> pl.DataFrame:
    return keys.group_by("key").agg(pl.col("amount_gbp").first(), pl.col("n").sum())


def _name(reading: Reading) -> str:
    return f"{reading.file} ({reading.sheet})" if reading.sheet else reading.file


def _shared(own: _Seen, earlier: _Seen) -> str:
    """The sentence on what two files share, or an empty text."""
    both = own.counts.join(earlier.counts.select("key", m="n"), on="key").with_columns(
        shared=pl.min_horizontal("n", "m")
    )
    shared = int(both["shared"].sum() or 0)
    if not shared:
        return ""
    pounds = sum((amount * n for amount, n in both.select("amount_gbp", "shared").iter_rows()), Decimal("0.00"))
    if own.sha256 and own.sha256 == earlier.sha256 and shared == int(own.counts["n"].sum()):
        return f"This is the same file as {earlier.name}, byte for byte: a load counts its payments once."
    return (
        f"{shared:,} payment(s) of £{pounds:,.2f} also stand in {earlier.name} "
        "(same supplier, day, amount, reference and purpose): a load counts them once."
    )
