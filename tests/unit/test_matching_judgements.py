"""People's judgements are kept whole, read back, and the last word counts."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coopcouncil.data.matching.judgements import Judgement, Judgements, effective


def judgement(verdict: str = "same", *, org_id: str = "GB-COH-1", day: int = 17, key: str = "acme ltd") -> Judgement:
    return Judgement("A. Clerk", datetime(2026, 3, day, 9, tzinfo=UTC), "Ambridge", key, org_id, verdict, "note, é")


def test_judgements_are_read_back_as_written(tmp_path: Path) -> None:
    kept = Judgements(tmp_path / "data")
    assert kept.effective() == []
    kept.add(judgement())
    kept.add(judgement("unsure", org_id="GB-COH-2"))
    assert kept.read() == ([judgement(), judgement("unsure", org_id="GB-COH-2")], [])


def test_judgements_last_word_counts_for_each_supplier_and_organisation() -> None:
    said = [judgement(), judgement("not-same", day=18), judgement(org_id="GB-COH-2"), judgement(key="other")]
    assert effective(said) == said[1:]


def test_judgements_follow_an_organisation_to_its_new_id() -> None:
    said = [judgement(org_id="old"), judgement("not-same", org_id="new", day=18)]
    assert [each.verdict for each in effective(said, {"old": "new"})] == ["not-same"]


def test_judgements_with_a_cut_last_line_are_read_and_it_is_said(tmp_path: Path) -> None:
    kept = Judgements(tmp_path)
    kept.add(judgement())
    with kept.path.open("a") as file:
        file.write('{"who": "B. Cle')
    found, problems = kept.read()
    assert found == [judgement()]
    assert len(problems) == 1
    assert "line 2" in problems[0]


def test_judgements_added_after_a_cut_line_are_whole(tmp_path: Path) -> None:
    kept = Judgements(tmp_path)
    kept.path.write_text('{"who": "B. Cle')
    kept.add(judgement())
    assert kept.effective() == [judgement()]
    assert len(kept.problems()) == 1


def test_judgement_with_another_verdict_is_refused() -> None:
    with pytest.raises(ValueError, match="same, not-same or unsure"):
        judgement("maybe")
