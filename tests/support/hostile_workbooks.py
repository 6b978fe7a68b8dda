"""The tables of `hostile_payments` as workbooks and zips: floats, dates, and sheets that hold no payments."""

import io
import random
import re
import zipfile
from datetime import date, datetime

import openpyxl
from odf.opendocument import OpenDocumentSpreadsheet
from odf.table import Table as OdfTable
from odf.table import TableCell, TableRow
from odf.text import P
from openpyxl.worksheet.worksheet import Worksheet

from tests.support.hostile_payments import Table, as_text, make_table

_NUMBER = re.compile(r"-?\d+\.\d\d")
_DAY = re.compile(r"2024-\d\d-\d\d")
MONTHS = ("Apr 24", "May 24", "June 2024")


def make_sheets(rng: random.Random) -> dict[str, Table]:
    """The sheets of payments of one workbook, by name."""
    names = MONTHS if rng.random() < 0.3 else ("Payments",)
    return {name: make_table(rng, plain=True) for name in names}


def typed(cell: str) -> str | float | datetime:
    """A cell as a spreadsheet holds it."""
    if _NUMBER.fullmatch(cell):
        return float(cell)
    return datetime.combine(date.fromisoformat(cell), datetime.min.time()) if _DAY.fullmatch(cell) else cell


def rows_of(table: Table) -> list[list[str]]:
    """All lines of a sheet; tells the truth about where the headings stand."""
    table.truth.header_row = len(table.above) + 1
    return [*table.above, table.headings, *table.lines]


def as_xlsx(rng: random.Random, sheets: dict[str, Table]) -> bytes:
    """The sheets as xlsx, among sheets of notes, a pivot table and a hidden copy."""
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    if rng.random() < 0.5:
        first.title = "Notes"
        for line in ("About this file", "Amounts are net of VAT", "Payments under £500 are left out"):
            first.append([line])
    else:
        book.remove(first)
    for name, table in sheets.items():
        _fill(book.create_sheet(name), table, rng)
    if rng.random() < 0.4:
        _pivot(book.create_sheet("Summary"), next(iter(sheets.values())))
    if rng.random() < 0.3:
        hidden = book.create_sheet("Working")
        _fill(hidden, next(iter(sheets.values())), rng)
        hidden.sheet_state = "hidden"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: Table, rng: random.Random) -> None:
    for cells in rows_of(table):
        # without its mark, as a spreadsheet's own error in a cell reaches the reader as an empty one
        sheet.append([typed(cell.replace("#", "no ")) if cell else None for cell in cells])
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell.value, datetime):
                cell.number_format = rng.choice(("dd/mm/yyyy", "d-mmm-yy", "[$-F800]dddd, mmmm dd, yyyy"))
    if table.above and len(table.kinds) > 2:
        sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(table.kinds))


def _pivot(sheet: Worksheet, table: Table) -> None:
    sheet.append(["Row Labels", "Sum of " + " ".join(table.headings[table.kinds.index("amount")].split())])
    for name in ("Ash Transport Ltd", "Café Sorbus", "Fir Systems PLC", "Grand Total"):
        sheet.append([name, 12345.67])


def as_ods(sheets: dict[str, Table]) -> bytes:
    """The sheets as ods, with repeated empty rows at the end as spreadsheets write them."""
    document = OpenDocumentSpreadsheet()
    for name, table in sheets.items():
        sheet = OdfTable(name=name)
        for cells in rows_of(table):
            row = TableRow()
            for cell in cells:
                row.addElement(_ods_cell(cell))
            sheet.addElement(row)
        sheet.addElement(TableRow(numberrowsrepeated=1000))
        document.spreadsheet.addElement(sheet)
    buffer = io.BytesIO()
    document.write(buffer)
    return buffer.getvalue()


def _ods_cell(cell: str) -> TableCell:
    value = typed(cell)
    if isinstance(value, float):
        made = TableCell(valuetype="float", value=str(value))
    elif isinstance(value, datetime):
        made = TableCell(valuetype="date", datevalue=value.date().isoformat())
    else:
        made = TableCell(valuetype="string") if cell else TableCell()
    if cell:
        made.addElement(P(text=cell))
    return made


def as_zip(rng: random.Random, tables: dict[str, Table]) -> bytes:
    """Each table as a text of its own in one zip, beside what systems leave there."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(f"2024/{name}.csv", as_text(rng, table))
        archive.writestr("__MACOSX/2024/._a.csv", b"\0\5\x16\7")
        archive.writestr(".DS_Store", b"\0\0\0\1Bud1")
    return buffer.getvalue()
