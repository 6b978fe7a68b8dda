"""A real motion, read in place where the shared folder is present: the redline must equal its author's marks."""

import json
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from coopcouncil.cli import main
from coopcouncil.rules.motions.marked_text import MarkedMotion, read_marked
from coopcouncil.rules.motions.redline import Counts, Redline, accepted, redline, rejected
from coopcouncil.rules.motions.segments import Mark
from coopcouncil.rules.motions.warnings import warnings_of

FILE = Path(__file__).parents[3] / "shared" / "policy" / "motion-2026-03-17.txt"
pytestmark = pytest.mark.skipif(not FILE.is_file(), reason="the shared folder with the real motion is not here")


@pytest.fixture(scope="module")
def motion() -> MarkedMotion:
    return read_marked(FILE.read_text(encoding="utf-8"))


def changes(change: Redline) -> Counter[tuple[Mark, str]]:
    runs = (run for paragraph in change.paragraphs for run in paragraph.segments if run.mark is not Mark.EQUAL)
    return Counter((mark, text.strip()) for mark, text in runs)


def test_real_motion_redline_equals_its_authors_marks(motion: MarkedMotion) -> None:
    old, new = ([each.text for each in side] for side in (motion.before, motion.after))
    computed = redline(old, new)

    assert (len(old), len(new)) == (19, 29)
    assert computed.counts == motion.marks.counts == Counts(14, 275, 4, 141)
    assert changes(computed) == changes(motion.marks)
    assert rejected(computed) == old
    assert accepted(computed) == new


def test_real_motion_redline_by_the_command_is_the_same(motion: MarkedMotion, tmp_path: Path) -> None:
    for name, side in (("old", motion.before), ("new", motion.after)):
        (tmp_path / name).write_text("".join(f"{each.text}\n" for each in side), encoding="utf-8")
    result = CliRunner().invoke(
        main, ["motions", "redline", str(tmp_path / "old"), str(tmp_path / "new"), "--format", "json"]
    )

    assert json.loads(result.stdout)["counts"] == {
        "insertions": 14, "inserted_words": 275, "deletions": 4, "deleted_words": 141,
    }  # fmt: skip


def test_real_motion_warnings_are_those_that_people_found(motion: MarkedMotion) -> None:
    found = {(each.line, each.finding.rule.removeprefix("motion-")) for each in warnings_of(motion)}

    assert found == {
        (7, "no-seconder"), (13, "double-space"), (29, "no-date"), (33, "two-names"), (34, "contradiction"),
        (36, "undefined"), (37, "stray-bullet"), (39, "level"), (39, "undefined"), (41, "report-as-question"),
        (41, "undefined"), (42, "empty-item"), (44, "white-line"), (45, "level"), (45, "double-space"),
        (45, "unfinished"), (47, "advice"),
    }  # fmt: skip


def test_real_motion_read_by_the_command_has_its_header() -> None:
    result = CliRunner().invoke(main, ["motions", "read", str(FILE), "--format", "json"])
    answer = json.loads(result.stdout)

    assert answer["header"]["item"] == "8(b)"
    assert answer["header"]["seconder"] is None
    assert (len(answer["before"]), len(answer["after"])) == (19, 29)
    assert len(answer["warnings"]) == 18
