"""Which kind of places file this is, told from its headings or its first words, never from its name."""

import csv
import json
import re
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from coopcouncil.data.files.kinds import FileKind, kind_of
from coopcouncil.data.files.unreadable import UnreadableFileError

_HEAD_BYTES = 1 << 16
_LARGEST_JSON = 400 << 20  # bytes; national district boundaries in full detail are under half of this


class PlacesFileError(Exception):
    """A file cannot be read as places; the message names it and says what to do."""


class PlacesKind(Enum):
    """The kinds of file that say where places are."""

    DIRECTORY = "a postcode directory (NSPL or ONSPD)"
    POSITIONS = "a list of postcodes or outcodes with latitude and longitude"
    AUTHORITIES = "a list of local authorities"
    AUTHORITY_CODES = "a list of authorities' org-ids and GSS codes"
    BOUNDARIES = "boundaries of districts"
    BORDERS = "a list of borders"


@dataclass(frozen=True, slots=True)
class PlacesFile:
    """A recognised file: `columns` maps what we need ("postcode", "area", ...) to the file's own `headings`."""

    path: Path
    kind: PlacesKind
    columns: dict[str, str]
    headings: tuple[str, ...] = ()


# For each kind of list, what it must have and how the folded heading may read. The year inside a postcode directory's
# headings changes with every edition (lad25cd, lad26cd); earlier editions say laua or oslaua.
_LISTS: tuple[tuple[PlacesKind, dict[str, str]], ...] = (
    (PlacesKind.DIRECTORY, {"postcode": r"pcds|pcd8|pcd2|pcd7|pcd", "area": r"lad\d\dcd|laua|oslaua"}),
    (
        PlacesKind.AUTHORITIES,
        {"letters": r"local authority code", "official_name": r"official name", "area": r"gss code"},
    ),
    (PlacesKind.AUTHORITY_CODES, {"org_id": r"org id", "official_name": r"name", "area": r"gss code"}),
    (PlacesKind.BORDERS, {"area": r"area code", "neighbour": r"neighbour code"}),
    (
        PlacesKind.POSITIONS,
        {"postcode": r"postcode|post code|outcode|pcds?", "lat": r"lat|latitude", "long": r"long|lon|lng|longitude"},
    ),
)
_EXTRAS: dict[PlacesKind, dict[str, str]] = {
    PlacesKind.DIRECTORY: {"lat": r"lat", "long": r"long"},
    PlacesKind.POSITIONS: {"nation": r"country"},
}


def recognise(path: Path) -> PlacesFile:
    """What kind of places file `path` is.

    Raises PlacesFileError when it is none, or cannot be opened.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD_BYTES)
    except OSError as error:
        raise PlacesFileError(f"{path} cannot be opened: {error.strerror}. Check the name and try again.") from None
    text = head.decode("utf-8-sig", errors="replace").lstrip()
    if text.startswith("{"):
        return PlacesFile(path, PlacesKind.BOUNDARIES, {})
    try:
        kind = kind_of(path)
    except UnreadableFileError as error:
        raise PlacesFileError(str(error)) from None
    if kind is not FileKind.TEXT:
        raise PlacesFileError(f"{path} is a zip or a workbook. Unpack it and give the CSV inside.")
    return _recognise_list(path, text)


def _recognise_list(path: Path, text: str) -> PlacesFile:
    first = text.splitlines()[0]
    headings = {_fold(heading): heading for heading in next(csv.reader([first]), [])}
    for kind, needed in _LISTS:
        columns = _find(headings, needed)
        if len(columns) == len(needed):
            own = tuple(next(csv.reader([first])))
            return PlacesFile(path, kind, columns | _find(headings, _EXTRAS.get(kind, {})), own)
    known = "; ".join(kind.value for kind in PlacesKind)
    raise PlacesFileError(
        f"{path}, line 1: {first[:60]!r} are not the headings of a places file. Known are: {known}. "
        "Give the file as it was published, headings included."
    )


def _find(headings: dict[str, str], wanted: dict[str, str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for column, pattern in wanted.items():
        for option in pattern.split("|"):  # the first way of writing it is the one preferred
            match = next((own for folded, own in headings.items() if re.fullmatch(option, folded)), None)
            if match is not None:
                found[column] = match
                break
    return found


def _fold(heading: str) -> str:
    return re.sub(r"[\s_\-]+", " ", heading).strip().lower()


def read_json(path: Path) -> dict[str, object]:
    """The JSON object in `path`.

    Raises PlacesFileError when it is too large or not whole JSON.
    """
    if path.stat().st_size > _LARGEST_JSON:
        raise PlacesFileError(f"{path} is larger than any file of boundaries we know. Use generalised boundaries.")
    try:
        found = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise PlacesFileError(f"{path} is not whole JSON ({error}). Download it again.") from None
    return found if isinstance(found, dict) else {}
