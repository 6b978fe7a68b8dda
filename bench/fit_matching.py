"""Fits the matcher's weights on the labelled names and writes them into the package.

    python -m bench.fit_matching

Every figure printed comes from cross-validation: the names of one true organisation are never in both halves. Half of
the organisations of the second register are taken off it, so that their names are known to have no match there.
"""

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from bench.labelled import Case, Labelled, pairs_case, queries_case
from coopcouncil.data.matching import scoring
from coopcouncil.data.matching.candidates import prepare_register
from coopcouncil.data.matching.comparisons import Asked, Compared, compare
from coopcouncil.data.matching.decisions import MATCH_FROM, rank
from coopcouncil.data.matching.features import FEATURES
from coopcouncil.data.matching.names import read
from coopcouncil.data.snapshots.store import connect

TARGET = Path(scoring.__file__).with_name("weights.json")
FOLDS = 5
PLACES = 4


class Measured:
    """One case with its comparisons made: rows of features, which name and id each belongs to, and its fold."""

    def __init__(self, case: Case) -> None:
        self.case = case
        connection = connect()
        connection.register(
            "register", pa.table(dict(zip(("id", "name"), zip(*case.register, strict=True), strict=True)))
        )
        prepare_register(connection, "SELECT id, name, NULL AS postcode, 0 AS standing FROM register")
        self.asked = [Asked(each.name) for each in case.names]
        parts = list(compare(connection, self.asked))
        self.rows = np.vstack([part.rows for part in parts])
        self.comparisons = [each for part in parts for each in part.comparisons]
        self.name = np.array([each.asked for each in self.comparisons])
        self.right = np.array([case.names[each.asked].true_id == each.entry.id for each in self.comparisons])
        self.folds = np.array([fold_of(each) for each in case.names])


def fold_of(name: Labelled) -> int:
    """The fold that a labelled name belongs to, by its true organisation."""
    return random.Random(name.true_id or read(name.name).key).randrange(FOLDS)


def cases() -> list[Measured]:
    """The two labelled sets, and the second again on a short register, as a small town might load."""
    chosen = random.Random(20)
    pairs = pairs_case()
    known = [each for each in pairs.names if each.true_id]
    sampled = chosen.sample(known, 3_000)
    gone = {each.true_id for each in sampled if random.Random(each.true_id + "x").random() < 0.4}
    gone_keys = {read(name).key for org_id, name in pairs.register if org_id in gone}
    register = [(i, n) for i, n in pairs.register if i not in gone and read(n).key not in gone_keys]
    names = [Labelled(e.name, "" if e.true_id in gone else e.true_id, e.part, e.hard) for e in sampled]
    kept = {each.true_id for each in names}
    left = {i for i, _ in register}
    names = [each for each in names if not each.true_id or each.true_id in left]
    short = [(i, n) for i, n in register if i in kept or chosen.random() < 0.01]
    return [
        Measured(queries_case()),
        Measured(Case("pairs", register, names)),
        Measured(cut_case()),
        Measured(Case("short register", short, chosen.sample(names, 1_000))),
    ]


def cut_case() -> Case:
    """Names of the register in capitals, cut at 20 to 40 letters as narrow columns do; four in ten are taken off it."""
    chosen = random.Random(21)
    register = queries_case().register
    long = [(i, name) for i, name in register if len(name) > 22 and len(read(name).words) > 1]
    names, gone = [], set()
    for org_id, name in chosen.sample(long, 1_500):
        text = name.upper()
        text = text.replace("LIMITED", "LTD") if chosen.random() < 0.5 else text
        is_gone = chosen.random() < 0.4
        if is_gone:
            gone.add(read(name).key)
        cut = text[: chosen.randint(20, max(20, min(40, len(text) - 1)))].strip()
        names.append(Labelled(cut, "" if is_gone else org_id, "cut", hard=False))
    left = [(i, name) for i, name in register if read(name).key not in gone]
    kept = {i for i, _ in left}
    return Case("cut short", left, [each for each in names if not each.true_id or each.true_id in kept])


def fit_trees(rows: Any, right: Any) -> HistGradientBoostingClassifier:
    """The first step."""
    model = HistGradientBoostingClassifier(
        max_iter=130,
        learning_rate=0.08,
        max_leaf_nodes=10,
        l2_regularization=2,
        min_samples_leaf=40,
        max_bins=63,
        random_state=1,
    )
    return model.fit(rows, right)


def exported(model: HistGradientBoostingClassifier) -> dict[str, Any]:
    """The trees in the form that `scoring.weights_from` reads."""
    trees = [_tree(stage[0].nodes) for stage in model._predictors]
    return {"features": list(FEATURES), "base": round(float(model._baseline_prediction[0, 0]), PLACES), "trees": trees}


def _tree(nodes: Any) -> dict[str, Any]:
    leaf = nodes["is_leaf"].astype(bool)
    own = np.arange(len(nodes))
    return {
        "feature": nodes["feature_idx"].tolist(),
        "threshold": [
            round(float(each), 6) if not end else 0.0 for each, end in zip(nodes["num_threshold"], leaf, strict=True)
        ],
        "left": np.where(leaf, own, nodes["left"]).tolist(),
        "right": np.where(leaf, own, nodes["right"]).tolist(),
        "value": [round(float(each), PLACES) for each in nodes["value"]],
        "depth": int(nodes["depth"].max()),
    }


def _weights(trees: dict[str, Any], second: tuple[StandardScaler, LogisticRegression] | None) -> scoring.Weights:
    size = len(scoring.LEAD_FEATURES) + len(FEATURES)
    scaler, regression = second or (None, None)
    return scoring.weights_from(
        {
            **trees,
            "means": scaler.mean_.tolist() if scaler else [0.0] * size,
            "scales": scaler.scale_.tolist() if scaler else [1.0] * size,
            "coefficients": regression.coef_[0].tolist() if regression else [0.0] * size,
            "intercept": float(regression.intercept_[0]) if regression else 0.0,
        }
    )


class Leads:
    """For every name with candidates: the second step's inputs, whether the best is right, and its fold."""

    def __init__(self, measured: Measured, odds_of: dict[int, Any]) -> None:
        inputs, right, numbers, best_odds = [], [], [], []
        refused = [()] * len(measured.asked)
        for fold, trees in odds_of.items():
            inside = np.flatnonzero(measured.folds[measured.name] == fold)
            compared = Compared([measured.comparisons[place] for place in inside], measured.rows[inside])
            for number, ranked in rank(compared, measured.asked, trees, refused).items():
                inputs.append(scoring.lead_row([each.odds for each in ranked]) + compared.rows[ranked[0].row].tolist())
                right.append(ranked[0].id == measured.case.names[number].true_id)
                numbers.append(number)
                best_odds.append(ranked[0].odds)
        self.inputs, self.right, self.numbers = np.array(inputs), np.array(right), np.array(numbers)
        self.folds = measured.folds[self.numbers]
        self.measured = measured


def fit_second(leads: list[Leads], skip: int | None = None) -> tuple[StandardScaler, LogisticRegression]:
    """The second step, on every fold but `skip`."""
    keep = [each.folds != skip for each in leads]
    inputs = np.vstack([each.inputs[kept] for each, kept in zip(leads, keep, strict=True)])
    right = np.concatenate([each.right[kept] for each, kept in zip(leads, keep, strict=True)])
    scaler = StandardScaler().fit(inputs)
    scaler.scale_ = np.maximum(scaler.scale_, 0.02)
    return scaler, LogisticRegression(C=0.1, max_iter=5000).fit(scaler.transform(inputs), right)


def trees_byfold_of(every: list[Measured]) -> dict[int, scoring.Weights]:
    """For each fold the first step fitted on all the others."""
    rows = np.vstack([each.rows for each in every])
    right = np.concatenate([each.right for each in every])
    folds = np.concatenate([each.folds[each.name] for each in every])
    return {
        fold: _weights(exported(fit_trees(rows[folds != fold], right[folds != fold])), None) for fold in range(FOLDS)
    }


def held_out_weights() -> dict[int, scoring.Weights]:
    """For each fold the weights fitted without it; `fold_of` tells a name's fold."""
    every = cases()
    by_fold = trees_byfold_of(every)
    leads = [Leads(each, by_fold) for each in every]
    return {
        fold: replace(trees, means=scaler.mean_, scales=scaler.scale_, coefficients=second.coef_[0],
                      intercept=float(second.intercept_[0]))
        for fold, trees in by_fold.items()
        for scaler, second in [fit_second(leads, fold)]
    }  # fmt: skip


def main() -> None:
    """Fit with cross-validation, report, fit on everything, write."""
    every = cases()
    by_fold = trees_byfold_of(every)
    leads = [Leads(each, by_fold) for each in every]
    for each in leads:
        report(each, leads)
    scaler, regression = fit_second(leads)
    rows, right = np.vstack([each.rows for each in every]), np.concatenate([each.right for each in every])
    whole = exported(fit_trees(rows, right)) | {
        "means": np.round(scaler.mean_, 5).tolist(),
        "scales": np.round(scaler.scale_, 5).tolist(),
        "coefficients": np.round(regression.coef_[0], 5).tolist(),
        "intercept": round(float(regression.intercept_[0]), 5),
    }
    TARGET.write_text(json.dumps(whole, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {TARGET.stat().st_size / 1024:.0f} KB, {len(whole['trees'])} trees")


def report(leads: Leads, every: list[Leads]) -> None:
    """Precision, recall, F1 and calibration of one case, each fold judged by weights that never saw it."""
    chances = np.zeros(len(leads.numbers))
    for fold in range(FOLDS):
        scaler, regression = fit_second(every, fold)
        inside = leads.folds == fold
        if inside.any():
            chances[inside] = regression.predict_proba(scaler.transform(leads.inputs[inside]))[:, 1]
    names = leads.measured.case.names
    print(f"## {leads.measured.case.title}: {len(names)} names, {len(leads.measured.case.register)} in the register")
    for title, wanted in _subsets(names):
        _line(title, wanted, names, leads, chances)
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            said, seen = chances[inside].mean(), leads.right[inside].mean()
            print(f"  scores {low:.1f}-{low + 0.1:.1f}: {inside.sum():5} names, said {said:.2f}, right {seen:.2f}")


def _subsets(names: list[Labelled]) -> list[tuple[str, set[int]]]:
    found = {"all": set(range(len(names)))}
    for part in sorted({each.part for each in names}):
        found[part] = {place for place, each in enumerate(names) if each.part == part}
    found["hard"] = {place for place, each in enumerate(names) if each.hard}
    found["real hard"] = found["hard"] & found.get("real", set())
    return [(title, places) for title, places in found.items() if places]


def _line(title: str, wanted: set[int], names: list[Labelled], leads: Leads, chances: Any) -> None:
    inside = np.array([number in wanted for number in leads.numbers])
    known = sum(bool(names[place].true_id) for place in wanted)
    best = max((*_scores(leads, inside, chances, known, line), line) for line in np.arange(0.1, 0.95, 0.02))
    half = _scores(leads, inside, chances, known, MATCH_FROM)
    print(
        f"  {title:22} F1 {half[0]:.4f} P {half[1]:.4f} R {half[2]:.4f} at {MATCH_FROM}; "
        f"best F1 {best[0]:.4f} P {best[1]:.4f} R {best[2]:.4f} at {best[3]:.2f}"
    )


def _scores(leads: Leads, inside: Any, chances: Any, known: int, line: float) -> tuple[float, float, float]:
    said = inside & (chances >= line)
    true = float((leads.right & said).sum())
    precision, recall = true / max(1, said.sum()), true / max(1, known)
    return 2 * precision * recall / max(1e-9, precision + recall), precision, recall


if __name__ == "__main__":
    main()
