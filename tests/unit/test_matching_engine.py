"""A made-up register, and what the matcher says of names asked of it."""

import random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import Match, match_names
from coopcouncil.data.snapshots.store import connect

REGISTER = [
    ("1", "Wychwood Homes Limited", "OX7 6AA", 0),
    ("2", "Fenmarsh Bakery Co-operative Limited", "PE1 1AA", 0),
    ("3", "Saint Osyth Community Association", None, 0),
    ("4", "Twinbrook Care Ltd", "CB1 2AB", 0),
    ("5", "Twinbrook Care Limited", "EX1 3PB", 0),
    ("6", "Harbour Lights Community Interest Company", None, 0),
    ("7", "Old Windmill Theatre", None, 2),
    ("8", "Old Windmill Theatre", None, 0),
    ("9", "1st Quarrydale Scout Group", None, 0),
    ("10", "2nd Quarrydale Scout Group", None, 0),
    ("11", "Bramblewick Transport Services Limited", None, 0),
    ("11", "Swiftwheel Minibuses", None, 1),
    *((f"x{n}", f"{a} {b} Limited", None, 0) for n, (a, b) in enumerate(
        (a, b) for a in ("Alder", "Birch", "Cedar", "Dogwood", "Elder") for b in ("Plumbing", "Catering", "Motors")
    )),
]  # fmt: skip


def ask(*names: str | Asked, refused: list[tuple[str, ...]] | None = None) -> list[Match]:
    connection = connect()
    columns = zip(("id", "name", "postcode", "standing"), zip(*REGISTER, strict=True), strict=True)
    connection.register("register", pa.table({name: list(values) for name, values in columns}))
    asked = [each if isinstance(each, Asked) else Asked(each) for each in names]
    return match_names(connection, asked, "SELECT * FROM register", refused=refused or [])


@pytest.mark.parametrize(
    ("name", "org_id", "words"),
    [
        ("WYCHWOOD HOMES LTD", "1", "Same name once 'LTD' is read as 'Limited'"),
        ("Wychwood Homes Limited", "1", "Same name."),
        ("Fenmarsh Bakery Co-op Ltd", "2", "is read as"),
        ("ST OSYTH COMMUNITY ASSOC", "3", "Same name once"),
        ("Harbour Lights CIC", "6", "Same name"),
        ("Fenmarsh Bakry Co-operative Limited", "2", "'Bakry' is read as 'Bakery'"),
        ("WYCHWOOD HOMES LTD ****5215", "1", "Read as 'WYCHWOOD HOMES LTD'"),
        ("A Baker T/A Fenmarsh Bakery Co-operative", "2", "The name after 'T/A'"),
        ("2nd Quarrydale Scout Group", "10", "Same name."),
        ("Swiftwheel Minibuses", "11", "Same name."),
        ("BRAMBLEWICK TRANSPORT SERVI", "11", "The printed name is cut short"),
        ("HARBOUR LIGHTS COMMUNITY INTEREST COM", "6", "same name"),
        ("FENMARSHBAKERY COOP LTD", "2", "is read as"),
    ],
)
def test_match_is_found_with_its_reason(name: str, org_id: str, words: str) -> None:
    found = ask(name)[0]
    assert (found.outcome, found.org_id) == ("match", org_id)
    assert words in found.reason
    assert found.score > 0.5


@pytest.mark.parametrize("name", ["Zanzibar Kite Emporium", "Quixotic Ferrets PLC", "Mr J Smith", "Redacted", "", "7"])
def test_name_on_no_register_is_none(name: str) -> None:
    found = ask(name)[0]
    assert (found.outcome, found.org_id, found.matched_name) == ("none", None, None)
    assert found.reason


def test_number_in_a_name_keeps_two_bodies_apart() -> None:
    assert ask("3rd Quarrydale Scout Group")[0].outcome != "match"


def test_twin_names_are_for_review_and_both_are_named() -> None:
    found = ask("TWINBROOK CARE LIMITED (PAYMENTS)")[0]
    assert found.outcome == "review"
    assert "Two organisations have this name" in found.reason
    assert {found.org_id, found.runner_up_id} == {"4", "5"}


def test_twin_names_are_told_apart_by_postcode() -> None:
    found = ask(Asked("TWINBROOK CARE", postcode="EX1 3PB"))[0]
    assert (found.outcome, found.org_id) == ("match", "5")
    assert "postcode agrees" in found.reason


def test_active_twin_is_preferred_to_a_removed_one_and_it_is_said() -> None:
    found = ask("Old Windmill Theatre")[0]
    assert (found.outcome, found.org_id) == ("match", "8")
    assert "removed" in found.reason


def test_refused_organisation_is_never_proposed() -> None:
    found = ask("Wychwood Homes Ltd", refused=[("1",)])[0]
    assert "1" not in (found.org_id, found.runner_up_id)


def test_other_printings_help() -> None:
    found = ask(Asked("FENM BKRY", printings=("Fenmarsh Bakery Co-operative Ltd",)))[0]
    assert (found.outcome, found.org_id) == ("match", "2")


def test_empty_register_finds_nothing() -> None:
    connection = connect()
    query = "SELECT '' AS id, '' AS name, NULL AS postcode, 0 AS standing WHERE false"
    assert match_names(connection, [Asked("Acme")], query)[0].outcome == "none"
    assert match_names(connection, [], query) == []


WORDS = [
    "wychwood",
    "homes",
    "fenmarsh",
    "bakery",
    "ltd",
    "quarrydale",
    "2nd",
    "scout",
    "mr",
    "t/a",
    "(x)",
    "&",
    "é",
    "",
]


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.sampled_from(WORDS), max_size=5).map(" ".join), max_size=6), st.integers(0, 99))
def test_every_name_gets_one_answer_whatever_the_order(names: list[str], seed: int) -> None:
    found = ask(*names)
    assert len(found) == len(names)
    assert all(0 <= each.score <= 1 and each.reason for each in found)
    order = list(range(len(names)))
    random.Random(seed).shuffle(order)
    assert ask(*(names[place] for place in order)) == [found[place] for place in order]
