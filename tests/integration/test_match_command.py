"""`coopcouncil match` on lists as people have them, and on lists that are wrong."""

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook

from coopcouncil.cli.match import match

REGISTER = (
    "ID,Name,Postcode,Other_Names,notes\n"
    "A1,Wychwood Homes Limited,OX7 6AA,Oldwood Homes;Elmwood Homes,x\n"
    "B2,Café Fenmarsh CIC,,,\n"
)


def run(folder: Path, names: bytes, *options: str, register: bytes = REGISTER.encode()) -> tuple[Result, Path]:
    (folder / "names.csv").write_bytes(names)
    (folder / "register.csv").write_bytes(register)
    out = folder / "out.csv"
    arguments = [str(folder / "names.csv"), "--register", str(folder / "register.csv"), "--out", str(out), *options]
    return CliRunner().invoke(match, arguments), out


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_match_writes_one_row_for_each_row_in_order(tmp_path: Path) -> None:
    names = '\ufeffName,Postcode\nELMWOOD HOMES LTD,\n"",\nZebra Kites,\nELMWOOD HOMES LTD,\n'.encode()
    result, out = run(tmp_path, names)
    assert result.exit_code == 0, result.output
    found = rows(out)
    assert list(found[0]) == [
        "name", "outcome", "id", "matched_name", "score", "reason", "runner_up_id", "runner_up_score",
    ]  # fmt: skip
    assert [each["name"] for each in found] == ["ELMWOOD HOMES LTD", "", "Zebra Kites", "ELMWOOD HOMES LTD"]
    assert [each["id"] for each in found] == ["A1", "", "", "A1"]
    assert [each["outcome"] for each in found] == ["match", "none", "none", "match"]
    assert found[0]["matched_name"] == "Elmwood Homes"
    assert not [each for each in tmp_path.iterdir() if "partial" in each.name]


def test_match_reads_windows_text(tmp_path: Path) -> None:
    _, out = run(tmp_path, "name\nCafé Fenmarsh CIC\n".encode("cp1252"), register=REGISTER.encode("cp1252"))
    assert rows(out)[0]["id"] == "B2"


@pytest.mark.parametrize(
    ("names", "register", "said"),
    [
        (b"title\nx\n", REGISTER.encode(), "line 1, column name"),
        (b"name,name\nx,y\n", REGISTER.encode(), "stands twice"),
        (b"name\nx,y\n", REGISTER.encode(), "line 2, column 2"),
        (b'name\n"x\n', REGISTER.encode(), "quotation mark"),
        (b"", REGISTER.encode(), "empty"),
        (b"%PDF-1.4 ...", REGISTER.encode(), "PDF"),
        (b"name\nx\n", b"name\nAcme\n", "column id"),
        (b"name\nx\n", b"id,name\n,Acme\n", "line 2, column id"),
        (b"name\nx\n", b"id,name\n1,\n", "line 2, column name"),
        (b"name\nx\n", b"id,title\n1,Acme\n", "id, title"),
        (b"<!DOCTYPE html><html></html>", REGISTER.encode(), "web page"),
        (b"name\nx\n", b"id,name\n", "no rows"),
    ],
)
def test_match_with_bad_input_says_where_and_writes_nothing(
    tmp_path: Path, names: bytes, register: bytes, said: str
) -> None:
    result, out = run(tmp_path, names, register=register)
    assert result.exit_code == 2
    assert said in result.output
    assert not out.exists()


def test_register_rows_that_cannot_be_used_are_left_out_and_said(tmp_path: Path) -> None:
    spoilt = REGISTER + ",Stray Homes,,,\nC3,,,,\n" + ",Stray,,,\n" * 6
    result, out = run(tmp_path, b"name\nElmwood Homes\n", register=spoilt.encode())
    assert result.exit_code == 0, result.output
    assert "register.csv, line 4, column id: there is no id beside 'Stray Homes'" in result.stderr
    assert "register.csv, line 5, column name" in result.stderr
    assert "8 rows of the register were left out" in result.stderr
    assert result.stderr.count("column id") == 4
    assert rows(out)[0]["id"] == "A1"


def test_register_rows_with_one_id_are_names_of_one_organisation(tmp_path: Path) -> None:
    twice = REGISTER + "A1,Quarrydale Cottages,,,\n"
    _, out = run(tmp_path, b"name\nQuarrydale Cottages\nWychwood Homes\n", register=twice.encode())
    assert [(each["outcome"], each["id"]) for each in rows(out)] == [("match", "A1"), ("match", "A1")]


def test_match_reads_workbooks(tmp_path: Path) -> None:
    book = Workbook()
    for row in (("id", "name"), (101, "Wychwood Homes Limited"), ("B2", "Fenmarsh Bakery")):
        book.active.append(row)
    book.save(tmp_path / "book.xlsx")
    _, out = run(tmp_path, b"name\nWYCHWOOD HOMES LTD\n", register=(tmp_path / "book.xlsx").read_bytes())
    assert rows(out)[0]["id"] == "101"


def test_match_tells_the_council_itself_apart(tmp_path: Path) -> None:
    _, out = run(tmp_path, b"name\nAmbridge Borough Council\n", "--council", "Ambridge Borough Council")
    assert "council itself" in rows(out)[0]["reason"]


def test_match_applies_judgements(tmp_path: Path) -> None:
    (tmp_path / "judged.jsonl").write_text(
        '{"who": "A. Clerk", "judged_at": "2026-03-17T09:00:00+00:00", "council": "Ambridge",'
        ' "supplier_key": "zebra kites", "org_id": "B2", "verdict": "same", "note": ""}\n{"who'
    )
    result, out = run(tmp_path, b"name\nZebra Kites\n", "--judgements", str(tmp_path / "judged.jsonl"))
    assert (rows(out)[0]["id"], rows(out)[0]["score"]) == ("B2", "1.0000")
    assert "17 March 2026" in rows(out)[0]["reason"]
    assert "line 2" in result.output
