"""Joins by name, for registers that give no number: only where the name is the same and nobody else's.

The social housing list gives no other number at all, Co-operatives UK's directory gives none for societies, and the
Scottish charity register gives none for companies: there the postcode must agree too.
"""

from collections import defaultdict

import duckdb

from coopcouncil.vocabulary.public_registers import PublicRegister

# A name for comparison: small letters and digits only, "&" as "and", without the legal ending.
_FOLDED = r"""
replace(regexp_replace(regexp_replace(replace(lower({0}), '&', ' and '), '[^a-z0-9 ]', '', 'g'),
                       ' +(limited|ltd) *$', ''), ' ', '')
"""
_SOCIETY_CATEGORIES = "('Registered Society', 'Industrial and Provident Society')"

# What kind of body an entry is, so that a society is never joined to a company of the same name.
_BODY = f"""
CASE WHEN entry_id LIKE 'GB-MPR-%' THEN 'society'
     WHEN entry_id LIKE 'GB-COH-%' AND printed_form IN {_SOCIETY_CATEGORIES} THEN 'society'
     WHEN entry_id LIKE 'GB-COH-%' THEN 'company'
     WHEN entry_id LIKE 'GB-CHC-%' AND legal_form = 'charitable-company' THEN 'company'
     WHEN entry_id LIKE 'GB-CHC-%' THEN 'charity' END
"""
_SEEKER_BODY = f"""
CASE WHEN source_id = '{PublicRegister.SOCIAL_HOUSING}' THEN
          CASE lower(printed_form) WHEN 'registered society' THEN 'society' WHEN 'charity' THEN 'charity'
               WHEN 'unincorporated charity' THEN 'charity'
               WHEN 'registered local authority' THEN NULL ELSE 'company' END
     WHEN source_id = '{PublicRegister.COOPS_UK_DIRECTORY}' AND printed_form = 'Society' AND len(links) = 0
     THEN 'society'
     WHEN source_id = '{PublicRegister.CHARITIES_SCOTLAND}' AND legal_form = 'charitable-company' THEN 'company' END
"""


def name_edges(connection: duckdb.DuckDBPyConnection, by_number: dict[str, str]) -> list[tuple[str, str]]:
    """Pairs of entry ids joined by a name that belongs to one organisation on each side."""
    pairs = connection.execute(f"""
        WITH seekers AS (
            SELECT entry_id, source_id, postcode, {_FOLDED.format("name")} AS key, {_SEEKER_BODY} AS body
            FROM entries WHERE {_SEEKER_BODY} IS NOT NULL AND status <> 'removed'
        ), found AS (
            SELECT entry_id, postcode, {_FOLDED.format("name")} AS key, {_BODY} AS body
            FROM entries WHERE {_BODY} IS NOT NULL AND status <> 'removed'
        )
        SELECT DISTINCT s.entry_id, f.entry_id, s.source_id FROM seekers s
        JOIN found f ON f.key = s.key AND f.body = s.body
        WHERE s.source_id <> '{PublicRegister.CHARITIES_SCOTLAND}' OR s.postcode = f.postcode ORDER BY ALL
    """).fetchall()
    seekers: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    sought: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    apart = [(one, by_number.get(found, found), found, source_id) for one, found, source_id in pairs]
    apart = [each for each in apart if by_number.get(each[0], each[0]) != each[1]]
    for seeker, organisation, _, source_id in apart:
        seekers[source_id, organisation].add(seeker)
        sought[source_id, seeker].add(organisation)
    return [
        (seeker, found)
        for seeker, organisation, found, source_id in apart
        if len(sought[source_id, seeker]) == 1 and len(seekers[source_id, organisation]) == 1
    ]
