"""The labelled names that the matcher is fitted on and measured with; they are read in place and never copied."""

import csv
from dataclasses import dataclass
from pathlib import Path

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A name with its true id ('' when it is on no register), and which part of the data it belongs to."""

    name: str
    true_id: str
    part: str
    hard: bool


@dataclass(frozen=True, slots=True)
class Case:
    """A register (id, name) and the names to find in it."""

    title: str
    register: list[tuple[str, str]]
    names: list[Labelled]


def queries_case() -> Case:
    """The names reconciled by researchers and by noise as measured, with their register of 50,000 names."""
    folder = SHARED / "labelled"
    register = [(row["id"], row["name"]) for row in _rows(folder / "register_50k.csv")]
    names = [
        Labelled(row["query"], "" if row["true_id"] == "-1" else row["true_id"], row["part"], row["hard"] == "True")
        for row in _rows(folder / "queries_dev.csv")
    ]
    return Case("queries", register, names)


def pairs_case() -> Case:
    """Names typed by councils, regulators and the sector, with the union of the registers.

    Ids that the union does not hold count as on no register.
    """
    register = [(row["org_id"], row["name"]) for row in _rows(SHARED / "registers" / "register_union.csv")]
    known = {org_id for org_id, _ in register}
    names = [
        Labelled(row["name"], row["org_id"] if row["org_id"] in known else "", row["source"], False)
        for row in _rows(SHARED / "labelled" / "pairs_dev.csv")
    ]
    return Case("pairs", register, names)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
