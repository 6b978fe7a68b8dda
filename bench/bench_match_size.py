"""Measures the matcher on generated registers, up to one as long as the whole company register.

    python -m bench.bench_match_size [--large] [--register 5000000] [--names 2000]

The register's names are made of common words and of made-up ones, as company names are; the names asked for are some of
them with the noise of ledgers (capitals, a short legal ending, a column too narrow), and as many
other made-up ones with a word that no name of the register has.
Prints the seconds of the register's reading and of the search, the share found, and the peak memory of the process.
"""

import argparse
import random
import resource
import time
from collections.abc import Iterator

import duckdb
import pyarrow as pa

from coopcouncil.data.matching.comparisons import Asked
from coopcouncil.data.matching.engine import match_names
from coopcouncil.data.matching.features import shares_at_large
from coopcouncil.data.snapshots.store import connect

ENDINGS = ("Limited", "Limited", "Limited", "Ltd", "LLP", "CIC", "")
SYLLABLES = ("al", "bar", "bel", "cor", "dan", "el", "fen", "gar", "hol", "in", "ker", "lan", "mar", "nor", "or", "pel",
             "quin", "ros", "sel", "tor", "ul", "ver", "wen", "yar", "zel")  # fmt: skip
BATCH = 250_000


def made_names(size: int, seed: int) -> Iterator[str]:
    """Names of one made-up word and one to three common ones, some of them the same, with a legal ending."""
    chosen = random.Random(seed)
    common = [word.capitalize() for word in shares_at_large()]
    weights = [index**-0.8 for index in range(1, len(common) + 1)]
    pool = chosen.choices(common, weights, k=1 << 16)
    for _ in range(size):
        made = "".join(chosen.choices(SYLLABLES, k=chosen.choice((2, 3, 3, 4)))).capitalize()
        words = [made, *(pool[chosen.getrandbits(16)] for _ in range(chosen.choice((1, 1, 2, 3))))]
        yield " ".join((*words, chosen.choice(ENDINGS))).strip()


def printed(name: str, chosen: random.Random) -> str:
    """The name as a ledger may print it."""
    text = name.upper().replace("LIMITED", "LTD")
    return text[:24] if chosen.random() < 0.2 else text


def make_register(connection: duckdb.DuckDBPyConnection, size: int, step: int) -> list[tuple[str, str]]:
    """Write the table `register`; returns (id, name) of every `step`-th of its rows."""
    connection.execute("CREATE TABLE register (id VARCHAR, name VARCHAR)")
    chosen: list[tuple[str, str]] = []
    names = made_names(size, 1)
    for first in range(0, size, BATCH):
        part = [next(names) for _ in range(min(BATCH, size - first))]
        ids = [f"R{first + place}" for place in range(len(part))]
        chosen.extend((ids[place], part[place]) for place in range(-first % step, len(part), step))
        connection.register("batch", pa.table({"id": ids, "name": part}))
        connection.execute("INSERT INTO register SELECT * FROM batch")
        connection.unregister("batch")
    return chosen


def main(arguments: list[str] | None = None) -> None:
    """Make the register, search it, print the figures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--large", action="store_true", help="a register of five million names")
    parser.add_argument("--register", type=int)
    parser.add_argument("--names", type=int, default=2_000)
    options = parser.parse_args(arguments)
    size = options.register or (5_000_000 if options.large else 500_000)
    connection = connect()
    chosen = random.Random(5)
    wanted = make_register(connection, size, max(1, size * 2 // options.names))
    strangers = [f"{name} Zyx" for name in made_names(options.names - len(wanted), 2)]
    asked = [Asked(printed(name, chosen)) for _, name in wanted] + [Asked(name) for name in strangers]
    before = time.perf_counter()
    found = match_names(connection, asked, "SELECT id, name, NULL AS postcode, 0 AS standing FROM register")
    seconds = time.perf_counter() - before
    right = sum(match.org_id == known for match, (known, _) in zip(found, wanted, strict=False))
    false = sum(match.outcome == "match" for match in found[len(wanted) :])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{size:,} names, {len(asked):,} asked for: {seconds:.0f} s, peak {peak:,.0f} MB; "
        f"{right:,} of {len(wanted):,} found, {false} of {len(strangers):,} strangers matched"
    )


if __name__ == "__main__":
    main()
