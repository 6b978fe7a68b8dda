"""The place to restore into: what is there already, the room on its disk, and the move at the end."""

import secrets
import shutil
from datetime import UTC, datetime
from pathlib import Path

from coopcouncil.web.running.backups.archive import Manifest

STAGING = ".restoring-"
BEFORE = "before-restore-"
SPARE = 64 * 1024 * 1024
HARMLESS = frozenset({"lost+found"})


class TargetError(Exception):
    """The place to restore into cannot be used; the message says why and what to do."""


def stage(data: Path) -> Path:
    """A new folder inside the data folder, on the same disk, into which to restore before anything is moved."""
    data.mkdir(parents=True, exist_ok=True)
    staging = data / f"{STAGING}{secrets.token_hex(4)}"
    staging.mkdir(mode=0o700)
    return staging


def contents(data: Path) -> list[Path]:
    """What is in the data folder already, apart from what an earlier restore left unfinished."""
    if not data.is_dir():
        return []
    return [
        each for each in data.iterdir() if not each.name.startswith((STAGING, BEFORE)) and each.name not in HARMLESS
    ]


def check_room(data: Path, manifest: Manifest) -> None:
    """Raises TargetError when the disk has less room than the restored data takes."""
    needed = sum(each.size for each in manifest.files if not each.same_as) + SPARE
    free = shutil.disk_usage(data).free
    if free < needed:
        raise TargetError(
            f"The disk of {data} has {free // 1_000_000:,} MB free and the backup needs {needed // 1_000_000:,} MB. "
            "Make room, or restore elsewhere. Nothing was changed."
        )


def move_into_place(staging: Path, data: Path) -> Path | None:
    """Put what was restored where it belongs; where what was there before has been set aside, if anything was."""
    there = contents(data)
    aside = data / f"{BEFORE}{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    if there:
        aside.mkdir(mode=0o700)
        for each in there:
            each.rename(aside / each.name)
    for each in sorted(staging.iterdir()):
        each.rename(data / each.name)
    staging.rmdir()
    return aside if there else None
