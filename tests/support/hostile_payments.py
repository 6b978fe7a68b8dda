"""Payments files as hostile as real ones, made up at random from a seed, with the truth about them known beforehand.

A file is made in three steps: its columns and records (`_table`), the lines that are no payments strewn among them
(`_strewn`), and its bytes (`_written`), each with many ways of going wrong. Nothing here calls the product.
"""

import csv
import io
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

NAMES = (
    "Oakfield Care Limited", "Ash Transport Ltd", "J Elmhurst", "Beechgrove Nursery", "Rowan & Sons",
    "The Willow Trust", "Hazel, Holly and Co Solicitors", "Maple Housing Association", "Yewtree Surveyors LLP",
    "Fir Systems PLC", "Café Sorbus", "Poplar Buses Ltd", "Cedar “Print” CIC", "Total Gas & Power", "Summit Works",
    "3D Models Ltd", "Larch Count Ltd", "O'Plane Roofing", "Spindle Dental (North)", "Whitebeam plc", "Wych   Elm Farm",
    "Alder/Alder JV", "Medlar Balance Studio",
)  # fmt: skip
WITHHELD = (
    "REDACTED PERSONAL DATA",
    "Redacted",
    "Name withheld",
    "*****",
    "Exempt under s.40 FOI",
    "Redacted - Commercial",
)
HEADS: dict[str, tuple[str, ...]] = {
    "supplier": (
        "Supplier Name", "Vendor", "Payee", "SUPPLIER", "Beneficiary Name", "Creditor_Name", "SupplierName", "Name",
        "Supplier (Beneficiary) Name", "Merchant Name", "Supplier\nName", "  Supplier  Name ", "Paid To",
        "Suplier Name",
    ),
    "amount": (
        "Amount", "Net Amount", "AMOUNT (£)", "Amount £", "Value", "Payment Amount", "Net Value", "Amount excl. VAT",
        "NetAmount", "Amount\n(£)", "Net Amount (GBP)", "Invoice Amount", " Amounts ", "Line Amount",
    ),
    "paid_on": (
        "Payment Date", "Date Paid", "Date", "PaymentDate", "Paid Date", "Date of\nPayment", "Clearing Date", "DATE"
    ),
    "reference": ("Transaction Number", "Trans No", "Voucher Number", "Document No", "Our Ref"),
    "service_area": ("Service Area", "Directorate", "Department", "Organisational Unit"),
    "purpose": ("Purpose", "Description", "Expense Type", "Narrative"),
    "type": ("Supplier Type", "Vendor Type"),
    "council": ("Body Name", "Organisation Name"),
    "gross": ("Gross Amount", "Gross", "Amount inc VAT"),
    "vat": ("VAT", "VAT Amount", "Irrecoverable VAT"),
    "invoiced_on": ("Invoice Date",),
    "supplier_id": ("Supplier ID", "Vendor Number", "Supplier No"),
    "code": ("Expense Code", "Cost Centre Code"),
    "": ("",),
}  # fmt: skip
AREAS = ("Adult Services", "Highways, Transport", "Corporate Resources", "Schools")
PURPOSES = (
    "Fees",
    "Agency Staff",
    "Repairs; urgent",
    "Line one\nline two",
    'A 12" pipe',
    "Total maintenance",
    "Food, drink",
)
PREAMBLES: tuple[tuple[str, ...], ...] = (
    (), (), (), ("Anytown Council",), ("Payments over £500, April 2024", ""), ("", "", ""),
    ("Report: AP500", "Run by: A Clerk, Finance", "Run on: 03/05/2024 10:11", "", "Threshold: £500.00"),
    ("SELECT supplier_name, amount, paid_date", "FROM ap.payments", "WHERE amount >= 500.00", "ORDER BY 1, 2", ""),
    ("Notes,", "Amounts are net of VAT, in pounds, £1,000.00 and so on", "Suppliers paid less than £500 are left out"),
)  # fmt: skip
NOTES = (
    "Page 1 of 3", "Notes:", "End of report", "*** redactions were made under the Data Protection Act ***",
    "This list leaves out salaries, benefits and payments under £500.", "Printed 03/05/2024", "© Anytown Council",
)  # fmt: skip
UNREADABLE = ("see note", "#REF!", "TBC", "12.34.56", "####", "1,23,4.5.6", "ten pounds")


@dataclass
class Truth:
    """What must be found: counts, pennies, days, the headings, and why each refused record is none."""

    payments: int = 0
    pennies: int = 0
    withheld: int = 0
    days: list[date] = field(default_factory=list)
    reasons: Counter[str] = field(default_factory=Counter)
    headings: dict[str, str] = field(default_factory=dict)
    header_row: int | None = None

    @property
    def refused(self) -> int:
        """How many records are no payments."""
        return sum(self.reasons.values())


@dataclass
class Table:
    """Columns by what they hold, and the cells of all lines: preamble, headings, records and what is strewn."""

    kinds: list[str]
    headings: list[str]
    above: list[list[str]] = field(default_factory=list)
    lines: list[list[str]] = field(default_factory=list)
    truth: Truth = field(default_factory=Truth)


Shape = Callable[[int], str]


def _pounds(pennies: int, group: str = "") -> str:
    whole, rest = divmod(abs(pennies), 100)
    return f"{whole:,}".replace(",", group) + f".{rest:02d}"


AMOUNTS: dict[str, Shape] = {
    "plain": lambda p: ("-" if p < 0 else "") + _pounds(p),
    "short": lambda p: ("-" if p < 0 else "") + _pounds(p).removesuffix(".00"),
    "grouped": lambda p: ("-" if p < 0 else "") + _pounds(p, ","),
    "pound": lambda p: ("-" if p < 0 else "") + "£" + _pounds(p, ","),
    "pound first": lambda p: "£" + ("-" if p < 0 else "") + _pounds(p, ","),
    "brackets": lambda p: f"({_pounds(p, ',')})" if p < 0 else _pounds(p, ","),
    "pound brackets": lambda p: f"(£{_pounds(p, ',')})" if p < 0 else f"£{_pounds(p, ',')}",
    "minus last": lambda p: _pounds(p, ",") + ("-" if p < 0 else ""),
    "padded": lambda p: "  " + ("-" if p < 0 else "") + _pounds(p, ",") + "  ",
    "CR": lambda p: _pounds(p) + (" CR" if p < 0 else ""),
    "true minus": lambda p: ("\u2212" if p < 0 else "") + _pounds(p, ","),
    "binary tail": lambda p: ("-" if p < 0 else "") + _pounds(p) + ("0000000001" if p % 2 else ""),
    "no-break space": lambda p: "\xa0" + ("-" if p < 0 else "") + "£" + _pounds(p, ",") + "\xa0",
}
CONTINENTAL: Shape = lambda p: ("-" if p < 0 else "") + _pounds(p, "'").replace(".", ",").replace("'", ".")  # noqa: E731
DATES: dict[str, Callable[[date], str]] = {
    "british": lambda d: f"{d:%d/%m/%Y}",
    "short": lambda d: f"{d.day}/{d.month}/{d:%y}",
    "dashes": lambda d: f"{d:%d-%m-%Y}",
    "dots": lambda d: f"{d:%d.%m.%Y}",
    "month": lambda d: f"{d:%d-%b-%y}",
    "long": lambda d: f"{d.day} {d:%B %Y}",
    "iso": lambda d: f"{d:%Y-%m-%d}",
    "timestamp": lambda d: f"{d:%Y-%m-%d} 00:00:00",
    "british time": lambda d: f"{d:%d/%m/%Y} 00:00",
    "digits": lambda d: f"{d:%Y%m%d}",
    "serial": lambda d: str((d - date(1899, 12, 30)).days),
    "weekday": lambda d: f"{d:%a %d %b %Y}",
}


AMERICAN: dict[str, Callable[[date], str]] = {"american": lambda d: f"{d:%m/%d/%Y}"}


def make_table(rng: random.Random, *, plain: bool = False) -> Table:
    """A table of made-up payments with its truth; the same seed makes the same table.

    `plain` writes all amounts as 1234.50 and all days as 2024-04-03, so that a workbook can hold numbers and dates.
    """
    table = _columns(rng)
    amount = AMOUNTS["plain"] if plain else _amount_shape(rng)
    day = ["iso"] if plain else rng.sample(sorted(DATES), rng.choice((1, 1, 1, 2, 3)))
    many = rng.choice((3, 5, 12, 40, 90))
    if not plain and rng.random() < 0.1 and many >= 40 and "invoiced_on" not in table.kinds:
        day = ["american"]  # so many days prove by one of them that months come first
    records = [_record(rng, table, amount, day) for _ in range(many)]
    _strew(rng, table, records, amount)
    return table


def _columns(rng: random.Random) -> Table:
    kinds = ["supplier", "amount"]
    if rng.random() < 0.9:
        kinds.append("paid_on")
    extras = [
        "reference",
        "service_area",
        "purpose",
        "type",
        "council",
        "gross",
        "invoiced_on",
        "supplier_id",
        "code",
        "",
    ]
    kinds += [each for each in extras if rng.random() < 0.35]
    if "gross" in kinds:
        kinds.append("vat")
    rng.shuffle(kinds)
    headings = [rng.choice(HEADS[kind]) for kind in kinds]
    if "gross" in kinds:
        headings[kinds.index("amount")] = rng.choice(("Net", "Net Amount", "Net Value", "Amount excl. VAT"))
    if "paid_on" in kinds and "invoiced_on" in kinds:
        headings[kinds.index("paid_on")] = rng.choice(("Payment Date", "Date Paid", "Date of\nPayment"))
    table = Table(kinds, headings)
    for name in ("supplier", "amount", "paid_on"):
        if name in kinds:
            table.truth.headings[name] = " ".join(headings[kinds.index(name)].split())
    case = rng.choice((str, str, str.upper, str.lower))
    table.headings = [case(each) for each in headings]
    table.truth.headings = {name: case(each) for name, each in table.truth.headings.items()}
    table.above = [[line] for line in rng.choice(PREAMBLES)]
    return table


def _amount_shape(rng: random.Random) -> Shape:
    if rng.random() < 0.05:
        return CONTINENTAL
    shapes = rng.sample(sorted(AMOUNTS), rng.choice((1, 1, 2, 4)))
    return lambda pennies: AMOUNTS[shapes[abs(pennies) % len(shapes)]](pennies)


def _record(rng: random.Random, table: Table, amount: Shape, days: list[str]) -> tuple[list[str], int]:
    """One payment's cells; the truth is told of it."""
    truth, kinds = table.truth, table.kinds
    pennies = rng.choice((1, 1, 1, 1, 1, 1, -1)) * rng.choice((rng.randint(100, 999), rng.randint(50_000, 9_999_999)))
    pennies = 0 if rng.random() < 0.02 else pennies
    marked = "reference" in kinds and "paid_on" in kinds
    name = "" if rng.random() < 0.03 and marked else rng.choice(NAMES)
    if name and rng.random() < 0.06:
        name = rng.choice(WITHHELD)
        truth.withheld += 1
    on = date(2024, 4, 1) + timedelta(days=rng.randint(0, 29))
    dated = "paid_on" in kinds and (rng.random() > 0.03 or not name)
    truth.payments += 1
    truth.pennies += pennies
    truth.days += [on] if dated else []
    cells = {
        "supplier": name,
        "amount": amount(pennies),
        "paid_on": (DATES | AMERICAN)[rng.choice(days)](on) if dated else "",
        "reference": f"R{rng.randint(10**6, 10**7)}",
        "service_area": rng.choice(AREAS),
        "purpose": rng.choice(PURPOSES),
        "type": rng.choice(("COMPANY", "INDIVIDUAL", "OTHER")),
        "council": "Anytown Borough Council",
        "gross": amount(pennies + pennies // 5),
        "vat": amount(pennies // 5),
        "invoiced_on": f"{on - timedelta(days=20):%d/%m/%Y}",
        "supplier_id": str(10_000 + len(name)),
        "code": str(rng.randint(40_000, 40_020)),
        "": "",
    }
    return [cells[kind] for kind in kinds], pennies


def _strew(rng: random.Random, table: Table, records: list[tuple[list[str], int]], amount: Shape) -> None:
    """The records with lines among them that are no payments, or nothing at all."""
    width, truth = len(table.kinds), table.truth
    since = 0
    subtotals = rng.random() < 0.1
    for number, (cells, pennies) in enumerate(records, start=1):
        table.lines.append(cells)
        since += pennies
        chance = rng.random()
        if chance < 0.03:
            table.lines.append([""] * rng.choice((1, width)))
        elif chance < 0.05:
            table.lines.append(list(table.headings))
            truth.reasons["headings"] += 1
        elif chance < 0.07:
            table.lines.append([rng.choice(NOTES)])
            truth.reasons["text"] += 1
        elif chance < 0.10:
            table.lines.append(_like(rng, table, cells))
            truth.reasons["unreadable"] += 1
        elif subtotals and number % 4 == 0:
            table.lines.append(_total(rng, table, amount(since), ("Sub-total", "Subtotal", "Sub Total")))
            truth.reasons["total"] += 1
            since = 0
    _end(rng, table, amount)


def _like(rng: random.Random, table: Table, cells: list[str]) -> list[str]:
    """A record like another, but for an amount that cannot be read."""
    copy = list(cells)
    for kind in ("amount", "gross", "vat"):
        if kind in table.kinds:
            copy[table.kinds.index(kind)] = rng.choice(UNREADABLE)
    copy[table.kinds.index("supplier")] = "Oak Ltd"
    return copy


def _end(rng: random.Random, table: Table, amount: Shape) -> None:
    truth = table.truth
    if rng.random() < 0.4:
        labels = (
            "Total",
            "Grand Total",
            "TOTAL:",
            "Total for April 2024",
            "Overall total",
            "Sum",
            "Total Net Amount",
            "",
        )
        table.lines.append(_total(rng, table, amount(truth.pennies), labels))
        truth.reasons["total"] += 1
    if rng.random() < 0.2:
        table.lines += [[""], [rng.choice(NOTES)], [rng.choice(NOTES)]]
        truth.reasons["text"] += 2


def _total(rng: random.Random, table: Table, amount: str, labels: tuple[str, ...]) -> list[str]:
    kinds = table.kinds
    cells = [""] * len(kinds)
    texts = [index for index, kind in enumerate(kinds) if kind in ("supplier", "purpose", "service_area", "council")]
    cells[rng.choice((texts[0], texts[-1], kinds.index("supplier")))] = rng.choice(labels)
    cells[kinds.index("amount")] = amount
    return cells


def as_text(rng: random.Random, table: Table) -> bytes:
    """The table as the bytes of a delimited text, of one encoding and one style among many."""
    delimiter = rng.choice(",,,,,;\t|")
    trailing = rng.choice((0, 0, 0, 0, 3, 248))
    end = rng.choice(("\n", "\r\n", "\r\n", "\r"))
    text = io.StringIO()
    if rng.random() < 0.35:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")

    for cells in table.above:
        text.write(cells[0] + (delimiter * 3 if rng.random() < 0.3 else "") + "\r\n")
    headless = rng.random() < 0.06 and table.truth.payments > 30 and not table.truth.reasons and not table.above
    if headless:
        table.truth.headings = {}
    else:
        table.truth.header_row = len(table.above) + 1
        for cells in _headings(rng, table):
            writer.writerow(cells + [""] * trailing)
    ragged, loose = rng.random() < 0.15, rng.random() < 0.1
    for cells in table.lines:
        kept = _without_tail(cells) if ragged else cells
        if cells == [""]:
            text.write("\r\n")
        elif delimiter == "," and loose and not trailing and len(cells) == len(table.kinds) and _is_plain(cells):
            text.write(",".join(cells) + "\r\n")  # a comma in a name or a purpose, without quotation marks
        else:
            writer.writerow([*kept, *([""] * trailing if not ragged else [])])
    return _encoded(rng, text.getvalue().replace("\r\n", end))


def _headings(rng: random.Random, table: Table) -> list[list[str]]:
    """The line of headings, or the two lines over which it is spread."""
    if (
        rng.random() > 0.1
        or table.truth.reasons["headings"]
        or any("\n" in heading or heading != heading.strip() for heading in table.headings)
    ):
        return [table.headings]
    if sum(" " in heading for heading in table.headings) < 2:
        return [table.headings]
    assert table.truth.header_row is not None
    table.truth.header_row += 1
    parts = [heading.partition(" ") for heading in table.headings]
    return [[first if rest else "" for first, _, rest in parts], [rest or first for first, _, rest in parts]]


def _is_plain(cells: list[str]) -> bool:
    """Whether a record has one comma in all, and it stands in a text beside an amount that can be read."""
    whole = "".join(cells)
    if set(cells) & set(UNREADABLE):
        return False
    return whole.count(",") == 1 and ", " in whole and not set('"\n') & set(whole)


def _without_tail(cells: list[str]) -> list[str]:
    last = max((index for index, cell in enumerate(cells) if cell), default=0)
    return cells[: last + 1]


def _encoded(rng: random.Random, text: str) -> bytes:
    plain = text.replace("\u2212", "-") if rng.random() < 0.4 else text
    encoding = rng.choice(("utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252", "cp1252"))
    try:
        return plain.encode(encoding)
    except UnicodeEncodeError:
        return plain.encode("utf-8")
