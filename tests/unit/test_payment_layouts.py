# ruff: noqa: E501 - a table of texts reads better with a case on a line
"""Made-up payments files in every shape met or feared: the right columns, every record accounted for, exact totals."""

from decimal import Decimal
from pathlib import Path

import pytest

from coopcouncil.data.spending.reading.files import Reading, read_file

# name -> (bytes or text, file name, expected)
Expected = dict[str, object]


def read(tmp_path: Path, content: str | bytes, name: str = "payments.csv", **overrides: str) -> Reading:
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    readings = read_file(path, given=name, overrides=overrides)
    assert len(readings) == 1
    assert readings[0].rows_read == readings[0].payments + readings[0].refused
    return readings[0]


ROWS = "Oak Care Ltd,03/04/2024,R1,100.00\nAsh Transport Limited,17/04/2024,R2,20.50\nElm & Co,18/04/2024,R3,-5.25\n"
TOTAL = Decimal("115.25")

LAYOUTS: dict[str, tuple[str | bytes, Expected]] = {
    "plain": ("Supplier Name,Payment Date,Ref No,Amount\n" + ROWS, {"header_row": 1}),
    "title rows and blank rows above": (
        "Anytown Borough Council\nPayments over £500,,,\n\n,,,\nSupplier,Date,Reference,Amount (£)\n" + ROWS,
        {"header_row": 5},
    ),
    "SQL above the headings": (
        "SELECT supplier_name, amount\nFROM ap.payments p\nWHERE p.amount > 500,,,\n"
        "AND p.paid_on BETWEEN '01/04/2024' AND '30/04/2024',,,\n\nsupplier_name,paid_date,trans_no,amount\n" + ROWS,
        {"header_row": 6},
    ),
    "headings in line 20": ("Report,,,\n" * 19 + "Payee,Date Paid,Trans No,Value\n" + ROWS, {"header_row": 20}),
    "vendor": ("Vendor,Posting Date,Document No,Net Value\n" + ROWS, {"columns": {"supplier": "Vendor"}}),
    "name": ("Name,Date,Ref,Net Amount(œ)\n" + ROWS, {"columns": {"supplier": "Name", "amount": "Net Amount(œ)"}}),
    "camel case": ("BeneficiaryName,PaymentDate,TransactionNumber,NetAmount\n" + ROWS, {}),
    "underscores and capitals": ("SUPPLIER_NAME,DATE_PAID,TRANS_ID,AMOUNT_GBP\n" + ROWS, {}),
    "misspelt": ("Suplier Nmae,Paymnet Date,Transaction Numbr,Ammount\n" + ROWS, {}),
    "no headings": (ROWS * 3, {"header_row": None, "total": TOTAL * 3, "payments": 9}),
    "unknown headings": ("Wer,Wann,Was,Wieviel\n" + ROWS * 3, {"header_row": 1, "total": TOTAL * 3, "payments": 9}),
    "headings on two lines": (
        "Supplier,Payment,Transaction,Net\nName,Date,Number,Amount\n" + ROWS,
        {"header_row": 2, "columns": {"supplier": "Supplier Name", "amount": "Net Amount"}},
    ),
    "line ends inside headings": ('"Supplier\nName","Date\nPaid",Ref,"Amount\n(£)"\n' + ROWS, {"header_row": 1}),
    "tabs": (("Supplier,Date,Ref,Amount\n" + ROWS).replace(",", "\t"), {}),
    "semicolons": (("Supplier,Date,Ref,Amount\n" + ROWS).replace(",", ";"), {}),
    "pipes": (("Supplier,Date,Ref,Amount\n" + ROWS).replace(",", "|"), {}),
    "Excel's sep line": (("sep=;\nSupplier,Date,Ref,Amount\n" + ROWS).replace(",", ";"), {"header_row": 2}),
    "trailing delimiters": (("Supplier,Date,Ref,Amount\n" + ROWS).replace("\n", ",,,\n"), {}),
    "248 empty columns": (("Supplier,Date,Ref,Amount\n" + ROWS).replace("\n", "," * 248 + "\n"), {}),
    "CR line ends": (("Supplier,Date,Ref,Amount\n" + ROWS).replace("\n", "\r"), {}),
    "CR LF line ends": (("Supplier,Date,Ref,Amount\n" + ROWS).replace("\n", "\r\n"), {}),
    "nought bytes": (("Supplier,Date,Ref,Amount\n" + ROWS).replace("Oak", "O\0ak"), {"warning": "nought"}),
    "UTF-8 with mark": (b"\xef\xbb\xbf" + ("Supplier,Date,Ref,Amount\n" + ROWS).encode(), {"encoding": "utf-8-sig"}),
    "mojibake mark": ("ï»¿Supplier,Date,Ref,Amount Â£\n" + ROWS, {"columns": {"supplier": "Supplier"}}),
    "UTF-16": (("Supplier,Date,Ref,Amount\n" + ROWS).encode("utf-16"), {"encoding": "utf-16"}),
    "UTF-16 without mark": (("Supplier,Date,Ref,Amount\n" + ROWS).encode("utf-16-le"), {"encoding": "utf-16-le"}),
    "cp1252": (("Supplier,Date,Ref,Amount (£)\n" + ROWS).encode("cp1252"), {"encoding": "cp1252"}),
    "mixed encodings": (
        "Supplier,Date,Ref,Amount\nCafé Ñandú,03/04/2024,R1,100\n".encode() + "Caf\xe9,04/04/2024,R2,15.25\n".encode("cp1252"),
        {"payments": 2, "warning": "Windows-1252"},
    ),
    "spacer columns": (
        "Supplier,,Date,,,Ref,Amount\nOak,,03/04/2024,,,R1,100\nAsh,,17/04/2024,,,R2,15.25\n", {"payments": 2},
    ),
    "merged cells that move values": (
        "Supplier,,Date,,Ref,Amount,\n" + "".join(f"S{n} Ltd,,,0{n}/04/2024,R{n},,{a}\n" for n, a in ((1, "100.00"), (2, "10.25"), (3, "5.00"))),
        {"warning": "merged", "first": "2024-04-01"},
    ),
    "net, VAT and gross": (
        "Supplier,Date,Gross,VAT,Net\nOak,03/04/2024,120.00,20.00,100.00\nAsh,04/04/2024,18.30,3.05,15.25\n",
        {"payments": 2, "columns": {"amount": "Net"}, "warning": "net of VAT"},
    ),
    "several dates": (
        "Supplier,Invoice Date,Payment Date,Amount\nOak,01/01/2024,03/04/2024,115.25\n",
        {"payments": 1, "columns": {"paid_on": "Payment Date"}, "first": "2024-04-03", "warning": "Several columns hold dates"},
    ),
    "supplier number and name": (
        "Supplier,Supplier Name,Date,Amount\n1001,Oak,03/04/2024,100\n1002,Ash,04/04/2024,15.25\n",
        {"payments": 2, "columns": {"supplier": "Supplier Name"}},
    ),
    "supplier number alone": (
        "Supplier ID,Date,Amount\n1001,03/04/2024,100\n1002,04/04/2024,15.25\n",
        {"payments": 2, "columns": {"supplier": "Supplier ID"}, "warning": "numbers rather than names"},
    ),
    "supplier name twice": (
        "Supplier Name,Date,Supplier Name,Amount\nOak,03/04/2024,,100\nAsh,04/04/2024,,15.25\n",
        {"payments": 2, "columns": {"supplier": "Supplier Name"}},
    ),
    "body name and supplier": (
        "Body Name,Date,Supplier Name,Amount\nAnytown Council,03/04/2024,Oak,100\nAnytown Council,04/04/2024,Ash,15.25\n",
        {"payments": 2, "columns": {"supplier": "Supplier Name", "council": "Body Name"}},
    ),
    "amount in pence": ("Supplier,Date,Ref,Amount (pence)\nOak,03/04/2024,1,11525\n", {"payments": 1, "warning": "pence"}),
    "month first": (
        "Supplier,Date,Ref,Amount\nOak,04/25/2024,1,100\nAsh,04/03/2024,2,15.25\n",
        {"payments": 2, "first": "2024-04-03", "last": "2024-04-25", "warning": "month first"},
    ),
    "date shapes mixed": (
        "Supplier,Date,Amount\nA,03/04/2024,100\nB,4-Apr-24,10\nC,2024-04-05 00:00:00,5\nD,45388,0.25\n",
        {"payments": 4, "first": "2024-04-03", "last": "2024-04-06"},
    ),
    "continental": (
        "Supplier;Date;Ref;Amount\nOak;03/04/2024;1;1.100,00\nAsh;04/04/2024;2;-984,75\n",
        {"payments": 2, "warning": "comma before the pence"},
    ),
    "amount shapes": (
        'Supplier,Date,Amount\nA,3/4/2024,"£1,234.50"\nB,3/4/2024," 10.00 "\nC,3/4/2024,(29.25)\nD,3/4/2024,1100.00-\n',
        {"payments": 4},
    ),
    "quoted over lines": (
        'Supplier,Date,Description,Amount\n"Oak\nCare",03/04/2024,"one, two\nthree",100\nAsh,04/04/2024,x,15.25\n',
        {"payments": 2},
    ),
    "unquoted comma in a name": (
        "Supplier,Date,Ref,Amount\n" + ROWS + "Smith, Jones Ltd,19/04/2024,R4,10.00\n",
        {"payments": 4, "total": TOTAL + 10, "warning": "unquoted delimiter"},
    ),
    "nameless, undated, zero and withheld": (
        "Supplier,Date,Ref,Amount\n,03/04/2024,R1,100\nOak,,R2,15.25\nAsh,04/04/2024,R3,0\nREDACTED,04/04/2024,R4,0.00\n",
        {"payments": 4, "redacted": 1},
    ),
    "grand total": ("Supplier,Date,Ref,Amount\n" + ROWS + "Grand Total,,,115.25\n", {"refused": 1, "reason": "totals row"}),
    "total in another column": ("Supplier,Date,Ref,Amount\n" + ROWS + ",,Total,115.25\n", {"refused": 1, "reason": "totals row"}),
    "sum that stands alone": ("Supplier,Date,Ref,Amount\n" + ROWS + ",,,115.25\n", {"refused": 1, "reason": "totals row"}),
    "sum with wrong label": ("Supplier,Date,Ref,Amount\n" + ROWS + "Total for April 2024,,,99.00\n", {"refused": 1, "reason": "totals row"}),
    "sub-totals": (
        "Supplier,Date,Ref,Amount\n" + ROWS + "Sub-total,,,115.25\n" + ROWS + "Sub-total,,,115.25\nTotal,,,230.50\n",
        {"payments": 6, "refused": 3, "total": TOTAL * 2},
    ),
    "suppliers called total": (
        "Supplier,Date,Ref,Amount\nTotal Gas & Power,03/04/2024,R1,100\nGrand Total Ltd,04/04/2024,R2,15.25\n", {"payments": 2},
    ),
    "suppliers called total, nothing else": ("Supplier,Amount\nTotal Gas & Power,100\nGrand Total Ltd,15.25\n", {"payments": 2}),
    "headings again": ("Supplier,Date,Ref,Amount\n" + ROWS + "Supplier,Date,Ref,Amount\n", {"refused": 1, "reason": "headings"}),
    "notes at the end": (
        "Supplier,Date,Ref,Amount\n" + ROWS + "\nNotes,,,\nThis list leaves out salaries.,,,\n", {"refused": 2, "reason": "Text"},
    ),
    "amount of nonsense": ("Supplier,Date,Ref,Amount\n" + ROWS + "Yew,20/04/2024,R4,see note\n", {"refused": 1, "reason": "cannot be read"}),
    "empty amount": ("Supplier,Date,Ref,Amount\n" + ROWS + "Yew,20/04/2024,R4,\n", {"refused": 1, "reason": "empty"}),
    "blank records": ("Supplier,Date,Ref,Amount\n" + ROWS.replace("\n", "\n,,,\n \n"), {}),
    "cut in a quoted value": ("Supplier,Date,Ref,Amount\n" + ROWS + '"Yew and', {"refused": 1, "reason": "cut short"}),
    "cut in a record": ("Supplier,Date,Ref,Amount\n" + ROWS + "Yew,20/04/2024", {"refused": 1, "reason": "cut short"}),
    "quotation mark never closed": (
        'Supplier,Date,Ref,Amount\n"Yew,20/04/2024,R4,9\n' + ROWS, {"refused": 1, "reason": "never closed"},
    ),
    "impossible day": (
        "Supplier,Date,Ref,Amount\n" + ROWS + "Yew,31/02/2024,R4,10\n", {"payments": 4, "total": TOTAL + 10, "warning": "line 5"},
    ),
    "debits and credits": (
        "Supplier,Date,Debit,Credit\nOak,03/04/2024,120.25,\nAsh,04/04/2024,,5.00\n",
        {"payments": 2, "warning": "taken away"},
    ),
    "DR and CR beside the amount": (
        "Supplier,Date,Amount,DR/CR\nOak,03/04/2024,120.25,DR\nAsh,04/04/2024,5.00,CR\n",
        {"payments": 2, "warning": "refunds"},
    ),
    "headings mixed up": (
        "Amount,Supplier,Date\nOak Ltd,100.00,03/04/2024\nAsh Ltd,15.25,04/04/2024\n",
        {"payments": 2, "columns": {"amount": "Supplier", "supplier": "Amount"}, "warning": "stand no amounts"},
    ),
    "two headings in one cell": (
        "Supplier Name,Payment Date Net Amount(£),\nOak,03/04/2024,100.00\nAsh,04/04/2024,15.25\n",
        {"payments": 2, "first": "2024-04-03"},
    ),
    "sub-totals without dates": (
        "Supplier,Amount\nOak,100\nOak,10\nOak Total,110\nElm,5.25\nElm Total,5.25\nGrand Total,115.25\n",
        {"payments": 3, "refused": 3, "reason": "totals row"},
    ),
    "two tables side by side": (
        "Supplier,Date,Amount,,Supplier,Date,Amount\nOak,03/04/2024,100,,Elm,03/04/2024,1\nAsh,04/04/2024,15.25,,Yew,04/04/2024,2\n",
        {"payments": 2, "warning": "side by side"},
    ),
    "quoted values after a space": (
        'Supplier, Date, Amount\n"Oak, Ltd", 03/04/2024, "1,100.25"\nAsh, 04/04/2024, "-985.00"\n', {"payments": 2},
    ),
    "a count and a balance": (
        "Supplier,Date,Ref,Amount\n" + ROWS + "Balance,,,115.25\nNumber of payments,,,3\n",
        {"refused": 2},
    ),
    "credit notes without a minus sign": (
        "Supplier,Date,Type,Amount\nOak,03/04/2024,INV,100\nAsh,04/04/2024,CRN,15.25\n",
        {"payments": 2, "warning": "marks credit notes"},
    ),
    "unquoted comma that shifts an amount into the next column": (
        "Gross,Supplier,VAT,Net,Ref,\n120,Oak Ltd,20,100,1,\n18.30,Hazel, Holly and Co,3.05,15.25,2,\n",
        {"payments": 2, "columns": {"amount": "Net"}, "warning": "unquoted delimiter"},
    ),
    "SQL that names columns above the headings": (
        "SELECT supplier_name, amount, paid_date\nFROM ap.payments\n\nPayee;Value;Paid on\nOak;115.25;03/04/2024\n",
        {"payments": 1, "header_row": 4, "columns": {"supplier": "Payee"}},
    ),
    "a report's own date above records without dates": (
        "Run on: 03/05/2024,,\nSupplier,Ref,Amount\nOak,R1,115.25\n", {"payments": 1, "first": "None"},
    ),
    "words run together": ("suppliername,paymentdate,transno,netamount\n" + ROWS, {"columns": {"amount": "netamount"}}),
    "CR line ends with line ends in headings": (
        'Report\r\r"Supplier\nName","Date\nPaid",Ref,Amount\r' + ROWS.replace("\n", "\r"), {"header_row": 3},
    ),
    "thousands without quotation marks in most records": (
        "Supplier,Date,Amount\nOak,03/04/2024,1,000.00\nAsh,04/04/2024,-885.00\nElm,05/04/2024,2,100.25\nYew,05/04/2024,-2,100.00\n",
        {"payments": 4, "warning": "unquoted delimiter"},
    ),
    "a column beyond the headings": (
        "Supplier,Date,Amount\nOak,03/04/2024,100.00,Y\nAsh,04/04/2024,15.25,N\n", {"payments": 2},
    ),
    "two lines of headings in groups": (
        "Invoice,,Payment,,Payee\nDate,Amount,Date,Amount,Name\n01/01/2024,500,03/04/2024,115.25,Oak\n",
        {"payments": 1, "columns": {"amount": "Payment Amount", "paid_on": "Payment Date"}, "header_row": 2},
    ),
    "a total called sum": ("Supplier,Date,Ref,Amount\n" + ROWS + "Sum,,,115.25\n", {"refused": 1, "reason": "totals row"}),
    "headings alone": ("Supplier,Date,Ref,Amount\n", {"payments": 0, "total": Decimal(0), "warning": "no records"}),
    "headings below the records": (ROWS + ROWS + "Supplier Name,Date,Ref,Amount\n", {"payments": 6, "refused": 1, "total": TOTAL * 2, "header_row": None}),
}  # fmt: skip


@pytest.mark.parametrize("name", LAYOUTS)
def test_layout_is_read_whole(tmp_path: Path, name: str) -> None:
    content, expected = LAYOUTS[name]
    reading = read(tmp_path, content)
    assert reading.error is None
    assert reading.total_gbp == expected.get("total", TOTAL), reading
    assert reading.payments == expected.get("payments", 3)
    assert reading.refused == expected.get("refused", 0), reading.refusals
    assert reading.redacted == expected.get("redacted", 0)
    assert {"supplier", "amount"} <= reading.columns.keys()
    for key, heading in dict(expected.get("columns", {})).items():  # type: ignore[call-overload]
        assert reading.columns[key] == heading
    for key in ("header_row", "encoding"):
        if key in expected:
            assert getattr(reading, key) == expected[key]
    assert str(expected.get("warning", "")) in " ".join(reading.warnings)
    assert all(str(expected.get("reason", "")) in each.reason for each in reading.refusals)
    for key, day in (("first", reading.first_on), ("last", reading.last_on)):
        assert str(day) == expected.get(key, str(day))


def test_supplier_without_headings_is_the_column_of_many_names(tmp_path: Path) -> None:
    names = [*(f"Beechgrove {n} Ltd" for n in range(6)), *(f"J Elmhurst {n}" for n in range(6)), "The Rowan Trust"]
    kinds, areas = ("COMPANY", "INDIVIDUAL", "OTHER"), ("Schools Services", "Council Tax", "Home Care Group")
    lines = [
        f'Anytown Council,{n + 1:02d}-Aug-23,{51301961351 + n},"£{n + 1},414.40",{name},{kinds[n % 3]},{areas[n % 3]},Fees\n'
        for n, name in enumerate(names * 2)
    ]
    reading = read(tmp_path, "".join(lines))
    assert reading.columns == {"supplier": "column 5", "amount": "column 4", "paid_on": "column 2"}


def test_lines_are_physical_lines(tmp_path: Path) -> None:
    reading = read(tmp_path, 'Supplier,Date,Amount\n"Oak\nCare",03/04/2024,1\n\nAsh,04/04/2024,x\n')
    assert [(each.line, each.column, each.value) for each in reading.refusals] == [(5, "Amount", "x")]


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("expenditure-over-500-apr-jun-2014.csv", "2014-04-01"),
        ("Spend_201104.csv", "2011-04-01"),
        ("2022-05.csv", "2022-05-01"),
        ("12345_1701.csv", "2017-01-01"),
        ("payments March 2024.csv", "2024-03-01"),
        ("Q3 2015-16.csv", "2015-10-01"),
    ],
)
def test_file_without_dates_is_dated_by_its_name(tmp_path: Path, name: str, day: str) -> None:
    reading = read(tmp_path, "Supplier,Paid Date,Amount\nOak,00:00:00,1.00\n", name)
    assert str(reading.first_on) == day
    assert any("dated" in warning for warning in reading.warnings)


def test_override_wins_and_may_be_a_number(tmp_path: Path) -> None:
    text = "Supplier,Date,Gross,Net\nOak,03/04/2024,120,100\n"
    assert read(tmp_path, text, amount="Gross").total_gbp == 120
    assert read(tmp_path, text, amount="3").total_gbp == 120


def test_unknown_heading_in_an_override_lists_the_headings(tmp_path: Path) -> None:
    reading = read(tmp_path, "Supplier,Date,Amount\nOak,03/04/2024,120\n", supplier="Payee")
    assert reading.error is not None
    assert "Supplier, Date, Amount" in reading.error


@pytest.mark.parametrize(
    "text",
    [
        "Directorate,Date,Amount\nAdults,03/04/2024,1.00\nRoads,04/04/2024,2.00\n",
        "Supplier,Date,Notes\nOak,03/04/2024,none\nAsh,04/04/2024,some\n",
        "colour,shape\nred,round\nblue,square\n",
    ],
)
def test_file_without_supplier_or_amount_is_refused(tmp_path: Path, text: str) -> None:
    reading = read(tmp_path, text)
    assert reading.error is not None
    assert "--columns" in reading.error
    assert (reading.rows_read, reading.payments, reading.total_gbp) == (0, 0, 0)


@pytest.mark.parametrize(
    ("text", "name", "card"),
    [
        ("Merchant Name,Transaction Date,Amount,Merchant Category\nOak,3/4/2024,1,Books\n", "a.csv", True),
        ("Supplier,Date,Amount\nOak,3/4/2024,1\n", "purchase-card-2024-04.csv", True),
        ("Supplier,Date,Amount\nOak,3/4/2024,1\n", "P-Card April.csv", True),
        ("Supplier,Date,Amount\nOak,3/4/2024,1\n", "discarded.csv", False),
    ],
)
def test_purchase_card_file_is_recognised(tmp_path: Path, text: str, name: str, card: bool) -> None:
    assert read(tmp_path, text, name).card is card
