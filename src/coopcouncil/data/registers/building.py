"""Writes the tables of organisations from the view `entries`, once it is known which entries belong together.

Organisations with one entry, which are nearly all, are written in one streaming pass; only those with several are
grouped. What the registers say is judged once for each distinct combination.
"""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa

from coopcouncil.data.registers.ranking import names_only_sql, rank_sql
from coopcouncil.data.snapshots.store import Draft
from coopcouncil.evidence.ownership import NAME_WORDS, OwnershipFacts, OwnershipJudgement, RegisterWord
from coopcouncil.vocabulary.legal_forms import LegalForm
from coopcouncil.vocabulary.progress import Progress
from coopcouncil.vocabulary.public_registers import PublicRegister

Judge = Callable[[OwnershipFacts], OwnershipJudgement]
_WORD = "concat_ws('|', source_id, legal_form, CASE WHEN status = 'removed' THEN '0' ELSE '1' END, classification)"
_NAME_WORDS = "list_filter([{}], lambda x: x IS NOT NULL)".format(
    ", ".join(
        f"CASE WHEN regexp_matches(lower(name), '{pattern.replace(chr(39), chr(39) * 2)}') THEN '{word}' END"
        for word, pattern in NAME_WORDS.items()
    )
)


def write_organisations(
    draft: Draft, connection: duckdb.DuckDBPyConnection, *, chosen: dict[str, str], judge: Judge, progress: Progress
) -> None:
    """Write organisations, register entries, names and ids of `draft`; `chosen` gives each joined id's organisation."""
    scratch = draft.folder / "reading"
    ids = pa.table({"id": pa.array(list(chosen), pa.string()), "org_id": pa.array(list(chosen.values()), pa.string())})
    connection.register("chosen", ids)
    steps: tuple[Callable[[], object], ...] = (
        lambda: _place(connection, scratch),
        lambda: draft.write("register_entries", "SELECT * FROM placed", connection),
        lambda: _organise(connection, scratch),
        lambda: _judge(connection, judge),
        lambda: draft.write("organisations", _JUDGED_ORGANISATIONS, connection),
        lambda: draft.write("organisation_names", _NAMES, connection),
        lambda: draft.write("organisation_ids", _IDS, connection),
    )
    for number, step in enumerate(steps):
        progress("Joining the registers", number, len(steps))
        step()
    progress("Joining the registers", len(steps), len(steps))


def _place(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """The view `placed`: every entry with its organisation; the table `several`: organisations with more than one."""
    query = "SELECT e.*, coalesce(c.org_id, entry_id) AS org_id FROM entries e LEFT JOIN chosen c ON c.id = e.entry_id"
    _spool(connection, "placed", scratch, query)
    # Within one register an id stands once, so only ids joined to others or in a second register can have company.
    largest = "SELECT source_id FROM placed GROUP BY source_id ORDER BY count(*) DESC, source_id LIMIT 1"
    connection.execute(f"""
        CREATE TEMP TABLE several AS SELECT org_id FROM placed WHERE org_id IN (
            SELECT org_id FROM placed WHERE source_id <> ({largest}) UNION SELECT org_id FROM chosen
        ) GROUP BY org_id HAVING count(*) > 1
    """)


def _organise(connection: duckdb.DuckDBPyConnection, scratch: Path) -> None:
    """The view `organised`: one row for each organisation, with what the registers and its names say."""
    _spool(
        connection,
        "organised",
        scratch,
        f"""
        SELECT org_id, name, legal_form, status, postcode, sic, [{_WORD}] AS words, {_NAME_WORDS} AS name_words
        FROM placed ANTI JOIN several USING (org_id)
        UNION ALL {_GROUPED}
        """,
    )


# What a register has removed comes after what others hold; the company register's shell of a society comes last.
_RANK = f"""({rank_sql()} + CASE WHEN status = 'removed' THEN 100 ELSE 0 END
             + CASE WHEN source_id = '{PublicRegister.COMPANIES}' AND classification IS NOT NULL THEN 200 ELSE 0 END)"""
# "Registered society" says less than the kind of society that another register names.
_FORM_RANK = f"({_RANK} + CASE legal_form WHEN 'unknown' THEN 10000 WHEN 'pre-2014-society' THEN 1000 ELSE 0 END)"
_GROUPED = f"""
SELECT org_id, arg_min(name, ({_RANK}, entry_id)), arg_min(legal_form, ({_FORM_RANK}, entry_id)),
       coalesce(arg_min(status, ({_RANK}, entry_id)) FILTER (status <> 'unknown'), 'unknown'),
       arg_min(postcode, ({_RANK}, entry_id)) FILTER (postcode IS NOT NULL),
       arg_min(sic, ({_RANK}, entry_id)) FILTER (sic IS NOT NULL),
       list_sort(list(DISTINCT {_WORD}) FILTER (NOT {names_only_sql()})),
       list_sort(list_distinct(flatten(list({_NAME_WORDS}))))
FROM placed SEMI JOIN several USING (org_id) GROUP BY org_id
"""
_JUDGED_ORGANISATIONS = """
SELECT o.org_id, o.name, o.legal_form, o.status, o.postcode, o.sic, j.ownership_model, j.ownership_reason,
       j.ownership_source
FROM organised o JOIN judged j ON j.words IS NOT DISTINCT FROM o.words AND j.name_words = o.name_words
"""
# A register that has removed the organisation holds a name that it had; unless every register has.
_KIND = f"""
CASE WHEN {names_only_sql("p.source_id")} THEN 'working'
     WHEN p.status = 'removed' AND o.status <> 'removed' THEN 'previous' ELSE 'current' END
"""
_NAMES = f"""
SELECT org_id, name, 'current' AS kind, source_id FROM placed ANTI JOIN several USING (org_id)
WHERE NOT {names_only_sql()}
UNION ALL SELECT org_id, name, 'working', source_id FROM placed ANTI JOIN several USING (org_id)
WHERE {names_only_sql()}
UNION ALL SELECT org_id, other.name, other.kind, source_id
FROM (SELECT org_id, source_id, unnest(other_names) AS other FROM placed ANTI JOIN several USING (org_id))
UNION ALL (
    SELECT DISTINCT p.org_id, p.name, {_KIND}, p.source_id
    FROM placed p SEMI JOIN several USING (org_id) JOIN organised o USING (org_id)
    UNION SELECT org_id, other.name, other.kind, source_id
    FROM (SELECT org_id, source_id, unnest(other_names) AS other FROM placed SEMI JOIN several USING (org_id))
)
"""
# A number that was taken for a placeholder is no id of anybody, so only links that joined are kept.
_IDS = """
SELECT org_id, entry_id AS other_id, source_id FROM placed ANTI JOIN several USING (org_id)
UNION ALL (
    SELECT org_id, entry_id, source_id FROM placed SEMI JOIN several USING (org_id)
    UNION SELECT l.org_id, l.other_id, l.source_id
    FROM (SELECT org_id, source_id, unnest(links) AS other_id FROM placed WHERE len(links) > 0) l
    JOIN chosen c ON c.id = l.other_id AND c.org_id = l.org_id
)
"""


def _judge(connection: duckdb.DuckDBPyConnection, judge: Judge) -> None:
    """The table `judged`: the ownership model of each distinct combination of what registers and names say."""
    loaded = tuple(
        source_id for (source_id,) in connection.execute("SELECT DISTINCT source_id FROM entries ORDER BY 1").fetchall()
    )
    combinations = connection.execute("SELECT DISTINCT words, name_words FROM organised ORDER BY ALL").fetchall()
    answers = [judge(_facts(words or [], name_words, loaded)) for words, name_words in combinations]
    words_type = pa.list_(pa.string())
    table = pa.table(
        {
            "words": pa.array([words for words, _ in combinations], words_type),
            "name_words": pa.array([name_words for _, name_words in combinations], words_type),
            "ownership_model": pa.array([answer.ownership_model.value for answer in answers], pa.string()),
            "ownership_reason": pa.array([answer.finding.reason for answer in answers], pa.string()),
            "ownership_source": pa.array([answer.deciding_source for answer in answers], pa.string()),
        }
    )
    connection.register("judged", table)


def _facts(words: list[str], name_words: list[str], loaded: tuple[str, ...]) -> OwnershipFacts:
    return OwnershipFacts(tuple(_word(text) for text in words), frozenset(name_words), loaded)


def _word(text: str) -> RegisterWord:
    source_id, form, active, *classification = text.split("|", 3)
    return RegisterWord(source_id, LegalForm(form), classification[0] if classification else None, active == "1")


def _spool(connection: duckdb.DuckDBPyConnection, view: str, scratch: Path, query: str) -> None:
    """Run `query` once into a Parquet file and make `view` of it, so that memory stays free."""
    target = str(scratch / f"{view}.parquet").replace("'", "''")
    connection.execute(f"COPY ({query}) TO '{target}' (FORMAT parquet)")
    connection.execute(f"CREATE TEMP VIEW {view} AS SELECT * FROM read_parquet('{target}')")
