"""`coopcouncil motions merge`, as it is run."""

import itertools
import json
from pathlib import Path

from click.testing import CliRunner

from coopcouncil.cli import main

BASE = "This Council resolves to:\nopen the pool on Sundays.\nplant forty trees.\n"


def run(folder: Path, *names: str) -> str:
    outcome = CliRunner().invoke(main, ["motions", "merge", *(str(folder / name) for name in names)])
    assert outcome.exit_code == 0, outcome.output
    return outcome.output


def test_merge_command_prints_text_collisions_and_warnings_in_any_order_of_files(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    (tmp_path / "a2.txt").write_text(BASE.replace("forty", "fifty"), encoding="utf-8")
    (tmp_path / "a10.txt").write_text(BASE.replace("forty", "sixty").replace("Sundays", "Fridays"), encoding="utf-8")
    (tmp_path / "a3.txt").write_text(BASE + "mend the pier.\n", encoding="utf-8-sig")
    printed = {run(tmp_path, "base.txt", *names) for names in itertools.permutations(["a2.txt", "a10.txt", "a3.txt"])}
    assert len(printed) == 1
    answer = json.loads(printed.pop())
    assert answer["merged"] == [
        "This Council resolves to:",
        "open the pool on Fridays.",
        "plant forty trees.",
        "mend the pier.",
    ]
    (collision,) = answer["collisions"]
    assert collision["paragraph"] == 3
    assert collision["amendments"] == ["a2.txt", "a10.txt"]
    assert collision["texts"] == ["plant fifty trees.", "plant sixty trees."]
    assert answer["warnings"] == []


def test_merge_command_says_what_is_wrong_with_a_file(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 and more")
    for name, says in (("letter.docx", "letter.docx is damaged"), ("absent.txt", "absent.txt")):
        outcome = CliRunner().invoke(main, ["motions", "merge", str(tmp_path / "base.txt"), str(tmp_path / name)])
        assert outcome.exit_code == 2
        assert says in outcome.output


def test_merge_command_refuses_one_file_twice(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    path = str(tmp_path / "base.txt")
    outcome = CliRunner().invoke(main, ["motions", "merge", path, path, path])
    assert outcome.exit_code == 2
    assert "a name or number of its own" in outcome.output


def test_merge_command_warns_of_a_file_in_another_encoding(tmp_path: Path) -> None:
    (tmp_path / "base.txt").write_text(BASE, encoding="utf-8")
    (tmp_path / "1.txt").write_bytes(BASE.encode() + b"open a caf\xe9.\n")
    answer = json.loads(run(tmp_path, "base.txt", "1.txt"))
    assert answer["merged"][3] == "open a café."
    assert "1.txt" in answer["warnings"][0]
