"""Zips, alone and beneath documents: every trap that a zip can be is refused before anything is unpacked."""

import io
import stat
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from tests.support.documents import INNOCENT, check, make_docx, make_pdf, short, zipped
from tests.support.raw_zips import Record, overlapping, raw_zip

from coopcouncil.data.documents import DocumentKind, Limits, RefusedDocumentError


def refusal(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedDocumentError) as caught:
        check(folder, data, "bundle.zip", limits)
    return str(caught.value)


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_of_every_kind_of_document_is_taken(tmp_path: Path, method: int) -> None:
    parts = {f"2026/{name}": data for name, data in INNOCENT.items() if name != "bundle.zip"}
    assert check(tmp_path, zipped(parts, method), "a.zip").kind is DocumentKind.ZIP


def test_zip_as_a_mac_makes_it_is_taken(tmp_path: Path) -> None:
    mac = {"a.txt": b"hello", "__MACOSX/._a.txt": b"\0\5\x16\7\0\2", ".DS_Store": b"\0\0\0\1Bud1\0\0"}
    assert check(tmp_path, zipped(mac), "a.zip").kind is DocumentKind.ZIP


@pytest.mark.parametrize("name", ["__MACOSX/._a.txt", ".DS_Store", ".hidden", "Thumbs.db"])
def test_zip_with_a_program_under_a_systems_name_is_refused(tmp_path: Path, name: str) -> None:
    assert "is a program" in refusal(tmp_path, zipped({"a.txt": b"hello", name: b"MZ\x90\0\3"}))


def test_zip_written_as_a_stream_is_taken(tmp_path: Path) -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"hello" * 100)
        archive.writestr("folder/", b"")
        archive.writestr("b.pdf", make_pdf())
    assert check(tmp_path, pipe.getvalue(), "a.zip").kind is DocumentKind.ZIP


def test_refusal_names_the_zip_and_the_file_in_it(tmp_path: Path) -> None:
    said = refusal(tmp_path, zipped({"a.txt": b"hello", "x/run.txt": b"#!/bin/sh\n"}))
    assert said.startswith("bundle.zip: run.txt is a script.")


@pytest.mark.parametrize("inner", [zipped({"a.txt": b"hello"}), INNOCENT["bundle.zip"]], ids=short)
def test_zip_in_a_zip_is_refused(tmp_path: Path, inner: bytes) -> None:
    assert "bundle.zip: inner.docx is a zip inside another file" in refusal(tmp_path, zipped({"inner.docx": inner}))


@pytest.mark.parametrize(
    "name",
    ["../a.txt", "x/../../a.txt", "/a.txt", "\\a.txt", "C:\\a.txt", "c:a.txt", "x\\..\\a.txt", "a\x01.txt", ".."],
)
def test_zip_with_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    assert "leads out of the zip" in refusal(tmp_path, raw_zip(Record(name.encode(), b"hello")))


def test_zip_with_a_name_cut_by_a_nought_is_refused(tmp_path: Path) -> None:
    assert "leads out of the zip" in refusal(tmp_path, raw_zip(Record(b"a.txt\0.exe", b"hello")))


@pytest.mark.parametrize("name", ["a..txt", "..a/b.txt", "x/a...txt"])
def test_zip_with_dots_in_a_name_is_taken(tmp_path: Path, name: str) -> None:
    assert check(tmp_path, zipped({name: b"hello"}), "a.zip").kind is DocumentKind.ZIP


@pytest.mark.parametrize("mode", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
def test_zip_with_a_link_or_device_is_refused(tmp_path: Path, mode: int) -> None:
    record = Record(b"a.txt", b"/etc/passwd", attributes=(mode | 0o777) << 16)
    assert "link in place of a file" in refusal(tmp_path, raw_zip(record))


@pytest.mark.parametrize("flags", [0x1, 0x41, 0x2000])
def test_encrypted_zip_is_refused(tmp_path: Path, flags: int) -> None:
    assert "protected by a password" in refusal(tmp_path, raw_zip(Record(b"a.txt", b"hello", flags=flags)))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_zip_packed_unusually_is_refused(tmp_path: Path, method: int) -> None:
    assert "packed in a way that cannot be checked" in refusal(tmp_path, zipped({"a.txt": b"hello"}, method))


def test_zip_whose_files_share_bytes_is_refused(tmp_path: Path) -> None:
    assert "share the same bytes" in refusal(tmp_path, overlapping())


def test_zip_with_two_entries_for_the_same_bytes_is_refused(tmp_path: Path) -> None:
    again = Record(b"b.txt", b"hello", offset=0)
    assert "says two things" in refusal(tmp_path, raw_zip(Record(b"a.txt", b"hello"), again))


def test_zip_with_two_files_of_one_name_is_refused(tmp_path: Path) -> None:
    assert "two files of the same name" in refusal(
        tmp_path, raw_zip(Record(b"a.txt", b"one"), Record(b"A.TXT", b"two"))
    )


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    bomb = zipped({f"{place}.txt": b"\0" * (64 << 20) for place in range(3)})
    assert len(bomb) < 1 << 20
    tracemalloc.start()
    said = refusal(tmp_path, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "would unpack to 192 MB" in said
    assert peak < 8 << 20


def test_zip_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    bomb = raw_zip(Record(b"a.txt", b"a" * (64 << 20), size=100))
    tracemalloc.start()
    said = refusal(tmp_path, bomb)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "damaged" in said
    assert peak < 8 << 20


def test_zip_of_more_files_than_the_limit_is_refused(tmp_path: Path) -> None:
    many = zipped({f"{place}.txt": b"hello" for place in range(60)})
    assert "holds more than 50 files" in refusal(tmp_path, many, Limits(most_entries=50))


def test_zip_whose_documents_hold_too_many_parts_together_is_refused(tmp_path: Path) -> None:
    several = zipped({f"{place}.docx": make_docx() for place in range(5)})
    assert "holds more than 50 files" in refusal(tmp_path, several, Limits(most_entries=50))


def test_zip_with_a_file_larger_than_the_limit_is_refused(tmp_path: Path) -> None:
    data = zipped({"a.txt": b"a" * (2 << 20)})
    assert "holds a.txt, which is larger than 1 MB" in refusal(tmp_path, data, Limits(largest_bytes=1 << 20))


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (zipped({"a.txt": b"hello"}) + b"x" * 40, "after the end of the zip"),
        (
            raw_zip(Record(b"a.txt", b"hello"), comment=b"PK\5\6" + b"\0" * 18),
            "after the end of the zip|damaged|no files",
        ),
        (b"PK\3\4" + b"\0" * 30 + zipped({"a.txt": b"hello"}), "before the zip begins"),
        (raw_zip(Record(b"a.txt", b"hello"), between=b"#!" + b"x" * 90), "between the files"),
        (raw_zip(Record(b"a.txt", b"hello", local_name=b"a.exe")), "says two things"),
        (raw_zip(Record(b"folder/", b"hello")), "a folder that hides a file"),
        (zipped({}), "holds no files"),
        (raw_zip(Record(b"folder/", b"", method=0)), "holds no files"),
        (zipped({"a.txt": b""}), "bundle.zip: a.txt is empty"),
        (zipped({"a.txt": b"hello" * 99})[:-30], "damaged"),
        (b"PK\3\4" + b"x" * 50, "damaged"),
    ],
    ids=short,
)
def test_zip_that_is_not_arranged_as_one_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    assert any(each in refusal(tmp_path, data) for each in found.split("|"))


def test_zip_with_changed_bytes_is_refused(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": b"hello" * 20}, zipfile.ZIP_STORED))
    data[40] ^= 1
    assert "damaged" in refusal(tmp_path, bytes(data))


def test_zip_with_more_behind_a_files_deflated_bytes_is_refused(tmp_path: Path) -> None:
    record = Record(b"a.txt", b"hello")
    record.stored += b"MZ hidden"
    assert "damaged" in refusal(tmp_path, raw_zip(record))
