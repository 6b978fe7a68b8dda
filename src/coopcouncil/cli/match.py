"""`coopcouncil match`: the names of one list found in another."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import click

from coopcouncil.cli.errors import ending_clearly, say_error
from coopcouncil.cli.progress import TerminalProgress
from coopcouncil.data.files.unreadable import UnreadableFileError
from coopcouncil.data.matching.judgements import Judgement, Judgements
from coopcouncil.data.matching.lists import load_register, match_list, read_names, write_matches
from coopcouncil.data.snapshots.store import connect

SHOWN = 5


@click.command()
@click.argument("names", type=click.Path(path_type=Path))
@click.option(
    "--register",
    required=True,
    type=click.Path(path_type=Path),
    metavar="REGISTER.csv",
    help="CSV or workbook with the columns id, name and, if known, postcode and other_names (separated by ;).",
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    metavar="MATCHES.csv",
    help="File to write; it appears only when it is whole.",
)
@click.option(
    "--council",
    multiple=True,
    metavar="NAME",
    help="The paying council, whose own name is then told apart. May be given several times.",
)
@click.option("--judgements", type=click.Path(path_type=Path), metavar="FILE",
              help="People's judgements (judgements.jsonl), which override scores.")  # fmt: skip
def match(names: Path, register: Path, out: Path, council: tuple[str, ...], judgements: Path | None) -> None:
    """Find each name of NAMES (CSV or workbook: name and, if known, postcode) in a register.

    Writes one row for each name, in the same order: match, review or none, how sure, and why.
    """
    bar = TerminalProgress()

    def tell(message: str) -> None:
        bar.close()
        say_error(message)

    with ending_clearly(tell):
        _check_target(out)
        asked = [replace(each, council_names=council) for each in read_names(names)]
        connection = connect()
        _warn(tell, load_register(connection, register))
        found = match_list(connection, asked, _judged(judgements, council), progress=bar)
        write_matches(out, asked, found)
    bar.close()
    counts = {outcome: sum(each.outcome == outcome for each in found) for outcome in ("match", "review", "none")}
    click.echo(
        f"{len(found):,} names: {counts['match']:,} matched, {counts['review']:,} to review, "
        f"{counts['none']:,} not found. Written to {out}."
    )


def _warn(tell: Callable[[str], None], problems: Sequence[str]) -> None:
    """Say which rows were left out: the first few, and how many more."""
    for problem in problems[:SHOWN]:
        tell(problem)
    if len(problems) > SHOWN:
        tell(f"{len(problems):,} rows of the register were left out in all, for the same reasons.")


def _check_target(out: Path) -> None:
    if out.is_dir():
        raise UnreadableFileError(f"{out}: this is a folder. Give --out the name of a file to write.")
    if not out.parent.is_dir():
        raise UnreadableFileError(f"{out.parent}: there is no such folder to write to. Make it first.")


def _judged(path: Path | None, council: tuple[str, ...]) -> list[Judgement]:
    """The judgements to apply: all of the file, or those made for the councils named."""
    if path is None:
        return []
    if not path.exists():
        raise UnreadableFileError(f"{path}: there is no such file of judgements. Look at the spelling of its path.")
    found, problems = Judgements(path).read()
    for problem in problems:
        say_error(problem)
    return [each for each in found if not council or each.council in council]
