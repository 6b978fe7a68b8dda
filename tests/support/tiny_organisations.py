"""The made-up organisations of the small snapshot: most ownership models, most legal forms, five places."""

from dataclasses import dataclass


@dataclass(frozen=True)
class TinyOrganisation:
    """One organisation, and the names under which the council pays it (none when it is not paid)."""

    org_id: str
    name: str
    legal_form: str
    ownership_model: str
    ownership_reason: str
    source_id: str
    postcode: str | None
    sic: str | None
    paid_as: tuple[str, ...] = ()
    status: str = "active"
    doubtful: bool = False
    other_names: tuple[str, ...] = ()


def _society(  # noqa: PLR0917 - a row of the table below
    number: str, name: str, form: str, model: str, postcode: str, sic: str | None, *paid: str
) -> TinyOrganisation:
    reason = f"The Mutuals Public Register lists it as a {form.replace('-', ' ')}."
    return TinyOrganisation(f"GB-MPR-{number}", name, form, model, reason, "mutuals", postcode, sic, paid)


def _company(  # noqa: PLR0917 - a row of the table below
    number: str, name: str, form: str, model: str, postcode: str | None, sic: str, *paid: str
) -> TinyOrganisation:
    reason = f"The company register lists it as a {form.replace('-', ' ')}."
    return TinyOrganisation(f"GB-COH-{number}", name, form, model, reason, "companies-house", postcode, sic, paid)


def _charity(number: str, name: str, form: str, postcode: str, sic: str | None, *paid: str) -> TinyOrganisation:
    reason = "The charity register lists it."
    return TinyOrganisation(f"GB-CHC-{number}", name, form, "charity", reason, "charities", postcode, sic, paid)


ORGANISATIONS: tuple[TinyOrganisation, ...] = (
    _society("90001R", "Ambleford Food Co-operative Limited", "cooperative-society", "consumer-cooperative",
             "QA1 1AA", "47110", "Ambleford Food Co-op Ltd", "AMBLEFORD FOOD CO-OPERATIVE LIMITED"),
    _society("90002R", "Riverside Cleaners Co-operative Limited", "cooperative-society", "worker-cooperative",
             "QA1 2AB", "81210", "Riverside Cleaners Co-operative"),
    _society("90003R", "Mill Lane Tenants Co-operative Limited", "pre-2014-society", "tenant-cooperative",
             "QA1 3AA", "68201", "Mill Lane Tenants Co-op"),
    _society("90004R", "Brackwell Growers Limited", "cooperative-society", "producer-cooperative",
             "QB2 1AA", "01130", "Brackwell Growers Ltd"),
    _society("90005R", "Coldmere Care Co-operative Limited", "cooperative-society", "multi-stakeholder-cooperative",
             "QC3 1AA", "88100", "Coldmere Care Co-operative"),
    _society("90006R", "Old Quay Society Limited", "pre-2014-society", "cooperative", "QD4 1AA", None,
             "Old Quay Society"),
    _society("90007R", "Ambleford Credit Union Limited", "credit-union", "mutual", "QA1 4AA", "64921",
             "Ambleford Credit Union"),
    _society("90008R", "Midshire Building Society", "building-society", "mutual", "QB2 2AA", "64192"),
    _society("90009R", "Ambleford Community Energy Limited", "community-benefit-society", "community-owned",
             "QA1 5AA", "35110", "Ambleford Community Energy"),
    _society("90010R", "Brackwell Cleaning Co-operative Limited", "cooperative-society", "worker-cooperative",
             "QB2 3AA", "81222"),
    _society("90011R", "Ambleford Printers Co-operative Limited", "cooperative-society", "worker-cooperative",
             "QA1 6AA", "18129"),
    _society("90012R", "Drayhaven Care Co-operative Limited", "cooperative-society", "worker-cooperative",
             "QD4 2AA", "88100"),
    _company("09000001", "Northgate Facilities Limited", "private-limited-company", "investor-or-owner-owned",
             "QA1 7AA", "81210", "NORTHGATE FACILITIES LTD", "Northgate Facilities Limited"),
    _company("09000002", "Brightway Construction Limited", "private-limited-company", "investor-or-owner-owned",
             "QD4 3AA", "41201", "Brightway Construction Limited"),
    _company("09000003", "Meridian Waste PLC", "public-limited-company", "investor-or-owner-owned",
             "QD4 4AA", "38110", "Meridian Waste plc"),
    _company("09000004", "Tern Software Limited", "private-limited-company", "investor-or-owner-owned",
             "QC3 2AA", "62012", "Tern Software Ltd"),
    _company("09000005", "Kestrel Engineering Trustees Limited", "private-limited-company", "employee-owned",
             "QB2 4AA", "71121", "Kestrel Engineering"),
    _company("09000006", "Greenfield Horticulture C.I.C.", "cic-by-guarantee", "social-enterprise",
             "QA1 8AA", "81300", "Greenfield Horticulture CIC"),
    _company("09000007", "Open Kitchen C.I.C.", "cic-by-shares", "social-enterprise", "QA1 8AB", "56210",
             "Open Kitchen CIC"),
    _company("OC900008", "Harcourt & Vale LLP", "llp", "investor-or-owner-owned", "QD4 5AA", "69102",
             "Harcourt and Vale LLP"),
    _company("09000009", "Carers Together (Midshire)", "charitable-company", "charity", "QA1 9AA", "88990",
             "Carers Together"),
    _company("09000010", "Sunrise Home Care Limited", "private-limited-company", "investor-or-owner-owned",
             "QB2 5AA", "88100", "Sunrise Home Care Ltd", "SUNRISE HOME CARE"),
    _company("09000011", "Ambleford Academy Trust", "school", "public", "QA1 9AB", "85310", "Ambleford Academy Trust"),
    _company("09000012", "Postless Trading Limited", "private-limited-company", "investor-or-owner-owned",
             None, "46900", "Postless Trading Ltd"),
    _charity("9000001", "Ambleford Hospice", "cio", "QA1 9AD", None, "The Ambleford Hospice"),
    _charity("9000002", "Brackwell Youth Trust", "unincorporated-charity", "QB2 6AA", None, "Brackwell Youth Trust"),
    TinyOrganisation("GB-LAE-MID", "Midshire County Council", "local-authority", "public",
                     "Local authorities are public bodies.", "places", "QB2 7AA", "84110",
                     ("Midshire County Council",)),
    TinyOrganisation("GB-NHS-Q01", "Midshire Hospitals NHS Trust", "nhs-body", "public",
                     "NHS bodies are public bodies.", "places", "QA1 9AE", "86101", ("Midshire Hospitals NHS Trust",)),
    TinyOrganisation("GB-MPR-90013R", "Castle Street Wholefoods Co-operative Limited", "cooperative-society",
                     "worker-cooperative", "Co-operatives UK lists it as worker-owned.", "cooperatives",
                     "QA1 9AF", "47290", ("Castle St Wholefoods",), doubtful=True,
                     other_names=("Castle Street Wholefoods",)),
    TinyOrganisation("GB-COH-09000013", "Larkfield Transport Limited", "private-limited-company",
                     "investor-or-owner-owned", "The company register lists it.", "companies-house", "QC3 3AA",
                     "49410", ("Larkfield Transprt",), doubtful=True),
    TinyOrganisation("GB-MPR-90014R", "Ambleford Weavers Co-operative Limited", "cooperative-society",
                     "worker-cooperative", "The Mutuals Public Register lists it.", "mutuals", "QA1 9AG", "13200",
                     status="removed"),
)  # fmt: skip
