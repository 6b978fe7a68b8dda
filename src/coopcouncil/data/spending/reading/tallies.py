"""From blocks of records to payments: amounts, days and names read in bulk, doubtful records judged one by one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal

import polars as pl

from coopcouncil.data.spending.reading.amounts import AmountReader
from coopcouncil.data.spending.reading.dates import DateReader, is_blank_date
from coopcouncil.data.spending.reading.judging import NO_AMOUNT, SUSPECTS, Judge, Row, Sums
from coopcouncil.data.spending.reading.layout import Layout
from coopcouncil.data.spending.reading.records import Block
from coopcouncil.data.spending.reading.reports import Refusal
from coopcouncil.vocabulary.redactions import MAY_BE_REDACTED, is_redacted

Sink = Callable[[pl.DataFrame], None]
TEXTS = ("service_area", "purpose", "reference", "supplier_number", "postcode")
MOST_REFUSALS = 100_000
SHOWN = 5
PAYMENT_COLUMNS = (
    "line", "supplier", "amount_gbp", "paid_on", "date_basis", "service_area", "purpose", "reference",
    "supplier_number", "postcode", "redacted", "card",
)  # fmt: skip

# what is noted about records -> the sentence that says it
SENTENCES = {
    "mended": "{n} record(s) had an unquoted delimiter inside a value and were put together again: {lines}.",
    "broken": "{n} record(s) are broken and were refused: {lines}.",
    "rounded": "{n} amount(s) hold fractions of a penny and were rounded half up: {lines}.",
    "bad date": "{n} payment(s) have a date in '{heading}' that cannot be read and are undated: {lines}.",
    "no date": "{n} payment(s) have no date in '{heading}' and are undated: {lines}.",
    "month only": "{n} payment(s) name only a month in '{heading}' and are dated its first day: {lines}.",
    "nameless": "{n} payment(s) name no supplier: {lines}.",
    "alone": "{n} amount(s) stand alone, with no name, date or reference, and were counted as payments: {lines}.",
}


class Lines:
    """Lines worth naming in a warning: how many, and the first few."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[int] = []

    def add(self, lines: Sequence[int]) -> None:
        """Note these lines."""
        self.count += len(lines)
        self.first.extend(lines[: SHOWN - len(self.first)])

    def words(self) -> str:
        """'line 5' or 'lines 5, 9 and 12 more'."""
        shown = ", ".join(f"{line:,}".replace(",", "") for line in self.first)
        more = self.count - len(self.first)
        return f"line{'s' if self.count > 1 else ''} {shown}" + (f" and {more:,} more" if more else "")


class Tally:
    """Counts one table's payments and hands them on."""

    def __init__(self, layout: Layout, sink: Sink | None) -> None:
        self._layout, self._sink = layout, sink
        self._judge, self._sums = Judge(layout), Sums()
        self._amounts = AmountReader(continental=layout.continental, scale=layout.scale)
        self._dates = DateReader(month_first=layout.month_first)
        self._withheld: dict[str, bool] = {}
        self.payments = self.refused = self.redacted = self.pennies = 0
        self.refusals: list[Refusal] = []
        self.first_on: date | None = None
        self.last_on: date | None = None
        self.notes = {
            name: Lines()
            for name in ("rounded", "bad date", "no date", "nameless", "alone", "mended", "month only", "broken")
        }

    def take(self, block: Block) -> None:
        """Count the records of a block."""
        for broken in block.broken:
            self._refuse(Refusal(broken.line, None, broken.value, broken.reason))
        self.notes["broken"].add([broken.line for broken in block.broken])
        self.notes["mended"].add(block.mended)
        frame = self._read(block.frame)
        if frame.height:
            self._deliver(self._judged(frame))

    def _read(self, raw: pl.DataFrame) -> pl.DataFrame:
        """The block's records that are not wholly blank, with amounts, days and trimmed texts."""
        groups = self._layout.groups
        supplier, amount = _text(raw, groups["supplier"]), _text(raw, groups["amount"])
        empty = (supplier == "") & (amount == "")
        if empty.any():
            cells = raw.drop("line")
            blank = cells.select(pl.all_horizontal(pl.all().str.strip_chars() == "")).to_series()
            raw, supplier, amount = raw.filter(~blank), supplier.filter(~blank), amount.filter(~blank)
        if "sign" in groups:  # "20.00" beside "CR" is read as "20.00 CR"
            sign = _text(raw, groups["sign"]).str.slice(0, 1)
            amount = amount.zip_with((sign == "") | (amount == ""), amount + " " + sign + "R")
        dates = _text(raw, groups.get("paid_on", ()))
        days = self._dates.read(dates)
        amounts = self._less_credits(self._amounts.read(amount), amount, raw)
        return raw.with_columns(*amounts, *days, supplier=supplier, amount_text=amount, date_text=dates)

    def _less_credits(self, debits: pl.DataFrame, texts: pl.Series, raw: pl.DataFrame) -> pl.DataFrame:
        """The amounts with those of a column of credits taken away."""
        if "credit" not in self._layout.groups:
            return debits
        credit = _text(raw, self._layout.groups["credit"])
        taken = self._amounts.read(credit)["pennies"].abs().set(credit == "", 0)
        debit = debits["pennies"].set((texts == "") & (credit != ""), 0)
        return debits.with_columns(pennies=debit - taken)

    def _judged(self, frame: pl.DataFrame) -> pl.DataFrame:
        """The frame without its refused records; sums go up in the order of the file."""
        doubtful = frame["pennies"].is_null() | (frame["supplier"] == "")
        doubtful |= frame["supplier"].str.contains_any(list(SUSPECTS), ascii_case_insensitive=True)
        if not doubtful.any():
            self._sums.add(int(frame["pennies"].sum()), frame.height)
            return frame
        certain = frame["pennies"].set(doubtful, 0)
        running = certain.cum_sum()
        counts = (~doubtful).cast(pl.Int64).cum_sum()
        refused, before, counted = [], 0, 0
        for index in doubtful.arg_true().to_list():
            self._sums.add(int(running[index]) - before, int(counts[index]) - counted)
            before, counted = int(running[index]), int(counts[index])
            if self._refused(frame, index):
                refused.append(index)
        self._sums.add(int(running[-1]) - before, int(counts[-1]) - counted)
        keep = pl.Series(range(frame.height)).is_in(refused).not_() if refused else None
        return frame.filter(keep) if keep is not None else frame

    def _refused(self, frame: pl.DataFrame, index: int) -> bool:
        values = frame.row(index, named=True)
        row = self._row(values)
        reason = self._judge.refusal(row, self._sums)
        if reason is None:
            self._sums.add(values["pennies"])
            alone = not row.supplier and sum(bool(cell.strip()) for cell in row.cells) == 1
            self.notes["alone" if alone else "nameless"].add([values["line"]] if not row.supplier else [])
            return False
        if row.pennies is not None:
            self._sums.restart()
        about_amount = reason == NO_AMOUNT or "cannot be read" in reason
        value = row.amount if about_amount else " ".join(cell.strip() for cell in row.cells if cell.strip())
        heading = self._layout.amount_heading if about_amount else None
        self._refuse(Refusal(values["line"], heading, value[:200], reason))
        return True

    def _row(self, values: dict[str, object]) -> Row:
        cells = [str(values[f"c{column}"]) for column in range(self._layout.width)]
        reference = next((cells[c].strip() for c in self._layout.groups.get("reference", ()) if cells[c].strip()), "")
        pennies = values["pennies"]
        return Row(
            cells=cells,
            supplier=str(values["supplier"]),
            amount=str(values["amount_text"]),
            pennies=pennies if isinstance(pennies, int) else None,
            dated=values["on"] is not None,
            reference=reference,
        )

    def _refuse(self, refusal: Refusal) -> None:
        self.refused += 1
        if len(self.refusals) < MOST_REFUSALS:
            self.refusals.append(refusal)

    def _deliver(self, frame: pl.DataFrame) -> None:
        redacted = self._redactions(frame["supplier"])
        self.payments += frame.height
        self.redacted += int(redacted.sum())
        self.pennies += int(frame["pennies"].sum() or 0)
        self._note(frame)
        paid_on, basis = self._days(frame)
        self._span(paid_on)
        if self._sink is None:
            return
        layout = self._layout
        texts = {name: _or_null(_text(frame, layout.groups.get(name, ()))) for name in TEXTS}
        numbers = texts["supplier_number"]  # "Not yet available" and the like are no numbers
        texts["supplier_number"] = numbers.set(~numbers.str.contains(r"\d").fill_null(False), None)
        self._sink(
            frame.select("line", "supplier")
            .with_columns(
                amount_gbp=_pounds(frame["pennies"]), paid_on=paid_on, date_basis=basis, **texts, redacted=redacted,
                card=pl.lit(layout.card),
            )
            .select(PAYMENT_COLUMNS)
        )  # fmt: skip

    def _redactions(self, suppliers: pl.Series) -> pl.Series:
        names = suppliers.unique()
        suspect = names.filter(names.str.contains(MAY_BE_REDACTED))
        withheld = [name for name in suspect.to_list() if self._is_withheld(name)]
        return suppliers.is_in(withheld) if withheld else pl.Series([False]).new_from_index(0, len(suppliers))

    def _is_withheld(self, name: str) -> bool:
        if name not in self._withheld:
            self._withheld[name] = is_redacted(name)
        return self._withheld[name]

    def _note(self, frame: pl.DataFrame) -> None:
        if frame["rounded"].any():
            self.notes["rounded"].add(frame.filter(pl.col("rounded"))["line"].to_list())
        if self._layout.dateless:
            return
        if frame["month_only"].any():
            self.notes["month only"].add(frame.filter(pl.col("month_only"))["line"].to_list())
        undated = frame.filter(pl.col("on").is_null()).select("line", "date_text")
        for line, text in undated.iter_rows():
            self.notes["no date" if is_blank_date(text) else "bad date"].add([line])

    def _days(self, frame: pl.DataFrame) -> tuple[pl.Series, pl.Series]:
        days = frame["on"]
        basis = pl.Series(["row"]).new_from_index(0, len(days))
        missing = days.is_null()
        if missing.any():
            period = self._layout.period if self._layout.dateless else None
            basis = basis.set(missing, "period" if period else "none")
            days = days.fill_null(period) if period else days
        return days, basis

    def _span(self, days: pl.Series) -> None:
        first, last = days.min(), days.max()
        if isinstance(first, date) and isinstance(last, date):
            self.first_on = min(self.first_on or first, first)
            self.last_on = max(self.last_on or last, last)

    def total_gbp(self) -> Decimal:
        """The sum of the payments in pounds."""
        return Decimal(self.pennies).scaleb(-2).quantize(Decimal("0.01"))

    def warnings(self) -> Iterator[str]:
        """What had to be said about records, in sentences."""
        heading = self._layout.columns.get("paid_on", "")
        for name, sentence in SENTENCES.items():
            noted = self.notes[name]
            if noted.count:
                yield sentence.format(n=f"{noted.count:,}", lines=noted.words(), heading=heading)
        if self.refused > self.payments:
            yield "More records were refused than taken: this may not be a payments file, or a column is the wrong one."
        if self.refused > len(self.refusals):
            yield f"Only the first {len(self.refusals):,} of {self.refused:,} refused records are listed."


def _text(frame: pl.DataFrame, group: Sequence[int]) -> pl.Series:
    """The trimmed text of the first filled column of a group; empty where there is none."""
    if not group:
        return pl.Series([""]).new_from_index(0, frame.height)
    text = frame[f"c{group[0]}"].str.strip_chars()
    for column in group[1:]:
        text = text.zip_with(text != "", frame[f"c{column}"].str.strip_chars())
    return text


def _or_null(text: pl.Series) -> pl.Series:
    return text.set(text == "", None)


def _pounds(pennies: pl.Series) -> pl.Series:
    return (
        pl.DataFrame({"p": pennies})
        .select(pl.col("p").cast(pl.Decimal(18, 2)) * pl.lit(Decimal("0.01")))["p"]
        .cast(pl.Decimal(18, 2))
    )
