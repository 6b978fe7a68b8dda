"""Writers side by side, and writers killed in the middle: the record is whole, and no change is half made."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.support.databases import own_database

ROOT = Path(__file__).parents[2]


def _writers(folder: Path, how: str, *numbers: int) -> dict[str, Any]:
    with own_database(folder) as environment:
        command = [sys.executable, "-m", "tests.support.record_writers", how, *map(str, numbers)]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    assert done.stderr == ""
    return found


def test_writers_in_several_processes_and_threads_make_one_chain(tmp_path: Path) -> None:
    found = _writers(tmp_path, "together", 3, 2, 15)
    assert (found["failed"], found["faults"], found["half"]) == (0, [], [])
    assert found["entries"] > 60


@pytest.mark.parametrize("seed", [2026])
def test_writers_killed_at_any_moment_leave_no_half_change(tmp_path: Path, seed: int) -> None:
    found = _writers(tmp_path, "killed", seed, 10)
    assert (found["faults"], found["half"]) == ([], [])
    assert found["killed"] >= 8
    assert found["entries"] > 10
