"""A load for the pages: `python -m coopcouncil.web.uploads.loading DATA spending load ...`.

It waits its turn behind the taking in of people's answers, then runs the very command that a person would type.
Answers given meanwhile are taken in afterwards.
"""

import runpy
import sys
from datetime import UTC, datetime
from pathlib import Path

from coopcouncil.web.suppliers.settling import answered_since, start_settling, turn


def load_in_turn(data: Path, command: list[str]) -> None:
    """Run `coopcouncil COMMAND` when no answers are being taken in; it ends the process with its own exit status."""
    began = datetime.now(UTC)
    try:
        with turn(data):
            sys.argv = ["coopcouncil", *command]
            runpy.run_module("coopcouncil.cli", run_name="__main__")
    finally:
        if answered_since(data, began):
            start_settling(data)


if __name__ == "__main__":
    load_in_turn(Path(sys.argv[1]), sys.argv[2:])
