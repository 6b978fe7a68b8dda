"""Lists of local authorities as rows of the table `areas`.

An authority that ended keeps its row, with "former" before its kind; its code is added to the aliases of whatever
replaced it, so that a boundary or a directory of an earlier year still leads to today's authority.
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coopcouncil.data.places.recognition import PlacesFile, PlacesFileError

# Kinds by the local authority list's own letters, else by the first three characters of the GSS code.
_KINDS = {
    "NMD": "district", "UA": "unitary", "CTY": "county", "MD": "metropolitan district", "LBO": "london borough",
    "E06": "unitary", "E07": "district", "E08": "metropolitan district", "E09": "london borough", "E10": "county",
    "E47": "combined authority", "W06": "unitary", "S12": "unitary", "N09": "district",
}  # fmt: skip
_FORMER = "former "


@dataclass(frozen=True, slots=True)
class AreaRow:
    """One row of the table `areas`."""

    area_code: str
    name: str
    official_name: str
    kind: str
    county_code: str | None
    region: str | None
    aliases: list[str]
    source_id: str


def kind_of(code: str, letters: str = "", in_words: str = "") -> str:
    """The kind of an authority from its list's letters, its list's words or the shape of its GSS code."""
    return _KINDS.get(letters) or (in_words.lower() or _KINDS.get(code[:3], "area"))


def read_authority_codes(file: PlacesFile, source_id: str) -> list[AreaRow]:
    """Rows from a list that pairs org-ids with GSS codes; it knows neither counties nor regions."""
    return [
        AreaRow(
            area_code=code,
            name=row.get("area_name") or row[file.columns["official_name"]],
            official_name=row[file.columns["official_name"]],
            kind=("" if row.get("active", "TRUE").upper() == "TRUE" else _FORMER) + kind_of(code),
            county_code=None,
            region=None,
            aliases=[],
            source_id=source_id,
        )
        for row in _rows(file.path)
        if (code := row[file.columns["area"]].strip())
    ]


def read_authorities(file: PlacesFile, source_id: str) -> list[AreaRow]:
    """Rows from the open list of local authorities; those without a GSS code are left out."""
    rows = list(_rows(file.path))
    by_letters = {row["local-authority-code"]: row for row in rows}
    former = _former_codes(rows, by_letters)
    return [_area(row, by_letters, former, source_id) for row in rows if row["gss-code"].strip()]


def _area(
    row: dict[str, str], by_letters: dict[str, dict[str, str]], former: dict[str, list[str]], source_id: str
) -> AreaRow:
    code = row["gss-code"].strip()
    county = by_letters.get(row.get("county-la", ""), {})
    ended = row.get("current-authority", "True").strip().lower() == "false"
    kind = kind_of(code, row.get("local-authority-type", ""), row.get("local-authority-type-name", ""))
    return AreaRow(
        area_code=code,
        name=row.get("nice-name") or row["official-name"],
        official_name=row["official-name"],
        kind=(_FORMER if ended else "") + kind,
        county_code=county.get("gss-code") or None,
        region=row.get("region") or None,
        aliases=[*_split(row.get("alt-names", "")), *former.get(row["local-authority-code"], [])],
        source_id=source_id,
    )


def _former_codes(rows: list[dict[str, str]], by_letters: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """For each authority's letters, the GSS codes that it or what it replaced had before."""
    found: dict[str, list[str]] = {}
    for row in rows:
        letters = row["local-authority-code"]
        found.setdefault(letters, []).extend(_split(row.get("former-gss-codes", "")))
        for heir in _heirs(letters, by_letters):
            found.setdefault(heir, []).append(row["gss-code"].strip())
    return {letters: [code for code in codes if code] for letters, codes in found.items()}


def _heirs(letters: str, by_letters: dict[str, dict[str, str]], seen: tuple[str, ...] = ()) -> Iterator[str]:
    """What replaced an authority, through as many changes as there were; nothing when it was not replaced."""
    for heir in _split(by_letters.get(letters, {}).get("replaced-by", "")):
        if heir not in seen:
            later = list(_heirs(heir, by_letters, (*seen, letters)))
            yield from later or [heir]


def _split(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def read_borders(file: PlacesFile) -> set[tuple[str, str]]:
    """Pairs of GSS codes from a plain list of borders, as printed."""
    one, other = file.columns["area"], file.columns["neighbour"]
    return {(row[one].strip(), row[other].strip()) for row in _rows(file.path) if row[one] and row[other]}


def _rows(path: Path) -> Iterator[dict[str, str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, restval=""):
                yield {key: value for key, value in row.items() if isinstance(key, str)}
    except (UnicodeDecodeError, csv.Error) as error:
        raise PlacesFileError(f"{path} cannot be read as a list in UTF-8 ({error}). Download it again.") from None
