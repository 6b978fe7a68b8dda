"""Company, charity and society numbers that a council typed beside a name, and whether the name contradicts them."""

from collections.abc import Collection, Iterable

import duckdb
import pyarrow as pa
from rapidfuzz import fuzz

from coopcouncil.data.matching.alignment import align
from coopcouncil.data.matching.features import shares_at_large
from coopcouncil.data.matching.names import read, spellings
from coopcouncil.vocabulary.org_ids import org_id, parse_org_id

SCHEMES = ("GB-COH", "GB-CHC", "GB-SC", "GB-NIC", "GB-MPR")
COMMON_FROM = 0.002
ALIKE = 70
WORD_ALIKE = 0.8


def possible_ids(number: str | None) -> list[str]:
    """Every org-id that a typed number may stand for; none for 'N/A', 'Awaiting' and other words.

    A bare '1169123' may be a charity's number or a company's that lost its leading nought, so both are given.
    """
    text = (number or "").strip()
    if not any(letter.isdigit() for letter in text):
        return []
    whole = parse_org_id(text)
    if whole:
        return [whole]
    plain = "".join(text.removesuffix(".0").split())
    return list(dict.fromkeys(found for scheme in SCHEMES if (found := org_id(scheme, plain))))


def on_register(connection: duckdb.DuckDBPyConnection, ids: Iterable[str]) -> dict[str, str]:
    """For each id that the view organisation_ids knows, the id that stands for the organisation."""
    connection.register("matching_batch", pa.table({"other_id": pa.array(sorted(set(ids)), pa.string())}))
    rows = connection.execute(
        "SELECT other_id, min(org_id) FROM organisation_ids SEMI JOIN matching_batch USING (other_id) GROUP BY other_id"
    ).fetchall()
    connection.unregister("matching_batch")
    return dict(rows)


def names_of(connection: duckdb.DuckDBPyConnection, org_ids: Iterable[str]) -> dict[str, list[str]]:
    """Every name of these organisations, the current one first."""
    connection.register("matching_batch", pa.table({"org_id": pa.array(sorted(set(org_ids)), pa.string())}))
    rows = connection.execute(
        "SELECT org_id, name FROM organisation_names SEMI JOIN matching_batch USING (org_id)"
        " ORDER BY org_id, kind <> 'current', name"
    ).fetchall()
    connection.unregister("matching_batch")
    found: dict[str, list[str]] = {}
    for identifier, name in rows:
        found.setdefault(identifier, []).append(name)
    return found


def agreeing_name(printings: Collection[str], names: Iterable[str]) -> str | None:
    """The organisation's name that does not contradict the printed ones: alike as a whole or by a telling word."""
    shares = shares_at_large()
    asked = [read(each.text) for printing in printings for each in spellings(printing)]
    for name in names:
        found = read(name)
        for each in asked:
            if fuzz.token_sort_ratio(each.text, found.text) >= ALIKE:
                return name
            aligned = align(each.words, found.words, lambda word: 1 - shares.get(word, 0.0))
            if any(
                alike >= WORD_ALIKE and shares.get(found.words[j], 0.0) < COMMON_FROM for _, j, alike in aligned.pairs
            ):
                return name
    return None
