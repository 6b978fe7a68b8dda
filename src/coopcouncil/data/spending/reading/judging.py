"""Which records below the headings are payments: totals, repeated headings and report text are told apart.

A negative, a zero, a withheld, an undated or a nameless amount is a payment. A record is a total only when it really
looks like one: the word stands where the name or a label stands and nothing else speaks for a payment, or an amount
that stands alone equals the sum of those above it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.data.spending.reading.amounts import read_amount
from coopcouncil.data.spending.reading.contents import looks_like_data
from coopcouncil.data.spending.reading.dates import MONTHS, read_date
from coopcouncil.data.spending.reading.headings import folded
from coopcouncil.data.spending.reading.layout import Layout

# Words whose presence in a supplier's place makes a record worth a second look.
SUSPECTS = ("total", "sum", "balance", "forward", "number of", "count", "no. of")

_ABOUT = (
    r"(?:for|of|in|to|the|all|and|by|net|gross|vat|ex|exc|excl|excluding|inc|incl|including|amount|amounts|value|values"
    r"|spend|spending|spent|expenditure|payments?|paid|transactions?|invoices?|suppliers?|over|period|month|monthly"
    r"|year|quarter|quarterly|report|file|page|this|q\d|gbp|pounds|card|cards|purchase|procurement|count|cost|costs"
    r"|council|cumulative|ytd|ending|ended|data|rows?|records?|lines?|\d+(?:st|nd|rd|th)?|" + "|".join(MONTHS) + ")"
)
_TOTAL = (
    r"(?:(?:grand|sub|over ?all|running|final|report|page|file|month(?:ly)?|council|net|gross"
    r"|cumulative|combined) ?)*"
    r"(?:sub ?totals?|totals?|sum)"
)
_ONLY_TOTAL = re.compile(rf"^(?:{_ABOUT} )*{_TOTAL}(?: {_ABOUT})*$")
_BEGINS_TOTAL = re.compile(rf"^{_TOTAL}\b")
_ENDS_TOTAL = re.compile(rf"\b{_TOTAL}$")
_BALANCE = re.compile(
    r"^(?:(?:closing|opening|final) )?balance(?: (?:carried|brought) forward)?$|^(?:carried|brought) forward$"
)
_COUNT = re.compile(
    r"^(?:total )?(?:number|count|no) of (?:all )?"
    r"(?:payments?|transactions?|records?|invoices?|rows?|items?|lines?|suppliers?)$"
    r"|^(?:record|row|payment|transaction|invoice) count$|^count$"
)
COUNT_ROW = "A count of records, not a payment."
TOTALS_ROW = "A totals row, not a payment."
NO_AMOUNT = "The amount is empty."


@dataclass(slots=True)
class Sums:
    """What has been added up so far, in pennies: since the top, since the last total, and how many payments."""

    total: int = 0
    since: int = 0
    count: int = 0
    count_since: int = 0

    def add(self, pennies: int, count: int = 1) -> None:
        """Count payments."""
        self.total += pennies
        self.since += pennies
        self.count += count
        self.count_since += count

    def restart(self) -> None:
        """A total was met: the next sub-total begins after it."""
        self.since = self.count_since = 0

    def agrees(self, pennies: int) -> bool:
        """Whether an amount is the sum of two or more payments above it."""
        return (self.count > 1 and pennies == self.total) or (self.count_since > 1 and pennies == self.since)

    def ends_group(self, pennies: int) -> bool:
        """Whether an amount is the sum of the payments, even a single one, since the last total."""
        return self.count_since > 0 and pennies == self.since

    def nearly(self, pennies: int) -> bool:
        """Whether an amount is within a hundredth of the sum of many payments above it."""
        return self.count >= 5 and self.total > 0 and abs(pennies - self.total) * 100 <= self.total


@dataclass(frozen=True, slots=True)
class Row:
    """One record as the judge sees it: all its cells, and the four that matter."""

    cells: Sequence[str]
    supplier: str
    amount: str
    pennies: int | None
    dated: bool
    reference: str


class Judge:
    """Says why a record is not a payment."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._headings = [folded(heading) for heading in layout.headings]
        self._amounts = set(layout.groups["amount"])
        self._has_marks = ("paid_on" in layout.groups and not layout.dateless) or "reference" in layout.groups

    def refusal(self, row: Row, sums: Sums) -> str | None:
        """The reason why `row` is no payment, or None when it is one."""
        if row.pennies is None:
            return self._without_amount(row)
        if not (row.dated and row.reference) and any(_COUNT.match(_label(cell)) for cell in row.cells):
            return COUNT_ROW
        return TOTALS_ROW if self._is_total(row, row.pennies, sums) else None

    def _without_amount(self, row: Row) -> str:
        filled = [cell for cell in row.cells if cell.strip()]
        if self._repeats_headings(row.cells):
            return "The headings stand here again."
        labels = [_label(cell) for cell in filled]
        if any(_ONLY_TOTAL.match(label) for label in labels) and not row.dated:
            return TOTALS_ROW
        if row.amount:
            return f"The amount '{row.amount[:60]}' cannot be read." if len(filled) > 1 else "Text, not a payment."
        if len(filled) == 1 or (len(filled) <= 2 and not row.dated and not row.supplier):
            return "Text without an amount, not a payment."
        return NO_AMOUNT

    def _repeats_headings(self, cells: Sequence[str]) -> bool:
        same = sum(
            bool(cell.strip()) and column < len(self._headings) and folded(cell) == self._headings[column]
            for column, cell in enumerate(cells)
        )
        return same >= 2 or (same == 1 and sum(bool(cell.strip()) for cell in cells) == 1)

    def _is_total(self, row: Row, pennies: int, sums: Sums) -> bool:
        agrees = sums.agrees(pennies)
        if row.supplier:
            return self._supplier_says_total(row, agrees, sums.ends_group(pennies))
        others = [cell for column, cell in enumerate(row.cells) if cell.strip() and column not in self._amounts]
        if any(_ONLY_TOTAL.match(_label(cell)) for cell in others):
            return agrees or not (row.dated and row.reference)
        if any(_BEGINS_TOTAL.match(_label(cell)) or _ENDS_TOTAL.search(_label(cell)) for cell in others):
            return agrees or not (row.dated or row.reference)
        if not all(looks_like_data(cell) and read_date(cell).on is None for cell in others):
            return False
        return agrees or (not others and sums.nearly(pennies))

    def _supplier_says_total(self, row: Row, agrees: bool, ends_group: bool) -> bool:
        label = _label(row.supplier)
        if _BALANCE.match(label):
            return agrees
        marked = row.dated or bool(row.reference)
        if _ONLY_TOTAL.match(label):
            return agrees or not marked
        if _BEGINS_TOTAL.match(label) or _ENDS_TOTAL.search(label):
            alone = sum(bool(cell.strip()) for cell in row.cells) <= 2
            ends = bool(_ENDS_TOTAL.search(label))
            return not marked and (agrees or (ends and (ends_group or (alone and self._has_marks))))
        return False


def _label(cell: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", cell.casefold()).strip()


def mend(fields: Sequence[str], layout: Layout, delimiter: str) -> list[str] | str:
    """A record with too many fields, its unquoted delimiter found, or the reason why it cannot be.

    Each place where neighbouring fields could be one is tried; it is right when amount and day then read well. Words
    after a space ('Smith, Jones and Co') most likely belong to what stands before them. Otherwise empty fields at the
    end are left out; and if the places disagree about the amount, none is believed.
    """
    extra = len(fields) - layout.width
    found: dict[int, list[str]] = {}
    for start in range(layout.width):
        joined = [*fields[:start], delimiter.join(fields[start : start + extra + 1]), *fields[start + extra + 1 :]]
        if _reads_well(joined, layout):
            found[start] = joined
    spaced = [start for start in found if all(map(_goes_on, fields[start + 1 : start + extra + 1]))]
    if not spaced and not any(cell.strip() for cell in fields[layout.width :]):
        cut = list(fields[: layout.width])
        if _reads_well(cut, layout) or not found:
            return cut
    likely = {start: found[start] for start in spaced or found}
    amounts = {read_amount(_first(joined, layout.groups["amount"])) for joined in likely.values()}
    if len(amounts) != 1:
        return (
            f"The record has {len(fields)} fields and the table {layout.width} columns; "
            "a value holds the delimiter without quotation marks, and it cannot be told which."
        )
    supplier = layout.groups["supplier"][0]
    return likely[supplier if supplier in likely else min(likely)]


def _goes_on(field: str) -> bool:
    """Whether a field looks like the rest of a text that was parted at its comma."""
    return field.startswith(" ") and any(mark.isalpha() for mark in field) and not looks_like_data(field)


def _reads_well(fields: Sequence[str], layout: Layout) -> bool:
    if read_amount(_first(fields, layout.groups["amount"]), continental=layout.continental) is None:
        return False
    if "paid_on" not in layout.groups or layout.dateless:
        return True
    text = _first(fields, layout.groups["paid_on"])
    return not text or read_date(text, month_first=layout.month_first).on is not None


def _first(fields: Sequence[str], group: Sequence[int]) -> str:
    return next((fields[column] for column in group if fields[column].strip()), "")
