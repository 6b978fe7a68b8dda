"""Names are folded and read the same way wherever they come from."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coopcouncil.data.matching.names import fold, fold_column, read, spellings, without_noise

names = st.text(alphabet=st.characters(max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc")), max_size=40)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Café Déjà & Sons Ltd.", "cafe deja and sons ltd"),
        ("  ACME   Limited ", "acme limited"),
        ("Women’s Aid", "womens aid"),
        ("A.B.C. (Taxis)", "a b c taxis"),
        ("Straße Ødegård", "strasse odegard"),
        ("", ""),
        ("---", ""),
    ],
)
def test_fold_known_names(printed: str, folded: str) -> None:
    assert fold(printed) == folded


def test_fold_keeps_the_legal_ending() -> None:
    assert fold("Acme Ltd") != fold("Acme")


@given(names)
def test_fold_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.lists(st.text(alphabet=st.characters(max_codepoint=0x24F, exclude_categories=("Cs",)), max_size=30)))
def test_fold_of_a_column_is_fold_of_each(printed: list[str]) -> None:
    frame = pl.DataFrame({"name": printed}, schema={"name": pl.String})
    assert frame.select(fold_column("name"))["name"].to_list() == [fold(name) for name in printed]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Acme Ltd", "ACME LIMITED"),
        ("Fenland Housing Co-op", "Fenland Housing Cooperative"),
        ("St Ives & District Assoc", "Saint Ives and District Association"),
        ("A.B.C. Taxis P.L.C.", "ABC Taxis Public Limited Company"),
        ("The Old Mill", "Old Mill"),
        ("LB Ambridge", "London Borough of Ambridge"),
        ("Quarrydale Hosp NHS F Trust", "Quarrydale Hospital NHS Foundation Trust"),
        ("N H S Quarrydale", "NHS Quarrydale"),
        ("Lamb + Lynx", "Lamb & Lynx"),
        ("Green Hands C.I.C.", "Green Hands Community Interest Company"),
    ],
)
def test_read_writes_short_forms_out(one: str, other: str) -> None:
    assert read(one) == read(other)


def test_read_tells_the_legal_ending_apart() -> None:
    assert read("Acme Widgets Ltd").words == ("acme", "widgets")
    assert read("Acme Widgets Ltd").legal == {"limited"}


def test_read_of_nothing_but_an_ending_keeps_it() -> None:
    assert read("Limited").words == ("limited",)


@pytest.mark.parametrize(
    ("printed", "clean"),
    [
        ("Acme Ltd ****5215", "Acme Ltd"),
        ("Acme Ltd - 004417", "Acme Ltd"),
        ("Acme Ltd C23619", "Acme Ltd"),
        ("MILL THE", "MILL"),
        ("Acme Ltd - Payment", "Acme Ltd"),
        ("Acme Ltd DO NOT USE", "Acme Ltd"),
        ("ZZ1450 Acme Ltd", "Acme Ltd"),
        ("BRAMBLEAA LANEAA SURGERY", "BRAMBLE LANE SURGERY"),
        ("The", "The"),
    ],
)
def test_noise_of_ledgers_is_taken_off(printed: str, clean: str) -> None:
    assert without_noise(printed) == clean


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("J Bloggs T/A Bloggs Bakery", {"J Bloggs": "first", "Bloggs Bakery": "trading"}),
        ("Bloggs Ltd trading as The Oven", {"Bloggs Ltd": "first", "The Oven": "trading"}),
        ("New Name Ltd (formerly Old Name Ltd)", {"New Name Ltd": "clean"}),
        ("Acme Ltd c/o Solicitors LLP", {"Acme Ltd": "clean"}),
        ("Acme Ltd (Ivybridge)", {"Acme Ltd": "short"}),
        ("Acme Ltd - Derby", {"Acme Ltd": "short"}),
        ("Acme Widgets Ltd Derby Branch", {"Acme Widgets Ltd": "short"}),
        ("Veldarigg Childrens Care (UK) LIM", {"Veldarigg Childrens Care (UK) Limited": "clean"}),
        ("Tall Oaks Community Interest Comp", {"Tall Oaks CIC": "clean"}),
        ("Morrigan Housing Co-operativ", {"Morrigan Housing Co-operative": "clean"}),
    ],
)
def test_spellings_of_a_printing(printed: str, expected: dict[str, str]) -> None:
    found = {each.text: each.part for each in spellings(printed)}
    assert found[printed] == "whole"
    assert expected.items() <= found.items()


def test_short_name_keeps_an_ending_that_looks_cut() -> None:
    assert [each.text for each in spellings("Bruce Li")] == ["Bruce Li"]


@given(names)
def test_spellings_are_never_the_same_twice(name: str) -> None:
    folded = [fold(each.text) for each in spellings(name)]
    assert len(folded) == len(set(folded))
    assert all(folded)
