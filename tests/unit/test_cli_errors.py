"""However a command goes wrong, it ends with one sentence and status 2."""

import errno

import click
import duckdb
import pytest
from click.testing import CliRunner

from coopcouncil.cli.errors import ending_clearly
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.snapshots import StoreBusyError


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (UnreadableFileError("a.csv: the file is empty."), "a.csv: the file is empty."),
        (StoreBusyError("Another load is writing."), "Another load is writing."),
        (KeyboardInterrupt(), "Stopped. Data loaded earlier is unchanged."),
        (OSError(errno.ENOSPC, "No space left on device", "x"), "The disk is full. Free some space"),
        (OSError(errno.EACCES, "Permission denied", "x"), "Permission denied (x)."),
        (duckdb.IOException('Could not write file "x": No space left on device'), "The disk is full. Free some space"),
        (duckdb.IOException("IO Error: odd\nmore"), "did not take what was written: IO Error: odd Data loaded"),
    ],
)
def test_trouble_ends_in_one_sentence(error: BaseException, words: str) -> None:
    @click.command()
    def command() -> None:
        with ending_clearly():
            raise error

    result = CliRunner().invoke(command)
    assert result.exit_code == 2
    assert words in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
