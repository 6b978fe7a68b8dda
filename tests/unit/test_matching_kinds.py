"""Withheld names, people, the council itself and names that are none are told apart from organisations."""

import pytest

from coopcouncil.data.matching.kinds import Kind, is_council_itself, judge_name, looks_like_person


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("REDACTED PERSONAL DATA", Kind.REDACTED),
        ("Name withheld", Kind.REDACTED),
        ("", Kind.NAMELESS),
        ("   ", Kind.NAMELESS),
        ("00412", Kind.NAMELESS),
        ("N/A", Kind.NAMELESS),
        ("Sundry supplier", Kind.NAMELESS),
        ("Acme Ltd", Kind.ORGANISATION),
        ("Ambridge County Council", Kind.COUNCIL),
        ("Felpersham City Council", Kind.ORGANISATION),
    ],
)
def test_kind_of_a_name(name: str, kind: Kind) -> None:
    judged = judge_name(name, ["Ambridge County Council"])
    assert judged.kind is kind
    assert bool(judged.reason) == (kind is not Kind.ORGANISATION)


@pytest.mark.parametrize(
    "name", ["Mr John Smith", "Mr & Mrs Smith", "Smith J", "J A Smith", "SMITH MR J", "Smith, John", "Dr P Patel"]
)
def test_person_is_seen(name: str) -> None:
    assert looks_like_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "John Lewis",
        "Marks Spencer PLC",
        "J & R Builders",
        "Dr Smith Surgery",
        "Miss Mill Nursery",
        "J Smith & Sons",
        "Grant Thornton",
        "A1 Taxis",
        "Veolia",
        "Rose Cottage",
        "W B Roofing",
    ],
)
def test_person_is_not_seen_in_an_organisation(name: str) -> None:
    assert looks_like_person(name) is None


@pytest.mark.parametrize(
    ("name", "council", "same"),
    [
        ("LB Ambridge", "London Borough of Ambridge", True),
        ("Ambridge Council", "London Borough of Ambridge", True),
        ("Ambridge CC", "Ambridge County Council", True),
        ("The Ambridge County Council", "Ambridge County Council", True),
        ("Ambridge City Council", "Ambridge County Council", False),
        ("Ambridge Town Trust", "Ambridge Borough Council", False),
        ("North Ambridge District Council", "Ambridge District Council", False),
        ("Ambridgeshire County Council", "Ambridge County Council", False),
        ("Ambridge Parish Council", "Ambridge District Council", False),
    ],
)
def test_council_itself(name: str, council: str, same: bool) -> None:
    assert is_council_itself(name, council) is same
