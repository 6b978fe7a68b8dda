"""The peers that the matcher is measured against. Each gives, for every name, its best id and a score."""

import numpy as np

from bench.labelled import Case

Answers = list[tuple[str, float]]


def by_tfidf(case: Case) -> Answers:
    """Plain TF-IDF: runs of three characters within words, cosine, the nearest name."""
    from sklearn.feature_extraction.text import TfidfVectorizer  # noqa: PLC0415 - each peer is measured alone

    vectors = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 3), lowercase=True)
    register = vectors.fit_transform([name for _, name in case.register])
    asked = vectors.transform([each.name for each in case.names])
    answers: Answers = []
    for start in range(0, asked.shape[0], 200):
        likeness = (asked[start : start + 200] @ register.T).toarray()
        best = likeness.argmax(axis=1)
        answers.extend((case.register[j][0], float(likeness[i, j])) for i, j in enumerate(best))
    return answers


def by_rapidfuzz_sorted(case: Case) -> Answers:
    """RapidFuzz's token_sort_ratio over the whole register, the nearest name."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    return _by_rapidfuzz(case, fuzz.token_sort_ratio)


def by_rapidfuzz_weighted(case: Case) -> Answers:
    """RapidFuzz's WRatio over the whole register, the nearest name."""
    from rapidfuzz import fuzz  # noqa: PLC0415

    return _by_rapidfuzz(case, fuzz.WRatio)


def _by_rapidfuzz(case: Case, scorer: object) -> Answers:
    from rapidfuzz import process, utils  # noqa: PLC0415

    register = [utils.default_process(name) for _, name in case.register]
    asked = [utils.default_process(each.name) for each in case.names]
    answers: Answers = []
    for start in range(0, len(asked), 50):
        scores = process.cdist(asked[start : start + 50], register, scorer=scorer, workers=-1, dtype=np.float32)
        best = scores.argmax(axis=1)
        answers.extend((case.register[j][0], float(scores[i, j]) / 100) for i, j in enumerate(best))
    return answers


def by_splink(case: Case) -> Answers:
    """Splink with its DuckDB backend: blocking on words and on the name's beginning and end, Jaro-Winkler and Jaccard
    levels on the name, term frequencies, and parameters estimated from the data (random sampling, then EM)."""
    import splink.comparison_library as cl  # noqa: PLC0415
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on  # noqa: PLC0415

    asked, register = (
        _splink_rows([(str(place), each.name) for place, each in enumerate(case.names)], "a"),
        _splink_rows(case.register, "b"),
    )
    settings = SettingsCreator(
        link_type="link_only",
        unique_id_column_name="unique_id",
        comparisons=[
            cl.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.85, 0.75]),
            cl.JaccardAtThresholds("sorted_name", [0.9, 0.75]),
            cl.ExactMatch("rare_word").configure(term_frequency_adjustments=True),
            cl.ExactMatch("legal_form"),
        ],
        blocking_rules_to_generate_predictions=[
            block_on("name"),
            block_on("rare_word"),
            block_on("second_rare_word"),
            block_on("substr(name, 1, 6)"),
            block_on("substr(sorted_name, 1, 8)"),
        ],
    )
    database = DuckDBAPI()
    linker = Linker([database.register(asked), database.register(register)], settings, log_level=None)
    linker.training.estimate_probability_two_random_records_match([block_on("name")], recall=0.4)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6)
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("rare_word"))
    linker.training.estimate_parameters_using_expectation_maximisation(block_on("substr(name, 1, 6)"))
    found = linker.inference.predict(threshold_match_probability=0.001).as_record_list()
    best: dict[int, tuple[str, float]] = {}
    for row in found:
        left, right = sorted((row["unique_id_l"], row["unique_id_r"]))
        place, score = int(left[1:]), float(row["match_probability"])
        if place not in best or score > best[place][1]:
            best[place] = (right[1:], score)
    return [best.get(place, ("", 0.0)) for place in range(len(case.names))]


def _splink_rows(rows: list[tuple[str, str]], mark: str) -> object:
    """Rows as Splink likes them: cleaned names, and the two rarest words of each for blocking."""
    import re  # noqa: PLC0415
    from collections import Counter  # noqa: PLC0415

    import pyarrow as pa  # noqa: PLC0415

    words = [re.sub(r"\bltd\b", "limited", re.sub(r"[^a-z0-9 ]+", " ", name.lower())).split() for _, name in rows]
    counts = Counter(word for each in words for word in set(each))
    legal = {"limited", "plc", "llp", "cic"}
    rare = [
        sorted({word for word in each if word not in legal}, key=lambda word: (counts[word], word)) for each in words
    ]
    return pa.table(
        {
            "unique_id": [mark + key for key, _ in rows],
            "name": [" ".join(each) for each in words],
            "sorted_name": [" ".join(sorted(each)) for each in words],
            "rare_word": [each[0] if each else None for each in rare],
            "second_rare_word": [each[1] if len(each) > 1 else None for each in rare],
            "legal_form": [next((word for word in each if word in legal), None) for each in words],
        }
    )
