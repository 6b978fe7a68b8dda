"""Items of a list whose numbers somebody typed, and lines that only look like them. All made up."""

import pytest

from coopcouncil.rules.motions.clauses import propose
from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.paragraphs import ParagraphRole as Role
from coopcouncil.rules.motions.warnings import warnings_of
from coopcouncil.rules.motions.written_text import as_lines

TYPED = """Elmbridge Ferry Council: 3 June 2026

7. Motions on notice

Proposed by Councillor A Finch Seconded by Councillor B Moor

This Council notes:

1. the pond has been dry since 2024.
2.  2026 was dry too.

This Council resolves to:

3. ask the Leader to:
(a) write to every mill by 1 March 2027;
(b) ask each of them:
  (i) whether it uses the river;
  (ii) how many people it employs;
(c) bring a report on the answers to the Rivers Committee.
4. mend the sluice.
"""


def levels(below: str) -> list[int]:
    """The levels of lines below a heading."""
    return [each.level for each in read_marked(f"This Council resolves to:\n{below}").after[1:]]


def test_typed_numbers_make_items_by_their_kind_and_stay_in_the_text() -> None:
    found = [(each.level, each.role, each.text.split()[0]) for each in read_marked(TYPED).after[3:]]

    assert found == [
        (0, Role.HEADING, "This"), (1, Role.ITEM, "1."), (1, Role.ITEM, "2."),
        (0, Role.HEADING, "This"), (1, Role.CLAUSE, "3."), (2, Role.SUB_ITEM, "(a)"), (2, Role.SUB_ITEM, "(b)"),
        (3, Role.SUB_ITEM, "(i)"), (3, Role.SUB_ITEM, "(ii)"), (2, Role.SUB_ITEM, "(c)"), (1, Role.CLAUSE, "4."),
    ]  # fmt: skip


def test_typed_numbers_cause_no_warning() -> None:
    assert [each.finding.reason for each in warnings_of(read_marked(TYPED))] == []


def test_typed_numbers_survive_being_written_out_and_read_again() -> None:
    once = read_marked(TYPED).after

    assert [(each.level, each.text) for each in read_marked(as_lines(once)).after] == [
        (each.level, each.text) for each in once
    ]


def test_typed_numbers_are_no_part_of_what_an_action_says() -> None:
    first, second = propose(read_marked(TYPED).after).resolutions

    assert [action.owner for action in first.actions] == ["the Leader"] * 3
    assert [each.text for each in first.questions] == [
        "(i) whether it uses the river;",
        "(ii) how many people it employs;",
    ]
    assert (first.actions[-1].kind.value, first.actions[-1].body) == ("report", "Rivers Committee")
    assert second.actions[0].words == "mend the sluice."


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("1. one\n2. two", [1, 1]),
        ("1) one\n(a) two\n(b) three\n2) four", [1, 2, 2, 1]),
        ("i. one\nii. two\niii. three\niv. four", [1, 1, 1, 1]),
        ("(g) none", [0]),
        ("(a) a\n(b) b\n(c) c\n(d) d\n(e) e\n(f) f\n(g) g\n(h) h\n(i) i\n(j) j", [1] * 10),
        ("1. one\n1.1 under it\n1.2 under it\n2. two", [1, 2, 2, 1]),
        ("1. one\n1.1 million trees", [1, 2]),
        ("1.1 million trees died", [0]),
        ("3.5 million trees died", [0]),
        ("2026 was dry.\n1,000 trees died.", [0, 0]),
        ("12. December is late.", [0]),
        ("A. Finch said so.", [0]),
        ("i.e. nothing\na.m. and p.m.", [0, 0]),
        ("1.no space", [0]),
        ("1.", [0]),
        ("1. one\n3. two was struck out", [1, 1]),
        ("- ask:\n  (a) who\n  (b) how\n- mend", [1, 2, 2, 1]),
        ("1. ask:\n- who\n- how\n2. mend", [1, 2, 2, 1]),
        ("1. one\nwords between\n2. two", [1, 0, 1]),
        ("1. one\nwords between\n1. another list", [1, 0, 1]),
    ],
)
def test_typed_number_is_an_item_only_where_a_list_begins_or_goes_on(lines: str, expected: list[int]) -> None:
    assert levels(lines) == expected


def test_typed_number_before_a_heading_leaves_it_a_heading() -> None:
    found = read_marked("1. This Council notes:\n(a) the pond.\n2. This Council resolves to:\n(a) mend it.\n").after

    assert [each.role for each in found] == [Role.HEADING, Role.ITEM, Role.HEADING, Role.CLAUSE]


def test_typed_number_that_an_amendment_changes_is_read_as_amended() -> None:
    found = read_marked(
        "Additions in bold, deletions in strikethrough\nThis Council resolves to:\n1. mend it.\n~~3.~~ **2.** keep it."
    ).after

    assert [(each.level, each.text.strip()) for each in found[2:]] == [(1, "1. mend it."), (1, "2. keep it.")]
