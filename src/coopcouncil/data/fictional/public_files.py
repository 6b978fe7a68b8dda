"""The registers of public bodies that go with the invented council: schools, academy trusts, local authorities."""

from collections.abc import Iterable
from pathlib import Path

from coopcouncil.data.fictional.geography import COUNCIL
from coopcouncil.data.fictional.headings import HEADINGS
from coopcouncil.data.fictional.organisations import Organisation
from coopcouncil.data.fictional.place_files import write_rows

# For each kind, the type and the group of types that the register of schools gives it.
_TYPES = {
    "school": ("Community school", "Local authority maintained schools"),
    "university": ("Higher education institutions", "Universities"),
}


def write_schools(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the register of schools in England (GIAS), universities among them."""
    rows = [_school(each) for each in organisations if each.numbers.school]
    return write_rows(path, HEADINGS["schools"], rows, encoding="cp1252")


def _school(each: Organisation) -> dict[str, str]:
    kind, group = _TYPES[each.kind.code]
    return {
        "URN": each.numbers.school,
        "LA (name)": COUNCIL.removesuffix(" County Council"),
        "EstablishmentName": each.name,
        "TypeOfEstablishment (name)": kind,
        "EstablishmentTypeGroup (name)": group,
        "EstablishmentStatus (name)": "Open",
        "OpenDate": f"{each.registered_on:%d-%m-%Y}",
        "Street": each.address.street,
        "Town": each.address.town,
        "Postcode": each.address.postcode,
    }


def write_school_groups(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the register of academy trusts, each with its company number."""
    rows = [
        {
            "Group UID": str(90_000 + each.number),
            "Group ID": f"TR9{each.number:04}",
            "Group Name": each.name.upper(),
            "Companies House Number": each.numbers.company,
            "Group Type (code)": "06",
            "Group Type": "Multi-academy trust",
            "Group Status": "Open",
            "Group Contact Town": each.address.town,
            "Group Contact Postcode": each.address.postcode,
            "Incorporated on (open date)": f"{each.registered_on:%d-%m-%Y}",
        }
        for each in organisations
        if each.kind.code == "academy-trust"
    ]
    return write_rows(path, HEADINGS["school-groups"], rows, encoding="cp1252")


def write_councils(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the local authorities as a gathered list of organisations, for want of a register of them."""
    rows = [
        {
            "org_id": f"GB-LAE-{each.numbers.authority}",
            "name": each.name,
            "postcode": each.address.postcode,
            "legal_form": "Local authority",
            "status": "Active",
            "source": "fictional",
        }
        for each in organisations
        if each.numbers.authority
    ]
    return write_rows(path, HEADINGS["gathered"], rows)
