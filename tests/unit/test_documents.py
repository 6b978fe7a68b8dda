"""What a handed-in file is, by its content, and the name it is kept under."""

import hashlib
import os
from pathlib import Path

import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.documents import CSV, INNOCENT, TEXT, check, make_gif, make_jpeg, make_pdf, make_png, short

from coopcouncil.data.documents import DocumentKind, Limits, RefusedDocumentError, check_document
from coopcouncil.data.documents.names import LONGEST_NAME, safe_name

KINDS = {kind.extension: kind for kind in DocumentKind}


@pytest.mark.parametrize("name", INNOCENT)
def test_innocent_document_is_taken_for_what_it_is(tmp_path: Path, name: str) -> None:
    data = INNOCENT[name]
    checked = check(tmp_path, data, name)
    assert checked.kind is KINDS[Path(name).suffix]
    assert (checked.safe_name, checked.notes) == (name, ())
    assert (checked.size_bytes, checked.sha256) == (len(data), hashlib.sha256(data).hexdigest())


@pytest.mark.parametrize("name", INNOCENT)
def test_innocent_document_under_a_wrong_name_gets_its_ending(tmp_path: Path, name: str) -> None:
    checked = check(tmp_path, INNOCENT[name], "Report.exe")
    kind = DocumentKind.TEXT if name.endswith(".csv") else KINDS[Path(name).suffix]
    assert checked.kind is kind
    assert checked.safe_name == f"Report{kind.extension}"
    assert checked.notes == (
        f"Its name ended in .exe, but its content is a {kind.label}: it is kept as Report{kind.extension}.",
    )


def test_pictures_and_pdf_of_another_program_are_taken(tmp_path: Path) -> None:
    chart = {"data": {"values": [{"a": 1}, {"a": 3}]}, "mark": "bar", "encoding": {"x": {"field": "a"}}}
    assert check(tmp_path, vl_convert.vegalite_to_pdf(chart), "a.pdf").kind is DocumentKind.PDF
    assert check(tmp_path, vl_convert.vegalite_to_png(chart), "a.png").kind is DocumentKind.PNG
    assert check(tmp_path, vl_convert.vegalite_to_jpeg(chart), "a.jpeg").safe_name == "a.jpg"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"", "is empty"),
        (b" \r\n\0", "is empty"),
        (b"MZ\x90\0\3\0\0\0\4\0", "is a program"),
        (b"\x7fELF\2\1\1\0\0\0", "is a program"),
        (b"#!/bin/sh\nrm -rf /\n", "is a script"),
        (b"{\\rtf1 Minutes}", "rich text"),
        (b"%!PS-Adobe-3.0\n", "PostScript"),
        (b"\xef\xbb\xbf\r\n#!/bin/sh\n", "is a script"),
        (b"<!DOCTYPE html><p>Minutes", "web page"),
        (b"\n\n  <svg onload=alert(1)>", "web page"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><a/>", "web page"),
        ("<script>x</script>".encode("utf-16"), "web page"),
        (b"<a:b xmlns:a='urn:a'>x</a:b>", "web page"),
        (b"From: a@b.example\r\nMIME-Version: 1.0\r\n\r\nHello", "is an e-mail"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "packed with gzip"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z archive"),
        (b"Rar!\x1a\7\1\0", "RAR archive"),
        (b"II*\0\10\0\0\0", "TIFF picture"),
        (b"PK\5\6" + b"\0" * 18, "holds no files"),
        (bytes(range(256)) * 20, "not known"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "old Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "PowerPoint Document".encode("utf-16-le"), "old PowerPoint"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected by a password"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500, "old Office file"),
        (b"Some text, then %PDF-1.7\n%%EOF", "hides a PDF"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "Waveform Audio"),
    ],
    ids=short,
)
def test_file_of_a_kind_that_is_not_taken_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    for name in ("minutes.docx", "minutes.pdf", "minutes.txt", "minutes"):
        with pytest.raises(RefusedDocumentError, match=found) as caught:
            check(tmp_path, data, name)
        assert str(caught.value).startswith(f"{name} ")
        assert caught.value.advice.endswith(".")


@pytest.mark.parametrize("hidden", ["minutes.docx", "bundle.zip"])
@pytest.mark.parametrize("front", ["minutes.txt", "photo.jpg", "map.png", "chart.gif", "logo.webp", "minutes.pdf"])
def test_file_with_a_zip_behind_it_is_refused(tmp_path: Path, front: str, hidden: str) -> None:
    with pytest.raises(RefusedDocumentError, match=r"hides a zip|shares|before the zip|damaged"):
        check(tmp_path, INNOCENT[front] + INNOCENT[hidden], front)


def test_pdf_with_a_zip_before_its_end_mark_is_refused(tmp_path: Path) -> None:
    bundle = INNOCENT["bundle.zip"]
    commented = bundle[:-2] + b"\7\0\n%%EOF\n"
    with pytest.raises(RefusedDocumentError, match="hides a zip"):
        check(tmp_path, make_pdf() + commented, "a.pdf")


def test_size_at_and_beyond_the_limit(tmp_path: Path) -> None:
    limits = Limits(largest_bytes=1 << 20)
    assert check(tmp_path, b"a" * (1 << 20), "a.txt", limits).size_bytes == 1 << 20
    with pytest.raises(RefusedDocumentError, match=r"a.txt is larger than 1 MB. Make it smaller"):
        check(tmp_path, b"a" * ((1 << 20) + 1), "a.txt", limits)


def test_folder_and_pipe_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe"):
        with pytest.raises(RefusedDocumentError, match="is not a file"):
            check_document(path, name="a.pdf")


def test_missing_file_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        check_document(tmp_path / "none", name="a.pdf")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_taken_in_every_usual_encoding(tmp_path: Path, encoding: str) -> None:
    assert check(tmp_path, TEXT.encode(encoding), "a.txt").kind is DocumentKind.TEXT
    assert check(tmp_path, CSV.encode(encoding), "a.csv").kind is DocumentKind.CSV


@pytest.mark.parametrize(
    "text",
    [
        "<Council name> minutes: 5 < 6",
        "Minutes\nThe page said <script> and %PDF in passing",
        "BMX track\n",
        "MZ Contractors Ltd paid\n",
        "PK Ltd, GIF, RIFF",
        "1,2\x1f,3" + "x" * 500,
        '{"votes": 5}',
    ],
)
def test_innocent_text_that_looks_like_something_else_is_taken(tmp_path: Path, text: str) -> None:
    assert check(tmp_path, text.encode(), "a.txt").kind is DocumentKind.TEXT


@settings(deadline=None)
@given(text=st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]), min_size=3, max_size=400))
def test_text_of_any_words_is_taken(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    data = ("Minutes: " + text).encode("cp1252")
    assert check(tmp_path_factory.mktemp("text"), data, "a.txt").kind is DocumentKind.TEXT


@pytest.mark.parametrize(
    "formula", ["=cmd|'/C calc'!A0", "+cmd|'/C calc'!A0", "=MSEXCEL|'\\..\\..\\cmd.exe /c calc'!''", "=cmd|/C!A0"]
)
def test_table_with_a_formula_that_starts_a_program_is_refused(tmp_path: Path, formula: str) -> None:
    with pytest.raises(RefusedDocumentError, match="formula that starts a program"):
        check(tmp_path, f'Supplier,Amount\nAsh,"{formula}"\n'.encode(), "a.csv")


def test_table_with_other_formulas_is_taken_with_a_note(tmp_path: Path) -> None:
    checked = check(tmp_path, b"a,b\n1,=SUM(A1:A2)\n", "a.csv")
    assert checked.notes == ("Cells begin with =, which a spreadsheet reads as formulas.",)


def test_table_parted_by_bars_is_taken(tmp_path: Path) -> None:
    table = "-5.00|Bravo!|x\n@home|It's 'so'|y!\n"
    assert check(tmp_path, table.encode(), "a.csv").notes == ()


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Minutes.PDF", "Minutes.pdf"),
        ("minutes", "minutes.pdf"),
        ("minutes.pdf.exe", "minutes.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Users\\a\\minutes.pdf", "minutes.pdf"),
        ("minutes\u202efdp.exe", "minutesfdp.pdf"),
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie_ b.pdf"),
        ("v1.2", "v1.2.pdf"),
        ("Cllr. Smith", "Cllr. Smith.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("com1", "document com1.pdf"),
        (".pdf", "document.pdf"),
        ("", "document.pdf"),
        ("...", "document.pdf"),
        ('a<b>:"c|d?*.pdf', "a_b___c_d__.pdf"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("Café \u0301 – 5.pdf", "Café \u0301 – 5.pdf"),
    ],
)
def test_kept_name_of_a_pdf(given_name: str, kept: str) -> None:
    assert safe_name(given_name, DocumentKind.PDF)[0] == kept


@given(name=st.text(max_size=200), kind=st.sampled_from(DocumentKind))
def test_kept_name_is_safe_whatever_was_given(name: str, kind: DocumentKind) -> None:
    kept, _ = safe_name(name, kind)
    assert kept.endswith(kind.extension)
    assert len(kept) <= LONGEST_NAME
    assert not set(kept) & set('<>:"/\\|?*\r\n\t\0')
    assert not kept.startswith((".", " "))
    assert safe_name(kept, kind) == (kept, None)


@pytest.mark.parametrize("kind", DocumentKind)
def test_every_kind_has_its_words(kind: DocumentKind) -> None:
    assert kind.label
    assert kind.media_type.count("/") == 1
    assert kind.extension.startswith(".")


@pytest.mark.parametrize("extra", [b"\0" * 100, b"\r\n", b"padding"])
@pytest.mark.parametrize("name", ["map.png", "photo.jpg", "chart.gif", "logo.webp"])
def test_picture_with_a_little_padding_is_taken(tmp_path: Path, name: str, extra: bytes) -> None:
    assert check(tmp_path, INNOCENT[name] + extra, name).notes == ()


@pytest.mark.parametrize("name", ["map.png", "photo.jpg", "chart.gif", "logo.webp"])
def test_picture_with_something_behind_it_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(RefusedDocumentError, match="something else after the end of the picture"):
        check(tmp_path, INNOCENT[name] + b"<script>alert(1)</script>" * 3, name)


@pytest.mark.parametrize("name", ["map.png", "photo.jpg", "logo.webp"])
@pytest.mark.parametrize("share", [0.5, 0.7, 0.95])
def test_picture_that_was_cut_short_is_refused(tmp_path: Path, name: str, share: float) -> None:
    data = INNOCENT[name]
    with pytest.raises(RefusedDocumentError, match="damaged or was cut short"):
        check(tmp_path, data[: int(len(data) * share)], name)


@pytest.mark.parametrize(
    "data", [make_gif()[:25], b"GIF89a", b"GIF89a" + b"/*" * 50 + b"*/alert(1)", make_gif()[:-1] + b"x"], ids=short
)
def test_gif_that_is_not_built_as_one_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(RefusedDocumentError, match=r"damaged|after the end"):
        check(tmp_path, data + b"x" * 40, "a.gif")


def test_picture_of_too_many_points_is_refused(tmp_path: Path) -> None:
    for data, name in (
        (make_png(40_000, 40_000), "a.png"),
        (make_jpeg(65_000, 65_000), "a.jpg"),
        (make_png(0, 5), "b.png"),
    ):
        with pytest.raises(RefusedDocumentError, match="points"):
            check(tmp_path, data, name)


@pytest.mark.parametrize("rest", [make_jpeg(), b"\0\0\0\x18ftypmp42" + b"\1" * 50, b"notes" * 20 + b"SEFT"], ids=short)
def test_photo_with_what_phones_add_is_taken_with_a_note(tmp_path: Path, rest: bytes) -> None:
    [note] = check(tmp_path, make_jpeg() + rest, "a.jpg").notes
    assert "not looked into" in note
