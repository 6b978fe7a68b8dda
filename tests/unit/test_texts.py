"""The encoding of a text file: UTF-8 only where its bytes are well formed."""

from pathlib import Path

import pytest

from coopcouncil.data.files.texts import file_opener, open_text, scan_text

ILL_FORMED = {
    "half of a surrogate pair": b"\xed\xa0\x80",
    "longer than it need be": b"\xe0\x80\xaf",
    "longer still": b"\xf0\x80\x80\xaf",
    "beyond the last character": b"\xf4\x90\x80\x80",
}


@pytest.mark.parametrize("sequence", ILL_FORMED.values(), ids=list(ILL_FORMED))
def test_bytes_that_only_look_like_utf8_are_cp1252(tmp_path: Path, sequence: bytes) -> None:
    (tmp_path / "file.csv").write_bytes(b"a," + sequence + b"\n")
    assert scan_text(file_opener(tmp_path / "file.csv")).encoding == "cp1252"


@pytest.mark.parametrize(
    "character", ["\x80", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff", "\U00010000", "\U0010ffff"]
)
def test_well_formed_sequences_count_as_utf8_beside_an_odd_byte(tmp_path: Path, character: str) -> None:
    (tmp_path / "file.csv").write_bytes(b"\xa3," + character.encode() * 2 + b"\n")
    text = scan_text(file_opener(tmp_path / "file.csv"))
    assert (text.encoding, text.odd_bytes) == ("utf-8", 1)


def test_surrogate_bytes_are_read_as_the_letters_that_excel_meant(tmp_path: Path) -> None:
    (tmp_path / "file.csv").write_bytes(b"caf\xed\xa0\x80\n")
    stream, encoding = open_text(tmp_path / "file.csv")
    with stream:
        assert (stream.read(), encoding) == ("caf\xed\xa0\u20ac\n", "cp1252")
