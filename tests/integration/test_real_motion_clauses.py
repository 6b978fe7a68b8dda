"""What a real motion asks for, read in place where the shared folder is present. Nothing of it is copied here."""

from pathlib import Path

import pytest

from coopcouncil.rules.motions.clause_words import EvidenceKind
from coopcouncil.rules.motions.clauses import ActionKind, Proposal, propose
from coopcouncil.rules.motions.marked_text import read_marked
from coopcouncil.rules.motions.merging import Amended, merge

FILE = Path(__file__).parents[3] / "shared" / "policy" / "motion-2026-03-17.txt"
pytestmark = pytest.mark.skipif(
    not FILE.exists(), reason="the real motion (../shared/policy) is not beside the project"
)


@pytest.fixture(scope="module")
def adopted() -> Proposal:
    return propose(read_marked(FILE.read_text(encoding="utf-8")).after)


def test_real_motion_has_nine_resolutions_and_three_questions_under_one(adopted: Proposal) -> None:
    assert [len(each.questions) for each in adopted.resolutions] == [0, 0, 0, 0, 0, 3, 0, 0, 0]
    kinds = [[action.kind for action in each.actions] for each in adopted.resolutions]
    once, goes_on, report = [ActionKind.ONCE], [ActionKind.CONTINUING], [ActionKind.REPORT]
    assert kinds == [once, goes_on, goes_on, once + report, once, once, report, goes_on, once]


def test_real_motion_reports_to_two_committees_apart_from_the_questions(adopted: Proposal) -> None:
    reports = {
        each.number: action.body for each in adopted.resolutions for action in each.actions
        if action.kind is ActionKind.REPORT
    }  # fmt: skip
    assert reports == {4: "Asset and Procurement Committee", 7: "Children and Young People's committee"}
    assert any("asks for a report" in check for check in adopted.resolutions[6].checks)


def test_real_motion_asks_for_different_evidence_and_states_no_date(adopted: Proposal) -> None:
    evidence = [each.actions[0].evidence for each in adopted.resolutions]
    assert evidence[5] == (EvidenceKind.LETTER, EvidenceKind.ANSWERS)
    assert evidence[6] == (EvidenceKind.REPORT, EvidenceKind.MINUTE)
    assert len(set(evidence)) >= 6
    for action in (action for each in adopted.resolutions for action in each.actions):
        assert (action.due, action.due_on, action.review) == (None, None, None)
        assert action.not_stated


def test_real_motion_names_one_committee_in_two_ways_and_the_clerk_is_asked(adopted: Proposal) -> None:
    assert [each.names for each in adopted.aliases] == [
        ("Assets and Procurement Committee", "Asset and Procurement Committee")
    ]


def test_real_motion_before_the_amendment_has_five_resolutions() -> None:
    assert len(propose(read_marked(FILE.read_text(encoding="utf-8")).before).resolutions) == 5


def test_real_amendment_merged_alone_gives_its_text() -> None:
    marked = read_marked(FILE.read_text(encoding="utf-8"))
    before, after = (tuple(paragraph.text for paragraph in side) for side in (marked.before, marked.after))
    merged = merge(before, [Amended("1", after)])
    assert (merged.paragraphs, merged.collisions) == (after, ())
