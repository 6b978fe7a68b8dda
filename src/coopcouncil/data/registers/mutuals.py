"""The FCA's mutuals register: SocietyList.csv, in its generations of 10 and 12 columns."""

from datetime import date

from coopcouncil.data.registers.entries import Entry
from coopcouncil.data.registers.fields import day, given, own_id, own_name, sic, status
from coopcouncil.data.registers.forms import SOCIETY_WORDS, society_by_date
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import society_form
from coopcouncil.vocabulary.postcodes import written_postcode
from coopcouncil.vocabulary.public_registers import PublicRegister


def society_of(printed: str, number: str, registered_on: date | None) -> LegalForm:
    """The form of a society from the register's word and, where that says less, from its number's suffix.

    A word that is not known here leaves a mutual of unknown kind, unless the suffix tells.
    """
    folded = " ".join(printed.replace("’", "'").split()).lower()
    form = society_by_date(SOCIETY_WORDS.get(folded, LegalForm.UNKNOWN), registered_on)
    by_number = society_form(number)
    if form in {LegalForm.UNKNOWN, LegalForm.PRE_2014_SOCIETY} and by_number is not LegalForm.UNKNOWN:
        return by_number
    return form


def _read(row: Row) -> Entry:
    number = row["number"] or row["society_number"] + row["suffix"]
    removed = day(row["removed"])
    return Entry(
        entry_id=own_id("GB-MPR", number, column="Full Registration Number"),
        name=own_name(row["name"], column="Society Name"),
        legal_form=society_of(row["registered_as"], number, day(row["registered"])),
        printed_form=given(row["registered_as"]),
        classification=given(row["classification"]),
        status="removed" if removed else status(row["status"]),
        postcode=written_postcode(row["address"]),
        sic=sic(row["sic"]),
        registered_on=day(row["registered"]),
        removed_on=removed,
    )


LAYOUT = Layout(
    source_id=PublicRegister.MUTUALS,
    licence="Not settled: one re-user says Open Government Licence v3.0, another that re-use is restricted",
    headings={
        "number": ("full registation number", "full registration number"),
        "society_number": ("society number",),
        "suffix": ("society suffix",),
        "name": ("society name",),
        "registered_as": ("registered as",),
        "address": ("society address",),
        "registered": ("registration date",),
        "removed": ("deregistration date",),
        "sic": ("standard industrial classification code (sic)", "standard industrial classification code"),
        "classification": ("reporting classification",),
        "status": ("society status",),
    },
    required=("number", "name", "registered_as", "status"),
    read=_read,
)
