"""Smaller registers and lists: social landlords, schools, sports clubs, links between numbers, gathered names."""

from coopcouncil.data.registers.entries import Entry, RefusedRowError
from coopcouncil.data.registers.fields import day, given, links, own_id, own_name, status
from coopcouncil.data.registers.forms import form_of, society_by_date
from coopcouncil.data.registers.layouts import Layout, Row
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import org_id, parse_org_id, scheme_of, society_form
from coopcouncil.vocabulary.postcodes import written_postcode
from coopcouncil.vocabulary.public_registers import PublicRegister

_OGL = "Open Government Licence v3.0"
_ODBL = "Open Database Licence (share-alike: keep apart)"
_UNSTATED = "Not stated in the file"
_HOUSING_FORMS = {"charity": LegalForm.UNINCORPORATED_CHARITY, "company": LegalForm.UNKNOWN}
_COOPERATIVE_CLASSES = frozenset(
    {
        "consumers",
        "workers",
        "tenants",
        "enterprises",
        "self-employed",
        "co-operatives",
        "multi-stakeholder",
        "community of interest",
        "employee trust",
    }
)


def _read_landlord(row: Row) -> Entry:
    registered_on = day(row["registered"])
    form = _HOUSING_FORMS.get(row["form"].lower()) or society_by_date(form_of(row["form"]), registered_on)
    return Entry(
        entry_id=own_id("GB-SHPE", row["number"], column="Registration number"),
        name=own_name(row["name"], column="Organisation name"),
        legal_form=form,
        printed_form=given(row["form"]),
        classification=given(row["designation"]),
        status="active",
        registered_on=registered_on,
    )


SOCIAL_HOUSING = Layout(
    source_id=PublicRegister.SOCIAL_HOUSING,
    licence=_OGL,
    headings={
        "name": ("organisation name",),
        "number": ("registration number",),
        "registered": ("registration date",),
        "designation": ("designation",),
        "form": ("corporate form",),
    },
    required=("name", "number", "designation", "form"),
    read=_read_landlord,
)


def _read_school(row: Row) -> Entry:
    entry_id = own_id("GB-EDU", row["number"], column="URN")
    return Entry(
        entry_id=entry_id,
        name=own_name(row["name"], column="EstablishmentName"),
        legal_form=LegalForm.UNIVERSITY if "universit" in row["group"].lower() else LegalForm.SCHOOL,
        printed_form=given(row["type"]),
        classification=given(row["group"]),
        status=status(row["status"]),
        postcode=written_postcode(row["postcode"]),
        registered_on=day(row["registered"]),
        removed_on=day(row["removed"]),
        links=links(org_id("GB-UKPRN", row["ukprn"]), besides=entry_id),
    )


SCHOOLS = Layout(
    source_id=PublicRegister.SCHOOLS,
    licence=_OGL,
    headings={
        "number": ("urn",),
        "name": ("establishmentname",),
        "type": ("typeofestablishment (name)",),
        "group": ("establishmenttypegroup (name)",),
        "status": ("establishmentstatus (name)",),
        "postcode": ("postcode",),
        "registered": ("opendate",),
        "removed": ("closedate",),
        "ukprn": ("ukprn",),
    },
    required=("number", "name", "type", "status", "postcode"),
    read=_read_school,
)


def _read_school_group(row: Row) -> Entry:
    """An academy trust, known by its company; a federation has no number of its own to be known by."""
    entry_id = own_id("GB-COH", row["number"], column="Companies House Number")
    removed = day(row["removed"])
    return Entry(
        entry_id=entry_id,
        name=own_name(row["name"], column="Group Name"),
        legal_form=LegalForm.SCHOOL if "academy trust" in row["type"].lower() else LegalForm.UNKNOWN,
        printed_form=given(row["type"]),
        status="removed" if removed else status(row["status"]),
        postcode=written_postcode(row["postcode"]),
        registered_on=day(row["registered"]),
        removed_on=removed,
        links=links(org_id("GB-UKPRN", row["ukprn"]), besides=entry_id),
    )


SCHOOL_GROUPS = Layout(
    source_id=PublicRegister.SCHOOL_GROUPS,
    licence=_OGL,
    headings={
        "uid": ("group uid",),
        "name": ("group name",),
        "number": ("companies house number",),
        "type": ("group type",),
        "status": ("group status",),
        "removed": ("closed date",),
        "registered": ("incorporated on (open date)",),
        "postcode": ("group postcode", "group contact postcode"),
        "ukprn": ("ukprn",),
    },
    required=("uid", "name", "number", "type"),
    read=_read_school_group,
)


def _read_sports_club(row: Row) -> Entry:
    return Entry(
        entry_id=_whole_id(row["id"], column="id"),
        name=own_name(row["name"], column="name"),
        printed_form="Community amateur sports club",
        status=status(row["active"]),
        postcode=written_postcode(row["postcode"]),
    )


SPORTS_CLUBS = Layout(
    source_id=PublicRegister.SPORTS_CLUBS,
    licence=_UNSTATED,
    headings={
        "id": ("id",),
        "name": ("name",),
        "address": ("address",),
        "postcode": ("postcode",),
        "active": ("active",),
    },
    required=("id", "name", "address", "postcode", "active"),
    read=_read_sports_club,
)


def _read_link(row: Row) -> Entry:
    """The society of the pair, whichever of the two it is, with the other number as its link."""
    if given(row["relationship"]) and row["relationship"].lower() not in {"sameas", "same as"}:
        raise RefusedRowError("relationship", row["relationship"], "it does not say that the two are the same")
    one, other = (_whole_id(row[name], column=name) for name in ("org_id_a", "org_id_b"))
    if scheme_of(other) == "GB-MPR" and scheme_of(one) != "GB-MPR":
        one, other = other, one
    return Entry(
        entry_id=one,
        name=own_name(row["name"], column="org_name"),
        legal_form=_form_by_number(one),
        links=links(other, besides=one),
    )


LINKS = Layout(
    source_id=PublicRegister.SOCIETY_COMPANY_LINKS,
    licence=_ODBL,
    headings={
        "org_id_a": ("org id a",),
        "org_id_b": ("org id b",),
        "name": ("org name",),
        "relationship": ("relationship",),
    },
    required=("org_id_a", "org_id_b", "name"),
    read=_read_link,
    repeats_are_names=True,
)


def _read_gathered(row: Row) -> Entry:
    entry_id = _whole_id(row["id"], column="org_id")
    form = form_of(row["form"])
    known_class = row["extra"] if row["extra"].lower() in _COOPERATIVE_CLASSES else ""
    return Entry(
        entry_id=entry_id,
        name=own_name(row["name"], column="name"),
        legal_form=_form_by_number(row["id"]) if scheme_of(entry_id) == "GB-MPR" else form,
        printed_form=given(row["form"]),
        classification=given(known_class),
        status=status(row["status"]),
        postcode=written_postcode(row["postcode"]),
        links=links(parse_org_id(row["extra"]), besides=entry_id),
    )


GATHERED = Layout(
    source_id=PublicRegister.NAMED_ORGANISATIONS,
    licence="Mixed: see where the list was gathered from",
    headings={
        "id": ("org id", "id"),
        "name": ("name",),
        "postcode": ("postcode",),
        "form": ("legal form",),
        "status": ("status",),
        "source": ("source",),
        "extra": ("extra",),
    },
    required=("id", "name", "form", "source"),
    read=_read_gathered,
    repeats_are_names=True,
)


def _read_alternative(row: Row) -> Entry:
    name = own_name(row["name"], column="alternative_name")
    return Entry(entry_id=_whole_id(row["id"], column="org_id"), name=name, only_a_name="working")


ALTERNATIVE_NAMES = Layout(
    source_id=PublicRegister.ALTERNATIVE_NAMES,
    licence=_ODBL,
    headings={"id": ("org id",), "name": ("alternative name",)},
    required=("id", "name"),
    read=_read_alternative,
)


def _whole_id(text: str, *, column: str) -> str:
    found = parse_org_id(text)
    if found is None:
        reason = f"“{text}” is not an org-id known here" if text else "there is no org-id"
        raise RefusedRowError(column, text, reason)
    return found


def _form_by_number(identifier: str) -> LegalForm:
    return (
        society_form(identifier.rsplit("-", maxsplit=1)[1])
        if identifier.startswith(("GB-MPR-", "GB-NIR-"))
        else LegalForm.UNKNOWN
    )


def _nothing_to_read(row: Row) -> Entry:
    raise RefusedRowError("", "", f"nothing is read of {row}")


def _not_loaded(title: str, sentence: str, *required: str) -> Layout:
    headings = {name: (name,) for name in required}
    return Layout(
        PublicRegister.NAMED_ORGANISATIONS, "", headings, required, _nothing_to_read, title=title, not_loaded=sentence
    )


NOT_LOADED = (
    _not_loaded(
        "Co-operatives UK's economic figures",
        "It holds turnovers and members, which nothing here uses yet. Load the list of organisations instead.",
        *("cuk organisation id", "registered name", "turnover"),
    ),
    _not_loaded(
        "Co-operatives UK's outlets",
        "It holds shops and branches, not organisations. Load the list of organisations instead.",
        *("cuk organisation id", "registered name", "outlet name"),
    ),
    _not_loaded(
        "the links of schools to groups",
        "It says which school belongs to which trust, which nothing here uses yet. Load schools and groups instead.",
        *("urn", "group uid", "group name", "companies house number", "group type"),
    ),
    _not_loaded(
        "the charity register's trustees",
        "It holds people's names, which are never loaded.",
        *("registered charity number", "trustee id", "trustee name"),
    ),
)
