"""`coopcouncil spending check`: the JSON of the reading, several column choices, folders, the same payment twice."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from coopcouncil.cli.spending_check import check

CSV = "Name,When,Gross,Net Amount,Ref\nOak,03/04/2024,12,10,1\nAsh,04/04/2024,6,5,2\n"


@pytest.fixture(autouse=True)
def _in_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(check, words)


def answer(*words: str) -> list[dict[str, Any]]:
    found = json.loads(run(*words, "--format", "json").stdout)
    assert isinstance(found, list)
    return found


def test_json_has_the_documented_fields() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    [entry] = answer("a.csv")
    assert set(entry) == {
        "file", "sheet", "encoding", "header_row", "columns", "rows_read", "payments", "refused", "refusals",
        "redacted", "total_gbp", "first_on", "last_on", "warnings",
    }  # fmt: skip
    assert (entry["file"], entry["total_gbp"], entry["first_on"]) == ("a.csv", "15.00", "2024-04-03")
    assert entry["columns"]["supplier"] == "Name"


@pytest.mark.parametrize(
    "words",
    [
        ("a.csv", "--columns", "supplier=Name", "amount=Gross"),
        ("--columns", "supplier=Name", "amount=Gross", "a.csv"),
        ("--columns", "supplier=Name", "--columns", "amount=Gross", "a.csv"),
        ("a.csv", "--columns", "amount=3"),
    ],
)
def test_columns_take_several_pairs(words: tuple[str, ...]) -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    [entry] = answer(*words)
    assert (entry["total_gbp"], entry["columns"]["amount"]) == ("18.00", "Gross")


def test_unknown_column_name_ends_with_status_2() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    assert run("a.csv", "--columns", "price=Gross").exit_code == 2


def test_bad_file_does_not_stop_the_others() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    Path("b.csv").write_bytes(b"%PDF-1.4")
    result = run("b.csv", "a.csv", "--format", "json")
    bad, good = json.loads(result.stdout)
    assert result.exit_code == 2
    assert "PDF" in bad["error"]
    assert bad["error"] in result.stderr
    assert (bad["rows_read"], bad["total_gbp"], bad["first_on"], bad["encoding"]) == (0, "0.00", None, None)
    assert (good["payments"], "error" in good) == (2, False)


def test_folder_stands_for_its_files() -> None:
    Path("spend 2024").mkdir()
    for name in ("b.csv", "a.csv", ".hidden"):
        (Path("spend 2024") / name).write_text(CSV, encoding="utf-8")
    assert [entry["file"] for entry in answer("spend 2024")] == ["spend 2024/a.csv", "spend 2024/b.csv"]


def test_same_payment_in_two_files_is_said_on_the_later() -> None:
    Path("a.csv").write_text(CSV, encoding="utf-8")
    Path("b.csv").write_text(CSV.replace("Ash", "Yew") + "Oak,03/04/2024,12,10,1\n", encoding="utf-8")
    Path("c.csv").write_text(CSV, encoding="utf-8")
    first, second, third = answer("a.csv", "b.csv", "c.csv")
    assert not any("also stand" in warning for warning in first["warnings"])
    assert any("1 payment(s) of £10.00 also stand in a.csv" in warning for warning in second["warnings"])
    assert any("same file as a.csv" in warning for warning in third["warnings"])
    assert second["payments"] == 3


def test_text_answer_is_readable() -> None:
    Path("a.csv").write_text(CSV + "Total,,18,15,\n", encoding="utf-8")
    result = run("a.csv")
    assert result.exit_code == 0
    assert "2 payments of £15.00 from 3 April 2024 to 4 April 2024" in result.stdout
    assert "refused: line 4: A totals row, not a payment." in result.stdout


def test_folder_leaves_out_what_systems_put_there() -> None:
    Path("in").mkdir()
    for name in (".DS_Store", "Thumbs.db", "desktop.ini", "~$list.xlsx"):
        Path("in", name).write_bytes(b"\0\1\2")
    Path("in", "a.csv").write_text(CSV, encoding="utf-8")
    assert [entry["file"] for entry in answer("in")] == [str(Path("in", "a.csv"))]


def test_nothing_on_standard_output_when_no_file_was_read() -> None:
    Path("a.csv").write_bytes(b"%PDF-1.4")
    result = run("a.csv")
    assert (result.exit_code, result.stdout) == (2, "")
