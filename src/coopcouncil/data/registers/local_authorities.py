"""The list of local authorities in the United Kingdom, past and present, as the pages of places read it too.

It is loaded here so that a payment from one council to another is known to go to a public body.
"""

from coopcouncil.data.registers.entries import Entry, RefusedRowError
from coopcouncil.data.registers.fields import day, given, own_id, own_name
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.public_registers import PublicRegister

# org-id.guide has one list of councils for each nation
_SCHEMES = {"england": "GB-LAE", "scotland": "GB-LAS", "wales": "GB-PLA", "northern ireland": "GB-LANI"}


def _read(row: Row) -> Entry:
    nation = row["nation"].strip().lower()
    if nation not in _SCHEMES:
        raise RefusedRowError("nation", row["nation"], f"“{row['nation']}” is no nation of the United Kingdom")
    ended = day(row["ended"])
    return Entry(
        entry_id=own_id(_SCHEMES[nation], row["code"], column="local-authority-code"),
        name=own_name(row["name"], column="official-name"),
        legal_form=LegalForm.LOCAL_AUTHORITY,
        printed_form=given(row["type"]),
        status="removed" if ended else "active",
        registered_on=day(row["started"]),
        removed_on=ended,
    )


LAYOUT = Layout(
    source_id=PublicRegister.LOCAL_AUTHORITIES,
    licence="Open Government Licence v3.0",
    headings={
        "code": ("local-authority-code", "local authority code"),
        "name": ("official-name", "official name"),
        "nation": ("nation",),
        "type": ("local-authority-type-name", "local authority type name"),
        "started": ("start-date", "start date"),
        "ended": ("end-date", "end date"),
    },
    required=("code", "name", "nation"),
    read=_read,
)
