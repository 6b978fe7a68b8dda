"""PDFs that hold programs, files or encryption are refused, however they hide these; others are taken."""

import random
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.documents import check, make_pdf, packed_objects, short

from coopcouncil.data.documents import DocumentKind, Limits, RefusedDocumentError
from coopcouncil.data.documents import pdf_objects as reading

# what a hostile object says -> what the refusal must say
HARM: dict[bytes, str] = {
    b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>": "JavaScript",
    b"<< /Type /Action /S /Rendition /JS 9 0 R >>": "media",
    b"<< /JS (x) >>": "JavaScript",
    b"<< /S /Launch /F (cmd.exe) >>": "starts a program",
    b"<< /Type /EmbeddedFile /Length 0 >>": "other files attached",
    b"<< /Names << /EmbeddedFiles 9 0 R >> >>": "other files attached",
    b"<< /Type /Filespec /EF << /F 9 0 R >> >>": "other files attached",
    b"<< /Subtype /FileAttachment >>": "other files attached",
    b"<< /Subtype /RichMedia >>": "media",
    b"<< /AcroForm << /XFA [9 0 R] >> >>": "XFA",
}
NAMES = {
    b"JavaScript": "JavaScript",
    b"Launch": "starts a program",
    b"EmbeddedFile": "other files",
    b"JS": "JavaScript",
}


def refusal(folder: Path, data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(RefusedDocumentError) as caught:
        check(folder, data, "minutes.pdf", limits)
    return str(caught.value)


@pytest.mark.parametrize("harm", HARM)
def test_pdf_with_harm_in_an_object_is_refused(tmp_path: Path, harm: bytes) -> None:
    assert HARM[harm] in refusal(tmp_path, make_pdf(harm))


@pytest.mark.parametrize("harm", HARM)
def test_pdf_with_harm_in_packed_objects_is_refused(tmp_path: Path, harm: bytes) -> None:
    assert HARM[harm] in refusal(tmp_path, make_pdf(packed_objects(b"<< /A 1 >>", harm)))


@pytest.mark.parametrize("kind", [b"/Type /ObjStm", b"/Type /Obj#53tm", b"", b"/Subtype /Image", b"% /N\n/Type/ObjStm"])
def test_pdf_whose_packed_objects_are_called_something_else_is_refused(tmp_path: Path, kind: bytes) -> None:
    harm = packed_objects(b"<< /S /JavaScript /JS (x) >>", kind=kind)
    assert "JavaScript" in refusal(tmp_path, make_pdf(harm))


@pytest.mark.parametrize(
    "packed",
    [
        packed_objects(b"<< /A 1 >>", extra=b"/DecodeParms << /Predictor 12 /Columns 5 >>"),
        packed_objects(b"<< /A 1 >>").replace(b"/Filter /FlateDecode", b"/Filter [/ASCIIHexDecode /FlateDecode]"),
        packed_objects(b"<< /A 1 >>").replace(b"/Filter /FlateDecode", b"/Filter [/A#53CII85Decode /FlateDecode]"),
        packed_objects(b"<< /A 1 >>").replace(b"/Filter /FlateDecode", b"/Filter 9 0 R"),
    ],
    ids=short,
)
def test_pdf_that_packs_objects_unusually_is_refused(tmp_path: Path, packed: bytes) -> None:
    assert "packs its objects in a way" in refusal(tmp_path, make_pdf(packed))


def test_pdf_with_plain_packed_objects_is_looked_through(tmp_path: Path) -> None:
    plain = b"<< /Type /ObjStm /N 1 /First 5 /Length 40 >>\nstream\n20 0 << /JS (x) >>\nendstream"
    assert "JavaScript" in refusal(tmp_path, make_pdf(plain))


def test_pdf_with_damaged_packed_objects_is_refused(tmp_path: Path) -> None:
    harm = packed_objects(b"<< /A (%s) >>" % random.Random(1).randbytes(200))
    broken = harm[:-60] + b"\nendstream"
    assert "damaged" in refusal(tmp_path, make_pdf(broken))


def test_pdf_whose_packed_objects_unpack_beyond_reason_is_refused(tmp_path: Path) -> None:
    bomb = packed_objects(b"1 0 " * (2 << 20))
    assert len(bomb) < 1 << 20
    assert "unpacks to more than 4 MB" in refusal(tmp_path, make_pdf(bomb), Limits(most_unpacked_bytes=4 << 20))


def test_pdf_with_a_harmless_name_across_two_pieces_is_taken(tmp_path: Path) -> None:
    for shift in range(40):
        filler = b"<< /A (%s) >>" % (b"x" * ((1 << 16) - 40 - shift))
        assert check(tmp_path, make_pdf(packed_objects(filler, b"<</EFont 1/JSX 2>>")), "a.pdf").notes == ()


def test_pdf_with_harm_at_the_very_end_of_its_packed_objects_is_refused(tmp_path: Path) -> None:
    harm = packed_objects(b"x").replace(zlib.compress(b"20 0 x "), zlib.compress(b"20 0 <</S/Launch"))
    assert "starts a program" in refusal(tmp_path, make_pdf(harm))


def test_pdf_with_harm_across_two_pieces_of_packed_objects_is_refused(tmp_path: Path) -> None:
    for shift in range(16):
        filler = b"<< /A (%s) >>" % (b"x" * ((1 << 16) - 30 - shift))
        assert "JavaScript" in refusal(tmp_path, make_pdf(packed_objects(filler, b"<</S/JavaScript>>")))


@pytest.mark.parametrize("spelt", [b"/J#61vaScript", b"/#4a#61#76aScript", b"/#4AavaScript", b"/JavaScrip#74"])
def test_pdf_with_a_name_in_other_letters_is_refused(tmp_path: Path, spelt: bytes) -> None:
    assert "JavaScript" in refusal(tmp_path, make_pdf(b"<< /S %s >>" % spelt))
    assert "JavaScript" in refusal(tmp_path, make_pdf(packed_objects(b"<< /S %s >>" % spelt)))


@st.composite
def spellings(draw: st.DrawFn) -> tuple[bytes, str]:
    """A harmful name with any of its letters written in figures, and what the refusal must say."""
    name = draw(st.sampled_from(list(NAMES)))
    letters = [draw(st.sampled_from([b"%c", b"#%02x", b"#%02X"])) % each for each in name]
    return b"/" + b"".join(letters), NAMES[name]


@settings(deadline=None)
@given(
    spelling=spellings(),
    after=st.sampled_from([b" ", b"\n", b"(", b"<", b"[", b"/", b"\0", b"%\n"]),
    before=st.sampled_from([b"<<", b"<< /A (x)", b"<</A (()\\))/B", b"<</A<414243>", b"<</A[<<>>]", b"<</A%)>>\n"]),
    place=st.sampled_from(["object", "packed", "root", "update"]),
)
def test_pdf_with_harm_in_any_spelling_and_place_is_refused(
    tmp_path_factory: pytest.TempPathFactory, spelling: tuple[bytes, str], after: bytes, before: bytes, place: str
) -> None:
    spelt, expected = spelling
    harm = before + spelt + after + b"1 0 R>>"
    data = {
        "object": lambda: make_pdf(harm),
        "packed": lambda: make_pdf(packed_objects(harm)),
        "root": lambda: make_pdf(root=spelt + after + b" 5 0 R"),
        "update": lambda: make_pdf() + b"9 0 obj" + harm + b"endobj\ntrailer<<>>\nstartxref\n9\n%%EOF\n",
    }[place]()
    assert expected in refusal(tmp_path_factory.mktemp("pdf"), data)


@pytest.mark.parametrize("around", [b"<< /A (%s ) >>", b"<< /A 1 %%%s \n >>", b"<< >>\nstream\n%s \nendstream"])
def test_pdf_with_a_long_name_anywhere_at_all_is_refused(tmp_path: Path, around: bytes) -> None:
    assert "JavaScript" in refusal(tmp_path, make_pdf(around % b"<< /S /JavaScript"))


def test_pdf_with_an_object_hidden_in_a_picture_is_refused(tmp_path: Path) -> None:
    hidden = b"7 0 obj << /JS (x) >> endobj"
    picture = b"<< /Subtype /Image /Length %d >>\nstream\n%s\nendstream" % (len(hidden), hidden)
    assert "JavaScript" in refusal(tmp_path, make_pdf(picture))


def test_pdf_with_packed_objects_hidden_in_a_string_is_refused(tmp_path: Path) -> None:
    hidden = b"<< /A (7 0 obj " + packed_objects(b"<< /S /Launch >>") + b") >>"
    assert "starts a program" in refusal(tmp_path, make_pdf(hidden))


def test_pdf_with_comments_in_an_object_is_read_through_them(tmp_path: Path) -> None:
    assert "JavaScript" in refusal(tmp_path, make_pdf(b"% >>\n<< % )>>\n /A (\\)>>) /JS (x) >>"))


def test_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    said = refusal(tmp_path, make_pdf(b"<< /Filter /Standard >>", trailer=b"/Encrypt 5 0 R"))
    assert said == (
        "minutes.pdf is protected or encrypted, so it cannot be checked. Save a copy without protection, or print it "
        "to a new PDF, and add it again."
    )


def test_pdf_that_mentions_harmless_names_is_taken(tmp_path: Path) -> None:
    names = b"<< /JavaScripts 1 /LaunchPad 2 /EncryptMetadata true /JSX 3 /XFAB 1 /T (JavaScript /JS) /Subtype /Link >>"
    assert check(tmp_path, make_pdf(names), "a.pdf").kind is DocumentKind.PDF


def test_pdf_with_large_pictures_of_noise_is_taken(tmp_path: Path) -> None:
    noise = random.Random(5).randbytes(8 << 20).replace(b"endstream", b"")
    picture = b"<< /Subtype /Image /Length %d >>\nstream\n%s/JS (\nendstream" % (len(noise), noise)
    assert check(tmp_path, make_pdf(picture), "a.pdf").kind is DocumentKind.PDF


def test_pdf_updated_several_times_is_taken(tmp_path: Path) -> None:
    update = b"9 0 obj << /A 1 >> endobj\nxref\n0 0\ntrailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF\r\n"
    assert check(tmp_path, make_pdf() + update * 3 + b"\0" * 50, "a.pdf").kind is DocumentKind.PDF


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (b"\r\n" + make_pdf(), "hides a PDF behind something else"),
        (b"GIF89a" + make_pdf(), "hides a PDF behind something else"),
        (b"x" * 1000 + make_pdf(), "hides a PDF behind something else"),
        (make_pdf() + b"<html><script>alert(1)</script></html>", "something else after the end of the PDF"),
        (make_pdf()[:-8], "damaged or was cut short"),
        (b"%PDF-x\n%%EOF", "damaged or was cut short"),
    ],
    ids=short,
)
def test_pdf_that_is_more_or_less_than_one_is_refused(tmp_path: Path, data: bytes, found: str) -> None:
    assert found in refusal(tmp_path, data)


@pytest.mark.parametrize(
    "trap",
    [
        b"obj<<" * 2_000,
        b"obj<</A" * 2_000,
        b"obj<<(" * 2_000,
        b"obj%" * 2_000,
        b"obj<<" + b"[" * 60_000,
        b"obj<<>>" * 2_000,
        b"obj<</N 1/First 2/Filter/Fl>>stream\n" + zlib.compress(b"1 0 "),
    ],
    ids=short,
)
def test_pdf_that_would_take_for_ever_is_refused(tmp_path: Path, trap: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_TOKENS", 50_000)
    monkeypatch.setattr(reading, "MOST_OBJECTS", 1_000)
    monkeypatch.setattr("coopcouncil.data.documents.pdfs.MOST_PACKED", 100)
    said = refusal(tmp_path, make_pdf() + trap * (1 if len(trap) > 100 else 2_000) + b"\n%%EOF")
    assert "in a way that cannot be checked" in said
