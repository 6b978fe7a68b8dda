"""Where the headings stand: below title rows, report preambles and SQL, on two lines, or nowhere."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from coopcouncil.data.spending.reading.contents import Record, has_many_digits, is_blank, looks_like_data
from coopcouncil.data.spending.reading.headings import FIELDS, folded, printed, score

_SQL = re.compile(r"\s*(?:select|where|and|having|order by|group by)\s+[\w(*]", re.IGNORECASE)
LOOK_DOWN = 120  # records from the top among which headings are looked for
SURE = 60
CLEARER = 30  # by how much two lines together must be clearer than one, where the upper may be a title


@dataclass(frozen=True, slots=True)
class Header:
    """The headings: the physical line they stand in (None when there are none) and where the data begin.

    `first` is the index, among the sample's records, of the first record below; `titles` the text above; `below` the
    line of headings that stand under the records they name, as a careless sort leaves them.
    """

    line: int | None
    headings: tuple[str, ...]
    first: int
    titles: tuple[str, ...] = ()
    two_lines: bool = False
    below: int | None = None


def find_header(records: Sequence[Record], wanted: Sequence[str] = ()) -> Header:
    """The headings of a file, from its first records. `wanted` are headings that the user named."""
    wanted_folded = {folded(each) for each in wanted}
    ranked = [
        (_worth(fields, wanted_folded), index)
        for index, (_, fields) in enumerate(records[:LOOK_DOWN])
        if not is_blank(fields)
    ]
    best = max((worth for worth, _ in ranked), default=0)
    if best < 2 * SURE:
        return _unknown_header(records)
    index = next(index for worth, index in ranked if worth >= best * 0.75)
    above = [fields for _, fields in records[:index] if not is_blank(fields)]
    if above and sum(_is_payment_under(records[index][1], fields) for fields in above) >= 0.5 * len(above):
        return Header(None, _printed(records[index][1]), 0, below=records[index][0])
    return _with_neighbours(records, index)


def _is_payment_under(headings: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a record has an amount and a supplier where these headings put them, so that it is no title."""

    def cell(name: str) -> str:
        best = max(range(len(headings)), key=lambda column: score(name, headings[column]))
        return fields[best].strip() if best < len(fields) and score(name, headings[best]) else ""

    filled, named = _count(fields), _count(headings)
    return filled >= 3 and filled >= named * 0.6 and bool(cell("supplier")) and looks_like_data(cell("amount"))


def recognised(fields: Sequence[str]) -> dict[str, int]:
    """The fields that these headings name, each with the best score among them."""
    best = {field: max((score(field, cell) for cell in fields), default=0) for field in FIELDS}
    return {field: value for field, value in best.items() if value}


def is_query(fields: Sequence[str]) -> bool:
    """Whether a record is a line of the SQL that some reports print above their headings."""
    return bool(_SQL.match(next((cell for cell in fields if cell.strip()), "")))


def _worth(fields: Sequence[str], wanted: set[str]) -> int:
    """How much a record looks like headings: the sum of its fields' scores; 0 when it holds data."""
    cells = [cell for cell in fields if cell.strip()]
    if has_many_digits(fields) or is_query(fields):
        return 0
    data = sum(map(looks_like_data, cells))
    long = sum(len(cell) > 120 for cell in cells)
    if len(cells) < 2 or data > len(cells) * 0.15 or long > len(cells) * 0.3:
        return 0
    found = recognised(fields)
    if "supplier" not in found and "amount" not in found and not wanted:
        return 0
    named = 150 * sum(folded(cell) in wanted for cell in cells) if wanted else 0
    strong = [value for value in found.values() if value >= 40]
    return (sum(strong) if len(strong) > 1 else 0) + named


def _with_neighbours(records: Sequence[Record], index: int) -> Header:
    """The headings of a record, joined with those of the record above or below where they are clearer together."""
    line, fields = records[index]
    titles = _titles(records, index)
    best, header = _clearness(fields), Header(line, _printed(fields), index + 1, titles)
    below = _next_filled(records, index)
    if below is not None and (joined := _two_lines(fields, records[below][1], best)):
        return Header(records[below][0], _printed(joined), below + 1, titles, two_lines=True)
    if index and (joined := _two_lines(records[index - 1][1], fields, best)):
        header = Header(line, _printed(joined), index + 1, _titles(records, index - 1), two_lines=True)
    return header


def _two_lines(upper: Sequence[str], lower: Sequence[str], alone: int) -> list[str] | None:
    """Two records as one line of headings, or None where the upper is a title or the lower no headings."""
    if is_blank(upper) or any(map(looks_like_data, [*upper, *lower])) or len(recognised(lower)) < 2:
        return None
    if any(len(cell) >= 60 for cell in (*upper, *lower)):
        return None
    joined = _joined(_carried(upper, lower), lower)
    above = [column for column, cell in enumerate(upper) if cell.strip()]
    hangs = any(column >= len(lower) or not lower[column].strip() for column in above)
    found = recognised(joined)
    worse = len(above) == 1 and _clearness([joined[above[0]]]) <= _clearness([(*lower, "")[above[0]]])
    if not hangs and not worse and min(found.get("supplier", 0), found.get("amount", 0)) >= SURE:
        return joined
    return joined if len(above) > 1 and _clearness(joined) >= alone + CLEARER else None


def _clearness(headings: Sequence[str]) -> int:
    """How clearly headings say what they mean: for each the best score of any field, and the fields named."""
    cells = [cell for cell in headings if cell.strip()]
    return sum(max(score(name, cell) for name in FIELDS) for cell in cells) + sum(recognised(cells).values())


def _next_filled(records: Sequence[Record], index: int) -> int | None:
    return index + 1 if index + 1 < len(records) and not is_blank(records[index + 1][1]) else None


def _carried(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """The upper line, its words carried to the right over amounts and dates that stand below it more than once."""
    carried, last = [], ""
    for column, cell in enumerate(lower):
        above = upper[column].strip() if column < len(upper) else ""
        last = above or last
        unclear = list(lower).count(cell) > 1 and max(score("amount", cell), score("paid_on", cell)) > SURE
        carried.append(above or (last if unclear else ""))
    return [*carried, *upper[len(lower) :]]


def _joined(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    width = max(len(upper), len(lower))
    pairs = zip([*upper, *[""] * (width - len(upper))], [*lower, *[""] * (width - len(lower))], strict=True)
    return [f"{top} {bottom}".strip() for top, bottom in pairs]


def _printed(fields: Sequence[str]) -> tuple[str, ...]:
    return tuple(printed(cell) for cell in fields)


def _titles(records: Sequence[Record], index: int) -> tuple[str, ...]:
    return tuple(
        " ".join(cell.strip() for cell in fields if cell.strip())
        for _, fields in records[:index]
        if not is_blank(fields)
    )


def _unknown_header(records: Sequence[Record]) -> Header:
    """A first full row of words above columns of amounts and days is taken as headings; else there are none."""
    filled = [(index, record) for index, record in enumerate(records[:LOOK_DOWN]) if not is_blank(record[1])]
    widest = max((_count(fields) for _, (_, fields) in filled), default=0)
    for position, (index, (line, fields)) in enumerate(filled[:30]):
        below = [each for _, (_, each) in filled[position + 1 : position + 21]]
        if _count(fields) < max(2, widest * 0.6):
            continue
        if not any(map(looks_like_data, fields)) and _has_data_below(fields, below):
            return Header(line, _printed(fields), index + 1, _titles(records, index))
        break
    for line, fields in records[LOOK_DOWN:]:
        if _worth(fields, set()) >= 2 * SURE:
            return Header(None, _printed(fields), 0, below=line)
    return Header(None, (), 0)


def _count(fields: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in fields)


def _has_data_below(fields: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    """Whether some column is a word here and an amount or a day in nearly every record below."""
    for column, cell in enumerate(fields):
        values = [each[column] for each in below if column < len(each) and each[column].strip()]
        if cell.strip() and values and sum(map(looks_like_data, values)) >= 0.8 * len(values):
            return True
    return False
