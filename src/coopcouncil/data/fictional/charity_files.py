"""The three charity registers and the two lists of accredited employers that go with the invented council."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from coopcouncil.data.fictional.headings import HEADINGS
from coopcouncil.data.fictional.organisations import Organisation
from coopcouncil.data.fictional.place_files import write_rows

_ENGLISH = frozenset({"Charitable company", "CIO", "Trust"})


def write_english(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the charity register of England and Wales as its JSON extract, byte order mark included."""
    rows = [_english(each) for each in organisations if each.kind.charity in _ENGLISH]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(rows, indent=1), encoding="utf-8-sig")
    return len(rows)


def _english(each: Organisation) -> dict[str, object]:
    row: dict[str, object] = dict.fromkeys(HEADINGS["charities-england-and-wales"])
    linked = each.numbers.company or None
    row.update(
        date_of_extract="2026-04-01T00:00:00",
        organisation_number=int(each.numbers.charity),
        registered_charity_number=int(each.numbers.charity),
        linked_charity_number=0,
        charity_name=each.name.upper() if each.number % 2 else each.name,
        charity_type=each.kind.charity,
        charity_registration_status="Registered",
        date_of_registration=f"{each.registered_on.isoformat()}T00:00:00",
        charity_reporting_status="Submission Received",
        charity_contact_address1=each.address.street,
        charity_contact_address2=each.address.town,
        charity_contact_postcode=each.address.postcode,
        charity_company_registration_number=linked,
        charity_insolvent=False,
        charity_in_administration=False,
        charity_is_cio=each.kind.charity == "CIO",
        charity_activities=f"{each.trade.nouns[0]} in {each.address.area.name}.",
    )
    return row


def write_scottish(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the Scottish charity register's export."""
    rows = [
        {
            "Charity Number": each.numbers.charity,
            "Charity Name": each.name,
            "Registered Date": f"{each.registered_on:%d/%m/%Y}",
            "Charity Status": "Active",
            "Postcode": each.address.postcode,
            "Constitutional Form": "SCIO (Scottish Charitable Incorporated Organisation)",
            "Purposes": "'the advancement of education','the relief of those in need'",
            "Regulatory Type": "Standard",
        }
        for each in organisations
        if each.kind.charity == "SC"
    ]
    return write_rows(path, HEADINGS["charities-scotland"], rows)


def write_northern_irish(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the charity register of Northern Ireland's export."""
    rows = [
        {
            "Reg charity number": each.numbers.charity,
            "Charity name": each.name,
            "Date registered": f"{each.registered_on:%d/%m/%Y}",
            "Status": "Received: on time",
            "Public address": f"{each.address.street}, {each.address.town}, {each.address.postcode}",
            "Company number": "0",
            "Type of governing document": "Constitution",
        }
        for each in organisations
        if each.kind.charity == "NI"
    ]
    return write_rows(path, HEADINGS["charities-northern-ireland"], rows, encoding="cp1252")


def write_accreditations(path: Path, organisations: Iterable[Organisation], *, every: int) -> int:
    """Write a list of accredited employers: one organisation in `every`, half of them without their number."""
    rows = [
        {
            "name": each.name,
            "number": (each.numbers.company or each.numbers.charity) if each.number % 2 else "",
            "postcode": each.address.postcode,
            "from": date(2024, 1 + each.number % 12, 1).isoformat(),
            "until": date(2026, 1 + each.number % 12, 1).isoformat(),
        }
        for each in organisations
        if each.org_id and each.number % every == 0
    ]
    return write_rows(path, HEADINGS["accreditations"], rows)
