"""The registers of companies, societies and social landlords that go with the invented council.

Headings, spellings and oddities are those of the real files: the company register's headings that begin with a
space, the mutuals register's misspelt "Registation", the house forms of the list of Co-operatives UK.
"""

from collections.abc import Iterable
from pathlib import Path

from coopcouncil.data.fictional.headings import HEADINGS
from coopcouncil.data.fictional.organisations import Organisation
from coopcouncil.data.fictional.place_files import write_rows

_ACTS = {
    "Credit Union": "Credit Unions Act 1979",
    "Building Society": "Building Societies Act 1986",
    "Friendly Society": "Friendly Societies Act 1992",
}
_SOCIETY_ACT = "Co-operative and Community Benefit Societies Act 2014"


def write_societies(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the mutuals register's SocietyList.csv; one society in forty is no longer registered."""
    rows = [_society(each) for each in organisations if each.numbers.society]
    return write_rows(path, HEADINGS["societies"], rows, encoding="cp1252")


def _society(each: Organisation) -> dict[str, str]:
    gone = not each.paid and each.number % 40 == 0
    address = each.address
    return {
        "Society Number": each.numbers.society.removesuffix(each.kind.society_ending),
        "Society Suffix": each.kind.society_ending,
        "Full Registation Number": each.numbers.society,
        "Society Name": each.name,
        "Registered As": each.kind.society_form,
        "Society Address": f"{address.street}, {address.town}, {address.area.name}, {address.postcode}",
        "Registration Date": each.registered_on.isoformat(),
        "Deregistration Date": "2022-03-31" if gone else "",
        "Registration Act": _ACTS.get(each.kind.society_form, _SOCIETY_ACT),
        "Standard Industrial Classification Code (SIC)": each.trade.sic,
        "Society Status": "Deregistered" if gone else "Registered",
    }


def write_cooperatives(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write a list of organisations as Co-operatives UK publishes it; it leaves a few societies out."""
    rows = [_cooperative(each) for each in organisations if each.kind.cooperative_class]
    return write_rows(path, HEADINGS["cooperatives"], rows)


def _cooperative(each: Organisation) -> dict[str, str]:
    society = bool(each.numbers.society)
    ending = "CS" if society and each.number % 3 == 0 else ""  # the list's own way to write a new society's number
    address = each.address
    return {
        "CUK Organisation ID": f"R{900_000 + each.number}",
        "Registered Number": each.numbers.society + ending if society else each.numbers.company,
        "Registrar": "FCA" if society else "Companies House",
        "Registered Name": each.name,
        "Trading Name": each.trading_name,
        "Legal Form": "Society" if society else "Company",
        "Registered Street": f"{address.area.name} House\n{address.street}",
        "Registered City": address.town,
        "Registered State/Province": address.area.name,
        "Registered Postcode": address.postcode,
        "UK Nation": "England",
        "SIC Code": f"UKSIC07-{each.trade.sic}",
        "Ownership Classification": each.kind.cooperative_class,
        "Registered Status": "Live",
        "Incorporation Date": f"{each.registered_on.day}/{each.registered_on.month}/{each.registered_on.year}",
    }


def write_companies(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the company register's bulk file; societies stand in it as bare shells, as they do in the real one."""
    rows = [_company(each) for each in organisations if each.numbers.company]
    return write_rows(path, HEADINGS["companies"], rows)


def _company(each: Organisation) -> dict[str, str]:
    row = {
        "CompanyName": each.name.upper(),
        " CompanyNumber": each.numbers.company,
        "CompanyCategory": each.kind.company_category or "Registered Society",
        "CompanyStatus": "Active",
        "CountryOfOrigin": "United Kingdom",
        "IncorporationDate": f"{each.registered_on:%d/%m/%Y}",
        "Accounts.AccountCategory": "NO ACCOUNTS FILED",
        "SICCode.SicText_1": "None Supplied",
        "URI": f"http://business.data.gov.uk/id/company/{each.numbers.company}",
    }
    if each.numbers.society:
        return row
    return row | _company_details(each)


def _company_details(each: Organisation) -> dict[str, str]:
    details = {
        "RegAddress.AddressLine1": each.address.street.upper(),
        "RegAddress.PostTown": each.address.town.upper(),
        "RegAddress.Country": "ENGLAND",
        "RegAddress.PostCode": each.address.postcode,
        "Accounts.AccountRefDay": "31",
        "Accounts.AccountRefMonth": "3",
        "Accounts.AccountCategory": "TOTAL EXEMPTION FULL" if each.size < 1 else "SMALL",
        "SICCode.SicText_1": f"{each.trade.sic} - {each.trade.sic_text}",
    }
    if each.renamed_on:
        details["PreviousName_1.CONDATE"] = f"{each.renamed_on:%d/%m/%Y}"
        details[" PreviousName_1.CompanyName"] = each.previous_name.upper()
    return details


def write_landlords(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write the list of social housing providers."""
    rows = [
        {
            "Organisation name": each.name,
            "Registration number": each.numbers.landlord,
            "Registration date": f"{each.registered_on:%d/%m/%Y}",
            "Designation": "Non-profit",
            "Corporate form": each.kind.housing_form,
        }
        for each in organisations
        if each.numbers.landlord
    ]
    return write_rows(path, HEADINGS["landlords"], rows)


def write_links(path: Path, organisations: Iterable[Organisation]) -> int:
    """Write which society is which company, as the public list of such links does."""
    rows = [
        {
            "org_id_a": f"GB-MPR-{each.numbers.society}",
            "org_id_b": f"GB-COH-{each.numbers.company}",
            "org_name": each.name,
            "relationship": "sameas",
            "source": "Mutual companies",
        }
        for each in organisations
        if each.numbers.society and each.numbers.company
    ]
    return write_rows(path, ["org_id_a", "org_id_b", "org_name", "relationship", "source"], rows)
