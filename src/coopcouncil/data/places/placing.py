"""Where postcodes lie, as seen from a council: inside, bordering, in the region, elsewhere or unknown, and why."""

import duckdb

from coopcouncil.data.places.councils import KNOWN_AREAS, SUCCESSORS, CouncilArea

PLACED = "placed_postcodes"

# Best word first: a directory's own code, then a point in a boundary, then the centre of the outcode.
_WANTED = """
    CREATE OR REPLACE TEMP TABLE wanted_postcodes AS
    SELECT DISTINCT postcode, split_part(postcode, ' ', 1) AS outcode FROM ({query}) WHERE postcode IS NOT NULL
"""
_FOUND = f"""
    CREATE OR REPLACE TEMP TABLE found_postcodes AS
    WITH heirs AS ({SUCCESSORS}),
    candidates AS (
        SELECT wanted.postcode, listed.area_code, listed.basis
        FROM wanted_postcodes AS wanted JOIN postcodes AS listed USING (postcode)
        UNION ALL
        SELECT wanted.postcode, listed.area_code, listed.basis
        FROM wanted_postcodes AS wanted JOIN postcodes AS listed ON listed.postcode = wanted.outcode
        WHERE wanted.postcode <> wanted.outcode
    )
    SELECT postcode, coalesce(heir, area_code) AS area_code, basis
    FROM candidates LEFT JOIN heirs ON heirs.code = candidates.area_code
    QUALIFY row_number() OVER (
        PARTITION BY postcode
        ORDER BY CASE basis WHEN 'list' THEN 1 WHEN 'point' THEN 2 ELSE 3 END, area_code
    ) = 1
"""
_JUDGED = f"""
    CREATE OR REPLACE TEMP TABLE {PLACED} AS
    WITH known AS ({KNOWN_AREAS}),
    judged AS (
        SELECT wanted.postcode, wanted.outcode, found.area_code, found.basis, known.region, known.kind,
               coalesce(known.name, found.area_code) AS area,
               CASE WHEN found.area_code IS NULL THEN 'unknown'
                    WHEN list_contains($inside, found.area_code) THEN 'inside'
                    WHEN list_contains($bordering, found.area_code) THEN 'bordering'
                    WHEN known.region IS NULL THEN 'unknown'
                    WHEN known.region = $region THEN 'region'
                    ELSE 'elsewhere' END AS place
        FROM wanted_postcodes AS wanted
        LEFT JOIN found_postcodes AS found USING (postcode)
        LEFT JOIN known ON known.area_code = found.area_code
    )
    SELECT postcode, place,
           CASE WHEN area_code IS NULL THEN postcode || ' is in no list of postcodes that was loaded.'
                ELSE CASE WHEN kind = 'nation' THEN outcode || ' lies in '
                          WHEN basis = 'outcode' THEN outcode || ' lies mostly in ' ELSE postcode || ' lies in ' END
                     || area
                     || CASE place WHEN 'inside' THEN CASE WHEN area = $name THEN ', the council''s own area'
                                                           ELSE ', inside ' || $within END
                                   WHEN 'bordering' THEN ', which borders ' || $within
                                   WHEN 'region' THEN ', in the region (' || region || ') but not next to ' || $within
                                   WHEN 'elsewhere' THEN ', outside the region (' || region || ')'
                                   ELSE ', whose region is not known' END
                     || CASE basis WHEN 'outcode' THEN '; placed by outcode only, so approximate.'
                                   WHEN 'point' THEN '; placed by its position on the map.'
                                   ELSE '.' END
           END AS place_reason,
           area_code
    FROM judged
"""


def place_postcodes(connection: duckdb.DuckDBPyConnection, query: str, council: CouncilArea) -> str:
    """Place every postcode that `query` yields and return the name of a temporary table with the answers.

    `query` is SQL with a column `postcode`, each a full postcode as 'CB1 2AB' or an outcode as 'CB1'. The table has
    one row for each distinct postcode: postcode, place, place_reason, area_code. `connection` is one on a snapshot;
    calling again replaces the table.
    """
    connection.execute(_WANTED.format(query=query))
    connection.execute(_FOUND)
    connection.execute(
        _JUDGED,
        {
            "inside": list(council.inside),
            "bordering": list(council.bordering),
            "region": council.region,
            "name": council.name,
            "within": "the county" if council.kind.endswith("county") else "the council's area",
        },
    )
    return PLACED
