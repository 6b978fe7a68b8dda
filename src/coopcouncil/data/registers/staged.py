"""What became of one table of a register's file before it is joined with the rest."""

from dataclasses import dataclass, field
from pathlib import Path

from coopcouncil.data.registers.entries import Refusal


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
