"""Which names of a register are worth a second look, in plain SQL.

A name's terms are its words and each two neighbouring words written as one ("barca leeds" has the term "barcaleeds"),
so that a lost or an added space does no harm. A name that shares no rare term is found by its runs of three
characters. All weights are whole numbers and every order is total, so the same rows come back each time and on any
SQL engine. The rarest terms are taken first until their postings use up a budget: work grows with the number of names
asked for and not with how common their words are.
"""

from collections.abc import Iterable

import duckdb
import pyarrow as pa

from coopcouncil.data.matching.names import read

REGISTER_CHUNK = 250_000
QUERY_CHUNK = 20_000
TERM_BUDGET = 2_000
GRAM_BUDGET = 3_000
GRAMS_TAKEN = 12
BY_TERMS = 30
BY_GRAMS = 20
EXACT = 20
BEGINNING = 10  # letters that a name must have for those to be candidates that begin with the whole of it
CUT = 5
SAMPLE = 500_000

_TERMS = """list_distinct(list_concat(words, list_transform(
    range(1, len(words)), lambda i: list_extract(words, i) || list_extract(words, i + 1))))"""
_GRAMS = "list_distinct(list_transform(range(1, greatest(length(key) - 1, 2)), lambda i: substr(key, i, 3)))"


def prepare_register(connection: duckdb.DuckDBPyConnection, register: str) -> int:
    """Read the SQL query `register` (columns id, name, postcode, standing) into the tables that candidates come from.

    `standing` is 0 for a name to prefer and more for others (a removed organisation, a previous name). Returns the
    number of names. Rows pass through in chunks, so memory does not grow with Python objects.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_source AS SELECT id::VARCHAR AS id, name::VARCHAR AS name,"
        " postcode::VARCHAR AS postcode, standing::INTEGER AS standing,"
        f" (row_number() OVER (ORDER BY standing, id, name, postcode))::INTEGER - 1 AS no FROM ({register})"
    )
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_register (no INTEGER, id VARCHAR, name VARCHAR, postcode VARCHAR,"
        " standing INTEGER, words VARCHAR[], key VARCHAR, legal VARCHAR)"
    )
    names = _number(connection, "SELECT count(*) FROM matching_source")
    for first in range(0, names, REGISTER_CHUNK):
        _add_chunk(connection, first, first + REGISTER_CHUNK)
    connection.execute("DROP TABLE matching_source")
    _count_terms(connection)
    return names


def _add_chunk(connection: duckdb.DuckDBPyConnection, first: int, end: int) -> None:
    """Read the names numbered `first` up to `end` and keep them beside their words, key and legal endings."""
    numbered = connection.sql(
        f"SELECT no, name FROM matching_source WHERE no >= {first} AND no < {end}"
    ).to_arrow_table()
    seen = [read(name or "") for name in numbered.column("name").to_pylist()]
    words = pa.table(
        {
            "no": numbered.column("no"),
            "words": pa.array([list(each.words) for each in seen], pa.list_(pa.string())),
            "key": pa.array([each.key for each in seen], pa.string()),
            "legal": pa.array([" ".join(sorted(each.legal)) for each in seen], pa.string()),
        }
    )
    connection.register("matching_batch", words)
    connection.execute(
        "INSERT INTO matching_register SELECT no, id, name, postcode, standing, words, key, legal"
        " FROM matching_source JOIN matching_batch USING (no)"
    )
    connection.unregister("matching_batch")


def _count_terms(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE matching_terms AS
        SELECT term, count(*)::INTEGER AS names
        FROM (SELECT unnest({_TERMS}) AS term FROM matching_register) GROUP BY term"""
    )


def prepare_queries(connection: duckdb.DuckDBPyConnection, spellings: Iterable[tuple[int, str]]) -> None:
    """Put spellings (number, name) where candidates are sought for them."""
    numbered = list(spellings)
    seen = [read(name) for _, name in numbered]
    table = pa.table(
        {
            "no": pa.array([number for number, _ in numbered], pa.int32()),
            "words": pa.array([list(each.words) for each in seen], pa.list_(pa.string())),
            "key": pa.array([each.key for each in seen], pa.string()),
        }
    )
    connection.register("matching_batch", table)
    connection.execute("CREATE OR REPLACE TEMP TABLE matching_queries AS SELECT * FROM matching_batch WHERE key <> ''")
    connection.unregister("matching_batch")


def word_counts(connection: duckdb.DuckDBPyConnection, words: Iterable[str]) -> dict[str, int]:
    """In how many register names each of these words or joined words stands; absent ones are left out."""
    connection.register("matching_batch", pa.table({"term": pa.array(sorted(set(words)), pa.string())}))
    rows = connection.execute("SELECT term, names FROM matching_terms SEMI JOIN matching_batch USING (term)").fetchall()
    connection.unregister("matching_batch")
    return dict(rows)


def find(connection: duckdb.DuckDBPyConnection, *, spelled_wide: Iterable[int]) -> None:
    """Fill matching_pairs (q, r, terms, grams) with every pair worth a second look.

    `terms` and `grams` are weights relative to the spelling's best, in thousandths. Runs of characters are looked up
    for the spellings in `spelled_wide` only, less those with a name that reads exactly alike.
    """
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_found (q INTEGER, r INTEGER, terms INTEGER, grams INTEGER)"
    )
    connection.execute(
        f"""INSERT INTO matching_found SELECT q.no, r.no, 1000, 1000
        FROM matching_queries q JOIN matching_register r USING (key)
        QUALIFY row_number() OVER (PARTITION BY q.no ORDER BY r.standing, r.no) <= {EXACT}"""
    )
    connection.execute(
        f"""INSERT INTO matching_found SELECT q.no, r.no, 1000, 1000
        FROM matching_queries q JOIN matching_register r
            ON substr(q.key, 1, {BEGINNING}) = substr(r.key, 1, {BEGINNING}) AND starts_with(r.key, q.key)
        WHERE length(q.key) >= {BEGINNING} AND length(r.key) > length(q.key)
        QUALIFY row_number() OVER (PARTITION BY q.no ORDER BY length(r.key), r.standing, r.no) <= {CUT}"""
    )
    connection.register("matching_batch", pa.table({"no": pa.array(spelled_wide, pa.int32())}))
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_wide AS SELECT no, key FROM matching_queries SEMI JOIN matching_batch"
        " USING (no) WHERE no NOT IN (SELECT q FROM matching_found)"
    )
    connection.unregister("matching_batch")
    _ask_terms(connection)
    _add_best(connection, _TERMS, BY_TERMS, "terms")
    _ask_grams(connection)
    _add_best(connection, _GRAMS, BY_GRAMS, "grams")
    connection.execute(
        """CREATE OR REPLACE TEMP TABLE matching_pairs AS
        SELECT q, r, max(terms) AS terms, max(grams) AS grams FROM matching_found GROUP BY q, r"""
    )
    connection.execute("DROP TABLE matching_found")


def pairs_between(connection: duckdb.DuckDBPyConnection, first: int, end: int) -> pa.Table:
    """The pairs of the spellings numbered `first` up to `end`, in order, with the weights found."""
    return connection.sql(
        f"SELECT q, r, terms, grams FROM matching_pairs WHERE q >= {first} AND q < {end} ORDER BY q, r"
    ).to_arrow_table()


def entries(
    connection: duckdb.DuckDBPyConnection, numbers: Iterable[int]
) -> list[tuple[int, str, str, str | None, int]]:
    """(Number, id, name, postcode, standing) of the register names with these numbers."""
    connection.register("matching_batch", pa.table({"no": pa.array(sorted(set(numbers)), pa.int32())}))
    rows = connection.execute(
        "SELECT no, id, name, postcode, standing FROM matching_register SEMI JOIN matching_batch USING (no)"
    ).fetchall()
    connection.unregister("matching_batch")
    return rows


def _ask_terms(connection: duckdb.DuckDBPyConnection) -> None:
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE matching_asked AS
        WITH asked AS (SELECT no, unnest({_TERMS}) AS term FROM matching_queries),
        weighed AS (SELECT no, term, names, {_weight(count(connection))} AS weight
                    FROM asked JOIN matching_terms USING (term))
        SELECT no, term, weight FROM weighed
        QUALIFY sum(names) OVER (PARTITION BY no ORDER BY names, term) <= {TERM_BUDGET}"""
    )


def _ask_grams(connection: duckdb.DuckDBPyConnection) -> None:
    """The runs to look up, with their counts taken from a sample of the register."""
    total = count(connection)
    stride = max(1, total // SAMPLE)
    connection.execute(
        f"""CREATE OR REPLACE TEMP TABLE matching_asked AS
        WITH counted AS (SELECT term, (count(*) * {stride})::INTEGER AS names FROM (
            SELECT unnest({_GRAMS}) AS term FROM matching_register WHERE no % {stride} = 0) GROUP BY term),
        asked AS (SELECT no, unnest({_GRAMS}) AS term FROM matching_wide),
        weighed AS (SELECT no, term, names, {_weight(total)} AS weight FROM asked JOIN counted USING (term))
        SELECT no, term, weight FROM weighed
        QUALIFY sum(names) OVER (PARTITION BY no ORDER BY names, term) <= {GRAM_BUDGET}
            AND row_number() OVER (PARTITION BY no ORDER BY names, term) <= {GRAMS_TAKEN}"""
    )


def _weight(total: int) -> str:
    return f"CAST(round(100 * ln({total + 1} / (names + 0.5))) AS INTEGER)"


def count(connection: duckdb.DuckDBPyConnection) -> int:
    """How many names the prepared register has."""
    return _number(connection, "SELECT count(*) FROM matching_register")


def _number(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    return int(connection.execute(query).fetchall()[0][0])


def _add_best(connection: duckdb.DuckDBPyConnection, terms: str, limit: int, column: str) -> None:
    """The best pairs over the terms in matching_asked, chunk by chunk of the register and of the spellings."""
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE matching_best (q INTEGER, r INTEGER, weight INTEGER, size INTEGER)"
    )
    for first in range(0, count(connection), REGISTER_CHUNK):
        connection.execute(
            f"""CREATE OR REPLACE TEMP TABLE matching_postings AS
            SELECT no AS r, size, term FROM (SELECT no, length(key) AS size, unnest({terms}) AS term
                FROM matching_register WHERE no >= {first} AND no < {first + REGISTER_CHUNK})
            SEMI JOIN matching_asked USING (term)"""
        )
        for start, end in _query_chunks(connection):
            connection.execute(
                f"""INSERT INTO matching_best
                SELECT q, r, weight, size FROM (
                    SELECT a.no AS q, p.r AS r, sum(a.weight)::INTEGER AS weight, min(p.size)::INTEGER AS size
                    FROM matching_asked a JOIN matching_postings p USING (term)
                    WHERE a.no >= {start} AND a.no < {end} GROUP BY a.no, p.r)
                QUALIFY row_number() OVER (PARTITION BY q ORDER BY weight DESC, size, r) <= {limit}"""
            )
    others = "0 AS terms, share AS grams" if column == "grams" else "share AS terms, 0 AS grams"
    connection.execute(
        f"""INSERT INTO matching_found
        SELECT q, r, {others} FROM (
            SELECT q, r, size, weight, (weight * 1000 // max(weight) OVER (PARTITION BY q))::INTEGER AS share
            FROM matching_best)
        QUALIFY row_number() OVER (PARTITION BY q ORDER BY weight DESC, size, r) <= {limit}"""
    )


def _query_chunks(connection: duckdb.DuckDBPyConnection) -> list[tuple[int, int]]:
    last = _number(connection, "SELECT coalesce(max(no), -1) FROM matching_queries")
    return [(start, start + QUERY_CHUNK) for start in range(0, last + 1, QUERY_CHUNK)]
