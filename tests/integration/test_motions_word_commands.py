"""`coopcouncil motions` with Word documents. All made up."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.support.word_files import gone, ins, p, r, word_file

from coopcouncil.cli.commands import main
from coopcouncil.web.motions.files import words_of

BODY = (
    p(r("Fenwick Borough Council: 3 June 2026"))
    + p(r("Proposed by Cllr Ann Wren, seconded by Cllr Bo Fell"))
    + p(r("This Council resolves to:"))
    + p(r("plant "), gone("ten"), ins("forty", "Bo"), r(" trees by 1 March 2027;"), level=0)
    + p(r("apples first."), level=1)
)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "motion.docx"
    path.write_bytes(word_file(BODY))
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["motions", *map(str, arguments)])


def test_read_command_reads_tracked_changes_of_word(paper: Path) -> None:
    answer = json.loads(run("read", paper, "--format", "json").stdout)

    assert answer["kind"] == "tracked changes"
    assert (answer["meeting_on"], answer["header"]["mover"]) == ("2026-06-03", "Cllr Ann Wren")
    assert answer["before"][3] == {
        "id": "p4", "level": 1, "role": "resolves clause", "text": "plant ten trees by 1 March 2027;",
    }  # fmt: skip
    assert answer["after"][3]["text"] == "plant forty trees by 1 March 2027;"
    assert [each["author"] for each in answer["authors"]] == ["A. Clerk", "Bo"]


def test_read_command_counts_paragraphs_of_word(paper: Path) -> None:
    said = run("read", paper).stdout

    assert "Paragraph 5: This item is set under paragraph 4" in said
    assert "line" not in said.lower()


def test_redline_command_shows_the_changes_of_one_word_file(paper: Path) -> None:
    assert "plant [-ten-]{+forty+} trees" in run("redline", paper).stdout
    assert "plant ten{+forty+} trees" in run("redline", paper, "--by", "Bo").stdout
    assert run("redline", paper, "--by", "Zoe").exit_code == 2


def test_redline_command_wants_two_files_where_one_holds_no_changes(tmp_path: Path) -> None:
    (tmp_path / "clean.docx").write_bytes(word_file(p(r("x"))))
    result = run("redline", tmp_path / "clean.docx")

    assert result.exit_code == 2
    assert "Give the other version too" in result.stderr


def test_redline_and_merge_commands_mix_word_and_text(paper: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    texts = ["Fenwick Borough Council: 3 June 2026", "Proposed by Cllr Ann Wren, seconded by Cllr Bo Fell",
             "This Council resolves to:", "plant forty trees by 1 March 2027;", "pears first."]  # fmt: skip
    other.write_text("\n".join(texts), encoding="utf-8")
    change = json.loads(run("redline", paper, other, "--format", "json").stdout)

    assert change["counts"] == {"insertions": 1, "inserted_words": 1, "deletions": 1, "deleted_words": 1}
    assert change["warnings"] == ["motion.docx: its tracked changes were accepted first."]
    assert json.loads(run("merge", paper, other).stdout)["merged"] == texts


def test_words_of_a_word_file_are_lines_for_the_form(paper: Path) -> None:
    read = words_of(paper, "sent.docx")

    assert read.words.splitlines()[3:] == ["- plant ten trees by 1 March 2027;", "  - apples first."]
    assert read.changed.splitlines()[3] == "- plant forty trees by 1 March 2027;"


def test_words_of_an_old_word_file_are_refused_in_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    result = run("read", path)

    assert result.exit_code == 2
    assert "upload is an old Word document (.doc). Save it as a Word document (.docx)" in result.stderr
