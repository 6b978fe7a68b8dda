"""One written form for each organisation's number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.org_ids import (
    SCHEMES,
    canonical,
    known_suffix,
    org_id,
    parse_org_id,
    scheme_of,
    shell_company_ids,
    society_form,
    valid,
)


@pytest.mark.parametrize(
    ("scheme", "printed", "normal"),
    [
        ("GB-COH", "123456", "GB-COH-00123456"),
        ("GB-COH", " sc 123456 ", "GB-COH-SC123456"),
        ("GB-COH", "NI1234", "GB-COH-NI001234"),
        ("GB-COH", "ip27635r", "GB-COH-IP27635R"),
        ("GB-COH", "SP1032RS", "GB-COH-SP1032RS"),
        ("GB-COH", "0", None),
        ("GB-COH", "Awaiting", None),
        ("GB-COH", "123456789", None),
        ("GB-CHC", "01090095", "GB-CHC-1090095"),
        ("GB-CHC", "000000", None),
        ("GB-CHC", "109009512", None),
        ("GB-SC", "sc042386", "GB-SC-SC042386"),
        ("GB-SC", "SCO42386", "GB-SC-SC042386"),
        ("GB-SC", "42386", "GB-SC-SC042386"),
        ("GB-NIC", "NIC100019", "GB-NIC-100019"),
        ("GB-MPR", "525R", "GB-MPR-525R"),
        ("GB-MPR", "9999CBS", "GB-MPR-9999"),
        ("GB-MPR", "9999cs", "GB-MPR-9999"),
        ("GB-MPR", "CU000100", "GB-MPR-100CU"),
        ("GB-MPR", "IP000102", "GB-MPR-102IP"),
        ("GB-MPR", "IP031455", None),
        ("GB-SHPE", "lh4401", "GB-SHPE-LH4401"),
        ("GB-SHPE", "00UD", "GB-SHPE-00UD"),
        ("GB-EDU", "125554", "GB-EDU-125554"),
        ("GB-UKPRN", "10000346", "GB-UKPRN-10000346"),
        ("GB-LAE", "wot", "GB-LAE-WOT"),
        ("GB-LAE", "GMCA", "GB-LAE-GMCA"),
        ("GB-REV", "X6243", "GB-REV-X6243"),
        ("XI-CUK", "R000001", "XI-CUK-R000001"),
        ("GB-COH", None, None),
    ],
)
def test_org_id_of_a_printed_number(scheme: str, printed: str | None, normal: str | None) -> None:
    assert org_id(scheme, printed) == normal
    assert valid(scheme, printed) is (normal is not None)


@given(st.sampled_from(sorted(SCHEMES)), st.text("0123456789ABCIPRSNUL /-", max_size=10))
def test_org_id_normalised_twice_is_the_same(scheme: str, printed: str) -> None:
    once = org_id(scheme, printed)
    if once is not None:
        assert parse_org_id(once) == once
        assert scheme_of(once) == scheme


def test_org_id_of_an_unknown_scheme_is_none_when_parsed() -> None:
    assert parse_org_id("ZZ-TOP-1") is None
    assert parse_org_id("GB-NIR-IP000348") == "GB-MPR-348IP"
    assert parse_org_id("nonsense") is None


def test_canonical_id_follows_the_order_of_registers() -> None:
    ids = ["XI-CUK-R000001", "GB-COH-00000001", "GB-MPR-1R", "GB-CHC-200001"]
    assert canonical(ids) == "GB-CHC-200001"
    assert canonical(ids[:3]) == "GB-MPR-1R"
    assert canonical(["ZZ-NEW-1", "XI-CUK-R000001"]) == "XI-CUK-R000001"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        ("7001CBS", LegalForm.COMMUNITY_BENEFIT_SOCIETY),
        ("4001CS", LegalForm.COOPERATIVE_SOCIETY),
        ("4001", LegalForm.UNKNOWN),
        ("9639", LegalForm.UNKNOWN),
        ("525R", LegalForm.PRE_2014_SOCIETY),
        ("102IP", LegalForm.PRE_2014_SOCIETY),
        ("99CUS", LegalForm.CREDIT_UNION),
        ("CU000100", LegalForm.CREDIT_UNION),
        ("298B", LegalForm.BUILDING_SOCIETY),
        ("1006W", LegalForm.FRIENDLY_SOCIETY),
        ("12SA", LegalForm.FRIENDLY_SOCIETY),
        ("12SF", LegalForm.UNKNOWN),
        ("nonsense", LegalForm.UNKNOWN),
    ],
)
def test_society_number_tells_of_a_form(number: str, form: LegalForm) -> None:
    assert society_form(number) is form


def test_society_suffix_that_is_not_in_the_list_is_not_known() -> None:
    assert known_suffix("CUS")
    assert known_suffix("SF")
    assert not known_suffix("XYZ")


@pytest.mark.parametrize(
    ("society", "shell"),
    [
        ("10002R", "IP10002R"),
        ("4004", "RS004004"),
        ("10663R", "IP010663"),
        ("1006W", "RS001006"),
        ("1032RS", "SP1032RS"),
        ("100C", "IP00100C"),
        ("102IP", "NP000102"),
        ("100CU", "NO000100"),
        ("4796", "RS04796Z"),
    ],
)
def test_society_may_have_a_shell_on_the_company_register(society: str, shell: str) -> None:
    assert f"GB-COH-{shell}" in shell_company_ids(f"GB-MPR-{society}")


def test_only_a_society_has_shells() -> None:
    assert shell_company_ids("GB-COH-00000001") == ()
