"""On names that people reconciled, the matcher must be right often, and more often than plain TF-IDF."""

import csv
import random
from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import match_names
from coopcouncil.data.snapshots.store import connect

LABELLED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "labelled"
SAMPLE = 600
FLOOR = 0.83
AHEAD_BY = 0.05


def _rows(name: str) -> list[dict[str, str]]:
    with (LABELLED / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _f1(names: list[dict[str, str]], answers: list[str]) -> float:
    right = sum(each["true_id"] == answer for each, answer in zip(names, answers, strict=True) if answer)
    said, known = sum(map(bool, answers)), sum(each["true_id"] != "-1" for each in names)
    return 2 * right / max(1, said + known)


def _tfidf(names: list[dict[str, str]], register: list[dict[str, str]]) -> float:
    """F1 of plain TF-IDF at the threshold that is best for it."""
    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3))
    known = vectors.fit_transform([each["name"] for each in register])
    likeness = (vectors.transform([each["query"] for each in names]) @ known.T).toarray()
    best, scores = likeness.argmax(axis=1), likeness.max(axis=1)
    return max(
        _f1(names, [register[j]["id"] if score >= line else "" for j, score in zip(best, scores, strict=True)])
        for line in np.arange(0.3, 1.0, 0.02)
    )


def test_match_beats_tfidf_on_names_people_reconciled() -> None:
    if not LABELLED.is_dir():
        pytest.skip("The labelled names (../shared/data/labelled) are not beside the project.")
    register = _rows("register_50k.csv")
    real = [each for each in _rows("queries_dev.csv") if each["part"] == "real"]
    names = random.Random(3).sample(real, SAMPLE)
    connection = connect()
    connection.register("register", pa.table({key: [each[key] for each in register] for key in ("id", "name")}))
    found = match_names(
        connection,
        [Asked(each["query"]) for each in names],
        "SELECT id, name, NULL AS postcode, 0 AS standing FROM register",
    )
    ours = _f1(names, [each.org_id or "" if each.outcome == "match" else "" for each in found])
    assert ours > FLOOR
    assert ours > _tfidf(names, register) + AHEAD_BY
