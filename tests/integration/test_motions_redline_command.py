"""`coopcouncil motions redline`, from files to each form."""

import json
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.word import resolved

from coopcouncil.cli import main

OLD = "This Council notes:\nthe hall is old.\n\nThis Council resolves to:\nrepair the hall in 2026.\nsell the field.\n"
NEW = (
    "This Council notes:\nthe village hall is old.\n\nThis Council resolves to:\nrepair the hall in 2027.\n"
    "keep the orchard for <everybody> & all.\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_bytes(OLD.encode())
    new.write_bytes(NEW.encode())
    return old, new


def run(*words: object) -> Result:
    return CliRunner().invoke(main, ["motions", "redline", *map(str, words)])


def test_redline_command_gives_json_with_exactly_these_fields(files: tuple[Path, Path]) -> None:
    answer = json.loads(run(*files, "--format", "json").stdout)

    assert set(answer) == {"paragraphs", "counts", "warnings"}
    assert answer["counts"] == {"insertions": 3, "inserted_words": 9, "deletions": 2, "deleted_words": 4}
    assert answer["warnings"] == []
    assert [each["status"] for each in answer["paragraphs"]] == [
        "equal", "changed", "equal", "equal", "changed", "deleted", "inserted",
    ]  # fmt: skip
    assert answer["paragraphs"][1] == {
        "status": "changed",
        "segments": [["eq", "the "], ["ins", "village "], ["eq", "hall is old."]],
    }
    for whole, other, wrong in ((OLD, "ins", "inserted"), (NEW, "del", "deleted")):
        kept = [each["segments"] for each in answer["paragraphs"] if each["status"] != wrong]
        assert "".join("".join(t for m, t in each if m != other) + "\n" for each in kept) == whole


def test_redline_command_gives_text_for_a_terminal(files: tuple[Path, Path]) -> None:
    shown = run(*files).stdout

    assert "   2  the {+village +}hall is old." in shown
    assert "   -  [-sell the field.-]" in shown
    assert "3 insertions (9 words), 2 deletions (4 words)." in shown


def test_redline_command_gives_a_page_that_says_what_is_inserted(files: tuple[Path, Path]) -> None:
    page = run(*files, "--format", "html").stdout

    assert '<html lang="en-GB">' in page
    assert "<everybody>" not in page
    spoken = unescape(re.sub(r"<[^>]+>", "", page))
    assert "the  [insertion starts] village  [insertion ends] hall is old." in spoken
    assert re.search(r"<del>.*?\[deletion starts\].*?2026.*?</del>", page)
    assert not re.search(r'(?:src|href)="', page), "the page asks for nothing else"


def test_redline_command_writes_a_word_document(files: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "redline.docx"
    result = run(*files, "--format", "docx", "--out", out, "--author", "Wren Fell", "--date", "2026-03-17")

    assert result.exit_code == 0
    assert resolved(out.read_bytes(), accept=True) == NEW.splitlines()
    assert resolved(out.read_bytes(), accept=False) == OLD.splitlines()


def test_redline_command_of_one_text_twice_says_nothing_changed(files: tuple[Path, Path]) -> None:
    assert "No insertions (no words), no deletions (no words)." in run(files[0], files[0]).stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 and so on", "odd.txt is damaged or was cut short"),
        (b"%PDF-1.7", "odd.txt is a PDF"),
        (b"\x00\x01\x02\x03 nothing", "this is a binary file"),
        (None, "there is no such file"),
    ],
)
def test_redline_command_refuses_what_is_no_text(
    files: tuple[Path, Path], tmp_path: Path, content: bytes | None, said: str
) -> None:
    odd = tmp_path / "odd.txt"
    if content is not None:
        odd.write_bytes(content)
    result = run(files[0], odd)

    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stdout == ""


def test_redline_command_refuses_a_folder_and_a_folder_that_is_not_there(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    assert "this is a folder" in run(files[0], tmp_path).stderr
    assert "there is no such folder" in run(*files, "--out", tmp_path / "none" / "x.txt").stderr


@pytest.mark.parametrize(
    ("encoding", "warning"),
    [("cp1252", "read as Windows-1252"), ("utf-16", "this is UTF-16"), ("utf-8-sig", None)],
)
def test_redline_command_reads_other_encodings_and_says_so(tmp_path: Path, encoding: str, warning: str | None) -> None:
    text = "The café’s rent is £5.\n"
    plain, odd = tmp_path / "plain.txt", tmp_path / "odd.txt"
    plain.write_bytes(text.encode())
    odd.write_bytes(text.encode(encoding))
    answer = json.loads(run(plain, odd, "--format", "json").stdout)

    assert [each["status"] for each in answer["paragraphs"]] == ["equal"]
    assert [warning in each for each in answer["warnings"]] == ([True] if warning else [])  # type: ignore[operator]


def test_redline_command_says_that_line_ends_differ_and_shows_no_change(tmp_path: Path) -> None:
    unix, windows = tmp_path / "unix.txt", tmp_path / "windows.txt"
    unix.write_bytes(OLD.encode())
    windows.write_bytes(OLD.replace("\n", "\r\n").encode())
    answer = json.loads(run(unix, windows, "--format", "json").stdout)

    assert {each["status"] for each in answer["paragraphs"]} == {"equal"}
    assert len(answer["warnings"]) == 1
    assert "Lines end differently" in answer["warnings"][0]


def test_redline_command_compares_with_an_empty_text(files: tuple[Path, Path], tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.touch()
    answer = json.loads(run(empty, files[1], "--format", "json").stdout)

    assert {each["status"] for each in answer["paragraphs"]} == {"inserted"}


def test_redline_command_writes_utf8_whatever_the_terminal_says(files: tuple[Path, Path], tmp_path: Path) -> None:
    odd = tmp_path / "odd.txt"
    odd.write_text("שלום 👍\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "coopcouncil.cli", "motions", "redline", str(files[0]), str(odd)],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": "src", "LC_ALL": "C", "PATH": ""},
    )

    assert done.returncode == 0
    assert "שלום 👍" in done.stdout.decode()


def test_pdf_of_more_than_it_can_hold_is_refused_with_the_limit_and_another_form(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coopcouncil.cli.motions_redline.MOST_CHARACTERS", 20)
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text("the pond is dry and the mill\n")
    new.write_text("the pond is wet\n")
    result = CliRunner().invoke(main, ["motions", "redline", str(old), str(new), "--format", "pdf"])

    assert result.exit_code != 0
    assert "A PDF can hold 20 characters, and this one would hold 31." in result.output
    assert "--format html or docx" in result.output
