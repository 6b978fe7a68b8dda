"""People's judgements on matches: an append-only file of JSON lines, one judgement a line.

A judgement names the council, the supplier's folded name and the organisation's id, never a row of a table, so it
survives every reload of registers and payments. Nothing is altered or removed: the last word counts.
"""

import fcntl
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

FILE_NAME = "judgements.jsonl"
SAME, NOT_SAME, UNSURE = "same", "not-same", "unsure"
VERDICTS = (SAME, NOT_SAME, UNSURE)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One person's word on whether a supplier is an organisation. `verdict` is same, not-same or unsure."""

    who: str
    judged_at: datetime
    council: str
    supplier_key: str
    org_id: str
    verdict: str
    note: str = ""

    def __post_init__(self) -> None:
        """Raise ValueError for a verdict that is none of the three."""
        if self.verdict not in VERDICTS:
            raise ValueError(f"a verdict is same, not-same or unsure, not '{self.verdict}'")

    @property
    def signature(self) -> str:
        """Who judged and when, as 'A. Clerk on 17 March 2026'."""
        return f"{self.who} on {self.judged_at.day} {self.judged_at:%B %Y}"


class Judgements:
    """The judgements kept in a data folder, or in a file of their own."""

    def __init__(self, place: Path) -> None:
        self.path = place if place.is_file() or place.suffix == ".jsonl" else place / FILE_NAME

    def add(self, judgement: Judgement) -> None:
        """Append one judgement; when this returns it is on the disk. Raises OSError when it cannot be written."""
        with self._alone() as file:
            self._append(file, [judgement])

    def add_missing(self, judgements: Iterable[Judgement]) -> int:
        """Append those that are not in the file yet, in their order; return how many. Doing it twice does no harm.

        Raises OSError when they cannot be written.
        """
        with self._alone() as file:
            kept = set(self.read()[0])
            missing = [each for each in dict.fromkeys(judgements) if each not in kept]
            self._append(file, missing)
        return len(missing)

    @contextmanager
    def _alone(self) -> Iterator[BinaryIO]:
        """The file, opened to append, while nobody else appends."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file

    def _append(self, file: BinaryIO, judgements: Iterable[Judgement]) -> None:
        lines = b"".join(_to_json(each).encode() + b"\n" for each in judgements)
        if lines:
            file.write((b"" if _ends_with_a_line(self.path) else b"\n") + lines)
            file.flush()
            os.fsync(file.fileno())

    def read(self) -> tuple[list[Judgement], list[str]]:
        """Every judgement, oldest first, and a sentence for each line that is none (as when a write was cut off)."""
        if not self.path.exists():
            return [], []
        found, problems = [], []
        for number, line in enumerate(self.path.read_text(encoding="utf-8", errors="replace").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                found.append(_from_json(line))
            except (ValueError, KeyError, TypeError):
                problems.append(
                    f"{self.path.name}, line {number}: this is no whole judgement and is left out; "
                    "judge that supplier again if it was yours."
                )
        return found, problems

    def effective(self) -> list[Judgement]:
        """The last word on each council's supplier and organisation, oldest first."""
        return effective(self.read()[0])

    def problems(self) -> list[str]:
        """What is wrong with the file, a sentence for each line that cannot be read."""
        return self.read()[1]


def effective(judgements: Iterable[Judgement], canonical: Mapping[str, str] | None = None) -> list[Judgement]:
    """The last of the judgements on each (council, supplier_key, org_id), oldest first.

    `canonical` maps ids to the id that stands for the organisation now; judgements on either are then on one.
    """
    last: dict[tuple[str, str, str], Judgement] = {}
    known = canonical or {}
    for each in judgements:
        current = replace(each, org_id=known.get(each.org_id, each.org_id))
        key = (current.council, current.supplier_key, current.org_id)
        last.pop(key, None)
        last[key] = current
    return list(last.values())


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        if file.seek(0, os.SEEK_END) == 0:
            return True
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"


def _to_json(judgement: Judgement) -> str:
    return json.dumps({**asdict(judgement), "judged_at": judgement.judged_at.isoformat()}, ensure_ascii=False)


def _from_json(line: str) -> Judgement:
    raw = json.loads(line)
    return Judgement(**{**raw, "judged_at": datetime.fromisoformat(raw["judged_at"])})
