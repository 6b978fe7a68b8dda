"""Measures the matcher against TF-IDF, RapidFuzz and Splink on the labelled names, each in a process of its own.

    python -m bench.bench_match [--names 1500] [--only ours tfidf ...]

A name counts as answered when its outcome is match; review abstains. Precision is right answers out of answers given,
recall right answers out of names that are on the register, F1 their harmonic mean; a false match is an answer for a
name known to be on no register. Every peer gets, for each line of the table, the threshold that is best for it in
hindsight; ours keeps the one it ships with, and "held out" is ours with each name judged by weights fitted without it.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pyarrow as pa

from bench import peers
from bench.fit_matching import fold_of, held_out_weights
from bench.labelled import Case, Labelled, queries_case
from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import Match, match_names
from coopcouncil.data.matching.scoring import Weights
from coopcouncil.data.snapshots.store import connect

REGISTER = "SELECT id, name, NULL AS postcode, 0 AS standing FROM register"
OURS = ("ours", "held out")


def matched(case: Case, weights: Weights | None = None) -> list[Match]:
    """What the product answers for each name."""
    connection = connect()
    connection.register("register", pa.table(dict(zip(("id", "name"), zip(*case.register, strict=True), strict=True))))
    return match_names(connection, [Asked(each.name) for each in case.names], REGISTER, weights=weights)


def _answers(found: list[Match]) -> peers.Answers:
    return [(each.org_id or "", 1.0) if each.outcome == "match" else ("", 0.0) for each in found]


def ours(case: Case) -> peers.Answers:
    """The product as it ships."""
    return _answers(matched(case))


def ours_held_out(case: Case) -> peers.Answers:
    """The product with each name judged by weights that were fitted without its fold."""
    answers: peers.Answers = [("", 0.0)] * len(case.names)
    for fold, weights in held_out_weights().items():
        places = [place for place, each in enumerate(case.names) if fold_of(each) == fold]
        part = replace(case, names=[case.names[place] for place in places])
        for place, answer in zip(places, _answers(matched(part, weights)), strict=True):
            answers[place] = answer
    return answers


METHODS = {
    "ours": ours,
    "held out": ours_held_out,
    "tfidf": peers.by_tfidf,
    "token_sort": peers.by_rapidfuzz_sorted,
    "wratio": peers.by_rapidfuzz_weighted,
    "splink": peers.by_splink,
}


def chosen_case(size: int) -> Case:
    """The labelled names, or a sample of them (the same each time)."""
    case = queries_case()
    if not size or size >= len(case.names):
        return case
    return replace(case, names=random.Random(7).sample(case.names, size))


def figures(names: list[Labelled], answers: peers.Answers, line: float) -> tuple[float, float, float, int]:
    """F1, precision, recall and false matches when answers scored below `line` are left out."""
    said = [(each, answer) for each, (answer, score) in zip(names, answers, strict=True) if answer and score >= line]
    right = sum(each.true_id == answer for each, answer in said)
    known = sum(bool(each.true_id) for each in names)
    precision, recall = right / max(1, len(said)), right / max(1, known)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f1, precision, recall, sum(not each.true_id for each, _ in said)


def best_figures(names: list[Labelled], answers: peers.Answers) -> tuple[float, float, float, int]:
    """The figures at the threshold that gives the highest F1."""
    return max(figures(names, answers, float(line)) for line in np.unique(np.round([s for _, s in answers], 2)))


def measure(method: str, size: int) -> dict[str, object]:
    """One method's answers, seconds and peak memory, run in this process."""
    case = chosen_case(size)
    before = time.perf_counter()
    answers = METHODS[method](case)
    seconds = time.perf_counter() - before
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return {"answers": answers, "seconds": seconds, "megabytes": own / 1024}


def main() -> None:
    """Run every method in a process of its own and print a markdown table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--names", type=int, default=0, help="how many of the names; 0 is all")
    parser.add_argument("--large", action="store_true", help="nothing more: all the names are taken already")
    parser.add_argument("--only", nargs="*", choices=list(METHODS), default=list(METHODS))
    parser.add_argument("--run", choices=list(METHODS), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.run:
        print(json.dumps(measure(options.run, options.names)))
        return
    case = chosen_case(options.names)
    print(f"{len(case.names):,} names, a register of {len(case.register):,}\n")
    print("| method | names | F1 | precision | recall | false matches | seconds | peak MB |")
    print("|---|---|---|---|---|---|---|---|")
    for method in options.only:
        command = [sys.executable, "-m", "bench.bench_match", "--run", method, "--names", str(options.names)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            print(f"| {method} | could not run: {_last_line(done.stderr)} |")
            continue
        _print_rows(method, case.names, json.loads(done.stdout.splitlines()[-1]))


def _last_line(said: str) -> str:
    return (said.strip() or "it was killed").splitlines()[-1]


def _print_rows(method: str, names: list[Labelled], result: dict[str, list[tuple[str, float]]]) -> None:
    answers = [(answer, score) for answer, score in result["answers"]]
    for title in ("real", "hard", "synthetic"):
        inside = [place for place, each in enumerate(names) if _belongs(each, title)]
        part = [names[place] for place in inside], [answers[place] for place in inside]
        f1, precision, recall, false = figures(*part, 0.5) if method in OURS else best_figures(*part)
        negatives = sum(not each.true_id for each in part[0])
        print(
            f"| {method} | {title} | {f1:.3f} | {precision:.3f} | {recall:.3f} | {false} of {negatives} | "
            f"{result['seconds']:.0f} | {result['megabytes']:.0f} |"
        )


def _belongs(name: Labelled, title: str) -> bool:
    return name.hard if title == "hard" else name.part == ("real" if title == "real" else "synth")


if __name__ == "__main__":
    main()
