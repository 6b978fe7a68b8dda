"""Office and OpenDocument files that could run or fetch something are refused, whatever they are called."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.documents import (
    INNOCENT,
    MAIN,
    WORD,
    Parts,
    check,
    content_types,
    docx_parts,
    make_docx,
    make_xlsx,
    parts_of,
    relationships,
    short,
    word_body,
    zipped,
)

from coopcouncil.data.documents import DocumentKind, Limits, RefusedDocumentError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
OFFICE = ("minutes.docx", "payments.xlsx", "slides.pptx")
OPEN = ("minutes.odt", "payments.ods", "slides.odp")
HIDDEN_RELATIONS = "extra/_rels/any.xml.rels"


def refusal(folder: Path, parts: Parts, name: str = "minutes.docx") -> str:
    with pytest.raises(RefusedDocumentError) as caught:
        check(folder, zipped(parts), name)
    return str(caught.value)


def with_part(name: str, data: bytes) -> Callable[[Parts], Parts]:
    return lambda parts: parts | {name: data}


def declaring(kind: str) -> Callable[[Parts], Parts]:
    def change(parts: Parts) -> Parts:
        listing = parts["[Content_Types].xml"].replace(
            b"</Types>", f'<Default Extension="bin" ContentType="{kind}"/></Types>'.encode()
        )
        return parts | {"[Content_Types].xml": listing}

    return change


def linking(kind: str, *, external: bool = False) -> Callable[[Parts], Parts]:
    return with_part(HIDDEN_RELATIONS, relationships((kind, "https://evil.example/x", external)))


# how any Office document is made hostile -> what the refusal must say
OFFICE_HARM: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "macros": (with_part("word/vbaProject.bin", OLE), "holds macros"),
    "macros elsewhere": (with_part("x/y.xml", OLE), "embedded object"),
    "macros declared": (declaring("application/vnd.ms-office.vbaProject"), "holds macros"),
    "macros enabled": (declaring("application/vnd.ms-word.document.macroEnabled.main+xml"), "holds macros"),
    "macros enabled in capitals": (declaring("application/vnd.ms-excel.sheet.MACROENABLED.main+xml"), "holds macros"),
    "macros linked": (linking("vbaProject"), "holds macros"),
    "old macro sheet": (linking("xlMacrosheet"), "holds macros"),
    "embedded object": (linking("oleObject"), "embedded object"),
    "linked object": (linking("oleObject", external=True), "embedded object"),
    "object elsewhere": (with_part("word/media/image9.png", OLE), "embedded object"),
    "active control": (linking("control"), "ActiveX"),
    "active control declared": (declaring("application/vnd.ms-office.activeX+xml"), "ActiveX"),
    "template": (linking("attachedTemplate", external=True), "fetches a template from elsewhere"),
    "remote picture": (linking("image", external=True), "fetches something from elsewhere"),
    "remote frame": (linking("frame", external=True), "fetches something from elsewhere"),
    "pasted page": (linking("aFChunk"), "pasted in whole"),
    "program": (with_part("word/media/image9.png", b"MZ\x90\0\3"), "holds a program"),
    "zip inside": (with_part("word/embeddings/x.bin", zipped({"a.txt": b"hello"})), "zip inside another file"),
    "parts in pieces": (with_part("word/_rels/document.xml.rels/[0].piece", b"<a/>"), "parts in pieces"),
    "escaped name": (with_part("x/_rels/y%2Erels", relationships(("vbaProject", "y", False))), "holds macros"),
    "entities": (with_part(HIDDEN_RELATIONS, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "XML entities"),
    "broken XML": (with_part(HIDDEN_RELATIONS, b"<a><b></a>"), "damaged"),
}
OPEN_NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:script="urn:oasis:names:tc:opendocument:xmlns:script:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:presentation="urn:oasis:names:tc:opendocument:xmlns:presentation:1.0" '
    'xmlns:xlink="http://www.w3.org/1999/xlink"'
)


def saying(element: str) -> Callable[[Parts], Parts]:
    return with_part("Object 7/content.xml", f"<a {OPEN_NAMESPACES}>{element}</a>".encode())


OPEN_HARM: dict[str, tuple[Callable[[Parts], Parts], str]] = {
    "Basic": (with_part("Basic/Standard/Module1.xml", b"<a/>"), "holds macros"),
    "basic": (with_part("bASIC/script-lc.xml", b"<a/>"), "holds macros"),
    "Python": (with_part("Scripts/python/a.py", b"import os"), "holds macros"),
    "event": (saying('<script:event-listener xlink:href="x"/>'), "starts a macro"),
    "macro link": (saying('<draw:a xlink:href="vnd.sun.star.script:a?language=Basic"/>'), "starts a macro"),
    "escaped macro link": (saying('<draw:a xlink:href="vnd&#46;sun.star.SCRIPT:a"/>'), "starts a macro"),
    "object": (saying("<draw:object-ole/>"), "embedded object"),
    "object inside": (with_part("Object 8", OLE), "embedded object"),
    "zip inside": (with_part("Object 8", zipped({"a.txt": b"hello"})), "embedded object"),
    "program": (with_part("Pictures/a.png", b"\x7fELF\2\1"), "holds a program"),
    "plug-in": (saying("<draw:plugin/>"), "plug-in"),
    "frame": (saying('<draw:floating-frame xlink:href="https://evil.example"/>'), "web page inside it"),
    "other program": (saying("<office:dde-source/>"), "DDE"),
    "button": (saying('<presentation:event-listener presentation:action="execute"/>'), "button that starts"),
    "remote picture": (saying('<draw:image xlink:href="https://evil.example/a.png"/>'), "from elsewhere"),
    "shared picture": (saying('<draw:image xlink:href="//evil.example/a.png"/>'), "from elsewhere"),
    "remote table": (saying('<table:table-source xlink:href="../b.ods"/>'), "from elsewhere"),
    "password": (with_part("META-INF/x.xml", b"<m xmlns='urn:m'><encryption-data/></m>"), "protected by a password"),
    "entities": (with_part("styles2.xml", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "XML entities"),
}


@pytest.mark.parametrize("harm", OFFICE_HARM)
@pytest.mark.parametrize("name", OFFICE)
def test_hostile_office_document_is_refused(tmp_path: Path, name: str, harm: str) -> None:
    change, expected = OFFICE_HARM[harm]
    said = refusal(tmp_path, change(parts_of(INNOCENT[name])), name)
    assert expected in said
    assert said.startswith(name)
    assert said.endswith("and add it again.")


@pytest.mark.parametrize("harm", OPEN_HARM)
@pytest.mark.parametrize("name", OPEN)
def test_hostile_open_document_is_refused(tmp_path: Path, name: str, harm: str) -> None:
    change, expected = OPEN_HARM[harm]
    assert expected in refusal(tmp_path, change(parts_of(INNOCENT[name])), name)


@st.composite
def hostile_documents(draw: st.DrawFn) -> tuple[bytes, str]:
    """An innocent document made hostile, its parts in any order, among others, perhaps within a zip."""
    is_office = draw(st.booleans())
    harm = draw(st.sampled_from(sorted(OFFICE_HARM if is_office else OPEN_HARM)))
    change, expected = (OFFICE_HARM if is_office else OPEN_HARM)[harm]
    parts = change(parts_of(INNOCENT[draw(st.sampled_from(OFFICE if is_office else OPEN))]))
    extra = draw(st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\.(txt|dat)\Z"), st.binary(max_size=30).map(b"x".__add__)))
    order = draw(st.permutations([*(extra | parts).items()]))
    data = zipped(dict(order), draw(st.sampled_from([0, 8])))
    return (zipped({"inside.docx": data}), expected) if draw(st.booleans()) else (data, expected)


@settings(deadline=None)
@given(hostile=hostile_documents(), name=st.sampled_from(["a.docx", "a.pdf", "a.txt", "a"]))
def test_hostile_document_of_any_arrangement_is_refused(
    tmp_path_factory: pytest.TempPathFactory, hostile: tuple[bytes, str], name: str
) -> None:
    data, expected = hostile
    with pytest.raises(RefusedDocumentError, match=expected):
        check(tmp_path_factory.mktemp("office"), data, name)


def test_refusal_of_macros_says_what_to_do(tmp_path: Path) -> None:
    assert refusal(tmp_path, docx_parts() | {"word/vbaProject.bin": OLE}) == (
        "minutes.docx holds macros. Save it as a plain document without macros (.docx, .xlsx or .pptx), "
        "and add it again."
    )


@pytest.mark.parametrize(
    ("main", "found"),
    [
        (MAIN + "wordprocessingml.template.main+xml", "is a Word template"),
        (MAIN + "presentationml.slideshow.main+xml", "is a PowerPoint show"),
        ("application/vnd.ms-visio.drawing.main+xml", "of a kind that cannot be checked"),
    ],
)
def test_office_file_of_another_kind_is_refused(tmp_path: Path, main: str, found: str) -> None:
    parts = docx_parts() | {"[Content_Types].xml": content_types("word/document.xml", main)}
    assert found in refusal(tmp_path, parts)


def test_office_document_that_claims_to_be_two_kinds_is_refused(tmp_path: Path) -> None:
    both = declaring(MAIN + "spreadsheetml.sheet.main+xml")(docx_parts())
    assert "of a kind that cannot be checked" in refusal(tmp_path, both)


FIELD = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
INSTRUCTION = "<w:r><w:instrText>{}</w:instrText></w:r>"


@pytest.mark.parametrize(
    "inner",
    [
        FIELD.format("begin") + INSTRUCTION.format(' DDEAUTO c:\\\\cmd.exe "/k calc" ') + FIELD.format("end"),
        FIELD.format("begin") + INSTRUCTION.format(" D") + INSTRUCTION.format("dE auto") + FIELD.format("separate"),
        FIELD.format("begin")
        + INSTRUCTION.format("IF 1 = 1 ")
        + FIELD.format("begin")
        + INSTRUCTION.format('"DDE" x')
        + FIELD.format("end") * 2,
        '<w:fldSimple w:instr=" DDEAUTO x y"/>',
        INSTRUCTION.format("DDE x y"),
        INSTRUCTION.format("&#68;DE x y"),
    ],
)
def test_word_document_with_a_field_that_starts_a_program_is_refused(tmp_path: Path, inner: str) -> None:
    body = word_body(f"<w:p>{inner}</w:p>")
    assert "DDE" in refusal(tmp_path, docx_parts() | {"word/document.xml": body})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_word_document_with_innocent_fields_is_taken(tmp_path: Path, encoding: str) -> None:
    inner = FIELD.format("begin") + INSTRUCTION.format('HYPERLINK "https://a.example/DDE"') + FIELD.format("end")
    body = f'<w:document xmlns:w="{WORD}"><w:p>{inner}</w:p></w:document>'
    parts = docx_parts() | {"word/document.xml": body.encode(encoding)}
    assert check(tmp_path, zipped(parts), "a.docx").kind is DocumentKind.DOCX


@pytest.mark.parametrize(
    ("action", "is_taken"),
    [("ppaction://program", False), ("PPAction://macro?name=x", False), ("ppaction://hlinksldjump", True)],
)
def test_slide_with_a_button_that_starts_something_is_refused(tmp_path: Path, action: str, is_taken: bool) -> None:
    kind = MAIN + "presentationml.slide+xml"
    slide = f"<p:s xmlns:p='urn:p' xmlns:a='urn:a'><a:hlinkClick action='{action}'/></p:s>"
    parts = parts_of(INNOCENT["slides.pptx"])
    listing = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/ppt/slides/slide1.xml" ContentType="{kind}"/></Types>'.encode()
    )
    changed = parts | {"[Content_Types].xml": listing, "ppt/slides/slide1.xml": slide.encode()}
    if is_taken:
        assert check(tmp_path, zipped(changed), "a.pptx").kind is DocumentKind.PPTX
    else:
        assert "button that starts a program" in refusal(tmp_path, changed, "a.pptx")


@pytest.mark.parametrize(("element", "found"), [("ddeLink", "DDE"), ("oleLink", "embedded object")])
def test_workbook_that_links_to_a_program_is_refused(tmp_path: Path, element: str, found: str) -> None:
    kind = MAIN + "spreadsheetml.externalLink+xml"
    parts = parts_of(make_xlsx())
    listing = parts["[Content_Types].xml"].replace(
        b"</Types>", f'<Override PartName="/xl/externalLinks/link9.xml" ContentType="{kind}"/></Types>'.encode()
    )
    link = f"<externalLink xmlns='urn:x'><{element}/></externalLink>".encode()
    changed = parts | {"[Content_Types].xml": listing, "xl/externalLinks/link9.xml": link}
    assert found in refusal(tmp_path, changed, "a.xlsx")


def test_macros_in_the_workbook_behind_a_chart_are_found(tmp_path: Path) -> None:
    inner = zipped(parts_of(make_xlsx()) | {"xl/vbaProject.bin": OLE})
    said = refusal(tmp_path, docx_parts() | {"word/embeddings/Sheet1.xlsx": inner})
    assert said.startswith("minutes.docx: Sheet1.xlsx holds macros.")


def test_document_nested_too_deep_is_refused(tmp_path: Path) -> None:
    inner = zipped(docx_parts() | {"word/embeddings/Sheet1.xlsx": make_docx()})
    assert "a document in a document" in refusal(tmp_path, {"a.docx": inner})


def test_document_with_another_kind_of_document_inside_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, docx_parts() | {"word/embeddings/a.odt": INNOCENT["minutes.odt"]})
    assert "embedded object" in said


@pytest.mark.parametrize("kind", [b"application/epub+zip", b"application/vnd.oasis.opendocument.graphics", b"x" * 300])
def test_open_document_of_another_kind_is_refused(tmp_path: Path, kind: bytes) -> None:
    assert "neither an OpenDocument text" in refusal(tmp_path, parts_of(INNOCENT["minutes.odt"]) | {"mimetype": kind})


@pytest.mark.parametrize(
    "markup",
    [
        b"<a>" + b"<b/>" * 2_000 + b"</a>",
        b"<a>" * 2_000,
        b"<a " + b" ".join(b"b%d=''" % place for place in range(9_000)) + b"/>",
        b"<a b='" + b"x" * (4 << 20) + b"'/>",
        b"<a><!--" + b"x" * (4 << 20) + b"--></a>",
        b"<a>" + b"x" * (7 << 20) + b"</a>",
    ],
    ids=short,
)
def test_document_whose_markup_would_take_for_ever_is_refused(tmp_path: Path, markup: bytes) -> None:
    data = zipped(parts_of(INNOCENT["minutes.odt"]) | {"Object 9/content.xml": markup})
    with pytest.raises(RefusedDocumentError, match="too large to be checked"):
        check(tmp_path, data, "a.odt", Limits(most_elements=2_000, largest_markup_bytes=6 << 20))
