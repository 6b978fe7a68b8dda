"""The charity registers of England and Wales, of Scotland and of Northern Ireland."""

import re

from coopcouncil.data.registers.entries import Entry, RefusedRowError
from coopcouncil.data.registers.fields import day, given, links, other_names, own_id, own_name, status
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import org_id
from coopcouncil.vocabulary.postcodes import written_postcode
from coopcouncil.vocabulary.public_registers import PublicRegister

_OGL = "Open Government Licence v3.0"
# A charity with such a company number is a society: the mutuals register says of which kind.
_SOCIETY_SHELLS = ("IP", "RS", "SP", "NP", "NO")
_NAME_KINDS = {"previous name": "previous", "working name": "working"}


def _ew_form(row: Row) -> LegalForm:
    printed = row["type"].lower()
    if printed == "cio" or row["is_cio"].lower() == "true":
        return LegalForm.CIO
    if row["company_number"].upper().startswith(_SOCIETY_SHELLS):
        return LegalForm.UNKNOWN
    if printed == "charitable company" or given(row["company_number"]):
        return LegalForm.CHARITABLE_COMPANY
    return LegalForm.UNINCORPORATED_CHARITY if printed == "trust" else LegalForm.UNKNOWN


def _read_ew(row: Row) -> Entry:
    """A charity, or a charity linked to it: that has the main charity's number, so its name is one more name."""
    entry_id = own_id("GB-CHC", row["number"], column="registered_charity_number")
    removed = day(row["removed"])
    standing = "removed" if removed else status(row["status"])
    linked = "previous" if standing == "removed" else "working"
    return Entry(
        entry_id=entry_id,
        name=own_name(row["name"], column="charity_name"),
        legal_form=_ew_form(row),
        printed_form=given(row["type"]),
        status=standing,
        postcode=written_postcode(row["postcode"]),
        registered_on=day(row["registered"]),
        removed_on=removed,
        links=links(org_id("GB-COH", row["company_number"]), besides=entry_id),
        only_a_name="" if row["linked"] in {"", "0"} else linked,
    )


ENGLAND_AND_WALES = Layout(
    source_id=PublicRegister.CHARITIES_EW,
    licence=_OGL,
    headings={
        "number": ("registered charity number",),
        "linked": ("linked charity number",),
        "name": ("charity name",),
        "type": ("charity type",),
        "status": ("charity registration status",),
        "registered": ("date of registration",),
        "removed": ("date of removal",),
        "postcode": ("charity contact postcode",),
        "company_number": ("charity company registration number",),
        "is_cio": ("charity is cio",),
    },
    required=("number", "linked", "name", "status"),
    read=_read_ew,
)


def _read_other_name(row: Row) -> Entry:
    """One more name of a charity, which may be loaded before the charity itself."""
    name = own_name(row["name"], column="charity_name")
    kind = _NAME_KINDS.get(row["kind"].lower(), "working")
    number = own_id("GB-CHC", row["number"], column="registered_charity_number")
    return Entry(entry_id=number, name=name, only_a_name=kind)


OTHER_NAMES = Layout(
    source_id=PublicRegister.CHARITY_OTHER_NAMES,
    licence=_OGL,
    headings={
        "number": ("registered charity number",),
        "linked": ("linked charity number",),
        "name_id": ("charity name id",),
        "kind": ("charity name type",),
        "name": ("charity name",),
    },
    required=("number", "linked", "name_id", "kind", "name"),
    read=_read_other_name,
)


def _scottish_form(printed: str) -> LegalForm:
    folded = printed.lower()
    if folded.startswith(("scio", "cio")):
        return LegalForm.CIO
    if folded.startswith("company"):
        return LegalForm.CHARITABLE_COMPANY
    if folded.startswith(("trust", "unincorporated", "educational endowment")):
        return LegalForm.UNINCORPORATED_CHARITY
    return LegalForm.UNKNOWN


def _read_scotland(row: Row) -> Entry:
    printed_name = re.sub(r"\(subject to insolvency proceedings\)", "", row["name"], flags=re.IGNORECASE)
    name = own_name(printed_name, column="Charity Name")
    removed = day(row["removed"])
    return Entry(
        entry_id=own_id("GB-SC", row["number"], column="Charity Number"),
        name=name,
        legal_form=_scottish_form(row["form"]),
        printed_form=given(row["form"]),
        status="removed" if removed else status(row["status"] or "active"),
        postcode=written_postcode(row["postcode"]),
        registered_on=day(row["registered"]),
        removed_on=removed,
        other_names=other_names(name, (row["known_as"], "working")),
    )


SCOTLAND = Layout(
    source_id=PublicRegister.CHARITIES_SCOTLAND,
    licence=f"{_OGL} (not to be shown as the Scottish Charity Register itself)",
    headings={
        "number": ("charity number",),
        "name": ("charity name",),
        "registered": ("registered date",),
        "known_as": ("known as",),
        "status": ("charity status",),
        "postcode": ("postcode",),
        "form": ("constitutional form",),
        "removed": ("ceased date", "removed date", "date removed"),
    },
    required=("number", "name", "form"),
    read=_read_scotland,
)


def _northern_company(number: str) -> str | None:
    """The company's org-id; the register leaves out the NI in front and pads nothing."""
    if given(number) is None or not re.fullmatch(r"(NI)?\s*\d{1,6}", number.strip(), flags=re.IGNORECASE):
        return org_id("GB-COH", given(number))
    return org_id("GB-COH", "NI" + re.sub(r"\D", "", number))


def _northern_form(row: Row) -> LegalForm:
    printed = row["document"].lower()
    if given(row["company_number"]) or printed.startswith(("memorandum", "articles")):
        return LegalForm.CHARITABLE_COMPANY
    if printed.startswith("ips"):
        return LegalForm.PRE_2014_SOCIETY
    return (
        LegalForm.UNINCORPORATED_CHARITY if printed.startswith(("constitution", "trust", "will")) else LegalForm.UNKNOWN
    )


def _read_northern_ireland(row: Row) -> Entry:
    if given(row["sub_number"]):
        raise RefusedRowError("Sub charity number", row["sub_number"], "it is part of another charity")
    entry_id = own_id("GB-NIC", row["number"], column="Reg charity number")
    name = own_name(row["name"], column="Charity name")
    return Entry(
        entry_id=entry_id,
        name=name,
        legal_form=_northern_form(row),
        printed_form=given(row["document"]),
        status=status(row["status"]),
        postcode=written_postcode(row["address"]),
        registered_on=day(row["registered"]),
        other_names=other_names(name, (row["other_name"], "working")),
        links=links(_northern_company(row["company_number"]), besides=entry_id),
    )


NORTHERN_IRELAND = Layout(
    source_id=PublicRegister.CHARITIES_NI,
    licence=_OGL,
    headings={
        "number": ("reg charity number",),
        "sub_number": ("sub charity number",),
        "name": ("charity name",),
        "registered": ("date registered",),
        "status": ("status",),
        "address": ("public address",),
        "company_number": ("company number",),
        "other_name": ("other name",),
        "document": ("type of governing document",),
    },
    required=("number", "name", "status"),
    read=_read_northern_ireland,
)
