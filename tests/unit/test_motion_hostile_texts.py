"""Motions that nobody would write: odd characters, marks and legends in odd places. All made up, at random."""

import zipfile
from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.support.documents import zipped
from tests.support.word_files import change, p, r, word_file

from coopcouncil.data.documents import RefusedDocumentError
from coopcouncil.data.word import read_document
from coopcouncil.papers.motions import motion_json, motion_text
from coopcouncil.rules.motions.clauses import propose
from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.merging import Amended, merge
from coopcouncil.rules.motions.reading import read_motion
from coopcouncil.rules.motions.redline import accepted, redline, rejected
from coopcouncil.rules.motions.warnings import warnings_of
from coopcouncil.rules.motions.written_text import as_lines
from coopcouncil.vocabulary.written import WrittenDocument

FAMILY = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
ODD = [FAMILY, "e\u0301\u0323", "\u0301", "\u202eabc\u202c", "שלום", "مرحبا", "\0", "\x1b[0m", "\u200b", "\ufeff"]
ODD += [
    "\u2028",
    "\u2029",
    "\x85",
    "\v",
    "\f",
    "\r",
    "\ud800",
    "\u00a0",
    "\u3000",
    "🇬🇧",
    "🇬",
    "a" * 3_000,
    "it is " * 500,
]
MARKS = [
    "**",
    "~~",
    "****",
    "~~~~",
    "**a~~b**c~~",
    "** a **",
    "~~ ~~",
    "*",
    "~",
    "- ",
    "• ",
    "o ",
    "1. ",
    "(a) ",
    "(iv) ",
]
LINES = [
    "Additions in bold and deletions in strikethrough",
    "This Council notes:",
    "This Council resolves to:",
    "Council RESOLVES THAT",
    "Proposed by Councillor A. Finch Seconded by",
    "ask the Leader to write to all and ask:",
    "(i) whether they agree;",
    "report back to the Rivers Committee by 31 June 2027.",
    "[The Monitoring Officer advises that it is in order.]",
    "0. none", "999. none", "1.1.1 none", "31/02/2027", "99 Foo 0000",
]  # fmt: skip
piece = st.one_of(st.sampled_from(LINES), st.sampled_from(MARKS), st.sampled_from(ODD), st.text(max_size=6))
line = st.builds(lambda indent, parts: " " * indent + "".join(parts), st.integers(0, 9), st.lists(piece, max_size=6))
text = st.builds(
    lambda lines, end: end.join(lines), st.lists(line, max_size=12), st.sampled_from(["\n", "\r\n", "\r", "\n\n"])
)
paragraphs = st.lists(st.lists(piece, max_size=5).map("".join), max_size=8)


@given(text)
@settings(max_examples=150, deadline=None)
def test_any_text_is_read_with_its_marks_kept_by_the_law(given_text: str) -> None:
    motion = read_marked(given_text)

    assert [line.raw for line in motion.lines] == [line.raw for line in read_marked(given_text).lines]
    assert rejected(motion.marks) == [each.text for each in motion.before]
    assert accepted(motion.marks) == [each.text for each in motion.after]
    assert len({each.id for each in motion.after}) == len(motion.after)


@given(text)
@settings(max_examples=150, deadline=None)
def test_any_text_gets_warnings_about_its_own_lines(given_text: str) -> None:
    read = read_motion(given_text)
    found = warnings_of(read.marked)

    assert all(1 <= each.line <= len(read.marked.lines) for each in found)
    assert motion_text(read, found, ())
    assert motion_json(read, found, ()).startswith("{")


@given(text)
@settings(max_examples=150, deadline=None)
def test_any_text_is_proposed_from_in_its_own_words(given_text: str) -> None:
    motion = read_marked(given_text)
    whole = "\n".join(each.text for each in motion.after)
    proposal = propose(motion.after)

    assert [each.number for each in proposal.resolutions] == list(range(1, len(proposal.resolutions) + 1))
    for action in (action for each in proposal.resolutions for action in each.actions):
        for said in (action.owner, action.due, action.trigger, action.review):
            assert said is None or said in whole
        assert action.due_on is None or action.due is not None


@given(text)
@settings(max_examples=100, deadline=None)
def test_any_text_written_out_can_be_read_again(given_text: str) -> None:
    once = read_marked(given_text).after

    assert read_marked(as_lines(once)).lines is not None


@given(paragraphs, paragraphs)
@settings(max_examples=150, deadline=None)
def test_any_two_texts_have_a_lawful_redline(old: list[str], new: list[str]) -> None:
    change = redline(old, new)

    assert rejected(change) == old
    assert accepted(change) == new


@given(paragraphs, st.lists(paragraphs, max_size=3))
@settings(max_examples=100, deadline=None)
def test_any_amendments_merge_the_same_in_any_order(base: list[str], others: list[list[str]]) -> None:
    amendments = [Amended(str(number), tuple(each)) for number, each in enumerate(others)]

    assert merge(base, amendments) == merge(base, amendments[::-1])
    for each in amendments:
        assert merge(base, [each]).paragraphs == each.paragraphs


WHOLE = word_file(
    p(r("This Council notes:"), style="H1")
    + p(r("a pond", "b"), change("ins", r(" and a mill")), level=0)
    + p(change("del", r("gone")), end=change("del"))
    + p('<w:hyperlink r:id="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>'),
    parts={"comments": f'<w:comment w:id="1" w:author="B">{p(r("Check."))}</w:comment>'},
    links={"x": "https://example.org/"},
)
TAGS = ["w:p", "w:r", "w:t", "w:ins", "w:del", "w:tbl", "w:tr", "w:tc", "w:sdt", "w:pPr", "w:rPr", "w:numPr", "w:body"]
TAGS += ["w:txbxContent", "w:hyperlink", "w:moveFrom", "w:fldChar", "w:footnote", "w:abstractNum", "w:num", "w:lvl"]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A document in one part of which tags were swapped, cut, doubled, or bytes changed."""
    with zipfile.ZipFile(BytesIO(WHOLE)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for _ in range(draw(st.integers(1, 3))):
        name = draw(st.sampled_from(sorted(parts)))
        data = parts[name]
        kind = draw(st.sampled_from(["tag", "wrap", "cut", "bytes", "double", "drop"]))
        at = draw(st.integers(0, max(0, len(data) - 1)))
        if kind == "tag":
            data = data.replace(draw(st.sampled_from(TAGS)).encode(), draw(st.sampled_from(TAGS)).encode())
        elif kind == "wrap":
            tag, inside = (draw(st.sampled_from(TAGS)).encode() for _ in range(2))
            data = data.replace(b"<" + inside + b">", b"<" + tag + b"><" + inside + b">")
            data = data.replace(b"</" + inside + b">", b"</" + inside + b"></" + tag + b">")
        elif kind == "cut":
            data = data[:at]
        elif kind == "bytes":
            data = data[:at] + draw(st.binary(max_size=4)) + data[at + draw(st.integers(0, 4)) :]
        elif kind == "double":
            data = data[:at] + data[at - min(at, 40) :]
        parts[name] = data
        if kind == "drop" and len(parts) > 1:
            del parts[name]
    return zipped(parts)


@given(damaged())
@settings(max_examples=400, deadline=None)
def test_damaged_word_document_is_read_or_refused_in_words(data: bytes) -> None:
    document, said = _read(data)
    if document is None:
        assert said.startswith("motion.docx")
        assert said.endswith(".")
    else:
        marked = read_motion(document).marked
        assert rejected(marked.marks) == [each.text for each in marked.before]
        assert accepted(marked.marks) == [each.text for each in marked.after]


def _read(data: bytes) -> tuple[WrittenDocument | None, str]:
    """The document, or the words in which it was refused."""
    try:
        return read_document(data, name="motion.docx"), ""
    except RefusedDocumentError as refusal:
        return None, str(refusal)


def test_word_document_with_an_empty_part_for_comments_is_read() -> None:
    found = read_document(word_file(p(r("one")), parts={"comments": ""}), name="motion.docx")

    assert ([each.text for each in found.paragraphs], found.notes) == (["one"], ())
