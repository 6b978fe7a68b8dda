"""From what is measured about a pair of names to how likely it is that they are one organisation.

Two steps, both fitted offline by bench/fit_matching.py on labelled names and kept in weights.json: a few small
decision trees, added up, score each pair; a logistic regression then turns the best pair's score, its lead over the
next organisation and the measures themselves into a probability. Nothing is fitted at run time.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from coopcouncil.data.matching.features import FEATURES, Matrix

# How much a postcode says, as natural log of (share among right pairs / share among wrong candidates of like names).
POSTCODE_EVIDENCE = {"same": 3.0, "outcode": 1.2, "area": 0.0, "elsewhere": -1.2, "unknown": 0.0}
STANDING_EVIDENCE = -0.25
LEAD_FEATURES = ("best", "second", "lead", "third", "crowd", "candidates", "rivals")


@dataclass(frozen=True, slots=True)
class Tree:
    """A decision tree as columns: the feature each node asks about, its threshold, where to go; leaves hold values.

    A leaf points at itself, so that a fixed number of steps (`depth`) ends at a leaf on every path.
    """

    feature: npt.NDArray[np.int64]
    threshold: Matrix
    left: npt.NDArray[np.int64]
    right: npt.NDArray[np.int64]
    value: Matrix
    depth: int

    def scores(self, rows: Matrix) -> Matrix:
        """The value of the leaf that each row ends in."""
        node = np.zeros(len(rows), dtype=np.int64)
        every = np.arange(len(rows))
        for _ in range(self.depth):
            goes_left = rows[every, self.feature[node]] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        return self.value[node]


@dataclass(frozen=True, slots=True)
class Weights:
    """What was fitted: the trees with their base, and the second step's means, scales, coefficients and intercept."""

    base: float
    trees: tuple[Tree, ...]
    means: Matrix
    scales: Matrix
    coefficients: Matrix
    intercept: float

    def pair_scores(self, rows: Matrix) -> Matrix:
        """Log-odds for each row of FEATURES that its pair is one organisation, before rivals are looked at."""
        total = np.full(len(rows), self.base)
        for tree in self.trees:
            total += tree.scores(rows)
        return total

    def probabilities(self, leads: Matrix, rows: Matrix) -> Matrix:
        """The chance that the best candidate is right, from LEAD_FEATURES and FEATURES of each name asked for."""
        inputs = (np.hstack([leads, rows]) - self.means) / self.scales
        odds = inputs @ self.coefficients + self.intercept
        return np.asarray(1 / (1 + np.exp(-np.clip(odds, -30, 30))), dtype=np.float64)


@cache
def fitted_weights() -> Weights:
    """The weights that ship with the package."""
    text = files("coopcouncil.data.matching").joinpath("weights.json").read_text(encoding="utf-8")
    return weights_from(json.loads(text))


def weights_from(raw: dict[str, Any]) -> Weights:
    """Weights from their JSON form. Raises ValueError when they were fitted for other features."""
    if tuple(raw["features"]) != FEATURES:
        raise ValueError("weights.json was fitted for other features: run bench/fit_matching.py again")
    return Weights(
        base=float(raw["base"]),
        trees=tuple(_tree(each) for each in raw["trees"]),
        means=np.array(raw["means"]),
        scales=np.array(raw["scales"]),
        coefficients=np.array(raw["coefficients"]),
        intercept=float(raw["intercept"]),
    )


def _tree(raw: dict[str, Any]) -> Tree:
    return Tree(
        feature=np.array(raw["feature"], dtype=np.int64),
        threshold=np.array(raw["threshold"], dtype=np.float64),
        left=np.array(raw["left"], dtype=np.int64),
        right=np.array(raw["right"], dtype=np.int64),
        value=np.array(raw["value"], dtype=np.float64),
        depth=int(raw["depth"]),
    )


def lead_row(scores: list[float]) -> list[float]:
    """LEAD_FEATURES from the pair scores of a name's candidate organisations, best first, one for each."""
    best, second, third = (*scores[:3], -12.0, -12.0)[:3]
    chances = [1 / (1 + np.exp(-score)) for score in scores]
    return [
        best,
        second,
        min(best - second, 12.0),
        third,
        min(float(sum(chances)), 5.0),
        min(len(scores), 20) / 20,
        min(sum(chance > chances[0] / 2 for chance in chances), 10) / 10,
    ]
