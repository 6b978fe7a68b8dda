"""A motion whose legend says what is added and what deleted, read as it stands. All made up."""

from collections import Counter

from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.paragraphs import ParagraphRole as Role
from coopcouncil.rules.motions.redline import Counts, Status, accepted, redline, rejected

MOTION = """Fenwick Borough Council: 3 June 2026

Agenda Item No. 7 – Motion from Councillor Ada Finch

Proposed by Councillor A Finch Seconded by Councillor B Moor

Additions in bold and deletions shown in strikethrough

This Council notes:

- the orchard ~~has~~ stands beside the **old** mill.
- **the mill was let in 2020.**

This Council resolves to:

- plant forty trees by 1 March 2027;
  - apples first, within one year;
- ~~sell the pond.~~

[The Monitoring Officer advises that the motion is in order.]
"""


def test_marked_text_gives_both_versions_and_keeps_ids() -> None:
    motion = read_marked(MOTION)
    before = {each.id: each.text for each in motion.before}
    after = {each.id: each.text for each in motion.after}

    assert before["p6"] == "the orchard has stands beside the  mill."
    assert after["p6"] == "the orchard  stands beside the old mill."
    assert set(after) - set(before) == {"p7"}
    assert set(before) - set(after) == {"p11"}


def test_marked_text_gives_the_authors_marks_as_a_lawful_redline() -> None:
    motion = read_marked(MOTION)

    assert motion.marks.counts == Counts(insertions=2, inserted_words=7, deletions=2, deleted_words=4)
    assert rejected(motion.marks) == [each.text for each in motion.before]
    assert accepted(motion.marks) == [each.text for each in motion.after]
    counted = Counter(each.status for each in motion.marks.paragraphs)
    assert (counted[Status.INSERTED], counted[Status.DELETED], counted[Status.CHANGED]) == (1, 1, 1)


def test_marked_text_computed_redline_equals_the_authors_marks() -> None:
    motion = read_marked(MOTION)
    computed = redline([each.text for each in motion.before], [each.text for each in motion.after])

    assert computed.counts == motion.marks.counts


def test_marked_text_tells_roles_and_levels() -> None:
    found = [(each.role, each.level) for each in read_marked(MOTION).after]

    assert found == [
        (Role.HEADER, 0), (Role.HEADER, 0), (Role.HEADER, 0), (Role.LEGEND, 0),
        (Role.HEADING, 0), (Role.ITEM, 1), (Role.ITEM, 1),
        (Role.HEADING, 0), (Role.CLAUSE, 1), (Role.SUB_ITEM, 2), (Role.ADVICE, 0),
    ]  # fmt: skip


def test_marked_text_reads_the_header() -> None:
    header = read_marked(MOTION).header

    assert header.meeting == "Fenwick Borough Council: 3 June 2026"
    assert (header.item, header.notice_from) == ("7", "Councillor Ada Finch")
    assert (header.mover, header.seconder) == ("Councillor A Finch", "Councillor B Moor")


def test_marked_text_without_a_name_has_none() -> None:
    header = read_marked("Proposed by Councillor Seconded by\n").header

    assert (header.mover, header.seconder, header.item) == (None, None, None)


def test_marked_text_without_a_legend_takes_marks_as_text() -> None:
    motion = read_marked("This Council notes:\n- a **bold** claim and a ~~struck~~ one.\n")

    assert motion.before == motion.after
    assert motion.after[1].text == "a **bold** claim and a ~~struck~~ one."


def test_marked_text_with_an_open_mark_keeps_it() -> None:
    motion = read_marked("Additions in bold, deletions in strikethrough\n- one **two three\n")

    assert motion.after[1].text == "one **two three"
    assert motion.before == motion.after


def test_marked_text_of_nothing_is_nothing() -> None:
    motion = read_marked("")

    assert (motion.before, motion.after, motion.lines) == ((), (), ())


def test_marked_text_reads_windows_line_ends_and_drawn_list_marks() -> None:
    motion = read_marked("This Council notes:\r\n• one\r\n  ◦ two\r\n")

    assert [(each.level, each.text) for each in motion.after] == [(0, "This Council notes:"), (1, "one"), (2, "two")]
