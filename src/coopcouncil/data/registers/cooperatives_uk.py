"""Co-operatives UK's lists: organisations (2016 to now) and the directory published as linked data (2023)."""

from coopcouncil.data.registers.entries import Entry
from coopcouncil.data.registers.fields import day, given, links, other_names, own_id, own_name, sic, status
from coopcouncil.data.registers.forms import form_of
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import org_id, society_form
from coopcouncil.vocabulary.postcodes import written_postcode
from coopcouncil.vocabulary.public_registers import PublicRegister

_SOCIETY_REGISTRARS = frozenset({"fca", "detini", "registry of credit unions and industrial and provident societies"})
_COMPANY_FORMS = frozenset({"company", "community interest company", "llp", "limited partnership"})
_LICENCE = "Not stated in the file"


def _registered_id(row: Row) -> str | None:
    """The org-id that the registered number stands for; whose number it is, the registrar says, else the legal form."""
    number, registrar, form = row["number"], row["registrar"].lower(), row["form"].lower()
    if registrar in _SOCIETY_REGISTRARS or form == "society":
        return org_id("GB-MPR", number) or org_id("GB-COH", number)
    if registrar == "companies house" or form in _COMPANY_FORMS:
        return org_id("GB-COH", number)
    if registrar == "oscr":
        return org_id("GB-SC", number)
    if registrar == "charity commission":
        return org_id("GB-CHC", number)
    society_like = number.upper().endswith(("CS", "CBS")) or not number[-1:].isdigit()
    return org_id("GB-MPR", number) if society_like else org_id("GB-COH", number) if len(number) == 8 else None


def _form(row: Row) -> LegalForm:
    """A society's kind from its number, for the list says only "Society"; "Company" does not say by what limited."""
    if row["form"].lower() == "society":
        return society_form(row["number"])
    return form_of(row["form"])


def _read(row: Row) -> Entry:
    entry_id = own_id("XI-CUK", row["id"], column="CUK Organisation ID")
    name = own_name(row["registered_name"] or row["name"], column="Registered Name")
    removed = day(row["removed"])
    return Entry(
        entry_id=entry_id,
        name=name,
        legal_form=_form(row),
        printed_form=given(row["form"]),
        classification=given(row["class"]),
        status="removed" if removed else status(row["status"] or "live"),
        postcode=written_postcode(row["postcode"]),
        sic=sic(row["sic"]),
        registered_on=day(row["registered"]),
        removed_on=removed,
        other_names=other_names(name, (row["trading_name"], "trading"), (row["name"], "trading")),
        links=links(_registered_id(row), org_id("GB-COH", row["company_number"]), besides=entry_id),
    )


_SHARED = {
    "number": ("registered number",),
    "registrar": ("registrar",),
    "form": ("legal form",),
    "class": ("ownership classification",),
    "sic": ("sic code",),
    "status": ("registered status",),
    "registered": ("incorporation date",),
    "removed": ("dissolved date",),
}
_DIRECTORY = {
    **_SHARED,
    "id": ("identifier",),
    "name": ("name",),
    "registered_name": ("organisation name",),
    "trading_name": ("trading name",),
    "postcode": ("postcode",),
    "company_number": ("companies house number",),
    "structure": ("organisational structure",),
    "list_form": ("wc legal form",),
}

ORGANISATIONS = Layout(
    source_id=PublicRegister.COOPS_UK,
    licence=_LICENCE,
    headings={
        **_SHARED,
        "id": ("cuk organisation id",),
        "name": (),  # only the directory has a display name beside the registered one
        "registered_name": ("registered name",),
        "trading_name": ("trading name",),
        "postcode": ("registered postcode", "postcode"),
        "company_number": ("companies house number",),
    },
    required=("id", "registered_name", "number", "class"),
    read=_read,
)
DIRECTORY = Layout(
    source_id=PublicRegister.COOPS_UK_DIRECTORY,
    licence=_LICENCE,
    headings=_DIRECTORY,
    required=("id", "name", "structure", "class"),
    read=_read,
)
WORKERS = Layout(
    source_id=PublicRegister.WORKER_COOPS,
    licence=_LICENCE,
    headings=_DIRECTORY,
    required=("id", "name", "structure", "class", "list_form"),
    read=_read,
)
