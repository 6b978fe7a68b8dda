"""Reads one file into staged Parquet: entries or accreditations kept, rows refused with their reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.registers import accreditations, companies
from coopcouncil.data.registers.company_files import stage_company_file
from coopcouncil.data.registers.entries import (
    Accreditation,
    Entry,
    Refusal,
    RefusedRowError,
    write_accreditations,
    write_entries,
)
from coopcouncil.data.registers.fields import other_names
from coopcouncil.data.registers.known import LAYOUTS
from coopcouncil.data.registers.layouts import Layout, Row, columns_of, explain_unknown, fold_heading, recognise
from coopcouncil.data.registers.opening import Opened, Tell, sha256_and_tables
from coopcouncil.data.registers.staged import NotARegisterError, Staged
from coopcouncil.data.registers.tables import BROKEN, CutShortError, Numbered, Table

ACCREDITATION_LAYOUT = "lists of accredited organisations (name, number, postcode, from, until)"


def stage_file(path: Path, scratch: Path, *, scheme: str, tell: Tell) -> tuple[str, list[Staged]]:
    """Stage every register in the file; its SHA-256 and what became of each table.

    Raises UnreadableFileError, which names the file, when it holds no register, and OSError as reading does.
    """
    scratch.mkdir(parents=True, exist_ok=True)
    sha256, tables = sha256_and_tables(Opened(path, str(path), scratch, tell), _is_header)
    scheme = scheme or accreditations.scheme_named_by(path.name)
    staged: list[Staged] = []
    unknown: list[str] = []
    for number, table in enumerate(tables):
        try:
            staged.append(_stage_table(table, scratch / f"table-{number}.parquet", scheme, tell))
        except NotARegisterError as error:
            unknown.append(f"{table.where}: {error}" if table.where else str(error))
    if not staged:
        raise UnreadableFileError(f"{path}: {' '.join(unknown) or 'it holds no table.'}")
    return sha256, staged


def _is_header(cells: Sequence[str]) -> bool:
    return recognise(LAYOUTS, cells) is not None or accreditations.is_accreditation_list(_accredited(cells))


def _accredited(headings: Sequence[str]) -> dict[str, int]:
    position = {fold_heading(heading): index for index, heading in reversed(list(enumerate(headings)))}
    found = {
        name: next((position[s] for s in spelt if s in position), None)
        for name, spelt in accreditations.HEADINGS.items()
    }
    return {name: index for name, index in found.items() if index is not None}


def _stage_table(table: Table, target: Path, scheme: str, tell: Tell) -> Staged:
    layout = recognise(LAYOUTS, table.headings)
    if layout is None:
        columns = _accredited(table.headings)
        if accreditations.is_accreditation_list(columns):
            return _stage_accreditations(table, columns, target, scheme)
        reason = explain_unknown(LAYOUTS, table.headings, besides=ACCREDITATION_LAYOUT)
        raise NotARegisterError(reason)
    if layout.not_loaded:
        raise NotARegisterError(f"this is {layout.title}. {layout.not_loaded}")
    staged = Staged(layout.source_id, layout.source_id.in_words, layout.licence, table.where, target)
    if layout is companies.LAYOUT:
        return stage_company_file(table, staged, tell)
    kept = _gather(_entries(table, layout, staged), layout, staged)
    write_entries(target, layout.source_id, kept)
    return staged


def _stage_accreditations(table: Table, columns: dict[str, int], target: Path, scheme: str) -> Staged:
    source_id = accreditations.source_id_of(scheme)
    title = f"the list of {scheme} organisations"
    staged = Staged(source_id, title, accreditations.LICENCE, table.where, target, is_accreditation=True)
    kept: list[tuple[int, Accreditation]] = []
    for line, row in _rows(table, columns, accreditations.HEADINGS, staged):
        try:
            kept.append((line, accreditations.read_accreditation(row, scheme=scheme)))
        except RefusedRowError as error:
            staged.refusals.append(Refusal(line, error.column, error.value, error.reason))
    write_accreditations(target, source_id, kept)
    return staged


def _entries(table: Table, layout: Layout, staged: Staged) -> Iterator[tuple[int, Entry]]:
    columns = columns_of(layout, table.headings)
    for line, row in _rows(table, columns, layout.headings, staged):
        try:
            entry = layout.read(row)
        except RefusedRowError as error:
            staged.refusals.append(Refusal(line, error.column, error.value, error.reason))
            continue
        if entry is not None:
            yield line, entry


def _rows(table: Table, columns: dict[str, int], names: object, staged: Staged) -> Iterator[tuple[int, Row]]:
    """Every row as our names and trimmed texts; rows that are not as wide as the headings are refused."""
    assert isinstance(names, dict)  # noqa: S101 - the headings of a layout
    absent = dict.fromkeys(names, "")
    width = max((index + 1 for index, heading in enumerate(table.headings) if heading.strip()), default=0)
    for line, cells in _up_to_a_cut(table, staged):
        staged.rows_read += 1
        fault = _fault(cells, width)
        if fault:
            staged.refusals.append(Refusal(line, "", " | ".join(cells)[:60], fault))
            continue
        yield line, {**absent, **{name: cells[position].strip() for name, position in columns.items()}}


def _up_to_a_cut(table: Table, staged: Staged) -> Iterator[Numbered]:
    try:
        yield from table.rows()
    except CutShortError as error:
        staged.rows_read += 1
        staged.refusals.append(Refusal(error.line, "", "", str(error)))


def _fault(cells: list[str], width: int) -> str:
    if cells is BROKEN:
        return "its quotes do not balance; the file may be cut short or damaged here"
    if len(cells) < width:
        return f"it has {len(cells)} columns where the headings have {width}; the file may be cut short here"
    if any(cell.strip() for cell in cells[max(width, 1) :]) and len(cells) > width + 1:
        return f"it has {len(cells)} columns where the headings have {width}"
    return ""


def _gather(rows: Iterator[tuple[int, Entry]], layout: Layout, staged: Staged) -> list[tuple[int, Entry]]:
    """One entry for each number: rows that only bring a name are added to their entry, repeats are refused or named."""
    entries: dict[str, tuple[int, Entry]] = {}
    extra: dict[str, list[tuple[int, Entry]]] = {}
    for line, entry in rows:
        if entry.only_a_name or (layout.repeats_are_names and entry.entry_id in entries):
            extra.setdefault(entry.entry_id, []).append((line, entry))
        elif entry.entry_id in entries:
            reason = f"{entry.entry_id} stands in line {entries[entry.entry_id][0]} too"
            staged.refusals.append(Refusal(line, "", entry.entry_id, reason))
        else:
            entries[entry.entry_id] = (line, entry)
    for entry_id, more in extra.items():
        line, entry = entries.get(entry_id, more[0])
        entries[entry_id] = (line, _with_more(entry, [each for _, each in more]))
    return list(entries.values())


def _with_more(entry: Entry, more: list[Entry]) -> Entry:
    pairs = [*entry.other_names, *((each.name, each.only_a_name or "working") for each in more)]
    links = dict.fromkeys([*entry.links, *(link for each in more for link in each.links)])
    return replace(entry, other_names=other_names(entry.name, *pairs), links=tuple(links))
