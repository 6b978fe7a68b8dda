"""Files that are no tables, workbooks and zips: read sheet by sheet, or refused with a clear sentence."""

import io
import os
import zipfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from coopcouncil.data.files.kinds import FileKind, kind_of
from coopcouncil.data.files.texts import open_text
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.spending.reading.files import read_file

CSV = b"Supplier,Date,Amount\nOak,03/04/2024,1.00\n"


def zipped(members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def workbook(sheets: dict[str, list[list[object]]], hidden: tuple[str, ...] = ()) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
        for row in rows:
            sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


TABLE = [["Supplier", "Date", "Amount"], ["Oak", date(2024, 4, 3), 0.1 + 0.2], ["Ash", date(2024, 4, 4), 1234.5]]

REFUSED: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "empty"),
    "only white space": (b" \r\n\r\n", "empty"),
    "PDF": (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
    "web page": (b"<!DOCTYPE html>\n<html><body>404 Not Found</body></html>", "web page"),
    "web page after blank lines": (b"\n\n  <html lang='en'><title>Error</title></html>", "web page"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
    "binary": (bytes(range(256)) * 40, "binary"),
    "gzip": (b"\x1f\x8b\x08\x00" + b"x" * 50, "gzip"),
    "JSON": (b'[{"supplier": "Oak", "amount": 1}]', "JSON"),
    "XML": (b"<?xml version='1.0'?><Workbook/>", "XML"),
    "workbook cut short": (workbook({"A": TABLE})[:2000], "damaged"),
    "zip cut short": (zipped({"a.csv": CSV * 100})[:80], "damaged"),
    "document": (zipped({"word/document.xml": b"<a/>"}), "document"),
    "zip bomb": (zipped({"a.csv": b"0" * (40 << 20)}), "unpack"),
    "workbook bomb": (zipped({"xl/workbook.xml": b"0" * (40 << 20)}), "unpack"),
    "zip of nothing": (zipped({}), "no files"),
    "encrypted workbook": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 500,
        "password",
    ),
    "old workbook that is none": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 5000, "damaged"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_file_that_is_no_table_is_refused_by_name(tmp_path: Path, name: str) -> None:
    content, word = REFUSED[name]
    path = tmp_path / "März payments.csv"
    path.write_bytes(content)
    [reading] = read_file(path, given="März payments.csv", overrides={})
    assert reading.error is not None
    assert "März payments.csv" in reading.error
    assert word in reading.error
    assert (reading.rows_read, reading.payments, reading.refused, reading.columns) == (0, 0, 0, {})


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    assert "no such file" in str(read_file(tmp_path / "none", given="none", overrides={})[0].error)
    assert "folder" in str(read_file(tmp_path, given="here", overrides={})[0].error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_file_without_permission_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(CSV)
    path.chmod(0)
    assert "permission" in str(read_file(path, given="a.csv", overrides={})[0].error)


def test_kind_is_told_from_content_not_name(tmp_path: Path) -> None:
    path = tmp_path / "payments.csv"
    for content, kind in (
        (CSV, FileKind.TEXT),
        (workbook({"A": TABLE}), FileKind.XLSX),
        (zipped({"a": CSV}), FileKind.ZIP),
    ):
        path.write_bytes(content)
        assert kind_of(path) is kind


def test_zip_that_needs_a_password_is_refused(tmp_path: Path) -> None:
    content = bytearray(zipped({"a.csv": CSV}))
    place = content.index(b"PK\x01\x02") + 8
    content[place] |= 1
    path = tmp_path / "a.zip"
    path.write_bytes(bytes(content))
    assert "password" in str(read_file(path, given="a.zip", overrides={})[0].error)


def test_workbook_has_a_reading_for_each_sheet_with_payments(tmp_path: Path) -> None:
    path = tmp_path / "payments.xlsx"
    notes: list[list[object]] = [["Notes"], ["Salaries are left out."]]
    path.write_bytes(workbook({"Notes": notes, "April": TABLE, "May": TABLE, "Old": TABLE}, hidden=("Old",)))
    april, may = read_file(path, given="payments.xlsx", overrides={})
    assert (april.sheet, may.sheet) == ("April", "May")
    assert april.total_gbp == may.total_gbp == Decimal("1234.80")
    assert (april.first_on, april.last_on) == (date(2024, 4, 3), date(2024, 4, 4))
    assert any("'Notes' was passed over" in warning for warning in april.warnings)
    assert any("'Old' was passed over: it is hidden" in warning for warning in april.warnings)
    assert not any("rounded" in warning for warning in april.warnings)


def test_real_fractions_of_a_penny_in_a_workbook_are_said(tmp_path: Path) -> None:
    path = tmp_path / "payments.xlsx"
    path.write_bytes(workbook({"A": [TABLE[0], ["Oak", date(2024, 4, 3), 10.125], ["Ash", date(2024, 4, 3), 1.1 * 3]]}))
    [reading] = read_file(path, given="payments.xlsx", overrides={})
    assert reading.total_gbp == Decimal("13.43")
    assert any("fractions of a penny" in warning and "line 2" in warning for warning in reading.warnings)


def test_sheet_of_a_month_dates_its_payments(tmp_path: Path) -> None:
    path = tmp_path / "Spend 2024.xlsx"
    path.write_bytes(workbook({"April": [["Supplier", "Amount"], ["Oak", 1.5], ["Ash", 2]]}))
    [reading] = read_file(path, given=path.name, overrides={})
    assert reading.first_on == date(2024, 4, 1)


def test_ods_is_read(tmp_path: Path) -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="April")
    for cells in (("Supplier", "Date", "Amount"), ("Oak", "03/04/2024", "£1,000.50")):
        row = TableRow()
        for cell in cells:
            holder = TableCell(valuetype="string")
            holder.addElement(P(text=cell))
            row.addElement(holder)
        table.addElement(row)
    book.spreadsheet.addElement(table)
    path = tmp_path / "payments.ods"
    book.save(str(path))
    [reading] = read_file(path, given="payments.ods", overrides={})
    assert (reading.encoding, reading.sheet, reading.total_gbp) == ("ods", "April", Decimal("1000.50"))


def test_zip_has_a_reading_for_each_member(tmp_path: Path) -> None:
    path = tmp_path / "payments.zip"
    path.write_bytes(
        zipped(
            {
                "2024/april.csv": CSV, "bad.csv": b"%PDF-1.4", "book.xlsx": workbook({"May": TABLE}),
                "inner.zip": zipped({"a.csv": CSV}), "__MACOSX/._april.csv": b"\0\1",
            }
        )
    )  # fmt: skip
    readings = read_file(path, given="payments.zip", overrides={})
    assert [(each.sheet, each.payments, each.error is None) for each in readings] == [
        ("2024/april.csv", 1, True),
        ("bad.csv", 0, False),
        ("book.xlsx: May", 2, True),
        ("inner.zip", 0, False),
    ]


def test_text_is_opened_in_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for content, name in (("né\r\n".encode("cp1252"), "cp1252"), ("né\r\n".encode("utf-16"), "utf-16")):
        path.write_bytes(content)
        stream, encoding = open_text(path)
        assert (stream.read(), encoding) == ("né\r\n", name)


@pytest.mark.parametrize(
    "content", [b"\xed\xa0\x80", b"\xe0\x80\x80", b"\xf4\x90\x80\x80", "né,".encode() + b"\xed\xa0\x80"]
)
def test_text_with_bytes_that_only_look_like_utf8_is_opened(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(content)
    stream, _ = open_text(path)
    assert stream.read().encode("utf-8")


def test_unreadable_file_says_what_to_do() -> None:
    with pytest.raises(UnreadableFileError, match="no such file"):
        kind_of(Path("nowhere.csv"))


def test_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "list.csv")
    [reading] = read_file(tmp_path / "list.csv", given="list.csv", overrides={})
    assert reading.error is not None
    assert "pipe" in reading.error


def test_two_members_of_one_name_are_both_read_once(tmp_path: Path) -> None:
    path = tmp_path / "lists.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", "Supplier,Date,Amount\nOak,03/04/2024,1.00\n")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.csv", "Supplier,Date,Amount\nElm,03/04/2024,2.00\n")
    readings = read_file(path, given="lists.zip", overrides={})
    assert [reading.total_gbp for reading in readings] == [1, 2]


def test_pivot_table_is_passed_over_and_said(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(
        workbook({"List": TABLE, "Sums": [["Row Labels", "Sum of Amount"], ["Oak", 0.3], ["Ash", 1234.5]]})
    )
    [reading] = read_file(path, given="list.xlsx", overrides={})
    assert reading.sheet == "List"
    assert any("'Sums' was passed over" in warning for warning in reading.warnings)
