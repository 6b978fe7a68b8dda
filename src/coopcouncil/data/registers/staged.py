"""What became of one table of a register's file before it is joined with the rest."""

from dataclasses import dataclass, field
from pathlib import Path

from coopcouncil.data.registers.entries import Refusal


class NotARegisterError(Exception):
    """A table that is no register known here; the message says why, without the file's name."""


@dataclass(slots=True)
class Staged:
    """One table as it was staged: where its rows are, how many were read and which were refused."""

    source_id: str
    title: str
    licence: str
    where: str
    parquet: Path
    is_accreditation: bool = False
    rows_read: int = 0
    refusals: list[Refusal] = field(default_factory=list)
