"""Reading payments files, whatever their layout: one `Reading` for each file, sheet or member of a zip."""

import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO

import polars as pl

from coopcouncil.data.files.archives import Member, members_of, open_member
from coopcouncil.data.files.kinds import HEAD_BYTES, FileKind, kind_of, kind_of_head
from coopcouncil.data.files.texts import Opener, Text, file_opener, scan_text, utf8_blocks
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.files.workbooks import Sheet, sheets_of
from coopcouncil.data.spending.reading.contents import Record, is_blank, looks_like_data
from coopcouncil.data.spending.reading.dates import proves_month_first
from coopcouncil.data.spending.reading.delimiters import find_delimiter, has_spaced_quotes
from coopcouncil.data.spending.reading.headers import LOOK_DOWN, recognised
from coopcouncil.data.spending.reading.headings import printed
from coopcouncil.data.spending.reading.judging import mend
from coopcouncil.data.spending.reading.layout import Layout, Named, find_layout, with_order
from coopcouncil.data.spending.reading.records import Block, RecordReader, Shape, column_names, sample_records
from coopcouncil.data.spending.reading.reports import Reading
from coopcouncil.data.spending.reading.tallies import Sink, Tally
from coopcouncil.evidence.sources import sha256_of
from coopcouncil.vocabulary.progress import Progress, silent

__all__ = ["Reading", "read_file"]

SAMPLE_RECORDS = 3000
_PIVOT = re.compile(r"(?:sum|count|average) of \w", re.IGNORECASE)
_LINE_END = re.compile("\r\n|\r|\n")
SHEET_BLOCK = 50_000


def read_file(
    path: Path,
    *,
    given: str,
    overrides: Mapping[str, str],
    sink: Sink | None = None,
    progress: Progress = silent,
) -> list[Reading]:
    """Read a payments file; `given` is its name as typed, `overrides` maps our column names to a heading or number.

    `sink` receives the payments in batches with the columns of `PAYMENT_COLUMNS` and `sheet`; `progress` is told the
    bytes read of a text. Nothing is raised for a bad file: its Reading carries `error`. For all of them
    rows_read = payments + refused.
    """
    try:
        kind = kind_of(path, named=given)
        if kind is FileKind.TEXT:
            return [_read_text(file_opener(path), Named(given, path.name), overrides, sink, progress)]
        if kind is FileKind.ZIP:
            return _read_zip(path, given, overrides, sink)
        return _read_workbook(path, kind, Named(given, path.name), overrides, sink)
    except UnreadableFileError as error:
        return [Reading(file=given, error=str(error), sha256=_sha256(path))]
    except OSError as error:
        return [Reading(file=given, error=f"{given}: the file cannot be read ({error.strerror}).")]


def _sha256(path: Path) -> str | None:
    try:
        return sha256_of(path) if path.is_file() else None
    except OSError:
        return None


def _read_text(
    opener: Opener, named: Named, overrides: Mapping[str, str], sink: Sink | None, progress: Progress = silent
) -> Reading:
    text = scan_text(opener)
    head = next(utf8_blocks(text), b"")
    beginning = head[:HEAD_BYTES].decode("utf-8", "ignore")
    delimiter = find_delimiter(beginning)
    skip_space = has_spaced_quotes(beginning, delimiter)
    sample = sample_records(head, delimiter, SAMPLE_RECORDS, skip_space=skip_space)
    layout = _of_headings(find_layout(sample, overrides, named), sample, overrides, named, delimiter)
    shape = Shape(delimiter, layout.width, layout.uniform, skip_space)
    above = _last_line_above(sample, layout)
    if not layout.order_told and len(sample) == SAMPLE_RECORDS:
        layout = with_order(layout, proves_month_first(_all_dates(text, shape, layout, above)))
    blocks = _told(utf8_blocks(text), text.size, partial(progress, f"Reading {named.label}"))
    reader = RecordReader(blocks, shape, lambda fields: mend(fields, layout, delimiter))
    start = Reading(
        file=named.given,
        sheet=named.sheet,
        encoding=text.encoding,
        sha256=text.sha256,
        warnings=(*_about_text(text), *layout.warnings),
    )
    return _tallied(reader.read(after_line=above), layout, sink, start)


def _of_headings(
    layout: Layout, sample: Sequence[Record], overrides: Mapping[str, str], named: Named, delimiter: str
) -> Layout:
    """The layout with as many columns as headings, where records have more because values hold unquoted delimiters.

    So it is when such records can be put together again ('Oak,1,234.50' under two headings), and not when the values
    that stand beyond the headings are a column of their own.
    """
    headings = next((len(fields) for line, fields in sample if line == layout.header_row), layout.width)
    if headings >= layout.width:
        return layout
    beyond = [fields for line, fields in sample if line != layout.header_row and not is_blank(fields[headings:])]
    if len(beyond) < 0.5 * (len(sample) - 1):
        return layout
    narrow = find_layout(sample, overrides, named, width=headings)
    whole = sum(not isinstance(mend(fields, narrow, delimiter), str) for fields in beyond)
    return narrow if whole >= 0.9 * len(beyond) else layout


def _told(blocks: Iterable[bytes], size: int, tell: Callable[[int, int], None]) -> Iterator[bytes]:
    """The blocks, telling before each how many bytes of how many are read."""
    done = 0
    for block in blocks:
        tell(min(done, size), size)
        done += len(block)
        yield block
    tell(size, size)


def _all_dates(text: Text, shape: Shape, layout: Layout, above: int) -> Iterator[str]:
    """Every distinct date of each block: a look ahead for a file whose first dates leave day and month in doubt."""
    column = f"c{layout.groups['paid_on'][0]}"
    for block in RecordReader(utf8_blocks(text), shape, lambda fields: fields[: shape.width]).read(after_line=above):
        yield from block.frame[column].unique().to_list()


def _read_zip(path: Path, given: str, overrides: Mapping[str, str], sink: Sink | None) -> list[Reading]:
    found: list[Reading] = []
    for member in members_of(path, named=given):
        named = Named(given, member.name.rsplit("/", 1)[-1], member.name)
        try:
            found.extend(_read_member(path, member, named, overrides, sink))
        except UnreadableFileError as error:
            found.append(Reading(file=given, sheet=member.name, error=str(error)))
    return found


def _read_member(
    path: Path, member: Member, named: Named, overrides: Mapping[str, str], sink: Sink | None
) -> list[Reading]:
    label = named.label
    with open_member(path, member, named=named.given) as file:
        head = file.read(HEAD_BYTES)
        rest = file.read() if head.startswith((b"PK", b"\xd0\xcf")) else b""
    whole = io.BytesIO(head + rest)
    kind = kind_of_head(head, label, whole)
    if kind is FileKind.ZIP:
        raise UnreadableFileError(f"{label}: this is a zip inside a zip; unpack the outer one first.")
    if kind is FileKind.TEXT:
        return [_read_text(lambda: open_member(path, member, named=named.given), named, overrides, sink)]
    return _read_workbook(whole, kind, named, overrides, sink)


def _read_workbook(
    source: Path | IO[bytes], kind: FileKind, named: Named, overrides: Mapping[str, str], sink: Sink | None
) -> list[Reading]:
    """A Reading for each sheet with payments; the others are passed over, and the first Reading says why."""
    found: list[Reading] = []
    passed_over: list[str] = []
    label = named.label
    digest = sha256_of(source) if isinstance(source, Path) else None
    for sheet in sheets_of(source, kind, named=label):
        why_not = _why_not(sheet, overrides)
        if why_not:
            passed_over.append(f"The sheet '{sheet.name}' was passed over: {why_not}.")
            continue
        name = f"{named.sheet}: {sheet.name}" if named.sheet else sheet.name
        start = Reading(file=named.given, sheet=name, encoding=kind.value, sha256=digest)
        try:
            found.append(_read_sheet(sheet, replace(named, sheet=name), overrides, sink, start))
        except UnreadableFileError as error:
            found.append(replace(start, error=str(error)))
    if not found:
        raise UnreadableFileError(f"{label}: no sheet holds payments. " + " ".join(passed_over))
    return [replace(found[0], warnings=(*passed_over, *found[0].warnings)), *found[1:]]


def _why_not(sheet: Sheet, overrides: Mapping[str, str]) -> str:
    """Why a sheet is not read, or an empty text."""
    filled = [fields for fields in sheet.rows if not is_blank(fields)]
    if not filled:
        return "it is empty"
    if not sheet.visible:
        return "it is hidden"
    if any(map(_is_summary, filled[:LOOK_DOWN])):
        return "it adds up payments by a pivot table, and payments would be counted twice"
    named = max((len(recognised(fields)) for fields in filled[:LOOK_DOWN]), default=0)
    if named < 2 and not overrides and not _holds_amounts(filled):
        return "it holds notes, not payments"
    return ""


def _is_summary(fields: Sequence[str]) -> bool:
    """Whether these are the headings that a spreadsheet's pivot table has."""
    words = [printed(cell) for cell in fields if cell.strip()]
    sums = sum(bool(_PIVOT.match(cell)) for cell in words)
    return "Row Labels" in words or (sums > 0 and len(words) <= sums + 1)


def _holds_amounts(rows: Sequence[Sequence[str]]) -> bool:
    """Whether most rows hold a number beside some words."""
    like = sum(
        any(map(looks_like_data, row)) and any(any(mark.isalpha() for mark in cell) for cell in row)
        for row in rows[:300]
    )
    return like >= 3 and like >= 0.5 * min(len(rows), 300)


def _read_sheet(sheet: Sheet, named: Named, overrides: Mapping[str, str], sink: Sink | None, start: Reading) -> Reading:
    records: list[Record] = [(number, list(row)) for number, row in enumerate(sheet.rows, start=sheet.first_row)]
    layout = find_layout(records[:SAMPLE_RECORDS], overrides, named)
    start = replace(start, warnings=layout.warnings)
    return _tallied(_sheet_blocks(records[layout.first :], layout.width), layout, sink, start)


def _sheet_blocks(records: Sequence[Record], width: int) -> Iterator[Block]:
    for begin in range(0, len(records), SHEET_BLOCK):
        part = records[begin : begin + SHEET_BLOCK]
        rows = [[*fields, *[""] * (width - len(fields))] for _, fields in part]
        series = [
            pl.Series(name, each, dtype=pl.String)
            for name, each in zip(column_names(width), zip(*rows, strict=True), strict=False)
        ]
        yield Block(pl.DataFrame([pl.Series("line", [line for line, _ in part], dtype=pl.Int64), *series]))


def _last_line_above(sample: Sequence[Record], layout: Layout) -> int:
    """The last physical line of the headings, which may hold line ends themselves."""
    if layout.header_row is None:
        return 0
    fields = next(fields for line, fields in sample if line == layout.header_row)
    return layout.header_row + sum(len(_LINE_END.findall(cell)) for cell in fields)


def _about_text(text: Text) -> list[str]:
    about = []
    if text.odd_bytes:
        about.append(f"{text.odd_bytes:,} byte(s) are not UTF-8 and were read as Windows-1252.")
    if text.undefined:
        about.append(f"{text.undefined:,} byte(s) stand for no character and are shown as \ufffd.")
    if text.nuls:
        about.append(f"{text.nuls:,} nought byte(s) were left out.")
    return about


def _with_sheet(sink: Sink, sheet: str | None) -> Sink:
    return lambda batch: sink(batch.with_columns(sheet=pl.lit(sheet, dtype=pl.String)))


def _one_ahead(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks in order, the next one being parsed on another core while this one is counted."""
    waiting = iter(blocks)
    with ThreadPoolExecutor(max_workers=1) as worker:
        coming = worker.submit(next, waiting, None)
        while (block := coming.result()) is not None:
            coming = worker.submit(next, waiting, None)
            yield block


def _tallied(blocks: Iterable[Block], layout: Layout, sink: Sink | None, start: Reading) -> Reading:
    tally = Tally(layout, sink and _with_sheet(sink, start.sheet))
    for block in _one_ahead(blocks):
        tally.take(block)
    refusals = tuple(sorted(tally.refusals, key=lambda each: each.line))
    return replace(
        start,
        header_row=layout.header_row,
        columns=layout.columns,
        rows_read=tally.payments + tally.refused,
        payments=tally.payments,
        refused=tally.refused,
        refusals=refusals,
        redacted=tally.redacted,
        total_gbp=tally.total_gbp(),
        first_on=tally.first_on,
        last_on=tally.last_on,
        warnings=(*start.warnings, *tally.warnings()),
        card=layout.card,
    )
