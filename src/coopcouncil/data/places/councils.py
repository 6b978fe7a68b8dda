"""Which council a name means, what lies inside it, and who its neighbours are."""

import difflib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import duckdb

# What an area's code leads to today: the one area that names it among its former codes; for an authority that two
# lists give two codes, the lower of them; else itself.
SUCCESSORS = """
    SELECT code, min(heir) AS heir FROM (
        SELECT DISTINCT unnest(aliases) AS code, area_code AS heir FROM areas
        UNION
        SELECT area_code, min(area_code) OVER (PARTITION BY official_name) FROM areas WHERE kind NOT LIKE 'former %'
    ) WHERE regexp_matches(code, '^[EWSN][0-9]{8}$') AND code <> heir
    GROUP BY code HAVING count(DISTINCT heir) = 1
"""
# One row an area: the list that knows its region, or that it has ended, speaks before those that do not.
KNOWN_AREAS = """
    SELECT * FROM areas
    QUALIFY row_number() OVER (
        PARTITION BY area_code
        ORDER BY region IS NULL, kind NOT LIKE 'former %', county_code IS NULL, source_id
    ) = 1
"""
_WORDS = re.compile(
    r"\b(the|of|council|county|borough|district|city|metropolitan|mbc|royal|london|unitary|authority|corporation|"
    r"combined|cc|bc|dc|cbc|mdc|lb)\b"
)


@dataclass(frozen=True, slots=True)
class CouncilArea:
    """A council's own area and what surrounds it, as GSS codes of districts and unitary authorities.

    `note` is a sentence for the reader when the name led somewhere unexpected, else "".
    """

    code: str
    name: str
    official_name: str
    kind: str
    inside: tuple[str, ...]
    bordering: tuple[str, ...]
    region: str | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class CouncilSearch:
    """The council that a name means, or None with the reason and what to do next."""

    area: CouncilArea | None
    reason: str


@dataclass(frozen=True, slots=True)
class _Area:
    code: str
    name: str
    official_name: str
    kind: str
    county_code: str | None
    region: str | None
    aliases: tuple[str, ...]

    @property
    def current(self) -> bool:
        return not self.kind.startswith("former ")


def council_areas(connection: duckdb.DuckDBPyConnection, council_name: str) -> CouncilArea | None:
    """The area of the council called `council_name`, or None when no council or several are meant."""
    return find_council(connection, council_name).area


def find_council(connection: duckdb.DuckDBPyConnection, council_name: str) -> CouncilSearch:
    """The area of the council called `council_name`, with the reason in words.

    The name is compared with official names, then everyday names, then other names, without case, punctuation or
    words such as "Borough Council" and "City of". Where a county and a city share a name, the words decide.
    """
    areas = _read_areas(connection)
    if not areas:
        return CouncilSearch(None, "No places are loaded. Load a list of local authorities with `places load`.")
    found = _match(areas, council_name)
    if not found:
        return CouncilSearch(None, f"No council is called {council_name!r}. {_hint(areas, council_name)}")
    if len({area.official_name for area in found}) > 1:
        names = ", ".join(sorted(area.official_name for area in found))
        return CouncilSearch(None, f"{council_name!r} may be any of: {names}. Give the official name.")
    return _surround(connection, areas, found)


def _hint(areas: list[_Area], asked: str) -> str:
    names: dict[str, str] = {}
    for area in areas:
        if area.current:
            names.setdefault(_fold(area.official_name), area.official_name)
    holding = [name for folded, name in sorted(names.items()) if _fold(asked) and _fold(asked) in folded]
    close = holding[:4] or [names[folded] for folded in difflib.get_close_matches(_fold(asked), names, n=3)]
    return f"Did you mean {' or '.join(close)}?" if close else "Give the council's official name."


def _read_areas(connection: duckdb.DuckDBPyConnection) -> list[_Area]:
    columns = "area_code, name, official_name, kind, county_code, region, aliases"
    rows = connection.execute(f"SELECT {columns} FROM ({KNOWN_AREAS}) ORDER BY area_code").fetchall()
    return [
        _Area(code, name, official_name, kind, county_code, region, tuple(aliases or ()))
        for code, name, official_name, kind, county_code, region, aliases in rows
    ]


def _match(areas: list[_Area], asked: str) -> list[_Area]:
    wanted = _fold(asked)
    steps: tuple[Callable[[_Area], bool], ...] = (
        lambda area: _plain(area.official_name) == _plain(asked),
        lambda area: wanted in (_fold(area.official_name), _fold(area.name)),
        lambda area: wanted in map(_fold, area.aliases),
    )
    for step in steps:
        found = [area for area in areas if step(area)] if wanted else []
        if found:
            return _prefer(found, asked)
    return []


def _prefer(found: list[_Area], asked: str) -> list[_Area]:
    """Narrow several councils of one name: today's before former ones, then the tier that the words speak of."""
    found = [area for area in found if area.current] or found
    found = [area for area in found if area.kind not in {"combined authority", "nation"}] or found
    if re.search(r"\bcounty\b", asked.lower()):
        return [area for area in found if area.kind.endswith("county")] or found
    if re.search(r"\b(city|borough|district)\b", asked.lower()):
        return [area for area in found if not area.kind.endswith("county")] or found
    return found


def _plain(name: str) -> str:
    return " ".join(re.findall(r"[a-z0-9]+", name.lower().replace("&", " and ").replace("'", "")))


def _fold(name: str) -> str:
    """A council's name without the words that say what kind of council it is; the whole when nothing would be left."""
    return " ".join(_WORDS.sub(" ", _plain(name)).split()) or _plain(name)


def _surround(connection: duckdb.DuckDBPyConnection, areas: list[_Area], found: list[_Area]) -> CouncilSearch:
    main = next((area for area in found if area.region), found[0])
    inside, note = _inside(areas, found)
    bordering = _bordering(connection, inside)
    area = CouncilArea(
        code=main.code,
        name=main.name,
        official_name=main.official_name,
        kind=main.kind,
        inside=tuple(sorted(inside)),
        bordering=tuple(sorted(bordering)),
        region=main.region,
        note=note,
    )
    return CouncilSearch(area, note or f"{main.official_name} has the code {main.code}.")


def _inside(areas: list[_Area], found: list[_Area]) -> tuple[set[str], str]:
    """The districts and unitary authorities of a council; a council that ended stands for what replaced it."""
    codes = {area.code for area in found}
    if not any(area.current for area in found):
        heirs = [area for area in areas if area.current and codes & set(area.aliases)]
        names = " and ".join(sorted(area.official_name for area in heirs)) or "no council in the list"
        note = f"{found[0].official_name} has ended; its area is now under {names}."
        return {area.code for area in heirs} or codes, note
    if found[0].kind == "county":
        districts = {area.code for area in areas if area.current and area.county_code in codes}
        return districts, "" if districts else f"The districts of {found[0].official_name} are not in the list."
    return codes, ""


def _bordering(connection: duckdb.DuckDBPyConnection, inside: Iterable[str]) -> set[str]:
    query = f"""
        WITH heirs AS ({SUCCESSORS}),
        borders AS (
            SELECT coalesce(one.heir, area_code) AS area_code, coalesce(other.heir, neighbour_code) AS neighbour_code
            FROM area_borders
            LEFT JOIN heirs AS one ON one.code = area_code
            LEFT JOIN heirs AS other ON other.code = neighbour_code
        )
        SELECT DISTINCT neighbour_code FROM borders
        WHERE list_contains($inside, area_code) AND NOT list_contains($inside, neighbour_code)
    """
    return {code for (code,) in connection.execute(query, {"inside": sorted(inside)}).fetchall()}
