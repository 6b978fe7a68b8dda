"""A snapshot's manifest: what a figure rests on, so that it can be computed again."""

import json
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from typing import Any

from coopcouncil.evidence.sources import Source


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one snapshot holds: its sources, the rows of each table, and which software made it.

    `tables` maps a table's name to its number of rows. `notes` are plain sentences about choices made while loading.
    `judgements` counts the people's judgements on suppliers that had been taken in, of a file that only ever grows.
    """

    snapshot_id: str
    made_at: datetime
    software_version: str
    sources: tuple[Source, ...] = ()
    tables: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    judgements: int = 0


def manifest_to_json(manifest: Manifest) -> str:
    """The manifest as indented JSON with a final line end."""
    return json.dumps(asdict(manifest), indent=2, default=_iso, ensure_ascii=False) + "\n"


def manifest_from_json(text: str) -> Manifest:
    """The manifest that `manifest_to_json` wrote.

    Raises ValueError or KeyError when the text is not such a manifest.
    """
    raw: dict[str, Any] = json.loads(text)
    sources = tuple(_source(each) for each in raw["sources"])
    return Manifest(
        snapshot_id=raw["snapshot_id"],
        made_at=datetime.fromisoformat(raw["made_at"]),
        software_version=raw["software_version"],
        sources=sources,
        tables={name: int(rows) for name, rows in raw["tables"].items()},
        notes=tuple(raw["notes"]),
        judgements=int(raw["judgements"]),
    )


def _source(raw: dict[str, Any]) -> Source:
    return Source(**{**raw, "retrieved_on": date.fromisoformat(raw["retrieved_on"])})


def _iso(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} has no place in a manifest")
