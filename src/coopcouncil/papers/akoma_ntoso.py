"""A redline, or one version, as Akoma Ntoso 3.0, the OASIS standard for papers of parliaments and councils.

A paper is a `statement`; each paragraph is a `p` whose class says what happens to it, with `ins` and `del` inside. The
markup tells both versions apart to the character: see `docs/explanation/redline.md`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree as Xml

from coopcouncil.papers.word_parts import UNWRITABLE
from coopcouncil.rules.motions.redline import Redline, RedlineParagraph, Status, redline
from coopcouncil.rules.motions.segments import Mark

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SLUG = re.compile(r"[^a-z0-9]+")

Xml.register_namespace("", AKN)


@dataclass(frozen=True, slots=True)
class PaperName:
    """What identifies a paper: what it is called, its day, whose it is ("" for none said), and its number that day."""

    title: str
    day: date
    locality: str = ""
    number: str = "1"

    @property
    def work(self) -> str:
        """The address of the paper as a work, whatever its version: /akn/gb-borsetshire/statement/2026-03-17/1."""
        place = "-".join(["gb", *filter(None, [_slug(self.locality)])])
        return f"/akn/{place}/statement/{self.day.isoformat()}/{_slug(self.number) or '1'}"


def redline_akn(change: Redline, name: PaperName) -> str:
    """The redline as XML. A code point that XML cannot hold is written �."""
    return _document([(_class(each), each) for each in change.paragraphs], name, "redline")


def clean_akn(texts: Sequence[str], name: PaperName) -> str:
    """One version as XML, without marks."""
    return _document([("", each) for each in redline(texts, texts).paragraphs], name, "clean")


def _document(paragraphs: Iterable[tuple[str, RedlineParagraph]], name: PaperName, version: str) -> str:
    root = Xml.Element(_tag("akomaNtoso"))
    statement = Xml.SubElement(root, _tag("statement"), {"name": "motion"})
    statement.append(_meta(name, version))
    preface = Xml.SubElement(statement, _tag("preface"), {"eId": "preface"})
    heading = Xml.SubElement(preface, _tag("p"), {"eId": "preface__p_1"})
    Xml.SubElement(heading, _tag("docTitle"), {"eId": "preface__p_1__docTitle_1"}).text = _held(name.title)
    body = Xml.SubElement(statement, _tag("mainBody"), {"eId": "body"})
    for place, (kind, paragraph) in enumerate(paragraphs, start=1):
        body.append(_paragraph(place, kind, paragraph))
    if not len(body):  # a body holds something
        Xml.SubElement(body, _tag("p"), {"eId": "body__p_1", "class": "none"})
    written = Xml.tostring(root, encoding="unicode", xml_declaration=False)
    # a carriage return as it stands would be read as a line feed
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + written.replace("\r", "&#13;") + "\n"


def _paragraph(place: int, kind: str, paragraph: RedlineParagraph) -> Xml.Element:
    identity = f"body__p_{place}"
    element = Xml.Element(_tag("p"), {"eId": identity} | ({"class": kind} if kind else {}))
    last: Xml.Element | None = None
    counts = dict.fromkeys(Mark, 0)
    for mark, text in paragraph.segments:
        if mark is not Mark.EQUAL:
            counts[mark] += 1
            last = Xml.SubElement(element, _tag(mark.value), {"eId": f"{identity}__{mark.value}_{counts[mark]}"})
            last.text = _held(text)
        elif last is None:
            element.text = _held(text)
        else:
            last.tail = _held(text)
    return element


def _class(paragraph: RedlineParagraph) -> str:
    if paragraph.status is Status.MOVED:
        return "moved inserted" if paragraph.old is None else "moved deleted"
    return paragraph.status.value


def _meta(name: PaperName, version: str) -> Xml.Element:
    day = name.day.isoformat()
    expression = f"{name.work}/eng@{day}"
    meta = Xml.Element(_tag("meta"))
    identification = Xml.SubElement(meta, _tag("identification"), {"source": "#council"})
    levels = (
        ("FRBRWork", name.work, [("FRBRcountry", {"value": "gb"})]),
        ("FRBRExpression", expression, [("FRBRlanguage", {"language": "eng"})]),
        ("FRBRManifestation", f"{expression}/{version}.xml", [("FRBRformat", {"value": "application/akn+xml"})]),
    )
    for level, address, more in levels:
        element = Xml.SubElement(identification, _tag(level))
        this = address if level == "FRBRManifestation" else f"{address}/!main"
        for each, given in (
            ("FRBRthis", {"value": this}),
            ("FRBRuri", {"value": address}),
            ("FRBRdate", {"date": day, "name": "paper"}),
            ("FRBRauthor", {"href": "#council"}),
            *more,
        ):
            Xml.SubElement(element, _tag(each), given)
    references = Xml.SubElement(meta, _tag("references"), {"source": "#council"})
    shown = _held(name.locality) or "The council"
    organisation = f"/akn/ontology/organization/gb/{_slug(name.locality) or 'council'}"
    given = {"eId": "council", "href": organisation, "showAs": shown}
    Xml.SubElement(references, _tag("TLCOrganization"), given)
    return meta


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.lower()).strip("-")


def _held(text: str) -> str:
    return UNWRITABLE.sub("\ufffd", text)


def _tag(name: str) -> str:
    return f"{{{AKN}}}{name}"
