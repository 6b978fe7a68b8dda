"""The commands `record verify` and `record export`, and the recipe by which an outsider verifies an export."""

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from django.db import connection
from tests.support.people import person
from tests.support.record import clerk, write

from coopcouncil.cli import main
from coopcouncil.vocabulary.roles import Role
from coopcouncil.web.record.guards import drop_guards, raise_guards
from coopcouncil.web.record.models import Entry
from coopcouncil.web.record.operations import redact

DOCUMENT = Path(__file__).parents[2] / "docs/reference/record.md"
Lines = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The commands' data folder; the database is the test's own."""
    monkeypatch.setenv("COOPCOUNCIL_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def four() -> None:
    """Three entries of which the second was redacted by the fourth."""
    for number in range(3):
        write(why=f"Because of {number} “é”")
    redact(entry=Entry.objects.get(number=2), by=person(Role.MONITORING_OFFICER), why="A private person.")


def _record(*words: str) -> Result:
    return CliRunner().invoke(main, ["record", *words])


def _export(data: Path, *words: str) -> Path:
    made = data / "record.jsonl"
    assert _record("export", "--out", str(made), *words).exit_code == 0
    return made


def _behind_the_guards(statement: str) -> None:
    drop_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute(statement)
    raise_guards(connection)


def test_verify_of_an_empty_record_says_so() -> None:
    result = _record("verify")
    assert (result.exit_code, result.output) == (0, "No entries: nothing has been entered yet.\n")


@pytest.mark.usefixtures("four")
def test_verify_says_how_many_entries_and_with_what_they_end() -> None:
    result = _record("verify")
    assert result.exit_code == 0, result.output
    last = Entry.objects.get(number=4).sha256
    pattern = rf"4 entries, from \d+ \w+ \d{{4}} at \d\d:\d\d to .*, last fingerprint {last}: whole\.\n"
    assert re.fullmatch(pattern, result.output)


@pytest.mark.usefixtures("four")
def test_verify_names_each_fault_and_ends_with_1() -> None:
    _behind_the_guards("UPDATE record_entry SET what = 'denied' WHERE number = 3")
    result = _record("verify")
    assert result.exit_code == 1
    assert "Entry 3 was altered: its fingerprint is not that of what it says.\n" in result.output
    assert result.output.endswith(": 1 fault.\n")


@pytest.mark.usefixtures("four")
def test_verify_names_a_trigger_that_is_missing() -> None:
    drop_guards(connection)
    result = _record("verify")
    raise_guards(connection)
    assert result.exit_code == 1
    assert "The trigger record_entry_no_delete, which should stand before delete on record_entry, is missing" in (
        result.output
    )


@pytest.mark.usefixtures("four")
def test_verify_against_an_export_before_more_was_entered_is_whole(data: Path) -> None:
    made = _export(data)
    write(what="closed")
    result = _record("verify", "--against", str(made))
    assert result.exit_code == 0, result.output


@pytest.mark.usefixtures("four")
def test_verify_against_finds_a_tail_cut_off_with_its_head(data: Path) -> None:
    write()
    write()
    made = _export(data, "--from", "3")
    entry = Entry.objects.get(number=5)
    _behind_the_guards("DELETE FROM record_content WHERE entry_id = 6")
    _behind_the_guards("DELETE FROM record_entry WHERE number = 6")
    _behind_the_guards(f"UPDATE record_head SET number = 5, sha256 = '{entry.sha256}'")
    assert _record("verify").exit_code == 0
    result = _record("verify", "--against", str(made))
    assert result.exit_code == 1
    assert "Entry 6 is in the export and not in the record: it was removed.\n" in result.output


def test_verify_against_finds_a_history_rewritten_with_its_head(data: Path) -> None:
    write(what="granted")
    write(what="closed")
    made = _export(data)
    drop_guards(connection)
    for table in ("record_head", "record_content", "record_entry"):
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    raise_guards(connection)
    write(what="refused")
    write(what="closed")
    assert _record("verify").exit_code == 0
    result = _record("verify", "--against", str(made))
    assert result.exit_code == 1
    assert "Entry 1 is not the one that was exported: the record was rewritten.\n" in result.output


@pytest.mark.parametrize(
    ("text", "said"),
    [("Supplier,Amount\n", "Line 1 is not an entry of the record"), ("\xff\xfe", "Line 1 is not an entry")],
)
@pytest.mark.usefixtures("four")
def test_verify_against_something_else_ends_with_2(data: Path, text: str, said: str) -> None:
    other = data / "other.jsonl"
    other.write_bytes(text.encode("latin-1"))
    result = _record("verify", "--against", str(other))
    assert result.exit_code == 2
    assert said in result.output


@pytest.mark.usefixtures("four")
def test_verify_against_a_file_that_is_not_there_ends_with_2(data: Path) -> None:
    result = _record("verify", "--against", str(data / "none.jsonl"))
    assert result.exit_code == 2
    assert "No such file" in result.output


@pytest.mark.usefixtures("four")
def test_export_to_the_terminal_is_the_lines_alone_from_the_number_asked_for(data: Path) -> None:
    whole = _export(data).read_text(encoding="utf-8").splitlines()
    assert _record("export", "--from", "3").output.splitlines() == whole[2:]
    entries = [json.loads(each) for each in whole]
    assert [(each["number"], each["redacted_by"], each["content"] is None) for each in entries] == [
        (1, None, False),
        (2, 4, True),
        (3, None, False),
        (4, None, False),
    ]
    assert json.loads(entries[0]["content"])["who"] == clerk().name
    assert {path.name for path in data.iterdir()} == {"record.jsonl"}


@pytest.mark.usefixtures("four")
def test_export_that_fails_leaves_the_file_of_before(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = _export(data).read_bytes()

    def full(_entry: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("coopcouncil.cli.record.line_of", full)
    result = _record("export", "--out", str(data / "record.jsonl"))
    assert result.exit_code == 2
    assert "disk is full" in result.output
    assert {path.name: path.read_bytes() for path in data.iterdir()} == {"record.jsonl": before}


def _recipe() -> str:
    [found] = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.S)
    return str(found)


def test_recipe_is_short_and_needs_nothing_but_python() -> None:
    assert len([line for line in _recipe().splitlines() if line]) <= 20
    assert re.findall(r"^(?:import|from) (.*)$", _recipe(), re.M) == ["hashlib, json, sys"]


def _verified(folder: Path, lines: Lines) -> subprocess.CompletedProcess[str]:
    """The recipe as an outsider runs it: a file of its own, a process that knows nothing of this software."""
    (folder / "verify.py").write_text(_recipe(), encoding="utf-8")
    text = "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines)
    (folder / "given.jsonl").write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "verify.py", "given.jsonl"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _lines(data: Path) -> Lines:
    return [json.loads(each) for each in _export(data).read_text(encoding="utf-8").splitlines()]


@pytest.mark.usefixtures("four")
def test_recipe_finds_a_good_export_whole(data: Path) -> None:
    result = _verified(data, _lines(data))
    last = Entry.objects.get(number=4).sha256
    assert (result.returncode, result.stdout) == (0, f"4 entries, whole, ending with {last}\n"), result.stderr


def _set(place: int, name: str, value: Any) -> Callable[[Lines], object]:
    return lambda lines: lines[place].__setitem__(name, value)


TAMPERINGS: dict[str, Callable[[Lines], object]] = {
    "altered": _set(0, "what", "denied"),
    "backdated": _set(0, "at", "2020-01-01T00:00:00.000000+00:00"),
    "by another": _set(0, "by", ""),
    "content altered": _set(0, "content", "{}"),
    "content gone": _set(0, "content", None),
    "content gone by an entry about another": lambda lines: lines[0].update(content=None, redacted_by=4),
    "content gone by an earlier entry": _set(1, "redacted_by", 1),
    "removed": lambda lines: lines.pop(1),
    "beginning cut off": lambda lines: lines.pop(0),
    "swapped": lambda lines: lines.reverse(),
    "repeated": lambda lines: lines.insert(1, lines[0]),
    "fingerprint altered": _set(3, "sha256", "0" * 64),
}


@pytest.mark.parametrize("tampering", sorted(TAMPERINGS))
@pytest.mark.usefixtures("four")
def test_recipe_finds_a_tampered_export(data: Path, tampering: str) -> None:
    lines = _lines(data)
    TAMPERINGS[tampering](lines)
    result = _verified(data, lines)
    assert result.returncode != 0
    assert "whole" not in result.stdout
