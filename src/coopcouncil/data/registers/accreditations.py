"""Lists of accredited organisations (Living Wage, Fair Tax Mark and others), as a council obtained or typed them.

No such scheme publishes a file, so the layout is our own: name, number, postcode, from, until; a column `scheme` when
one file holds several.
"""

import re
from pathlib import Path

from coopcouncil.data.registers.entries import Accreditation
from coopcouncil.data.registers.fields import day, given, own_name
from coopcouncil.data.registers.layouts import Row
from coopcouncil.vocabulary.org_ids import org_id
from coopcouncil.vocabulary.postcodes import written_postcode

LICENCE = "Not stated in the file"
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "organisation", "organisation name", "employer", "employer name"),
    "number": ("number", "registered number", "registration number"),
    "company_number": ("company number", "companies house number"),
    "charity_number": ("charity number",),
    "postcode": ("postcode", "post code"),
    "from": ("from", "valid from", "accredited from", "accredited on", "date accredited", "checked on"),
    "until": ("until", "valid until", "accredited until", "expires", "expires on", "expiry", "expiry date", "to"),
    "scheme": ("scheme", "accreditation"),
}
_SCHEMES = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR")
_KNOWN_SCHEMES = {"living wage": "Living Wage", "fair tax": "Fair Tax Mark", "fairtax": "Fair Tax Mark"}


def is_accreditation_list(columns: dict[str, int]) -> bool:
    """Whether these columns are of such a list: a name, and since when or until when."""
    return "name" in columns and bool({"from", "until"} & columns.keys())


def scheme_named_by(file_name: str) -> str:
    """The scheme that a file's name tells of: 'Living Wage' for 'living-wage-2026.csv', else the name's own words."""
    words = " ".join(re.findall(r"[a-z]+", Path(file_name).stem.lower()))
    known = next((scheme for text, scheme in _KNOWN_SCHEMES.items() if text in words), None)
    return known or words.capitalize() or "Accreditation"


def source_id_of(scheme: str) -> str:
    """The short id under which a scheme's list is stored."""
    return "accredited-" + "-".join(re.findall(r"[a-z0-9]+", scheme.lower()))


def read_accreditation(row: Row, *, scheme: str) -> Accreditation:
    """One accredited organisation. Raises RefusedRowError when it has no name."""
    number = row["number"] or row["company_number"] or row["charity_number"]
    return Accreditation(
        scheme=row["scheme"] or scheme,
        name=own_name(row["name"], column="name"),
        number=given(number),
        postcode=written_postcode(row["postcode"]),
        valid_from=day(row["from"]),
        valid_until=day(row["until"]),
    )


def ids_of(number: str | None) -> tuple[str, ...]:
    """What a printed number may stand for: a plain one may be a company's, a charity's or a society's."""
    plain = given(number or "")
    schemes = ("GB-COH", "GB-SC") if (plain or "").upper().startswith("SC") else _SCHEMES
    return tuple(found for scheme in schemes if (found := org_id(scheme, plain)))
