"""The invented places as files: a postcode directory, a list of authorities and a list of borders."""

import csv
from pathlib import Path

from coopcouncil.data.fictional.geography import AREAS, BORDERS, COUNTIES, REGION, Area, town_postcodes
from coopcouncil.data.fictional.headings import HEADINGS

_TIERS = {
    "NMD": ("Non-metropolitan district", "lower tier"),
    "UA": ("Unitary authority", "unitary"),
    "LBO": ("London borough", "unitary"),
    "MD": ("Metropolitan district", "unitary"),
    "CTY": ("County", "upper tier"),
}
_COUNTY_OF = {letters: code for letters, code, _, _ in COUNTIES}


def write_rows(path: Path, headings: list[str], rows: list[dict[str, str]], *, encoding: str = "utf-8") -> int:
    """Write dictionaries as CSV under these headings, missing keys blank; return how many rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, headings, restval="", lineterminator="\r\n")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows)


def write_postcodes(path: Path) -> int:
    """Write every invented postcode in the layout of the National Statistics Postcode Lookup."""
    rows = [
        _postcode_row(area, postcode)
        for area in AREAS
        for _, outcode in area.towns
        for postcode in town_postcodes(outcode)
    ]
    return write_rows(path, HEADINGS["postcodes"], rows)


def _postcode_row(area: Area, postcode: str) -> dict[str, str]:
    outward, inward = postcode.split(" ")
    return {
        "pcd7": f"{outward:<4}{inward}",
        "pcd8": f"{outward:<4} {inward}",
        "pcds": postcode,
        "dointr": "200001",
        "cty25cd": _COUNTY_OF.get(area.county_letters, "E99999999"),
        "lad25cd": area.code,
        "lat": "99.999999",  # the directory's own way to say that no grid reference exists
        "long": "0.000000",
    }


def write_authorities(path: Path) -> int:
    """Write the invented authorities in the layout of the open list of local authorities."""
    counties = [_authority_row(*county, tier="CTY", county="", region=REGION) for county in COUNTIES]
    rest = [
        _authority_row(
            area.letters,
            area.code,
            area.name,
            area.official_name,
            tier=area.tier,
            county=area.county_letters,
            region=area.region,
        )
        for area in AREAS
    ]
    return write_rows(path, HEADINGS["authorities"], counties + rest)


def _authority_row(
    letters: str, code: str, name: str, official: str, *, tier: str, county: str, region: str
) -> dict[str, str]:
    kind, powers = _TIERS[tier]
    return {
        "local-authority-code": letters,
        "official-name": official,
        "nice-name": name,
        "gss-code": code,
        "nation": "England",
        "region": region,
        "local-authority-type": tier,
        "local-authority-type-name": kind,
        "county-la": county,
        "alt-names": f"{name},{official.lower()}",
        "current-authority": "True",
        "powers": powers,
        "lower-or-unitary": str(tier != "CTY"),
    }


def write_borders(path: Path) -> int:
    """Write which invented authorities touch, each pair both ways."""
    codes = {area.letters: area.code for area in AREAS}
    pairs = sorted({(codes[a], codes[b]) for a, b in BORDERS} | {(codes[b], codes[a]) for a, b in BORDERS})
    rows = [{"area_code": one, "neighbour_code": other} for one, other in pairs]
    return write_rows(path, ["area_code", "neighbour_code"], rows)
