"""Tables inside files: delimited text, workbooks, JSON and zips of these, each as headings and numbered rows."""

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

Numbered = tuple[int, list[str]]
Recognises = Callable[[Sequence[str]], bool]
ROWS_ABOVE_HEADINGS = 30
JSON_CHUNK = 1 << 20
BROKEN = ["\ufffd"]  # stands for a record whose quotes do not balance
csv.field_size_limit(1 << 24)


class CutShortError(Exception):
    """The file ends in the middle of a record: `line` says where."""

    def __init__(self, line: int) -> None:
        super().__init__("the file stops in the middle of a record here")
        self.line = line


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a file: `where` names its sheet or member, or is empty.

    `rows` yields (line, cells) below the headings and raises CutShortError at the end when the last record is broken.
    `text` is the UTF-8 text itself, if it is text, with its delimiter, its lines in all and those down to the headings.
    """

    where: str
    headings: tuple[str, ...]
    rows: Callable[[], Iterator[Numbered]]
    text: Path | None = None
    delimiter: str = ","
    lines_to_skip: int = 0
    lines: int = 0


def text_table(path: Path, recognises: Recognises) -> Table:
    """The table in a delimited UTF-8 text file."""
    delimiter = _delimiter_of(path)
    read = _unquoted if delimiter == "\t" else _quoted

    def lines() -> Iterator[str]:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from file

    table = _below_headings("", lambda: read(lines, delimiter), recognises)
    return replace(table, text=path, delimiter=delimiter)


def sheet_table(name: str, cells: Sequence[Sequence[object]], recognises: Recognises) -> Table:
    """The table in a sheet of a workbook, given as rows of values."""
    rows = [(number, [_as_text(cell) for cell in row]) for number, row in enumerate(cells, start=1)]
    return _below_headings(f"sheet {name}", lambda: iter(rows), recognises)


def json_table(path: Path) -> Table:
    """The table in a JSON array of objects, or in lines of objects; its headings are the first object's keys."""
    first = next(_records(path), None)
    headings = tuple(first or ())

    def rows() -> Iterator[Numbered]:
        for number, record in enumerate(_records(path), start=1):
            yield number, [_as_text(record.get(heading)) for heading in headings]

    return Table("", headings, rows)


def _below_headings(where: str, every_row: Callable[[], Iterator[Numbered]], recognises: Recognises) -> Table:
    top = list(islice(every_row(), ROWS_ABOVE_HEADINGS))
    filled = [row for row in top if any(cell.strip() for cell in row[1])]
    fallback = max(filled, key=lambda row: sum(bool(cell.strip()) for cell in row[1]), default=(0, list[str]()))
    line, cells = next((row for row in filled if recognises(row[1])), fallback)
    headings = tuple(cells)

    def rows() -> Iterator[Numbered]:
        return ((number, row) for number, row in every_row() if number > line and any(cell.strip() for cell in row))

    return Table(where, headings, rows, lines_to_skip=line)


def _quoted(lines: Callable[[], Iterator[str]], delimiter: str) -> Iterator[Numbered]:
    """Rows of quoted text, each with the line it begins on; a record whose quotes do not balance is BROKEN.

    Reading goes on at the line after a broken record begins, so that one stray quote cannot swallow the rest.
    """
    begin = 1
    while begin:
        reader = csv.reader(islice(lines(), begin - 1, None), delimiter=delimiter, strict=True)
        line, begin = begin, 0
        first = line
        try:
            for row in reader:
                yield line, row
                line = first + reader.line_num
        except csv.Error:
            yield line, BROKEN
            begin = line + 1


def _unquoted(lines: Callable[[], Iterator[str]], delimiter: str) -> Iterator[Numbered]:
    """Rows of tab-separated text without quotes; a line that begins with a tab goes on from the one before."""
    held, held_line = "", 0
    for number, raw in enumerate(lines(), start=1):
        line = raw.rstrip("\r\n")
        if held_line and line.startswith("\t"):
            held += line
            continue
        if held_line:
            yield held_line, _unescaped(held, delimiter)
        held, held_line = line, number
    if held_line:
        yield held_line, _unescaped(held, delimiter)


def _unescaped(line: str, delimiter: str) -> list[str]:
    return [cell.replace("\\\\", "\\") for cell in line.split(delimiter)]


def _delimiter_of(path: Path) -> str:
    with path.open(encoding="utf-8-sig") as file:
        lines = list(islice(file, ROWS_ABOVE_HEADINGS))
    return max(",\t;|", key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _records(path: Path) -> Iterator[dict[str, object]]:
    """The objects of a JSON array or of JSON lines, one at a time, so that size does not matter."""
    decoder, buffer, count = json.JSONDecoder(), "", 0
    with path.open(encoding="utf-8-sig") as file:
        while chunk := file.read(JSON_CHUNK):
            buffer += chunk
            position = 0
            while (start := buffer.find("{", position)) >= 0:
                try:
                    record, position = decoder.raw_decode(buffer, start)
                except json.JSONDecodeError:
                    break
                count += 1
                yield record
            buffer = buffer[position:]
    if "{" in buffer:
        raise CutShortError(count + 1)


def _as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
