"""`coopcouncil spending check`: what would be read from payments files; nothing is written."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from coopcouncil.cli.errors import EXIT_STATUS, ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.files.archives import is_clutter
from coopcouncil.data.spending.reading.duplicates import Overlaps
from coopcouncil.data.spending.reading.files import Reading, read_file
from coopcouncil.data.spending.reading.headings import FIELDS
from coopcouncil.data.spending.reading.reports import reading_to_dict
from coopcouncil.vocabulary.progress import silent

_PAIRS = "coopcouncil.columns"
SHOWN_REFUSALS = 10
LARGE = 50 << 20  # bytes from which reading takes long enough to show how far it is


def _columns_of(ctx: click.Context) -> dict[str, str]:
    """The one dictionary of column choices that --columns and the words after it fill."""
    found = ctx.meta.setdefault(_PAIRS, {})
    assert isinstance(found, dict)  # noqa: S101 - ours alone
    return found


def _pair(text: str) -> tuple[str, str] | None:
    name, equals, heading = text.partition("=")
    return (name.strip().lower(), heading) if equals and name.strip().lower() in FIELDS else None


def _take_columns(ctx: click.Context, _: click.Parameter, values: Sequence[str]) -> dict[str, str]:
    for value in values:
        pair = _pair(value)
        if pair is None or not pair[1].strip():
            raise click.BadParameter(f"'{value}' is not NAME=HEADING, where NAME is one of {', '.join(FIELDS)}.")
        _columns_of(ctx)[pair[0]] = pair[1]
    return _columns_of(ctx)


def _take_files(ctx: click.Context, _: click.Parameter, values: Sequence[str]) -> tuple[Path, ...]:
    """The files named; NAME=HEADING words after --columns are column choices; a folder stands for its files."""
    paths: list[Path] = []
    for value in values:
        pair = _pair(value)
        if pair is not None and not Path(value).exists():
            _columns_of(ctx)[pair[0]] = pair[1]
        else:
            paths.extend(_files_in(Path(value)))
    if not paths:
        raise click.BadParameter("name at least one file.")
    return tuple(paths)


def _files_in(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    found = sorted(
        each for each in path.rglob("*") if each.is_file() and not is_clutter(each.relative_to(path).as_posix())
    )
    return found or [path]


files_argument = click.argument("files", nargs=-1, required=True, metavar="FILE...", callback=_take_files)
columns_option = click.option(
    "--columns",
    multiple=True,
    metavar="NAME=HEADING...",
    callback=_take_columns,
    help=f"Take this column, by heading or number, for NAME: {', '.join(FIELDS)}. May be given several times.",
)


@click.command()
@files_argument
@columns_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the answer.",
)
def check(files: tuple[Path, ...], columns: dict[str, str], form: str) -> None:
    """Say what would be read from payments files, and write nothing.

    FILE is CSV, xlsx, xls, ods, a zip of these, or a folder. The exit status is 2 when a file cannot be read.
    """
    with ending_clearly():
        readings = _read_all(files, columns)
    if form == "json":
        click.echo(json.dumps([reading_to_dict(reading) for reading in readings], indent=2, ensure_ascii=False))
    elif shown := [reading for reading in readings if reading.error is None]:
        click.echo("\n\n".join("\n".join(_summary(reading)) for reading in shown))
    errors = [reading.error for reading in readings if reading.error is not None]
    for error in errors:
        say_error(error)
    if errors:
        sys.exit(EXIT_STATUS)


def _read_all(files: Sequence[Path], columns: dict[str, str]) -> list[Reading]:
    overlaps = Overlaps()
    sink = overlaps.take if len(files) > 1 else None
    bar = TerminalProgress()
    readings: list[Reading] = []
    for file in files:
        progress = bar if sys.stderr.isatty() and file.is_file() and file.stat().st_size > LARGE else silent
        found = read_file(file, given=str(file), overrides=columns, sink=sink, progress=progress)
        bar.close()
        shared = overlaps.finish(found[-1])
        readings += [*found[:-1], replace(found[-1], warnings=(*found[-1].warnings, *shared))]
    return readings


def _summary(reading: Reading) -> list[str]:
    """One reading in words."""
    place = f"{reading.file}, {reading.sheet}" if reading.sheet else reading.file
    headings = f"headings on line {reading.header_row}" if reading.header_row else "no headings"
    lines = [
        place,
        f"  {reading.payments:,} payments of £{reading.total_gbp:,.2f} {_span(reading)}",
        f"  {reading.rows_read:,} rows read, {reading.refused:,} refused; {reading.redacted:,} suppliers withheld"
        + ("; a purchase-card file" if reading.card else ""),
        f"  {reading.encoding}, {headings}",
        "  columns: " + "; ".join(f"{name} = {heading}" for name, heading in reading.columns.items()),
    ]
    lines += [f"  note: {warning}" for warning in reading.warnings]
    for refusal in reading.refusals[:SHOWN_REFUSALS]:
        where = f", column '{refusal.column}'" if refusal.column else ""
        lines.append(f"  refused: line {refusal.line}{where}: {refusal.reason} ({refusal.value[:80]})")
    if reading.refused > SHOWN_REFUSALS:
        lines.append(f"  refused: {reading.refused - SHOWN_REFUSALS:,} more; --format json lists them.")
    return lines


def _span(reading: Reading) -> str:
    if reading.first_on is None or reading.last_on is None:
        return "without dates"
    first, last = (f"{day.day} {day:%B %Y}" for day in (reading.first_on, reading.last_on))
    return f"on {first}" if first == last else f"from {first} to {last}"
